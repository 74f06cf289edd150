"""The answers to queries: the records that an event is, and of them what is asked. Pure.

Every sentence names its records with their times, so that a reader sees which ones the question was understood to mean.
"""

from dataclasses import replace

from agent.detect.incident import Incident
from agent.report.answers.absent import absent, instead
from agent.report.answers.premises import itself
from agent.report.answers.record_words import NOUNS, bounds_words, edge_of, lasting, moment, name, span, whose
from agent.report.answers.sheet import MANY, AnswerSheet, rest
from agent.report.digest import told
from agent.report.knowledge import Knowledge
from agent.report.prose.names import listed
from agent.report.questions.lookups import Lookup
from agent.report.questions.query import Event, Query
from agent.report.records.evaluation import Found, find
from agent.report.records.selection import peerings_of
from agent.report.records.table import Record

NEAR_NS = 50_000_000
"""Times that differ by less are the same to a person."""


def tell(book: AnswerSheet, query: Query, knowledge: Knowledge) -> None:
    """The answer to one query; what it takes for granted and is not so is said first."""
    if query.ask == "state":
        _state(book, query, knowledge)
        return
    found = find(query.of, knowledge)
    other = find(query.other, knowledge) if query.other is not None else None
    both = [(query.of, found), *([(query.other, other)] if query.other and other else [])]
    missing = [event for event, one in both if not one.records]
    if (
        query.ask == "holds"
        and missing
        and not any(bound.event and not find(bound.event, knowledge).records for bound in query.of.bounds)
    ):
        verb = "came back" if query.of.edge == "to" else "was lost"
        book.answer(
            f"No: no {whose(book, query.of)} {verb}{bounds_words(book, query.of, knowledge)}, as far as was seen."
        )
        instead(book, replace(query.of, bounds=()), knowledge)
        return
    for event in missing:
        absent(book, event, knowledge)
    if missing or not found.records:
        for event, one in both:
            for item in one.records[:MANY]:
                book.answer(f"{moment(book, item, edge_of(event.edge))}.")
        return
    _counted(book, query.of, found)
    if (
        query.of.sort == "outage"
        and query.ask in ("when", "how_long")
        and query.noun != "session"
        and not (query.of.order or query.of.edge == "to")
    ):
        itself(book, Lookup(query.ask, query.of.nodes, slots=frozenset(("e.lost",))), knowledge)
    if query.ask == "lag" and query.other and other:
        _lag(book, query, found, other)
    elif query.ask in ("first_of", "earlier") and query.other and other:
        _first_of(book, query, found, other)
    elif query.ask == "longer_of" and query.other and other:
        _longer_of(book, query, found, other)
    elif query.ask == "how_long" and not query.of.order:
        _how_long(book, query, found, knowledge)
    elif query.ask == "count":
        _count(book, query, found, knowledge)
    elif query.ask == "holds":
        _holds(book, query, found, knowledge)
    else:
        _which(book, query, found, knowledge)


def _counted(book: AnswerSheet, event: Event, found: Found) -> None:
    """A number that the question takes for granted, where it was another."""
    things = {one.thing for one in found.every}
    ends = {end for one in found.every for end in one.nodes if end not in event.nodes}
    if event.counted and event.counted not in (len(things), len(found.every), len(ends)):
        noun = NOUNS.get(event.sort, "event")
        plural = noun if len(things) == 1 else f"{noun[:-1]}ies" if noun[-1] == "y" else f"{noun}s"
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
    if len(items) > 1 and not event.order:
        number, noun = book.count(len({one.thing for one in items}), "things"), NOUNS.get(items[0].sort, "event")
        plural = f"{noun}s" if noun[-1] != "y" else f"{noun[:-1]}ies"
        if items[0].sort == "outage":
            times = book.count(len(items), "losses")
            many = f", {times} times in all" if len(items) > len({one.thing for one in items}) else ""
            verbs = "came back" if edge == "to" else "were down" if event.edge == "whole" else "were lost"
            book.answer(f"{number} {plural} {verbs}{many}"
                        f"{bounds_words(book, event, knowledge)}.")  # fmt: skip
    elif event.bounds and len(items) == 1:
        book.answer(f"One{bounds_words(book, event, knowledge)}: {moment(book, items[0], edge)}.")
        return
    for item in items[:MANY]:
        whole = (event.edge == "whole" and query.ask == "when") or measured
        book.answer(f"{span(book, item) if whole else moment(book, item, edge)}.")
    rest(book, len(items), MANY, "of them")


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
    """How many: the things that it befell, or how many times; with each of them."""
    items = list(found.records)
    whom = whose(book, query.of)
    when = bounds_words(book, query.of, knowledge)
    if query.noun in ("session", "link", "daemon", "adjacency", "incident") and query.of.sort != "cause":
        size = len({one.thing for one in items})
        number, noun = book.count(size, "how many"), query.noun if query.noun != "link" else "interface"
        plural = noun if size == 1 else f"{noun[:-1]}ies" if noun[-1] == "y" else f"{noun}s"
        verb = {"to": "came back"}.get(query.of.edge, "was lost" if size == 1 else "were lost")
        verb = "began" if noun == "incident" else verb
        about = whose(book, query.of, " ").strip()
        book.answer(f"{number} {plural}{' ' + about if about else ''} {verb}{when}.")
    elif query.noun == "node" and query.of.sort == "outage":
        ends = sorted({end for one in items for end in one.nodes if end not in query.of.nodes})
        book.answer(f"The number of nodes is {book.count(len(ends), 'how many nodes')}: "
                    f"{listed([book.node(end) for end in ends])}.")  # fmt: skip
    else:
        book.answer(f"The number of times, of {whom}{when}, is {book.count(len(items), 'how many times')}.")
    for item in items[:MANY]:
        book.answer(f"{moment(book, item, edge_of(query.of.edge))}.")
    rest(book, len(items), MANY, "of them")


