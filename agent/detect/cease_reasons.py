"""Causes that one end tells the other in a Cease NOTIFICATION (RFC 4486), or that its own Down line names. Pure."""

from collections.abc import Callable

from agent.detect.diagnosis import Diagnosis, DiagnosisContext, LostPeering
from agent.detect.name_resolver import near, parse_address
from clab.units import SECOND_NS
from collectors.observations import Seen

TOGETHER_NS = 2 * SECOND_NS
"""One command on one router that ends several sessions ends them this close."""


def ceased(kind: str, subcode: int, reasons: tuple[str, ...]) -> Callable[[DiagnosisContext], Diagnosis | None]:
    """A diagnosis: proved by the NOTIFICATION at either end, or by the acting end's own reason."""

    def diagnose(case: DiagnosisContext) -> Diagnosis | None:
        told = case.notification(6, subcode)
        own = [
            edge
            for edge, said in zip(case.loss.downs, case.reasons, strict=True)
            if said and any(reason in said for reason in reasons)
        ]
        if not told and not own:
            return _mirrored(case, kind, subcode)
        actor = told[1] if told and told[1] else own[0].view[0] if own else ""
        evidence: list[Seen] = [told[0]] if told else []
        evidence += [edge.seen for edge in own] or list(case.sources())
        texts = [notification.communication for node in case.peering.nodes for notification in case.notifications(node)]
        return Diagnosis(
            type=kind,
            certainty="proved",
            key=(kind, actor or case.peering.id),
            subject=case.peering.name_at(actor) if actor else None,
            nodes=case.peering.nodes,
            evidence=tuple(evidence),
            started_ns=min(case.lost_ns, *(case.scene.at(item) for item in evidence)),
            spread_ns=TOGETHER_NS,
            text=next((text for text in texts if text), None),
        )

    return diagnose


def _mirrored(case: DiagnosisContext, kind: str, subcode: int) -> Diagnosis | None:
    """A router that only says that it received a NOTIFICATION, and the one router that sent such a one: both lost and
    restored a session at once, and each names an address beside the other's."""
    if None not in (case.peering.a, case.peering.b):
        return None
    downs = zip(case.loss.downs, case.reasons, strict=True)
    received = [edge for edge, said in downs if "notification received" in said]
    if not received:
        return None
    if any(case.notifications(node) for node in case.peering.nodes):
        return None  # its code is known
    mates = [lost for lost in case.losses if lost.peering.id != case.peering.id and _fits(case, lost)]
    if len(mates) != 1:
        return None
    sender = DiagnosisContext(mates[0].peering, mates[0].loss, case.scene)
    told = sender.notification(6, subcode)
    if told is None or told[0].direction != "sent":
        return None
    return Diagnosis(
        type=kind,
        certainty="likely",
        key=(kind, told[1]),
        subject=sender.peering.name_at(told[1]),
        nodes=tuple(dict.fromkeys((*sender.peering.nodes, *case.peering.nodes))),
        evidence=(told[0], *(edge.seen for edge in received)),
        started_ns=min(case.lost_ns, case.scene.at(told[0])),
        spread_ns=TOGETHER_NS,
    )


def _fits(case: DiagnosisContext, other: LostPeering) -> bool:
    """Whether two losses, each of which knows one end only, can be one session's."""
    mine, theirs = case.loss, other.loss
    back_ns, their_back_ns = mine.restored_ns, theirs.restored_ns
    if back_ns is None or their_back_ns is None or set(case.peering.nodes) & set(other.peering.nodes):
        return False
    if None not in (other.peering.a, other.peering.b) or abs(mine.lost_ns - theirs.lost_ns) > TOGETHER_NS:
        return False
    here, there = parse_address(case.peering.id[2]), parse_address(other.peering.id[2])
    if here is None or there is None or here == there or not near(here, there):
        return False
    return abs(back_ns - their_back_ns) <= TOGETHER_NS
