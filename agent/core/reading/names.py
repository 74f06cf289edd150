"""Names in prose: addresses, interfaces of many vendors, AS numbers, nodes of the lab and what looks like one. Pure."""

import ipaddress
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from agent.core.reading.text import Span

NameKind = Literal["node", "strange_node", "interface", "address", "prefix", "mac", "as", "incident", "family", "code"]

IPV6 = re.compile(r"(?<![\w:.%])(?=[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:)[0-9A-Fa-f:]{2,39}(?:%[\w.-]+)?(?:/\d{1,3})?(?![\w:])")
IPV4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?(?![\w/]|\.\d)")
MAC = re.compile(r"(?<![\w:])(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}(?![\w:])")
ASN = re.compile(
    r"\b(?:(?-i:AS|As(?=\d))|as(?=\d)|ASN|AS\s+numbers?|autonomous\s+systems?(?:\s+numbers?)?)[\s#:]*(\d+(?:\.\d+)?)\b",
    re.I,
)
INTERFACE = re.compile(
    r"(?<![\w.-])(?:"
    r"ethernet-\d+/\d+(?:/\d+)*|"
    r"(?:GigabitEthernet|TenGigE|TenGigabitEthernet|HundredGigE|FortyGigE|TwentyFiveGigE|FourHundredGigE|MgmtEth|"
    r"Management|Loopback|Port-Channel|Bundle-Ether|Ethernet|Vlan|Tunnel|eth|swp|ens|eno|enp|bond|veth|vlan|irb|lag|"
    r"mgmt|Gi|Te|Hu|Fo|Et|Po|BE|Lo|Ma|xe-|ge-|et-|ae|em|fxp|lo|system)\d+(?:/\d+|:\d{1,2}(?![\d.])|"
    r"\.\d{1,4}(?!\d*\.\d))*(?:s\d+)?"
    r")(?![\w-]|/\d)",
    re.I,
)
CODE = re.compile(r"(?<![\w./:])\d{1,2}/\d{1,2}(?![\w/:]|\.\d)")
FAMILIES = {
    "ipv4Unicast": r"(?:IP ?v4|v4)(?:[ -]?unicast)?",
    "ipv6Unicast": r"(?:IP ?v6|v6)(?:[ -]?unicast)?",
    "l2VpnEvpn": r"(?:L2 ?VPN[ -/]?)?EVPN",
    "ipv4Vpn": r"VPN ?v4|L3VPN|IPv4[ -]VPN",
    "ipv6Vpn": r"VPN ?v6|IPv6[ -]VPN",
    "ipv4LabeledUnicast": r"(?:IPv4[ -])?labell?ed[ -]unicast",
    "ipv4Multicast": r"IPv4[ -]multicast",
    "ipv6Multicast": r"IPv6[ -]multicast",
    "flowspec": r"flow ?spec",
    "linkState": r"BGP-LS|link[ -]state family",
}
FAMILY = re.compile(
    r"(?<![\w.-])(?:" + "|".join(f"(?P<{name}>{each})" for name, each in reversed(FAMILIES.items())) + r")(?![\w]|-\d)",
    re.I,
)
STEMS = [
    "leaf",
    "spine",
    "srl",
    "ceos",
    "xrd",
    "crpd",
    "frr",
    "rr",
    "pe",
    "ce",
    "tor",
    "core",
    "edge",
    "agg",
    "border",
    "router",
    "node",
    "host",
    "switch",
    "sw",
    "dist",
    "gw",
    "fw",
    "vm",
    "server",
    "client",
    "bl",
    "ss",
    "super",
    "dc",
    "r",
]
NOT_NODES = re.compile(
    r"(?:ip|v|l|md|sha|as|utf|rfc|port|tcp|udp|step|section|figure|table|day|part|f|e|level|layer|"
    r"phase|line|vrf)\d+$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text; `value` is canonical: the node's name in the sheet, the address as `ipaddress` prints it."""

    span: Span
    text: str
    kind: NameKind
    value: str


def names(copy: str, nodes: Iterable[str], aliases: Mapping[str, str], incident: str = "") -> list[Name]:
    """All names in a plain copy, none overlapping. `aliases` are other words for nodes (hosts, containers)."""
    found: list[Name] = []

    def add(new: Iterable[Name]) -> None:
        found.extend(each for each in new if not any(each.span.meets(other.span) for other in found))

    if incident:
        add(Name(Span(*m.span()), m[0], "incident", incident) for m in re.finditer(re.escape(incident), copy))
    add(Name(Span(*m.span()), m[0], "mac", m[0].lower()) for m in MAC.finditer(copy))
    add(_addresses(copy))
    add(Name(Span(*m.span()), m[0], "as", m[1]) for m in ASN.finditer(copy))
    add(_nodes(copy, {**{node: node for node in nodes}, **aliases}))
    add(Name(Span(*m.span()), m[0], "interface", m[0]) for m in INTERFACE.finditer(copy))
    add(Name(Span(*m.span()), m[0], "family", m.lastgroup or "") for m in FAMILY.finditer(copy))
    add(Name(Span(*m.span()), m[0], "code", m[0]) for m in CODE.finditer(copy))
    add(_strangers(copy, nodes))
    return sorted(found, key=lambda each: each.span.start)


def _addresses(copy: str) -> Iterable[Name]:
    for found in [*IPV6.finditer(copy), *IPV4.finditer(copy)]:
        text = found[0]
        trimmed = text.rstrip(":") if not text.endswith("::") else text
        span = Span(found.start(), found.start() + len(trimmed))
        bare = trimmed.partition("%")[0]
        try:
            if "/" in trimmed:
                yield Name(span, trimmed, "prefix", str(ipaddress.ip_interface(trimmed)))
            else:
                yield Name(span, trimmed, "address", str(ipaddress.ip_address(bare)))
        except ValueError:
            if trimmed.count(".") == 3 or "::" in trimmed:
                yield Name(span, trimmed, "address", trimmed.lower())


def _pattern(name: str) -> str:
    """A node's name, tolerant of case, and of a blank or dash before its number where it is a word."""
    word = re.fullmatch(r"([A-Za-z]{3,})[-_]?(\d+)", name)
    return rf"{word[1]}[ _-]?{word[2]}" if word else re.escape(name)


def _nodes(copy: str, known: Mapping[str, str]) -> Iterable[Name]:
    every = "|".join(_pattern(name) for name in sorted(known, key=len, reverse=True))
    if not every:
        return
    joined = re.compile(rf"(?:(?<![\w.-])(?:{every})-)+$", re.I)
    for name in sorted(known, key=len, reverse=True):
        for found in re.finditer(
            rf"(?<![\w.]){_pattern(name)}(?![\w]|-(?!(?:{every})(?![\w-]))\w|\.\d|/\d)", copy, re.I
        ):
            if copy[found.start() - 1 : found.start()] == "-" and not joined.search(copy[: found.start()][-80:]):
                continue
            yield Name(Span(*found.span()), found[0], "node", known[name])


def _strangers(copy: str, nodes: Iterable[str]) -> Iterable[Name]:
    """Words that are shaped like nodes of this lab, or of any lab, and are none that is known."""
    mine = {found[1].lower() for node in nodes if (found := re.fullmatch(r"(\D*[A-Za-z])[-_]?\d+\w*", node))}
    every = sorted({*mine, *STEMS}, key=len, reverse=True)
    spaced = [re.escape(stem) for stem in mine if len(stem) >= 3] or ["(?!)"]
    shape = (
        rf"(?:{'|'.join(map(re.escape, every))})[-_]?\d{{1,4}}[a-z]?|"
        rf"(?:{'|'.join(spaced)}) \d{{1,3}}(?! (?:sessions|peerings|neighbou?rs|routers|nodes|routes|"
        rf"prefixes|seconds|minutes|times))"
    )
    for found in re.finditer(
        rf"(?:(?<![\w.:/-])|(?<=\d-)|(?<=[A-Za-z]\d/))(?:{shape})(?![\w]|\.\d|/\d|:\d)", copy, re.I
    ):
        stem = re.sub(r"[-_ ]?\d+\w*$", "", found[0]).lower()
        if stem in mine or not NOT_NODES.match(found[0]):
            yield Name(Span(*found.span()), found[0], "strange_node", found[0])
    yield from _listed(copy, nodes)
    # "router r9", "node core-sw": a word that is introduced as a node's name
    for found in re.finditer(
        r"\b(?:router|node|switch|neighbor|peer|container)\s+(?P<n>[A-Za-z][\w-]*\d\w*)(?![\w.:/])", copy, re.I
    ):
        strange = not NOT_NODES.match(found["n"]) or re.match(r"e\d", found["n"], re.I)
        if strange and not INTERFACE.fullmatch(found["n"]):
            yield Name(Span(*found.span("n")), found["n"], "strange_node", found["n"])


PARTNER = re.compile(
    r"\b(?:sessions?|peerings?|adjacenc(?:y|ies)|connections?) (?:with|to|towards|between) "
    r"(?P<n>[A-Za-z]{1,8}[-_]?\d{1,3})(?![\w:/-]|\.\d)",
    re.I,
)
"""What a session runs to is a node, whatever it is called."""


def _listed(copy: str, nodes: Iterable[str]) -> Iterable[Name]:
    """What stands in a row with nodes, and is none: "r1, r2 and e2", "e8 and r4"."""
    every = "|".join(map(re.escape, sorted(nodes, key=len, reverse=True))) or "(?!)"
    glue = r"(?:\s*\([^()]*\))?(?:,? and |,? or |, |\s*&\s*|\s*<-+>\s*|\s+-\s+|-|/)"
    word = r"(?P<n>[A-Za-z]{1,8}[-_]?\d{1,3})"
    for pattern in (rf"(?:{every})(?={glue}{word}(?![\w:/-]|\.\d))", rf"{word}{glue}(?:{every})(?![\w:/-]|\.\d)"):
        for found in (*re.finditer(rf"(?<![\w.:/-]){pattern}", copy, re.I), *PARTNER.finditer(copy)):
            text = found["n"]
            other = NOT_NODES.match(text) and not re.match(r"e\d", text, re.I)
            if not other and not INTERFACE.fullmatch(text) and not FAMILY.fullmatch(text) and text not in nodes:
                yield Name(Span(*found.span("n")), text, "strange_node", text)
