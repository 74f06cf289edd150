"""What a clause says of sessions, held against some of them: state, moments, lengths, counts, order."""

from collections.abc import Iterable

from agent.detect.incident import PeeringOutage
from agent.report.claims.account import (
    Account,
    Reading,
    SessionRef,
    Unclear,
    Wrong,
    groups_of,
    token_of,
    tokens_of,
    word_of,
)
from agent.report.claims.cause_checks import check_cause
from agent.report.claims.grammar import Slots
from agent.report.claims.quantities import MILLISECOND_NS, Clock, Length, bounded
from agent.report.claims.sessions import far_ends, node_of
from agent.report.claims.tokens import Token
from agent.report.fact_sheet import Fact
from agent.report.words import in_seconds
from clab.units import SECOND_NS

TIMES = (
    "at",
    "from",
    "since",
    "t1",
    "t2",
    "f1",
    "f2",
    "by",
    "until",
    "for",
    "low",
    "high",
    "after",
    "fromfirst",
    "within",
    "past",
    "fromstart",
    "lossat",
)
ALLOWED = {
    "lost": {
        "lossat",
        "at",
        "from",
        "t1",
        "t2",
        "for",
        "low",
        "high",
        "within",
        "fromfirst",
        "since",
        "fromstart",
        "after",
    },
    "back": {"since", "from", "at", "by", "after", "fromfirst", "t1", "t2", "within", "past", "fromstart"},
    "down": {"for", "lossat", "low", "high", "f1", "f2", "t1", "t2", "from", "until", "since"},
    "still": {"since"},
    "up": {"by"},
}
"""Which times and durations a predicate may be told with; any other is not understood."""

BY_S = 2.0
"""By 21:16:49 a session was back that was back so much earlier at most."""

PAST_S = 3.0
"""Shortly after 21:16:49 a session was back that was back so much later at most."""

BRIEF_NS = 60 * SECOND_NS
"""What was down for less was down for a short while."""

WIDER = 0.1
"""By which share a range may be wider than what it spans."""

SUCCESSION_NS = 2 * SECOND_NS
"""What followed each other quickly was within so long."""

BY_EARLY_S = 0.1
"""By 21:16:49 a session was not back that was back so much later."""

FAR = 0.3
"""What is told as `about` and is less far off than this share is not denied."""

COUNTED = {"lost", "down", "back"}


def lost_at(outage: PeeringOutage) -> int | None:
    """When it was lost."""
    return outage.lost_ns


def restored_at(outage: PeeringOutage) -> int | None:
    """When it was back for good."""
    return outage.restored_ns


