"""A look-up answered from what is known, in sentences with placeholders. Pure.

What the facts do not hold is answered with "I do not know", and what would tell; a question that was not read whole is
answered with what of it was not.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from agent.report.answers import (
    cause,
    facts,
    kept,
    neighbors,
    node,
    now,
    order,
    past,
    prefixes,
    queries,
    repair,
    story,
    things,
)
from agent.report.answers import related as together
from agent.report.answers.prefixes_told import fall_of, limit_of
from agent.report.answers.premises import before, lab_stopped, stopped
from agent.report.answers.sheet import AT_MOST, AnswerSheet
from agent.report.answers.verdicts import opening
from agent.report.fact_sheet import FactSheet
from agent.report.knowledge import Knowledge
from agent.report.prose import Sentence
from agent.report.prose.names import listed
from agent.report.questions.lookups import Lookup, Reading, addresses, aspects
from agent.report.records.selection import far_ends, incidents_of, outages_of


@dataclass(frozen=True, slots=True)
class Answered:
    """The facts of an answer, its sentences, and whether the look-up found what was asked."""

    sheet: FactSheet
    sentences: tuple[Sentence, ...]
    known: bool


Writer = Callable[[AnswerSheet, Lookup, Knowledge], None]
WRITERS: dict[str, Writer] = {
    "asn_expected": neighbors.asn_expected,
    "authentication": neighbors.authentication,
    "related": together.related,
    "spread": together.spread,
    "prefix_names": prefixes.prefix_names,
    "only": order.only,
    "notifications": repair.notifications,
    "noticed": order.noticed,
    "interface": facts.interface,
    "lines": node.lines,
    "local_time": node.local_time,
    "retry": neighbors.retry,
    "states": neighbors.states,
    "things": things.things,
    "clock": node.clock,
    "caused": together.caused,
    "addresses": now.families_of_sessions,
    "asn": neighbors.asn,
    "back": past.back,
    "cause": now.cause,
    "changes": facts.changes,
    "command": repair.command,
    "evidence": cause.evidence,
    "families": now.families_of_sessions,
    "fixed": repair.fixed,
    "happened": now.happened,
    "hold": neighbors.hold,
    "how_long": past.how_long,
    "incidents": cause.listed_incidents,
    "limit": prefixes.limit,
    "logged": repair.logged,
    "lost": past.lost,
    "message": repair.message,
    "node_down": facts.node_down,
    "nodes": facts.nodes,
    "nodes_hit": facts.nodes_hit,
    "nodes_spared": kept.nodes_spared,
    "open": cause.still_open,
    "planned": cause.planned,
    "prefix_falls": prefixes.prefix_falls,
    "prefixes": prefixes.prefixes,
    "router_id": neighbors.router_id,
    "sessions": facts.sessions,
    "severity": cause.severity,
    "side": cause.side,
    "status": now.status,
    "story": story.story,
    "stayed": kept.stayed,
    "timeline": now.timeline,
    "unknown": now.unheard,
    "unseen": repair.unseen,
    "who": cause.who,
    "why": cause.why,
}


OF_INCIDENTS = ("why", "evidence", "severity", "planned", "who", "open", "cause", "happened", "incidents", "message")
"""Look-ups of the incidents of a session, which may not name it: what it lost is told beside."""

FELT = frozenset(("e.affected", "e.noticed", "e.see"))
"""Slots that ask what somebody felt: without a lost session, that is what was no longer sent."""

DONE = frozenset(("e.lost", "e.down", "e.bad", "n.incident"))
"""Slots of what changes may have done."""


def answer(lookup: Lookup, knowledge: Knowledge, read_as: str = "") -> Answered:
    """The facts of an answer, and its sentences; `read_as` is the question as a model read it."""
    book = AnswerSheet()
    book.far, book.until_ns = far_ends(knowledge), knowledge.session.to_ns
    if read_as:
        book.answer(f"I read the question as {book.quote(read_as, 'the question as it was read')}.")
    every = (lookup, *lookup.then)
    for asked in every:
        for query in asked.queries:
            queries.tell(book, query, knowledge)
        if asked.queries:
            continue
        writer = WRITERS.get(asked.kind, facts.count)
        for one in [replace(asked, nodes=(name,)) for name in asked.nodes] if asked.either else [asked]:
            opening(book, one, knowledge)
            if before(book, one, knowledge) and not lab_stopped(book, one, knowledge):
                _aspects(book, one, knowledge)
                writer(book, one, knowledge)
                if _felt(one) and not outages_of(one, knowledge):
                    prefixes.fewer(book, one, knowledge)
    probe = _numbers_of(lookup, knowledge) if lookup.figures else book
    wrong_figures = [words for words, value, seconds in lookup.figures if lookup.kind not in NUMBERLESS
                     if not any(one.holds(value, seconds=seconds) for one in (book, probe))]  # fmt: skip
    owners = addresses(knowledge)
    if lookup.kind in OF_INCIDENTS and not all(book.names(name) for name in _whom(lookup)):
        for item in outages_of(replace(lookup, causes=(), superlative=None), knowledge)[:AT_MOST]:
            book.answer(past.outage_words(book, item, knowledge))
    wanting = tuple(name for name in _whom(lookup) if not (book.names(name) or book.names(owners.get(name) or name)))
    if wanting:
        return not_read(Reading(None, wanting, about=replace(lookup, kind="story", figures=())), knowledge)
    if wrong_figures:
        _unheld(book, wrong_figures)
    for wrong, right in lookup.corrected:
        said, meant = book.quote(wrong, "a word of the question"), book.quote(right, "what it was taken for")
        book.answer(f"I took {said} for {meant}.")
    return _whole(book, f"answer {lookup.kind}", knowledge)


def _felt(lookup: Lookup) -> bool:
    """Whether a question asks what somebody felt besides its sessions: without a lost one, what fell is told."""
    if lookup.kind == "story":
        return {"e.lost", "n.session", "n.prefix"} <= lookup.slots
    return lookup.kind == "lost" and bool(FELT & lookup.slots)


NUMBERLESS = ("prefix_names", "unseen")
"""Kinds of which no number is known."""


def _numbers_of(lookup: Lookup, knowledge: Knowledge) -> AnswerSheet:
    """A sheet with what the incidents that are asked about hold of numbers, whatever the answer says of them."""
    probe, plain = AnswerSheet(), replace(lookup, causes=(), superlative=None)
    for incident in incidents_of(plain, knowledge):
        if incident.reconvergence_ns is not None:
            probe.span(incident.reconvergence_ns, f"from the first loss to the last restoration {incident.id}")
        limit_of(probe, incident, knowledge)
        fall_of(probe, incident, knowledge)
        stopped(probe, (incident.cause.subject or ""), incident, knowledge)
    for item in outages_of(plain, knowledge):
        past.outage_words(probe, item, knowledge)
    return probe


def _unheld(book: AnswerSheet, figures: list[str]) -> None:
    """Begin with the numbers that a question takes for granted and the facts do not hold; nothing is affirmed then."""
    kept = [item for item in book.sentences if not item.text.startswith("Yes: ")]
    book.sentences.clear()
    for words in figures:
        book.answer(f"What is known of that holds no {book.quote(words, 'a number in the question')}.")
    book.sentences.extend(kept)


def _whom(lookup: Lookup) -> tuple[str, ...]:
    """Whom a question is about: an answer that does not name them is one to another question."""
    every = (lookup, *lookup.then)
    names = [
        name for one in every for name in (*one.nodes, *one.relations.peers, *one.relations.blamed, *one.addresses)
    ]
    return tuple(dict.fromkeys(names))


def _aspects(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """What else a question asks for than the story of its incidents."""
    if "x.both" in lookup.slots:
        order.only(book, replace(lookup, kind="only"), knowledge)
    if lookup.kind == "story":
        for kind in aspects(lookup):
            mine = replace(lookup, kind=kind)
            if kind in OF_A_NODE and not lookup.nodes:
                mine = replace(mine, nodes=_only_node(knowledge))
            if kind == "prefixes" and not (lookup.nodes or lookup.addresses):
                book.unknown("of whose prefixes the question is", "A node's name in it")
                continue
            if kind == "prefixes" and {"e.lost", "n.session"} <= lookup.slots:
                continue  # what fell is told behind what was lost
            if kind == "changes" and lookup.form != "open" and DONE & lookup.slots and not knowledge.operators_seen:
                continue  # what the changes did is asked, not which they were
            WRITERS.get(kind, facts.count)(book, mine, knowledge)


OF_A_NODE = ("hold", "asn", "router_id")
"""Look-ups that say nothing of a whole lab in few words: without a name they are of the node that an incident is of."""


def _only_node(knowledge: Knowledge) -> tuple[str, ...]:
    """The one node at which all incidents lie; none where they lie at several."""
    found = {(item.cause.subject or "").partition(":")[0].partition(" ")[0] for item in knowledge.incidents}
    return tuple(found) if len(found) == 1 and "" not in found else ()


def not_read(reading: Reading, knowledge: Knowledge) -> Answered:
    """What is said to a question of which not every word was read: those words, and what was understood."""
    book = AnswerSheet()
    book.known = False
    book.far = far_ends(knowledge)
    for name in reading.strange[:4]:
        book.answer(f"I do not know {book.quote(name, 'a name in the question')}.")
    if reading.strange:
        known = sorted({*knowledge.nodes, *knowledge.heard})
        if known:
            book.answer(f"The nodes that I know are {listed([book.node(item) for item in known[:24]])}.")
    words = [word for word in reading.unread if word not in reading.strange]
    if words:
        unread = book.quote(" … ".join(words), "words of the question that were not read")
        if reading.understood:
            understood = book.quote(" … ".join(reading.understood), "words of the question that were read")
            book.answer(f"I do not know what is asked by {unread}; I understood {understood}.")
        else:
            book.answer(f"I do not know what is asked by {unread}.")
    elif not reading.strange:
        book.answer("I do not know what is asked.")
    if reading.about is not None and before(book, reading.about, knowledge):
        book.answer("Of what I understood I know this.")
        for one in (reading.about, *reading.about.then):
            for query in one.queries:
                queries.tell(book, query, knowledge)
            if one.queries:
                continue
            _aspects(book, one, knowledge)
            if one.kind == "story":
                story.nearest(book, one, knowledge)
            else:
                WRITERS.get(one.kind, facts.count)(book, one, knowledge)
        book.known = False
    elif not (reading.strange or reading.understood):
        book.answer(
            "I can tell how sessions and nodes stand, what was lost, when, why, for how long, by whom, what changed."
        )
    return _whole(book, "answer none", knowledge)


def _whole(book: AnswerSheet, name: str, knowledge: Knowledge) -> Answered:
    facts_ = book.sheet(name, knowledge.session.from_ns, knowledge.lab, sorted(knowledge.heard))
    return Answered(facts_, tuple(dict.fromkeys(book.sentences)), book.known)
