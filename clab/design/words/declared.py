"""Names that only a request makes names: `four routers a, b, c and d`, `ISP-A`, `alpha-beta, beta-gamma`. Pure.

A word becomes a name where it stands as one: in a list of as many words as there are routers, behind `named`, at both
ends of a link, or as a role with a letter. It is that name wherever else it stands.
"""

import re
from collections.abc import Callable
from typing import Final

from clab.number_words import CARDINALS

_COUNTS: Final = CARDINALS[2:]
_NOUN: Final = (
    r"routers?|switch(?:es)?|nodes?|devices?|boxes|frrs?|srls?|c?eos|sr ?linux(?:es)?|hosts?|clients?|servers?|pcs?|"
    r"sites|branches|offices|racks|stores|spokes|members|peers|spines|leaves|leafs|cores|isps|customers|pes|ces|topology|lab|diamond|"
    r"ring|chain|triangle|line|square|row|mesh"
)
_WORD: Final = r"[a-z][a-z0-9]{0,30}(?:[-_][a-z0-9]{1,30}){0,3}"
_LIST: Final = re.compile(
    rf"\b(?P<count>\d{{1,2}}|{'|'.join(_COUNTS)}|triangle|diamond|square)\b(?P<between>[^.;:,()]{{0,60}}?)"
    rf"\b(?:{_NOUN})\b(?:,? (?:named|called))? ?(?P<mark>[:(,]| - )? ?"
    rf"(?P<all>{_WORD}(?:(?: ?, ?(?:and |& )?| and | & | ?/ ?){_WORD}){{1,23}})(?= ?[,;.)]| ?$|\s)",
    re.IGNORECASE,
)
_ROLED: Final = re.compile(
    rf"\b(?:hosts|clients|servers|pcs|routers|switches|nodes|spokes|branches|tenants) "
    rf"(?P<all>{_WORD}(?: ?, ?{_WORD}){{0,23}},? (?:and|&) {_WORD})(?= ?[,;.):]| ?$|\s)",
    re.IGNORECASE,
)
_CAPITAL: Final = re.compile(r"\b(?:[Rr]outer|[Ss]witch|[Nn]ode) (?P<name>(?!SR[ -]Linux)[A-Z][A-Z0-9_-]{1,15})\b")
_PLACED: Final = re.compile(
    r"\b(?P<name>[A-Z][A-Z0-9]{1,15}|(?i:left|right|top|bottom|upper|lower|main|north|south|east|west|middle)(?-i:)) "
    r"(?:router|switch|node)\b"
)
_SPLIT: Final = re.compile(r" ?, ?(?:and |& )?| and | & | ?/ ?")
_NAMED: Final = re.compile(
    rf"\b(?:named|called) ?:? ?(?P<all>{_WORD}(?:(?: ?, ?(?:and |& )?| and | & | ?/ ?){_WORD}){{0,23}})", re.IGNORECASE
)
_ROW_NAMED: Final = re.compile(
    r"\b(?:named|called) (?P<all>[a-z]{1,8}\d{1,3}(?: [a-z]{1,8}\d{1,3}){1,23})(?![\w-])", re.IGNORECASE
)
_LETTERS: Final = re.compile(r"(?<![\w-])[a-z](?: -- [a-z]){2,12}(?![\w-])", re.IGNORECASE)
_LETTERED: Final = re.compile(
    r"\b(?:(?:PE|CE|P|PC|AS)[ _-]|(?:ISP|[Rr]outer|[Ss]witch|[Ll]eaf|[Ss]pine|[Hh]ost|[Cc]lient|[Ss]erver|[Cc]ustomer|"
    r"[Bb]ranch|[Nn]ode|[Hh]ub|[Ss]poke|[Pp]eer|[Cc]ore|[Pp]rovider)[ _-]?)[A-Z]\b(?![-'])"
)
_ROUTER: Final = re.compile(r"(?:router|switch|node)\b", re.IGNORECASE)
_CAPITALS: Final = re.compile(
    r"(?<!, )(?<!and )\b[A-Z](?:(?:, | and |, and )[A-Z])* "
    r"(?:connects?|links?|joins?|is connected|are connected|goes|peers?) (?:to|with) "
    r"[A-Z](?:(?:, | and |, and )[A-Z])*\b"
)
_SMALL_LETTERED: Final = re.compile(
    r"(?<![\w-])(?:isp|pe|ce|router|switch|leaf|spine|host|client|server|pc|customer|branch|node|site|dc|border|core|dns|"
    r"edge|gw|rtr|sw|tor|srl|frr|ceos|r|as|hub|spoke|acc|dist|access|pod)[-_][a-z](?![\w-])|"
    r"(?<![\w-])[a-z]{2,12}[-_](?:sw|rtr|gw|rt)(?![\w-])"
)
_LINK: Final = re.compile(
    rf"(?<![\w-])(?P<a>{_WORD})(?: ?(?:--+>?|<-+>|~|=>) ?| - | to (?=[a-z]\b))(?P<b>{_WORD})(?![\w-])", re.IGNORECASE
)
_DASHED: Final = re.compile(r"(?<![\w-])(?P<a>[a-z][a-z0-9]{0,15})-(?P<b>[a-z][a-z0-9]{0,15})(?![\w-])", re.IGNORECASE)
_THREE: Final = rf"{_WORD}(?: ?, ?(?:and |& )?{_WORD}){{1,23}}(?: ?,? (?:and|&) {_WORD})?"
_LED: Final = re.compile(rf"^(?P<all>{_THREE})(?= ?[:;,]| in an? | as an? | form| are )", re.IGNORECASE)
_FORMED: Final = re.compile(
    r"\b(?:mesh|ring|chain|triangle|line|square|diamond|row|circle)"
    r"(?: of| between| among| with|:)(?: the (?:nodes|routers))? "
    rf"(?P<all>{_THREE})(?= ?[:;,.]| ?$| with | running )",
    re.IGNORECASE,
)
_ROWED: Final = re.compile(rf"(?<![\w-])(?P<all>{_WORD}(?: - {_WORD}){{2,23}})(?![\w-])", re.IGNORECASE)
_ROW_OF: Final = re.compile(r"(?<![\w-])\w{1,12}(?: ?--+>? ?\w{1,12}){2,12}(?![\w-])")
_ADDED: Final = re.compile(
    rf"\b(?:plus|and|also|with|then) (?P<name>{_WORD}),? (?:connected|attached|linked|joined|hanging|hung|hangs) ",
    re.IGNORECASE,
)
_R_LETTERED: Final = re.compile(r"(?<![\w-])[Rr][A-Da-d](?![\w-])")
"""`ra`, `rB`: where there are two of them, they are routers' names."""
_AGAIN: Final = re.compile(
    r"\b(?:[Hh]ub|[Rr]outer|[Cc]ore|[Ee]dge|[Cc]ustomer|[Pp]rovider|[Bb]ranch|[Hh]eadquarters?|[Ss]witch) "
    r"(?P<name>[a-z]{2,15})\b"
)
"""A role and a word that stands alone elsewhere: `hub bremen with …; bremen is …`."""
_QUALITY: Final = re.compile(
    r"(?:able|ible|al|ive|ous|ic|ful|ant|ent|ing|ed|ly|less|er|est|fast|cheap|lean|clean)$", re.IGNORECASE
)
"""How words end that say how something is, and are no names."""
_SIZES: Final = {"triangle": 3, "diamond": 4, "square": 4}


