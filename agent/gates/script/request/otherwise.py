"""What is printed, and which status: `print "all good" if there are none`, `exit 1 if any is down`. Pure."""

import re
from typing import Final

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
_OTHERWISE: Final = re.compile(
    rf" ?[,;.]? ?(?:and |or |but )?(?:please |just |simply )?"
    rf"(?:{_SAYS} (?:a (?:word|line|note|message) )?(?:(?:when|if|that) )?{_OPEN}(?P<word>{_WORD}){_CLOSE}(?: {_NONE})?"
    rf"|{_NONE},? (?:please |just |simply )?{_SAYS} (?:that )?{_OPEN}(?P<word2>{_WORD}){_CLOSE})"
    rf"(?= ?(?:[,;.!]|$))",
    re.IGNORECASE,
)
_NOT_ZERO: Final = (
    r"(?:(?P<code>[1-9]\d?)|one|non[ -]?zero(?: (?:exit )?(?:code|status))?|an? (?:error|failure)(?: code| status)?)"
)
_ENDS: Final = r"(?:exits?|returns?|ends?|finish(?:es)?|quits?)(?: with| a| an| exit| return| status| code| of){0,4}"
_EXIT: Final = re.compile(
    rf"[,;.]? ?(?:->|=>|:)? ?(?:and |or |then )?(?:if (?:some|any|one)(?: is| are)? found,? ?)?(?:please |should )?"
    rf"(?:{_ENDS} {_NOT_ZERO}|exit (?:code|status) (?P<code2>[1-9]\d?))"
    r"(?: (?:if|when|in case) (?:there (?:is|are) (?:any|some|one)|any(?: \w+)? (?:is|are) (?:found|listed)|so))?"
    r"(?= ?(?:[,;.!]|$))",
    re.IGNORECASE,
)


def read_otherwise(text: str) -> tuple[str, str]:
    """The text without what is said for the case that nothing is listed, and that word."""
    found = _OTHERWISE.search(text)
    if found is None:
        return text, ""
    word = (found["word"] or found["word2"]).lower()
    return f"{text[: found.start()]} {text[found.end() :]}".strip(), "none" if word in ("so", "nothing") else word


def read_exit(text: str) -> tuple[str, str, int]:
    """The text without the exit status that it asks for where something is listed, those words, and the status."""
    found = _EXIT.search(text)
    if found is None:
        return text, "", 0
    status = int(found["code"] or found["code2"] or 1)
    return f"{text[: found.start()]} {text[found.end() :]}".strip(), found[0].strip(), status
