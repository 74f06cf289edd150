"""A prefix limit was reached or passed, and the session stays."""

from collections.abc import Sequence

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.diagnosis import Diagnosis, Losses, Rule
from agent.detect.evidence import EvidenceIndex
from agent.detect.peerings import Peering
from clab.units import SECOND_NS
from collectors.observations import PrefixLimit

SETTLE_NS = 2 * SECOND_NS


def search(scene: EvidenceIndex, losses: Losses, peerings: Sequence[Peering]) -> list[Diagnosis]:
    """Limit lines of a session that was not lost within two seconds, nor is just coming back."""
    diagnoses = []
    for peering in peerings if scene.has(PrefixLimit) else ():
        for view in peering.views:
            for line in scene.of_view(PrefixLimit, view, 0, scene.now_ns - SETTLE_NS):
                at_ns = scene.at(line)
                mine = [item.loss for item in losses.of_peering(peering.id)]
                if any(loss.covers(at_ns, 30 * SECOND_NS) for loss in mine):
                    continue
                key = ("prefix_limit", peering.id)
                subject = peering.name_at(view[0])
                diagnoses.append(
                    Diagnosis(
                        type="prefix_limit_warning",
                        certainty="proved",
                        key=key,
                        subject=subject,
                        nodes=peering.nodes,
                        evidence=(line,),
                        started_ns=at_ns,
                    )
                )
    return diagnoses


RULE = Rule(
    "prefix_limit_warning",
    rank=95,
    search=search,
    text=CauseText(
        titles=("a prefix limit that was reached", "a prefix limit warning"),
        meaning="the neighbor reached its prefix limit, and the session stays",
        advice="Look at {where}: what the neighbor announces, and whether its prefix limit still fits",
        reference="RFC 4271 section 6.7 (an upper bound on prefixes)",
        mistaken_for=("prefix_limit_exceeded",),
        planned_by=PlannedBy(actions=frozenset(("maximum_prefix", "routes_announce")), scope="session"),
    ),
)
