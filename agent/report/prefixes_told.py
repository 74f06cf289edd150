"""How many prefixes: a limit and the count that reached it, and what fell, out of an incident's own evidence. Pure."""

import re

from agent.detect.incident import Incident
from agent.report.answer_sheet import AnswerSheet
from agent.report.knowledge import Knowledge
from agent.report.prefix_fall import prefix_fall
from agent.report.selection import far_end
from agent.report.words import family_words

REACHED = re.compile(r" (\d{1,9}) exceed, limit (\d{1,9})| reaches (\d{1,9}), max (\d{1,9})")
"""FRR's MAXPFXEXCEED and MAXPFX (bgpd `bgp_maximum_prefix_overflow`)."""


def limit_of(book: AnswerSheet, incident: Incident, knowledge: Knowledge, *, otherwise: bool = False) -> bool:
    """Say how many prefixes from whom passed which limit; whether a line tells it. `otherwise`: the question had the
    direction wrong."""
    node, _, neighbor = (incident.cause.subject or "").partition(" neighbor ")
    found = [(item, hit) for item in incident.cause.evidence if (hit := REACHED.search(item.text))]
    found.sort(key=lambda one: one[0].node != node)
    if not found or not neighbor:
        return False
    item, hit = next((one for one in found if one[1][1]), found[0])
    number, most = (int(value) for value in hit.groups() if value)
    far = far_end(knowledge, node, neighbor)
    whom = book.node(far) if far else book.fact("address", neighbor, (neighbor,), "a neighbor")
    key = f" ({incident.id})"
    count, limit = book.count(number, f"prefixes counted{key}"), book.count(most, f"the limit{key}")
    at = book.clock(item.at_ns, f"when it was counted{key}")
    lead = "It was the other way round: " if otherwise else ""
    book.answer(f"{lead}{book.node(node)} counted {count} prefixes from {whom} at {at} UTC; its limit is {limit}.")
    return True


def fall_of(book: AnswerSheet, incident: Incident) -> None:
    """Say how many prefixes there were before and after they fell, where an incident is such a fall."""
    fall = prefix_fall(incident)
    if fall is None:
        return
    whom = (
        book.node(fall.sender) if fall.sender else book.fact("address", fall.neighbor, (fall.neighbor,), "a neighbor")
    )
    before = book.count(fall.before, f"prefixes before ({incident.id})")
    after = book.count(fall.after, f"prefixes after ({incident.id})")
    family = book.fact("family", fall.family, family_words(fall.family), "a family")
    book.answer(f"{book.node(fall.receiver)} counted {after} {family} prefixes from {whom} instead of {before}.")
