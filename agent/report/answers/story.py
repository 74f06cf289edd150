"""All that is known of what a question is about: cause, nodes, each outage, who closed it, and what was not lost. Pure.

It answers a question that asks for more than one thing; and it is what can be shown where a word was not read.
"""

from collections.abc import Sequence
from dataclasses import replace

from agent.detect.incident import Incident
from agent.report.answers.cause import UNSAID, closing
from agent.report.answers.past import outage_words, standing
from agent.report.answers.prefixes_told import UNTOLD, fall_of, limit_of, retries
from agent.report.answers.premises import because, itself, nothing_lost, notified, several, stopped
from agent.report.answers.premises import incidents as known_incidents
from agent.report.answers.sheet import MANY, AnswerSheet, rest
from agent.report.answers.timeline_told import written
from agent.report.knowledge import Knowledge
from agent.report.prose.names import listed
from agent.report.questions.lookups import Lookup
from agent.report.records.selection import Lost, families, incidents_of, outages_of, peerings_of
from clab.units import SECOND_NS

INCIDENTS, SESSIONS, LINES_SHOWN = 3, 4, 4
"""Incidents whose story is told, sessions that it tells one by one, and lines that it shows."""

LENGTHS = frozenset(("q.how_long", "q.when", "x.total"))
"""Slots of questions of which the times of the outages are the answer, before their cause."""

TIMES = frozenset(("r.during", "r.after", "r.before", "r.until"))
SHOWN = frozenset(("q.evidence", "q.sure"))
"""Slots of questions that are answered with the lines themselves."""

LINES = frozenset(("e.logged", "e.see", "n.link", "n.iface", "n.process", "n.adjacency", "q.timeline"))
"""Slots of questions for which the lines of an incident's timeline are told."""


def story(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The incidents that are asked about, in full; without one, how the sessions stand."""
    lookup = replace(lookup, superlative=None)
    found = known_incidents(book, lookup, knowledge)
    nothing_lost(book, lookup, found)
    if found or not lookup.causes:
        _told(book, lookup, found, knowledge)
    else:
        nearest(book, replace(lookup, causes=()), knowledge)


def nearest(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The same of a question that was not read whole: of whom and of when it speaks."""
    plain = replace(lookup, causes=(), superlative=None)
    found = incidents_of(plain, knowledge) or incidents_of(replace(plain, from_ns=None, to_ns=None), knowledge)
    _told(book, plain, found, knowledge)


def _told(book: AnswerSheet, lookup: Lookup, found: Sequence[Incident], knowledge: Knowledge) -> None:
    several(book, found)
    lost = outages_of(replace(lookup, superlative=None), knowledge)
    lengths = bool(LENGTHS & lookup.slots) and "q.why" not in lookup.slots
    for incident in found[-INCIDENTS:]:
        mine = [item for item in lost if item.incident is incident]
        if not lengths:
            _cause(book, incident, knowledge)
        for item in mine[:SESSIONS]:
            book.answer(outage_words(book, item, knowledge))
        rest(book, len(mine), SESSIONS, "sessions")
        if lengths:
            _cause(book, incident, knowledge)
        if len(mine) == 1:
            closing(book, mine[0], knowledge, named=False)
        elif incident.cause.type in UNSAID or len(found) == 1:
            notified(book, incident, knowledge)
        bound = lookup.from_ns is not None and not TIMES & lookup.slots
        if (bound or LINES & lookup.slots) and not SHOWN & lookup.slots:
            written(book, incident, lookup, at_most=LINES_SHOWN)
    rest(book, len(found), INCIDENTS, "incidents", earlier=True)
    itself(book, lookup, knowledge)
    _others(book, lookup, [item for item in lost if item.incident in found], knowledge)


def _cause(book: AnswerSheet, incident: Incident, knowledge: Knowledge) -> None:
    """The cause, its first sign, what befell the node, and what was counted."""
    because(book, incident, knowledge)
    key = f" ({incident.id})"
    if incident.first_loss_ns is not None and incident.first_loss_ns - incident.started_ns > SECOND_NS // 10:
        book.answer(f"The first sign of it was at {book.clock(incident.started_ns, f'the first sign{key}')} UTC.")
    subject = incident.cause.subject or ""
    if subject in incident.cause.nodes:
        stopped(book, subject, incident, knowledge)
    if limit_of(book, incident, knowledge):
        retries(book, Lookup("retry", tuple(incident.cause.nodes)[:1]), knowledge)
    fall_of(book, incident, knowledge)
    if incident.cause.type == "policy_filter":
        book.answer(UNTOLD[incident.cause.type])


def _others(book: AnswerSheet, lookup: Lookup, lost: Sequence[Lost], knowledge: Knowledge) -> None:
    """The sessions of whom is asked about that were not lost; where none was lost, how each stands."""
    gone = {(item.outage.a, item.outage.b, item.outage.address_a) for item in lost}
    if lookup.from_ns is not None or lookup.to_ns is not None:
        ever = outages_of(replace(lookup, from_ns=None, to_ns=None, causes=(), superlative=None), knowledge)
        if len({(one.outage.a, one.outage.b, one.outage.address_a) for one in ever} - gone):
            return  # lost at another time
    known = [item for item in peerings_of(lookup, knowledge) if item.up is not None]
    kept = [item for item in known if (item.a, item.b, item.address_a) not in gone]
    if gone and kept and len(kept) <= MANY and lookup.nodes:
        names = [book.session(item, families(item, knowledge)) for item in kept]
        book.answer(f"Not lost {'was' if len(kept) == 1 else 'were'} {listed(names)}.")
    elif not gone and lookup.nodes:
        for item in kept[:MANY]:
            standing(book, item, knowledge)
