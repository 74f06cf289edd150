"""A node stood still: it neither spoke nor closed, and speaks of its losses only when it runs again."""

from collections.abc import Sequence

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, Rule
from agent.detect.hang import silence
from agent.detect.igp import far_end
from agent.detect.standstill import stood_still
from clab.units import SECOND_NS
from collectors.observations import IgpAdjacency, NodeEvent, Poll, ProcessEvent, Seen

LATE_NS = 1 * SECOND_NS


def diagnose(case: DiagnosisContext) -> Diagnosis | None:
    """Proved by a pause, or by the node's own late Downs with starvation; likely by its silence alone."""
    if case.teardown_kind in ("interface", "closed") or (case.teardown_kind == "told" and not case.notification(5)):
        return None
    for node in case.peering.nodes:
        diagnosis = _paused(case, node) or (None if _one_daemon(case, node) else _starved(case, node))
        if diagnosis:
            return diagnosis
    if stood_still(case.scene, case.lost_ns - case.hold_ns, case.lost_ns + SECOND_NS):
        return None
    return next(filter(None, (_likely(case, n) for n in case.peering.nodes if not _one_daemon(case, n))), None)


def _one_daemon(case: DiagnosisContext, node: str) -> bool:
    """Whether it may have been one daemon of it that stood still: a sibling went on, or the runtime that is watched
    knows of no pause."""
    found = silence(case, node)
    return found is not None and not found.paused and bool(found.siblings or (found.alone and found.runtime_watched))


def _claim(
    case: DiagnosisContext, node: str, evidence: Sequence[Seen], started_ns: int, *, proved: bool, planned: bool
) -> Diagnosis:
    return Diagnosis(
        type="node_hang",
        certainty="proved" if proved else "likely",
        key=("node_hang", node),
        subject=node,
        nodes=(node,),
        evidence=tuple(evidence),
        started_ns=min(started_ns, case.lost_ns),
        spread_ns=200 * SECOND_NS,
        planned=planned,
    )


def _paused(case: DiagnosisContext, node: str) -> Diagnosis | None:
    """The runtime froze the node before the loss, and it was frozen still, or just woken."""
    scene = case.scene
    events = scene.of_node(NodeEvent, node, case.lost_ns - case.hold_ns - 600 * SECOND_NS, scene.now_ns)
    pauses = [event for event in events if event.event == "pause" and scene.at(event) <= case.lost_ns]
    if not pauses:
        return None
    paused = pauses[-1]
    wakes = [item for item in events if item.event == "unpause" and scene.at(item) > scene.at(paused)]
    if wakes and scene.at(wakes[0]) < case.lost_ns - 5 * SECOND_NS:
        return None
    return _claim(case, node, [paused, *wakes[:1]], scene.at(paused), proved=True, planned=True)


def _starved(case: DiagnosisContext, node: str) -> Diagnosis | None:
    """Several of the node's daemons say that they were late, after a silence that holds the peers' losses; one alone
    may have stood still by itself."""
    scene = case.scene
    until = case.loss.restored_ns or scene.now_ns
    late = [
        item
        for item in scene.of_node(ProcessEvent, node, case.lost_ns - 5 * SECOND_NS, until + 5 * SECOND_NS)
        if item.event == "starved"
    ]
    for woke in late:
        woke_ns = scene.at(woke)
        others = [edge for edge in case.loss.downs if edge.view[0] != node]
        own = [edge for edge in case.downs(node) if woke_ns - SECOND_NS // 10 <= edge.at_ns <= woke_ns + 2 * SECOND_NS]
        before = [edge for edge in others if edge.at_ns < woke_ns - LATE_NS]
        silent = not scene.has_log_line(node, min(case.lost_ns, woke_ns - 2 * SECOND_NS), woke_ns - SECOND_NS // 10)
        if silent and (before or (own and woke_ns - case.lost_ns < 2 * SECOND_NS and not others)):
            evidence = [*(edge.seen for edge in before[:1]), woke, *(edge.seen for edge in own[:1])]
            if len({each.process for each in late}) > 1:
                return _claim(case, node, evidence, case.lost_ns, proved=True, planned=False)
    return None


def _igp_too(case: DiagnosisContext, node: str, first_ns: int) -> bool:
    """Whether neighbors lost the IGP adjacency with the node by their timers as well: more than its BGP was silent."""
    lines = case.scene.all_of(IgpAdjacency, first_ns - case.hold_ns, first_ns + case.hold_ns)
    return any(line.hold_expired and far_end(case.scene, line) == node for line in lines)


def _likely(case: DiagnosisContext, node: str) -> Diagnosis | None:
    """All its sessions end by the peers' hold timers, and its adjacencies by the neighbors' timers, while its sources
    are silent but not closed."""
    scene = case.scene
    if case.downs(node) or not case.notification(4) or not scene.has_log(node):
        return None
    together = case.related(node, case.hold_ns)
    if len({each.peering.other(node) for each in together}) < 2:
        return None
    if {each.peering.id for each in together} != {peering.id for peering in case.peerings_of(node)}:
        return None
    first = min(each.loss.lost_ns for each in together)
    back = case.loss.restored_ns or scene.now_ns
    polls = [item for item in scene.of_node(Poll, node, first, back) if item.ok]
    wrote = scene.has_log_line(node, first - SECOND_NS, min(back, case.lost_ns + 5 * SECOND_NS) - SECOND_NS // 2)
    if wrote or polls or not _igp_too(case, node, first):
        return None
    evidence = [edge.seen for each in together for edge in each.loss.downs[:1]]
    return _claim(case, node, evidence, first, proved=False, planned=False)


RULE = Rule(
    "node_hang",
    rank=20,
    diagnose=diagnose,
    text=CauseText(
        titles=("a node that stood still", "a frozen node", "a paused node"),
        clauses=("{where} stood still",),
        meaning="it answered nothing until it ran again, and its peers' timers ran out",
        advice="Look at {where}: its console, its uptime, and what its host did to it",
        reference="docker events: pause, unpause; RFC 4271 section 6.5",
        mistaken_for=("process_hang", "host_stall", "node_down"),
        planned_by=PlannedBy(actions=frozenset(("node_pause",)), scope="node", slow=True),
    ),
)