def declared(text: str, known: Callable[[str], bool]) -> dict[str, str]:
    """Names by how they are written in a text. `known` says whether a word is one of the vocabulary's."""
    found: dict[str, str] = {}
    for match in _ROW_NAMED.finditer(text):
        found |= {word: word for word in match["all"].split()}
    for match in _LETTERS.finditer(text):
        found |= {letter: letter for letter in match[0].split(" -- ")}
    for match in _LETTERED.finditer(text):
        found[match[0]] = re.sub(r"[ _]", "-", match[0])
    letters = {match[0][-1]: found[match[0]] for match in _LETTERED.finditer(text) if _ROUTER.match(match[0])}
    joined = {letter for match in _CAPITALS.finditer(text) for letter in re.findall(r"\b[A-Z]\b", match[0])}
    if len(joined) > 2:
        found |= {letter: letter for letter in joined}
    for match in _SMALL_LETTERED.finditer(text):
        found[match[0]] = match[0].replace("_", "-")
    for match in _LIST.finditer(text):
        words = _SPLIT.split(match["all"])
        count = match["count"].lower()
        size = _SIZES.get(count) or (int(count) if count.isdecimal() else _COUNTS.index(count) + 2)
        ends = [end for word in words if word.count("-") == 1 for end in word.split("-")]
        if len(ends) > 2 and len(set(ends)) < len(ends):
            continue  # `a-b, b-c`: links
        marks = [mark.strip() for mark in _SPLIT.findall(match["all"])]
        if match["mark"] and len(words) > size > 1 and (marks[size - 2] != ",") >= (match["mark"] == ","):
            words = words[:size]  # `three branches, berlin, lyon and porto, each with …`
        free = [word for word in words if not known(word) or len(word) == 1 or word.lower() in ("left", "right", "hq")]
        least = 1 if match["mark"] in (":", "(") else len(words)
        if match["mark"] == "," and any(known(word) and len(word) > 1 for word in words):
            continue
        if len(words) == size and len(free) >= least and not any(_told(word, known) for word in words):
            found |= {word: word for word in words}
    for match in _ROLED.finditer(text):
        words = _SPLIT.split(match["all"])
        if all(len(word) == 1 or not known(word) for word in words):
            found |= {word: word for word in words}
    for match in _PLACED.finditer(text):
        if not known(match["name"]) or match["name"] == "HQ":
            found |= {match[0]: match["name"], match["name"]: match["name"]}
    for match in _CAPITAL.finditer(text):
        if not known(match["name"]) or match["name"].lower() in ("hub", "core", "edge", "border", "main", "hq"):
            found[match["name"]] = match["name"]
    for match in _NAMED.finditer(text):
        words = _SPLIT.split(match["all"])
        found |= {word: word for word in words if not known(word) and len(word) > 1}
    for pattern in (_LED, _FORMED, _ROWED):
        for match in pattern.finditer(text):
            found |= _listed(match["all"], known)
    for match in _ROW_OF.finditer(text):
        ends = re.split(r" ?--+>? ?", match[0])
        found |= {end: end for end in ends if end.isupper() and end.isalpha() and any(map(_numbered, ends))}
    for match in _ADDED.finditer(text):
        if found and not known(match["name"]) and match["name"].lower() not in _NEVER:
            found[match["name"]] = match["name"]
    short = {match[0] for match in _R_LETTERED.finditer(text)}
    found |= {name: name for name in short} if len(short) > 1 else {}
    for match in _AGAIN.finditer(text):
        name = match["name"]
        told = re.search(rf"(?:^|[.;,] ?|\(){name} ?(?::|\(|is\b|has\b|runs\b|connects\b|=)", text)
        if told and not known(name) and not _QUALITY.search(name):
            found[name] = name
    found |= _linked(text, known, found)
    if len(letters) > 1 and re.search(r"\b[A-Z] ?-{1,2} ?[A-Z]\b", text):
        found |= letters  # `router A, router B …, A-B`
    return found


