"""What is said of events that a question takes for granted and that were not seen, and what was seen instead. Pure."""

from dataclasses import replace

from agent.detect.operator_actions import port
from agent.report.answers.past import standing
from agent.report.answers.prefixes_told import fall_of
from agent.report.answers.premises import because
from agent.report.answers.record_words import bounds_words, moment, span, whose
from agent.report.answers.sheet import MANY, AnswerSheet, rest
from agent.report.digest import told
from agent.report.knowledge import Knowledge
from agent.report.questions.lookups import Lookup
from agent.report.questions.query import Event
from agent.report.records.evaluation import find, sessions, untold
from agent.report.records.selection import incidents_of, peerings_of
from agent.report.records.spells import PROTOCOLS

INSTEAD = 2
"""Incidents that are told where what a question takes for granted was not seen."""


def instead(book: AnswerSheet, event: Event, knowledge: Knowledge) -> None:
    """What was seen instead, of whom the question is."""
    pair = Lookup("status", event.nodes, addresses=event.addresses, families=event.families)
    if event.sort == "command":
        return
    if event.incident:
        incident = next(one for one in knowledge.incidents if one.id == event.incident)
        book.answer(*told(book, incident))
        fall_of(book, incident, knowledge)
        return
    for item in (
        peerings_of(pair, knowledge)[:2]
        if event.sort == "outage" and (len(event.nodes) == 2 or event.addresses)
        else ()
    ):
        standing(book, item, knowledge)
    for nodes in (event.nodes, event.nodes[:1], event.nodes[1:]) if event.nodes else ((),):
        mine = incidents_of(Lookup("story", nodes), knowledge)
        for incident in mine[:INSTEAD]:
            book.answer(*told(book, incident))
            because(book, incident, knowledge)
            fall_of(book, incident, knowledge)
        if mine:
            return


def absent(book: AnswerSheet, event: Event, knowledge: Knowledge) -> None:
    """That no such event was seen; or that nothing would have told; and what was seen instead."""
    _denied(book, event, knowledge)
    if not (event.bounds and find(replace(event, bounds=(), order=None), knowledge).records):
        instead(book, event, knowledge)


def _denied(book: AnswerSheet, event: Event, knowledge: Knowledge) -> None:
    plain = replace(event, bounds=(), order=None)
    elsewhere = find(plain, knowledge).records
    if event.present and event.edge == "whole" and not event.bounds:
        book.answer(f"No {whose(book, event)} is down now, as far as was seen.")
        for item in find(replace(event, present=False), knowledge).records[:MANY]:
            book.answer(f"Earlier: {span(book, item)}.")
        return
    clock = replace(event, bounds=tuple(bound for bound in event.bounds if bound.event is None))
    if clock.bounds and event.edge == "from" and event.sort == "outage":
        down = find(replace(clock, edge="whole", order=None), knowledge).records
        for item in down[:MANY]:
            book.answer(f"It was down already{bounds_words(book, clock, knowledge)}: {span(book, item)}.")
            if item.incident is not None:
                because(book, item.incident, knowledge)
        if down:
            return
    if event.bounds and elsewhere:
        for bound in event.bounds:
            if bound.event is not None and not find(bound.event, knowledge).records:
                absent(book, bound.event, knowledge)
                return
        verb = "came back" if event.edge == "to" else "was lost" if event.sort == "outage" else "went"
        book.answer(f"No {whose(book, event)} {verb}{bounds_words(book, event, knowledge)}, as far as was seen.")
        for item in elsewhere[:INSTEAD]:
            book.answer(f"At another time: {span(book, item)}.")
        rest(book, len(elsewhere), INSTEAD, "of them")
        return
    if event.order in ("longest", "shortest") and find(replace(event, order=None), knowledge).records:
        book.unknown("which was the longest or shortest: no end of it was seen", "A longer log")
        return
    if event.order and (every := find(replace(event, order=None, rank=1), knowledge).records):
        number = book.count(len(every), "how many there were")
        words = whose(book, plain, "outages") if event.sort == "outage" else "of them"
        book.answer(f"There {'was' if len(every) == 1 else 'were'} only {number} {words}.")
        for item in every[:MANY]:
            book.answer(f"{span(book, item)}.")
        return
    if event.edge == "to" and find(replace(event, edge="from"), knowledge).records:
        for item in find(replace(event, edge="from"), knowledge).records[:MANY]:
            book.answer(f"{moment(book, item, 'from')}, and was not seen to be back.")
        return
    sort = event.sort
    if sort == "interface" and event.name and event.nodes and not _has(event, knowledge):
        named = book.quote(event.name, "a name in the question")
        book.answer(f"I know of no interface {named} of {book.node(event.nodes[0])}.")
        return
    if untold(event, knowledge):
        book.unknown(f"of a loss of {whose(book, event)}: no source tells of it", "Its log")
        return
    if sort == "command" and not knowledge.operators_seen:
        book.unknown("what was typed: no session log was read", "A transcript")
        return
    if sort == "cause":
        book.answer(f"I know of no {whose(book, event).removeprefix('a ').removeprefix('an ')}.")
    elif sort == "incident":
        book.answer(
            f"I know of no {whose(book, event)}{bounds_words(book, clock, knowledge) or book.since(knowledge)}."
        )
    elif (
        sort == "outage"
        and knowledge.peerings
        and not sessions(event, knowledge)
        and (len(event.nodes) > 1 or event.families or event.addresses)
    ):
        book.answer(f"I know of no {whose(book, plain)}.")
    elif not sessions(event, knowledge) and sort == "outage":
        book.unknown(f"of any {whose(book, event)}", "The log of one of its ends")
    else:
        known = {one.protocol for one in knowledge.adjacencies}
        if sort == "adjacency" and event.name in PROTOCOLS and event.name not in known:
            protocol = book.quote(PROTOCOLS[event.name], "a protocol that is asked about")
            book.answer(f"I know of no {protocol} adjacency: nothing tells of one.")
            for item in find(replace(plain, name=""), knowledge).records[:MANY]:
                book.answer(f"{span(book, item)}.")
            return
        when = bounds_words(book, clock, knowledge)
        book.answer(f"No {whose(book, event)} went down{when}, as far as was seen.")


def _has(event: Event, knowledge: Knowledge) -> bool:
    """Whether a node has an interface of that name, as far as any of its interfaces are known."""
    known = {(one.node, port(one.interface)) for one in knowledge.ports}
    known |= {(end.node, port(end.interface)) for link in knowledge.lab.links for end in (link.a, link.b)}
    mine = {name for node, name in known if node == event.nodes[0]}
    return not mine or port(event.name) in mine
