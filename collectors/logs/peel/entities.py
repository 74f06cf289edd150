"""Text as HTML prints it: `&lt;189&gt;`, `&quot;`, and tags around a line. Pure."""

import html
import re
from collections.abc import Sequence

from collectors.logs.values import Clock, Peel, Peeled

_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|nbsp|apos|#\d{1,5}|#x[0-9a-fA-F]{1,4});")
_TAGS = re.compile(
    r"</?(?:p|pre|code|span|t[dhrt]|li|div|b|i|u|s|a|font|br|strong|em|mark|kbd|samp|del|ins)(?: [^<>]{0,200})?/?>",
    re.IGNORECASE,
)


def strip(text: str, clock: Clock) -> Sequence[Peeled]:
    """The text that a browser would show."""
    bare = html.unescape(text) if _ENTITY.search(text) else text
    bare = _TAGS.sub("", bare)
    return (Peeled(bare),) if bare != text else ()


PEEL = Peel("entities", strip)
