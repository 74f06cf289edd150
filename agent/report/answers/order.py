"""Answers about order: who lost it first, the third time, how long after the cause. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from agent.detect.incident import Incident
from agent.report.answers.past import outage_words
from agent.report.answers.premises import cause_of, incidents, named_causes, outages
from agent.report.answers.repair import by_notification
from agent.report.answers.sheet import AT_MOST, MANY, AnswerSheet, rest
from agent.report.answers.timeline_told import thing_words
from agent.report.digest import told
from agent.report.knowledge import Knowledge
from agent.report.prose.names import listed
from agent.report.questions.lookups import Lookup
from agent.report.records.selection import Lost, families, incidents_of, outages_of
from agent.report.records.single_outages import edges_of, single
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


def lag(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """How long it was from the first sign of a cause to the first loss, or to the last restoration."""
    if len({slot for slot in lookup.slots if slot.startswith("c.")}) > 1:
        _apart(book, lookup, knowledge)
        return
    if "n.change" in lookup.slots:
        _typed(book, lookup, knowledge)
        return
    if "c.igp" in lookup.slots and _since_adjacency(book, lookup, knowledge):
        return
    if "x.ended" in lookup.slots and _since_woken(book, lookup, knowledge):
        return
    for incident in incidents(book, lookup, knowledge)[-AT_MOST:]:
        plain = replace(lookup, causes=(), superlative=None)
        mine = [item.outage for item in outages_of(plain, knowledge) if item.incident is incident]
        chosen, which = (max, "last") if lookup.superlative == "last" else (min, "first")
        lost_ns = chosen((item.lost_ns for item in mine), default=None)
        ended = [item.restored_ns for item in mine]
        key = f" ({incident.id})"
        if incident.cause.type == "unknown" or lost_ns is None:
            book.unknown(f"how long after its cause{book.about(lookup)} anything was lost", "A sign of the cause")
            continue
        start = book.exact(incident.started_ns, f"the first sign of the cause{key}")
        if "e.back" in lookup.slots:
            if None in ended:
                book.answer(f"A session is still down since {cause_of(book, incident)} at {start} UTC.")
                continue
            last_ns = max(item for item in ended if item is not None)
            end = book.exact(last_ns, f"the last restoration{key}")
            gap = book.span(last_ns - incident.started_ns, f"from the cause to the last restoration{key}")
            book.answer(
                f"It was {gap} from the first sign of {cause_of(book, incident)} at {start} UTC "
                f"until all was back at {end}."
            )
        elif incident.started_ns >= lost_ns:
            book.answer(f"The first sign of {cause_of(book, incident)} was the loss itself, at {start} UTC.")
        else:
            end = book.exact(lost_ns, f"the {which} loss{key}")
            gap = book.span(lost_ns - incident.started_ns, f"from the cause to the {which} loss{key}")
            first = chosen(mine, key=lambda item: item.lost_ns)
            lost_name = book.session(first, families(first, knowledge))
            book.answer(
                f"It was {gap} from the first sign of {cause_of(book, incident)} at {start} UTC "
                f"to the {which} loss at {end}: {lost_name}."
            )


def _since_adjacency(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> bool:
    """Say how long it was from the loss of the first adjacency to the first loss of a session, or until all were back,
    of whom is asked about; whether lines tell of adjacencies."""
    found = outages_of(replace(lookup, causes=()), knowledge)
    gone = [
        item
        for item in spells("adjacency", knowledge)
        if set(lookup.nodes) <= {item.node, item.peer} and any(item.from_ns <= one.outage.lost_ns for one in found)
    ]
    if not gone or not found or "e.back" in lookup.slots:
        return False
    first = next(item for item in found if item.outage.lost_ns >= gone[0].from_ns)
    name, thing = book.session(first.outage, families(first.outage, knowledge)), thing_words(book, gone[0])
    start, end = book.exact(gone[0].from_ns, "when it went"), book.exact(first.outage.lost_ns, "the first loss")
    gap = book.span(first.outage.lost_ns - gone[0].from_ns, "from the adjacency to the session")
    book.answer(f"It was {gap} from the loss of {thing} at {start} UTC to the first loss at {end}: {name}.")
    return True


def _since_woken(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> bool:
    """Say how long it was from a node's waking until all that was lost was back; whether that is known."""
    for item in [one for one in spells("node", knowledge) if one.to_ns and set(lookup.nodes[:1]) <= {one.node}]:
        lost = [one.outage for one in outages_of(replace(lookup, causes=()), knowledge)]
        ended = [one.restored_ns for one in lost if item.from_ns <= one.lost_ns <= (item.to_ns or 0)]
        if ended and None not in ended:
            last_ns = max(one for one in ended if one is not None)
            start, end = book.exact(item.to_ns or 0, "when it ran again"), book.exact(last_ns, "the last restoration")
            gap = book.span(last_ns - (item.to_ns or 0), "from its waking to the last restoration")
            book.answer(
                f"It was {gap} from {start} UTC, when {book.node(item.node)} ran again, until all was back at {end}."
            )
            return True
    return False


