"""Whether sessions, links, adjacencies and daemons were lost or came back, how they stood, which were spared. Pure."""

from dataclasses import replace

from agent.detect.incident import Incident, PeeringOutage
from agent.detect.peering_status import PeeringStatus
from agent.report.answers.absent import absent, instead
from agent.report.answers.cause import senders
from agent.report.answers.now import status
from agent.report.answers.past import standing
from agent.report.answers.premises import itself
from agent.report.answers.record_words import (
    NOUNS,
    bounds_words,
    edge_of,
    lasting,
    moment,
    plural_of,
    share,
    span,
    whose,
)
from agent.report.answers.sheet import AT_MOST, MANY, AnswerSheet, rest
from agent.report.knowledge import Knowledge, ended_ns
from agent.report.prose.names import listed
from agent.report.questions.lookups import Lookup
from agent.report.questions.query import Event, Query
from agent.report.records.evaluation import Found, find, sessions, untold
from agent.report.records.selection import families
from agent.report.records.table import Record

VERBS = {"outage": ("was lost", "were lost"), "interface": ("went down", "went down")}
"""What befell one of a sort, and several."""


def holds(book: AnswerSheet, query: Query, found: Found, knowledge: Knowledge) -> None:
    """Whether it was so: of how many, and when."""
    event = query.of
    if event.sort != "outage" and not found.records and untold(event, knowledge):
        absent(book, event, knowledge)
        return
    kept = event.up or event.negated
    lost = found if event.edge != "to" else find(replace(event, edge="from", bounds=()), knowledge)
    things = {one.thing for one in found.records}
    known = sessions(event, knowledge)
    if event.sort == "outage" and not known and not things:
        absent(book, replace(event, bounds=()), knowledge)
        return
    noun, when = NOUNS[event.sort], bounds_words(book, event, knowledge)
    if event.edge == "to":
        _came_back(book, query, found, lost, knowledge)
        return
    verb = VERBS.get(event.sort, ("went", "went"))[len(things) > 1]
    if not things:
        lead = "" if event.negated else "Yes: " if event.up else "No: "
        book.answer(f"{lead}no {whose(book, event)} {verb}{when}, as far as was seen.")
        elsewhere = find(replace(event, bounds=()), knowledge).records if event.bounds else ()
        for item in elsewhere[:AT_MOST]:
            book.answer(f"At another time: {span(book, item)}.")
        rest(book, len(elsewhere), AT_MOST, "of them")
        if not elsewhere:
            instead(book, replace(event, bounds=()), knowledge)
        return
    part = event.every and len(things) < len(known)
    lead = "" if event.negated else ("No: " if part or kept else "Yes: ")
    if kept and not event.negated and len(things) < len(known):
        lead = "In part: "
    if event.sort == "outage" and len(known) >= len(things):
        words = share(book, len(things), len(known), whose(book, event, plural_of(noun, len(known))))
    else:
        words = f"{book.count(len(things), 'how many')} {whose(book, event, plural_of(noun, len(things)))}"
    book.answer(f"{lead}{words} {verb}{when}.")
    if kept and event.sort == "outage":
        for one in [one for one in known if thing_of(one) not in things][:MANY]:
            book.answer(f"{book.session(one, families(one, knowledge))} was not lost, as far as was seen.")
    if event.sort == "outage":
        itself(book, Lookup("lost", event.nodes, slots=frozenset(("e.lost",))), knowledge)
    _list(book, found, event)


def _list(book: AnswerSheet, found: Found, event: Event) -> None:
    for item in found.records[:MANY]:
        book.answer(f"{moment(book, item, 'to') if event.edge == 'to' else span(book, item)}.")
    rest(book, len(found.records), MANY, "of them")


