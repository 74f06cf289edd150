"""A neighbor sent more prefixes than its limit, and the session was torn down for it."""

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, Rule
from clab.units import SECOND_NS
from collectors.observations import PrefixLimit, Seen


def diagnose(case: DiagnosisContext) -> Diagnosis | None:
    """Proved by NOTIFICATION 6/1 (RFC 4486), or by the limit's own line beside the loss."""
    told = case.notification(6, 1)
    lines = [(node, line) for node in case.peering.nodes for line in _lines(case, node) if line.level == "exceeded"]
    reasons = [edge for edge in case.loss.downs if "prefix" in edge.reason.lower() and "max" in edge.reason.lower()]
    if not told and not lines and not reasons:
        return None
    if not told and case.teardown_kind in ("interface", "timer"):
        return None
    node = lines[0][0] if lines else told[1] if told else reasons[0].view[0]
    evidence: list[Seen] = [item for _, item in lines[:2]]
    evidence += [told[0]] if told else []
    evidence += [edge.seen for edge in reasons[:1]]
    subject = case.peering.name_at(node) if node else None
    started = min(case.lost_ns, *(case.scene.at(each) for each in evidence))
    key = ("prefix_limit", case.peering.id)
    return Diagnosis(
        type="prefix_limit_exceeded",
        certainty="proved",
        key=key,
        subject=subject,
        nodes=case.peering.nodes,
        evidence=tuple(evidence),
        started_ns=started,
    )


def _lines(case: DiagnosisContext, node: str) -> list[PrefixLimit]:
    return [
        item
        for view in case.peering.views
        if view[0] == node
        for item in case.scene.of_view(PrefixLimit, view, case.lost_ns - 2 * SECOND_NS, case.lost_ns + SECOND_NS // 2)
    ]


RULE = Rule(
    "prefix_limit_exceeded",
    rank=30,
    diagnose=diagnose,
    text=CauseText(
        titles=("an exceeded prefix limit", "a prefix limit that was exceeded"),
        clauses=("{where} exceeded its prefix limit",),
        meaning="the neighbor sent more prefixes than its limit allows, and the session was torn down",
        advice="Look at {where}: what the neighbor announces, and whether its prefix limit still fits",
        reference="RFC 4486 subcode 1; RFC 4271 section 6.7",
        mistaken_for=("prefix_limit_warning",),
        planned_by=PlannedBy(actions=frozenset(("maximum_prefix", "routes_announce")), scope="session", slow=True),
        wants_a_person=True,
    ),
)
