"""What a cause rule is: a case goes in, a diagnosis comes out, and code chooses between diagnoses. Pure.

A rule is one file in `causes/` with a constant `RULE`. It may explain losses (`diagnose`), or find an incident that
costs no session (`search`), or both. Claims that share a `key` are one cause: their losses are one incident.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Concatenate, Literal, ParamSpec, TypeVar, cast

from agent.detect.cause_text import CauseText
from agent.detect.evidence import LITTLE_NS, EvidenceIndex
from agent.detect.incident import Certainty
from agent.detect.moments import Moments, edge_moments
from agent.detect.outages import Outage, Transition
from agent.detect.peerings import Peering, View
from clab.units import SECOND_NS
from collectors.observations import (
    BfdState,
    BgpNotification,
    ConfigChange,
    IgpAdjacency,
    InterfaceState,
    NodeEvent,
    ProcessEvent,
    Seen,
)

JOIN_BACK_NS = 1 * SECOND_NS
"""A Down line's NOTIFICATION stands at most this long before it."""

TOGETHER_NS = 1 * SECOND_NS
"""Sessions of one node that end this close by the same manner may have ended by one cause."""

INTERFACE_WORDS = ("interface down", "waiting for nht", "interface flap", "interface state down", "network is down")
"""Reasons by which routers say that the interface went (FRR, IOS, XR; FRR's unnumbered sessions wait for NHT)."""

CLOSED_WORDS = ("peer closed the session", "connection reset", "tcp socket error", "read-failed")
"""Reasons by which routers say that the TCP session was closed under them."""

TIMER_WORDS = ("hold", "bfd", "no path to")
"""Reasons by which routers say that they waited in vain."""


Key = tuple[View, int]
"""A loss: its peering, and when it began."""


Mark = str
"""One loss (or diagnosis without loss) as text: the same fact gives the same mark each time that it is read."""


@dataclass(frozen=True)
class LostPeering:
    """A loss with the peering that had it. What is asked for at every look is worked out once, hence no slots."""

    peering: Peering
    loss: Outage
    key: Key = field(init=False, compare=False, repr=False)
    """What it is known by."""

    def __post_init__(self) -> None:
        """Work out, once, what is asked for all the time."""
        object.__setattr__(self, "key", (self.peering.id, self.loss.lost_ns))

    @cached_property
    def marks(self) -> list[Mark]:
        """What it is known again by: every Down line, by who wrote it, of whom, and its own stamp."""
        return ["|".join((*edge.view, str(edge.seen.seen_ns))) for edge in self.loss.downs]

    @cached_property
    def moments(self) -> Moments:
        """Its edges as lines of a timeline."""
        return edge_moments(self.peering, self.loss)


def back_apart_ns(peering: Peering, loss: Outage) -> int:
    """How far apart both ends say that their session was back, beyond what their stamps are wide; 0 where one end says
    nothing. Both enter ESTABLISHED within a round trip, so this is what a clock or a late line has put between them."""
    ups = [[edge for edge in loss.ups if edge.view[0] == node] for node in peering.nodes]
    if len(ups) < 2 or not all(ups):
        return 0
    one, other = (edges[-1] for edges in ups)
    return max(0, abs(one.at_ns - other.at_ns) - max(one.precision_ns, other.precision_ns))


def _as_before(old: LostPeering | None, peering: Peering, loss: Outage) -> LostPeering:
    """A loss with its peering; the very same as before where nothing of it is other."""
    if old is not None and (old.peering, old.loss) == (peering, loss):
        return old
    return LostPeering(peering, loss)


