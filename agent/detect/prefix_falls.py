"""Falls of received prefixes: which are one change, who changed, and which only follow from a lost session. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from agent.detect.diagnosis import Key, Losses, LostPeering
from agent.detect.evidence import EvidenceIndex
from agent.detect.peerings import Peering, View
from agent.detect.prefix_counts import ANSWERS_NS, SENDER_NS, STAYS_NS, Fall, Sender
from clab.units import SECOND_NS
from collectors.observations import IgpAdjacency, InterfaceState, Seen

TOGETHER_NS = 6 * SECOND_NS
"""Falls that spread from router to router lie this close."""

CHURN_NS = 60 * SECOND_NS
"""Counts that move this soon after a session came back move because of that."""

STEADY_NS = 20 * SECOND_NS
"""A count that stood for so long has settled after whatever moved it."""

FOLLOWS_NS = 12 * SECOND_NS
"""Routes whose next hop is gone are taken back this soon after a link or an adjacency went, a poll's time included."""

LATE_NS = SECOND_NS // 2
"""A router writes of a lost session so long after it has dropped its routes."""

STALE_NS = 150 * SECOND_NS
"""So long after a session was lost its routes may still go: a graceful restart keeps them for 120 s by default."""

HOLD_NS = 200 * SECOND_NS
"""A session may outlive its link by a hold time of 180 s and slack."""


@dataclass(frozen=True, slots=True)
class Change:
    """Falls that are one change, told at their root: `receiver` saw fewer prefixes from `sender` on `peering`.

    `by`: the end that changed, by both ends' counters; `unknown` where the sender's are not seen. `between_polls`: the
    sender was not asked while the prefixes were gone, and sent as many as before when it was asked next. `follows` is
    the lost session that took the prefixes away.
    """

    peering: Peering
    root: Fall
    falls: tuple[Fall, ...]
    by: Literal["sender", "receiver", "unknown"]
    evidence: tuple[Seen, ...]
    follows: Key | None
    between_polls: bool = False

    @property
    def receiver(self) -> str:
        """The node that receives fewer prefixes."""
        return self.root.view[0]


def changes(scene: EvidenceIndex, losses: Losses, peerings: Sequence[Peering]) -> Iterator[Change]:
    """Every change of prefixes that is settled by now."""
    if not scene.counts.has_changes():
        return
    of_view = {view: peering for peering in peerings for view in peering.views}

    def outages(view: View) -> list[tuple[int, int | None]]:
        peering = of_view.get(view)
        return [(e.loss.lost_ns, e.loss.restored_ns) for e in losses.of_peering(peering.id)] if peering else []

    falls = [item for item in scene.counts.falls(scene.now_ns, outages) if item.view in of_view]
    unsettled = [item for item in falls if not item.settled]
    for group in _together([item for item in falls if item.settled]):
        if group[0].at_ns < scene.counts.from_ns or _awaits(group, unsettled, of_view):
            continue
        change = _change(scene, losses, [(fall, of_view[fall.view]) for fall in group])
        if change is not None:
            yield change


def _awaits(group: Sequence[Fall], unsettled: Sequence[Fall], of_view: Mapping[View, Peering]) -> bool:
    """Whether a sender of a change has itself just got fewer prefixes, which may yet be nothing: until that is certain,
    nobody knows where the change began. What came only after the change had stayed is not waited for."""
    senders = {of_view[fall.view].other(fall.view[0]) for fall in group}
    by_ns = group[0].at_ns + STAYS_NS
    return any(fall.view[0] in senders and fall.seen[-1].received_ns <= by_ns for fall in unsettled)


def _together(falls: Sequence[Fall]) -> list[list[Fall]]:
    """Those that may be of one moment, and those that spread from one."""
    groups: list[list[Fall]] = []
    by_ns = 0
    for fall in sorted(falls, key=lambda item: item.at_ns):
        if groups and (fall.at_ns - groups[-1][0].at_ns <= TOGETHER_NS or fall.from_ns < by_ns):
            groups[-1].append(fall)
            by_ns = min(by_ns, fall.by_ns)
        else:
            groups.append([fall])
            by_ns = fall.by_ns
    return groups


