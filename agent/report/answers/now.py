"""Answers about how things stand, what is not known, and what happened one after the other. Pure."""

from dataclasses import replace

from agent.detect.operator_actions import effective
from agent.report.answers.cause import proof, severity
from agent.report.answers.past import lost, outage_words, standing
from agent.report.answers.prefixes_told import fall_of
from agent.report.answers.premises import OF_NODES, because, incidents, none
from agent.report.answers.sheet import AT_MOST, MANY, AnswerSheet, rest
from agent.report.answers.timeline_told import thing_words, written
from agent.report.brief import STALE_NS
from agent.report.digest import told
from agent.report.fact_sheet import sheet
from agent.report.knowledge import Knowledge, ended_ns
from agent.report.prose import render, sentences
from agent.report.prose.names import listed
from agent.report.questions.lookups import Lookup
from agent.report.records.selection import families, incidents_of, outages_of, peerings_of, touches
from agent.report.records.single_outages import inside, single
from agent.report.records.spells import Sort, Spell, spells
from agent.report.words import cause_words

MOMENTS = 16
"""Lines of a timeline that are told."""

_NODE_EVENTS = {
    "pause": "was frozen",
    "die": "ended",
    "stop": "was stopped",
    "kill": "was killed",
    "destroy": "was destroyed",
}