def _numbered(word: str) -> bool:
    return word[-1:].isdigit()


def _listed(text: str, known: Callable[[str], bool]) -> dict[str, str]:
    """Three words or more that are no words of the vocabulary, as a list: a last `, full mesh` is none of it."""
    words = [word for word in re.split(r" ?, ?(?:and |& )?| and | & | - ", text) if word]
    while words and known(words[-1]):
        words.pop()
    if len(words) < 3 or any(known(word) or _QUALITY.search(word) for word in words):
        return {}
    return {word: word for word in words}


def _told(word: str, known: Callable[[str], bool]) -> bool:
    """Whether a word of a list says what something is, not what it is called."""
    return known(word) and word.lower() in _NEVER


_NEVER_TEXT: Final = (
    "ospf isis is-is bgp ebgp ibgp rip evpn vxlan bfd frr srl ceos eos nokia arista linux each one all static mpls "
    "with and both a no running using"
)
_NEVER: Final = frozenset(_NEVER_TEXT.split())


def _linked(text: str, known: Callable[[str], bool], names: dict[str, str]) -> dict[str, str]:
    """Words that stand at the ends of links, two links or more."""
    pairs = [(match["a"], match["b"]) for match in _LINK.finditer(text)]
    for match in _DASHED.finditer(text):
        if not known(match[0]) and match[0] not in names:
            pairs.append((match["a"], match["b"]))
    lettered = {(a, b) for a, b in pairs if 1 in (len(a), len(b)) and any(map(_numbered, (a, b)))}  # `a - b1`
    ends = [(a, b) for a, b in pairs if (a, b) in lettered or all(_free(end, known) or end in names for end in (a, b))]
    words = [end for pair in ends for end in pair]
    if len(ends) < 2:
        said = {word.lower() for word in re.findall(_WORD, text, re.IGNORECASE)}
        words = [word for word in words if word.lower() in said]
        if len(ends) != 1 or not all(len(word) == 1 or word in names for word in words):
            return {}
    return {word: word for word in words}


def _free(word: str, known: Callable[[str], bool]) -> bool:
    return len(word) == 1 or (not known(word) and word.lower() not in _NEVER)
