"""What a request says beside what the script is to do: reasons, what for, and the same once more. Pure.

The clause of a reason is passed over up to its stop where it names nothing that a script could be about.
"""

import re
from collections.abc import Callable
from typing import Final

_WHO: Final = r"(?:i|we|you|they|it|he|she|my|our|the (?:team|students|boss|noc)|people|somebody|someone|everybody)"
_REASON: Final = re.compile(
    rf"[,;]? ?\b(?:so (?:that )?{_WHO}\b|because\b|since {_WHO} (?!last)|as {_WHO} (?:am|are|is|need|want|have)\b|"
    r"in order (?:to|that)\b)[^,.;:\d]*",
    re.IGNORECASE,
)
_FOR: Final = re.compile(
    r"[,;]? ?\bfor (?:my|our|the|a) (?:ci|homework|exam|class|course|boss|report|documentation|noc|thesis|"
    r"lab report|change (?:window|ticket))(?![\w-]):?",
    re.IGNORECASE,
)
_END: Final = r"(?= ?(?:[,.;!]|$))"
_DENIES: Final = (
    r"(?:no|not the|without (?:the|any)|skip the|leave out the|nothing about the|i (?:do not|don't) (?:need|want) the)"
)
_COMPLEMENT: Final = re.compile(
    rf"[,;]? ?(?:and |but )?(?:please )?{_DENIES} (?:clean|good|healthy|ok|fine|other|others|working|rest|remaining)"
    rf"(?: ones| rows| ports| interfaces| sessions| neighbou?rs)?(?: please)?{_END}",
    re.IGNORECASE,
)
_TOO: Final = re.compile(
    r"[,;]? ?(?:and |but )?(?:please )?(?:show|print|list|keep|display|include)s? (?:all )?(?:the )?"
    rf"(?:others?|rest|remaining|good|healthy|other) ?(?:ones)?(?: too| as well| also)?{_END}",
    re.IGNORECASE,
)
_HAS: Final = (
    r"(?:should |must |has to |have to |needs? to )?"
    r"(?:(?:be |always be )?(?:have|has|send|sends|receive|see|keep|hold|get|show)(?:ing|s)? (?:us )?)?"
)
_WHEN: Final = r"\b(?P<when>if|when|whenever) (?:it is |it's |they are |there are |that is )?"
_LESS: Final = re.compile(
    rf"\b{_HAS}at least (?P<number>\d+)(?P<between>[^.;]{{0,80}}?){_WHEN}"
    r"(?:less|fewer|lower|below(?: that)?|not|under(?: that)?)(?!\w| than| established| up| full)",
    re.IGNORECASE,
)
_MORE: Final = re.compile(
    rf"\b{_HAS}at most (?P<number>\d+)(?P<between>[^.;]{{0,80}}?){_WHEN}"
    r"(?:more|higher|above(?: that)?|over(?: that)?)(?! than)",
    re.IGNORECASE,
)
_SORTED: Final = re.compile(
    r"[,;]? ?(?:and )?\b(?:sort(?:ed|s)?|order(?:ed)?)(?: it| them| the rows| rows)? (?:by|on) (?:the )?"
    r"(?:host ?|node |device |router |switch )?(?:name|node|device|router|switch)s?(?![\w-])",
    re.IGNORECASE,
)


def read_sorting(text: str) -> tuple[str, bool]:
    """The text without `sorted by hostname`, and whether it was there."""
    made, found = _SORTED.subn("", text)
    return made, bool(found)


def without_asides(text: str, is_idle: Callable[[str], bool]) -> tuple[str, bool]:
    """The text without them; and whether what does not meet a condition is to be shown as well. `is_idle` says whether
    words name nothing that a script could be about."""
    text = _LESS.sub(lambda found: f"less than {found['number']}{found['between']}{found['when']}", text)
    text = _MORE.sub(lambda found: f"more than {found['number']}{found['between']}{found['when']}", text)
    text, too = _TOO.subn("", text)
    text = _REASON.sub(lambda found: "" if is_idle(found[0]) else found[0], _FOR.sub("", text))
    return _COMPLEMENT.sub("", text), bool(too)