def status(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """How the sessions stand, the ones that are down first."""
    stopped = ended_ns(knowledge)
    if stopped is not None:
        mine = f", {listed([book.node(name) for name in lookup.nodes])} with it," if lookup.nodes else ""
        book.answer(f"The lab{mine} was stopped at {book.clock(stopped, 'when the lab was stopped')} UTC.")
        return
    if len(lookup.nodes) == 1 and "n.session" not in lookup.slots:
        _node(book, lookup.nodes[0], knowledge)
    found = peerings_of(lookup, knowledge)
    known = [item for item in found if item.up is not None]
    if not found and knowledge.peerings and (len(lookup.nodes) > 1 or lookup.families or lookup.addresses):
        book.answer(f"I know of no {book.whose(lookup)}.")
        return
    if not known:
        book.unknown(
            f"how the sessions{book.about(lookup)} stand: no state of one was seen", "Their logs or a gNMI stream"
        )
        return
    down = [item for item in known if not item.up and not item.never_up]
    never = [item for item in known if item.never_up]
    total = book.count(len(known), "sessions known")
    if len(known) == 1:
        standing(book, known[0], knowledge)
        _wrong(book, lookup, knowledge)
        return
    if never and not down:
        for item in never[:MANY]:
            standing(book, item, knowledge)
        return
    if not down:
        all_ = "Both" if len(known) == 2 else f"All {total}"
        book.summary(f"{all_} sessions{book.about(lookup)} that were seen are up; none is down.")
    else:
        count = book.count(len(down), "sessions down")
        book.summary(f"{count} of {total} sessions{book.about(lookup)} {'is' if len(down) == 1 else 'are'} down.")
    for item in down[:MANY] if down or len(known) > AT_MOST + 2 else known:
        standing(book, item, knowledge)
    rest(book, len(down), MANY, "sessions that are down")
    if "e.down" in lookup.slots and not down and not {"t.now", "m.now"} & lookup.slots:
        _were(book, lookup, knowledge)
    _wrong(book, lookup, knowledge)


def _wrong(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """What was wrong, where a question how things stand asks what is."""
    if {"e.bad", "q.what"} <= lookup.slots:
        for incident in incidents_of(lookup, knowledge)[-AT_MOST:]:
            book.answer(*told(book, incident))


def _were(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """What was down before, where a question without a verb may mean that."""
    found = outages_of(lookup, knowledge)
    for incident in {item.incident.id: item.incident for item in found}.values():
        book.answer(*told(book, incident))
    for item in found[:AT_MOST]:
        book.answer(outage_words(book, item, knowledge))
    rest(book, len(found), AT_MOST, "outages")


def sessions_unknown(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """No session of the kind that is asked about is known."""
    if knowledge.peerings:
        book.answer(f"I know of no {book.whose(lookup)}.")
    else:
        book.unknown(f"how the sessions{book.about(lookup)} stand: none was seen", "A log or a gNMI stream")


def _node(book: AnswerSheet, node: str, knowledge: Knowledge) -> None:
    last = knowledge.heard.get(node)
    if last is None:
        book.unknown(f"how {book.node(node)} is: nothing was heard of it", "Its log, gNMI or vty socket")
        return
    event = next((item for item in sorted(knowledge.events, key=lambda one: -one.seen_ns) if item.node == node), None)
    at = book.clock(last, f"the last word of {node}")
    if event is not None and event.event in _NODE_EVENTS:
        gone = book.clock(event.seen_ns, f"the last event of {node}")
        book.answer(f"{book.node(node)} {_NODE_EVENTS[event.event]} at {gone} UTC.")
    elif knowledge.session.to_ns - last > STALE_NS:
        ago = book.span(knowledge.session.to_ns - last, f"since the last word of {node}")
        book.answer(f"{book.node(node)} was last heard of {ago} ago.")
    else:
        book.answer(f"{book.node(node)} was last heard of at {at} UTC.")


def families_of_sessions(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The sessions with their addresses and families."""
    found = peerings_of(lookup, knowledge)
    if not found:
        sessions_unknown(book, lookup, knowledge)
    for item in found[:24]:
        book.answer(f"I know {book.session(item, families(item, knowledge))}.")
    rest(book, len(found), 24, "sessions")


def unheard(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """What is not known: silent nodes, gaps, and what stays open of each incident."""
    missing = [node for node in knowledge.nodes if node not in knowledge.heard]
    if missing:
        book.answer(f"Nothing was heard of {listed([book.node(item) for item in missing[:24]])}.")
    if knowledge.gaps:
        count = book.count(len(knowledge.gaps), "gaps")
        book.answer(f"What was seen has {count} gap{'s' if len(knowledge.gaps) > 1 else ''}.")
    if not missing and not knowledge.gaps:
        book.answer(
            "All nodes that I know of were heard of, without a gap." if knowledge.heard else "Nothing was seen at all."
        )
    if "n.node" in lookup.slots:
        return
    if not knowledge.operators_seen:
        book.answer("No session log was read: what people did is not known.")
    for incident in incidents_of(lookup, knowledge)[-AT_MOST:]:
        facts = sheet(incident, knowledge.lab)
        at = book.clock(incident.first_loss_ns or incident.started_ns, f"when it began ({incident.id})")
        texts = [render(item.text, facts) for item in sentences(facts) if item.section == "open"]
        open_ = book.fact("quote", " ".join(texts), (" ".join(texts),), "what stays open of an incident")
        book.answer(f"Of what happened at {at} UTC: {open_}")


def timeline(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """What happened one after the other."""
    plain = replace(lookup, causes=() if "c.igp" in lookup.slots else lookup.causes)
    if lookup.from_ns is None and lookup.to_ns is None and not incidents(book, plain, knowledge):
        return
    moments = _moments(book, lookup, knowledge)
    if not moments:
        none(book, lookup, knowledge)
    for _, text in moments[:MOMENTS]:
        book.answer(text)
    rest(book, len(moments), MOMENTS, "moments")


def _moments(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> list[tuple[int, str]]:
    """Losses, restorations, commands and node events in the time that is asked about."""
    plain = Lookup("lost", lookup.nodes, lookup.incident, addresses=lookup.addresses, families=lookup.families)
    sort: Sort
    found: list[tuple[int, str]] = []
    for item in outages_of(plain, knowledge):
        outage = item.outage
        name = book.session(outage, families(outage, knowledge))
        spans = single(outage, item.incident)
        again = " for the first time" if spans is None else ""
        for start, end in spans or ((outage.lost_ns, outage.restored_ns),):
            at = book.clock(start, f"when it was lost: {name}, {start}")
            found.append((start, f"At {at} UTC {name} was lost{again}."))
            if end is not None:
                at = book.clock(end, f"when it was back: {name}, {end}")
                found.append((end, f"At {at} UTC {name} was back{' for good' if again else ''}."))
    for incident in incidents_of(plain, knowledge):
        if incident.cause.type != "unknown":
            at = book.clock(incident.started_ns, f"the first sign of the cause ({incident.id})")
            words = book.fact("cause", incident.cause.type, cause_words(incident.cause.type), "the cause")
            sure = "probably of" if incident.cause.certainty == "likely" else "of"
            found.append(
                (incident.started_ns, f"At {at} UTC came the first sign {sure} {words}{book.where(incident)}.")
            )
    for command in effective(knowledge.commands):
        if command.action not in ("look", "other") and (not lookup.nodes or command.node in lookup.nodes):
            at = book.clock(command.seen_ns, "when a command was typed")
            where = f" for {book.node(command.node)}" if command.node != "-" else ""
            what = book.quote(command.command, "a command that an operator typed")
            found.append((command.seen_ns, f"At {at} UTC an operator typed {what}{where}."))
    for sort in ("interface", "adjacency", "daemon"):
        for spell in spells(sort, knowledge):
            if set(lookup.nodes[:1]) <= {spell.node, spell.peer}:
                found += _edges(book, spell)
    for event in knowledge.events:
        if event.event in (*_NODE_EVENTS, "unpause", "start") and (not lookup.nodes or event.node in lookup.nodes):
            at = book.clock(event.seen_ns, f"an event of {event.node}")
            words_ = {**_NODE_EVENTS, "unpause": "was woken", "start": "was started"}[event.event]
            found.append((event.seen_ns, f"At {at} UTC {book.node(event.node)} {words_}."))
    inside = [
        item
        for item in dict.fromkeys(found)
        if (lookup.from_ns is None or item[0] >= lookup.from_ns) and (lookup.to_ns is None or item[0] <= lookup.to_ns)
    ]
    return sorted(inside, key=lambda item: item[0])


def _edges(book: AnswerSheet, item: Spell) -> list[tuple[int, str]]:
    """When a thing went, and when it was back."""
    name = thing_words(book, item)
    why = f" ({book.quote(item.why, 'a reason')})" if item.why and item.sort == "adjacency" else ""
    at = book.exact(item.from_ns, f"when it went: {name}")
    found = [(item.from_ns, f"At {at} UTC {name} went{why}.")]
    if item.to_ns is not None:
        at = book.exact(item.to_ns, f"when it was back: {name}")
        found.append((item.to_ns, f"At {at} UTC {name} was back."))
    return found


def happened(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """What happened: the incidents; between two times, what happened one after the other."""
    if lookup.from_ns is not None and not lookup.causes:
        moments = _moments(book, lookup, knowledge)
        if moments:
            timeline(book, lookup, knowledge)
            for incident in incidents_of(lookup, knowledge):
                fall_of(book, incident, knowledge)
            return
        plain = replace(lookup, from_ns=None, to_ns=None)
        if sum(written(book, incident, lookup) for incident in incidents_of(plain, knowledge)):
            return
        every = outages_of(Lookup("lost", lookup.nodes, families=lookup.families), knowledge)
        whole = [((item.outage.lost_ns, item.outage.restored_ns), item) for item in every]
        over = [item for span, item in whole if inside((span,), lookup.from_ns, lookup.to_ns)]
        blurred = [item for item in over if single(item.outage, item.incident) is None]
        down = [item for item in over if touches(item, lookup)]
        for item in blurred[:MANY]:
            name = book.session(item.outage, families(item.outage, knowledge))
            book.unknown(f"when between its losses {name} was up", "The logs of its ends")
        if down and not blurred:
            book.answer(f"I know of nothing new{book.when(lookup)}; this went on.")
            for item in down[:MANY]:
                book.answer(f"{book.session(item.outage, families(item.outage, knowledge))} was down.")
        elif over and not blurred:
            book.answer(f"I know of nothing new{book.when(lookup)}; no session was down then, as far as was seen.")
        if over:
            return
    severity(book, lookup, knowledge)
    if lookup.nodes and incidents_of(lookup, knowledge) and outages_of(lookup, knowledge):
        lost(book, lookup, knowledge)


def cause(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Whether what is asked about happened: the incidents by that cause, else the ones that there were."""
    for incident in incidents(book, lookup, knowledge)[-MANY:]:
        if len(lookup.nodes) > 1 and incident.cause.type in OF_NODES:
            book.unknown(f"whether {book.node(lookup.nodes[0])} did that to another node", "The session logs")
        because(book, incident, knowledge)
        book.answer(*told(book, incident))
        proof(book, incident)
