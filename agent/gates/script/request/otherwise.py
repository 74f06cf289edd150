"""What is printed, and which status: `print "all good" if there are none`, `exit 1 if any is down`. Pure."""

import re
from dataclasses import dataclass
from typing import Final

from agent.gates.script.request.forms import form

_SAYS: Final = r"(?:prints?|says?|writes?|tells?(?: me| us)?|shows?|reports?|outputs?|displays?|let me know)"
_WELL: Final = r"(?:good|ok|fine|well|clear|okay|healthy|in order)"
_WORD: Final = (
    rf"(?:all (?:is |are |of them are )?{_WELL}|everything(?: is|'s)? {_WELL}|ok|okay|none|no problems?|"
    r"nothing(?: found)?|so)"
)
_NONE: Final = (
    r"(?:(?:if|when|in case|where) (?:there(?: is| are|'s) (?:none|nothing|no such \w+|no(?:ne)? \w+)|"
    r"there (?:aren't|isn't) any|none(?: of them)?(?: (?:is|are))?(?: \w+)?|nothing(?: is)?(?: \w+)?|"
    r"all (?:is|are|of them are) \w+|everything(?: is|'s) \w+|that is the case|not|no \w+ (?:is|are)(?: \w+)?)|"
    r"otherwise|else)"
)
_OPEN: Final = r"[\"'\u201c\u2018]?"
_CLOSE: Final = r"[\"'\u201d\u2019]?"
_OTHERWISE: Final = form(
    rf" ?[,;.]? ?(?:and |or |but )?(?:please |just |simply )?"
    rf"(?:{_SAYS} (?:a (?:word|line|note|message) )?(?:(?:when|if|that) )?{_OPEN}(?P<word>{_WORD}){_CLOSE}(?: {_NONE})?"
    rf"|{_NONE},? (?:please |just |simply )?{_SAYS} (?:that )?{_OPEN}(?P<word2>{_WORD}){_CLOSE})"
    rf"(?= ?(?:[,;.!]|$))"
)
_ZERO: Final = r"(?:0|zero|success(?:fully)?)"
_NOT_ZERO: Final = (
    r"(?:(?P<code{n}>(?<![\w.])[1-9]\d?)(?!\d|[./]\d| ?(?:s|m|min|sec|seconds?|minutes?)\b)|one(?! \w+ ?:)|non[ -]?zero|not zero|an? (?:error|failure)(?: code| status)?)"
    r"(?: (?:exit |return |status )?(?:code|status|value))?"
)
_ENDS: Final = (
    r"(?:(?<![\w-])(?:exit(?:s|ing)?|return(?:s|ing)?|end(?:s)?|finish(?:es)?|quit(?:s)?|terminat(?:e|es))(?: the (?:script|job|build|run|program))?"
    r"(?: (?:with|a|an|the|exit|return|status|code|value|of|to)){0,4}|(?:with|set|use|give|and|having|has) (?:a |an |the )?(?=non)|(?:(?:the|its|overall|an?|with|and|use|set|proper) )*(?:exit|return|status)[ -](?:code|status|value)s?(?: (?:should|must|of|is|be|to|as|=))*)"
)
_FOUND: Final = r"(?:if|when|in case) (?:some|any|one|there (?:is|are) (?:some|any|one)|something|at least one)(?: \w+)?(?: (?:is|are))?(?: found| listed| shown| printed)?"
_OTHER: Final = r"(?:otherwise|else|if not|if (?:so|any|there (?:is|are) (?:any|some|one)|one is|any (?:is|are|of them (?:is|are))(?: \w+)?|any fails?|something is wrong|not all(?: \w+){0,3}))"
_EXIT: Final = form(
    rf"[,;.]? ?(?:->|=>|:|\(|-)? ?(?:(?:and|or|then|but|so) )*(?:{_FOUND},? ?(?:then )?)?(?:please |it |the script |should |must |shall )*"
    rf"(?:{_ENDS} ?{_ZERO}(?: (?:exit )?(?:code|status))? ?(?P<well>(?:only )?(?:if|when) (?:[^,.;]|\.(?=[.\w])){{1,80}}?|/)?[,;]? ?(?:and |or |but )?(?:{_OTHER},? (?:then )?)?(?:{_ENDS} ?)?{_NOT_ZERO.replace('{n}', '1')}(?: {_OTHER})?"
    rf"|{_ENDS} ?{_NOT_ZERO.replace('{n}', '2')}(?: {_FOUND}| {_OTHER})?(?: (?P<unless>unless))?"
    rf"|{_OTHER},? (?:then )?{_ENDS} ?{_NOT_ZERO.replace('{n}', '3')}"
    rf"|(?:(?:and|with|an?|the|overall|proper|matching|right|corresponding|appropriate|set|use|give|return) )+(?:exit|return|status)[ -](?:code|status|value)(?: (?:accordingly|for ci|to match|that (?:says|tells) so|reflects? (?:it|that|the result)))?"
    r"|(?:(?:and|then|should|must|it|to) )*fail(?:s)? (?:the|our|my) (?:job|build|pipeline|check|ci|run|stage)(?: (?:if|when) (?:any|one|so|there (?:is|are) (?:any|some))(?: \w+ (?:is|are|does)(?: not)?)?)?)"
    r"\)?(?= ?(?:[,;.!)]|$| if\b| when\b| unless\b| and\b))"
)


_ELSE: Final = re.compile(r"\b(?:otherwise|else|if not|not all)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Exit:
    """The exit status that is asked for where something is found (or, of a check, where it fails), by which words.
    `unless`: the words behind say what must hold."""

    status: int = 0
    said: str = ""
    unless: bool = False
    well: str = ""
    otherwise: bool = False
    """Whether it is asked for where what is said does not hold."""


def read_otherwise(text: str) -> tuple[str, str]:
    """The text without what is said for the case that nothing is listed, and that word."""
    found = _OTHERWISE.search(text)
    if found is None:
        return text, ""
    word = found["word"] or found["word2"]
    return f"{text[: found.start()]} {text[found.end() :]}".strip(), "none" if word.lower() in (
        "so",
        "nothing",
    ) else word


def read_exit(text: str) -> tuple[str, Exit]:
    """The text without the exit status that it asks for where something is listed, and that."""
    found = _EXIT.search(text)
    if found is None:
        return text, Exit()
    codes = [found[name] for name in ("code1", "code2", "code3") if found[name]]
    well = found["well"] or ""
    well = well if len(well) > 1 else ""
    unless = bool(found["unless"])
    rest = f" {'check that ' if unless else ''}{text[found.end() :].lstrip()}"
    condition = f", check that {re.sub(r'^(?:only )?(?:if|when) ', '', well)}" if well else ""
    return f"{text[: found.start()]}{condition}{rest}".strip(), Exit(
        int(codes[0]) if codes else 1, found[0].strip(), unless, well, _ELSE.search(found[0]) is not None
    )
