"""Answers about what was not lost: which sessions and nodes stayed, and why a session did. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from agent.detect.incident import Incident
from agent.detect.peering_status import PeeringStatus
from agent.report.answers.past import outage_words
from agent.report.answers.premises import because, none, stopped
from agent.report.answers.sheet import MANY, AnswerSheet, rest
from agent.report.knowledge import Knowledge, ends
from agent.report.prose.names import listed
from agent.report.questions.lookups import Lookup
from agent.report.records.selection import elsewhere, families, incidents_of, outages_of, peerings_of
from agent.report.words import cause_words

OF_PATHS = ("link_down", "link_flap", "node_isolated", "one_way_loss")
"""Causes that leave other paths: a session between addresses that are not on the link may go round it."""

WHYS = 2
"""Incidents of which it is told why a session outlived them."""


def stayed(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The sessions that were not lost, and why where that is asked."""
    lost = outages_of(lookup, knowledge)
    gone = {_ends(item.outage) for item in lost}
    known = [item for item in peerings_of(lookup, knowledge) if item.up is not None]
    if not known:
        book.unknown(f"of any session{book.about(lookup)}", "A log, a gNMI stream or a vty socket")
        return
    kept = [item for item in known if _ends(item) not in gone]
    by = f" by {_cause(book, lookup)}" if lookup.causes and outages_of(replace(lookup, causes=()), knowledge) else ""
    count, total = book.count(len(kept), "sessions never lost"), book.count(len(known), "sessions known")
    if not lost and len(known) > 1:
        book.summary(f"None of {total} sessions{book.about(lookup)} was lost{by}{book.when(lookup)}.")
    elif not kept:
        book.answer(f"Every session{book.about(lookup)} was lost{by}{book.when(lookup)}.")
    elif len(known) == 1:
        book.answer(f"{book.session(kept[0], families(kept[0], knowledge))} was not lost{by}{book.when(lookup)}.")
    else:
        book.answer(f"{count} of {total} sessions{book.about(lookup)} {'was' if len(kept) == 1 else 'were'} not lost"
                    f"{book.when(lookup)}.")  # fmt: skip
        if len(kept) <= MANY * 2:
            book.answer(f"They are {listed([book.session(item, families(item, knowledge)) for item in kept])}.")
    if "q.why" in lookup.slots and not kept:
        for incident in {item.incident.id: item.incident for item in lost}.values():
            because(book, incident, knowledge)
    elif "q.why" in lookup.slots:
        _why(book, kept, lookup, knowledge)
    for item in lost[:MANY]:
        book.answer(outage_words(book, item, knowledge))
    rest(book, len(lost), MANY, "sessions that were lost")


def _cause(book: AnswerSheet, lookup: Lookup) -> str:
    return book.fact("cause", lookup.causes[0], cause_words(lookup.causes[0]), "a cause that is asked about")


def _ends(item: object) -> tuple[object, ...]:
    return tuple(getattr(item, name) for name in ("a", "b", "address_a", "address_b"))


def _why(book: AnswerSheet, kept: Sequence[PeeringStatus], lookup: Lookup, knowledge: Knowledge) -> None:
    """Why sessions outlived the incidents of their nodes: a hold time that did not run out, another path."""
    nodes = lookup.nodes or tuple({end for item in kept for end in item.ends})
    near = [one for node in nodes for one in incidents_of(Lookup("why", (node,)), knowledge)]
    near = list({one.id: one for one in near}.values())
    if not near:
        near = incidents_of(Lookup("why"), knowledge)
    for incident in near[:WHYS]:
        because(book, incident, knowledge)
        told = [_kept_by(book, item, incident, knowledge) for item in kept[:MANY]]
        if not any(told):
            book.unknown("why it stayed up", "Its path, and its hold time beside how long its neighbor was silent,")
    if not near:
        book.answer("Nothing was seen that could have ended it.")


def _kept_by(book: AnswerSheet, item: PeeringStatus, incident: Incident, knowledge: Knowledge) -> bool:
    """What kept one session through one incident; whether anything that was seen explains it."""
    subject = (incident.cause.subject or "").partition(":")[0].partition(" ")[0]
    views = ((item.a, item.address_b), (item.b, item.address_a))
    facts = [one for one in knowledge.facts if (one.node, one.neighbor) in views]
    name = book.session(item, families(item, knowledge))
    over = ends(incident)
    holds = {one.hold_time_s for one in facts if one.hold_time_s}
    found = False
    if over is not None and holds and min(holds) * 1e9 > over - incident.started_ns and incident.peerings:
        hold = book.span(int(min(holds) * 1e9), f"the hold time of {name}")
        whole = book.span(over - incident.started_ns, f"from the first sign to the last restoration ({incident.id})")
        book.answer(f"The hold time of {name} is {hold}, and from the first sign until all was back it took {whole}: "
                    "its timer did not run out.")  # fmt: skip
        stopped(book, subject, incident, knowledge)
        found = True
    if incident.cause.type in OF_PATHS and elsewhere(facts):
        book.answer(f"{name} runs between addresses that are on no common network: "
                    "it does not need that link as long as another path is left.")  # fmt: skip
        found = True
    return found


def nodes_spared(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The nodes that lost no session."""
    hit = {end for item in outages_of(lookup, knowledge) for end in (item.outage.a, item.outage.b)}
    kept = [node for node in sorted(knowledge.heard) if node not in hit]
    if knowledge.empty:
        none(book, lookup, knowledge)
    elif kept:
        book.answer(f"No session was lost by {listed([book.node(item) for item in kept[:48]])}.")
    else:
        book.answer("Every node that was heard of lost a session.")
