"""A question parsed whole into queries: what is asked, of which events, bound by which other events.

A question is a main clause with clauses of time behind or before it (`after r2 was restarted`), two things compared, or
a time between two. Every word has a place in one of them, or the question is none of this grammar. Pure.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from agent.report.questions.clauses import (
    ASKING,
    AUX,
    CONNECTIVES,
    LONGEST,
    MEASURED,
    NOUNS,
    RELATIVES,
    SESSION,
    UNTIL,
    Lab,
    all_of,
    alternatives,
    at_edge,
    clauses,
    idle,
    is_relative,
    left_out,
    noun_of,
    parted,
    scanned,
    with_names,
    without,
)
from agent.report.questions.form import unwrapped
from agent.report.questions.phrases import EDGES, ORDERS, event, is_event
from agent.report.questions.query import Ask, Bound, Event, Query
from agent.report.questions.times import window
from agent.report.questions.tokens import Tag

SIMPLE = frozenset(("q.when", "q.how_long", "q.many", "q.what", "q.list", "q.who", "x.total", "n.session",
                    "n.incident", "n.times", "e.start", "e.over", "n.node"))  # fmt: skip
"""Slots of a word that asks for something of one event."""

ORDERING = ("before", "after", "before or after", "after or before", "earlier than", "sooner than", "later than")
"""Words that ask whether one event was before another."""


def parse(question: str, lab: Lab, said: Query | None = None) -> tuple[Query, ...] | None:
    """The queries of a question, which may refer to what was `said` before; None where a word of it has no place."""
    plain, _ = unwrapped(" ".join(question[:LONGEST].split()))
    for parts in parted(scanned(plain, lab)):
        found: list[Query] = []
        for part in with_names(parts):
            query = _Clause(part, lab, found[0] if found else said).query()
            if query is None:
                break
            found.append(query)
        else:
            return tuple(dict.fromkeys(found))
    return None


class _Clause:
    """A main clause with its clauses of time, on its way to a query."""

    def __init__(self, found: Sequence[Tag], lab: Lab, before: Query | None) -> None:
        bounds = window(found, lab.now_ns, lab.zone)
        self.lab, self.before = lab, before
        self.bounds: tuple[Bound, ...] = ()
        if bounds.from_ns is not None or bounds.to_ns is not None:
            self.bounds = (Bound("during", None, bounds.from_ns, bounds.to_ns, bounds.at),)
        rest, self.without = left_out([*bounds.rest])
        self.main, self.subs = clauses(rest)

    def event(self, found: Sequence[Tag]) -> Event | None:
        """A phrase as an event; what a second question does not say itself is that of the first."""
        named = [tag for tag in found if tag.slot not in (*AUX, "-", ",")]
        if self.before is not None and (not named or all(set(tag.slots) & {*ORDERS} for tag in named)):
            order = next((ORDERS[slot] for tag in named for slot in tag.slots if slot in ORDERS), None)
            if not named:
                return self.before.of
            return None if len(named) > 1 else replace(self.before.of, order=order, rank=1, number=1)
        mine = event(found, self.lab.pairs)
        if mine is None or self.before is None:
            return mine
        whole = self.before.of
        if not (mine.nodes or mine.addresses or mine.families or mine.roles or mine.incident or mine.name):
            if mine.sort == whole.sort and whole.order and not mine.order and self.before.ask == "which":
                mine = replace(mine, bounds=(Bound("same", whole),))  # of what was named
            elif mine.sort == whole.sort:
                mine = replace(mine, nodes=whole.nodes, addresses=whole.addresses, families=whole.families,
                               roles=whole.roles, name=whole.name, each=whole.each)  # fmt: skip
            elif mine.sort == "outage":
                return None
        return mine

    def query(self) -> Query | None:
        """What the clause asks; None where a word of it has no place."""
        asks = [k for k, tag in enumerate(self.main) if any(slot in ASKING for slot in tag.slots)]
        if len(self.subs) > 2 or (self.bounds and self.subs):
            return None
        if self.before is not None and self._said_already(asks):
            return self.before
        for read in (self._lag, self._choice, self._plain):
            found = read(asks)
            if found is not None:
                return found if found.of.without == self.without else None
        return None

    def _said_already(self, asks: list[int]) -> bool:
        """`by how much` behind a comparison: the answer to that says it."""
        named = [tag for k, tag in enumerate(self.main) if k not in asks and tag.slot not in ("-", *AUX)]
        measures = asks and set(self.main[asks[0]].slots) & {"q.many", "q.how_long", "q.lag"}
        compared = self.before is not None and self.before.ask in ("longer_of", "first_of", "lag")
        return bool(measures) and compared and not named and not self.subs

    # the time between two

    def _lag(self, asks: list[int]) -> Query | None:
        main, subs = self.main, self.subs
        if len(asks) != 1 or self.bounds:
            return None
        ask, rest = main[asks[0]], [*main[: asks[0]], *main[asks[0] + 1 :]]
        while len(rest) > 1 and rest[0].slot in (*AUX, "e.take") and rest[1].slot in (*AUX, "e.take", "-"):
            rest = rest[1:]
        rest = rest[1:] if rest and rest[0].slot == "e.take" else rest
        rest = rest[1:] if [tag.words for tag in rest[1:2]] in (["from"], ["between"]) and rest[0].slot in AUX else rest
        last = ask.words.split()[-1]
        two: tuple[Event | None, Event | None] = (None, None)
        if "q.lag" in ask.slots and last == "after" and not subs:
            two = next(self._split(rest, lambda tag: tag.slot in AUX), two)
        elif last == "before" and not subs:
            two = next(self._split(rest, lambda tag: tag.slot in AUX), two)[::-1]
        elif "q.lag" in ask.slots and last in ("later", "earlier") and len(subs) == 1 and subs[0][0] == "after":
            two = (self.event(subs[0][1]), self.event(rest))
        elif (
            {"q.lag", "q.how_long"} & set(ask.slots)
            and len(subs) == 1
            and subs[0][2] in UNTIL
            and (last == "from" or rest[:1] == [Tag("from", ("-",))])
        ):
            two = (self.event([tag for tag in rest if tag.words != "from"]), self.event(subs[0][1]))
        elif {"q.lag", "q.how_long"} & set(ask.slots) and not subs:
            words = [tag.words for tag in rest]
            if last in ("between", "apart") or words[:1] == ["between"]:
                rest = rest[1:] if words[:1] == ["between"] else rest
                two = next(self._split(rest, lambda tag: tag.words == "and"), two) or two
                pair = self.event(rest) if two[0] is None else None
                if pair is not None and (pair.number == 2 or pair.sort == "interface") and not pair.order:
                    pair = replace(at_edge(pair), order="first", number=1)
                    two = (pair, replace(pair, rank=2))
            elif last == "from" or words[:1] == ["from"]:
                rest = rest[1:] if words[:1] == ["from"] else rest
                two = next(self._split(rest, lambda tag: tag.words in ("to", *UNTIL)), two)
        elif {"q.lag", "q.how_long"} & set(ask.slots) and len(subs) in (1, 2):
            named = {word: part for word, part, _ in ((w, p, r) for r, p, w in subs)}
            begin = next((part for word, part in named.items() if CONNECTIVES[word] == "after"), None)
            until = next((part for word, part in named.items() if word in UNTIL), None)
            if until is None and begin is not None and is_event(rest):
                until = rest
            elif not all(idle(tag) for tag in rest):
                begin = begin if begin is not None or rest[:1] != [Tag("from", ("-",))] else rest[1:]
                if begin is None or (until is not None and len(subs) == 2):
                    return None
            if begin is not None and until is not None:
                two = (self.event(begin), self.event(until))
        first, then = two
        if first is None or then is None or first == then:
            return None
        return Query("lag", at_edge(all_of(then, whole=True)), at_edge(all_of(first)))

    def _split(self, found: Sequence[Tag], at: Callable[[Tag], bool]) -> Iterator[tuple[Event, Event]]:
        for place, tag in enumerate(found):
            begin, end = [*found[:place]], [*found[place + 1 :]]
            if at(tag) and begin and all(set(one.slots) & {*ORDERS, "x.nth"} or one.slot == "-" for one in begin):
                begin += [one for one in end if not set(one.slots) & {*ORDERS, "x.nth"}]  # the first and the second one
            if at(tag) and is_event(begin) and is_event(end):
                left, right = self.event(begin), self.event(end)
                if left is not None and right is not None:
                    yield left, right

    # which of two

    def _choice(self, asks: list[int]) -> Query | None:
        ors = [k for k, tag in enumerate(self.main) if "x.or" in tag.slots]
        if len(ors) != 1 or self.subs or len(asks) > 1:
            return None
        left, right, shared = alternatives(self.main, ors[0])
        left, right = ([SESSION] if [tag.words for tag in one] == ["bgp"] else one for one in (left, right))
        longer = [tag for tag in shared if tag.words in ("longer", "the longest", "longest", "shorter", "shortest")]
        orders = [tag for tag in shared if {"x.first", "x.last"} & set(tag.slots)]
        if len(longer) + len(orders) != 1 or not left or not right:
            return None
        for k in asks:
            if not set(self.main[k].slots) & {"q.what", "q.who", "q.list"}:
                return None
        rest = [tag for tag in shared if tag not in longer and not any(slot in ASKING for slot in tag.slots)]
        rest = [without(tag, ("x.first", "x.last")) for tag in rest]
        lone = [tag for tag in rest if tag.slot in ("n.session", "n.node", "role")]
        rest = [tag for tag in rest if tag not in lone]
        both = [self.event([*rest, *some]) or self.event(some) for some in (left, right)]
        first, second = both
        if first is None or second is None or first == second or first.order or second.order:
            return None
        if longer:
            whole = [replace(one, edge="whole", bounds=self.bounds) for one in (first, second)]
            return Query("longer_of", whole[0], whole[1], before=longer[0].words.startswith(("long", "the long")))
        first, second = (at_edge(replace(one, bounds=self.bounds)) for one in (first, second))
        return Query("first_of", first, second, before="x.first" in orders[0].slots)

    # events, bound by others

    def _plain(self, asks: list[int]) -> Query | None:
        if len(asks) > 1 or any("x.or" in tag.slots for tag in self.main):
            return None
        ask = self.main[asks[0]] if asks else None
        rest = [tag for k, tag in enumerate(self.main) if k not in asks]
        slots = set(ask.slots) if ask else set()
        if ("q.who" in slots and not self.without) or "q.lag" in slots or (ask and ask.words.split()[-1] in MEASURED):
            return None
        total = any("x.total" in tag.slots for tag in rest) or "x.total" in slots
        rest = [tag for tag in rest if "x.total" not in tag.slots]
        if slots - SIMPLE:
            return None
        if ask is not None and slots & {*NOUNS}:
            rest = [Tag(ask.words, tuple(slots & {*NOUNS})), *rest]
        if slots & {"e.start", "e.over"}:
            rest = [*rest, Tag(ask.words if ask else "", tuple(slots & {"e.start", "e.over"}))]
        if "q.how_long" in slots and rest and rest[-1].words == "last":
            rest = rest[:-1]
        if any("x.not" in tag.slots for tag in rest):
            return None
        if not asks:
            return self._whether(rest)
        if (
            ask is not None
            and ask.words in ("when", "wen")
            and asks[0] == 0
            and (len(self.main) < 2 or self.main[1].slot not in AUX)
        ):
            return None  # a clause of its own
        if slots & {"q.many"} and total:
            total = False
        noun = noun_of(rest)
        ranking = [tag for tag in rest if any(slot in ORDERS for slot in tag.slots)]
        of = self._nested(rest)
        if of is None or (total and "q.how_long" not in slots):
            return None
        of = self._bound(of)
        if of is None or of.agent or (of.sort == "outage" and of.rank > 1 and len(of.nodes) < 2 and not of.addresses):
            return None
        if "q.who" in slots:
            one = of.sort == "outage" and len(of.nodes) == 1 and not noun and of.edge != "whole"
            return Query("which", of, noun="node") if one and of.without else None
        simple = (
            self.before is None and not of.order and not of.without and all(bound.event is None for bound in of.bounds)
        )
        timed = bool(of.bounds) and bool(slots & {"q.what", "q.list"}) and of.sort == "outage" and of.edge != "whole"
        if simple and not timed:
            return None  # what nothing bounds is answered by what tells more of it
        if "q.when" in slots:
            return Query("when", all_of(of), noun=noun)
        if "q.how_long" in slots and of.causes[:1] in (("isolated",), ("limit",), ("withdraw",), ("filter",)):
            return None
        if "q.how_long" in slots:
            return Query("how_long", replace(of, edge="whole"), noun=noun, total=total) if of.edge != "to" else None
        if "q.many" in slots:
            if of.order or (not noun and "n.times" not in slots) or not is_event(rest):
                return None
            return Query("count", of, noun=noun)
        named = is_event(rest) or bool(of.order)
        if of.sort == "incident" and not of.bounds and not any(slot in EDGES for tag in rest for slot in tag.slots):
            return None
        if (
            (simple and self.before is None)
            or (of.order and not ranking)
            or not named
            or of.sort in ("cause", "command")
        ):
            return None
        return Query("which", of, noun=noun)

    def _longer(self, rest: list[Tag]) -> Query | None:
        """`was the IPv6 session down longer than the IPv4 one`."""
        place = next((k for k, tag in enumerate(rest) if tag.words in ("longer than", "shorter than")), 0)
        if not place or self.subs or self.bounds:
            return None
        verbs = [tag for tag in rest[:place] if any(slot in EDGES for slot in tag.slots)]
        first, second = self.event(rest[:place]), self.event([*rest[place + 1 :], *verbs])
        if first is None or second is None or first.order or second.order:
            return None
        if second.families and not (second.nodes or second.addresses):
            second = replace(second, nodes=first.nodes)
        longer = rest[place].words.startswith("longer")
        both = [replace(one, edge="whole") for one in (first, second)]
        return Query("longer_of", both[0], both[1], before=longer, polar=True) if first != second else None

    def _whether(self, rest: list[Tag]) -> Query | None:
        """A question without a word that asks: whether it was so, or before another; or a bare name of an event."""
        longer = self._longer(rest)
        if longer is not None:
            return longer
        polar = bool(rest) and rest[0].slot in AUX
        if polar and len(self.subs) == 1 and self.subs[0][2] in ORDERING and not self.bounds:
            first, second = self.event(rest), self.event(self.subs[0][1])
            if first is None:
                return None
            if second is None or (second.sort == "outage" and not is_event(self.subs[0][1])):
                verbs = [tag for tag in rest if any(slot in EDGES for slot in tag.slots)]
                second = self.event([*self.subs[0][1], *verbs])
            if second is not None and second.families and not (second.nodes or second.addresses):
                second = replace(second, nodes=first.nodes)
            if second is None or first == second or first.edge == "whole":
                return None
            named = bool(first.nodes or first.addresses or first.families or first.sort != second.sort)
            alike = bool(second.nodes or second.addresses or second.families or second.sort != "outage" or second.order)
            if named and alike and not first.order:
                ask: Ask = "first_of" if " or " in self.subs[0][2] else "earlier"
                return Query(ask, at_edge(first), at_edge(second), before=self.subs[0][0] == "before")
        if polar:
            return self._holds(rest)
        of = self._nested(rest)
        of = self._bound(of) if of is not None else None
        verb = any(slot in EDGES for tag in rest for slot in tag.slots)
        return Query("which", of, noun=noun_of(rest)) if of is not None and of.order and of.rank == 1 and verb else None

    def _holds(self, rest: list[Tag]) -> Query | None:
        """Whether sessions were lost or came back, or how they stood, in the time that other events say."""
        up = [tag for tag in rest if tag.slot in ("e.up", "e.stayed", "e.fine")]
        down = [tag for tag in rest if tag.slot == "e.down"]
        if len(up) + len(down) > 1 or (any("e.lost" in tag.slots for tag in rest) and up):
            return None
        if up:
            rest = [Tag(tag.words, ("e.down",)) if tag in up else tag for tag in rest]
        of = self.event(rest)
        of = self._bound(of) if of is not None else None
        if of is None or of.order or of.agent or of.sort != "outage":
            return None
        alone = self.before is None and all(bound.event is None for bound in of.bounds)
        during = [bound for bound in of.bounds if bound.event is not None and bound.relation == "during"]
        if up or down:
            return (
                Query("state", replace(of, edge="whole"), up=bool(up)) if len(during) == 1 == len(of.bounds) else None
            )
        return None if alone else Query("holds", of, present=rest[0].slot in ("t.now", "t.perfect"))

    def _nested(self, rest: list[Tag]) -> Event | None:
        """A phrase with a relative clause: `when did the session that fell first come back`: the session that it names,
        and what is said of it."""
        place = next((k for k, tag in enumerate(rest) if k and tag.words in RELATIVES and is_relative(rest, k)), None)
        if place is None:
            return self.event([tag for tag in rest if tag.words != "that"])
        verbs = [k for k in range(place + 1, len(rest)) if any(slot in EDGES for slot in rest[k].slots)]
        if len(verbs) != 2:
            return self.event([tag for tag in rest if tag.words != "that"]) if len(verbs) == 1 else None
        cut = next(k for k in range(verbs[0] + 1, verbs[1] + 1) if rest[k].slot in AUX or k == verbs[1])
        inner = self.event([*rest[:place], *rest[place + 1 : cut]])
        outer = self.event(rest[cut:])
        if (
            inner is None
            or outer is None
            or inner.order is None
            or outer.order
            or outer.nodes
            or inner.sort != "outage"
        ):
            return None
        return replace(outer, sort="outage", bounds=(Bound("same", inner),))

    def _bound(self, of: Event) -> Event | None:
        """An event in the time that clauses or clock times say."""
        bounds = list(self.bounds)
        for relation, part, word in self.subs:
            inner = self.event(part)
            if inner is None or word in UNTIL:
                return None
            bounds.append(Bound(relation, inner))
        if of.others and not any(bound.event is not None for bound in bounds):
            return None
        return replace(of, bounds=(*of.bounds, *bounds), without=self.without)
