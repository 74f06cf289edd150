"""Packets got lost in one direction: each end's timer ends by itself, one clearly first."""

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, LostPeering, Rule
from agent.detect.hang import silence
from agent.detect.igp import daemon_gone
from agent.detect.incident import Certainty
from agent.detect.standstill import stood_still
from clab.units import SECOND_NS
from collectors.observations import BgpNotification, InterfaceState, Seen

CLEARLY_NS = 1 * SECOND_NS
"""Silence in both directions is noticed by both ends alike, one keepalive apart at most; how much earlier the deaf
end must be to be told from that is a judgement, and this is it."""


def diagnose(case: DiagnosisContext) -> Diagnosis | None:
    """Proved by two timers of which the first told nobody; likely by one timer with the interfaces known to be up."""
    if case.notification(4) is None or _others_too(case) or any(silence(case, node) for node in case.peering.nodes):
        return None
    if daemon_gone(case):
        return None
    if case.clock_in_doubt or stood_still(case.scene, case.lost_ns - case.hold_ns, case.lost_ns + SECOND_NS):
        return None
    return _both(case) or _one(case)


def _others_too(case: DiagnosisContext) -> bool:
    """Whether an end lost sessions with other routers by timers as well: then it is no matter of this path alone."""
    return any(
        set(item.peering.nodes) != set(case.peering.nodes)
        and DiagnosisContext(item.peering, item.loss, case.scene).teardown_kind in ("timer", "unsaid")
        for node in case.peering.nodes
        for item in case.related(node, case.hold_ns)
    )


def _own_timer(case: DiagnosisContext, node: str) -> list[BgpNotification]:
    return [
        notification
        for notification in case.notifications(node)
        if notification.direction == "sent"
        and (notification.code == 4 or (notification.code, notification.subcode) == (6, 10))
    ]


def _told(case: DiagnosisContext, node: str) -> bool:
    return any(
        notification.direction == "received" and notification.code in (4, 6)
        for notification in case.notifications(node)
    )


def _both(case: DiagnosisContext) -> Diagnosis | None:
    nodes = case.peering.nodes
    if len(nodes) < 2 or not all(_own_timer(case, node) and not _told(case, node) for node in nodes):
        return None
    firsts = sorted((case.downs(node)[0].at_ns, node) for node in nodes if case.downs(node))
    if len(firsts) < 2 or firsts[1][0] - firsts[0][0] < CLEARLY_NS:
        return None
    deaf = firsts[0][1]
    if any(
        _first_down(item) not in (deaf, None) for item in case.related(deaf, case.hold_ns) if _same_ends(item, case)
    ):
        return None
    evidence = tuple(_own_timer(case, node)[0] for _, node in firsts)
    return _claim(case, deaf, evidence, proved=True)


def _same_ends(lost: LostPeering, case: DiagnosisContext) -> bool:
    return set(lost.peering.nodes) == set(case.peering.nodes)


def _first_down(lost: LostPeering) -> str | None:
    """The end that wrote clearly first; None where neither did. Twin sessions that disagree were cut both ways."""
    times = sorted(
        (edge.at_ns, node) for node in lost.peering.nodes if (edge := lost.loss.first_down(node)) is not None
    )
    return times[0][1] if len(times) > 1 and times[1][0] - times[0][0] >= CLEARLY_NS else None


def _one(case: DiagnosisContext) -> Diagnosis | None:
    """One end's timer, the other end silent, both ends' interfaces seen up at that time."""
    timers = [node for node in case.peering.nodes if _own_timer(case, node)]
    links = case.scene.lab.links_between(*case.peering.nodes) if len(case.peering.nodes) == 2 else ()
    if len(timers) != 1 or len(links) != 1 or case.downs(case.peering.other(timers[0]) or ""):
        return None
    up: list[Seen] = []
    for end in (links[0].a, links[0].b):
        states = case.scene.of_node(InterfaceState, end.node, 0, case.lost_ns)
        mine = [state for state in states if state.interface == end.interface]
        if not mine or not mine[-1].up:
            return None
        up.append(mine[-1])
    return _claim(case, timers[0], (_own_timer(case, timers[0])[0], *up), proved=False)


def _claim(case: DiagnosisContext, deaf: str, evidence: tuple[Seen, ...], *, proved: bool) -> Diagnosis:
    nodes = case.peering.nodes
    certainty: Certainty = "proved" if proved else "likely"
    subject = case.peering.name_at(deaf)
    return Diagnosis(
        type="one_way_loss",
        certainty=certainty,
        key=("hold", nodes),
        subject=subject,
        nodes=nodes,
        evidence=evidence,
        started_ns=case.lost_ns,
        spread_ns=case.hold_ns,
    )


RULE = Rule(
    "one_way_loss",
    rank=70,
    diagnose=diagnose,
    text=CauseText(
        titles=("packet loss in one direction", "one-way packet loss"),
        clauses=("packets were lost in one direction ({where})",),
        meaning="each end's timer ran out by itself, one clearly first",
        advice="Look at the path of {where} in each direction alone: filters, queues, counters at both ends",
        reference="RFC 4271 section 6.5, by each end for itself",
        mistaken_for=("host_stall", "igp_lost", "node_hang", "hold_timer_expired"),
        planned_by=PlannedBy(actions=frozenset(("impair",)), scope="link", slow=True),
    ),
)