def _came_back(book: AnswerSheet, query: Query, found: Found, lost: Found, knowledge: Knowledge) -> None:
    """Whether what was lost came back."""
    event = query.of
    gone = {one.thing for one in lost.records}
    if not gone and query.present and event.sort == "outage":
        now(book, replace(query, up=True), knowledge)
        return
    if not gone:
        absent(book, replace(event, edge="from", bounds=()), knowledge)
        return
    open_ = {one.thing for one in lost.records if one.to_ns is None}
    back = {one.thing for one in found.records}
    lead = "Yes" if not open_ and len(back) == len(gone) else "In part" if back - open_ else "No"
    lead = "" if event.negated else f"{lead}: "
    if len(gone) == 1:
        last = lost.records[-1]
        book.answer(f"{lead}{moment(book, last, 'to' if last.to_ns is not None else 'from')}.")
    else:
        words = whose(book, event, plural_of(NOUNS[event.sort], len(gone)))
        words = share(book, len(back - open_), len(gone), words)
        book.answer(f"{lead}{words} that were lost came back{bounds_words(book, event, knowledge)}.")
    for item in [one for one in lost.records if one.to_ns is None][:MANY]:
        book.answer(f"{span(book, item)}.")
    if len(gone) > 1:
        _list(book, found, event)


def spared(book: AnswerSheet, query: Query, knowledge: Knowledge) -> None:
    """The sessions that were not lost, of those that are known."""
    event = query.of
    for bound in event.bounds:
        if bound.event is not None and not find(bound.event, knowledge).records:
            absent(book, bound.event, knowledge)
            return
    known = sessions(event, knowledge)
    if not known:
        book.unknown(f"of any {whose(book, event)}", "The log of one of its ends")
        return
    gone = find(event, knowledge).records
    lost = {one.thing for one in gone}
    kept = [one for one in known if thing_of(one) not in lost]
    words = share(book, len(kept), len(known), whose(book, event, plural_of("session", len(known))))
    book.answer(f"{words} stayed up{bounds_words(book, event, knowledge)}.")
    for status_ in kept[:MANY]:
        book.answer(f"{book.session(status_, families(status_, knowledge))} was not lost, as far as was seen.")
    rest(book, len(kept), MANY, "of them")
    for item in gone[:MANY]:
        book.answer(f"{span(book, item)}.")


def thing_of(item: PeeringStatus) -> tuple[str | None, ...]:
    """What a session's records are of."""
    return (item.a, item.b, item.address_a, item.address_b)


def done_by(book: AnswerSheet, event: Event, found: Found, knowledge: Knowledge) -> None:
    """Who closed the session, where the question takes the other end for the one."""
    lost = [one.of for one in found.records if isinstance(one.of, PeeringOutage)]
    lost += [one for item in found.records if isinstance(item.of, Incident) for one in item.of.peerings
             if set(event.nodes) <= {one.a, one.b}]  # fmt: skip
    closed = {senders(one, knowledge) for one in lost}
    if len(closed) == 1 and (mine := closed.pop()) and event.agent not in mine:
        book.answer(f"{listed([book.node(one) for one in mine])} sent the notification that closed it, "
                    f"not {book.node(event.agent)}.")  # fmt: skip


