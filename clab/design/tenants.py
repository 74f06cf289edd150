"""Tenants of a request: their names behind the word, however they are said, and that they are kept apart. Pure."""

import re
from collections.abc import Callable
from typing import Final

_TENANTS: Final = r"(?:tenants?|(?:ip-?)?vrfs?|network[ -]instances|customers?(?= vrfs))(?: vrfs?)?"
_NAME: Final = r"[a-z][a-z0-9-]{0,11}"
_LED: Final = re.compile(
    rf"\b(?:(?:a|the|two|2) )?(?P<a>{_NAME}) (?:and|&) (?:a )?(?P<b>{_NAME}) {_TENANTS}\b", re.IGNORECASE
)
_SINGLE: Final = re.compile(
    rf"\b(?:an? |the )?(?P<a>{_NAME}) (?:tenant|(?:ip-?)?vrf)\b(?! (?:each|per|for each|instance))", re.IGNORECASE
)
_LISTED: Final = re.compile(
    rf"\b(?:(?:two|2) )?{_TENANTS} ?(?:[,:(-] ?)?(?:named |called )?(?P<a>{_NAME}) ?(?:,|and|&|/) ?"
    rf"(?P<b>{_NAME})\)?(?!\w)",
    re.IGNORECASE,
)


def tenants_named(text: str, known: Callable[[str], bool]) -> str:
    """The text with its tenants' names behind the word: `red and blue tenants` is `2 tenants red and blue`."""
    names: set[str] = set()

    def put(found: re.Match[str]) -> str:
        own = [found["a"], found["b"]]
        if any(known(name) or len(name) < 1 for name in own):
            return found[0]
        names.update(own)
        return f"2 tenants {own[0]} and {own[1]}"

    def single(found: re.Match[str]) -> str:
        if known(found["a"]) or found["a"].lower() in ("ip", "mac"):
            return found[0]
        names.add(found["a"])
        return f"tenant {found['a']}"

    for pattern in (_LED, _LISTED):
        text = pattern.sub(put, text)
    text = _SINGLE.sub(single, text)
    if len(names) > 1:
        either = "|".join(map(re.escape, sorted(names)))
        text = re.sub(
            rf"\b(?:and |but |so |that )*(?:{either}) (?:must|should|may|can|shall|does|do|is|to)? ?(?:not|never|no)"
            rf"(?: be able to| allowed to)? (?:reach|see|ping|talk to|communicate with|leak (?:in)?to) (?:{either})\b",
            " isolated",
            text,
            flags=re.IGNORECASE,
        )
    return text
