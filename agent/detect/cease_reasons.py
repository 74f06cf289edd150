"""Causes that one end tells the other in a Cease NOTIFICATION (RFC 4486), or that its own Down line names. Pure."""

from collections.abc import Callable

from agent.detect.diagnosis import Diagnosis, DiagnosisContext
from clab.units import SECOND_NS
from collectors.observations import Seen

TOGETHER_NS = 2 * SECOND_NS
"""One command on one router that ends several sessions ends them this close."""


def ceased(kind: str, subcode: int, reasons: tuple[str, ...]) -> Callable[[DiagnosisContext], Diagnosis | None]:
    """A diagnosis: proved by the NOTIFICATION at either end, or by the acting end's own reason."""

    def diagnose(case: DiagnosisContext) -> Diagnosis | None:
        told = case.notification(6, subcode)
        words = zip(case.loss.downs, case.reasons, strict=True)
        own = [edge for edge, said in words if any(reason in said for reason in reasons)]
        if not told and not own:
            return None
        actor = told[1] if told and told[1] else own[0].view[0] if own else ""
        evidence: list[Seen] = [told[0]] if told else []
        evidence += [edge.seen for edge in own] or list(case.sources())
        texts = [notification.communication for node in case.peering.nodes for notification in case.notifications(node)]
        return Diagnosis(
            kind,
            "proved",
            (kind, actor or case.peering.id),
            case.peering.name_at(actor) if actor else None,
            case.peering.nodes,
            tuple(evidence),
            min(case.lost_ns, *(case.scene.at(item) for item in evidence)),
            spread_ns=TOGETHER_NS,
            text=next((text for text in texts if text), None),
        )

    return diagnose
