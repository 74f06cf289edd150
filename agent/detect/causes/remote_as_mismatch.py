"""One end expects another AS number than its peer has (OPEN error 2/2)."""

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, Rule
from collectors.observations import NeighborFacts, Seen


def diagnose(case: DiagnosisContext) -> Diagnosis | None:
    """Proved by 2/2 at either end while the session is lost, or by the two routers' own words; never after a
    removal, when a neighbor that is configured anew line by line gives passing 2/2."""
    if case.teardown_kind == "told" and not (case.notification(6, 6) or case.notification(2)):
        return None
    if case.teardown_kind in ("interface", "timer"):
        return None
    bad = sorted((item for node in case.peering.nodes for item in case.within(node, 2, 2)), key=case.scene.at)
    facts = _facts(case)
    if not bad and not facts:
        return None
    changed = case.notification(6, 6)
    culprit = changed[1] if changed else ""
    evidence: tuple[Seen, ...] = (*((changed[0],) if changed else ()), *bad[:2], *facts)
    subject = case.peering.name_at(culprit or evidence[0].node)
    started = min(case.lost_ns, *(case.scene.at(each) for each in evidence))
    key = ("remote_as", case.peering.id)
    return Diagnosis(
        type="remote_as_mismatch",
        certainty="proved",
        key=key,
        subject=subject,
        nodes=case.peering.nodes,
        evidence=evidence,
        started_ns=started,
    )


def _facts(case: DiagnosisContext) -> list[NeighborFacts]:
    """Snapshots of both ends that name different AS numbers, taken while the session is lost."""
    end = case.loss.restored_ns or case.scene.now_ns
    known = [case.scene.facts[view] for view in case.peering.views if view in case.scene.facts]
    known = [item for item in known if case.lost_ns <= case.scene.at(item) <= end]
    for one in known:
        for other in known:
            if one.node != other.node and one.remote_as and other.local_as and one.remote_as != other.local_as:
                return [one, other]
    return []


RULE = Rule(
    "remote_as_mismatch",
    rank=38,
    diagnose=diagnose,
    text=CauseText(
        titles=("a wrong remote AS number", "an AS number mismatch"),
        clauses=("the remote AS number is wrong ({where})",),
        meaning="one end expects another AS number than its peer has",
        advice="Look at {where}: the AS number that each end expects of the other",
        reference="RFC 4271 section 6.2 (Bad Peer AS)",
        mistaken_for=("config_reset", "authentication_mismatch"),
        planned_by=PlannedBy(actions=frozenset(("remote_as",)), scope="session"),
        wants_a_person=True,
    ),
)
