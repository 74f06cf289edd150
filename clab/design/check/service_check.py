"""Whether a draft bridges, routes between what it bridges, and keeps tenants apart, as its request demands. Pure."""

import re
from typing import Final

from clab.design.check.demand import Requirement
from clab.design.check.draft_members import wrong
from clab.design.check.lab_graph import Drafted
from clab.finding import Finding

_GATEWAY: Final = re.compile(
    r"interface irb0 subinterface \d+ ipv4 address (\S+)|ip address add (\S+) dev br\d|"
    r"^interface Vlan\d+\n(?: +vrf \S+\n)? +ip address (?:virtual )?(\S+)$",
    re.MULTILINE,
)
_JOINED: Final = re.compile(r"vxlan-interface \d+ type routed|^ vni \d+$|^ +vxlan vrf \S+ vni \d+$", re.MULTILINE)
_VRF: Final = re.compile(
    r"network-instance (\S+) type ip-vrf|ip link add (\S+) type vrf|^vrf instance (\S+)$", re.MULTILINE
)
_BRIDGE: Final = re.compile(r"network-instance \S+ type mac-vrf|ip link add br\d+ type bridge|switchport access vlan")


def text_of(node: str, drafted: Drafted) -> str:
    """A node's configuration and commands."""
    commands = [item.text or "" for one in drafted.topology.settings(node) for item in one.list("exec")]
    return "\n".join([drafted.configs.get(node, ""), *commands])


def _edges(drafted: Drafted) -> list[str]:
    """The routers with hosts."""
    return [node for node in drafted.routers if drafted.hosts_at(node)]


def _found(pattern: re.Pattern[str], text: str) -> set[str]:
    return {next(group for group in match.groups() if group) for match in pattern.finditer(text)}


def gateways(demand: Requirement, drafted: Drafted) -> list[Finding]:
    """Every router with hosts routes for the networks that it bridges; where EVPN joins them, by a VRF with a VNI, and
    a network that several routers bridge has one gateway."""
    evpn = any("evpn" in text for text in drafted.configs.values())
    have = {node: text_of(node, drafted) for node in _edges(drafted)}
    bare = [node for node, text in have.items() if not _found(_GATEWAY, text) or (evpn and not _JOINED.search(text))]
    if bare or not have:
        return wrong(demand, f"{', '.join(bare) or 'nobody'} of the draft has no gateway for its hosts")
    return []


def tenants(demand: Requirement, drafted: Drafted) -> list[Finding]:
    """The tenants that were named, or as many as were counted, each with a routing table of its own."""
    have = {name for node in _edges(drafted) for name in _found(_VRF, text_of(node, drafted))}
    missing = [name for name in demand.subject.split() if name not in have]
    if missing or (demand.value and len(have) < demand.value):
        return wrong(demand, f"the draft has the VRFs {', '.join(sorted(have)) or 'none'}")
    return []


def bridged(demand: Requirement, drafted: Drafted) -> list[Finding]:
    """The hosts' ports are bridged."""
    bare = [node for node in _edges(drafted) if not _BRIDGE.search(text_of(node, drafted))]
    return wrong(demand, f"{', '.join(bare)} of the draft bridges nothing") if bare else []
