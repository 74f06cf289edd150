"""What all gNMI profiles share: leaves become observations, and only a real change becomes an edge. Pure.

A value that is told again (heartbeat, SAMPLE shadow, first values twice) is no news. After a lost stream the target
tells everything again: what is as before stays silent, what differs is a level, so a reconnect is never a storm.
"""

from collections.abc import Iterator
from typing import Any, Literal

from clab.units import SECOND_NS
from collectors.gnmi.updates import Leaf, identity, rfc3339_ns
from collectors.logs.fields import neighbor_name
from collectors.logs.notifications import codes
from collectors.observations import (
    RAW_LIMIT,
    BfdState,
    BgpNotification,
    BgpState,
    FsmState,
    InitialSync,
    InterfaceState,
    NeighborFacts,
    Observation,
    PrefixCount,
    PrefixLimit,
    PrefixSent,
)

STATES: dict[str, FsmState] = {
    item: item  # type: ignore[misc]  # the Literal's own words
    for item in ("idle", "connect", "active", "opensent", "openconfirm", "established")
}
FAMILIES = {
    "ipv4-unicast": "ipv4Unicast",
    "ipv6-unicast": "ipv6Unicast",
    "evpn": "l2VpnEvpn",
    "l2vpn-evpn": "l2VpnEvpn",
    "l3vpn-ipv4-unicast": "ipv4Vpn",
    "l3vpn-ipv6-unicast": "ipv6Vpn",
    "ipv4-labeled-unicast": "ipv4LabeledUnicast",
    "ipv6-labeled-unicast": "ipv6LabeledUnicast",
    "l2vpn-vpls": "l2VpnVpls",
    "ipv4-multicast": "ipv4Multicast",
    "ipv6-multicast": "ipv6Multicast",
}


def family(text: str) -> str:
    """An AFI-SAFI name of any profile in FRR's spelling (`ipv4Unicast`)."""
    plain = text.rpartition(":")[2].lower().replace("_", "-")
    return FAMILIES.get(plain, plain)