def _holds(book: AnswerSheet, query: Query, found: Found, knowledge: Knowledge) -> None:
    """Whether it was so: of how many sessions, and when."""
    things = list(dict.fromkeys(one.thing for one in found.records))
    when = bounds_words(book, query.of, knowledge)
    if query.of.edge == "to":
        lost = {one.thing for one in find(replace(query.of, edge="from", bounds=()), knowledge).records}
        open_ = {one.thing for one in find(replace(query.of, edge="from"), knowledge).records if one.to_ns is None}
        lead = "Yes" if not open_ and len(things) == len(lost) else "In part" if things else "No"
    else:
        lead = "Yes"
    number = book.count(len(things), "sessions")
    verb = "came back" if query.of.edge == "to" else "was lost" if len(things) == 1 else "were lost"
    noun = "session" if len(things) == 1 else "sessions"
    whom = f" of {whose(book, query.of)}" if query.of.nodes or query.of.families or query.of.addresses else ""
    book.answer(f"{lead}: {number} {noun}{whom} {verb}{when}.")
    for item in found.records[:MANY]:
        book.answer(f"{moment(book, item, edge_of(query.of.edge))}.")
    rest(book, len(found.records), MANY, "of them")


def _state(book: AnswerSheet, query: Query, knowledge: Knowledge) -> None:
    """How sessions stood when something else happened: at that moment, or at any of the time that it took."""
    bound = next(one for one in query.of.bounds if one.event is not None)
    event = bound.event or query.of
    when = find(event, knowledge).records
    known = peerings_of(Lookup("status", query.of.nodes, addresses=query.of.addresses, families=query.of.families),
                        knowledge)  # fmt: skip
    if not when:
        absent(book, event, knowledge)
    if not known:
        book.unknown(f"of any {whose(book, query.of)}", "The log of one of its ends")
    if not when or not known:
        return
    first = when[0]
    at_ns = first.edge_ns(edge_of(event.edge)) or first.from_ns
    whole = event.edge == "whole"
    to_ns = first.to_ns if whole else at_ns
    mine = find(replace(query.of, edge="whole", bounds=()), knowledge).records
    near = [
        one for one in mine if (to_ns is None or one.from_ns <= to_ns) and (one.to_ns is None or one.to_ns >= at_ns)
    ]
    down = [one for one in near if one.from_ns <= at_ns and (one.to_ns is None or (to_ns and one.to_ns >= to_ns))]
    all_down = len({one.thing for one in down}) == len(known)
    none_down = not near
    lead = ("Yes" if none_down == query.up else "No") if none_down or all_down else "In part"
    total, number = (
        book.count(len(known), "sessions known"),
        book.count(len({one.thing for one in near}), "sessions down"),
    )
    long = f"during {lasting(book, first)}" if isinstance(first.of, Incident) else f"while {span(book, first)}"
    said = long if whole else f"when {moment(book, first, edge_of(event.edge))}"
    what, about = "none" if none_down else number, whose(book, query.of, " ").rstrip()
    about = f" {about.strip()}" if about.strip() else ""
    book.answer(f"{lead}: {what} of {total} sessions{about} {'was' if len(near) < 2 else 'were'} down {said}.")
    for item in (near or mine)[:MANY]:
        book.answer(f"{span(book, item)}.")
    if not near and isinstance(first.of, Incident):
        instead(book, Event("incident", incident=first.of.id), knowledge)


