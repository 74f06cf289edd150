"""What a request demands of a lab, made from its words alone, and held against the finished file. Pure.

This is a second reading of the request, by other means than the one that builds: it knows no shape builder, no intent
and no plan. A draft that does not keep what these assertions say is rejected, whoever drew it.
"""

import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from clab.design.vocabulary import CLIENTS, NUMBER, RATES, ROUTERS, SYSTEMS, UNMAPPED, number
from clab.finding import Finding
from clab.lint import Topology

What = Literal[
    "nodes", "all", "clients", "role", "links", "joined", "asn", "name", "address", "protocol", "absent", "beyond"
]


@dataclass(frozen=True, slots=True)
class Assertion:
    """One demand: the words it was read from, what is counted or looked for, and how many or what."""

    words: str
    what: What
    subject: str = ""
    value: int = 0


_SYSTEM = "|".join(pattern for pattern, _ in SYSTEMS)
_GAP = r"(?:[\s-]+(?:\w+[\s-]+){0,2}?)"
_OF_KIND = re.compile(
    rf"(?<![\w.]){NUMBER}[\s-]+(?:\w+[\s-]+)?(?P<system>{_SYSTEM})(?:[\s-]+(?P<thing>{ROUTERS}|spines?|lea(?:f|fs|ves)|hubs?|spokes?))?\b",
    re.IGNORECASE,
)
_THINGS = re.compile(
    rf"(?<![\w.]){NUMBER}{_GAP}(?P<thing>{CLIENTS}|{ROUTERS}|spines?|lea(?:f|fs|ves)\b|links?|spokes?)\b", re.IGNORECASE
)
_PER = re.compile(
    rf"(?<![\w.]){NUMBER}{_GAP}(?P<thing>{CLIENTS})\s+(?:is\s+|are\s+)?(?:attached\s+|connected\s+|hanging\s+)?"
    r"(?:on|per|at|to|behind|off|for|in)\s+(?:the\s+)?(?:each|every|both|all|per)?\s*(?:of\s+the\s+)?"
    r"(?P<place>edges?|ends?|lea(?:f|fs|ves)|routers?|nodes?|spokes?|switch(?:es)?|sides?)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"\b(?P<a>[a-z][a-z-]*\d+)(?:\s*(?:--?|<->|–)\s*|\s+(?:is\s+)?(?:connected|linked|joined|wired|attached|cabled)\s+(?:directly\s+)?(?:to|with)\s+)(?P<b>[a-z][a-z-]*\d+)\b",
    re.IGNORECASE,
)
_ASNS = re.compile(
    r"\b(?:as|asn|asns|ases|autonomous[ -]systems?(?:\s+numbers?)?|as[ -]numbers?)\s*:?\s*(?P<first>\d{1,10})"
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
    for each in _PER.finditer(text):
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
        for name in re.split(r"\s*(?:,|\band\b|&)\s*", each["names"]):
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


@dataclass(frozen=True, slots=True)
class Drafted:
    """A finished draft as the assertions see it: the topology, and each node's own configuration text."""

    topology: Topology
    configs: Mapping[str, str]

    def system(self, node: str) -> str:
        """`frr`, `linux` for a host, else the node's kind."""
        settings = list(self.topology.settings(node))
        kind = next((word for each in settings if (word := each.word("kind"))), "linux")
        if kind != "linux":
            return kind
        binds = [bind.text or "" for each in settings for bind in each.list("binds")]
        return "frr" if any("frr.conf" in each for each in binds) else "linux"

    @property
    def systems(self) -> dict[str, str]:
        """Every node's system."""
        return {node: self.system(node) for node in self.topology.nodes}


def check(demands: Sequence[Assertion], drafted: Drafted) -> list[Finding]:
    """What the draft does not keep: errors, and notes for what no draft could say."""
    found: list[Finding] = []
    joint = {each.subject for each in demands if each.what == "nodes" and each.subject}
    roles = any(each.what == "role" for each in demands)
    for each in demands:
        if each.what == "nodes" and not each.subject and (joint or roles):
            found += _total(each, drafted)
            continue
        found += _CHECKS[each.what](each, drafted)
    return found


def _wrong(demand: Assertion, message: str, line: int = 0, column: int = 0) -> Finding:
    return Finding("intent", "error", line, column, f"asked for {demand.words!r}: {message}")


def _nodes(demand: Assertion, drafted: Drafted) -> list[Finding]:
    systems = drafted.systems
    if demand.subject:
        have = [node for node, system in systems.items() if system == demand.subject]
        what = f"nodes of {demand.subject}"
    else:
        have = [node for node, system in systems.items() if system != "linux"]
        what = "routers"
    if len(have) == demand.value:
        return []
    return [_wrong(demand, f"the draft has {len(have)} {what}, not {demand.value}")]


def _total(demand: Assertion, drafted: Drafted) -> list[Finding]:
    """A bare number of routers beside numbers of kinds or roles: a total, or more of them."""
    have = sum(system != "linux" for system in drafted.systems.values())
    if have >= demand.value:
        return []
    return [_wrong(demand, f"the draft has {have} routers, fewer than {demand.value}")]


def _all(demand: Assertion, drafted: Drafted) -> list[Finding]:
    systems = drafted.systems
    routers = sum(system != "linux" for system in systems.values())
    if demand.value in (len(systems), routers):
        return []
    return [_wrong(demand, f"the draft has {len(systems)} nodes ({routers} of them routers), not {demand.value}")]


def _clients(demand: Assertion, drafted: Drafted) -> list[Finding]:
    systems = drafted.systems
    hosts = [node for node, system in systems.items() if system == "linux"]
    routers = len(systems) - len(hosts)
    leaves = sum("leaf" in node.lower() for node in systems) or routers
    times = {"": 1, "two": 2, "leaves": leaves, "all but one": routers - 1, "all": routers}[demand.subject]
    want = demand.value * times
    return [] if len(hosts) == want else [_wrong(demand, f"the draft has {len(hosts)} clients, not {want}")]


def _roles(demand: Assertion, drafted: Drafted) -> list[Finding]:
    named = [node for node in drafted.topology.nodes if demand.subject in node.lower()]
    have = len(named) if named else _by_degree(demand.subject, drafted)
    if have == demand.value:
        return []
    return [_wrong(demand, f"the draft has {have} of the role {demand.subject!r}, not {demand.value}")]


def _by_degree(role: str, drafted: Drafted) -> int:
    """Nodes without telling names: in a Clos the routers split in two halves that are joined to each other only."""
    routers = [node for node, system in drafted.systems.items() if system != "linux"]
    pairs = {frozenset(end.node for end in link.ends) for link in drafted.topology.links}
    first = routers[:1]
    other = [each for each in routers if frozenset((each, *first)) in pairs]
    same = len(routers) - len(other)
    spines, leaves = sorted((same, len(other)))
    return spines if role == "spine" else leaves


def _link_count(demand: Assertion, drafted: Drafted) -> list[Finding]:
    systems = drafted.systems
    links = drafted.topology.links
    inner = sum(all(systems.get(end.node) != "linux" for end in link.ends) for link in links)
    if demand.value in (len(links), inner):
        return []
    return [_wrong(demand, f"the draft has {len(links)} links ({inner} between routers), not {demand.value}")]


def _joined(demand: Assertion, drafted: Drafted) -> list[Finding]:
    a, b = demand.subject.split()
    pairs = [{end.node.lower() for end in link.ends} for link in drafted.topology.links]
    return [] if {a, b} in pairs else [_wrong(demand, f"the draft has no link between {a} and {b}")]


def _asn(demand: Assertion, drafted: Drafted) -> list[Finding]:
    pattern = re.compile(rf"(?:router bgp|autonomous-system|remote-as|peer-as)\s+{demand.value}\b")
    if any(pattern.search(text) for text in drafted.configs.values()):
        return []
    if not drafted.configs:
        return [_note(demand, f"AS {demand.value} cannot be said: these kinds get no configuration")]
    return [_wrong(demand, f"no configuration has AS {demand.value}")]


def _name(demand: Assertion, drafted: Drafted) -> list[Finding]:
    have = {node.lower() for node in drafted.topology.nodes} | {(drafted.topology.document.word("name") or "").lower()}
    return [] if demand.subject.lower() in have else [_wrong(demand, f"nothing is named {demand.subject!r}")]


def _address(demand: Assertion, drafted: Drafted) -> list[Finding]:
    texts = [*drafted.configs.values(), _all_text(drafted.topology)]
    pattern = re.compile(rf"(?<![\d.]){re.escape(demand.subject)}(?![\d.])")
    if any(pattern.search(text) for text in texts):
        return []
    return [_wrong(demand, f"{demand.subject} is in no configuration; labkeeper chooses addresses by itself")]


def _all_text(topology: Topology) -> str:
    return " ".join(command.text or "" for node in topology.nodes.values() for command in node.list("exec"))


def _protocol(demand: Assertion, drafted: Drafted) -> list[Finding]:
    pattern = re.compile(PROTOCOLS[demand.subject][1])
    has = any(pattern.search(text) for text in drafted.configs.values())
    if demand.what == "absent":
        return [_wrong(demand, f"a configuration has {demand.subject}")] if has else []
    if not drafted.configs:
        return [_note(demand, f"{demand.subject} cannot be said: these kinds get no configuration")]
    if not has:
        return [_wrong(demand, f"no configuration has {demand.subject}")]
    return _manner(demand, drafted) if demand.subject in ("eBGP", "iBGP") else []


def _manner(demand: Assertion, drafted: Drafted) -> list[Finding]:
    """Whether sessions join different AS numbers (eBGP) or one (iBGP)."""
    outer = inner = 0
    for text in drafted.configs.values():
        own = re.search(r"(?:router bgp|autonomous-system)\s+(\d+)", text)
        for peer in re.findall(r"(?:remote-as|peer-as)\s+(\d+)", text):
            outer, inner = outer + (own is not None and peer != own[1]), inner + (own is not None and peer == own[1])
    have = outer if demand.subject == "eBGP" else inner
    return [] if have else [_wrong(demand, f"no session is {demand.subject}")]


def _note(demand: Assertion, message: str) -> Finding:
    return Finding("inexpressible", "note", 0, 0, f"asked for {demand.words!r}: {message}")


_CHECKS: Mapping[What, Callable[[Assertion, Drafted], list[Finding]]] = {
    "nodes": _nodes,
    "all": _all,
    "clients": _clients,
    "role": _roles,
    "links": _link_count,
    "joined": _joined,
    "asn": _asn,
    "name": _name,
    "address": _address,
    "protocol": _protocol,
    "absent": _protocol,
    "beyond": lambda demand, _: [_note(demand, demand.subject)],
}
