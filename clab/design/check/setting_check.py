"""Whether a draft has the values of routing protocols that were named, where they were named. Pure.

It reads the configurations as text: a router's end of a link by its port, a session by the addresses of its peer.
"""

import re
from collections.abc import Iterator, Mapping
from ipaddress import IPv4Address, ip_interface, ip_network
from typing import Final

from clab.design.check import value_check
from clab.design.check.lab_graph import Drafted

_PORT: Final[Mapping[str, str]] = {
    "cost": r"(?:ospf6? cost|isis metric|(?:\.0|level \d) metric) {value}$",
    "network": r"(?:network|interface-type|circuit-type) {value}$",
    "hello": r"hello-interval {value}$",
    "dead": r"dead-interval {value}$",
    "priority": r"priority {value}$",
    "area": r"(?:ospf6? area (?:{value}|{dotted})$|ospf instance \S+ area {dotted} interface)",
}
_POLICY: Final[Mapping[str, tuple[str, str]]] = {
    "local_pref": ("in", r"(?:set local-preference|local-preference set) {value}$"),
    "med": ("out", r"(?:set metric|med operation set value) {value}$"),
    "community": ("out", r"set community {value}$"),
    "prepend": ("out", r"(?:set as-path prepend(?: \d+){{{value}}}|repeat-n {value})$"),
}
_SESSION: Final[Mapping[str, str]] = {
    "default": r"default-originate|send-default-route \S+ true",
    "keepalive": r"timers (?:{value} \d+|keepalive-interval {value})$",
    "hold": r"timers (?:\d+ {value}|hold-time {value})$",
}
_ADDRESS: Final = re.compile(r"(?:ip|ipv6|ipv4) address (\S+/\d+)")
_LEVELS: Final = {"1": r"is-type level-1$|level-capability L1$", "2": r"is-type level-2|level-capability L2$"}
_LEVELS_BOTH: Final = r"is-type level-1-2$|level-capability L1L2$"


def has_setting(subject: str, drafted: Drafted) -> bool:
    """`WHAT|VALUE|ON|TO|NTH`, as a demand names it; empty is anywhere."""
    what, value, on, to, nth = subject.split("|")
    own = [node for node in drafted.routers if node == on] if on else drafted.routers
    if not own:
        return False
    if what in ("mtu", "ospf_auth"):
        return _ends_have(what, value, (own, to, int(nth)), drafted)
    if what in _PORT or what in ("subnet", "address"):
        return _ports_have(what, value, (own, to, int(nth)), drafted)
    if what in _POLICY or what in (*_SESSION, *value_check.SESSION, "next_hop_self"):
        return _sessions_have(what, value, (own, to), drafted)
    found = [_router_has(what, value, node, drafted) for node in own]
    return any(found) if not on and what in ("redistribute", "announce", "ospf_default") else all(found)


def _blocks(node: str, drafted: Drafted) -> Iterator[tuple[str, str]]:
    """The neighbor and the lines of every port of a router's links with routers, in their order."""
    for link in drafted.topology.links:
        ends = [end for end in link.ends if end.node == node]
        far = [end for end in link.ends if end.node != node]
        if ends and far and (far[0].node in drafted.routers or drafted.systems[far[0].node] == "lan"):
            yield far[0].node, port_lines(node, ends[0].interface, drafted)


