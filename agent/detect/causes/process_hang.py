"""One routing daemon answers nothing while its siblings and its node go on."""

from collections.abc import Sequence

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, LostPeering, Rule
from agent.detect.hang import Silence, silence
from agent.detect.standstill import stood_still
from clab.units import SECOND_NS
from collectors.observations import Seen


def diagnose(case: DiagnosisContext) -> Diagnosis | None:
    """Proved when the daemon's polls go unanswered or it says itself that it was late, while a sibling of it goes on;
    likely when all its sessions end by the peers' timers and the runtime that is watched knows of no pause."""
    if case.teardown_kind not in ("timer", "unsaid") and not case.notification(5):
        return None
    if stood_still(case.scene, case.lost_ns - case.hold_ns, case.lost_ns + SECOND_NS):
        return None
    for node in case.peering.nodes:
        found = silence(case, node)
        if found is not None and not found.paused and (found.siblings or (found.alone and found.runtime_watched)):
            proved = bool(found.siblings) and bool(found.late or found.unanswered)
            return _claim(case, node, found, proved=proved)
    return None


def _claim(case: DiagnosisContext, node: str, found: Silence, *, proved: bool) -> Diagnosis:
    ends: Sequence[LostPeering] = case.related(node, case.hold_ns)
    downs: list[Seen] = [edge.seen for end in ends for edge in end.loss.downs[:1] if edge.view[0] != node]
    evidence = (*downs[:4], *found.unanswered[:2], *found.late[:2], *found.siblings[:2])
    return Diagnosis(
        type="process_hang",
        certainty="proved" if proved else "likely",
        key=("process_hang", node),
        subject=node,
        nodes=(node,),
        evidence=evidence or case.sources()[:2],
        started_ns=case.lost_ns,
        spread_ns=case.hold_ns,
    )


RULE = Rule(
    "process_hang",
    rank=19,
    diagnose=diagnose,
    text=CauseText(
        titles=("a routing daemon that hangs", "a routing daemon that answers nothing"),
        clauses=("the routing daemon on {where} hung",),
        placement="on",
        meaning="one daemon answered nothing, while the other daemons of its node went on",
        advice="Look at the routing daemon on {where}: its state, its load, its own log, and whether it was stopped",
        reference="FRR lib/event.c (starvation), watchfrr(8); RFC 4271 section 6.5",
        mistaken_for=("node_hang", "process_crash", "one_way_loss", "hold_timer_expired"),
        planned_by=PlannedBy(actions=frozenset(("process_stop", "process_kill")), scope="node", slow=True),
    ),
)