class Told:
    """What one target has told so far: the last value of each leaf that matters, and whether the first are all told."""

    def __init__(self, node: str) -> None:
        self.node = node
        self.synced = False
        self.received_ns = 0
        self._values: dict[Any, Any] = {}
        self._notes: dict[Any, dict[str, Any]] = {}
        self._serial = 0

    def news(self, key: Any, value: Any) -> bool:
        """Whether this value differs from the last one told under a key."""
        if self._values.get(key, self) == value:
            return False
        self._values[key] = value
        return True

    def get(self, key: Any) -> Any:
        """The last value told under a key, None where there was none."""
        return self._values.get(key)

    def forget(self, key: Any) -> Any:
        """Drop a key, returning its last value."""
        return self._values.pop(key, None)

    def keys(self) -> list[Any]:
        """All keys with a value."""
        return list(self._values)

    def common(self, leaf: Leaf) -> dict[str, Any]:
        """The fields that every observation of a leaf has."""
        self._serial += 1
        return {
            "node": self.node,
            "source": "gnmi",
            "seen_ns": leaf.ns or self.received_ns,
            "received_ns": self.received_ns or leaf.ns,
            "raw": leaf.text()[:RAW_LIMIT],
            "precision_ns": 1_000_000,
            "origin": "gnmi",
            "seq": self._serial,
        }

    def sync(self) -> Iterator[Observation]:
        """The target says that its first values are all told."""
        if not self.synced:
            self.synced = True
            yield InitialSync(
                node=self.node,
                source="gnmi",
                seen_ns=self.received_ns,
                received_ns=self.received_ns,
                values=len(self._values),
            )

    def broken(self) -> None:
        """The stream was lost: what comes next is told anew."""
        self.synced = False

    def session(self, leaf: Leaf, vrf: str, neighbor: str, state: FsmState, since_ns: int | None) -> Iterator[BgpState]:
        """A session's state, where it is news."""
        key = ("state", vrf, neighbor)
        before = self.get(key)
        if not self.news(key, state):
            return
        left = before == "established" and state != "established"
        entered = state == "established"
        if self.synced and before is not None and not (left or entered):
            return
        yield BgpState(
            **self.common(leaf),
            neighbor=neighbor,
            vrf=vrf,
            state=state,
            kind="edge" if self.synced and (before is not None or entered) else "level",
            previous=before,
            since_ns=since_ns,
        )

    def interface(self, leaf: Leaf, name: str, up: bool, reason: str) -> Iterator[InterfaceState]:
        """An interface's state, where it is news."""
        key = ("interface", name)
        before = self.get(key)
        if self.news(key, up):
            yield InterfaceState(
                **self.common(leaf),
                interface=name,
                up=up,
                kind="edge" if self.synced and before is not None else "level",
                reason=reason,
                admin_down=True if "admin" in reason.lower() else None,
            )

    def gone(self, leaf: Leaf, vrf: str, neighbor: str) -> Iterator[BgpState]:
        """A neighbor was deleted: a loss, where it was established."""
        before = self.forget(("state", vrf, neighbor))
        if before == "established":
            yield BgpState(
                **self.common(leaf),
                neighbor=neighbor,
                vrf=vrf,
                state="down",
                kind="edge" if self.synced else "level",
                previous="established",
                reason="neighbor deleted",
            )

    def notification(
        self, leaf: Leaf, vrf: str, neighbor: str, direction: Literal["sent", "received"]
    ) -> Iterator[BgpNotification]:
        """Code, subcode and time come as leaves of their own; together, and newer than the sync, they are an event."""
        key = (vrf, neighbor, direction)
        notes = self._notes.setdefault(key, {})
        changed = notes.get(leaf.names[-1]) != leaf.value
        notes[leaf.names[-1]] = leaf.value
        code = codes(*(identity(notes.get(f"last-notification-error-{part}", "")) for part in ("code", "subcode")))
        if not changed or not self.synced or code is None or not leaf.names[-1].startswith("last-notification"):
            return
        at_ns = rfc3339_ns(notes.get("last-notification-time"))
        seen = self.common(leaf)
        if at_ns and abs(at_ns - seen["seen_ns"]) < 60 * SECOND_NS:
            seen["seen_ns"] = at_ns
        if self.news(("note", *key), (code, at_ns)):
            yield BgpNotification(
                **seen, neighbor=neighbor, vrf=vrf, direction=direction, code=code[0], subcode=code[1]
            )

    def count(self, leaf: Leaf, vrf: str, neighbor: str, afi: str) -> Iterator[PrefixCount]:
        """Prefixes received, where the number is news."""
        received = number(leaf.value)
        if received is not None and self.news(("count", vrf, neighbor, afi), received):
            yield PrefixCount(**self.common(leaf), neighbor=neighbor, vrf=vrf, afi=family(afi), received=received)

    def sent(self, leaf: Leaf, vrf: str, neighbor: str, afi: str) -> Iterator[PrefixSent]:
        """Prefixes sent, where the number is news."""
        sent = number(leaf.value)
        if sent is not None and self.news(("sent", vrf, neighbor, afi), sent):
            yield PrefixSent(**self.common(leaf), neighbor=neighbor, vrf=vrf, afi=family(afi), sent=sent)

    def limit(self, leaf: Leaf, vrf: str, neighbor: str, afi: str) -> Iterator[PrefixLimit]:
        """A prefix limit that is exceeded now and was not before."""
        news = self.news(("limit", vrf, neighbor, afi), leaf.value)
        if news and leaf.value in (True, "true") and self.synced:
            yield PrefixLimit(**self.common(leaf), neighbor=neighbor, vrf=vrf, level="exceeded", afi=family(afi))

    def bfd(self, leaf: Leaf, vrf: str) -> Iterator[BfdState]:
        """BFD sessions are known by a discriminator; the address is a leaf beside the state."""
        discriminator = leaf.key("peer", "local-discriminator")
        if leaf.names[-1] == "remote-address":
            self.news(("bfd-peer", discriminator), str(leaf.value))
        elif leaf.names[-1] == "session-state" and self.news(("bfd", discriminator), leaf.value) and self.synced:
            remote = self.get(("bfd-peer", discriminator))
            if remote:
                up = identity(leaf.value).upper() == "UP"
                yield BfdState(**self.common(leaf), neighbor=neighbor_name(remote), vrf=vrf, up=up)

    def facts(self, leaf: Leaf, vrf: str, neighbor: str, key: str, **facts: Any) -> Iterator[NeighborFacts]:
        """What a target says of a session besides its state, where it is news."""
        if self.news(("fact", vrf, neighbor, key), facts.get("afis", leaf.value)):
            yield NeighborFacts(**self.common(leaf), neighbor=neighbor, vrf=vrf, **facts)


def number(value: Any) -> int | None:
    """A counter, as number or as text; None for anything else."""
    try:
        return int(value)
    except (TypeError, ValueError):
        return None