def _lag(book: AnswerSheet, query: Query, found: Found, other: Found) -> None:
    """From the first of one to the first of the other: with both, and which came first."""
    edges = edge_of(query.of.edge), edge_of((query.other or query.of).edge)
    begin = other.records[0]
    start = begin.edge_ns(edges[1]) or 0
    later = [one for one in found.every if (one.edge_ns(edges[0]) or 0) >= start] or list(found.records)
    then = later[-1] if query.of.order == "last" else later[min(query.of.rank, len(later)) - 1]
    end = then.edge_ns(edges[0]) or 0
    took = book.span(abs(end - start), "the time between the two")
    way = "later" if end >= start else "earlier"
    book.answer(f"{moment(book, begin, edges[1])}.")
    book.answer(f"{moment(book, then, edges[0])}, {took} {way}.")
    for item in [
        one for one in found.records if one is not then and one.incident is then.incident and not query.of.order
    ][:MANY]:
        gap = (item.edge_ns(edges[0]) or 0) - start
        if item.thing != then.thing:
            after = book.span(abs(gap), f"the same for {item.thing}")
            book.answer(f"{moment(book, item, edges[0])}, {after} {'later' if gap >= 0 else 'earlier'}.")


def _first_of(book: AnswerSheet, query: Query, found: Found, other: Found) -> None:
    """Which of two was first, or last, or whether one was before the other; with both and the time between them."""
    edges = edge_of(query.of.edge), edge_of((query.other or query.of).edge)
    last = query.ask == "first_of" and query.before is False
    one, two = (each.records[-1 if last else 0] for each in (found, other))
    both = [(one, edges[0]), (two, edges[1])]
    both.sort(key=lambda each: each[0].edge_ns(each[1]) or 0)
    (early, edge), (late, later) = both
    gap = (late.edge_ns(later) or 0) - (early.edge_ns(edge) or 0)
    apart = book.span(gap, "the time between the two")
    if query.ask == "earlier":
        lead = "Yes" if (early is one) == query.before else "No"
    else:
        lead = "First"
    if last:
        book.answer(f"Last: {moment(book, late, later)}.")
        book.answer(f"{apart} before it: {moment(book, early, edge)}.")
        return
    book.answer(f"{lead}: {moment(book, early, edge)}.")
    book.answer(f"Then, {apart} later: {moment(book, late, later)}.")
    causes = [item.incident for item in (early, late) if item.incident is not None and item.sort == "outage"]
    if len(causes) == 2 and causes[0] is not causes[1] and edge == later == "from":
        for incident in sorted(causes, key=lambda one: one.started_ns):
            sign = Record("incident", incident.started_ns, None, incident.nodes, incident, incident)
            book.answer(f"{moment(book, sign, 'from')}.")


def _longer_of(book: AnswerSheet, query: Query, found: Found, other: Found) -> None:
    """Which of two was longer, by the sum of each session that was lost; and by how much."""
    sums = []
    for one in (found, other):
        if any(item.length_ns is None for item in one.records):
            for item in (*found.records, *other.records):
                book.answer(f"{span(book, item)}.")
            book.unknown("which of them was longer: of one no end was seen", "A longer log")
            return
        each: dict[tuple[str | None, ...], int] = {}
        for item in one.records:
            each[item.thing] = each.get(item.thing, 0) + (item.length_ns or 0)
        thing, length = max(each.items(), key=lambda pair: pair[1])
        sums.append((length, next(item for item in one.records if item.thing == thing)))
    sums.sort(key=lambda one: -one[0])
    (length, most), (less, least) = sums
    more, whole = book.span(length - less, "the difference"), book.span(length, f"sum of {most.thing}")
    mine = most in found.records
    lead = f"{'Yes' if mine == query.before else 'No'}, longer by {more}" if query.polar else f"Longer, by {more}"
    book.answer(f"{lead}: {name(book, most)}, {whole} against {book.span(less, f'sum of {least.thing}')} "
                f"of {name(book, least)}.")  # fmt: skip
    for item in (*found.records, *other.records)[:MANY]:
        book.answer(f"{span(book, item)}.")