def _typed(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """How long it was from the command that explains an incident to its first loss."""
    for incident in incidents(book, lookup, knowledge)[-AT_MOST:]:
        typed = [item for item in incident.cause.evidence if item.source == "session"]
        lost_ns = incident.first_loss_ns
        if not typed or lost_ns is None:
            book.unknown("how long after a command it was: none that explains it was seen", "A transcript")
            continue
        gap = book.span(lost_ns - typed[0].at_ns, "from the command to the first loss")
        start, end = book.exact(typed[0].at_ns, "when it was typed"), book.exact(lost_ns, "the first loss")
        what = book.quote(typed[0].text, "a command that an operator typed")
        book.answer(f"It was {gap} from the command {what} at {start} UTC to the first loss at {end}.")


def _apart(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """How long it was from one cause to another."""
    both = named_causes(lookup, knowledge)
    if len(both) != 2:
        book.unknown("how long that was: not both of it were seen as causes", "The routers' own logs")
        return
    first, second = both
    gap = book.span(second.started_ns - first.started_ns, "from one cause to the other")
    at = [book.exact(one.started_ns, f"the first sign of the cause ({one.id})") for one in both]
    book.answer(
        f"It was {gap} from the first sign of {cause_of(book, first)} at {at[0]} UTC "
        f"to that of {cause_of(book, second)} at {at[1]}."
    )


def _between_incidents(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """How long it was from the begin of one incident to that of the next, where there were two."""
    found = incidents(book, lookup, knowledge)
    if len(found) == 2:
        gap = book.span(found[1].started_ns - found[0].started_ns, "from one incident to the other")
        at = [book.exact(one.started_ns, f"the first sign ({one.id})") for one in found]
        book.answer(
            f"It was {gap} from the first sign of {cause_of(book, found[0])} at {at[0]} UTC "
            f"to that of {cause_of(book, found[1])} at {at[1]}."
        )
    elif found:
        number = book.count(len(found), "incidents")
        noun = "incident" if len(found) == 1 else "incidents"
        book.unknown(f"which times are meant: there {'was' if len(found) == 1 else 'were'} {number} {noun}", "A time")


def end_gap(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """How much later one end of a session lost it than the other; between its losses where it had several."""
    found = outages(book, lookup, knowledge)
    if _between_losses(book, found, knowledge):
        return
    for item in found[:AT_MOST]:
        name, losses = book.session(item.outage, families(item.outage, knowledge)), _ends([item])
        if len(losses) < 2:
            book.unknown(f"how much later the other end of {name} lost it", "The logs of both ends")
            continue
        (first_ns, first, _), (second_ns, second, _) = losses[:2]
        gap = book.span(second_ns - first_ns, f"between the ends of {name}")
        at = book.exact(first_ns, f"when {first} lost {name}")
        then = book.exact(second_ns, f"when {second} lost {name}")
        book.answer(f"{book.node(second)} lost {name} {gap} after {book.node(first)}: at {then} and {at} UTC.")
    rest(book, len(found), AT_MOST, "sessions")


def gaps(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The time from each loss to the next, where one session is meant; else from one incident to the next."""
    plain = replace(lookup, causes=(), superlative=None)
    if not _between_losses(book, outages_of(plain, knowledge), knowledge):
        _between_incidents(book, replace(lookup, superlative=None), knowledge)


def _between_losses(book: AnswerSheet, found: Sequence[Lost], knowledge: Knowledge) -> bool:
    """The time from each loss of one session to its next; whether it had several."""
    pairs = {(item.outage.a, item.outage.b, item.outage.address_a) for item in found}
    losses = sorted(start for item in found for start, _ in single(item.outage, item.incident) or ())
    if len(pairs) != 1 or len(losses) < 2:
        return False
    name = book.session(found[0].outage, families(found[0].outage, knowledge))
    for one, other in list(pairwise(losses))[:AT_MOST]:
        gap = book.span(other - one, f"between two losses, {one}")
        at, then = book.exact(one, f"a loss, {one}"), book.exact(other, f"a loss, {other}")
        book.answer(f"{name} was lost at {at} UTC and again at {then}, {gap} later.")
    return True


def nth(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """One of several outages, by its place; of what a limit did, by its notifications."""
    if {"c.limit", "n.limit"} & lookup.slots:
        plain = replace(lookup, slots=lookup.slots | {"c.limit"}, causes=())
        if by_notification(book, plain, knowledge):
            return
    wanted = lookup.relations.nth or (-1 if lookup.superlative == "last" else 1)
    plain = replace(lookup, superlative=None)
    known = incidents_of(plain, knowledge)
    whole = "n.incident" in lookup.slots and "n.session" not in lookup.slots
    if (whole or ("n.times" in lookup.slots and not lookup.nodes)) and len(known) > 1:
        if wanted <= len(known):
            chosen = known[wanted - 1 if wanted > 0 else -1]
            book.answer(*told(book, chosen))
            for item in [one for one in outages_of(plain, knowledge) if one.incident is chosen][:MANY]:
                book.answer(outage_words(book, item, knowledge))
        else:
            book.answer(_only_so_many(book, len(known), "incident", lookup))
        return
    found = outages(book, plain, knowledge)
    if any(single(item.outage, item.incident) is None for item in found):
        book.unknown(f"each single outage{book.about(lookup)}", "The logs of both ends")
        return
    each = (
        _together(found)
        if "n.session" not in lookup.slots
        else [(i.outage.lost_ns, i.outage.restored_ns, i) for i in found]
    )
    if found and wanted > len(each):
        book.answer(_only_so_many(book, len(each), "outage", lookup))
    elif found:
        start_ns, end_ns, item = each[wanted - 1 if wanted > 0 else -1]
        at = book.exact(start_ns, "when it was lost")
        pair = book.peering(f"{item.outage.a or 'unknown'}–{item.outage.b or 'unknown'}")
        number = f"Number {book.count(wanted, 'its place')} of" if wanted > 0 else "The last of"
        which = f"{number} {book.count(len(each), 'outages')} outages{book.about(lookup)}"
        if end_ns is None:
            book.answer(f"{which} began at {at} UTC and goes on: {pair}.")
        else:
            end, took = book.exact(end_ns, "when it was back"), book.span(end_ns - start_ns, "how long it was down")
            book.answer(f"{which} began at {at} UTC and ended at {end}, after {took}: {pair}.")


def _only_so_many(book: AnswerSheet, number: int, noun: str, lookup: Lookup) -> str:
    verb, nouns = ("was", noun) if number == 1 else ("were", f"{noun}s")
    return f"There {verb} only {book.count(number, nouns)} {nouns}{book.about(lookup)}."


def each(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Each single outage, those of one pair of nodes at the same time as one."""
    found = outages(book, lookup, knowledge)
    if any(single(item.outage, item.incident) is None for item in found):
        book.unknown(f"each single outage{book.about(lookup)}", "The logs of both ends")
        return
    every = _together(found)
    for start_ns, end_ns, item in every[:MANY]:
        at = book.exact(start_ns, f"when it was lost, {start_ns}")
        pair = book.peering(f"{item.outage.a or 'unknown'}–{item.outage.b or 'unknown'}")
        if end_ns is None:
            book.answer(f"From {at} UTC on, and it goes on: {pair}.")
        else:
            book.answer(f"From {at} UTC for {book.span(end_ns - start_ns, f'how long it was, {start_ns}')}: {pair}.")
    rest(book, len(every), MANY, "outages")


def flaps(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> bool:
    """Say how many times one pair of nodes lost its sessions, those of both families as one; whether that is so."""
    found = outages_of(lookup, knowledge)
    pairs = {frozenset((item.outage.a, item.outage.b)) for item in found}
    if len(pairs) != 1 or any(single(item.outage, item.incident) is None for item in found):
        return False
    each = _together(found)
    times = listed([book.clock(start, f"a loss, {start}") for start, _, _ in each[:MANY]])
    pair = book.peering(f"{found[0].outage.a or 'unknown'}–{found[0].outage.b or 'unknown'}")
    noun = "time" if len(each) == 1 else "times"
    more = " (and later)" if len(each) > MANY else ""
    book.answer(f"{book.count(len(each), 'times that it went down')} {noun}: {pair} was lost at {times} UTC{more}.")
    return True


def _together(found: Sequence[Lost]) -> list[tuple[int, int | None, Lost]]:
    """The single outages; those of one pair of nodes at the same time as one."""
    every = sorted(
        ((start, end, item) for item in found for start, end in single(item.outage, item.incident) or ()),
        key=lambda one: one[0],
    )
    each: list[tuple[int, int | None, Lost]] = []
    for start, end, item in every:
        for k, (begin, over, other) in enumerate(each):
            same = {item.outage.a, item.outage.b} == {other.outage.a, other.outage.b}
            if same and (over is None or start <= over):
                each[k] = (begin, None if end is None or over is None else max(over, end), other)
                break
        else:
            each.append((start, end, item))
    return each


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
