"""The embedded lab: four SR Linux-like routers in a diamond, played by a story with its own clock.

A transit link between srl1 and srl3 fails and BGP is back after 66 seconds, while on srl2 an unrelated neighbor runs
into its prefix limit and is torn down. The story runs faster than the wall clock; its time reaches the agent only as
the devices' stamps and as the clock that is injected into it. Nothing outside `clab.demo` knows that it is a demo.
"""

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from clab.demo.target import Elems, Target
from clab.units import SECOND_NS

SPEED = 8
LINKS = (
    ("srl1:ethernet-1/1", "srl2:ethernet-1/1"),
    ("srl1:ethernet-1/2", "srl3:ethernet-1/1"),
    ("srl2:ethernet-1/2", "srl4:ethernet-1/1"),
    ("srl3:ethernet-1/2", "srl4:ethernet-1/2"),
)
NODES = ("srl1", "srl2", "srl3", "srl4")
CUSTOMER = "203.0.113.2"


@dataclass(frozen=True, slots=True)
class StorySession:
    """One session of the story: two ends with their addresses; an outside peer has no node."""

    a: str
    address_a: str
    b: str | None
    address_b: str
    families: tuple[str, ...]

    def ends(self) -> list[tuple[str, str, str]]:
        """(node, its own address, its neighbor's) of each end in the lab."""
        own = [(self.a, self.address_a, self.address_b)]
        return own + ([(self.b, self.address_b, self.address_a)] if self.b else [])


def _sessions() -> list[StorySession]:
    found = []
    for number, (one, other) in enumerate(LINKS, 1):
        a, b = one.split(":")[0], other.split(":")[0]
        found.append(StorySession(a, f"10.0.{number}.0", b, f"10.0.{number}.1", ("ipv4-unicast", "evpn")))
        found.append(StorySession(a, f"fd00:{number}::", b, f"fd00:{number}::1", ("ipv6-unicast",)))
    found.append(StorySession("srl2", "203.0.113.1", None, CUSTOMER, ("ipv4-unicast",)))
    return found


SESSIONS = _sessions()
TRANSIT = [item for item in SESSIONS if {item.a, item.b} == {"srl1", "srl3"}]


class StoryClock:
    """Story time: it starts at a full minute of today and runs `SPEED` times as fast as the wall clock."""

    def __init__(self, start: datetime, speed: int = SPEED) -> None:
        self.start_ns = int(start.timestamp()) * SECOND_NS
        self.speed = speed
        self._begun = time.monotonic_ns()

    def __call__(self) -> int:
        """Now, in nanoseconds since the epoch."""
        return self.start_ns + (time.monotonic_ns() - self._begun) * self.speed

    def wait_until(self, story_ns: int, stop: threading.Event) -> bool:
        """Wait for a moment of the story; True when stopped before."""
        return stop.wait(max(0.0, (story_ns - self()) / SECOND_NS / self.speed))


