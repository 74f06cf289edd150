"""Whether a finished draft keeps what its request demands. Pure.

It looks at the file and the configurations alone, and knows no shape builder, no intent and no plan.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from clab.design.check import host_check, service_check
from clab.design.check.demand import Requirement, What
from clab.design.check.detail_check import has_detail
from clab.design.check.draft_members import REFLECTS, members, wrong
from clab.design.check.lab_graph import Drafted
from clab.design.check.setting_check import has_family, has_setting
from clab.design.check.shape_check import (
    each_to,
    joined,
    mesh_but,
    meshed,
    only_to,
    pods,
    role_joined,
    shape,
    shape_of,
    site_form,
    unjoined,
    unlinked,
)
from clab.design.grammar.roles import OUTER
from clab.finding import Finding
from clab.kinds.table import canonical_port

PROTOCOLS: Final[Mapping[str, tuple[str, str]]] = {
    "ebgp": ("eBGP", r"router bgp|protocols bgp"),
    "ibgp": ("iBGP", r"router bgp|protocols bgp"),
    "bgp": ("BGP", r"router bgp|protocols bgp"),
    "ospf": ("OSPF", r"router ospf|protocols ospf"),
    "isis": ("IS-IS", r"router isis|protocols isis"),
    "rip": ("RIP", r"router rip"),
    "static": ("static routes", r"^ip(?:v6)? route|static-routes"),
    "evpn": ("EVPN", r"l2vpn evpn|bgp-evpn|afi-safi evpn|address-family evpn"),
    "bfd": ("BFD", r" bfd$|bfd subinterface|^ +isis bfd|ospf6? bfd|^ +bfd (?:default|all-interfaces)$"),
    "unnumbered": ("unnumbered BGP", r"neighbor \S+ interface remote-as|dynamic-neighbors interface"),
}
"""How a protocol is called, and what a configuration that has it says."""


def check(demands: Sequence[Requirement], drafted: Drafted) -> list[Finding]:
    """What the draft does not keep: errors, and notes for what no draft could hold."""
    found = [finding for demand in demands for finding in _CHECKS[demand.what](demand, drafted)]
    if not drafted.connected:
        found.append(Finding("intent", "error", 0, 0, "not all routers of the draft are joined to the others"))
    return found


def _total(demand: Requirement, drafted: Drafted) -> list[Finding]:
    have = len(drafted.routers)
    if have == demand.value or (demand.subject and have == demand.value + 1):
        return []
    return wrong(demand, f"the draft has {have} routers, not {demand.value}")


def _at_least(demand: Requirement, drafted: Drafted) -> list[Finding]:
    have = len(drafted.routers)
    return [] if have >= demand.value else wrong(demand, f"the draft has {have} routers, fewer than {demand.value}")


def _kind_count(demand: Requirement, drafted: Drafted) -> list[Finding]:
    have = sum(system == demand.subject for system in drafted.systems.values())
    if have == demand.value:
        return []
    return wrong(demand, f"the draft has {have} nodes of {demand.subject}, not {demand.value}")


def _kinds(demand: Requirement, drafted: Drafted) -> list[Finding]:
    """Every system that was named is there, and no other."""
    wanted, have = set(demand.subject.split()), {drafted.systems[node] for node in drafted.routers}
    found = [wrong(demand, f"the draft has no {kind}") for kind in sorted(wanted - have)]
    found += [wrong(demand, f"the draft has {kind}, which was not named") for kind in sorted(have - wanted)]
    return [one for some in found for one in some]


def _role(demand: Requirement, drafted: Drafted) -> list[Finding]:
    have = len(members(demand.subject, drafted))
    if have == demand.value:
        return []
    return wrong(demand, f"the draft has {have} of the role {demand.subject!r}, not {demand.value}")


def _role_kind(demand: Requirement, drafted: Drafted) -> list[Finding]:
    role, kind = demand.subject.split()
    other = [node for node in members(role, drafted) if drafted.systems[node] != kind]
    return wrong(demand, f"{', '.join(other)} of the draft are no {kind}") if other else []


def _routed(demand: Requirement, drafted: Drafted) -> list[Finding]:
    """Every router has a routing protocol."""
    have = {node for name in ("bgp", "ospf", "isis", "rip", "static") for node in _having(name, drafted)}
    missing = [node for node in drafted.routers if node not in have]
    return wrong(demand, f"{', '.join(missing)} of the draft have no routing") if missing else []


def _having(name: str, drafted: Drafted) -> list[str]:
    pattern = re.compile(PROTOCOLS[name][1], re.MULTILINE)
    found = [node for node in drafted.routers if pattern.search(drafted.configs.get(node, ""))]
    if name not in ("ebgp", "ibgp"):
        return found
    return [
        node
        for node in found
        if any((peer != drafted.own_as(node)) == (name == "ebgp") for peer in drafted.peers(node))
    ]


def _protocol(demand: Requirement, drafted: Drafted) -> list[Finding]:
    title = PROTOCOLS[demand.subject][0]
    have = _having(demand.subject, drafted)
    if demand.what == "absent":
        return wrong(demand, f"a configuration has {title}") if have else []
    if have:
        return []
    if demand.subject in ("ebgp", "ibgp") and _having("bgp", drafted):
        return wrong(demand, f"no session is {title}")
    return wrong(demand, f"no configuration has {title}")


def _meant(who: Sequence[str], drafted: Drafted) -> set[str]:
    """The routers of some names and roles."""
    return {node for node in drafted.routers if node in who or any(node in drafted.of_role(role) for role in who)}


def _scope(demand: Requirement, drafted: Drafted) -> list[Finding]:
    """A protocol of some: they have it. Of the core, nobody outside has it."""
    name, *who = demand.subject.split()
    have = set(_having(name, drafted))
    wanted = _meant(who, drafted)
    if who == ["core"] and not wanted:
        outer = {node for role in OUTER for node in drafted.of_role(role)}
        wanted = set(drafted.routers) - outer
        if have & outer:
            return wrong(demand, f"{', '.join(sorted(have & outer))} of the draft have {PROTOCOLS[name][0]} as well")
    if name == "ibgp" and who != ["core"] and have - wanted:
        return wrong(demand, f"{', '.join(sorted(have - wanted))} of the draft have {PROTOCOLS[name][0]} as well")
    missing = wanted - have
    return wrong(demand, f"{', '.join(sorted(missing))} of the draft have no {PROTOCOLS[name][0]}") if missing else []


def _absent_at(demand: Requirement, drafted: Drafted) -> list[Finding]:
    """A protocol that some do not have."""
    name, *who = demand.subject.split()
    own = _meant(who, drafted)
    have = own & set(_having(name, drafted))
    if own and not have:
        return []
    return wrong(demand, f"{', '.join(sorted(have)) or 'nobody'} of the draft has {PROTOCOLS[name][0]}")


def _asn(demand: Requirement, drafted: Drafted) -> list[Finding]:
    if any(
        drafted.own_as(node) == demand.value for node in drafted.routers if demand.subject.lower() in ("", node.lower())
    ):
        return []
    return wrong(demand, f"no configuration has AS {demand.value}")


def _own_as(demand: Requirement, drafted: Drafted) -> list[Finding]:
    own = members(demand.subject, drafted) if demand.subject else drafted.routers
    numbers = [drafted.own_as(node) for node in own]
    if None not in numbers and len(set(numbers)) == len(numbers):
        return []
    return wrong(demand, "two routers of the draft share an AS")


def _name(demand: Requirement, drafted: Drafted) -> list[Finding]:
    have = {node.lower() for node in drafted.topology.nodes}
    return [] if demand.subject.lower() in have else wrong(demand, f"nothing is named {demand.subject!r}")


def _name_kind(demand: Requirement, drafted: Drafted) -> list[Finding]:
    name, kind = demand.subject.lower().split()
    have = {node.lower(): system for node, system in drafted.systems.items()}
    return [] if have.get(name) == kind else wrong(demand, f"in the draft it is {have.get(name, 'absent')}")


def _lab_name(demand: Requirement, drafted: Drafted) -> list[Finding]:
    return []  # a name that the user gives beside the request wins


def _image(demand: Requirement, drafted: Drafted) -> list[Finding]:
    other = [
        node
        for node in drafted.routers
        if (found := drafted.topology.setting(node, "image")) is None or not (found.text or "").endswith(demand.subject)
    ]
    return wrong(demand, f"{', '.join(other)} of the draft have another image") if other else []


def _management(demand: Requirement, drafted: Drafted) -> list[Finding]:
    have = drafted.topology.document.word("mgmt", "ipv4-subnet")
    return [] if have == demand.subject else wrong(demand, "the draft's management network is another one")


def _vlan(demand: Requirement, drafted: Drafted) -> list[Finding]:
    pattern = re.compile(
        rf"switchport access vlan {demand.value}$|network-instance vlan{demand.value} interface|"
        rf"ip link set \S+ master br{demand.value}$",
        re.MULTILINE,
    )
    if any(pattern.search(service_check.text_of(node, drafted)) for node in drafted.routers):
        return []
    return wrong(demand, f"no port of the draft is in VLAN {demand.value}")


def _parallel(demand: Requirement, drafted: Drafted) -> list[Finding]:
    other = [pair for pair, count in drafted.inner.items() if count != demand.value]
    return wrong(demand, f"{' and '.join(sorted(other[0]))} have {drafted.inner[other[0]]} links") if other else []


def _link_count(demand: Requirement, drafted: Drafted) -> list[Finding]:
    whole, inner = sum(drafted.links.values()), sum(drafted.inner.values())
    if demand.value in (whole, inner):
        return []
    return wrong(demand, f"the draft has {whole} links ({inner} between routers), not {demand.value}")


def _interface(demand: Requirement, drafted: Drafted) -> list[Finding]:
    ports = set()
    between = [link for link in drafted.topology.links if all(end.node in drafted.routers for end in link.ends)]
    for link in between or drafted.topology.links:
        for end in link.ends:
            known = drafted.topology.kind_of(end.node)
            ports.add(canonical_port(known, end.interface) if known else end.interface)
    kinds = [drafted.topology.kind_of(node) for node in drafted.routers]
    wanted = {canonical_port(kind, demand.subject) for kind in kinds if kind} or {demand.subject}
    return [] if ports == wanted else wrong(demand, "links of the draft are on other ports")


def _reflector(demand: Requirement, drafted: Drafted) -> list[Finding]:
    have = sum(bool(REFLECTS.search(text)) for text in drafted.configs.values())
    return [] if have == demand.value else wrong(demand, f"the draft has {have} route reflectors, not {demand.value}")


def _reflecting(demand: Requirement, drafted: Drafted) -> list[Finding]:
    named = [node for node in drafted.routers if node.lower() == demand.subject.lower()]
    own = named or members(demand.subject, drafted)
    if not own:
        return wrong(demand, f"the draft has no {demand.subject}")
    other = [node for node in own if not REFLECTS.search(drafted.configs.get(node, ""))]
    return wrong(demand, f"{', '.join(other)} of the draft reflect no routes") if other else []


def _leader(demand: Requirement, drafted: Drafted) -> list[Finding]:
    hub = max(drafted.routers, key=lambda node: len(drafted.neighbors(node)), default="")
    named = [node for node in drafted.routers if node.lower() == demand.subject.lower()]
    if named and drafted.is_shape("tree") and drafted.is_root(named[0]):
        return []
    return [] if hub.lower() == demand.subject.lower() else wrong(demand, f"{hub} of the draft is in the middle")


def _route_server(demand: Requirement, drafted: Drafted) -> list[Finding]:
    have = sum("route-server-client" in text for text in drafted.configs.values())
    return [] if have == 1 else wrong(demand, f"the draft has {have} route servers, not 1")


def _configured(demand: Requirement, drafted: Drafted) -> list[Finding]:
    bare = [node for node in drafted.routers if node not in drafted.configs]
    return wrong(demand, f"{', '.join(bare)} of the draft have none") if bare else []


def _bare(demand: Requirement, drafted: Drafted) -> list[Finding]:
    """No file for any node, and no command of a router or a host."""
    set_up = [
        node
        for node in (*drafted.routers, *drafted.hosts)
        if node in drafted.configs
        or any(one.word("startup-config") or one.list("exec") for one in drafted.topology.settings(node))
    ]
    return wrong(demand, f"{', '.join(set_up)} of the draft are configured") if set_up else []


_CHECKS: Final[Mapping[What, Callable[[Requirement, Drafted], list[Finding]]]] = {
    "total": _total,
    "at_least": _at_least,
    "kind_count": _kind_count,
    "kinds": _kinds,
    "role": _role,
    "role_kind": _role_kind,
    "shape": shape,
    "shape_of": shape_of,
    "site_form": site_form,
    "pods": pods,
    "each_to": each_to,
    "joined": joined,
    "only_to": only_to,
    "unlinked": unlinked,
    "mesh_but": mesh_but,
    "role_joined": role_joined,
    "hosts": host_check.hosts,
    "hosts_each": host_check.hosts_each,
    "homed": host_check.homed,
    "one_l2": host_check.one_l2,
    "gateways": service_check.gateways,
    "tenants": service_check.tenants,
    "bridged": service_check.bridged,
    "apart": host_check.apart,
    "meshed": meshed,
    "routed": _routed,
    "unjoined": unjoined,
    "no_hosts": host_check.no_hosts,
    "protocol": _protocol,
    "absent": _protocol,
    "absent_at": _absent_at,
    "scope": _scope,
    "asn": _asn,
    "own_as": _own_as,
    "name": _name,
    "lab_name": _lab_name,
    "name_kind": _name_kind,
    "image": _image,
    "management": _management,
    "vlan": _vlan,
    "parallel": _parallel,
    "links": _link_count,
    "interface": _interface,
    "reflector": _reflector,
    "route_server": _route_server,
    "configured": _configured,
    "bare": _bare,
    "leader": _leader,
    "reflecting": _reflecting,
    "detail": lambda demand, drafted: []
    if has_detail(demand.subject, drafted)
    else wrong(demand, "the draft has none"),
    "setting": lambda demand, drafted: []
    if has_setting(demand.subject, drafted)
    else wrong(demand, "the draft has none there"),
    "family": lambda demand, drafted: []
    if has_family(demand.subject, drafted)
    else wrong(demand, "the draft has other addresses"),
    "beyond": lambda demand, _: wrong(demand, demand.subject),
    "unread": lambda demand, _: wrong(demand, "not understood, so not looked at"),
    "aside": lambda demand, _: [Finding("not-looked-at", "note", 0, 0, f"not looked at: {demand.words}")],
}