class Losses:
    """All losses in sight, found by peering and by node; `version` changes with any of them."""

    def __init__(self) -> None:
        self.version = 0
        self._of_peering: dict[View, tuple[LostPeering, ...]] = {}
        self._at_node: dict[str, dict[View, tuple[LostPeering, ...]]] = defaultdict(dict)

    def __iter__(self) -> Iterator[LostPeering]:
        for losses in self._of_peering.values():
            yield from losses

    def put(self, peering: Peering, outages: Sequence[Outage]) -> set[Key]:
        """These are now the peering's losses; returns the keys of those that are new, other than before, or gone. What
        is as before stays the very same value."""
        old = {each.key: each for each in self.of_peering(peering.id)}
        losses = tuple(_as_before(old.get((peering.id, outage.lost_ns)), peering, outage) for outage in outages)
        self.drop(peering.id)
        self.version += 1
        self._of_peering[peering.id] = losses
        for node in peering.nodes:
            self._at_node[node][peering.id] = losses
        same = set(map(id, old.values())) & set(map(id, losses))
        return {each.key for each in (*old.values(), *losses) if id(each) not in same}

    def drop(self, id_: View) -> None:
        """This peering is no more."""
        self.version += 1
        for lost in self._of_peering.pop(id_, ())[:1]:
            for node in lost.peering.nodes:
                self._at_node[node].pop(id_, None)

    def ids(self) -> list[View]:
        """All peerings whose losses are kept."""
        return list(self._of_peering)

    def of_peering(self, id_: View) -> tuple[LostPeering, ...]:
        """One peering's losses, oldest first."""
        return self._of_peering.get(id_, ())

    def open_of(self, id_: View) -> Outage | None:
        """The loss from which a peering has not come back, and still can."""
        losses = (lost.loss for lost in self.of_peering(id_))
        return next((loss for loss in losses if loss.restored_ns is None and loss.ended_ns is None), None)

    def get(self, key: Key) -> LostPeering | None:
        """One loss."""
        return next((lost for lost in self._of_peering.get(key[0], ()) if lost.key == key), None)

    def of_node(self, node: str) -> Iterator[LostPeering]:
        """The losses of all peerings of a node."""
        for losses in self._at_node.get(node, {}).values():
            yield from losses


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What a rule says: this cause, this sure, on this evidence.

    `spread_ns`: losses of different peerings share the incident only when they lie this close (None: any time while
    it is open). `started_ns` is the first evidence of the cause. `covers` are the keys of causes that are part of this
    one: a node's links are part of its isolation. `follows` is the loss that this, without loss of its own, is only
    a consequence of.
    """

    type: str
    certainty: Certainty
    key: tuple[object, ...]
    subject: str | None
    nodes: tuple[str, ...]
    evidence: tuple[Seen, ...]
    started_ns: int
    spread_ns: int | None = None
    planned: bool = False
    text: str | None = None
    covers: tuple[tuple[object, ...], ...] = ()
    follows: Key | None = None
    until_ns: int | None = None


@dataclass(frozen=True)
class DiagnosisContext:
    """One loss to be explained, with everything that may explain it."""

    peering: Peering
    loss: Outage
    scene: EvidenceIndex
    losses: Losses = field(default_factory=Losses)
    peerings: Sequence[Peering] = ()
    known: dict[tuple[object, ...], object] = field(default_factory=dict)
    """What was worked out of the loss once and is asked for by several rules."""
    _notes: dict[str, list[BgpNotification]] = field(default_factory=dict)

    @property
    def lost_ns(self) -> int:
        """When the session was lost."""
        return self.loss.lost_ns

    @cached_property
    def hold_ns(self) -> int:
        """The session's hold time, with slack: how far back a silent cause may lie."""
        known = [self.scene.facts[view].hold_time_s for view in self.peering.views if view in self.scene.facts]
        hold_s = max((item for item in known if item), default=180.0)
        return int((hold_s + max(5.0, hold_s / 5)) * SECOND_NS)

    @cached_property
    def came_back_ns(self) -> int:
        """When the session was last restored before this loss: what an earlier cause cost was over by then."""
        lost_ns = self.lost_ns
        others = (lost.loss for lost in self.losses.of_peering(self.peering.id) if lost.loss.lost_ns != lost_ns)
        ends = (loss.restored_ns for loss in others)
        return max((at_ns for at_ns in ends if at_ns is not None and at_ns <= lost_ns), default=0)

    def downs(self, node: str) -> list[Transition]:
        """The Down lines of one end."""
        return [edge for edge in self.loss.downs if edge.view[0] == node]

    @cached_property
    def reasons(self) -> list[str]:
        """The words of all Down lines, lower-case."""
        return [edge.reason.lower() for edge in self.loss.downs]

    def notifications(self, node: str) -> list[BgpNotification]:
        """The NOTIFICATIONs that belong to one end's first Down: just before it, oldest first. Never 6/7: that
        ended one of two connections, not the session (RFC 4271, 6.8)."""
        if node not in self._notes:
            self._notes[node] = list(self._joined(node))
        return self._notes[node]

    def _joined(self, node: str) -> list[BgpNotification]:
        first = self.loss.first_down(node)
        if first is None:
            at_ns, slack = self.lost_ns, JOIN_BACK_NS
        else:
            at_ns, slack = first.at_ns, max(20_000_000, first.precision_ns)
        found: list[BgpNotification] = []
        for view in self.peering.views:
            if view[0] == node:
                found += self.scene.of_view(BgpNotification, view, at_ns - JOIN_BACK_NS, at_ns + slack)
        return [item for item in found if (item.code, item.subcode) != (6, 7)]

    def notification(self, code: int, *subcodes: int) -> tuple[BgpNotification, str] | None:
        """The first NOTIFICATION of this meaning at either end, with the node that sent it. 6/7 is never among them: a
        connection collision is no incident (`notifications`)."""
        for node, notification in self._told:
            if notification.code == code and (not subcodes or notification.subcode in subcodes):
                sender = node if notification.direction == "sent" else self.peering.other(node)
                return notification, sender or ""
        return None

    @cached_property
    def _told(self) -> list[tuple[str, BgpNotification]]:
        return [(node, item) for node in self.peering.nodes for item in self.notifications(node)]

    def within(self, node: str, code: int, subcode: int) -> list[BgpNotification]:
        """NOTIFICATIONs of one end while the session is lost."""
        end = self.loss.restored_ns or self.scene.now_ns
        return [
            item
            for view in self.peering.views
            if view[0] == node
            for item in self.scene.of_view(BgpNotification, view, self.lost_ns - JOIN_BACK_NS, end)
            if (item.code, item.subcode) == (code, subcode)
        ]

    @cached_property
    def teardown_kind(self) -> Literal["timer", "told", "closed", "interface", "unsaid"]:
        """How the session ended, by the words of the end that wrote first: a timer ran out, a NOTIFICATION told the
        reason, the peer closed it, the interface went, or nothing was said."""
        if self.notification(4) or self.notification(6, 10):
            return "timer"
        words = " ".join(edge.reason.lower() for edge in self.loss.downs if edge.at_ns - self.lost_ns < SECOND_NS)
        if any(word in words for word in INTERFACE_WORDS):
            return "interface"
        if any(self.notifications(node) for node in self.peering.nodes):
            return "told"
        if any(item in words for item in CLOSED_WORDS):
            return "closed"
        return "timer" if any(each in words for each in TIMER_WORDS) else "unsaid"

    @cached_property
    def clock_in_doubt(self) -> bool:
        """Whether a node's clock was found to be off by little, or both ends came back at times that are apart: nobody
        knows since when, so what rests on the order of several nodes' words is not known either."""
        if self.scene.clock_in_doubt:
            return True
        return TOGETHER_NS < back_apart_ns(self.peering, self.loss) < LITTLE_NS

    def sources(self, *nodes: str) -> tuple[Seen, ...]:
        """The Down lines of these ends, as evidence."""
        return tuple(edge.seen for edge in self.loss.downs if not nodes or edge.view[0] in nodes)

    def lines_around(self) -> tuple[Seen, ...]:
        """Everything that both ends wrote from a second before the loss to a second after it, oldest first."""
        from_ns, to_ns = self.lost_ns - SECOND_NS, self.lost_ns + SECOND_NS
        found: list[Seen] = [edge.seen for edge in self.loss.downs if edge.at_ns <= to_ns] or [self.loss.downs[0].seen]
        for view in self.peering.views:
            found += self.scene.of_view(BgpNotification, view, from_ns, to_ns)
            found += self.scene.of_view(BfdState, view, from_ns, to_ns)
        for node in self.peering.nodes:
            for kind in (InterfaceState, IgpAdjacency, ProcessEvent, NodeEvent, ConfigChange):
                found += self.scene.of_node(kind, node, from_ns, to_ns)
        return tuple(sorted(dict.fromkeys(found), key=self.scene.at))

    def related(self, node: str, within_ns: int) -> list[LostPeering]:
        """All losses of one node's peerings near this loss, this one included."""
        return [item for item in self.losses.of_node(node) if abs(item.loss.lost_ns - self.lost_ns) <= within_ns]

    def peerings_of(self, node: str) -> list[Peering]:
        """All peerings known of a node."""
        return [peering for peering in self.peerings if node in peering.nodes]


