"""Phrases of a request in the order in which its grammar reads them: tenants, VLANs, sites. Pure.

Names of tenants are words like any other (`red`), known only when the whole request was looked over; from left to right
the grammar would meet them before it knows. The same holds for VLANs and sites that are counted in one clause and filled
in another.
"""

import re
from collections.abc import Callable
from typing import Final

_WORD: Final = r"(?:tenants?|(?:ip-?)?vrfs?|network[ -]instances?)"
_NAME: Final = r"[a-z][a-z0-9-]{0,11}"
_BETWEEN: Final = r"(?: ?, ?(?:and )?| and | ?& ?| ?/ ?)"
_BEFORE: Final = re.compile(rf"\b(?P<all>{_NAME}(?:{_BETWEEN}(?:an? )?{_NAME}){{0,5}}) {_WORD}\b", re.IGNORECASE)
_BEHIND: Final = re.compile(
    rf"\b{_WORD}\b ?[,:(-]? ?(?:named |called )?(?P<all>{_NAME}(?:{_BETWEEN}(?:an? |{_WORD} )?{_NAME}){{0,5}})\)?(?![\w-])",
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
    return _sites(_vlans(_tenants(text, known)))


_DC: Final = r"(?:dcs?|data ?cent(?:er|re)s?|sites?|pods?|regions?|campus(?:es)?)"
_SEVERAL: Final = re.compile(rf"\b(?:two|three|2|3) (?:\w+ )?{_DC}\b", re.IGNORECASE)
_CALLED: Final = re.compile(
    rf"(?P<count>\b(?:two|three|2|3) (?:\w+ )?{_DC})[,:(-]? ?(?:named |called )?(?:{_DC}[ -]?)?(?:[A-C]|[1-3])(?:{_BETWEEN}(?:{_DC}[ -]?)?(?:[A-C]|[1-3])){{1,2}}\)?(?![\w-])",
    re.IGNORECASE,
)
_CONTENTS: Final = re.compile(
    rf"[.;,:]? ?\beach(?: of them| one| {_DC})? ?(?:has|have|with|contains?|gets?|consists? of|is|made of|:|=|-){{0,2}} ?"
    r"(?P<a>(?:an?|one|two|three|four|\d) (?:[a-z]{2,12} ){0,2}spines?(?: switch(?:es)?)?)(?: ?, ?(?:and )?| and | plus | ?& ?| ?/ ?)"
    r"(?P<b>(?:an?|one|two|three|four|five|six|\d) (?:[a-z]{2,12} ){0,2}lea(?:f|fs|ves)(?: switch(?:es)?)?)(?!\w)",
    re.IGNORECASE,
)
_FIRST_SPINES: Final = re.compile(
    rf"\b{_DC}[ -]?(?:[A1])(?:'s)? spine[ -]?1 (?:is |being )?(?:connect(?:s|ed)?|link(?:s|ed)|join(?:s|ed)|--+|<->)(?: to| with)? ?{_DC}[ -]?(?:[B2])(?:'s)? spine[ -]?1\b",
    re.IGNORECASE,
)
_SPINES: Final = re.compile(
    rf"(?:\b(?:with )?(?:an? |one |single ){{0,4}}(?:dci |inter-?{_DC} )?(?:interconnect(?:ion|ed|s)?|connect(?:ed|ion|s)?|link(?:ed|s)?|join(?:ed)?)(?: (?:them|both|the two|(?:the |both )?{_DC}))?,? "
    rf"(?:spine[ -]to[ -]spine|(?:by|via|at|through|over|on|between) (?:the |their |both |two |the two ){{0,4}}spines?(?: switches)?))|"
    rf"\b(?:the |their |both |two ){{0,4}}spines(?: of (?:the|both|each)(?: two)? {_DC})? (?:are |being |get |is )?(?:directly )?(?:inter-?connected|connected|linked|joined|cabled)(?: to| with)?(?: each other| one another| together| directly){{0,4}}|"
    rf"\b(?:inter-?)?connect (?:the |both |their ){{0,4}}spines(?: to each other| together| of (?:the|both) {_DC}){{0,4}}|\bspine[ -]to[ -]spine(?: (?:link|interconnect|connection))?|"
    rf"\b(?:the )?{_DC}[ -]interconnect(?:ion)?,? (?:is |goes |runs )?(?:between|via|on|over|at) (?:the |their ){{0,4}}spines?",
    re.IGNORECASE,
)
_BY_LINK: Final = re.compile(
    r"spine interconnect,? (?:with|by|via|over|using) (?:one|a|a single|1) (?:link|cable)\b", re.IGNORECASE
)
_ONE_LEAF: Final = re.compile(
    rf"\b(?:on|at|behind|off) (?:just |only )?(?:one|a single|a|1) leaf(?: switch)? (?:of|in|per|at|on|from) (?:each|every|both|either) {_DC}\b",
    re.IGNORECASE,
)


def _sites(text: str) -> str:
    """Of several sites: their letters, how the spines join them, and hosts at one leaf of each."""
    if not _SEVERAL.search(text):
        return text
    text = _CALLED.sub(lambda found: found["count"], text)
    text = _CONTENTS.sub(lambda found: f", each with {found['a']} and {found['b']}", text)
    text = _FIRST_SPINES.sub("first spine interconnect", text)
    text = _BY_LINK.sub("spine interconnect", _SPINES.sub("spine interconnect", text))
    return _ONE_LEAF.sub("in each site", text)


def _tenants(text: str, known: Callable[[str], bool]) -> str:
    """`red and blue tenants`, `vrf red and vrf blue` as `2 tenants red and blue`; elsewhere `vrf red` is `red`."""
    text = _LITE.sub("vrf", text)
    if re.search(r"\bvrfs?\b", text, re.IGNORECASE):
        text = re.sub(r"\bcustomer (?=[a-z]{3,12}\b(?! (?:edge|router|site)))", "tenant ", text, flags=re.IGNORECASE)
    names: list[str] = []
    for pattern in (_BEFORE, _BEHIND):
        for found in pattern.finditer(text):
            words = re.split(
                rf"{_BETWEEN}| ", re.sub(rf"(?<![\w-])(?:an?|{_WORD})(?![\w-])", "", found["all"], flags=re.IGNORECASE)
            )
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
    text = re.sub(
        r"(?:\b(?:separated|split|isolated|kept apart))?,? ?\b(?:for|of|using|by|in) (?:separate |different |own |their own )?"
        r"(?:ip-?)?vrfs?\b(?! per| each)(?=[ :,.;]|$)",
        "",
        text,
        flags=re.IGNORECASE,
    )
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
    r"\b(?:an?|one) (?P<host>(?:linux )?(?:host|client|server|pc)) (?:(?:in|for|on) (?:each|every|both|either)(?: of the)?|per) vlans?\b",
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