def state(book: AnswerSheet, query: Query, knowledge: Knowledge) -> None:
    """How sessions stood: now, at a moment, or when something else happened."""
    event = query.of
    if event.sort != "outage" or not event.bounds:
        now(book, query, knowledge)
        return
    bound = event.bounds[0]
    at, said = _moment(book, query, knowledge)
    known = sessions(event, knowledge)
    if bound.event is not None and at is None:
        absent(book, bound.event, knowledge)
        return
    if not known:
        book.unknown(f"of any {whose(book, event)}", "The log of one of its ends")
    if at is None or not known:
        return
    from_ns, to_ns = at
    seen_ns = knowledge.seen_from_ns or knowledge.session.from_ns
    if (to_ns is not None and to_ns < seen_ns) or from_ns > knowledge.session.to_ns:
        book.unknown(f"how the sessions stood{said}", "A log of that time")
        return
    mine = find(replace(event, edge="whole", bounds=()), knowledge).records
    near = [one for one in mine if (to_ns is None or one.from_ns <= to_ns)
            and (one.to_ns is None or one.to_ns >= from_ns)]  # fmt: skip
    down = [one for one in near if one.from_ns <= from_ns and (one.to_ns is None or (to_ns and one.to_ns >= to_ns))]
    all_down, none_down = len({one.thing for one in down}) == len(known), not near
    lead = ("Yes" if none_down == query.up else "No") if none_down or all_down else "In part"
    if near and query.up and event.every:
        lead = "No"
    if not near and len(known) > 1 and not event.every and not query.up and not event.nodes:
        lead = "No"
    words = share(book, len({one.thing for one in near}), len(known), whose(book, event, "sessions"))
    if len(known) == 1:
        words = f"{'the' if near else 'no'} {whose(book, event, 'session')}"
    book.answer(f"{lead}: {words} {'was' if len(near) < 2 else 'were'} down{said}.")
    for item in (near or mine)[:MANY]:
        book.answer(f"{span(book, item)}.")
    if not near and bound.event is not None:
        first = find(bound.event, knowledge).records[0]
        if isinstance(first.of, Incident):
            instead(book, Event("incident", incident=first.of.id), knowledge)


def _moment(book: AnswerSheet, query: Query, knowledge: Knowledge) -> tuple[tuple[int, int | None] | None, str]:
    """From when to when a state is asked about, in numbers and in words."""
    bound = query.of.bounds[0]
    if bound.event is None:
        words = bounds_words(book, query.of, knowledge)
        return (bound.from_ns or 0, bound.to_ns), words
    when = find(bound.event, knowledge).records
    if not when:
        return None, ""
    first, whole = when[0], bound.event.edge == "whole"
    at_ns = first.edge_ns(edge_of(bound.event.edge)) or first.from_ns
    long = f"during {lasting(book, first)}" if isinstance(first.of, Incident) else f"while {span(book, first)}"
    said = long if whole else f"when {moment(book, first, edge_of(bound.event.edge))}"
    return (at_ns, first.to_ns if whole else at_ns), f" {said}"


def now(book: AnswerSheet, query: Query, knowledge: Knowledge) -> None:
    """How they stand at the end of what was seen."""
    event = query.of
    if event.sort != "outage":
        _thingsnow(book, query, knowledge)
        return
    known = [one for one in sessions(event, knowledge) if one.up is not None]
    asked = query.ask in ("state", "holds")
    if known and ended_ns(knowledge) is None:
        down = [one for one in known if not one.up]
        lead = ("Yes" if (not down) == query.up else "No") if not down or len(down) == len(known) else (
            "No" if query.up and event.every else "In part" if query.up or event.nodes else "Yes")  # fmt: skip
        lead = "" if event.negated or not asked else f"{lead}: "
        if len(known) > 1:
            words = share(book, len(down or known), len(known), whose(book, event, "sessions"))
            book.answer(f"{lead}{words} {'is' if len(down) == 1 else 'are'} {'down' if down else 'up'} now.")
        else:
            book.answer(f"{lead}the {whose(book, event, 'session')} is {'down' if down else 'up'} now.")
        for one in (down or known)[:MANY] if down or asked else ():
            standing(book, one, knowledge)
        return
    status(book, Lookup("status", event.nodes, addresses=event.addresses, families=event.families), knowledge)


def _thingsnow(book: AnswerSheet, query: Query, knowledge: Knowledge) -> None:
    """Whether links, adjacencies or daemons are gone or back."""
    event = replace(query.of, edge="from", present=False)
    every = find(event, knowledge).records
    if not every:
        absent(book, event, knowledge)
        return
    last: dict[tuple[str | None, ...], Record] = {one.thing: one for one in every}
    open_ = [one for one in last.values() if one.to_ns is None]
    if not open_:
        lead = "Yes" if query.up else "No"
        book.answer(f"{lead}: what went of it is back.")
    for item in (open_ or list(last.values()))[:MANY]:
        book.answer(f"{span(book, item)}.")
