"""What a request demands of a lab, made from its words alone. Pure.

This is a second reading of the request, by other means than the one that builds: it knows no shape builder, no intent
and no plan. `kept.py` holds a draft against it; one that does not keep it is rejected, whoever drew it.
"""

import ipaddress
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from clab.design.vocabulary import CLIENTS, NUMBER, RATES, ROUTERS, SYSTEMS, UNMAPPED, number

What = Literal[
    "nodes",
    "all",
    "clients",
    "role",
    "role_kind",
    "links",
    "joined",
    "asn",
    "name",
    "address",
    "protocol",
    "absent",
    "beyond",
]


@dataclass(frozen=True, slots=True)
class Assertion:
    """One demand: the words it was read from, what is counted or looked for, and how many or what."""

    words: str
    what: What
    subject: str = ""
    value: int = 0


_SYSTEM = "|".join(pattern for pattern, _ in SYSTEMS)
_GAP = r"(?:[\s-]++(?:\w+[\s-]++){0,2}?)"
_OF_KIND = re.compile(
    rf"(?<![\w.]){NUMBER}[\s-]++(?:\w+[\s-]++)?(?P<system>{_SYSTEM})(?:[\s-]+(?P<thing>{ROUTERS}|spines?|lea(?:f|fs|ves)|hubs?|spokes?))?\b",
    re.IGNORECASE,
)
_THINGS = re.compile(
    rf"(?<![\w.]){NUMBER}{_GAP}(?P<thing>{CLIENTS}|{ROUTERS}|spines?|lea(?:f|fs|ves)\b|links?|spokes?)\b", re.IGNORECASE
)
_PER = re.compile(
    rf"(?<![\w.]){NUMBER}{_GAP}(?P<thing>{CLIENTS})\s+(?:is\s+|are\s+)?(?:attached\s+|connected\s+|hanging\s+)?"
    r"(?:on|per|at|to|behind|off|for|in)\s++(?:the\s++)?(?:each|every|both|all|per)?\s*+(?:of\s+the\s+)?"
    r"(?P<place>edges?|ends?|lea(?:f|fs|ves)|routers?|nodes?|spokes?|switch(?:es)?|sides?)\b",
    re.IGNORECASE,
)
_PER_TURNED = re.compile(
    r"\b(?:each|every|all|both)\s+(?:of\s+the\s+)?(?P<place>edges?|ends?|lea(?:f|fs|ves)|routers?|nodes?|spokes?|switch(?:es)?)"
    rf"\s+(?:has|have|having|gets?|with|serves?)\s+{NUMBER}{_GAP}(?P<thing>{CLIENTS})\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"\b(?P<a>[a-z][a-z-]{0,40}\d{1,9})(?:\s*(?:--?|<->|–)\s*|\s+(?:is\s+)?(?:connected|linked|joined|wired|attached|cabled)\s+(?:directly\s+)?(?:to|with)\s+)(?P<b>[a-z][a-z-]{0,40}\d{1,9})\b",
    re.IGNORECASE,
)
_ASNS = re.compile(
    r"\b(?:as|asn|asns|ases|autonomous[ -]systems?(?:\s+numbers?)?|as[ -]numbers?)\s*+:?\s*+(?P<first>\d{1,10})"
    r"(?:\s*(?:-|–|to|through|\.\.)\s*(?:as\s*)?(?P<last>\d{1,10})|(?P<rest>(?:\s*(?:,|and|&)\s*(?:as\s*)?\d{2,10})*))",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:named|called|names?:?)\s+(?P<names>[\w-]+(?:\s*(?:,|and|&)\s*(?:and\s+)?[\w-]*\d[\w-]*)*)", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?<![\w.:/-])\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?(?![\w.])")
_ARTICLES = ("a", "an", "single")
_NOT = r"(?P<no>\b(?:no|without|not|skip|omit)\s+(?:any\s+)?)?"
PROTOCOLS: Mapping[str, tuple[str, str]] = {
    "eBGP": (r"e-?bgp|external bgp", r"router bgp|protocols bgp"),
    "iBGP": (r"i-?bgp|internal bgp", r"router bgp|protocols bgp"),
    "BGP": (r"bgp", r"router bgp|protocols bgp"),
    "OSPF": (r"ospf(?:v2)?", r"router ospf|protocols ospf"),
    "IS-IS": (r"is-?is", r"router isis|protocols isis"),
    "EVPN": (r"evpn(?:[ /-]vxlan)?|vxlan", r"l2vpn evpn|bgp-evpn|afi-safi evpn"),
}
_SHAPE_EDGES: Sequence[tuple[str, str]] = (
    (r"diamond|square with two edges", "two"),
    (r"chain|row|line|daisy", "two"),
    (r"leaf[ -]and[ -]spine|spine|clos|leaves", "leaves"),
    (r"star|hub", "all but one"),
)


