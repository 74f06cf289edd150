"""Lines of an incident's timeline in an answer: links, adjacencies, daemons, in the routers' own words. Pure."""

from agent.detect.incident import Incident
from agent.report.answers.sheet import AnswerSheet, rest
from agent.report.questions.lookups import Lookup
from agent.report.records.single_outages import ENTERED
from agent.report.records.spells import PROTOCOLS, Spell
from clab.units import SECOND_NS

LINES = 8
"""Lines of an incident's timeline that are shown."""

TWICE_NS = SECOND_NS // 100
"""The same text of two sources within this time is one line."""


def written(book: AnswerSheet, incident: Incident, lookup: Lookup, at_most: int = LINES) -> int:
    """What else the timeline of an incident holds in the time that is asked about: links, adjacencies, daemons; of a
    time that is bound also how its sessions went and came. How many lines that are."""
    bound = lookup.from_ns is not None or lookup.to_ns is not None
    moments = [
        item
        for item in incident.timeline
        if item.node and (lookup.from_ns is None or item.at_ns >= lookup.from_ns)
        if lookup.to_ns is None or item.at_ns <= lookup.to_ns
        if (bound or ENTERED not in item.text) and (item.source != "snapshot" or not incident.peerings)
    ]
    moments = [
        item
        for k, item in enumerate(moments)
        if not any(item.at_ns - one.at_ns < TWICE_NS and item.text[-40:] == one.text[-40:] for one in moments[:k][-4:])
        or ENTERED in item.text
    ]
    for item in moments[:at_most]:
        at = book.exact(item.at_ns, f"when {item.node} wrote it")
        book.answer(f"At {at} UTC {book.node(item.node or '')}: {book.line(item.text, 'a line of the timeline')}.")
    rest(book, len(moments), at_most, "lines")
    return len(moments)


def thing_words(book: AnswerSheet, item: Spell) -> str:
    """The thing in words."""
    if item.sort == "interface":
        name = f"{item.node}:{item.name}"
        return book.fact("subject", name, (name,), "an interface")
    if item.sort == "daemon":
        return f"{book.quote(item.name, 'a daemon')} of {book.node(item.node)}"
    if item.sort == "node":
        return f"{book.node(item.node)} itself"
    on = book.fact("subject", f"{item.node}:{item.name}", (f"{item.node}:{item.name}",), "an interface")
    protocol = PROTOCOLS[item.protocol]
    return f"the {protocol} adjacency of {book.node(item.node)} with {book.node(item.peer or 'unknown')} on {on}"
