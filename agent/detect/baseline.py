"""Which sessions were up in a lab's quiet minutes, and which of them never come back after it was deployed anew. Pure.

A loss that was seen is an incident; a session that was up in the lab's last life and does not come up in this one was
lost by nobody's word. It is worth a note, once.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from agent.detect.incident import Note
from clab.units import SECOND_NS
from collectors.observations import BgpState, NodeEvent, Observation

STABLE_NS = 60 * SECOND_NS
"""A session that is up for so long belongs to how the lab is meant to be."""

WAIT_NS = 120 * SECOND_NS
"""A session that is not up so long after the lab's (or its node's) start is missed."""

SessionView = tuple[str, str, str]
"""Node, neighbor, VRF."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A session that was up and stable, as one end names it; `peer` is the node at the other end where it is known."""

    node: str
    neighbor: str
    vrf: str = "default"
    peer: str | None = None

    @property
    def view(self) -> SessionView:
        """What it is known by."""
        return self.node, self.neighbor, self.vrf


@dataclass(slots=True)
class Baseline:
    """Learns while sessions are stable; `owner` tells which node an address belongs to."""

    begun_ns: int
    owner: Callable[[str], str | None] = lambda address: None
    expected: dict[SessionView, Expected] = field(default_factory=dict)
    _up_ns: dict[SessionView, int] = field(default_factory=dict)
    _been_up: dict[SessionView, None] = field(default_factory=dict)
    _heard: dict[str, None] = field(default_factory=dict)
    _missed: dict[SessionView, None] = field(default_factory=dict)
    _ended: dict[str, None] = field(default_factory=dict)

    def take(self, observations: Iterable[Observation], now_ns: int) -> None:
        """What was seen by `now_ns`."""
        for seen in observations:
            match seen:
                case BgpState():
                    self._state(seen, now_ns)
                case NodeEvent(event="die" | "stop" | "destroy"):
                    self._ended[seen.node] = None
                case NodeEvent(event="start"):
                    self._ended.pop(seen.node, None)
                case _:
                    pass

    def begin_again(self, now_ns: int) -> None:
        """The whole lab was stopped: what was up before is expected in the life that comes."""
        self.begun_ns = now_ns
        for told in (self._up_ns, self._been_up, self._missed):
            told.clear()

    def _state(self, seen: BgpState, now_ns: int) -> None:
        view = (seen.node, seen.neighbor, seen.vrf)
        self._heard[seen.node] = None
        if seen.state != "established":
            self._up_ns.pop(view, None)
            return
        self._up_ns.setdefault(view, now_ns)
        self._been_up[view] = None
        self._missed.pop(view, None)

    def notes(self, now_ns: int) -> list[Note]:
        """What is missed as of now and was not told yet; sessions that are stable are learned."""
        for view, since_ns in self._up_ns.items():
            if view not in self.expected and now_ns - since_ns >= STABLE_NS:
                self.expected[view] = Expected(*view, peer=self.owner(view[1]))
        if now_ns - self.begun_ns < WAIT_NS:
            return []
        missed = [each for each in self.expected.values() if self._is_missed(each)]
        self._missed.update(dict.fromkeys(each.view for each in missed))
        pairs: dict[frozenset[str], list[Expected]] = {}
        for item in missed:
            pairs.setdefault(frozenset((item.node, item.peer or item.neighbor)), []).append(item)
        if len(pairs) > 1 and len(missed) == len(self.expected):
            text = f"none of the sessions that were up before ({len(pairs)}) has come up in this life of the lab"
            return [Note(now_ns, None, text, "never_up")]
        return [_note(pair, now_ns) for pair in pairs.values()]

    def _is_missed(self, each: Expected) -> bool:
        """Its node runs and speaks, and the session has not been up since the lab began."""
        ran = each.node in self._heard and each.node not in self._ended
        return ran and each.view not in self._been_up and each.view not in self._missed

    def to_json(self) -> list[dict[str, Any]]:
        """What is expected, to be kept for the lab's next life."""
        rows = sorted(self.expected.values(), key=lambda item: item.view)
        return [{"node": e.node, "neighbor": e.neighbor, "vrf": e.vrf, "peer": e.peer} for e in rows]

    def recall(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Take what was expected in the lab's last life."""
        for row in rows:
            words = [row.get(key) for key in ("node", "neighbor", "vrf")]
            if all(isinstance(word, str) for word in words):
                known = Expected(str(words[0]), str(words[1]), str(words[2]))
                peer = row.get("peer")
                self.expected[known.view] = replace(known, peer=peer if isinstance(peer, str) else None)


def _note(ends: list[Expected], now_ns: int) -> Note:
    first = ends[0]
    between = f"{first.node} and {first.peer}" if first.peer else first.node
    named = ", ".join(f"{end.node} neighbor {end.neighbor}" for end in ends)
    text = f"the session between {between} ({named}) was up before and has not come up in this life of the lab"
    return Note(now_ns, first.node, text, "never_up")
