"""What a lab of ours can hold: which features the initial configuration of a system can have. Pure."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from clab.design.grammar.statements import Run
from clab.design.meaning.resolved import Resolved
from clab.design.node_systems import BOTH, FORWARDING, FRR, ROUTING
from clab.design.setting import VALUES

_FEATURES: Final[Mapping[str, tuple[str, Sequence[str]]]] = {
    **{what: (value.title, value.systems) for what, value in VALUES.items()},
    "ends": ("addresses", FORWARDING),
    "distance": ("routes of a distance", (FRR, "arista_ceos")),
    "ipv6": ("IPv6", BOTH),
    "ospf": ("OSPF", ROUTING),
    "isis": ("IS-IS", ROUTING),
    "rip": ("RIP", (FRR,)),
    "static": ("static routes", FORWARDING),
    "bgp": ("BGP", ROUTING),
    "ebgp": ("eBGP", ROUTING),
    "ibgp": ("iBGP", ROUTING),
    "bfd": ("BFD", ROUTING),
    "evpn": ("EVPN", ROUTING),
    "unnumbered": ("unnumbered BGP", BOTH),
    "vlan": ("VLAN access ports", ROUTING),
    "rr": ("route reflectors", ROUTING),
    "rs": ("route servers", (FRR,)),
    "l3vpn": ("MPLS and VRFs", ()),
}
"""What a configuration may have: how it is called, and the systems for which it is written."""

TITLES: Final[Mapping[str, str]] = {name: title for name, (title, _) in _FEATURES.items()}
CAPABLE: Final[Mapping[str, frozenset[str]]] = {
    system: frozenset(name for name, (_, systems) in _FEATURES.items() if system in systems) for system in FORWARDING
}
"""By system; one that is not here gets no configuration at all."""


def left_out(reading: Resolved) -> list[Run]:
    """What was wanted `if possible`, and is not for every system that was named."""
    named = kinds(reading)
    return [
        said
        for said in reading.runs
        if said.optional and not all(said.name in CAPABLE.get(kind, frozenset()) for kind in named)
    ]


def features(reading: Resolved) -> dict[str, str]:
    """What the request wants configured, with the words that say so."""
    out = left_out(reading)
    found = {
        said.name: said.words
        for said in reading.runs
        if said.wanted and said.name not in ("routing", "l3vpn", "igp") and said not in out
    }
    if reading.peered and not set(found) & {"bgp", "ebgp", "ibgp"}:
        found["ebgp"] = reading.peered[0]
    for group in reading.groups:
        if group.role in ("rr", "rs"):
            found.setdefault(group.role, group.words)
    for hosts in reading.hosts:
        if hosts.vlans:
            found.setdefault("vlan", hosts.words)
    for name, vlan in reading.said.host_vlans.items():
        found.setdefault("vlan", f"{name} in VLAN {vlan}")
    for what, words in reading.values.items():
        found.setdefault(what, words)
    for family, words in reading.said.families:
        if family == "v4":
            continue
        found.setdefault("ipv6", words)
    return found


def kinds(reading: Resolved) -> list[str]:
    """The systems that the request names, each once."""
    return list(
        dict.fromkeys(
            [*(group.kind for group in reading.groups if group.kind), *reading.kinds.values(), *reading.systems]
        )
    )


def default_kind(reading: Resolved) -> str:
    """The system of routers of which none was named: SR Linux, or FRR where only that can do what is wanted, or where a
    light lab is."""
    wanted = features(reading)
    if (
        not reading.word("light")
        and set(wanted) <= CAPABLE["nokia_srlinux"] - {"unnumbered"}
        and not any(one.shape == "lan" for one in reading.forms)
    ):
        return "nokia_srlinux"
    return FRR


def refusals(reading: Resolved, owners: Mapping[str, frozenset[str]] = MappingProxyType({})) -> list[str]:
    """What no lab of ours can hold, by its name. `owners` are the systems of the routers of which a value is said,
    where it is said of some alone."""
    found = [f"{words!r}: {why or 'labkeeper has no way to configure it'}" for words, why in reading.said.beyond]
    found += [
        f"{said.words!r}: labkeeper writes no {TITLES['l3vpn']} yet"
        for said in reading.runs
        if said.name == "l3vpn" and said.wanted
    ]
    for kind in kinds(reading):
        can = CAPABLE.get(kind, frozenset())
        for name, words in features(reading).items():
            if name not in can and kind in owners.get(name, (kind,)):
                what = (
                    f"labkeeper writes no {TITLES[name]} for {kind}"
                    if can
                    else f"labkeeper writes no configuration for {kind}"
                )
                found.append(f"{words!r}: {what}")
        if reading.word("configs") and not can:
            found.append(f"'configuration': labkeeper writes none for {kind}")
    fabric = bool({group.role for group in reading.groups} & {"spine", "leaf"} or reading.dimension)
    fabric = fabric or any(one.shape == "leaf_spine" for one in reading.forms)
    if fabric and {"ebgp", "ibgp"} <= set(features(reading)):
        found.append("'iBGP' over 'eBGP': labkeeper writes one kind of BGP in a fabric, for underlay and overlay")
    if reading.word("no_v4") and "unnumbered" not in features(reading):
        found.append(f"{reading.word('no_v4')!r}: only unnumbered BGP goes without them")
    if reading.said.mask not in ("", "31", "30", "29", "28", "24", "32"):
        found.append(f"'/{reading.said.mask}': it is not said of what")
    return list(dict.fromkeys(found))
