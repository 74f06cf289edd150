"""The host stood still: unrelated sessions time out together, and no link or node is to blame."""

from agent.detect.cause_text import CauseText
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, LostPeering, Rule
from agent.detect.incident import Certainty
from agent.detect.standstill import stood_still
from clab.units import SECOND_NS
from collectors.observations import NodeEvent, ProcessEvent, Seen

TOGETHER_NS = 12 * SECOND_NS
SESSIONS = 3


def diagnose(case: DiagnosisContext) -> Diagnosis | None:
    """Likely when three or more sessions without a common node time out together; proved when the polls stood still.
    A timer that ended while they stood still proves nothing else, for one session either."""
    if case.teardown_kind not in ("timer", "unsaid"):
        return None
    together = [
        loss for loss in case.losses if abs(loss.loss.lost_ns - case.lost_ns) <= TOGETHER_NS and _timed_out(loss, case)
    ]
    nodes = [set(item.peering.nodes) for item in together]
    unrelated = len(together) >= SESSIONS and not set.intersection(*nodes)
    frozen = _frozen(case)
    still: list[Seen] = []
    if unrelated:
        still = stood_still(case.scene, case.lost_ns - 60 * SECOND_NS, case.lost_ns + 20 * SECOND_NS)
    elif case.teardown_kind == "timer":
        still = stood_still(case.scene, case.lost_ns - case.hold_ns, case.lost_ns + SECOND_NS)
    if not still and (not unrelated or len(frozen) < 2):
        return None
    paused = [
        each
        for each in case.scene.all_of(NodeEvent, case.lost_ns - 200 * SECOND_NS, case.lost_ns)
        if each.event == "pause"
    ]
    if paused:
        return None
    evidence = (*still[:2], *frozen[:4], *case.sources()[:2])
    started = min(case.lost_ns, *(case.scene.at(each) for each in evidence))
    everyone = tuple(sorted(set().union(*nodes)))
    certainty: Certainty = "proved" if still and unrelated else "likely"
    return Diagnosis(
        type="host_stall",
        certainty=certainty,
        key=("host_stall",),
        subject="host",
        nodes=everyone,
        evidence=evidence,
        started_ns=started,
        spread_ns=60 * SECOND_NS,
    )


def _timed_out(lost: LostPeering, case: DiagnosisContext) -> bool:
    other = DiagnosisContext(lost.peering, lost.loss, case.scene)
    return other.teardown_kind in ("timer", "unsaid")


def _frozen(case: DiagnosisContext) -> list[Seen]:
    """One starvation line of each node that says it was late, near the loss."""
    found: dict[str, Seen] = {}
    for item in case.scene.all_of(ProcessEvent, case.lost_ns - 20 * SECOND_NS, case.lost_ns + 20 * SECOND_NS):
        if item.event == "starved":
            found.setdefault(item.node, item)
    return list(found.values())


RULE = Rule(
    "host_stall",
    rank=18,
    diagnose=diagnose,
    text=CauseText(
        titles=("a stall of the host", "a host that stood still"),
        clauses=("the host stood still",),
        placement="none",
        meaning="unrelated sessions timed out together, and no link event was seen",
        advice="Look at the host that runs the lab: its load, its memory, and whether it was suspended",
        reference="proc(5) /proc/stat steal time; RFC 4271 section 6.5",
        mistaken_for=("node_hang", "one_way_loss"),
        planned_by=None,
    ),
)
