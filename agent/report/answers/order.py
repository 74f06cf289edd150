"""Answers about order: who lost it first, the third time, how long after the cause. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from agent.detect.incident import Incident
from agent.report.answers.past import outage_words
from agent.report.answers.premises import cause_of, outages
from agent.report.answers.sheet import AT_MOST, MANY, AnswerSheet, rest
from agent.report.answers.timeline_told import thing_words
from agent.report.knowledge import Knowledge
from agent.report.prose.names import listed
from agent.report.questions.lookups import Lookup
from agent.report.records.selection import Lost, families, outages_of
from agent.report.records.single_outages import edges_of
from agent.report.records.spells import spells
from agent.report.words import family_words

Loss = tuple[int, str, Lost]
"""When an end left Established, that end, and the outage that it is of."""


def _ends(found: Iterable[Lost]) -> list[Loss]:
    """The ends that lost a session, by time; once for each end of an outage, its first loss."""
    seen: dict[tuple[int, str], Loss] = {}
    for item in found:
        for at_ns, end, left in edges_of(item.outage, item.incident):
            if left:
                seen.setdefault((id(item.outage), end), (at_ns, end, item))
    return sorted(seen.values(), key=lambda one: one[:2])


def noticed(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Which node was the first to lose a session, or an adjacency, and how long after the first sign of the cause."""
    if {"c.igp", "n.adjacency"} & lookup.slots and _adjacency_noticed(book, lookup, knowledge):
        return
    found = outages(book, lookup, knowledge)
    itself = any(slot[:2] == "c." for slot in lookup.slots)  # what befell the node, its neighbors noticed
    gone = lookup.nodes if len(lookup.nodes) == 1 and (itself or "n.session" not in lookup.slots) else ()
    mine = _ends(found)
    losses = [one for one in mine if one[1] not in gone] or mine
    if lookup.superlative == "last":
        losses = losses[::-1]
    if not losses:
        if found:
            book.unknown(f"which end lost a session{book.about(lookup)} first", "The logs of both ends")
        return
    at_ns, end, item = losses[0]
    name, at = book.session(item.outage, families(item.outage, knowledge)), book.exact(at_ns, f"when {end} lost it")
    order = "last" if lookup.superlative == "last" else "first"
    book.answer(
        f"{book.node(end)} was the {order} to lose one: {name}, at {at} UTC{_after(book, item.incident, at_ns)}."
    )
    for later_ns, other, one in losses[1:2]:
        if order == "first":
            gap = book.span(later_ns - at_ns, f"until {other} followed")
            name = book.session(one.outage, families(one.outage, knowledge))
            book.answer(f"{book.node(other)} followed {gap} later: {name}.")


def _adjacency_noticed(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> bool:
    """Say which other node was the first to lose its adjacency with the one that is asked about; whether one was."""
    mine = [item for item in spells("adjacency", knowledge) if set(lookup.nodes[:1]) <= {item.node, item.peer}]
    others = [item for item in mine if item.node not in lookup.nodes[:1]] or mine
    for item in others[-1:] if lookup.superlative == "last" else others[:1]:
        at = book.exact(item.from_ns, f"when {item.node} lost its adjacency")
        order = "last" if lookup.superlative == "last" else "first"
        book.answer(f"{book.node(item.node)} was the {order} to lose it: {thing_words(book, item)}, at {at} UTC.")
    return bool(mine)


def _after(book: AnswerSheet, incident: Incident, at_ns: int) -> str:
    """`, 6.24 s after the first sign of a node that stood still at r4`; empty where there was no earlier sign."""
    if incident.cause.type == "unknown" or incident.started_ns >= at_ns:
        return ""
    gap = book.span(at_ns - incident.started_ns, f"after the first sign of the cause ({incident.id})")
    return f", {gap} after the first sign of {cause_of(book, incident)}"


def _only_one(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Whether the session of an address is the only one that was lost, of its family where one is named."""
    if not outages(book, lookup, knowledge):
        return
    every = outages_of(replace(lookup, addresses=(), nodes=()), knowledge)
    mine = outages_of(lookup, knowledge)
    other = [item for item in every if item not in mine]
    whose = book.whose(replace(lookup, addresses=(), nodes=()))
    lead = f"No: {book.count(len(other), 'other sessions lost')} more" if other else "Yes: no other"
    book.answer(f"{lead} {whose}{' was' if len(other) < 2 else ' (each with its line here) were'} lost.")
    for item in (*mine, *other)[:MANY]:
        book.answer(outage_words(book, item, knowledge))


def only(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Whether nothing else than what is named was lost."""
    if lookup.addresses:
        _only_one(book, lookup, knowledge)
        return
    found = outages(book, replace(lookup, families=(), nodes=lookup.nodes if lookup.families else ()), knowledge)
    if not found:
        return
    if lookup.families:
        lost = sorted({family for item in found for family in families(item.outage, knowledge)})
        names = listed([book.fact("family", item, family_words(item), "a family") for item in lost])
        whom = book.about(replace(lookup, families=()))
        book.answer(f"{'Only ' if len(lost) == 1 else 'Not one family alone: '}{names} sessions{whom} were lost.")
    else:
        other = [item for item in found if not set(lookup.nodes) <= {item.outage.a, item.outage.b}]
        if not other:
            book.answer(f"Yes: only sessions{book.about(lookup)} were lost.")
        elif len(other) == len(found):
            book.answer(f"No: no session{book.about(lookup)} was lost, but others were.")
        else:
            book.answer(f"No: sessions that are not{book.about(lookup)} were lost too.")
        found = other or found
    for item in found[:AT_MOST]:
        book.answer(outage_words(book, item, knowledge))
    rest(book, len(found), AT_MOST, "sessions")
