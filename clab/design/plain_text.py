"""A request as plain text: accents folded, contractions taken apart, and one way to write what has several. Pure.

Every rule here keeps the meaning to the letter. What stands for a thing of a lab is the vocabulary's; what joins things
is the grammar's.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

_SIGNS: Final = str.maketrans(
    {
        "\u2013": "-", "\u2212": "-", "\u2011": "-", "\u2190": "-", "\u2192": "-", "\u2194": "-",
        "\u2019": "'", "\u2018": "'", "\u00a0": " ", "\u00df": "s",
    }
)  # fmt: skip
_NODE: Final = (
    r"(?:linux |alpine )?(?:host|client|server|pc)|router|switch|frr|sr ?linux|srl|c?eos|xrd|crpd|vyos|"
    r"(?:frr|sr ?linux|srl|c?eos|nokia|arista) (?:router|switch|node)"
)
_ROW: Final = re.compile(
    rf"(?<![\w-])(?:{_NODE})(?: ?(?:--+|<-+>|=+) ?(?:{_NODE})| - (?:{_NODE}))+(?![\w-])", re.IGNORECASE
)
_HOST: Final = re.compile(r"(?:linux |alpine )?(?:host|client|server|pc)", re.IGNORECASE)
_BETWEEN: Final = re.compile(r" ?(?:--+|<-+>|=+) ?| - ")
_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ITEM: Final = re.compile(r"(?:^|(?P<before>[,;.:]?) )\(?(?P<item>\d{1,2}|[a-z])\) ", re.IGNORECASE)
_APART: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern, re.IGNORECASE), instead)
    for pattern, instead in (
        (r"\b(i|we|you|they|he|she|it|there|that|what|who|here)'(?:m|re|s|ve|d|ll)\b", r"\1"),
        (r"\b(?:can|wo|do|does|did|is|are|should)n't\b", "not"),
        (
            r"(?<=\w) ?(?<![<-])=(?![=>]) ?"
            r"(?=(?:frr|srl|sr[ -]?linux|nokia|c?eos|arista|rrs?|route[ -]reflectors?|hub)\b)",
            " is ",
        ),
        (r"(?<=\w) ?(?<![<-])=(?![=>]) ?(?=[a-z])", " named "),
        (r"\b(spine|leaf|router|node|spoke|host) count:? (\d{1,3})\b", r"\2 \1s"),
        (
            r"\b(?:the )?number of (spines|leaves|leafs|routers|nodes|spokes|hosts) ?(?:is|are|:|=)? ?(\d{1,3})\b",
            r"\2 \1",
        ),
        (r"\bkind:? linux,? (?:with|and|running) frr\b", "frr"),
        (r"\b(leaf[ /-]?spine|spine[ /-]?leaf)[: ]+(\d{1,2}) ?/ ?(\d{1,2})\b", r"\1 \2x\3"),
        (r"\b([a-z]{1,12}\d{1,3}) ?(?:=|:|is) ?(?=6\d{4}\b|42\d{8}\b)", r"\1 AS "),
        (r"\b(\w+)\(s\)", r"\1s"),
        (r"\b(hosts?|clients?|servers?|pcs?)/(leaf|spine|router|switch|node|site)\b", r"\1 per \2"),
        (r"\b(?:dual|twin)[ -](?=(?:spine|leaf|hub|core|isp|router|rr|superspine)\b)", "two "),
        (r"\btriple[ -](?=(?:spine|leaf|hub|core)\b)", "three "),
        (r"\bquad[ -](?=(?:spine|leaf|hub|core)\b)", "four "),
        (r"(?<=[a-z]) [x×] (\d{1,3})\b", r" x\1"),
        (r"\bthru\b", "through"),
        (
            r"\b(?:with|having|has) (?:two|2) (?:nics?|interfaces|legs|network cards|uplinks|ports)[,:]? ?[(-]? ?"
            r"(?:the )?(?:first|one)(?: one| of them| leg| nic)? (?:goes |is |connected )?(?:in)?(?:to|on|towards|at) "
            r"(\w+),? (?:and )?(?:the )?(?:second|other|one)(?: one| leg| nic)? (?:goes |is |connected )?"
            r"(?:in)?(?:to|on|towards|at) (\w+)\)?(?!\w)",
            r"dual homed to \1 and \2",
        ),
        *((rf"\b{number}(?:st|nd|rd|th)\b", word) for number, word in enumerate(_ORDINALS, 1)),
        (r"\b(?:e|')m(?=[ ,.]|$)", "them"),
        (r"\be\.g\.,?", "for example"),
        (r"\bi\.e\.,?", ","),
        (r"\betc\b\.?", ""),
        (r"(?<=[a-z]) ?[x×](\d{1,3})\b(?= ?(?:[,;.)]|in\b|full|ring|chain|line|mesh|back|connected|with|$))", r" x\1"),
    )
)


def plain(request: str) -> str:
    """The text that is read; remarks quote it."""
    text = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", request.translate(_SIGNS))
        if not unicodedata.combining(letter)
    )
    text = " ".join(text.split())
    text = _unlisted(text)
    for pattern, instead in _APART:
        text = pattern.sub(instead, text)
    return _ROW.sub(_named(text), text)


def _unlisted(text: str) -> str:
    """`1) two spines 2) four leaves` without its numbers, where they count from the first on."""
    items = [found["item"].lower() for found in _ITEM.finditer(text)]
    counted = [[str(k + 1) for k in range(len(items))], [chr(ord("a") + k) for k in range(len(items))]]
    if len(items) < 2 or items not in counted:
        return text
    return _ITEM.sub(lambda found: f"{found['before'] if found['before'] == ':' else ';'} ", text).lstrip("; ")


def _named(text: str) -> Callable[[re.Match[str]], str]:
    """`host - frr - frr - host` as `h1 -- frr r1 -- frr r2 -- h2`, where the text has no such names of its own."""
    taken = bool(re.search(r"\b(?:r|h)\d", text, re.IGNORECASE)) or len(_ROW.findall(text)) > 1

    def write(found: re.Match[str]) -> str:
        parts = _BETWEEN.split(found[0])
        if taken or len(parts) < 2:
            return found[0]
        used = {"h": 0, "r": 0}
        names = []
        for part in parts:
            letter = "h" if _HOST.fullmatch(part) else "r"
            used[letter] += 1
            system = re.sub(r" ?\b(?:router|switch|node)$", "", part, flags=re.IGNORECASE) if letter == "r" else ""
            names.append(f"{system} {letter}{used[letter]}".strip())
        return " -- ".join(names)

    return write
