"""A hold timer ran out, and nothing tells why."""

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, Rule
from agent.detect.hang import silence


def diagnose(case: DiagnosisContext) -> Diagnosis | None:
    """Proved by NOTIFICATION 4/0 (RFC 4271 6.5) at either end, or a Down line that names the timer."""
    told = case.notification(4)
    named = [edge for edge in case.loss.downs if "hold" in edge.reason.lower()]
    if not told and not named:
        return None
    if any(silence(case, node) for node in case.peering.nodes):  # something stood still, and nobody knows what
        return None
    nodes = case.peering.nodes
    first = told[0] if told else named[0].seen
    evidence = (first, *case.sources())
    subject = case.peering.name_at(first.node)
    return Diagnosis(
        type="hold_timer_expired",
        certainty="proved",
        key=("hold", nodes),
        subject=subject,
        nodes=nodes,
        evidence=evidence,
        started_ns=case.lost_ns,
        spread_ns=case.hold_ns,
    )


RULE = Rule(
    "hold_timer_expired",
    rank=90,
    diagnose=diagnose,
    strength="weak",
    text=CauseText(
        titles=("an expired hold timer", "a hold timer that ran out"),
        clauses=("a hold timer ran out ({where})",),
        meaning="no keepalive came for a whole hold time",
        advice="Look at the path of {where} and the load of both ends: something delayed the keepalives",
        reference="RFC 4271 section 6.5",
        mistaken_for=("one_way_loss", "link_down", "node_hang", "igp_lost", "process_hang"),
        planned_by=PlannedBy(actions=frozenset(("impair", "link_down")), scope="link", slow=True),
        open_questions=(
            "What stopped the keepalives is open: no link, node or process event was seen.",
            "Nothing that was seen tells what stopped the keepalives: there is no link, node or process event.",
        ),
    ),
)
