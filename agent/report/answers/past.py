"""Answers about what was: which sessions were lost, when, for how long, and how they stood at a moment. Pure."""

from dataclasses import replace

from agent.detect.incident import Incident
from agent.detect.peering_status import PeeringStatus
from agent.report.answers.premises import itself, not_down, outages
from agent.report.answers.sheet import AT_MOST, MANY, AnswerSheet, rest
from agent.report.knowledge import Knowledge
from agent.report.prose.names import listed
from agent.report.questions.lookups import Lookup
from agent.report.records.selection import Lost, begun, families, incidents_of, outages_of, peerings_of
from agent.report.records.single_outages import short_ups, single
from clab.units import SECOND_NS

NEAR_NS = SECOND_NS // 20
"""Outages that differ by less are told together: to a tenth of a second they are the same."""


def lost(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The sessions that were lost, each with when and for how long."""
    found = outages(book, lookup, knowledge)
    if lookup.superlative in ("first", "last") and found:
        found = [min(found, key=_lost_ns)] if lookup.superlative == "first" else [max(found, key=_last_lost_ns)]
        if lookup.superlative == "last" and single(found[0].outage, found[0].incident) is None:
            book.unknown("which loss was the last: one session was lost several times", "The timeline")
    itself(book, lookup, knowledge)
    whole = len(found)
    if whole > 1:
        verb = "lost" if any(begun(item, lookup) for item in found) else "down"
        book.summary(f"{book.count(whole, 'sessions lost')} sessions were {verb}{book.when(lookup)}.")
    for item in found[:MANY]:
        book.answer(outage_words(book, item, knowledge))
    rest(book, whole, MANY, "sessions")
    if lookup.superlative == "first" and found:
        _followed(book, found[0], lookup, knowledge)


def _followed(book: AnswerSheet, first: Lost, lookup: Lookup, knowledge: Knowledge) -> None:
    """Which session was lost next after the first."""
    every = outages_of(replace(lookup, superlative=None), knowledge)
    later = [item for item in every if item.outage is not first.outage and item.incident is first.incident]
    for item in sorted(later, key=_lost_ns)[:1]:
        gap = book.span(item.outage.lost_ns - first.outage.lost_ns, "until the next session was lost")
        book.answer(f"The next was {book.session(item.outage, families(item.outage, knowledge))}, {gap} later.")


def _lost_ns(item: Lost) -> int:
    return item.outage.lost_ns


def _last_lost_ns(item: Lost) -> int:
    return (single(item.outage, item.incident) or ((item.outage.lost_ns, None),))[-1][0]


def outage_words(book: AnswerSheet, item: Lost, knowledge: Knowledge) -> str:
    """One outage in a sentence."""
    outage = item.outage
    name = book.session(outage, families(outage, knowledge))
    at = book.clock(outage.lost_ns, f"when it was lost: {name}")
    if outage.restored_ns is None or outage.outage_ns is None:
        so_far = book.span(knowledge.session.to_ns - outage.lost_ns, f"how long it is down so far: {name}")
        return f"{name} was lost at {at} UTC and is still down, {so_far} so far."
    back = book.clock(outage.restored_ns, f"when it was back: {name}")
    took = book.span(outage.outage_ns, f"how long it was down: {name}")
    moments = short_ups(outage, item.incident)
    if len(moments) == 1:
        without = book.span(outage.outage_ns - moments[0], f"how long it was down without that: {name}")
        took += (
            f"; it was up for {book.span(moments[0], f'how long it was up: {name}')} in between, {without} without that"
        )
    elif moments:
        took += f"; it was up {book.count(len(moments), f'short times up: {name}')} short times in between"
    if outage.losses > 1:
        times = book.count(outage.losses, f"losses of {name}")
        return f"{name} was lost {times} times between {at} and {back} UTC{_each(book, item)}, down for {took} in all."
    return f"{name} was lost at {at} UTC and back at {back}, after {took}."


def _each(book: AnswerSheet, item: Lost) -> str:
    """` (from 08:04:01 to 08:04:03 and …)`: the single outages of a session, where they are few."""
    spans = single(item.outage, item.incident) or ()
    parts = []
    for start, end in spans if len(spans) <= AT_MOST else ():
        at = book.exact(start, f"a loss of {item.outage.address_b}")
        until = f" to {book.exact(end, f'an end of {item.outage.address_b}')}" if end else " on"
        length = f", {book.span(end - start, f'one outage of {item.outage.address_b}, {start}')}" if end else ""
        parts.append(f"from {at}{until}{length}")
    return f" ({listed(parts)})" if parts else ""


def back(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """When the lost sessions were back."""
    found = outages(book, lookup, knowledge)
    down = [item for item in found if item.outage.restored_ns is None]
    over = sorted((item for item in found if item not in down), key=lambda item: item.outage.restored_ns or 0)
    if lookup.superlative and over:
        over = over[:1] if lookup.superlative == "first" else over[-1:]
    elif len(over) > 1 and not down:
        last_ns = over[-1].outage.restored_ns or 0
        at = book.clock(last_ns, "when the last session was back")
        count = book.count(len(over), "sessions lost")
        all_ = "Both" if len(over) == 2 else f"All {count}"
        book.answer(f"{all_} sessions that were lost were back at {at} UTC.")
    for item in [*down, *over][:MANY]:
        book.answer(outage_words(book, item, knowledge))
    rest(book, len(down) + len(over), MANY, "sessions")


def how_long(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """How long the outages were: each, and in all where a sum is asked for."""
    if "e.up" in lookup.slots and not outages_of(lookup, knowledge):
        for one in sorted(peerings_of(lookup, knowledge), key=lambda known: -(known.since_ns or 0))[:AT_MOST]:
            standing(book, one, knowledge)
    found = outages(book, lookup, knowledge)
    itself(book, lookup, knowledge)
    if lookup.present:
        not_down(book, lookup, knowledge)
    mine = {item.id for item in incidents_of(lookup, knowledge)}
    if lookup.superlative and len(found) > 1:
        found = [item for item in found if item.incident.id in mine]
    if lookup.total and found:
        if any(item.outage.outage_ns is None for item in found):
            book.answer("A session is still down, so the sum is not final.")
        else:
            whole = sum(item.outage.outage_ns or 0 for item in found)
            noun = "outage" if len(found) == 1 else "outages"
            sum_ = book.span(whole, "the sum of the outages")
            count = book.count(len(found), "sessions lost")
            if len(found) > 1:
                book.answer(f"The {noun} of {count} sessions add up to {sum_}.")
    for incident in [one for one in knowledge.incidents if one.id in {item.incident.id for item in found}][:AT_MOST]:
        _whole(book, incident, len([item for item in found if item.incident.id == incident.id]))
    for item in found[:MANY]:
        book.answer(outage_words(book, item, knowledge))
    rest(book, len(found), MANY, "sessions")


def _whole(book: AnswerSheet, incident: Incident, shown: int) -> None:
    """From the first loss to the last restoration of an incident, where more than one session of it is told."""
    if shown < 2 or shown < len(incident.peerings) or incident.reconvergence_ns is None:
        return
    key = f" ({incident.id})"
    took = book.span(incident.reconvergence_ns, f"from the first loss to the last restoration{key}")
    first = book.clock(incident.first_loss_ns or 0, f"the first loss{key}")
    all_ = "both" if shown == 2 else f"all {book.count(shown, f'sessions lost{key}')}"
    book.answer(f"It took {took} from the first loss at {first} UTC until {all_} sessions were back.")


def standing(book: AnswerSheet, item: PeeringStatus, knowledge: Knowledge) -> None:
    """How one peering stands, and since when."""
    name, state = book.session(item, families(item, knowledge)), "up" if item.up else "down"
    if item.up is None:
        book.unknown(f"how {name} stands", "The log of one of its ends")
    elif item.never_up:
        book.answer(f"{name} was never up.")
    elif item.since_ns is None:
        book.answer(f"{name} is {state}.")
    else:
        since = book.second(item.since_ns, f"since when it is {state}: {name}")
        book.answer(f"{name} is {state} since {since} UTC.")