def assertions(request: str) -> list[Assertion]:
    """All demands that the words make, in the order in which they stand."""
    text = " ".join(request.split())
    found = [*_counts(text), *_links(text), *_numbers(text), *_names(text), *_protocols(text), *_beyond(text)]
    return list(dict.fromkeys(found))


def _counts(text: str) -> Iterator[Assertion]:
    taken: list[tuple[int, int]] = []
    for each in [*_PER.finditer(text), *_PER_TURNED.finditer(text)]:
        taken.append(each.span())
        per = number(each["number"]) or 0
        yield Assertion(each[0], "clients", _place(each["place"], text), per)
    rest = _blank(text, taken)
    kinds = []
    for each in _OF_KIND.finditer(rest):
        kinds.append(each.span())
        kind = next(name for pattern, name in SYSTEMS if re.fullmatch(pattern, each["system"], re.IGNORECASE))
        thing = (each["thing"] or "").lower()
        role = _role(thing)
        if role:
            yield Assertion(each[0], "role", role, number(each["number"]) or 0)
            yield Assertion(each[0], "role_kind", f"{role} {kind}")
        else:
            yield Assertion(each[0], "nodes", kind, number(each["number"]) or 0)
    for each in _THINGS.finditer(_blank(rest, kinds)):
        thing, count = each["thing"].lower(), number(each["number"]) or 0
        if re.fullmatch(CLIENTS, thing, re.IGNORECASE):
            yield Assertion(each[0], "clients", "", count)
        elif _role(thing):
            if each["number"].lower() not in _ARTICLES:
                yield Assertion(each[0], "role", _role(thing), count)
        elif thing.startswith("link"):
            if each["number"].lower() not in (*_ARTICLES, "one"):
                yield Assertion(each[0], "links", "", count)
        elif each["number"].lower() not in _ARTICLES:
            yield Assertion(each[0], "all" if thing.startswith(("node", "device", "box")) else "nodes", "", count)


def _role(thing: str) -> str:
    return "spine" if thing.startswith("spine") else "leaf" if thing.startswith("lea") else ""


def _place(place: str, text: str) -> str:
    """Which routers a client stands at: all, the leaves, all but one, or two of them."""
    plain = place.lower()
    if plain.startswith("lea"):
        return "leaves"
    if plain.startswith(("edge", "end", "side", "spoke")):
        found = next((edges for words, edges in _SHAPE_EDGES if re.search(words, text, re.IGNORECASE)), "all")
        return "two" if plain.startswith(("end", "side")) else found
    return "all"


def _links(text: str) -> Iterator[Assertion]:
    for each in _JOINED.finditer(text):
        if each["a"].lower() != each["b"].lower() and not re.match(r"(?:as|v|ipv|ospfv)\d", each["a"], re.IGNORECASE):
            yield Assertion(each[0], "joined", f"{each['a'].lower()} {each['b'].lower()}")


def _numbers(text: str) -> Iterator[Assertion]:
    for each in _ASNS.finditer(text):
        first = int(each["first"])
        last = int(each["last"]) if each["last"] else first
        rest = [int(number) for number in re.findall(r"\d{2,10}", each["rest"] or "")]
        for asn in [*range(first, min(last, first + 255) + 1), *rest]:
            yield Assertion(each[0], "asn", "", asn)
    for each in _ADDRESS.finditer(text):
        try:
            ipaddress.ip_interface(each[0])
        except ValueError:
            continue
        yield Assertion(each[0], "address", each[0])


def _names(text: str) -> Iterator[Assertion]:
    for each in _NAMED.finditer(text):
        for name in re.split(r"\s?(?:,|\band\b|&)\s?", " ".join(each["names"].split())):
            if re.search(r"\d", name):
                yield Assertion(each[0], "name", name.strip())


def _protocols(text: str) -> Iterator[Assertion]:
    seen = set()
    for name, (words, _) in PROTOCOLS.items():
        for each in re.finditer(rf"{_NOT}(?<![\w-])(?P<word>{words})(?![\w-])", text, re.IGNORECASE):
            if each.start("word") not in seen:
                seen.add(each.start("word"))
                yield Assertion(each[0].strip(), "absent" if each["no"] else "protocol", name)


def _beyond(text: str) -> Iterator[Assertion]:
    for each in re.finditer(rf"(?<![\w.-])(?:{RATES})", text, re.IGNORECASE):
        yield Assertion(each[0].strip(), "beyond", "a rate, delay or loss, which containerlab's file cannot say")
    for each in re.finditer(rf"(?<![\w-])(?:{UNMAPPED})(?![\w-])", text, re.IGNORECASE):
        yield Assertion(each[0].strip(), "beyond", "which no configuration template here has")


def _blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + "." * (end - start) + text[end:]
    return text