def port_lines(node: str, interface: str, drafted: Drafted) -> str:
    """All that a configuration says of a port."""
    text = drafted.configs.get(node, "")
    long = "ethernet-" + interface.removeprefix("ethernet-").removeprefix("e").replace("-", "/")
    if f" {long} " in text:
        return "\n".join(line for line in text.splitlines() if re.search(rf" {re.escape(long)}(?:\.0)?(?: |$)", line))
    name = interface.replace("eth", "(?:eth|Ethernet)")
    found = re.search(rf"^interface {name}\n(.*?)^!", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def _ports_have(what: str, value: str, where: tuple[list[str], str, int], drafted: Drafted) -> bool:
    own, to, nth = where
    dotted = re.escape(str(IPv4Address(int(value)))) if what == "area" else ""
    pattern = re.compile(_PORT.get(what, "").format(value=value, dotted=dotted), re.MULTILINE)
    found = []
    for node in own:
        blocks = [lines for far, lines in _blocks(node, drafted) if to in ("", far)]
        blocks = blocks[nth - 1 : nth] if nth > 0 else blocks
        igps = "ospf" if what in ("area", "dead") else "ospf|isis"
        found += [lines for lines in blocks if what in ("subnet", "address") or re.search(igps, lines)]
    if what == "address":
        return any(value in _ADDRESS.findall(lines) for lines in found)
    if what == "subnet":
        held = [[str(ip_interface(one).network) for one in _ADDRESS.findall(lines)] for lines in found]
        return any(value in one for one in held)
    kept = [pattern.search(lines) is not None for lines in found]
    return any(kept) if nth < 0 else bool(kept) and all(kept)


def _ends_have(what: str, value: str, where: tuple[list[str], str, int], drafted: Drafted) -> bool:
    own, to, nth = where
    found = []
    for node in own:
        ends = [
            (node, end.interface)
            for link in drafted.topology.links
            for end, far in (link.ends, link.ends[::-1])
            if end.node == node and far.node in drafted.routers and to in ("", far.node)
        ]
        ends = ends[nth - 1 : nth] if nth > 0 else ends
        kept = [value_check.port_has(what, value, end, port_lines(*end, drafted), drafted) for end in ends]
        found += [any(kept)] if nth < 0 else kept
    return bool(found) and all(found)


def _sessions_have(what: str, value: str, where: tuple[list[str], str], drafted: Drafted) -> bool:
    own, to = where
    found = []
    for node in own:
        text = drafted.configs.get(node, "")
        peers = [one for one in drafted.routers if one != node and to in ("", one)]
        for peer in peers:
            addresses = [one.partition("/")[0] for one in _ADDRESS.findall(drafted.configs.get(peer, ""))]
            lines = [line for line in text.splitlines() if _names(line, addresses)]
            lines += re.findall(rf"^ +neighbor eth\d+ .*$(?<=description {re.escape(peer)})", text, re.MULTILINE)
            if lines:
                found.append(_session_has(what, value, lines, text))
    return any(found) if what == "next_hop_self" else bool(found) and all(found)


def _names(line: str, addresses: list[str]) -> bool:
    named = re.search(r"neighbor (\S+)", line)
    return named is not None and named[1] in addresses


def _session_has(what: str, value: str, lines: list[str], text: str) -> bool:
    said = "\n".join(lines)
    if what == "next_hop_self":
        return bool(re.search(r"next-hop-self", said) or re.search(r"group ibgp6? next-hop-self true", text))
    if what in value_check.SESSION:
        return value_check.session_has(what, value, said, text)
    if what in _SESSION:
        return re.search(_SESSION[what].format(value=value), said, re.MULTILINE) is not None
    way, pattern = _POLICY[what]
    word = {"in": "import", "out": "export"}[way]
    named = re.search(rf"route-map (\S+) {way}$|{word}-policy \[ (\S+) \]$", said, re.MULTILINE)
    if named is None:
        return False
    name = re.escape(named[1] or named[2])
    body = re.search(rf"^route-map {name} permit 10\n(.*?)^exit", text, re.MULTILINE | re.DOTALL)
    own = body[1] if body else "\n".join(re.findall(rf"^.*policy {name} .*$", text, re.MULTILINE))
    return re.search(pattern.format(value=value), own, re.MULTILINE) is not None


def _router_has(what: str, value: str, node: str, drafted: Drafted) -> bool:
    text = drafted.configs.get(node, "")
    if what == "level":
        return re.search(_LEVELS.get(value, _LEVELS_BOTH), text, re.MULTILINE) is not None
    if what == "iso_area":
        return re.search(rf"\bnet (?:\[ )?{re.escape(value)}\.", text) is not None
    if what == "announce":
        network = ip_network(value)
        held = any(ip_interface(one).network == network for one in _ADDRESS.findall(text))
        told = "router bgp" not in text or re.search(
            rf"^ +network {re.escape(value)}(?: route-map \S+)?$", text, re.MULTILINE
        )
        return held and bool(told)
    if what == "loopback":
        return f"{value}/32" in _ADDRESS.findall(text)
    if what in ("memory", "cpu"):
        return any(one.word(what) == value for one in drafted.topology.settings(node))
    if what == "passive":
        own = [(one, far) for link in drafted.topology.links for one, far in (link.ends, link.ends[::-1])]
        ports = [one.interface for one, far in own if one.node == node and far.node in drafted.hosts]
        return all(value_check.passive(port, port_lines(node, port, drafted), text) for port in ports)
    if what == "tag":
        return value_check.tagged(value, text)
    if what == "area_type":
        return value_check.typed(value, text)
    if what == "router_id":
        return set(re.findall(r"router-id (\S+)$", text, re.MULTILINE)) == {value}
    if what == "lan":
        return any(str(ip_interface(one).network) == value for one in _ADDRESS.findall(text))
    if what == "gateway":
        return value in [one.partition("/")[0] for one in _ADDRESS.findall(text)]
    if what == "redistribute":
        return _redistributes(value, text)
    if what == "paths":
        pattern = rf"maximum-paths (?:ibgp )?{value}$|max-ecmp-paths {value}$"
        frr = drafted.systems[node] == "frr" and "router bgp" not in text  # its IGPs take all paths by themselves
        return frr or re.search(pattern, text, re.MULTILINE) is not None
    if what == "route":
        prefix, via, distance = value.split()
        peer = [via] if via[:1].isdigit() else []
        peer = peer or [one.partition("/")[0] for one in _ADDRESS.findall(drafted.configs.get(via, ""))]
        ending = f" {distance}" if distance != "0" else ""
        routes = [f"route {prefix} {one}{ending}" for one in peer]
        groups = [f"route {prefix} next-hop-group via-{re.sub('[.:]', '-', one)}" for one in peer]
        return any(line.strip().endswith((*routes, *groups)) for line in text.splitlines())
    return "default-information originate" in text


def _redistributes(value: str, text: str) -> bool:
    into, source = value.split()
    if "mutual" in value:
        frr = len(re.findall(r"^ +redistribute (?:ospf|bgp|isis|rip|ipv4 \w+)", text, re.MULTILINE))
        return frr > 1 or bool(re.search(r"policy into-(?:ospf|isis) statement", text))
    block = re.search(rf"^router {into}6?(?: \w+)?\n(.*?)^!", text, re.MULTILINE | re.DOTALL)
    if block is not None:
        return re.search(rf"redistribute (?:ipv[46] )?{source}6?(?: |$)", block[1], re.MULTILINE) is not None
    srl = f"policy into-{into} statement {source} " in text
    return srl or (into == "bgp" and "policy all default-action policy-result accept" in text)


def has_family(family: str, drafted: Drafted) -> bool:
    """Whether every link between routers has addresses of the families, and every protocol carries them."""
    blocks = [lines for node in drafted.routers for _, lines in _blocks(node, drafted)]
    for lines in blocks:
        six = re.search(r"ipv6 address \S", lines) is not None
        four = re.search(r"(?:ip|ipv4) address \S", lines) is not None
        if not six or four != (family == "dual"):
            return False
    for text in drafted.configs.values():
        for runs, carries in (
            (r"^router bgp|protocols bgp", r"address-family ipv6 unicast|afi-safi ipv6-unicast"),
            (r"ospf", r"ospf6|ospf-v3"),
            (r"router isis|protocols isis", r"ipv6 router isis|ipv6-unicast"),
        ):
            if re.search(runs, text, re.MULTILINE) and not re.search(carries, text):
                return False
    return bool(blocks)
