"""Answers about how causes and losses belong together: which came first, one incident or two, and whether one did the
other. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from agent.detect.incident import Incident
from agent.report.answers.past import outage_words
from agent.report.answers.premises import because, cause_of, incidents, none, outages
from agent.report.answers.sheet import AT_MOST, MANY, AnswerSheet, rest
from agent.report.knowledge import Knowledge, ends
from agent.report.questions.lexicon import CAUSES
from agent.report.questions.lookups import Lookup
from agent.report.records.selection import Lost, families, incidents_of, link_ends, outages_of
from agent.report.records.single_outages import single


def related(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Whether what is asked about is one incident or several, each with its own cause: the incidents of all that is
    named are counted, at whatever time and interface they were."""
    plain = replace(
        lookup, causes=(), superlative=None, addresses=(), incident=None, interface=None, from_ns=None, to_ns=None
    )
    blamed = lookup.relations.blamed
    nodes = tuple(node for node in lookup.nodes if node not in blamed)
    apart = len(nodes) == 2 and not outages_of(plain, knowledge)
    groups = [blamed] if blamed else []
    groups += [(node,) for node in nodes] if apart else [nodes] if nodes else []
    groups = list(lookup.relations.subjects) or groups
    causes = {slot for slot in lookup.slots if slot[:2] == "c."}
    found = {one.id: one for one in _by_causes(lookup, knowledge)} if len(causes) > 1 or not blamed else {}
    spared = False
    asked = [replace(plain, nodes=group) for group in groups]
    asked += [replace(plain, nodes=(), addresses=lookup.addresses)] if lookup.addresses else []
    for one_asked in asked:
        mine = incidents_of(one_asked, knowledge)
        if not mine:
            none(book, one_asked, knowledge)
        spared |= not mine
        found |= {one.id: one for one in mine}
    if not found and not asked:
        found = {one.id: one for one in incidents(book, replace(plain, nodes=()), knowledge)}
    every = sorted(found.values(), key=lambda one: one.started_ns)
    if len(every) == 1 and not spared:
        book.answer("It is one incident.")
    elif len(every) > 1:
        number = book.count(len(every), "incidents told")
        book.answer(f"Nothing shows that one caused the other: they are {number} incidents, each with its own cause.")
    for one in every[-AT_MOST:]:
        because(book, one, knowledge)
        for item in [item for item in outages_of(Lookup("lost"), knowledge) if item.incident is one][:AT_MOST]:
            book.answer(outage_words(book, item, knowledge))


def _by_causes(lookup: Lookup, knowledge: Knowledge) -> list[Incident]:
    """The incidents by each of the causes that are named: those of the named nodes, else all of that cause."""
    found: list[Incident] = []
    for slot in sorted(slot for slot in lookup.slots if slot.startswith("c.")):
        every = [one for one in knowledge.incidents if one.cause.type in CAUSES.get(slot[2:], ())]
        found += [one for one in every if {*lookup.nodes} & {*one.nodes, *one.cause.nodes}] or every
    return found


def caused(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Whether what is asked about was lost by the cause that is asked about."""
    blamed = set(lookup.relations.blamed)
    fits = [one for one in knowledge.incidents if _by(one, lookup, blamed, knowledge)]
    others = fits or [
        one for one in knowledge.incidents if blamed and _by(one, replace(lookup, causes=()), blamed, knowledge)
    ]
    found = outages_of(replace(lookup, causes=()), knowledge)
    if not found:
        none(book, replace(lookup, causes=()), knowledge)
        return
    for item in found[:MANY]:
        yes = any(item.incident is one for one in fits)
        name = book.session(item.outage, families(item.outage, knowledge))
        at = book.clock(item.outage.lost_ns, f"when it was lost: {name}")
        if item.incident.cause.type == "unknown":
            book.unknown(f"why {name} was lost at {at} UTC", "The routers' own logs")
        else:
            sure = "probably " if item.incident.cause.certainty == "likely" else ""
            lead = "" if book.opened else "Yes: " if yes else "No: "
            book.answer(f"{lead}{name} was lost at {at} UTC, {sure}because of {cause_of(book, item.incident)}.")
    rest(book, len(found), MANY, "sessions")
    for one in [one for one in others if all(item.incident is not one for item in found)][:1]:
        book.answer("Another incident is this one.")
        because(book, one, knowledge)


def _by(incident: Incident, lookup: Lookup, blamed: set[str], knowledge: Knowledge) -> bool:
    """Whether an incident is by the cause, at the nodes, that the question names."""
    if lookup.causes and incident.cause.type not in lookup.causes:
        return False
    subject = (incident.cause.subject or "").partition(":")[0].split(" ")[0]
    ends = {node for node, _ in link_ends(incident, knowledge)}
    named = {subject, *incident.cause.nodes, *ends}
    return blamed <= (named if lookup.causes else {*named, *incident.nodes})


def spread(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """How long it was from the first loss to the last."""
    found = outages(book, replace(lookup, superlative=None), knowledge)
    if len(found) < 2:
        for item in found:
            book.answer(outage_words(book, item, knowledge))
        return
    spans = [single(item.outage, item.incident) for item in found]
    if None in spans:
        book.unknown(f"when the last loss{book.about(lookup)} was", "The logs of both ends")
        return
    losses = sorted(start for span in spans if span for start, _ in span)
    gap = book.span(losses[-1] - losses[0], "from the first loss to the last")
    first, last = book.exact(losses[0], "the first loss"), book.exact(losses[-1], "the last loss")
    book.answer(f"It was {gap} from the first loss at {first} UTC to the last at {last}.")
    _overlap(book, found)
    for item in found[:AT_MOST]:
        book.answer(outage_words(book, item, knowledge))
    rest(book, len(found), AT_MOST, "sessions")


def _overlap(book: AnswerSheet, found: Sequence[Lost]) -> None:
    """From when to when two incidents were going on at the same time."""
    each = list({item.incident.id: item.incident for item in found}.values())
    over = [ends(one) for one in each]
    if len(each) != 2 or None in over:
        return
    start = max(one.first_loss_ns or one.started_ns for one in each)
    end = min(one for one in over if one is not None)
    if end <= start:
        book.answer("The one was over before the other cost a session.")
        return
    both = book.exact(start, "when the second began"), book.exact(end, "when the first was over")
    took = book.span(end - start, "how long both went on")
    book.answer(f"Both went on from {both[0]} to {both[1]} UTC, for {took}.")
