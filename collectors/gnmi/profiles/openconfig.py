"""OpenConfig paths (Arista EOS, Cisco XR, Junos, SR Linux with OpenConfig on) to observations.

Sources: openconfig-network-instance.yang, -bgp-neighbor.yang, -interfaces.yang, -isis.yang, -bfd.yang. Cisco XR sends
whole JSON subtrees at `network-instances` with string counters; Junos calls the default instance `master`.
"""

from collections.abc import Callable, Iterator

from collectors.collector import GnmiMapping, GnmiSubscription
from collectors.gnmi.leaf_state import STATES, Told, family, number
from collectors.gnmi.updates import DELETED, Leaf, identity, rfc3339_ns
from collectors.logs.fields import neighbor_name
from collectors.observations import (
    IgpAdjacency,
    Observation,
)

_N = "/network-instances/network-instance[name=*]/protocols/protocol[identifier=BGP][name=*]/bgp/neighbors/neighbor"
SUBSCRIPTIONS = (
    GnmiSubscription(f"{_N}[neighbor-address=*]/state", "openconfig", heartbeat_s=30),
    GnmiSubscription(f"{_N}[neighbor-address=*]/state/session-state", "openconfig", sample_s=10),
    GnmiSubscription(f"{_N}[neighbor-address=*]/afi-safis/afi-safi[afi-safi-name=*]/state", "openconfig"),
    GnmiSubscription(f"{_N}[neighbor-address=*]/transport/state/local-address", "openconfig"),
    GnmiSubscription("/interfaces/interface[name=*]/state/oper-status", "openconfig"),
    GnmiSubscription("/interfaces/interface[name=*]/state/admin-status", "openconfig"),
)


class Mapper:
    """One target's mapping, with what it must remember."""

    def __init__(self, node: str) -> None:
        self.told = Told(node)

    def __call__(self, leaf: Leaf) -> Iterator[Observation]:
        names = leaf.names
        if leaf.value is DELETED:
            yield from self._deleted(leaf)
        elif "neighbors" in names and "bgp" in names:
            at = names.index("neighbor") + 1 if "neighbor" in names else len(names)
            yield from self._neighbor(leaf, names[at:])
        elif names[:2] == ("interfaces", "interface"):
            yield from self._interface(leaf, names)
        elif "adjacency-state" in names:
            yield from self._adjacency(leaf)
        elif names[:1] == ("bfd",):
            yield from self.told.bfd(leaf, "default")

    def _vrf(self, leaf: Leaf) -> str:
        name = leaf.key("network-instance", "name") or "default"
        return "default" if name.lower() in ("default", "master") else name

    def _deleted(self, leaf: Leaf) -> Iterator[Observation]:
        neighbor = leaf.key("neighbor", "neighbor-address")
        if neighbor and leaf.names[-1] in ("neighbor", "state", "session-state"):
            yield from self.told.gone(leaf, self._vrf(leaf), neighbor_name(neighbor))

    def _neighbor(self, leaf: Leaf, path: tuple[str, ...]) -> Iterator[Observation]:
        address = leaf.key("neighbor", "neighbor-address")
        if not address:
            return
        neighbor, vrf = neighbor_name(address), self._vrf(leaf)
        match path:
            case ("state", "session-state"):
                state = STATES.get(identity(leaf.value).lower())
                if state:
                    since = self.told.get(("since", vrf, neighbor)) if state == "established" else None
                    yield from self.told.session(leaf, vrf, neighbor, state, since)
            case ("state", "last-established"):
                self.told.news(("since", vrf, neighbor), rfc3339_ns(leaf.value))
            case ("state", "messages", "sent" | "received" as way, _):
                yield from self.told.notification(leaf, vrf, neighbor, "sent" if way == "sent" else "received")
            case ("state", "peer-as"):
                yield from self.told.facts(leaf, vrf, neighbor, "peer-as", remote_as=number(leaf.value))
            case ("transport", "state", "local-address"):
                yield from self.told.facts(leaf, vrf, neighbor, "local", local_address=str(leaf.value))
            case ("timers", "state", "negotiated-hold-time"):
                hold_s = float(number(leaf.value) or 0) or None
                yield from self.told.facts(leaf, vrf, neighbor, "hold", hold_time_s=hold_s)
            case ("afi-safis", "afi-safi", *rest):
                yield from self._family(leaf, vrf, neighbor, tuple(rest))

    def _family(self, leaf: Leaf, vrf: str, neighbor: str, path: tuple[str, ...]) -> Iterator[Observation]:
        afi = leaf.key("afi-safi", "afi-safi-name")
        if not afi:
            return
        if path == ("state", "prefixes", "received"):
            yield from self.told.count(leaf, vrf, neighbor, afi)
        elif path == ("state", "prefixes", "sent"):
            yield from self.told.sent(leaf, vrf, neighbor, afi)
        elif path and path[-1] == "prefix-limit-exceeded":
            yield from self.told.limit(leaf, vrf, neighbor, afi)
        yield from self.told.facts(leaf, vrf, neighbor, f"afi {afi}", afis=(family(afi),))

    def _interface(self, leaf: Leaf, names: tuple[str, ...]) -> Iterator[Observation]:
        name = leaf.key("interface", "name")
        if not name or "subinterface" in names:
            return
        if names[-1] == "admin-status":
            self.told.news(("admin", name), identity(leaf.value))
        elif names[-1] == "oper-status":
            up = identity(leaf.value).upper() == "UP"
            admin = self.told.get(("admin", name))
            reason = "" if up else "admin-down" if admin == "DOWN" else identity(leaf.value).lower()
            yield from self.told.interface(leaf, name, up, reason)

    def _adjacency(self, leaf: Leaf) -> Iterator[Observation]:
        interface = leaf.key("interface", "interface-id", "name") or ""
        system = leaf.key("adjacency", "system-id") or ""
        state = identity(leaf.value).upper()
        if self.told.news(("adjacency", interface, system), state) and self.told.synced:
            yield IgpAdjacency(
                **self.told.common(leaf),
                protocol="isis",
                up=state == "UP",
                neighbor_id=system,
                interface=interface.rpartition(".")[0] or interface,
            )


def start(node: str) -> Callable[[Leaf], Iterator[Observation]]:
    """A fresh mapper for one target."""
    return Mapper(node)


MAPPING = GnmiMapping("openconfig", ("arista_ceos", "ceos", "cisco_xrd", "juniper_crpd"), SUBSCRIPTIONS, start)