class Predicate:
    """What a clause says of sessions, as a function of them."""

    def __init__(self, pred: str, slots: Slots, account: Account, reading: Reading) -> None:
        self.pred, self.slots, self.account, self.reading = pred, slots, account, reading
        said = {value for name, value in slots if name == "each" and isinstance(value, str)}
        if len(said) > 1:
            raise Unclear("says each and in all at once")
        self.each = next(iter(said), "")
        self.roughly = bool(word_of(slots, "roughly"))

    def __call__(self, outages: SessionRef) -> None:
        """Raise where it does not hold of these sessions."""
        self._state(outages)
        self._moments(outages)
        self._lengths(outages)
        named = {node_of(token) for group in groups_of(self.slots, "logged") for token in tokens_of(group, "node")}
        if len(named) != sum(len(tokens_of(group, "node")) for group in groups_of(self.slots, "logged")):
            raise Wrong("names one router twice")
        for outage in outages if word_of(self.slots, "bothends") or named else ():
            what = "up" if self.pred in ("back", "up") else "left"
            if not (named or {outage.a or "", outage.b or ""}) <= {
                event.node for event in self.account.events_of(outage, what)
            }:
                raise Unclear("was not seen at both ends")
        if word_of(self.slots, "bounce") and any(item.restored_ns is None for item in outages):
            raise Wrong("says that it came back at once, and it is still down")
        if word_of(self.slots, "repeated") and any(item.losses < 2 for item in outages):
            raise Wrong("says that it was lost repeatedly, and it was once")
        self._counts(outages)
        self._order(outages)
        self._others(outages)

    def _part(self, outage: PeeringOutage, kind: str) -> Fact | None:
        part = self.account.parts[outage]
        return {"lost": part.lost, "back": part.restored, "for": part.down_for, "times": part.losses}[kind]

    def _token(self, name: str) -> Token | None:
        return token_of(self.slots, name)

    def _state(self, outages: SessionRef) -> None:
        up = [item for item in outages if item.restored_ns is not None]
        if self.pred in ("back", "up"):
            for outage in outages:
                if outage.restored_ns is None:
                    raise Wrong("says that a session is back, and it is still down", None, self._part(outage, "lost"))
            self.reading.at_ns = max((each.restored_ns or 0 for each in outages), default=None)
            self.reading.states(*(self._part(each, "back") for each in outages))
            if len(outages) == len(self.account.incident.peerings):
                self.reading.states(self.account.fact("last_restored"))
        elif self.pred == "still":
            if up:
                raise Wrong("says that a session is down, and it is back", None, self._part(up[0], "back"))
            self.reading.states(self.account.count("peerings still down"))
        elif outages:
            self.reading.at_ns = min(each.lost_ns for each in outages)
            if (
                self.pred == "down"
                and not (self.reading.beside or word_of(self.slots, "hard"))
                and not any(name in (*TIMES, "times", "vague") for name, _ in self.slots)
            ):
                raise Unclear("says that a session was down, and not for how long")

    def _moments(self, outages: SessionRef) -> None:
        if not outages:
            return
        lost = sorted(item.lost_ns for item in outages)
        back = sorted(each.restored_ns for each in outages if each.restored_ns is not None)
        mine = back if self.pred in ("back", "up") else lost
        kind = "back" if mine is back else "lost"
        if (at := self._token("at")) is not None:
            for outage in outages:
                moment = (outage.restored_ns or 0) if mine is back else outage.lost_ns
                try:
                    self._clock(at, [moment], outage, kind, outages)
                except Wrong:
                    if mine is lost or len(outages) == 1 or not at.payload.matches(back[-1]):  # type: ignore[union-attr]
                        raise
                    raise Unclear("is when the last was back, not each of them", at) from None
        if (start := self._token("from") or self._token("since")) is not None:
            if self.pred in ("back", "up"):
                self._clock(start, [mine[-1]], outages[-1], kind, outages)
            elif self._token("since") is not None and back:
                raise Unclear("says since, and it is over", start)
            else:
                self._clock(start, [lost[0]], outages[0], "lost", outages)
        if (first := self._token("t1")) is not None and self.pred != "down":
            if len(mine) < 2 or any(each.losses > 1 for each in outages):
                raise Unclear("says between, and it is one, or it was lost again", first)
            self._clock(first, [mine[0]], outages[0], kind, outages)
            self._clock(self._token("t2"), [mine[-1]], outages[-1], kind, outages)
        begin, end = (self._token("f1"), self._token("f2"))
        if begin is None and self.pred == "down":
            begin, end = self._token("t1"), self._token("t2")
        if begin is not None:
            for outage in outages:
                if outage.losses > 1 or outage.restored_ns is None:
                    raise Unclear("was not down all the time between", begin)
                self._clock(begin, [outage.lost_ns], outage, "lost", outages)
                self._clock(end, [outage.restored_ns], outage, "back", outages)
        self._each_loss(outages)
        if (past := self._token("past")) is not None:
            self._past(past, mine[-1])
        if (by := self._token("by") or self._token("until")) is not None:
            if len(back) != len(outages):
                raise Wrong("says until when, and it is not over", by)
            late = by.payload.after_s(back[-1]) if isinstance(by.payload, Clock) else -1.0
            if self._token("by") is not None and late < -BY_EARLY_S:
                raise Wrong(f"it was not over by {by.text}", by)
            if self._token("by") is None or not 0 <= late < BY_S:
                self._clock(by, [back[-1]], outages[-1], "back", outages)

    def _each_loss(self, outages: SessionRef) -> None:
        """`at 21:30:36 and again at 21:31:37`: one time for each loss."""
        said = tokens_of(self.slots, "lossat")
        for outage in outages if said else ():
            found = self.account.events_of(outage, "left")
            if outage.losses != len(said) and self._left(outage) != len(said):
                raise Unclear("gives another number of times than there were losses", said[0])
            for token in said:
                if not any(isinstance(token.payload, Clock) and token.payload.matches(item.at_ns) for item in found):
                    raise Wrong(f"{token.text} is not when it was lost", token)

    def _left(self, outage: PeeringOutage) -> int:
        """How often one of its ends logged that it went; a short return does not end an outage."""
        nodes = [event.node for event in self.account.events_of(outage, "left") if event.source != "snapshot"]
        return max((nodes.count(node) for node in nodes), default=0)

    def _clock(
        self, token: Token | None, times: Iterable[int], outage: PeeringOutage, kind: str, all_: SessionRef
    ) -> None:
        assert token is not None
        assert isinstance(token.payload, Clock)
        slack = MILLISECOND_NS if len(all_) > 1 else 0
        if word_of(self.slots, "fuzzy"):
            slack = max(slack, token.payload.step_ns)
        fact = self._part(outage, kind)
        for at_ns in times:
            if not token.payload.matches(at_ns, slack):
                if self._logged(token.payload, outage, kind):
                    continue
                raise Wrong(f"{token.text} is not when it was {kind}", token, fact)
        incident = self.account.incident
        whole = {incident.first_loss_ns: "first_loss", incident.last_restored_ns: "last_restored"}
        self.reading.states(fact, *(self.account.fact(whole[time]) for time in times if time in whole))  # type: ignore[arg-type]

    def _logged(self, clock: Clock, outage: PeeringOutage, kind: str) -> bool:
        """Whether the routers of which the clause speaks logged it at that time.

        Raises:
            Unclear: another router did.
        """
        found = self.account.events_of(outage, "up" if kind == "back" else "left")
        at_that_time = [event for event in found if clock.matches(event.at_ns)]
        if at_that_time and not {event.node for event in at_that_time} & set(self.reading.observers):
            raise Unclear("is when one router logged it, and not when it was")
        return bool(at_that_time)

    def _others(self, outages: SessionRef) -> None:
        """With how many and which routers they were, told beside them: `with four neighbours`, `one each from`."""
        named = [token for group in groups_of(self.slots, "spread") for token in tokens_of(group, "node")]
        number = self._token("nfar")
        if not outages or not (named or number):
            return
        found = far_ends(outages)
        if not found:
            raise Unclear("says with whom, and they have no router in common", number or named[0])
        if number is not None and number.payload != len(set(found)):
            raise Wrong(f"they are with {len(set(found))} routers", number)
        if named:
            said = [node_of(token) for token in named]
            if set(said) != set(found) or len(set(said)) != len(said):
                raise Wrong("they are not with these routers", named[0])
            if word_of(self.slots, "one") and len(found) != len(said):
                raise Wrong("it is not one session of each", named[0])

    def _past(self, token: Token, last_ns: int) -> None:
        """`shortly after 08:00:04`: within so many seconds of it."""
        assert isinstance(token.payload, Clock)
        late_s = -token.payload.after_s(last_ns)
        if not 0 <= late_s <= PAST_S:
            raise Wrong(f"it was not shortly after {token.text}", token)
        self.reading.states(self.account.fact("last_restored"))

    def _lengths(self, outages: SessionRef) -> None:
        if not outages:
            return
        if (took := self._token("for")) is not None:
            for outage in outages:
                self._down_for(took, outage, outages)
        if word_of(self.slots, "vague") and any(not 0 < (item.outage_ns or 0) < BRIEF_NS for item in outages):
            raise Unclear("says for a while, and it was longer")
        if (low := self._token("low")) is not None:
            spans = sorted(self._outage_s(each, low) for each in outages)
            self._range(low, self._token("high"), spans)
            if self.each == "all":
                raise Unclear("sums up what is a range", low)
            self.reading.states(*(self._part(each, "for") for each in outages))
        if (after := self._token("after")) is not None:
            (self._later if self.pred == "lost" else self._after)(after, outages)
        first = self.account.incident.first_loss_ns or 0
        if (later := self._token("fromfirst")) is not None:
            if self.pred == "lost" and any(item.losses > 1 for item in outages):
                raise Unclear("says so long, and it was lost several times", later)
            last = max((each.restored_ns or 0) if self.pred == "back" else each.lost_ns for each in outages)
            whole = self._token("by") is not None or self._token("took") is not None
            whole = whole or bool(word_of(self.slots, "wholly"))
            if len(outages) > 1 and not whole and self.pred == "back":
                last = min(each.restored_ns or 0 for each in outages) if self._spread(outages) else last
            self._length(later, in_seconds(last - first), self.account.fact("reconvergence"))
        if (later := self._token("fromstart")) is not None:
            self._from_event(later, outages)
        if (within := self._token("within")) is not None:
            times = [(item.restored_ns or 0) if self.pred == "back" else item.lost_ns for item in outages]
            start = first if self.pred == "back" and not word_of(self.slots, "mutual") else min(times)
            if self.pred == "back" and self.reading.before_ns is not None and not self.account.published:
                start = max(start, min(self.reading.before_ns, min(times)))
            assert isinstance(within.payload, Length)
            if len(outages) == 1 and self.pred == "lost":
                times = [item.at_ns for item in self.account.events_of(outages[0], "left")]
                start, outages = min(times, default=0), outages * 2
                if len(times) < 2 or max(times) - start > BRIEF_NS:
                    raise Unclear("says within, and not from what", within)
            took_s = in_seconds(max(times) - start)
            if (len(outages) < 2 and self.pred == "lost") or took_s > within.payload.latest_s:
                raise Wrong(f"it took longer than {within.text}", within)
            if within.payload.value_s > max(1.0, 2.5 * took_s):
                raise Unclear(f"it took much less than {within.text}", within)

    def _range(self, low: Token, high: Token | None, spans: list[float]) -> None:
        """`between 28 and 30 seconds`: the shortest and the longest, or a little wider than they are."""
        assert isinstance(low.payload, Length)
        assert high is not None
        assert isinstance(high.payload, Length)
        start_s, end_s = low.payload.value_s, high.payload.value_s
        within = start_s <= spans[0] and spans[-1] <= end_s
        if within and start_s >= (1 - WIDER) * spans[0] and end_s <= (1 + WIDER) * spans[-1]:
            return
        self._length(low, spans[0], None)
        self._length(high, spans[-1], None)

    def _from_event(self, token: Token, outages: SessionRef) -> None:
        """So long after what caused it; of several sessions the last counts where they did not do it as one."""
        event = word_of(self.slots, "event")
        needs = word_of(self.slots, "needs")
        check_cause((("cause", event), *((("needs", needs),) if needs else ())), self.account, self.reading)
        at_ns = self.account.incident.started_ns
        times = [(item.restored_ns or 0) if self.pred == "back" else item.lost_ns for item in outages]
        whole = set(outages) == set(self.account.incident.peerings) and self.pred == "back"
        for time in [max(times)] if whole else times:
            self._length(token, in_seconds(time - at_ns), None)

    def _later(self, token: Token, outages: SessionRef) -> None:
        """Lost so long after what was said just before."""
        before_ns = self.reading.before_ns
        if before_ns is None:
            raise Unclear("says later, and not than what", token)
        for outage in outages:
            self._length(token, in_seconds(outage.lost_ns - before_ns), None)

    def _after(self, token: Token, outages: SessionRef) -> None:
        """Each was back so long after its loss; said of all, it may be the time from the first loss to the last."""
        incident = self.account.incident
        if any(item.losses > 1 for item in outages):
            raise Unclear("was lost more than once", token)
        try:
            for outage in outages:
                self._length(token, self._outage_s(outage, token), self._part(outage, "for"))
        except Wrong as error:
            before_ns = self.reading.before_ns
            if before_ns is not None and not self.account.published:
                last_ns = max(outage.restored_ns or 0 for outage in outages)
                try:
                    self._length(token, in_seconds(last_ns - before_ns), None)
                except Wrong:
                    raise Unclear("is not so long after what was said before", token) from error
                return
            if len(outages) == 1:
                raise
            if set(outages) != set(incident.peerings) or incident.reconvergence_ns is None:
                raise Unclear("may mean each session or all of them", token) from error
            self._length(token, in_seconds(incident.reconvergence_ns), self.account.fact("reconvergence"))

    def _spread(self, outages: SessionRef) -> bool:
        times = [outage.restored_ns or 0 for outage in outages]
        return max(times) - min(times) > MILLISECOND_NS

    def _outage_s(self, outage: PeeringOutage, token: Token) -> float:
        if outage.outage_ns is None:
            raise Wrong(f"says {token.text}, and it is still down", token, self._part(outage, "lost"))
        return in_seconds(outage.outage_ns)

    def _down_for(self, token: Token, outage: PeeringOutage, outages: SessionRef) -> None:
        if outage.losses > 1 and self.each != "all":
            error: type[Wrong | Unclear] = Wrong if self.each == "each" else Unclear
            raise error(f"{token.text} would be the sum of {outage.losses} losses", token)
        if self.each == "all" and len(outages) > 1 and not word_of(self.slots, "sumeach"):
            raise Unclear("sums up over what is not clear", token)
        if self.each == "each" and len(outages) == 1:
            raise Unclear("says each of one", token)
        self._length(token, self._outage_s(outage, token), self._part(outage, "for"))

    def length(self, token: Token, length_s: float) -> None:
        """Raise where a duration is not as it is written."""
        self._length(token, length_s, None)

    def _length(self, token: Token | None, length_s: float, fact: Fact | None) -> None:
        assert token is not None
        assert isinstance(token.payload, Length)
        bound = word_of(self.slots, "cmp")
        if bound and (fits := bounded(token.payload, length_s, bound)) is not True:
            error = Wrong(f"{length_s:.1f} s is not {bound} {token.text}", token, fact)
            raise error if fits is False else Unclear(f"{length_s:.1f} s is far from {token.text}", token)
        if not bound and not token.payload.matches(length_s, roughly=self.roughly):
            if self.roughly and abs(token.payload.value_s - length_s) < FAR * length_s:
                raise Unclear(f"it was {length_s:.1f} s, which is near", token)
            raise Wrong(f"{token.text} is not how long it took ({length_s:.1f} s)", token, fact)
        self.reading.states(fact)

    def _counts(self, outages: SessionRef) -> None:
        token, once = self._token("times"), word_of(self.slots, "once")
        if token is None and not once:
            bound = any(self._token(item) for item in ("for", "low"))
            if self.each and not bound:
                raise Unclear(f"says {'each' if self.each == 'each' else 'in all'} of nothing that is counted")
            return
        wanted = token.payload if token is not None else int(once)
        if self.pred not in COUNTED or not outages:
            raise Unclear("counts what is not counted", token)
        losses = [outage.losses for outage in outages]
        if len(losses) > 1 and not self.each and not (word_of(self.slots, "pair") and set(losses) == {wanted}):
            raise Unclear("may mean each or all together", token)
        if all(self._left(outage) == wanted for outage in outages) and set(losses) != {wanted}:
            raise Unclear("counts what came back for a moment", token)
        if (sum(losses) != wanted) if self.each == "all" else any(loss != wanted for loss in losses):
            raise Wrong(f"it was lost {sum(losses)} times in all", token, self._part(outages[0], "times"))
        self.reading.states(*(self._part(each, "times") for each in outages))

    def _order(self, outages: SessionRef) -> None:
        order = word_of(self.slots, "order")
        if order and outages:
            peerings = self.account.incident.peerings
            key = restored_at if self.pred == "back" else lost_at
            times = {peering: key(peering) for peering in peerings}
            rest = [at or 0 for time, at in times.items() if time not in outages]
            mine = [times[outage] or 0 for outage in outages]
            if not rest or None in times.values():
                raise Unclear(f"says {order} of what has no order")
            if (max(mine) > min(rest)) if order == "first" else (min(mine) < max(rest)):
                if len(outages) > 1:
                    raise Unclear(f"they were not all the {order}")
                raise Wrong(f"it was not the {order} one", None, self.account.parts[outages[0]].peering)
        if quick := word_of(self.slots, "quick"):
            spans = [item.outage_ns or 0 for item in self.account.incident.peerings]
            mine_ns = outages[0].outage_ns or 0
            ranked = sorted(spans, reverse=quick == "slowest")
            if len(outages) != 1 or len(spans) < 2 or 0 in spans:
                raise Unclear(f"says {quick} of what has no order")
            if mine_ns != ranked[0] or ranked[0] == ranked[1]:
                raise Wrong(f"it was not the {quick}", None, self.account.parts[outages[0]].down_for)
        if word_of(self.slots, "succession") and outages:
            moments = [(outage.restored_ns or 0) if self.pred == "back" else outage.lost_ns for outage in outages]
            if len(outages) < 2 or max(moments) - min(moments) > SUCCESSION_NS:
                raise Unclear("says in succession, and it was not")
        if word_of(self.slots, "together") and outages:
            times_ = [(outage.restored_ns or 0) if self.pred == "back" else outage.lost_ns for outage in outages]
            if len(outages) < 2 or max(times_) - min(times_) > 10 * MILLISECOND_NS:
                raise Unclear("says together, and it was not at one moment")
        if word_of(self.slots, "firsttime") and any(item.losses == 1 for item in outages):
            raise Unclear("says the first time of what happened once")
