"""A packet analyser's text of a syslog packet: what stands before `FACILITY.SEVERITY: `. Pure."""

import re
from collections.abc import Sequence

from collectors.logs.values import Clock, Peel, Peeled

_SYSLOG = re.compile(
    r"(?:local[0-7]|daemon|kern|user|syslog|auth|console)\.(?:emerg|alert|crit|err|error|warn|warning|notice|info|debug)"
    r"(?:,? length: \d{1,6})?[:.]? {1,4}(?:Msg: ?)?",
    re.IGNORECASE,
)


def strip(text: str, clock: Clock) -> Sequence[Peeled]:
    """The message in a packet, without the printed end of line."""
    found = _SYSLOG.search(text[:400])
    if not found:
        return ()
    rest = text[found.end() :].rstrip()
    return (Peeled(rest.removesuffix("\\n").removesuffix("\\0").rstrip()),)


PEEL = Peel("packets", strip)
