"""Answers about incidents, present and past: which, why, when, how long. Pure."""

from agent.detect.incident import Incident
from agent.detect.peering_status import PeeringStatus
from agent.report.digest import told
from agent.report.fact_sheet_builder import FactSheetBuilder
from agent.report.knowledge import Knowledge, ends
from agent.report.lookups import Lookup
from agent.report.words import cause_words
from clab.units import SECOND_NS

AT_MOST = 4
"""Things that are told one by one in an answer."""


def say(book: FactSheetBuilder, *wordings: str) -> None:
    """One sentence of an answer."""
    book.say("answer", *wordings)


def unknown(book: FactSheetBuilder, what: str, teller: str) -> None:
    """What is not known, and what would tell."""
    say(book, f"I do not know {what}.")
    say(book, f"{teller} would tell.")


def peerings_of(lookup: Lookup, knowledge: Knowledge) -> list[PeeringStatus]:
    """The peerings that a look-up is about."""
    if len(lookup.nodes) >= 2:
        return [item for item in knowledge.peerings if set(lookup.nodes[:2]) == set(item.ends)]
    return [peering for peering in knowledge.peerings if not lookup.nodes or lookup.nodes[0] in peering.ends]


def incidents_of(lookup: Lookup, knowledge: Knowledge) -> list[Incident]:
    """The incidents that a look-up is about, oldest first."""
    found = []
    for incident in knowledge.incidents:
        pairs = [{lost.a, lost.b} for lost in incident.peerings]
        mine = (
            not lookup.nodes
            or (len(lookup.nodes) == 1 and lookup.nodes[0] in incident.nodes)
            or (len(lookup.nodes) > 1 and set(lookup.nodes[:2]) in pairs)
        )
        over = ends(incident)
        timely = (lookup.from_ns is None or over is None or over >= lookup.from_ns) and (
            lookup.to_ns is None or incident.started_ns <= lookup.to_ns
        )
        if mine and timely and lookup.incident in (None, incident.id):
            found.append(incident)
    return found


def about(book: FactSheetBuilder, lookup: Lookup) -> str:
    """` of r1`, ` between r1 and r2`: whom the question is about."""
    if len(lookup.nodes) >= 2:
        return f" between {book.node(lookup.nodes[0])} and {book.node(lookup.nodes[1])}"
    return f" of {book.node(lookup.nodes[0])}" if lookup.nodes else ""


def none_known(book: FactSheetBuilder, lookup: Lookup, knowledge: Knowledge) -> None:
    """No incident is known; with how far back anything was seen."""
    from_ns = lookup.from_ns if lookup.from_ns is not None else knowledge.session.from_ns
    since = book.day(from_ns, "begin of the time looked at")
    if knowledge.empty:
        unknown(
            book, f"of any incident{about(book, lookup)} since {since} UTC: nothing was seen", "A log or a gNMI stream"
        )
        return
    seen_ns = knowledge.seen_from_ns or knowledge.session.from_ns
    if lookup.to_ns is not None and lookup.to_ns <= seen_ns:
        unknown(
            book,
            f"what was then: nothing was seen before {book.day(seen_ns, 'the first that was seen')} UTC",
            "An older log",
        )
        return
    until = f" until {book.day(lookup.to_ns, 'end of the time looked at')}" if lookup.to_ns else ""
    say(book, f"I know of no incident{about(book, lookup)} since {since}{until} UTC.")
    if from_ns < seen_ns - 60 * SECOND_NS:
        say(book, f"Nothing was seen before {book.day(seen_ns, 'the first that was seen')} UTC.")


def standing(book: FactSheetBuilder, each: PeeringStatus) -> None:
    """How one peering stands, and since when."""
    addresses = f" ({each.address_a or '?'} – {each.address_b or '?'})"
    shown = book.fact("address", addresses, (addresses,), f"addresses of {each.name}")
    name, state = book.peering(each.name, addresses), "up" if each.up else "down"
    if each.since_ns is None:
        say(book, f"{name}{shown} is {state}.")
        return
    since = book.day(each.since_ns, f"since when {each.name}{addresses} is {state}")
    say(book, f"{name}{shown} is {state} since {since} UTC.")


def last(book: FactSheetBuilder, lookup: Lookup, knowledge: Knowledge) -> None:
    """The last incident."""
    found = incidents_of(lookup, knowledge)
    if not found:
        none_known(book, lookup, knowledge)
        return
    say(book, *told(book, found[-1]))


