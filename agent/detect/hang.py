"""Who was silent while a node's sessions timed out: the whole node, or one daemon beside its siblings. Pure."""

from dataclasses import dataclass

from agent.detect.diagnosis import DiagnosisContext, once
from agent.detect.evidence import EvidenceIndex
from clab.units import SECOND_NS
from collectors.observations import (
    IgpAdjacency,
    InterfaceState,
    NodeEvent,
    Poll,
    ProcessEvent,
    Seen,
)

LATE_NS = 1 * SECOND_NS
ANSWER_NS = 10 * SECOND_NS
"""A poll that was asked so long before may have waited until then."""

WAKE_NS = 2 * SECOND_NS
"""Daemons that were frozen together say so within this time."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A time in which a node's BGP daemon said nothing, from a loss on.

    `late` are its own words that it was frozen, `daemons` which daemons said so. `siblings` are what other daemons of
    the node wrote meanwhile. `unanswered` are polls of it that failed. `alone`: no daemon but BGP's said that it was
    late. `runtime_watched`: a pause of the node would have been seen; `paused`: it was.
    """

    from_ns: int
    to_ns: int
    late: tuple[ProcessEvent, ...]
    daemons: frozenset[str]
    siblings: tuple[Seen, ...]
    unanswered: tuple[Poll, ...]
    alone: bool
    runtime_watched: bool
    paused: bool


@once
def silence(case: DiagnosisContext, node: str) -> Silence | None:
    """How a node was silent while this session was lost by its peer's timer; None where it was not. By then it had been
    silent for most of the hold time: all but the last keepalive's interval, which is a third of it."""
    scene, to_ns = case.scene, case.loss.restored_ns or case.scene.now_ns
    late = _late(case, node, to_ns)
    first = next((edge for edge in case.loss.downs if edge.view[0] != node), None)
    own = case.downs(node)
    if first is None or (own and own[0].at_ns < first.at_ns + LATE_NS and not late):
        return None
    woke_ns = scene.at(late[0]) if late else own[0].at_ns if own else to_ns
    if woke_ns < first.at_ns - case.hold_ns:
        return None
    from_ns, still_ns = first.at_ns - case.hold_ns // 2, first.at_ns - case.hold_ns // 3
    asked = scene.of_node(Poll, node, still_ns - ANSWER_NS, woke_ns)
    polls = [item for item in asked if item.command.startswith("bgp") and _ended(scene, item) >= still_ns]
    unanswered = tuple(poll for poll in polls if not poll.ok)
    if any(each.ok for each in polls if still_ns < _ended(scene, each) < woke_ns - SECOND_NS) or not (
        late or unanswered or _all_timed_out(case, node)
    ):
        return None
    daemons = frozenset(each.process for each in late)
    return Silence(
        from_ns=from_ns,
        to_ns=woke_ns,
        late=late,
        daemons=daemons,
        siblings=_siblings(scene, node, from_ns, woke_ns - SECOND_NS // 10),
        unanswered=unanswered,
        alone=len(daemons) < 2,
        runtime_watched=_is_watched(scene, node),
        paused=_is_paused(scene, node, from_ns, woke_ns + SECOND_NS),
    )


def _ended(scene: EvidenceIndex, poll: Poll) -> int:
    """When a poll was over: one that waits for a frozen daemon is answered when it wakes."""
    return scene.at(poll) + poll.took_ns


def _late(case: DiagnosisContext, node: str, to_ns: int) -> tuple[ProcessEvent, ...]:
    """The node's daemons' own words that their timers came late, at one waking."""
    events = case.scene.of_node(ProcessEvent, node, case.lost_ns - 5 * SECOND_NS, to_ns + 5 * SECOND_NS)
    late = [event for event in events if event.event == "starved"]
    return tuple(item for item in late if case.scene.at(item) <= case.scene.at(late[0]) + WAKE_NS)


def _all_timed_out(case: DiagnosisContext, node: str) -> bool:
    """All sessions of the node, two at least, ended by its peers' timers, and it wrote of none."""
    together = case.related(node, case.hold_ns)
    if len({each.peering.other(node) for each in together}) < 2:
        return False
    if {each.peering.id for each in together} != {peering.id for peering in case.peerings_of(node)}:
        return False
    cases = [DiagnosisContext(item.peering, item.loss, case.scene) for item in together]
    return all(each.teardown_kind == "timer" and not each.downs(node) for each in cases)


def _siblings(scene: EvidenceIndex, node: str, from_ns: int, to_ns: int) -> tuple[Seen, ...]:
    """What shows that other daemons of the node went on: their lines, and adjacencies that came up at it."""
    found: list[Seen] = [
        item
        for item in scene.of_node(ProcessEvent, node, from_ns, to_ns)
        if item.event != "starved" and not item.process.startswith("bgp")
    ]
    found += scene.of_node(IgpAdjacency, node, from_ns, to_ns)
    found += [
        each for each in scene.of_node(Poll, node, from_ns, to_ns) if each.ok and not each.command.startswith("bgp")
    ]
    return tuple(sorted(found, key=scene.at))


def _is_watched(scene: EvidenceIndex, node: str) -> bool:
    """Whether the node's runtime is watched at all."""
    if scene.of_node(NodeEvent, node, 0, scene.now_ns):
        return True
    states = scene.of_node(InterfaceState, node, 0, scene.now_ns)
    return any(state.source == "runtime" for state in states)


def _is_paused(scene: EvidenceIndex, node: str, from_ns: int, to_ns: int) -> bool:
    """Whether the runtime had frozen the node at some time of it."""
    events = [item for item in scene.of_node(NodeEvent, node, 0, to_ns) if item.event in ("pause", "unpause")]
    return any(event.event == "pause" and _ends(scene, events, event) > from_ns for event in events)


def _ends(scene: EvidenceIndex, events: list[NodeEvent], pause: NodeEvent) -> int:
    later = [scene.at(event) for event in events if event.event == "unpause" and scene.at(event) > scene.at(pause)]
    return later[0] if later else scene.now_ns
