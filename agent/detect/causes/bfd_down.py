"""BFD declared the path dead, and nothing stronger is known."""

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, Rule
from clab.units import SECOND_NS
from collectors.observations import BfdState, BgpNotification, Seen


def _only_told(seen: Seen) -> bool:
    """Whether this end only heard of it: RFC 5880 diagnostic 3, `Neighbor Signaled Session Down`, or a NOTIFICATION."""
    if isinstance(seen, BgpNotification):
        return seen.direction == "received"
    return isinstance(seen, BfdState) and ("neighbor" in seen.diagnostic.lower() or "signal" in seen.diagnostic.lower())


def diagnose(case: DiagnosisContext) -> Diagnosis | None:
    """Proved by NOTIFICATION 6/10 (RFC 9384), a Down line that says so, or a BFD session's down before the loss."""
    evidence: list[Seen] = []
    told = case.notification(6, 10)
    if told:
        evidence.append(told[0])
    for view in case.peering.views:
        states = case.scene.of_view(BfdState, view, case.lost_ns - 3 * SECOND_NS, case.lost_ns + SECOND_NS // 2)
        evidence += [state for state in states if not state.up][:1]
    evidence += [edge.seen for edge in case.loss.downs if "bfd" in edge.reason.lower()]
    if not evidence or (not told and case.teardown_kind == "closed"):
        return None
    if not told and case.teardown_kind == "told" and not case.notification(6, 6):  # an older form than 6/10 (RFC 9384)
        return None
    nodes = case.peering.nodes
    started = min(case.lost_ns, *(case.scene.at(item) for item in evidence))
    subject = case.peering.name_at(min(evidence, key=_only_told).node)
    return Diagnosis(
        type="bfd_down",
        certainty="proved",
        key=("bfd", nodes),
        subject=subject,
        nodes=nodes,
        evidence=tuple(evidence),
        started_ns=started,
        spread_ns=10 * SECOND_NS,
    )


RULE = Rule(
    "bfd_down",
    rank=80,
    diagnose=diagnose,
    strength="weak",
    text=CauseText(
        titles=("a BFD session that went down", "a BFD failure"),
        clauses=("BFD declared the path dead ({where})",),
        meaning="BFD missed its packets and took the session down before the hold timer would have",
        advice="Look at the path of {where}: delay, drops, and the BFD timers of both ends",
        reference="RFC 5880; RFC 9384",
        mistaken_for=("link_down", "one_way_loss", "hold_timer_expired"),
        planned_by=PlannedBy(actions=frozenset(("impair", "link_down")), scope="link", slow=True),
    ),
)
