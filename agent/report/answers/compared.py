"""Two events beside each other: the time between them, which was first or longer, and when both went on. Pure."""

from itertools import product

from agent.report.answers.record_words import edge_of, moment, name, span
from agent.report.answers.sheet import MANY, AnswerSheet
from agent.report.knowledge import Knowledge
from agent.report.questions.query import Query
from agent.report.records.evaluation import Found
from agent.report.records.table import Record


def lag(book: AnswerSheet, query: Query, found: Found, other: Found) -> None:
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


def first_of(book: AnswerSheet, query: Query, found: Found, other: Found) -> None:
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
        book.answer(f"The other one, {apart} before it: {moment(book, early, edge)}.")
        return
    book.answer(f"{lead}: {moment(book, early, edge)}.")
    book.answer(f"Then, {apart} later: {moment(book, late, later)}.")
    causes = [item.incident for item in (early, late) if item.incident is not None and item.sort == "outage"]
    if len(causes) == 2 and causes[0] is not causes[1] and edge == later == "from":
        for incident in sorted(causes, key=lambda one: one.started_ns):
            sign = Record("incident", incident.started_ns, None, incident.nodes, incident, incident)
            book.answer(f"{moment(book, sign, 'from')}.")


def overlap(book: AnswerSheet, query: Query, found: Found, other: Found, knowledge: Knowledge) -> None:
    """From when until when records of two events went on at once."""
    last = knowledge.session.to_ns
    spans_ = []
    for one, two in product(found.records, other.records):
        start, end = max(one.from_ns, two.from_ns), min(one.to_ns or last, two.to_ns or last)
        if start < end:
            spans_.append((start, end))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans_):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    if not merged:
        book.answer(f"{'No: they' if query.polar else 'They'} were not down at the same time, as far as was seen.")
    for start, end in merged[:MANY]:
        lead = "Yes: both" if query.polar and start == merged[0][0] else "Both"
        took = book.span(end - start, f"both at once {start}")
        first, until = book.exact(start, f"both from {start}"), book.exact(end, f"both to {end}")
        book.answer(f"{lead} were down from {first} to {until} UTC, for {took}.")
    for item in (*found.records, *other.records)[:MANY]:
        book.answer(f"{span(book, item)}.")


def longer_of(book: AnswerSheet, query: Query, found: Found, other: Found) -> None:
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
