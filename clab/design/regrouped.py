"""Phrases of a request in the order in which its grammar reads them: tenants, VLANs. Pure."""

import re
from collections.abc import Callable
from typing import Final

_WORD: Final = r"(?:tenants?|(?:ip-?)?vrfs?|network[ -]instances?)"
_NAME: Final = r"[a-z][a-z0-9-]{0,11}"
_BETWEEN: Final = r"(?: ?, ?(?:and )?| and | ?& ?| ?/ ?)"
_BEFORE: Final = re.compile(rf"\b(?P<all>{_NAME}(?:{_BETWEEN}(?:an? )?{_NAME}){{0,5}}) {_WORD}\b", re.IGNORECASE)
_BEHIND: Final = re.compile(
    rf"\b{_WORD} ?[,:(-]? ?(?:named |called )?(?P<all>{_NAME}(?:{_BETWEEN}(?:an? |{_WORD} )?{_NAME}){{0,5}})\)?(?![\w-])",
    re.IGNORECASE,
)
_APART: Final = (
    r"\b(?:and |but |so |that )*(?:{0}) (?:must|should|may|can|shall|does|do|is|to)? ?(?:not|never|no)"
    r"(?: be able to| allowed to)? (?:reach|see|ping|talk to|communicate with|leak (?:in)?to) (?:{0})\b"
)
_LITE: Final = re.compile(r"\b(?:ip-?)?vrf[ -]lite\b", re.IGNORECASE)
_COUNTS: Final = ("one", "two", "three", "four", "five", "six")


def regrouped(text: str, known: Callable[[str], bool]) -> str:
    """The text with its tenants and VLANs in the usual places."""
    return _vlans(_tenants(text, known))


def _tenants(text: str, known: Callable[[str], bool]) -> str:
    """`red and blue tenants`, `vrf red and vrf blue` as `2 tenants red and blue`; elsewhere `vrf red` is `red`."""
    text = _LITE.sub("vrf", text)
    names: list[str] = []
    for pattern in (_BEFORE, _BEHIND):
        for found in pattern.finditer(text):
            words = re.split(rf"{_BETWEEN}| ", re.sub(rf"\b(?:an?|{_WORD})\b", "", found["all"], flags=re.IGNORECASE))
            own = [word for word in words if word]
            taken: list[str] = []
            for word in own if pattern is _BEHIND else own[::-1]:
                if known(word) or word.lower() in ("ip", "mac", "l3"):
                    break
                taken.append(word)
            names += taken if pattern is _BEHIND else taken[::-1]
    names = list(dict.fromkeys(names))
    if len(names) < 2:
        return text
    either = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    text = re.sub(rf"\b(?:the )?(?:{_WORD} )?({either})(?: {_WORD})?\b", r"\1", text, flags=re.IGNORECASE)
    text = re.sub(_APART.format(either), "isolated", text, flags=re.IGNORECASE)
    intro = f"{len(names)} tenants {', '.join(names[:-1])} and {names[-1]}"
    listed = rf"(?:\b(?:{'|'.join(_COUNTS)}|\d) )?(?:{_WORD} ?[,:(-]? ?(?:named |called )?)?"
    listed += rf"\b(?:{either})(?:{_BETWEEN}(?:an? )?(?:{either}))+\)?(?![\w-])"
    first = re.search(listed, text, re.IGNORECASE)
    if first is None or not all(re.search(rf"\b{re.escape(name)}\b", first[0], re.IGNORECASE) for name in names):
        return f"{text.rstrip('. ')}; {intro}"
    rest = re.sub(rf"^[,:]? ?{_WORD}(?= on\b)", "", text[first.end() :], flags=re.IGNORECASE)
    before = re.sub(rf"\b{_WORD} on (?=an? |one |\d)", "", text[: first.start()], flags=re.IGNORECASE)
    return f"{before}{intro}{rest}"


_IN_EACH: Final = re.compile(
    r"\b(?:an?|one) (?P<host>(?:linux )?(?:host|client|server|pc)) (?:in|per|for|on) (?:each|every|both|either) (?:of the )?vlans?\b",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(
    r"(?P<before>^|[,;:.] ?|\bwith |\band |\bfor )(?:two |three )?vlans? \d{1,4}(?:(?: ?, ?| and |, and )(?:vlan )?\d{1,4}){1,9}"
    r"(?= ?[,;.]|$)",
    re.IGNORECASE,
)


def _vlans(text: str) -> str:
    """`VLAN 10 and VLAN 20, a host in each VLAN` as `a host in vlan 10 and another in vlan 20`."""
    numbers = list(
        dict.fromkeys(re.findall(r"\bvlans? (\d{1,4})|(?<=\d and )(?:vlan )?(\d{1,4})", text, re.IGNORECASE))
    )
    flat = [one or other for one, other in numbers]
    if len(flat) < 2 or not _IN_EACH.search(text):
        return text
    rest = "".join(f" and another in vlan {one}" for one in flat[1:])
    text = _IN_EACH.sub(lambda found: f"a {found['host']} in vlan {flat[0]}{rest}", text)
    return _ALONE.sub(lambda found: found["before"], text)
