"""How many prefixes: a limit and the count that reached it, and what fell, out of an incident's own evidence. Pure."""

import re

from agent.detect.incident import Incident
from agent.report.answers.sheet import AT_MOST, AnswerSheet
from agent.report.knowledge import Knowledge
from agent.report.prefix_fall import prefix_fall
from agent.report.questions.lookups import Lookup
from agent.report.records.selection import far_end
from agent.report.words import family_words
from collectors.observations import NeighborFacts, PrefixCount

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
    whom = book.fact("address", neighbor, (neighbor,), "a neighbor")
    whom = f"{book.node(far)} ({whom})" if far else whom
    key = f" ({incident.id})"
    count, limit = book.count(number, f"prefixes counted{key}"), book.count(most, f"the limit{key}")
    at = book.clock(item.at_ns, f"when it was counted{key}")
    lead = "It was the other way round: " if otherwise else ""
    warned = {one.limit_warning for one in configured(knowledge, node, neighbor) if one.limit_warning}
    percent = book.count(min(warned), f"percent of the limit{key}") if warned else ""
    warns = f" (it warns from {percent} % of it on)" if warned else ""
    book.answer(
        f"{lead}{book.node(node)} counted {count} prefixes from {whom} at {at} UTC; its limit is {limit}{warns}."
    )
    return True


def configured(knowledge: Knowledge, node: str | None = None, neighbor: str | None = None) -> list[NeighborFacts]:
    """What routers say of the prefix limits that are configured, of one session or of all."""
    return [
        one
        for one in knowledge.facts
        if one.prefix_limit and node in (None, one.node) and neighbor in (None, one.neighbor)
    ]


def retries(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> bool:
    """Say of each prefix limit after how long its router tries again, or that it never does; whether one is known."""
    found = {
        (one.node, one.neighbor): one
        for one in configured(knowledge)
        if set(lookup.nodes) <= {one.node, far_end(knowledge, one.node, one.neighbor)}
        and set(lookup.addresses) <= {one.neighbor}
    }
    closed = {
        incident.cause.subject for incident in knowledge.incidents if incident.cause.type == "prefix_limit_exceeded"
    }
    mine = {key: one for key, one in found.items() if f"{key[0]} neighbor {key[1]}" in closed} or found
    for (node, neighbor), one in list(mine.items())[:AT_MOST]:
        far = far_end(knowledge, node, neighbor)
        whom = book.node(far) if far else book.fact("address", neighbor, (neighbor,), "a neighbor")
        limit = book.count(one.prefix_limit or 0, f"the limit of {node} for {neighbor}")
        if one.limit_restart_s:
            after = book.span(int(one.limit_restart_s * 1e9), f"the restart timer of {node} for {neighbor}")
            book.answer(f"{book.node(node)} has a restart timer of {after} for {whom}, beside its limit of {limit} "
                        "prefixes: by itself it tries again after that time.")  # fmt: skip
        else:
            clear = (
                "" if knowledge.operators_seen else "; a clear by hand is the likely way back, and no line tells of one"
            )
            book.answer(f"{book.node(node)} has no restart timer for {whom}, beside its limit of {limit} prefixes: "
                        f"by itself it does not try again{clear}.")  # fmt: skip
    return bool(mine)


def fall_of(book: AnswerSheet, incident: Incident, knowledge: Knowledge) -> None:
    """Say how many prefixes there were before and after they fell, and when they were back, where an incident is such a
    fall."""
    fall = prefix_fall(incident)
    if fall is None:
        return
    whom = (
        book.node(fall.sender) if fall.sender else book.fact("address", fall.neighbor, (fall.neighbor,), "a neighbor")
    )
    key = f" ({incident.id})"
    before = book.count(fall.before, f"prefixes before{key}")
    after = book.count(fall.after, f"prefixes after{key}")
    fewer = book.count(fall.before - fall.after, f"prefixes that fell{key}")
    family = book.fact("family", fall.family, family_words(fall.family), "a family")
    counted = [
        item
        for item in knowledge.prefixes
        if isinstance(item, PrefixCount) and item.seen_ns >= incident.started_ns
        if (item.node, item.neighbor, item.afi) == (fall.receiver, fall.neighbor, fall.family)
    ]
    book.answer(
        f"{book.node(fall.receiver)} counted {after} {family} prefixes from {whom} instead of {before}, {fewer} fewer."
    )
    again = next((item for item in counted if item.received >= fall.before), None)
    low = [item.seen_ns for item in counted if item.received < fall.before]
    if again is not None and low and again.seen_ns > max(low[:1]):
        first, last = (
            book.clock(min(low), f"when it was fewer{key}"),
            book.clock(
                max((at for at in low if at < again.seen_ns), default=min(low)),
                f"when it was fewer for the last time{key}",
            ),
        )
        at = book.clock(again.seen_ns, f"when all were counted again{key}")
        took = book.span(again.seen_ns - min(low), f"how long they were fewer{key}")
        book.answer(
            f"Fewer were counted from {first} to {last} UTC, all {before} again at {at}, {took} after the fall."
        )
    elif counted:
        book.answer("They were not seen to come back.")


UNTOLD = {
    "route_withdrawal": "What made the sender withdraw them is in no line.",
    "process_crash": "What made it crash is in no line beside that.",
    "policy_filter": "Which filter it is, and who set it, is in no line.",
}
"""What is not known of a cause, by the cause."""
