"""A node was stopped, or died."""

from collections.abc import Sequence

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, Losses, Rule
from agent.detect.evidence import EvidenceIndex
from agent.detect.peerings import Peering
from clab.units import SECOND_NS
from collectors.observations import NodeEvent, Seen

ENDINGS = ("die", "stop", "destroy")
DEADLY = (2, 3, 6, 9, 15)
"""Signals by which a container is ended (INT, QUIT, ABRT, KILL, TERM)."""


UNSEEN_NS = 300 * SECOND_NS
"""A session of a restarted node may be seen down by a poll only when the node answers again."""


def endings(scene: EvidenceIndex, node: str, from_ns: int, to_ns: int) -> list[NodeEvent]:
    """What the runtime says of a node's end in a time: deaths, and the deadly signals before them."""
    events = scene.of_node(NodeEvent, node, from_ns, to_ns)
    return [event for event in events if event.event in ENDINGS or (event.event == "kill" and event.signal in DEADLY)]


def diagnose(case: DiagnosisContext) -> Diagnosis | None:
    """Proved by the runtime; likely when all its peers see it close at once and its own log falls silent."""
    back_ns = case.hold_ns if case.teardown_kind in ("timer", "unsaid") else 12 * SECOND_NS
    if case.loss.downs[0].inferred:  # only a poll found it, when it was long lost
        back_ns = max(back_ns, UNSEEN_NS)
    for node in case.peering.nodes:
        from_ns = max(case.lost_ns - back_ns, case.came_back_ns - SECOND_NS)
        ends = endings(case.scene, node, from_ns, case.lost_ns + 12 * SECOND_NS)
        died = [end for end in ends if end.event in ENDINGS and case.scene.at(end) <= case.lost_ns + 12 * SECOND_NS]
        started = case.scene.at(ends[0]) if ends else 0
        if died and started <= case.lost_ns + 2 * SECOND_NS:
            return _claim(case, node, ends, proved=True)
    return next(filter(None, (_likely(case, node) for node in case.peering.nodes)), None)


def _claim(case: DiagnosisContext, node: str, evidence: Sequence[Seen], *, proved: bool) -> Diagnosis:
    started = min(case.lost_ns, *(case.scene.at(item) for item in evidence))
    return Diagnosis(
        type="node_down",
        certainty="proved" if proved else "likely",
        key=("node_down", node),
        subject=node,
        nodes=(node,),
        evidence=tuple(evidence),
        started_ns=started,
        spread_ns=200 * SECOND_NS,
        planned=any(isinstance(each, NodeEvent) and each.event in ("kill", "stop") for each in evidence),
    )


def _likely(case: DiagnosisContext, node: str) -> Diagnosis | None:
    """All its sessions end at once, by the peers' words alone, and the node's own log says nothing until it is back."""
    if case.downs(node) or case.teardown_kind not in ("closed", "interface") or not case.scene.has_log(node):
        return None
    together = case.related(node, 2 * SECOND_NS)
    peers = {item.peering.other(node) for item in together}
    every = {peering.id for peering in case.peerings_of(node)}
    if len(peers) < 2 or {each.peering.id for each in together} != every:
        return None
    if any(edge.view[0] == node for each in together for edge in each.loss.downs):
        return None
    last = max(each.loss.lost_ns for each in together)
    back = min((each.loss.restored_ns for each in together if each.loss.restored_ns), default=case.scene.now_ns)
    word = case.scene.next_log_line(node, case.lost_ns - SECOND_NS // 10)
    if word is not None and word < min(last + 2 * SECOND_NS, back):
        return None
    return _claim(case, node, [edge.seen for each in together for edge in each.loss.downs[:1]], proved=False)


def _is_of_lab(scene: EvidenceIndex, node: str, peerings: Sequence[Peering]) -> bool:
    """Whether a container is a node of the lab, and no helper beside it that ran and ended."""
    if scene.lab.nodes:
        return node in scene.lab.nodes
    return any(node in peering.nodes for peering in peerings)


def search(scene: EvidenceIndex, losses: Losses, peerings: Sequence[Peering]) -> list[Diagnosis]:
    """A node's end that cost no session that anybody saw is an incident all the same."""
    diagnoses = []
    for node in sorted(scene.nodes_with(NodeEvent)):
        if not _is_of_lab(scene, node, peerings):
            continue
        deaths = [ending for ending in endings(scene, node, 0, scene.now_ns) if ending.event in ENDINGS]
        for died in deaths:
            at_ns = scene.at(died)
            if at_ns > scene.now_ns - 5 * SECOND_NS or any(
                node in loss.peering.nodes and -12 * SECOND_NS <= loss.loss.lost_ns - at_ns <= 200 * SECOND_NS
                for loss in losses
            ):
                continue
            if any(0 < at_ns - scene.at(death) < 10 * SECOND_NS for death in deaths):
                continue
            back = [item for item in scene.of_node(NodeEvent, node, at_ns, scene.now_ns) if item.event == "start"]
            until = scene.at(back[0]) if back else None
            diagnoses.append(
                Diagnosis(
                    type="node_down",
                    certainty="proved",
                    key=("node_down", node),
                    subject=node,
                    nodes=(node,),
                    evidence=(died,),
                    started_ns=at_ns,
                    until_ns=until,
                )
            )
    return diagnoses


RULE = Rule(
    "node_down",
    rank=10,
    diagnose=diagnose,
    search=search,
    text=CauseText(
        titles=("the stop of a node", "a node that went down"),
        clauses=("{where} went down",),
        meaning="the node was stopped or died, and its sessions ended with it",
        advice="Look at {where}: its console, its uptime, and what its host did to it",
        reference="docker events: kill, die, stop; containerlab events",
        mistaken_for=("process_crash", "node_hang"),
        planned_by=PlannedBy(actions=frozenset(("node_stop", "node_kill", "node_restart")), scope="node"),
        silent_end=True,
    ),
)