def several(book: FactSheetBuilder, lookup: Lookup, knowledge: Knowledge) -> None:
    """The incidents, the last ones by name."""
    found = incidents_of(lookup, knowledge)
    if not found:
        none_known(book, lookup, knowledge)
        return
    noun = "incident" if len(found) == 1 else "incidents"
    say(book, f"I know of {book.count(len(found), 'incidents')} {noun}{about(book, lookup)}.")
    for item in found[-AT_MOST:]:
        say(book, *told(book, item))


def how_long(book: FactSheetBuilder, lookup: Lookup, knowledge: Knowledge) -> None:
    """How long the last outage was."""
    found = [incident for incident in incidents_of(lookup, knowledge) if incident.peerings]
    if not found:
        none_known(book, lookup, knowledge)
        return
    last = found[-1]
    pair = set(lookup.nodes)
    mine = [
        peering
        for peering in last.peerings
        if not pair
        or (len(pair) > 1 and pair == {peering.a, peering.b})
        or (len(pair) == 1 and pair & {peering.a, peering.b})
    ]
    if len(mine) < len(last.peerings) or len(mine) == 1:
        for item in mine[:AT_MOST]:
            name = f"{item.a or item.address_a}–{item.b or item.address_b}"
            session = book.peering(name, f" {item.address_a} {item.address_b} {last.id}")
            lost = book.clock(item.lost_ns, f"when {name} was lost")
            if item.outage_ns is None:
                now = book.span(knowledge.session.to_ns - item.lost_ns, f"how long {name} is down so far")
                say(book, f"{session} is down since {lost} UTC, {now} so far.")
            else:
                took = book.span(item.outage_ns, f"how long {name} {item.address_b} was down")
                say(book, f"{session} was down for {took}, from {lost} UTC on.")
        return
    count, first = book.count(len(mine), "peerings lost"), book.clock(last.first_loss_ns or 0, "the first loss")
    if last.reconvergence_ns is None:
        now = book.span(knowledge.session.to_ns - (last.first_loss_ns or 0), "since the first loss")
        say(book, f"It goes on since {first} UTC, {now} so far, with {count} peerings lost.")
    else:
        took = book.span(last.reconvergence_ns, "from the first loss to the last restoration")
        all_ = "both" if len(mine) == 2 else f"all {count}"
        say(book, f"It took {took} from the first loss at {first} UTC until {all_} peerings were back.")


def why(book: FactSheetBuilder, lookup: Lookup, knowledge: Knowledge) -> None:
    """Why the last incident happened."""
    found = incidents_of(lookup, knowledge)
    if not found:
        none_known(book, lookup, knowledge)
        return
    last = found[-1]
    cause = last.cause
    at = book.clock(last.first_loss_ns or last.started_ns, "when it began")
    if cause.type == "unknown":
        unknown(
            book,
            f"why it happened at {at} UTC: what was seen proves no cause",
            "The routers' own logs or runtime events",
        )
        return
    words = cause_words(cause.type)
    hedge = "Probably because of" if cause.certainty == "likely" else "Because of"
    why = book.fact("cause", cause.type, words, "the cause")
    where = (
        f" at {book.fact('subject', cause.subject, (cause.subject,), 'where the cause lies')}" if cause.subject else ""
    )
    say(book, f"{hedge} {why}{where}, at {at} UTC.")
    for item in [one for one in cause.evidence if one.source == "session"][:1]:
        typed = book.clock(item.at_ns, "when the command was typed")
        what = book.quote(item.text, "a command that an operator typed")
        say(book, f"An operator's command explains it: {what}, typed at {typed} UTC.")


def when(book: FactSheetBuilder, lookup: Lookup, knowledge: Knowledge) -> None:
    """When the last incident was."""
    found = incidents_of(lookup, knowledge)
    if not found:
        known = (
            [peering for peering in peerings_of(lookup, knowledge) if peering.up is not None] if lookup.nodes else []
        )
        for item in known[:AT_MOST]:
            standing(book, item)
        if not known:
            none_known(book, lookup, knowledge)
        return
    last = found[-1]
    began = book.day(last.first_loss_ns or last.started_ns, "when it began")
    at = book.clock(last.first_loss_ns or last.started_ns, "when it began, to the second")
    over = ends(last)
    if over is None:
        say(book, f"It began on {began} UTC, at {at}, and goes on.")
    elif last.peerings:
        say(book, f"It began on {began} UTC, at {at}, and was over at {book.clock(over, 'when it was over')}.")
    else:
        say(book, f"It was on {began} UTC, at {at}.")
