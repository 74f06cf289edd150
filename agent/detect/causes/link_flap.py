"""The same link went down three times or more within ten minutes."""

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, Rule
from agent.detect.links import (
    interface_evidence,
    link_key,
    link_subject,
    links_under,
    moments,
    says_interface,
    went_down,
)
from collectors.observations import Seen

WINDOW_NS = 600_000_000_000
TIMES = 3


def diagnose(case: DiagnosisContext) -> Diagnosis | None:
    """Counts the link's downs in the ten minutes up to this loss, and during it."""
    links = links_under(case)
    if not interface_evidence(case, links):
        return None
    until = case.loss.restored_ns or case.scene.now_ns
    seen = _downs(case, until)
    times = moments([case.scene.at(item) for item in seen])
    if len(times) < TIMES:
        return None
    return Diagnosis(
        type="link_flap",
        certainty="proved",
        key=link_key(case, links),
        subject=link_subject(case, links, seen, case.scene.at(seen[0])),
        nodes=case.peering.nodes,
        evidence=tuple(seen),
        started_ns=case.lost_ns,
    )


def _downs(case: DiagnosisContext, until_ns: int) -> list[Seen]:
    from_ns = max(case.lost_ns - WINDOW_NS, case.scene.begun_ns(case.lost_ns))
    links = links_under(case)
    seen = [item for link in links for item in went_down(case.scene, case.losses, link, from_ns, until_ns)]
    known = set(map(id, seen))
    seen += [
        edge.seen
        for lost in case.losses.of_peering(case.peering.id)
        for edge in lost.loss.downs
        if says_interface(edge.reason) and from_ns <= edge.at_ns <= until_ns and id(edge.seen) not in known
    ]
    return sorted(seen, key=case.scene.at)


RULE = Rule(
    "link_flap",
    rank=55,
    diagnose=diagnose,
    text=CauseText(
        titles=("a flapping link", "repeated link failures"),
        clauses=("the link at {where} kept flapping",),
        placement="at",
        meaning="the same link went down again and again",
        advice="Look at {where} and the other end of its link: carrier, error counters, and what was changed last",
        reference="RFC 2863 linkDown and linkUp",
        mistaken_for=("link_down",),
        planned_by=PlannedBy(actions=frozenset(("link_down",)), scope="link"),
    ),
)
