"""Answers about what was: which sessions were lost, when, for how long, and how they stood at a moment. Pure."""

from dataclasses import replace

from agent.detect.incident import Incident
from agent.detect.peering_status import PeeringStatus
from agent.report.answers.premises import incidents, itself, not_down, nothing_lost, outages, several, stopped
from agent.report.answers.sheet import AT_MOST, MANY, AnswerSheet, rest
from agent.report.answers.timeline_told import written
from agent.report.digest import told
from agent.report.knowledge import Knowledge, ends
from agent.report.prose.names import listed
from agent.report.questions.lookups import Lookup
from agent.report.records.selection import Lost, begun, families, incidents_of, outages_of, peerings_of, touches
from agent.report.records.single_outages import short_ups, single
from agent.report.words import cause_words
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


def not_back(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The lost sessions that did not come back."""
    found = outages(book, lookup, knowledge)
    down = [item for item in found if item.outage.restored_ns is None]
    if found and not down:
        book.answer(f"Every session that was lost{book.about(lookup)} came back.")
    for item in down[:MANY]:
        book.answer(outage_words(book, item, knowledge))
    rest(book, len(down), MANY, "sessions")


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


def extreme(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The longest or shortest outage; both where both are asked for."""
    if {"x.longest", "x.shortest"} <= lookup.slots:
        for name in ("longest", "shortest"):
            slots = lookup.slots - {"x.longest", "x.shortest"} | {f"x.{name}"}
            extreme(book, replace(lookup, superlative=name, slots=slots), knowledge)
        return
    longest = lookup.superlative == "longest"
    if "n.incident" in lookup.slots and "n.session" not in lookup.slots:
        spans = [item for item in incidents_of(lookup, knowledge) if item.reconvergence_ns is not None]
        if len(spans) > 1:
            spans.sort(key=lambda item: item.reconvergence_ns or 0)
            book.answer(f"Of the incidents, the {lookup.superlative} was this one.")
            book.answer(*told(book, spans[-1] if longest else spans[0]))
    found = outages(book, lookup, knowledge)
    open_ = [item for item in found if item.outage.outage_ns is None]
    if open_ and longest:
        for item in open_[:MANY]:
            book.answer(outage_words(book, item, knowledge))
        book.answer("What is still down may become the longest outage.")
    known = sorted((item for item in found if item not in open_), key=lambda item: item.outage.outage_ns or 0)
    if any(item.outage.losses > 1 for item in known) and "n.session" not in lookup.slots:
        _single(book, known, lookup)
    elif known:
        best = known[-1] if longest else known[0]
        alike = [item for item in known if abs((item.outage.outage_ns or 0) - (best.outage.outage_ns or 0)) < NEAR_NS]
        lead = f"The {lookup.superlative} outage of a session{book.about(lookup)}{book.when(lookup)}: "
        for item in [best, *(one for one in alike if one is not best)][:AT_MOST]:
            book.answer(lead + outage_words(book, item, knowledge))
            lead = "Nearly as long: "


def _single(book: AnswerSheet, known: list[Lost], lookup: Lookup) -> None:
    """The longest or shortest of the single outages, where a session was lost several times."""
    spans = [single(item.outage, item.incident) for item in known]
    if None in spans:
        book.unknown(f"each single outage{book.about(lookup)}", "The logs of both ends")
        return
    each = [(end - start, start, item) for item, span in zip(known, spans, strict=True)
            for start, end in span or () if end is not None]  # fmt: skip
    best = (max if lookup.superlative == "longest" else min)(each, key=lambda one: one[0])
    took, at = book.span(best[0], "how long it was"), book.exact(best[1], "when it began")
    pair = book.peering(f"{best[2].outage.a or 'unknown'}–{best[2].outage.b or 'unknown'}")
    whole = book.count(len(each), "single outages")
    book.answer(f"The {lookup.superlative} of {whole} outages took {took}, from {at} UTC on: {pair}.")


def when(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """When it began, and when it was over."""
    found = incidents(book, lookup, knowledge)
    if lookup.present and {"e.down", "e.lost"} & lookup.slots:
        not_down(book, lookup, knowledge)
    itself(book, lookup, knowledge)
    if lookup.superlative in ("first", "last") and "n.incident" not in lookup.slots and not lookup.causes:
        lost(book, replace(lookup, kind="lost"), knowledge)
        return
    nothing_lost(book, lookup, found)
    several(book, found)
    for incident in found[-AT_MOST:]:
        _began(book, incident, cause=bool(lookup.causes))
        subject = incident.cause.subject or ""
        if lookup.causes and subject in incident.cause.nodes:
            stopped(book, subject, incident, knowledge)
        shown = incident.cause.type.startswith("process_") or incident.cause.type == "node_isolated"
        if shown or {"n.link", "n.iface"} & lookup.slots:
            written(book, incident, lookup)
    rest(book, len(found), AT_MOST, "incidents", earlier=True)
    lost_ = outages_of(lookup, knowledge)
    mine = [item for item in lost_ if item.incident in found]
    for item in mine[:MANY]:
        book.answer(outage_words(book, item, knowledge))
    rest(book, len(mine), MANY, "sessions")


def _began(book: AnswerSheet, incident: Incident, *, cause: bool) -> None:
    key = f" ({incident.id})"
    start = book.clock(incident.started_ns, f"the first sign of the cause{key}")
    words = book.fact("cause", incident.cause.type, cause_words(incident.cause.type), "the cause")
    if cause or not incident.peerings:
        sure = "Probably the" if incident.cause.certainty == "likely" else "The"
        book.answer(f"{sure} first sign of {words}{book.where(incident)} was at {start} UTC.")
    if not incident.peerings:
        return
    first = book.clock(incident.first_loss_ns or 0, f"the first loss{key}")
    over = ends(incident)
    if over is None:
        book.answer(f"The first loss was at {first} UTC, and it goes on.")
    else:
        end = book.clock(over, f"when it was over{key}")
        book.answer(f"The first loss was at {first} UTC, and all was back at {end}.")


def state_at(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Which sessions were down at a moment; in a time, which were lost."""
    if not lookup.at:
        lost(book, replace(lookup, kind="lost"), knowledge)
        return
    known, near, sure = stood_at(lookup, knowledge)
    at_ns, until_ns = lookup.from_ns or 0, lookup.to_ns or 0
    seen_ns = knowledge.seen_from_ns or knowledge.session.from_ns
    at = book.clock(at_ns, "the moment asked about")
    if not known or until_ns < seen_ns or at_ns > knowledge.session.to_ns:
        book.unknown(f"how the sessions{book.about(lookup)} stood at {at} UTC", "A log of that time")
        return
    gone = {(item.outage.a, item.outage.b, item.outage.address_a, item.outage.address_b) for item in near}
    count, total = book.count(len(gone), "sessions not up then"), book.count(len(known), "sessions known")
    if not near:
        book.summary(f"At {at} UTC none of the {total} sessions{book.about(lookup)} was down, as far as was seen.")
        return
    if sure:
        book.summary(
            f"At {at} UTC {count} of {total} sessions{book.about(lookup)} {'was' if len(gone) == 1 else 'were'} down."
        )
    else:
        book.answer(f"About {at} UTC sessions went down or came back, in these times.")
    for item in near[:MANY]:
        book.answer(outage_words(book, item, knowledge))


def stood_at(lookup: Lookup, knowledge: Knowledge) -> tuple[list[PeeringStatus], list[Lost], bool]:
    """Of a moment that is asked about: the sessions of whom, those that were lost about then, and whether all of these
    were surely down the whole moment."""
    known = [item for item in peerings_of(lookup, knowledge) if item.up is not None]
    plain = Lookup("lost", lookup.nodes, addresses=lookup.addresses, families=lookup.families)
    near = [item for item in outages_of(plain, knowledge) if touches(item, lookup)]
    at_ns, until_ns = lookup.from_ns or 0, lookup.to_ns or 0
    spans = [single(item.outage, item.incident) or () for item in near]
    return known, near, all(any(a <= at_ns and (b is None or b >= until_ns) for a, b in some) for some in spans)


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
