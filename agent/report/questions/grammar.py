"""A question parsed whole into queries: productions over the tags of the lexicon, each with what it means.

Every word has a place in a production or in a phrase (`phrases.py`), or the question is none of this grammar. Where two
derivations mean different queries the question is ambiguous, and none of them is taken. Pure.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from agent.report.questions import actions as do
from agent.report.questions.actions import LONGER, Phrase, Said
from agent.report.questions.chart import Chart, Test, productions
from agent.report.questions.clauses import (
    AUX,
    COMMA,
    CONNECTIVES,
    LONGEST,
    MEASURED,
    RELATIVES,
    Lab,
    left_out,
    parted,
    scanned,
    with_names,
)
from agent.report.questions.form import unwrapped
from agent.report.questions.phrases import EDGES, ORDERS, event
from agent.report.questions.query import Ask, Bound, Event, Query
from agent.report.questions.times import window
from agent.report.questions.tokens import Tag


def _slot(*slots: str) -> Test:
    return lambda tag: bool(set(slots) & set(tag.slots))


def _words(*words: str) -> Test:
    return lambda tag: tag.words in words


def _measures(*last: str) -> Test:
    return lambda tag: bool({"q.lag", "q.how_long"} & set(tag.slots)) and tag.words.split()[-1] in last


TERMINALS: dict[str, Test] = {
    "WHEN": _slot("q.when"),
    "LONG": lambda tag: "q.how_long" in tag.slots and tag.words.split()[-1] not in MEASURED,
    "LAG": lambda tag: bool({"q.lag", "q.how_long"} & set(tag.slots)) and (
        tag.words.split()[-1] not in ("after", "before", "later", "earlier")),
    "LAGAFTER": _measures("after"),
    "LAGBEFORE": _measures("before"),
    "LAGLATER": _measures("later", "earlier"),
    "LAGBETWEEN": _measures("between", "apart"),
    "LAGUNTIL": _measures("until", "till"),
    "LAGFROM": _measures("from"),
    "MANY": _slot("q.many"),
    "WHAT": _slot("q.what", "q.list"),
    "WHO": _slot("q.who"),
    "WHY": _slot("q.why"),
    "EVIDENCE": _slot("q.evidence", "q.sure"),
    "SEVERITY": _slot("q.severity"),
    "AUX": _slot(*AUX),
    "TAKE": _slot("e.take"),
    "TOTAL": _slot("x.total"),
    "CONN": lambda tag: tag.words in CONNECTIVES and tag.words not in ("until", "till"),
    "AFTER": _words("after", "once", "following", "since"),
    "TILL": _words("until", "till", "to", "up to"),
    "BETWEEN": _words("between"),
    "FROM": _words("from"),
    "AND": _words("and"),
    "OR": _slot("x.or"),
    "COMMA": lambda tag: tag == COMMA,
    "REL": _words(*RELATIVES),
    "LONGER": _words(*LONGER),
    "ONLY": _slot("x.only"),
}  # fmt: skip
"""What a tag may be in a production."""


QUESTION = (
    ("question", "=ask", lambda query: query),
    ("question", "=nominal COMMA =ask", do.topic),
    ("question", "=ask COMMA =nominal", lambda query, names: do.topic(names, query)),
    ("question", "=ask COMMA? =sub", do.bind),
    ("question", "=sub COMMA? =ask", lambda sub, query: do.bind(query, sub)),
    ("question", "=ask =sub =sub", do.two_binds),
    ("sub", "=CONN =event", do.bound),
    ("event", "=@ =phrase REL =phrase =phrase", do.relative),
    ("ask", "WHEN =event", do.when),
    ("ask", "=event COMMA? WHEN", do.when),
    ("ask", "LONG TOTAL? =event", do.how_long),
    ("ask", "LONG =event TOTAL", partial(do.how_long, total=True)),
    ("ask", "LONG TOTAL =event", partial(do.how_long, total=True)),
    ("ask", "TOTAL LONG =event", partial(do.how_long, total=True)),
    ("ask", "TOTAL =event", partial(do.how_long, total=True)),
    ("ask", "=event COMMA? LONG", do.how_long),
    ("ask", "MANY =event TOTAL?", do.count),
    ("ask", "=event COMMA? MANY", do.count),
    ("ask", "WHAT =event", do.what),
    ("ask", "=event COMMA WHAT", do.which),
    ("ask", "WHO =event", do.who),
    ("ask", "=AUX =event", do.holds),
    ("ask", "=@ =event", do.bare),
    ("ask", "WHY =event", partial(do.about, "why")),
    ("ask", "WHAT AUX? WHY WHY? =event", partial(do.about, "why")),
    ("ask", "=event COMMA? WHY", partial(do.about, "why")),
    ("ask", "EVIDENCE =event", partial(do.about, "evidence")),
    ("ask", "EVIDENCE AUX? WHY?", do.sure),
    ("ask", "=@ LONG AUX? =nominal AND =nominal =phrase", do.overlap),
    ("ask", "=@ WHEN AUX? =nominal AND =nominal =phrase", do.overlap),
    ("ask", "=@ AUX =nominal AND =nominal =phrase", partial(do.overlap, polar=True)),
    ("ask", "FROM =event TILL =event", do.lag),
    ("ask", "=@ =phrase =LONGER =phrase", do.longer),
    ("ask", "=@ MANY AUX? =phrase =LONGER =phrase", do.longer),
    ("ask", "SEVERITY =event", partial(do.about, "severity")),
    ("ask", "=@ AUX =phrase =CONN =phrase", do.compared),
    ("ask", "=@ =event COMMA AUX =phrase =LONGER =phrase", do.longer_in_all),
    ("ask", "=@ WHAT =nominal", do.names),
    ("ask", "=@ WHEN", do.again("when")),
    ("ask", "=@ LONG", do.again("how_long")),
    ("ask", "=@ AUX =phrase =LONGER =phrase", do.longer),
    ("ask", "=@ WHO =phrase COMMA? =nominal OR =nominal", do.chosen),
    ("ask", "=@ WHAT =phrase COMMA? =nominal OR =nominal", do.chosen),
    ("ask", "=@ AUX =phrase COMMA? =nominal OR =nominal", do.chosen),
    ("ask", "=@ AUX =nominal OR =nominal =phrase", do.chosen_before),
    ("ask", "=@ WHAT? =nominal OR =nominal COMMA WHAT =phrase", do.chosen_before),
    ("ask", "=@ WHAT? =nominal OR =nominal COMMA WHO =phrase", do.chosen_before),
    ("ask", "LAGAFTER =event AUX =event", do.lag),
    ("ask", "LAGBEFORE =event AUX =event", do.lag_back),
    ("ask", "LAGLATER AUX? =event AFTER =event", do.lag_back),
    ("ask", "LAGBETWEEN AUX? =event AND =event", do.lag),
    ("ask", "LAG AUX? BETWEEN =event AND =event", do.lag),
    ("ask", "LAGBETWEEN AUX? =event", do.pair),
    ("ask", "LAG AUX? BETWEEN =event", do.pair),
    ("ask", "LAGFROM =event TILL =event", do.lag),
    ("ask", "LAG AUX? TAKE? FROM =event TILL =event", do.lag),
    ("ask", "LAG AUX? TAKE? AFTER =event TILL =event", do.lag),
    ("ask", "AFTER =event COMMA? LAGUNTIL =event", do.lag),
    ("ask", "LAGUNTIL =event AFTER =event", do.lag_back),
    ("ask", "LAG =event AFTER =event", do.recovery),
    ("ask", "AFTER =event COMMA? LAG =event", do.lag),
)


def parse(question: str, lab: Lab, said: Query | None = None) -> tuple[Query, ...] | None:
    """The queries of a question, which may refer to what was `said` before; None where a word of it has no place, or
    where it is ambiguous."""
    plain, agree = unwrapped(" ".join(question[:LONGEST].split()))
    for parts in parted(scanned(plain, lab)):
        found: list[Query] = []
        for part in with_names(parts):
            every = readings(part, lab, found[0] if found else said, polar=agree or question.rstrip().endswith("?"))
            if len(every) != 1:
                break
            found.append(every[0])
        else:
            return tuple(dict.fromkeys(found))
    return None


def readings(found: Sequence[Tag], lab: Lab, before: Query | None, *, polar: bool = False) -> tuple[Query, ...]:
    """Every query that one question may mean. `polar`: what it says without a helper asks whether it is so."""
    found = [tag for k, tag in enumerate(found) if not (tag.words == "by" and _is_clock(found, k + 1))]
    bounds = window(found, lab.now_ns, lab.zone)
    rest, apart = left_out([*bounds.rest])
    rest = _plain(rest)
    timed: tuple[Bound, ...] = ()
    if bounds.from_ns is not None or bounds.to_ns is not None:
        timed = (Bound("during", None, bounds.from_ns, bounds.to_ns, bounds.at),)
    phrases = _Phrases(lab, before, polar=polar)
    if before is not None and phrases.measured(rest):
        return (before,)
    narrowed = phrases.narrowed(rest)
    if narrowed is not None:
        return (narrowed,)
    chart = Chart(
        rest, RULES, TERMINALS, {"event": phrases.said, "phrase": phrases.phrase, "nominal": phrases.nominal}, phrases
    )
    every = [query for query in chart.readings("question") if isinstance(query, Query)]
    done = [_timed(query, timed, apart) for query in every]
    return tuple(dict.fromkeys(query for query in done if query is not None))


def _is_clock(found: Sequence[Tag], place: int) -> bool:
    return place < len(found) and found[place].slot == "clock"


def _by(found: Sequence[Tag]) -> bool:
    """`by how much`."""
    return found[0].words == "by" and len(found) > 1 and found[1].slot[:2] == "q."


def _plain(found: list[Tag]) -> list[Tag]:
    """The tags without pauses at their ends, and without words that say again what another says."""
    ranks = any({"x.longest", "x.shortest"} & set(tag.slots) or tag.words in LONGER for tag in found)
    needless = {"q.how_long", "x.total"} if ranks else set()
    kept = [tag for tag in found if not needless & set(tag.slots)]
    while len(kept) > 1 and kept[-1].words == "last" and any("q.how_long" in tag.slots for tag in found):
        kept = kept[:-1]  # `how long did it last`
    while kept and (kept[0] == COMMA or kept[0].words == "and" or _by(kept)):
        kept = kept[1:]
    while kept and kept[-1] == COMMA:
        kept = kept[:-1]
    return kept


def _timed(query: Query, timed: tuple[Bound, ...], apart: tuple[tuple[str, ...], ...]) -> Query | None:
    """A query in the time that clock times say, without what is left out."""
    of = query.of
    if of.others and not any(bound.event is not None for bound in of.bounds):
        return None
    if timed and (query.other or any(bound.event is not None for bound in of.bounds)):
        return None
    if apart and query.other:
        return None
    if timed and timed[0].at and query.ask == "holds" and of.edge == "to" and of.sort == "outage":
        query = Query("state", replace(of, edge="whole"), up=True)  # back by then: up then
    bound = do.bind(query, *timed) if timed else query
    return replace(bound, of=replace(bound.of, without=apart)) if bound is not None else None


class _Phrases:
    """Phrases of one question as events. `before`: what was asked before it, to which it may refer."""

    def __init__(self, lab: Lab, before: Query | None, *, polar: bool) -> None:
        self.lab, self.before, self.polar = lab, before, polar

    def measured(self, found: Sequence[Tag]) -> bool:
        """`by how much` behind a comparison: the answer to that says it."""
        measures = any({"q.many", "q.how_long", "q.lag"} & set(tag.slots) for tag in found)
        named = any(tag.slot not in ("-", *AUX) and not {"q.many", "q.how_long", "q.lag"} & set(tag.slots)
                    for tag in found)  # fmt: skip
        return measures and not named and self.before is not None and self.before.ask in (
            "longer_of", "first_of", "lag", "earlier")  # fmt: skip

    def narrowed(self, found: Sequence[Tag]) -> Query | None:
        """`how many of them IPv6`: what was asked before, of some of them."""
        ask = next((ASKS[slot] for tag in found for slot in tag.slots if slot in ASKS), None)
        rest = [tag for tag in found if tag.slot not in ("-", *AUX) and not set(tag.slots) & {*ASKS}]
        narrow = rest and all(tag.slot[:2] == "f." for tag in rest)
        if self.before is None or self.before.other is not None or not narrow or self.before.of.families:
            return None
        families = tuple(slot[2:] for tag in rest for slot in tag.slots)
        return replace(self.before, ask=ask or self.before.ask, of=replace(self.before.of, families=families))

    def phrase(self, found: Phrase) -> Phrase | None:
        """A row of words that may be said of events."""
        return found if not any(tag == COMMA or "x.or" in tag.slots for tag in found) else None

    def nominal(self, found: Phrase) -> Phrase | None:
        """A row of names and nouns."""
        return found if all(tag.slot.startswith(NOMINAL) and not set(tag.slots) & {*EDGES} for tag in found) else None

    def said(self, found: Phrase) -> Said | None:
        """An event with its words."""
        of = self.event(found)
        return Said(of, found) if of is not None else None

    def event(self, found: Phrase) -> Event | None:
        """A phrase as an event; what a second question does not say itself is that of the first."""
        named = [tag for tag in found if tag.slot not in (*AUX, "-", ",", "e.take")]
        if self.before is not None and all(set(tag.slots) & {*ORDERS} for tag in named):
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
            elif mine.sort == "outage" and whole.nodes and not whole.each:
                mine = replace(mine, nodes=whole.nodes)
            elif mine.sort == "outage":
                return None
        return mine


ASKS: dict[str, Ask] = {
    "q.many": "count",
    "q.when": "when",
    "q.how_long": "how_long",
    "q.what": "which",
    "q.list": "which",
}
NOMINAL = ("node", "address", "interface", "f.", "c.", "n.", "role", "d.", "p.", "-")

RULES = productions(QUESTION)