def _change(scene: EvidenceIndex, losses: Losses, known: Sequence[tuple[Fall, Peering]]) -> Change | None:
    """The root is the fall whose sender saw no fall itself; the largest where several are left."""
    hearers = {fall.view[0] for fall, _ in known}
    roots = [(fall, peering) for fall, peering in known if peering.other(fall.view[0]) not in hearers] or list(known)
    root, peering = max(roots, key=lambda each: (each[0].before - each[0].after, each[0].view))
    senders = {sender for fall, one in roots if (sender := one.other(fall.view[0]))}
    if _family_went(scene, peering, root):
        return None
    told = _sender(scene, peering, root)
    follows = _follows(scene, losses, senders, root)
    if follows is None and told is not None and told.after is None:
        follows = _around(losses, root)
    if follows is None and told is not None and told.after is not None:
        beside = _beside(losses, root)
        if beside and not root.made_good and scene.now_ns < root.at_ns + ANSWERS_NS:
            return None  # the next count tells whether it was that
        follows = min(beside, default=None) if root.made_good else None
    follows = scene.counts.followed(root, follows)
    others = [item.seen[-1] for item, _ in known if item is not root]
    evidence: tuple[Seen, ...] = (*root.seen, *(told.seen if told else ()), *others[:4])
    falls = tuple(fall for fall, _ in known)
    if follows is None and _link_before(scene, senders, root.at_ns):
        return None
    if told is None:
        return Change(peering, root, falls, "unknown", evidence, follows)
    if told.after is None:
        between_polls = root.made_good and told.stayed
        if not between_polls and scene.now_ns < root.at_ns + ANSWERS_NS:
            return None
        return Change(peering, root, falls, "unknown", evidence, follows, between_polls and follows is None)
    if scene.now_ns < told.seen[-1].seen_ns + STAYS_NS:
        return None  # what the sender itself lost settles only then
    by: Literal["sender", "receiver"] = "sender" if told.fell_with(root) else "receiver"
    return Change(peering, root, falls, by, evidence, follows)


def _family_went(scene: EvidenceIndex, peering: Peering, fall: Fall) -> bool:
    """Whether an end took the whole family off the session at that time."""
    return any(
        loss.view in peering.views
        and fall.afi in loss.gone
        and loss.from_ns - SECOND_NS <= fall.at_ns <= loss.at_ns + SENDER_NS
        for loss in scene.families.losses()
    )


def _sender(scene: EvidenceIndex, peering: Peering, fall: Fall) -> Sender | None:
    far = next((view for view in peering.views if view[0] != fall.view[0]), None)
    return scene.counts.sender(far, fall) if far else None


def _follows(scene: EvidenceIndex, losses: Losses, senders: set[str], root: Fall) -> Key | None:
    """The loss of a session of a sender that took the prefixes with it; a timer may end the session only later."""
    found: list[LostPeering] = []
    at_ns = root.at_ns
    early = _link_before(scene, senders, at_ns)
    for sender in senders:
        for item in losses.of_node(sender):
            if not _may_carry(scene, item.peering, root.afi):
                continue
            from_ns = item.loss.lost_ns - (HOLD_NS if early else 5 * SECOND_NS)
            if from_ns <= at_ns and _still_moves(scene, item, root):
                found.append(item)
    return min(found, key=lambda each: (abs(each.loss.lost_ns - at_ns), each.peering.id)).key if found else None


def _around(losses: Losses, root: Fall) -> Key | None:
    """What was lost or came back anywhere in the lab at that very time: it explains a fall that was over before its
    sender could be asked."""
    found = [
        item
        for item in losses
        for at_ns in (item.loss.lost_ns, item.loss.restored_ns)
        if at_ns is not None and root.from_ns - TOGETHER_NS <= at_ns <= root.by_ns + LATE_NS
    ]
    return max(found, key=lambda each: (each.loss.lost_ns, each.peering.id)).key if found else None


def _beside(losses: Losses, root: Fall) -> list[Key]:
    """What was lost anywhere in the lab between the two counts of a fall, and may have been back when the count was
    last seen low: of an outage that is shorter than a poll's interval, some routers see a part and others none."""
    return [
        item.key
        for item in losses
        if root.from_ns - SECOND_NS <= item.loss.lost_ns <= root.by_ns + LATE_NS
        and item.loss.restored_ns is not None
        and root.low_ns <= item.loss.restored_ns + STAYS_NS
    ]


def _still_moves(scene: EvidenceIndex, lost: LostPeering, root: Fall) -> bool:
    """Whether counts still move because of a lost session: it went not long ago, or came back a short time ago and no
    count has stood since."""
    back_ns = lost.loss.restored_ns
    if back_ns is None or root.at_ns <= back_ns:
        return root.from_ns <= lost.loss.lost_ns + STALE_NS
    return root.at_ns <= back_ns + CHURN_NS and scene.counts.longest_run_ns(root, back_ns) < STEADY_NS


def _may_carry(scene: EvidenceIndex, peering: Peering, afi: str) -> bool:
    """Whether a session can have brought prefixes of a family: it is not known to carry others only."""
    families = {afi for view in peering.views if (facts := scene.facts.get(view)) for afi in facts.afis}
    return not families or afi in families


def _link_before(scene: EvidenceIndex, nodes: set[str], at_ns: int) -> bool:
    """Whether a link or an adjacency of these went just before: routes over it are taken back by nobody's wish."""
    from_ns, to_ns = at_ns - FOLLOWS_NS, at_ns + SECOND_NS
    for node in nodes:
        states = scene.of_node(InterfaceState, node, from_ns, to_ns)
        if any(not item.up for item in scene.of_node(IgpAdjacency, node, from_ns, to_ns)):
            return True
        if any(not state.up and state.kind == "edge" for state in states):
            return True
    return False
