"""Each router's own view of its BGP neighbors, since when each is up, and what it said of the others. Pure.

State comes from whatever tells it first: a log line, a stream, a poll. A poll that no longer lists a neighbor ends it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from agent.detect.name_resolver import NameResolver
from clab.units import SECOND_NS
from collectors.observations import (
    AuthenticationFailure,
    BgpNotification,
    BgpState,
    FsmState,
    Gap,
    InitialSync,
    NeighborFacts,
    NodeEvent,
    Observation,
    Poll,
)

GONE_POLLS = 4
"""A neighbor that so many polls did not list is not configured any more."""

NEWER_NS = 3 * SECOND_NS // 2
"""A router tells its uptime in whole seconds: a beginning is other than the known one where it is so much later."""

_PAUSED = re.compile(r"\((Admin|PfxCt)\)")

View = tuple[str, str, str]
"""Node, neighbor, VRF."""


@dataclass(slots=True)
class Neighbor:
    """One router's view of one session. `held` is the router's own word for a session that it keeps down by setting
    (`Admin`) or by a limit (`PfxCt`); `been_up` is None where nothing tells whether it was up before; times are ours,
    nanoseconds since the epoch."""

    node: str
    neighbor: str
    vrf: str = "default"
    state: FsmState | None = None
    up_since_ns: int | None = None
    been_up: bool | None = None
    held: str = ""
    reason: str = ""
    down_since_ns: int | None = None
    unlisted: int = 0
    facts: NeighborFacts | None = None
    notification: BgpNotification | None = None

    @property
    def view(self) -> View:
        """What it is known by."""
        return self.node, self.neighbor, self.vrf


@dataclass(slots=True)
class Neighbors:
    """All views of a lab. `answers` is whether a node's last poll was answered, with the error where it was not."""

    directory: NameResolver
    views: dict[View, Neighbor] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    refused_keys: dict[tuple[str, str | None], AuthenticationFailure] = field(default_factory=dict)
    changed_ns: int = 0

    def observe(self, observations: Iterable[Observation], now_ns: int) -> None:
        """What was seen by `now_ns`."""
        for seen in observations:
            match seen:
                case BgpState():
                    self._state(seen, now_ns)
                case NeighborFacts():
                    self._facts(seen)
                case BgpNotification():
                    self._known(seen.node, seen.neighbor, seen.vrf, now_ns).notification = seen
                case AuthenticationFailure():
                    self.refused_keys[(seen.node, seen.neighbor)] = seen
                case Poll():
                    self._poll(seen)
                case InitialSync():
                    self.answers[seen.node] = ""
                case Gap(source="gnmi", to_ns=None):
                    self.answers[seen.node] = seen.reason
                case NodeEvent(event="die" | "stop" | "destroy" | "pause"):
                    self.forget(seen.node)
                case _:
                    pass

    def forget(self, node: str) -> None:
        """What a node said holds no more: it ended, or was frozen."""
        self.answers.pop(node, None)
        for view in [item for item in self.views if item[0] == node]:
            del self.views[view]

    def answered(self, node: str) -> bool:
        """Whether a node told its state, and still does."""
        return self.answers.get(node) == ""

    def _known(self, node: str, neighbor: str, vrf: str, now_ns: int) -> Neighbor:
        view = (node, neighbor, vrf)
        if view not in self.views:
            self.views[view] = Neighbor(node, neighbor, vrf)
            self.changed_ns = now_ns
        return self.views[view]

    def _state(self, seen: BgpState, now_ns: int) -> None:
        known = self._known(seen.node, seen.neighbor, seen.vrf, now_ns)
        self.directory.called(seen.node, seen.neighbor, seen.peer_host)
        if seen.source == "gnmi":
            self.answers.setdefault(seen.node, "")
        if seen.source == "snapshot":
            known.unlisted = 0
            held = _PAUSED.search(seen.raw)
            known.held = held[1] if held else ""
        if seen.state == "established":
            _up(known, seen, now_ns)
        else:
            if known.state == "established":
                known.down_since_ns, known.up_since_ns = now_ns, None
            known.reason = seen.reason or known.reason
            _down(known, seen)
        known.state = seen.state

    def _facts(self, seen: NeighborFacts) -> None:
        known = self.views.get((seen.node, seen.neighbor, seen.vrf))
        if known is not None and (known.facts is None or seen.authentication is not None):
            known.facts = seen
        if seen.local_address:
            self.directory.owns(seen.node, seen.local_address)
        if seen.local_host:
            self.directory.is_host(seen.node, seen.local_host)
        self.directory.called(seen.node, seen.neighbor, seen.peer_host)

    def _poll(self, seen: Poll) -> None:
        self.answers[seen.node] = "" if seen.ok else _unanswered(seen.error)
        for item in [view for view in self.views.values() if view.node == seen.node] if seen.ok else ():
            item.unlisted += 1
            if item.unlisted > GONE_POLLS:
                del self.views[item.view]


def _unanswered(error: str) -> str:
    """Why a poll was not answered; a daemon that accepts no more, or is silent, hangs."""
    silent = error.startswith(("TimeoutError", "BlockingIOError"))
    return "its daemon hangs: it takes questions and gives no answer" if silent else error or "no answer"


def _down(known: Neighbor, seen: BgpState) -> None:
    """It is not established: whether it was before, and since when it is not, by the router's own count and word."""
    if seen.flaps is None or known.been_up:
        return
    known.been_up = seen.flaps > 0
    if known.been_up and known.down_since_ns is None:
        known.down_since_ns = seen.since_ns


def _up(known: Neighbor, seen: BgpState, now_ns: int) -> None:
    """It is established: since when, by the router's own word where it has one."""
    since_ns = seen.since_ns if seen.since_ns is not None else seen.seen_ns if seen.kind == "edge" else now_ns
    since_ns = min(since_ns, now_ns)
    if known.up_since_ns is None or since_ns - known.up_since_ns > NEWER_NS:
        known.up_since_ns = since_ns
    known.been_up, known.down_since_ns, known.reason, known.held = True, None, "", ""
