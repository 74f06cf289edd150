"""SR Linux native paths, releases 21.6 to 25.x, to observations.

Sources: srl_nokia-bgp.yang, srl_nokia-interfaces.yang, srl_nokia-isis.yang, srl_nokia-bfd.yang,
srl_nokia-app-mgmt.yang of tags v21.6.1 to v25.3.1, with the renames between them (prefix-limit, afi-safi).
"""

from collections.abc import Callable, Iterator

from collectors.collector import GnmiMapping, GnmiSubscription
from collectors.gnmi.leaf_state import STATES, Told, family, number
from collectors.gnmi.updates import DELETED, Leaf, rfc3339_ns
from collectors.logs.fields import neighbor_name
from collectors.observations import (
    IgpAdjacency,
    Observation,
    ProcessEvent,
)

OLD_FAMILIES = ("ipv4-unicast", "ipv6-unicast", "evpn")
_B = "/network-instance[name=*]/protocols/bgp/neighbor[peer-address=*]"
SUBSCRIPTIONS = (
    GnmiSubscription(f"{_B}/session-state", heartbeat_s=30),
    GnmiSubscription(f"{_B}/session-state", sample_s=10),
    GnmiSubscription(f"{_B}/last-established"),
    GnmiSubscription(f"{_B}/established-transitions"),
    GnmiSubscription(f"{_B}/peer-as"),
    GnmiSubscription(f"{_B}/peer-group"),
    GnmiSubscription(f"{_B}/transport/local-address"),
    GnmiSubscription(f"{_B}/timers/negotiated-hold-time"),
    GnmiSubscription(f"{_B}/sent-messages"),
    GnmiSubscription(f"{_B}/received-messages"),
    GnmiSubscription(f"{_B}/afi-safi[afi-safi-name=*]"),
    GnmiSubscription("/interface[name=*]/oper-state"),
    GnmiSubscription("/interface[name=*]/oper-down-reason"),
    GnmiSubscription("/network-instance[name=*]/protocols/isis/instance[name=*]/interface[interface-name=*]/adjacency"),
    GnmiSubscription("/bfd/network-instance[name=*]/peer[local-discriminator=*]"),
    GnmiSubscription("/system/app-management/application[name=bgp_mgr]/state"),
)


