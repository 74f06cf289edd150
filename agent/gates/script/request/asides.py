"""What a request says beside what the script is to do: reasons, what for, and the same once more. Pure.

The clause of a reason is passed over up to its stop where it names nothing that a script could be about.
"""

import re
from collections.abc import Callable
from typing import Final

from agent.gates.script.request.forms import form

_WHO: Final = r"(?:i|we|you|they|it|he|she|my|our|the (?:team|students|boss|noc)|people|somebody|someone|everybody)"
_REASON: Final = form(
    rf"[,;]? ?\b(?:so (?:that )?{_WHO}\b|because\b|since {_WHO} (?!last)|as {_WHO} (?:am|are|is|need|want|have)\b|"
    r"in order (?:to|that)\b)[^,.;:\d]*"
)
_FOR: Final = form(
    r"[,;]? ?\bfor (?:my|our|the|a) (?:ci|homework|exam|class|course|boss|report|documentation|noc|thesis|"
    r"lab report|change (?:window|ticket))(?![\w-]):?|^for (?:ci|cron|homework):? "
)
_END: Final = r"(?= ?(?:[,.;!]|$))"
_DENIES: Final = (
    r"(?:no|not the|without (?:the|any)|skip the|leave out the|nothing about the|i (?:do not|don't) (?:need|want) the)"
)
_COMPLEMENT: Final = form(
    rf"[,;]? ?(?:and |but )?(?:please )?{_DENIES} (?:clean|good|healthy|ok|fine|other|others|working|rest|remaining)"
    rf"(?: ones| rows| ports| interfaces| sessions| neighbou?rs)?(?: please)?{_END}"
)
_TOO: Final = form(
    r"[,;]? ?(?:and |but )?(?:please )?(?:show|print|list|keep|display|include)s? (?:all )?(?:the )?"
    rf"(?:others?|rest|remaining|good|healthy|other) ?(?:ones)?(?: too| as well| also)?{_END}"
)
_HAS: Final = (
    r"(?:should |must |has to |have to |needs? to )?"
    r"(?:(?:be |always be )?(?:have|has|send|sends|receive|see|keep|hold|get|show)(?:ing|s)? (?:us )?)?"
)
_WHEN: Final = r"\b(?P<when>if|when|whenever) (?:it is |it's |they are |there are |that is )?"
_LESS: Final = form(
    rf"\b{_HAS}at least (?P<number>\d+)(?P<between>[^.;]{{0,80}}?){_WHEN}"
    r"(?:less|fewer|lower|below(?: that)?|not|under(?: that)?)(?!\w| than| established| up| full)"
)
_MORE: Final = form(
    rf"\b{_HAS}at most (?P<number>\d+)(?P<between>[^.;]{{0,80}}?){_WHEN}"
    r"(?:more|higher|above(?: that)?|over(?: that)?)(?! than)"
)
_STORY: Final = re.compile(r"(?:(?<=[.!?;])|^)\s*(?P<story>[^.!?;]{3,160}[.!?]?)(?=\s|$|;)")
_TELLS: Final = form(
    r"(?:(?:these|those|this|that|it|he|she|we|they|i|my|our|the|there)(?:'s|'m|'re|'ve)?|both) (?!would|want|need|like)"
)
_WISHES: Final = form(
    r"\b(?:should|must|has to|have to|needs?|wants?|would|like|may|can|could|shall|will|not|no|never|only|except|without|"
    r"n't|please|output|format|column|sorted|same|every|each|all|any|\w*\d\w*)\b|n't\b"
)


def without_stories(text: str, is_idle: Callable[[str], bool]) -> tuple[str, tuple[str, ...]]:
    """The text without sentences that tell and ask for nothing (`Those are my flappers.`), and those."""
    told: list[str] = []

    def kept(found: re.Match[str]) -> str:
        story = found["story"].strip()
        if not _TELLS.match(story) or _WISHES.search(story) or not is_idle(story):
            return found[0]
        told.append(story.rstrip(".!? "))
        return " "

    return _STORY.sub(kept, text).strip(), tuple(told)


def without_asides(text: str, is_idle: Callable[[str], bool]) -> tuple[str, bool]:
    """The text without them; and whether what does not meet a condition is to be shown as well. `is_idle` says whether
    words name nothing that a script could be about."""
    text = _LESS.sub(lambda found: f"less than {found['number']}{found['between']}{found['when']}", text)
    text = _MORE.sub(lambda found: f"more than {found['number']}{found['between']}{found['when']}", text)
    text, too = _TOO.subn("", text)
    text = _REASON.sub(lambda found: "" if is_idle(found[0]) else found[0], _FOR.sub("", text))
    return _COMPLEMENT.sub("", text), bool(too)
