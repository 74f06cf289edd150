"""The answers to queries: the records that an event is, and of them what is asked. Pure.

Every sentence names its records with their times, so that a reader sees which ones the question was understood to mean.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from agent.detect.incident import Incident, PeeringOutage
from agent.report.answers import cause, compared, facts, standing
from agent.report.answers.absent import absent
from agent.report.answers.premises import before, itself
from agent.report.answers.record_words import NOUNS, bounds_words, edge_of, moment, name, plural_of, span, whose
from agent.report.answers.sheet import AT_MOST, MANY, AnswerSheet, rest
from agent.report.digest import told
from agent.report.knowledge import Knowledge
from agent.report.prose.names import listed
from agent.report.questions.lexicon import CAUSES
from agent.report.questions.lookups import Lookup
from agent.report.questions.query import Ask, Event, Query
from agent.report.records.evaluation import Found, find, untold
from agent.report.records.single_outages import SHORT_NS, edges_of
from agent.report.records.table import Record

NEAR_NS = 50_000_000
"""Times that differ by less are the same to a person."""


def tell(book: AnswerSheet, query: Query, knowledge: Knowledge) -> None:
    """The answer to one query; what it takes for granted and is not so is said first."""
    for bound in query.of.bounds:
        timed = Lookup("lost", from_ns=bound.from_ns, to_ns=bound.to_ns, at=bound.at)
        if bound.event is None and not before(book, timed, knowledge):
            return
    if query.ask == "state":
        standing.state(book, query, knowledge)
        return
    now = query.of.present and query.of.edge == "whole" and not (query.of.bounds or query.of.order)
    if now and query.ask in ("which", "count") and query.of.sort == "outage":
        standing.now(book, query, knowledge)
        return
    if query.ask == "spared":
        standing.spared(book, query, knowledge)
        return
    by_sessions = query.ask in BY_SESSIONS or (query.ask == "when" and query.of.edge == "to")
    if query.of.sort == "interface" and untold(query.of, knowledge) and by_sessions:
        over = replace(query.of, sort="outage", name="", causes=())
        if find(over, knowledge).records:
            book.answer("No source tells of the link itself; what runs over it tells this.")
            for item in find(replace(over, sort="adjacency"), knowledge).records[:AT_MOST]:
                book.answer(f"{span(book, item)}.")
            query = replace(query, of=over, noun="" if query.noun == "link" else query.noun)
    caused = bool(query.of.causes)
    if query.of.sort == "outage" and caused and not find(query.of, knowledge).records:
        query = replace(query, of=replace(query.of, causes=()))
    found = find(query.of, knowledge)
    other = find(query.other, knowledge) if query.other is not None else None
    both = [(query.of, found), *([(query.other, other)] if query.other and other else [])]
    missing = [event for event, one in both if not one.records]
    if query.ask == "holds" and not any(
        bound.event and not find(bound.event, knowledge).records for bound in query.of.bounds
    ):
        standing.holds(book, query, found, knowledge)
        return
    for event in missing:
        absent(book, event, knowledge)
    if missing or not found.records:
        for event, one in both:
            for item in one.records[:MANY]:
                book.answer(f"{moment(book, item, edge_of(event.edge))}.")
        return
    if query.ask != "count":
        _counted(book, query.of, found)
    if (
        query.of.sort == "outage"
        and query.ask in ("when", "how_long")
        and query.noun != "session"
        and not caused
        and not (query.of.order or query.of.edge == "to")
    ):
        itself(book, Lookup(query.ask, query.of.nodes, slots=frozenset(("e.lost",))), knowledge)
    if query.of.agent:
        standing.done_by(book, query.of, found, knowledge)
    if query.ask in ABOUT:
        about(book, query, found, knowledge)
    elif query.ask == "lag" and query.other and other:
        compared.lag(book, query, found, other)
    elif query.ask in ("first_of", "earlier") and query.other and other:
        compared.first_of(book, query, found, other)
    elif query.ask == "overlap" and other:
        compared.overlap(book, query, found, other, knowledge)
    elif query.ask == "longer_of" and query.other and other:
        compared.longer_of(book, query, found, other)
    elif query.ask == "how_long" and not query.of.order:
        _how_long(book, query, found, knowledge)
    elif query.ask == "count":
        _count(book, query, found, knowledge)
    else:
        _which(book, query, found, knowledge)


BY_SESSIONS = ("count", "how_long", "lag")
"""What is told of a link by its sessions, where no source tells of the link itself."""

ABOUT: dict[Ask, Callable[[AnswerSheet, Lookup, Knowledge], None]] = {
    "why": cause.why, "evidence": cause.evidence, "severity": cause.severity, "who": cause.who,
}  # fmt: skip
"""What is asked of the incidents that events belong to."""

SHOWN = 2
"""Records that are told one by one beside what is asked of their incident: of more, its sentence tells enough."""

AROUND_NS = 30_000_000_000
"""How much later than a link, an adjacency or a daemon went an incident may begin that comes of it."""


def about(book: AnswerSheet, query: Query, found: Found, knowledge: Knowledge) -> None:
    """Why, who, how sure: of the incidents that the events belong to, with the events themselves."""
    mine = dict.fromkeys(incident.id for item in found.records for incident in _incidents(item, knowledge))
    for one in list(mine)[:AT_MOST]:
        of = query.of if query.of.sort == "outage" else Event("outage")
        lookup = Lookup(query.ask, of.nodes, one, addresses=of.addresses, families=of.families)
        ABOUT[query.ask](book, lookup, knowledge)
    rest(book, len(mine), AT_MOST, "incidents")
    if not mine:
        book.unknown("why: what was seen of it belongs to no incident", "The routers' own logs")
    for item in found.records if query.of.sort not in ("incident", "command") and len(found.records) <= SHOWN else ():
        if not isinstance(item.of, Incident):
            book.answer(f"{span(book, item)}.")


def _incidents(item: Record, knowledge: Knowledge) -> list[Incident]:
    """The incidents that a record belongs to, or that came of it."""
    if item.incident is not None:
        return [item.incident]
    near = item.from_ns - NEAR_NS, (item.to_ns or item.from_ns) + AROUND_NS
    return [one for one in knowledge.incidents if near[0] <= one.started_ns <= near[1]
            and set(item.nodes[:1]) & {*one.nodes, *one.cause.nodes}]  # fmt: skip


def _counted(book: AnswerSheet, event: Event, found: Found) -> None:
    """A number that the question takes for granted, where it was another."""
    things = {one.thing for one in found.every}
    ends = {end for one in found.every for end in one.nodes if end not in event.nodes}
    if event.counted and event.counted not in (len(things), len(found.every), len(ends)):
        noun = "node" if event.roles else NOUNS.get(event.sort, "event")
        plural = plural_of(noun, len(things))
        size = book.count(len(things), "how many there were")
        book.answer(f"It was {size} {plural}, not {book.count(event.counted, 'how many the question says')}.")


# what is asked


def _which(book: AnswerSheet, query: Query, found: Found, knowledge: Knowledge) -> None:
    """When, or which: the records one by one, in their order, with those that are as good."""
    for bound in query.of.bounds:
        if bound.relation == "same" and bound.event is not None:
            inner = find(bound.event, knowledge).records[0]
            book.answer(f"{moment(book, inner, edge_of(bound.event.edge))}.")
            query = replace(query, of=replace(query.of, bounds=()))
    event, edge = query.of, edge_of(query.of.edge)
    items = list(found.records)
    if event.sort == "interface" and untold(event, knowledge) and not event.order:
        facts.interface(book, Lookup("interface", event.nodes, causes=CAUSES["link"]), knowledge)
        return
    measured = event.order in ("longest", "shortest")
    open_ = [one for one in found.every if one.length_ns is None and one.to_ns is None]
    for one in open_[:MANY] if event.order == "longest" else ():
        book.answer(f"{span(book, one)}; it may become the longest.")
    if event.order and len(items) == 1:
        rank = f"{book.ordinal(event.rank)} " if event.rank > 1 else ""
        order = "" if rank and event.order == "first" else event.order
        lead = f"The {rank}{order} of {book.count(len(found.every), 'of all')}"
        words = span(book, items[0]) if measured else moment(book, items[0], edge)
        ends = [end for end in items[0].nodes if end not in event.nodes] if query.noun == "node" else []
        if isinstance(items[0].of, Incident) and not measured:
            book.answer(*told(book, items[0].of))
            return
        words = f"{book.node(ends[0])}: {words}" if len(ends) == 1 and items[0].sort == "outage" else words
        book.answer(f"{lead}{bounds_words(book, event, knowledge)}: {words}." if len(found.every) > 1 else f"{words}.")
        if isinstance(items[0].of, Incident):
            book.answer(*told(book, items[0].of))
        alike = [one for one in found.every if one is not items[0] and _near(one, items[0], event)]
        for one in alike[:MANY]:
            gap = _gap(one, items[0], event)
            text = span(book, one) if measured else moment(book, one, edge)
            book.answer(f"Within {book.span(gap, f'difference to {one.thing}')} of it: {text}.")
        return
    if event.order and len(items) > 1:
        number = book.count(len(items), "how many of them")
        if event.rank == 1:
            book.answer(f"The {number} {event.order} of {book.count(len(found.every), 'of all')} are these.")
    if query.noun == "node" and not event.order and items[0].sort == "outage" and event.nodes:
        ends = sorted({end for one in items for end in one.nodes if end not in event.nodes})
        book.answer(f"It was {listed([book.node(end) for end in ends])}.")
    if not event.order:
        _lead(book, query, items, knowledge)
    _each(book, items, event)
    rest(book, len(items), MANY, "of them")


def _lead(book: AnswerSheet, query: Query, items: list[Record], knowledge: Knowledge, *, always: bool = False) -> None:
    """How many they are, of whom and of which time; of several that are over, from when until when."""
    event, things = query.of, {one.thing for one in items}
    if event.sort != "cause" and (len(items) > 1 or event.bounds or always):
        number, noun = book.count(len(things), "things"), NOUNS.get(items[0].sort, "event")
        times = book.count(len(items), "losses")
        many = f", {times} times in all" if len(items) > len(things) else ""
        verb = {"to": "came back", "whole": "down"}.get(event.edge, "lost" if items[0].sort == "outage" else "went")
        was = "was" if len(things) == 1 else "were"
        verb = f"{was} {verb}" if verb in ("lost", "down") and items[0].sort in ("outage", "interface") else (
            f"{was} gone" if verb == "down" else verb)  # fmt: skip
        verb = "there was" if items[0].sort == "incident" and len(things) == 1 else (
            "there were" if items[0].sort == "incident" else verb)  # fmt: skip
        words = whose(book, event, plural_of(noun, len(things)))
        text = f"{verb.capitalize()} {number} {words}" if verb.startswith("there") else f"{number} {words} {verb}"
        book.answer(f"{text}{many}{bounds_words(book, event, knowledge)}.")
    ends = [one.to_ns for one in items if one.to_ns is not None]
    one_incident = len({one.incident.id for one in items if one.incident}) == 1
    if len(things) > 1 and len(ends) == len(items) == len(things) and items[0].sort == "outage" and one_incident:
        first, last = min(one.from_ns for one in items), max(ends)
        took = book.span(last - first, "from the first loss to the last return")
        start, end = book.exact(first, "the first loss"), book.exact(last, "the last return")
        book.answer(f"The first of them was lost at {start} UTC, and all were back at {end}, {took} later.")


def _near(one: Record, best: Record, event: Event) -> bool:
    return _gap(one, best, event) < NEAR_NS


def _gap(one: Record, best: Record, event: Event) -> int:
    if event.order in ("longest", "shortest"):
        return abs((one.length_ns or 0) - (best.length_ns or 0))
    return abs((one.edge_ns(edge_of(event.edge)) or 0) - (best.edge_ns(edge_of(event.edge)) or 0))


def _how_long(book: AnswerSheet, query: Query, found: Found, knowledge: Knowledge) -> None:
    """The length of each, and their sum by session where one was lost more than once or a sum is asked for."""
    items = list(found.records)
    things = list(dict.fromkeys(one.thing for one in items))
    _lead(book, query, items, knowledge)
    if query.total or len(items) > len(things):
        for thing in things[:MANY]:
            mine = [one for one in items if one.thing == thing]
            if all(one.length_ns is not None for one in mine) and len(mine) > 1:
                whole = book.span(sum(one.length_ns or 0 for one in mine), f"the sum of {thing}")
                times = book.count(len(mine), f"losses of {thing}")
                book.answer(f"{name(book, mine[0])} was down for {whole} in all, in {times} times.")
    if query.total and len(things) > 1 and all(one.length_ns is not None for one in items):
        whole = book.span(sum(one.length_ns or 0 for one in items), "the sum of all")
        book.answer(f"All {book.count(len(things), 'things')} together: {whole}.")
    for item in items[:MANY]:
        book.answer(f"{span(book, item)}.")
    rest(book, len(items), MANY, "of them")


def _count(book: AnswerSheet, query: Query, found: Found, knowledge: Knowledge) -> None:
    """How many: the things that it befell, or how many times each; with each of them."""
    items = list(found.records)
    if query.noun in ("session", "link", "daemon", "adjacency", "incident") and query.of.sort != "cause":
        _lead(book, query, items, knowledge, always=True)
    elif query.noun == "node" and query.of.sort == "outage":
        ends = sorted({end for one in items for end in one.nodes if end not in query.of.nodes})
        book.answer(f"The number of nodes is {book.count(len(ends), 'how many nodes')}: "
                    f"{listed([book.node(end) for end in ends])}.")  # fmt: skip
    else:
        _times(book, query, items, knowledge)
        return
    _each(book, items, query.of)
    rest(book, len(items), MANY, "of them")


def _each(book: AnswerSheet, items: list[Record], event: Event) -> None:
    """The records one by one."""
    for item in items[:MANY]:
        if isinstance(item.of, Incident):
            book.answer(*told(book, item.of))
        else:
            back = event.edge == "to" and item.sort == "outage"
            book.answer(f"{moment(book, item, 'to') if back else span(book, item)}.")


def _times(book: AnswerSheet, query: Query, items: list[Record], knowledge: Knowledge) -> None:
    """How many times each was lost, and when; a return that did not hold is told."""
    edge, when = edge_of(query.of.edge), bounds_words(book, query.of, knowledge)
    things = list(dict.fromkeys(one.thing for one in items))
    for thing in things[:MANY]:
        mine = [one for one in items if one.thing == thing]
        starts = [one.edge_ns(edge) or one.from_ns for one in mine]
        brief = []
        if edge == "from" and isinstance(mine[0].of, PeeringOutage) and mine[0].incident:
            brief = [start for one in mine for start in short_losses(one)]
        every = sorted({*starts, *brief})
        whole = sum(one.losses for one in mine) + len(brief)
        number, noun = book.count(whole, f"how many times {thing}"), "time" if whole == 1 else "times"
        at = [book.exact(start, f"{edge} of {thing} {start}") for start in every]
        verb = "was back" if edge == "to" else "was lost" if mine[0].sort == "outage" else "went"
        times = f": at {listed(at)} UTC" if len(at) == whole and whole <= MOMENTS else ""
        words = f"{name(book, mine[0])} {verb}" if mine[0].sort != "incident" else f"I know of {whose(book, query.of)}"
        book.answer(f"{words} {number} {noun}{when}{times}.")
        if brief:
            book.answer("With a return that held less than five seconds between, that counts as one outage.")
    rest(book, len(things), MANY, "of them")


MOMENTS = 12
"""Times that are told one by one."""


def short_losses(item: Record) -> list[int]:
    """When a session was lost again inside of one outage, after a return that did not hold."""
    if not isinstance(item.of, PeeringOutage) or item.incident is None or item.of.losses != 1:
        return []
    spans_ = [(at, left) for at, _, left in edges_of(item.of, item.incident) if item.from_ns < at < (item.to_ns or at)]
    return [at for (up, before), (at, left) in pairwise(spans_) if left and not before and at - up >= SHORT_NS]