class RuleDefectError(Exception):
    """A rule claims what no rule may: a defect of the rule, not of what was seen. `rule` is its type."""

    def __init__(self, rule: str, what: str) -> None:
        self.rule = rule
        super().__init__(f"rule {rule!r} {what}")


Explain = Callable[[DiagnosisContext], Diagnosis | None]
"""What a rule makes of a loss."""

P = ParamSpec("P")
R = TypeVar("R")


def once(
    work: Callable[Concatenate[DiagnosisContext, P], R],
) -> Callable[Concatenate[DiagnosisContext, P], R]:
    """What several rules ask of one loss is worked out once."""

    @wraps(work)
    def asked(case: DiagnosisContext, /, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (work, args)
        if key not in case.known:
            case.known[key] = work(case, *args, **kwargs)
        return cast(R, case.known[key])

    return asked


@dataclass(frozen=True, slots=True)
class Rule:
    """One cause, whole: how it is found (`diagnose`, `search`), and what is said of it (`text`). Lower `rank` is asked
    first; `weak` ones speak only when no other does."""

    type: str
    rank: int
    text: CauseText
    diagnose: Explain | None = None
    search: Callable[[EvidenceIndex, Losses, Sequence[Peering]], list[Diagnosis]] | None = None
    strength: Literal["strong", "weak"] = "strong"