class EmbeddedLab:
    """The running lab: a gNMI target and a log per router; a context manager."""

    def __init__(self, folder: Path, clock: StoryClock) -> None:
        self.folder, self.clock = folder, clock
        self.targets = {name: Target(name, clock) for name in NODES}
        self._stack = ExitStack()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._play, name="story", daemon=True)
        self._sequence = 0
        self.over = threading.Event()

    def __enter__(self) -> "EmbeddedLab":
        for name, target in self.targets.items():
            (self.folder / name).mkdir(parents=True, exist_ok=True)
            self.log_path(name).touch()
            self._stack.enter_context(target)
        self._establish()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(5)
        self._stack.close()

    def log_path(self, node: str) -> Path:
        """Where a router writes its log."""
        return self.folder / node / "messages.log"

    def play(self) -> None:
        """Begin the story."""
        self._thread.start()

    def topology(self) -> str:
        """The lab as a containerlab topology."""
        nodes = "".join(f"    {name}: {{kind: nokia_srlinux}}\n" for name in NODES)
        links = "".join(f'    - endpoints: ["{a}", "{b}"]\n' for a, b in LINKS)
        return f"name: demo\ntopology:\n  nodes:\n{nodes}  links:\n{links}"

    def addresses(self, node: str) -> list[str]:
        """A router's own addresses."""
        return [own for session in SESSIONS for name, own, _ in session.ends() if name == node]

    def _establish(self) -> None:
        at_ns = self.clock.start_ns - 3600 * SECOND_NS
        for one, other in LINKS:
            for end in (one, other):
                self._interface(end, "up", at_ns)
        for session in SESSIONS:
            for node, own, peer in session.ends():
                tree = self.targets[node].tree
                self._state(node, peer, "established", at_ns)
                tree.set((*neighbor(peer), ("transport", ()), ("local-address", ())), own, at_ns)
                for family in session.families:
                    key = (("afi-safi-name", family),)
                    tree.set((*neighbor(peer), ("afi-safi", key), ("received-routes", ())), 12, at_ns)

    def _state(self, node: str, peer: str, state: str, at_ns: int) -> None:
        self.targets[node].tree.set((*neighbor(peer), ("session-state", ())), state, at_ns)

    def _interface(self, end: str, state: str, at_ns: int, reason: str = "") -> None:
        node, name = end.split(":")
        branch: Elems = (("srl_nokia-interfaces:interface", (("name", name),)),)
        if reason:
            self.targets[node].tree.set((*branch, ("oper-down-reason", ())), reason, at_ns)
        self.targets[node].tree.set((*branch, ("oper-state", ())), state, at_ns)

    def _log(self, node: str, app: str, severity: str, text: str, at_ns: int) -> None:
        self._sequence += 1
        when = datetime.fromtimestamp(at_ns // SECOND_NS, UTC).strftime("%Y-%m-%dT%H:%M:%S")
        subsystem = {"sr_bgp_mgr": "bgp", "sr_chassis_mgr": "chassis"}[app]
        stamp = f"{when}.{at_ns % SECOND_NS // 1000:06d}+00:00"
        head = f"{stamp} {node} {app}: {subsystem}|1894|1965|{self._sequence:05d}|{severity}:"
        with self.log_path(node).open("a") as file:
            file.write(f"{head} {text}\n")

    def _play(self) -> None:
        """The story, act by act, each at its moment."""
        start = self.clock.start_ns
        acts: list[tuple[float, Callable[[int], None]]] = [
            (20.0, self._link_fails),
            (41.5, self._limit),
            (85.9, self._link_returns),
            (86.0, self._sessions_return),
        ]
        for second, act in acts:
            at_ns = start + int(second * SECOND_NS)
            if self.clock.wait_until(at_ns, self._stop):
                return
            act(at_ns)
        self.over.set()

    def _link_fails(self, at_ns: int) -> None:
        one, other = LINKS[1]
        for end, reason in ((one, "port-admin-disabled"), (other, "lower-layer-down")):
            node, name = end.split(":")
            self._interface(end, "down", at_ns - 2_000_000, reason)
            text = f"Interface {name} is now down for reason: {reason}"
            self._log(node, "sr_chassis_mgr", "W", text, at_ns - 2_000_000)
        for each in TRANSIT:
            for late_ns, (node, _, peer) in zip((0, 3_000_000), each.ends(), strict=True):
                self._lose(node, peer, "INTERFACE DOWN", at_ns + late_ns)

    def _lose(self, node: str, peer: str, event: str, at_ns: int) -> None:
        self._state(node, peer, "idle", at_ns)
        where = f"In network-instance default, the BGP session with VR default (1): Group fabric: Peer {peer}"
        text = f"{where} moved from higher state ESTABLISHED to lower state IDLE due to event {event}"
        self._log(node, "sr_bgp_mgr", "W", text, at_ns)

    def _limit(self, at_ns: int) -> None:
        tree, peer = self.targets["srl2"].tree, neighbor(CUSTOMER)
        family = (("afi-safi", (("afi-safi-name", "ipv4-unicast"),)),)
        tree.set((*peer, *family, ("received-routes", ())), 101, at_ns - 4_000_000)
        limit = (("ipv4-unicast", ()), ("prefix-limit-received", ()), ("prefix-limit-exceeded", ()))
        tree.set((*peer, *family, *limit), True, at_ns - 3_000_000)
        sent = (*peer, ("sent-messages", ()))
        stamp = datetime.fromtimestamp(at_ns / SECOND_NS, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        tree.set((*sent, ("last-notification-error-code", ())), "Cease", at_ns - 1_000_000)
        subcode = "Maximum Number of Prefixes Reached"
        tree.set((*sent, ("last-notification-error-subcode", ())), subcode, at_ns - 1_000_000)
        tree.set((*sent, ("last-notification-time", ())), stamp, at_ns - 1_000_000)
        self._lose("srl2", CUSTOMER, "MAX PREFIX EXCEED", at_ns)

    def _link_returns(self, at_ns: int) -> None:
        for end in LINKS[1]:
            node, name = end.split(":")
            self._interface(end, "up", at_ns)
            self._log(node, "sr_chassis_mgr", "N", f"Interface {name} is now up", at_ns)

    def _sessions_return(self, at_ns: int) -> None:
        for early_ns, each in zip((1_000_000, 0), TRANSIT, strict=True):
            for sooner_ns, (node, _, peer) in zip((4_000_000, 0), each.ends(), strict=True):
                when_ns = at_ns - early_ns - sooner_ns
                self._state(node, peer, "established", when_ns)
                where = f"In network-instance default, the BGP session with VR default (1): Group fabric: Peer {peer}"
                self._log(node, "sr_bgp_mgr", "N", f"{where} moved into the ESTABLISHED state", when_ns)


def neighbor(peer: str) -> Elems:
    """The path of a neighbor, with module prefixes where SR Linux puts them."""
    return (
        ("srl_nokia-network-instance:network-instance", (("name", "default"),)),
        ("protocols", ()),
        ("srl_nokia-bgp:bgp", ()),
        ("neighbor", (("peer-address", peer),)),
    )