class Mapper:
    """One target's mapping, with what it must remember."""

    def __init__(self, node: str) -> None:
        self.told = Told(node)

    def __call__(self, leaf: Leaf) -> Iterator[Observation]:
        names = leaf.names
        if leaf.value is DELETED:
            yield from self._deleted(leaf)
        elif "neighbor" in names and "bgp" in names:
            yield from self._neighbor(leaf, names[names.index("neighbor") + 1 :])
        elif names[:1] == ("interface",):
            yield from self._interface(leaf, names)
        elif "adjacency" in names:
            yield from self._adjacency(leaf, names[-1])
        elif names[:1] == ("bfd",) and "peer" in names:
            yield from self.told.bfd(leaf, leaf.key("network-instance", "name") or "default")
        elif "app-management" in names and names[-1] == "state":
            yield from self._application(leaf)

    def _deleted(self, leaf: Leaf) -> Iterator[Observation]:
        neighbor = leaf.key("neighbor", "peer-address")
        if neighbor and leaf.names[-1] in ("neighbor", "session-state"):
            yield from self.told.gone(leaf, self._vrf(leaf), neighbor_name(neighbor))
        name = leaf.key("interface", "name")
        if name and leaf.names == ("interface",) and self.told.get(("interface", name)):
            yield from self.told.interface(leaf, name, False, "deleted")

    def _vrf(self, leaf: Leaf) -> str:
        return leaf.key("network-instance", "name") or "default"

    def _neighbor(self, leaf: Leaf, path: tuple[str, ...]) -> Iterator[Observation]:
        address = leaf.key("neighbor", "peer-address")
        if not address:
            return
        neighbor, vrf = neighbor_name(address), self._vrf(leaf)
        match path:
            case ("session-state",):
                state = STATES.get(str(leaf.value).lower())
                if state:
                    since = self.told.get(("since", vrf, neighbor)) if state == "established" else None
                    yield from self.told.session(leaf, vrf, neighbor, state, since)
            case ("last-established",):
                self.told.news(("since", vrf, neighbor), rfc3339_ns(leaf.value))
            case ("sent-messages" | "received-messages" as way, _):
                yield from self.told.notification(leaf, vrf, neighbor, "sent" if way == "sent-messages" else "received")
            case ("last-prefix-limit-exceeded",):
                pass
            case _:
                yield from self._family(leaf, vrf, neighbor, path)
                yield from self._facts(leaf, vrf, neighbor, path)

    def _family(self, leaf: Leaf, vrf: str, neighbor: str, path: tuple[str, ...]) -> Iterator[Observation]:
        """Per address family: under `afi-safi` since 23.3, in a container of its own before."""
        afi = leaf.key("afi-safi", "afi-safi-name") or (path[0] if path and path[0] in OLD_FAMILIES else None)
        if afi is None:
            return
        if path[-1] == "received-routes":
            yield from self.told.count(leaf, vrf, neighbor, afi)
        elif path[-1] == "sent-routes":
            yield from self.told.sent(leaf, vrf, neighbor, afi)
        elif path[-1] == "prefix-limit-exceeded":
            yield from self.told.limit(leaf, vrf, neighbor, afi)
        yield from self.told.facts(leaf, vrf, neighbor, f"afi {afi}", afis=(family(afi),))

    def _facts(self, leaf: Leaf, vrf: str, neighbor: str, path: tuple[str, ...]) -> Iterator[Observation]:
        match path:
            case ("peer-as",):
                yield from self.told.facts(leaf, vrf, neighbor, "peer-as", remote_as=number(leaf.value))
            case ("transport", "local-address"):
                yield from self.told.facts(leaf, vrf, neighbor, "local", local_address=str(leaf.value))
            case ("timers", "negotiated-hold-time"):
                hold_s = float(number(leaf.value) or 0) or None
                yield from self.told.facts(leaf, vrf, neighbor, "hold", hold_time_s=hold_s)

    def _interface(self, leaf: Leaf, names: tuple[str, ...]) -> Iterator[Observation]:
        name = leaf.key("interface", "name")
        if not name or "subinterface" in names:
            return
        if names[-1] == "oper-down-reason":
            self.told.news(("reason", name), leaf.value)
        elif names == ("interface", "oper-state"):
            reason = str(self.told.get(("reason", name)) or "") if leaf.value != "up" else ""
            yield from self.told.interface(leaf, name, leaf.value == "up", reason)

    def _adjacency(self, leaf: Leaf, what: str) -> Iterator[Observation]:
        interface = leaf.key("interface", "interface-name", "name") or ""
        system = leaf.key("adjacency", "neighbor-system-id") or ""
        key = ("adjacency", interface, system)
        if what == "down-reason":
            self.told.news((*key, "why"), str(leaf.value))
        elif what == "state" and self.told.news(key, leaf.value) and self.told.synced:
            why = str(self.told.get((*key, "why")) or "")
            yield IgpAdjacency(
                **self.told.common(leaf),
                protocol="isis",
                up=leaf.value == "up",
                neighbor_id=system,
                interface=interface.rpartition(".")[0] or interface,
                reason=why,
                interface_down="interface-down" in why,
                hold_expired="hold-timer" in why,
            )

    def _application(self, leaf: Leaf) -> Iterator[Observation]:
        before = self.told.get("bgp_mgr")
        if self.told.news("bgp_mgr", leaf.value) and self.told.synced and before is not None:
            event = {"error": "died", "stopped": "ended", "starting": "started", "running": "started"}.get(
                str(leaf.value)
            )
            if event:
                yield ProcessEvent(**self.told.common(leaf), process="bgp_mgr", event=event)  # type: ignore[arg-type]


def start(node: str) -> Callable[[Leaf], Iterator[Observation]]:
    """A fresh mapper for one target."""
    return Mapper(node)


MAPPING = GnmiMapping("nokia_srlinux", ("nokia_srlinux", "srl"), SUBSCRIPTIONS, start)
