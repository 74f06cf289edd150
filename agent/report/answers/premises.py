"""What answers begin with: the incidents and outages asked about, and what is said of a false premise. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from agent.detect.incident import Incident
from agent.report.answers.prefixes_told import fall_of
from agent.report.answers.sheet import AT_MOST, AnswerSheet, rest
from agent.report.digest import told
from agent.report.failed_daemon import daemon_of
from agent.report.knowledge import Knowledge, runs_again_ns
from agent.report.prose.names import listed
from agent.report.questions.lexicon import CAUSES
from agent.report.questions.lookups import Lookup
from agent.report.records.selection import Lost, incidents_of, outages_of, peerings_of
from agent.report.records.spells import spells
from agent.report.words import cause_words
from clab.units import SECOND_NS
from collectors.logs.notifications import name_of

NOTIFICATIONS: dict[str, tuple[tuple[int, int | None], ...]] = {
    "c.hold": ((4, None),),
    "c.limit": ((6, 1),),
    "c.shutdown": ((6, 2),),
    "c.removed": ((6, 3),),
    "c.reset": ((6, 4), (6, 6)),
    "c.wrong_as": ((2, 2),),
}
"""The NOTIFICATION's code and subcode (RFC 4271 4.5, RFC 4486) that says what a slot asks about."""

VAGUE = ("c.removed", "c.reset", "c.stop")
"""Slots of words that say many things beside a cause: routes are removed, a reset may be hard."""

COLLISION = (6, 7)
"""The NOTIFICATION that ends one of two connections of a session that comes up (RFC 4271 6.8): it closes no session."""

NOTIFIED_LATE_NS = 5 * SECOND_NS
"""How much later than the last loss the other end may notice it."""

DATED = ("changes", "count_changes")
"""Kinds that say from when on they know."""

INSTEAD = 2
"""Incidents that are told where the one that is asked about was none."""

OF_NODES = ("node_down", "node_hang", "node_isolated", "process_crash", "process_restart", "process_hang")
"""Causes that are a node's own."""


def itself(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """What befell a node itself, where a question about a node is answered by its sessions."""
    if len(lookup.nodes) != 1 or "n.session" in lookup.slots or not {"e.down", "e.lost"} & lookup.slots:
        return
    if lookup.causes or lookup.addresses or not outages_of(lookup, knowledge):
        return
    plain = Lookup("why", lookup.nodes, lookup.incident, lookup.from_ns, lookup.to_ns, causes=OF_NODES)
    mine = [item for item in incidents_of(plain, knowledge) if item.cause.subject == lookup.nodes[0]]
    for incident in mine[-AT_MOST:]:
        because(book, incident, knowledge)
        stopped(book, lookup.nodes[0], incident, knowledge)
    if not mine:
        book.answer(f"{book.node(lookup.nodes[0])} itself was not seen to go down; what it lost were sessions.")


def stopped(book: AnswerSheet, node: str, incident: Incident, knowledge: Knowledge) -> bool:
    """How long a node itself was stopped or frozen, by the first events of either kind after an incident began; whether
    the events tell it."""
    mine = sorted((item for item in knowledge.events if item.node == node), key=lambda item: item.seen_ns)
    mine = [item for item in mine if item.seen_ns >= incident.started_ns]
    gone = next((item for item in mine if item.event in ("die", "pause")), None)
    wanted = {"die": "start", "pause": "unpause"}.get(gone.event if gone else "")
    again = next((item for item in mine if gone and item.event == wanted and item.seen_ns > gone.seen_ns), None)
    if gone and again:
        start, end = book.clock(gone.seen_ns, f"when {node} ended"), book.clock(again.seen_ns, f"when {node} ran again")
        took = book.span(again.seen_ns - gone.seen_ns, f"how long {node} did not run")
        how = "was paused" if gone.event == "pause" else "did not run"
        book.answer(f"{book.node(node)} itself {how} from {start} to {end} UTC, for {took}.")
    return gone is not None and again is not None


def outages(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> list[Lost]:
    """The outages that are asked about; where there is none, that is said."""
    found = outages_of(lookup, knowledge)
    if not found:
        none(book, lookup, knowledge)
    return found


def incidents(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> list[Incident]:
    """The incidents that are asked about; where there is none, that is said."""
    found = incidents_asked(lookup, knowledge)
    if not found:
        none(book, lookup, knowledge)
    return found


def incidents_asked(lookup: Lookup, knowledge: Knowledge) -> list[Incident]:
    """The incidents that are asked about; one by a cause that is a node's own is that node's."""
    found = incidents_of(lookup, knowledge)
    if lookup.causes and len(lookup.nodes) == 1:
        found = [
            item for item in found if item.cause.type not in OF_NODES or item.cause.subject in (None, *lookup.nodes)
        ]
    return found


def before(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> bool:
    """Whether anything was seen of the time that is asked about; from when on, where it was not the whole."""
    seen_ns = knowledge.seen_from_ns or knowledge.session.from_ns
    _counted(book, lookup, knowledge)
    _daemon(book, lookup, knowledge)
    _causes(book, lookup, knowledge)
    if knowledge.empty or lookup.at or lookup.kind in DATED:
        return True
    if lookup.to_ns is not None and lookup.to_ns <= seen_ns:
        none(book, lookup, knowledge)
        return False
    if lookup.from_ns is not None and lookup.from_ns < seen_ns - 60 * SECOND_NS:
        since = book.day(seen_ns, "the first that was seen")
        book.unknown(f"what was before {since} UTC: nothing was seen of that time", "An older log")
        if lookup.kind.startswith("count_") and lookup.kind != "count_changes":
            book.answer(f"What follows counts only from {since} UTC on.")
    return True


def _causes(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Of several causes that a question names, those that there were not."""
    named = [
        slot for slot in sorted(lookup.slots) if slot.startswith("c.") and slot[2:] in CAUSES and slot not in VAGUE
    ]
    named = [slot for slot in named if slot != "c.crash" or "n.adjacency" not in lookup.slots]
    for slot in named if len(named) > 1 and knowledge.incidents else ():
        types = CAUSES[slot[2:]]
        codes = NOTIFICATIONS.get(slot, ())
        seen = any((one.code, one.subcode) in codes or (one.code, None) in codes for one in knowledge.notifications)
        if not seen and not incidents_of(Lookup("why", causes=types), knowledge):
            words = book.fact("cause", types[0], cause_words(types[0]), "a cause that is asked about")
            book.summary(f"I know of no incident by {words}.")


def _daemon(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """A daemon that the question takes for the one that failed, and it was another."""
    asked = [slot[2:] for slot in sorted(lookup.slots) if slot.startswith("d.")]
    failed = [daemon for incident in incidents_of(lookup, knowledge) if (daemon := daemon_of(incident))]
    if asked and failed and not any(daemon.startswith(name) for daemon in failed for name in asked):
        right, wrong = book.quote(failed[0], "a daemon that a line names"), book.quote(asked[0], "a daemon asked about")
        book.answer(f"The daemon that failed was {right}, as its line says, not {wrong}.")


def _counted(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """A number that the question takes for granted and that is another one."""
    if lookup.relations.counted is None or lookup.kind.startswith("count_"):
        return
    thing, number = lookup.relations.counted
    found, known = outages_of(lookup, knowledge), incidents_of(lookup, knowledge)
    ends_ = {end for item in found for end in (item.outage.a, item.outage.b) if end and end not in lookup.nodes}
    stems = lookup.relations.roles
    ends_ = {end for end in ends_ if not stems or end.startswith(stems)}
    sizes = {
        "node": [len(ends_)],
        "session": [
            len(found),
            len({_session(item) for item in found}),
            len(peerings_of(lookup, knowledge)),
            len(ends_),
        ],
        "incident": [len(known)],
        "link": [len(_links(known, lookup, knowledge)) or number],
        "times": _times(found),
    }.get(thing, [number])
    size = sizes[0] if sizes else number
    if number not in sizes and found:
        right, asked = book.count(size, f"{thing}s that there were"), book.count(number, f"{thing}s in the question")
        noun = ("time" if size == 1 else "times") if thing == "times" else f"{thing}{'' if size == 1 else 's'}"
        book.answer(f"It was {right} {noun}, not {asked}.")


def _session(item: Lost) -> tuple[str | None, ...]:
    return (item.outage.a, item.outage.b, item.outage.address_a, item.outage.address_b)


def _times(found: Sequence[Lost]) -> list[int]:
    """How many times each session was lost, the most first, and in how many incidents."""
    each = Counter[tuple[str | None, ...]]()
    for item in found:
        each[_session(item)] += item.outage.losses
    return [*sorted(each.values(), reverse=True), len({item.incident.id for item in found})]


def _links(known: Sequence[Incident], lookup: Lookup, knowledge: Knowledge) -> set[frozenset[str | None]]:
    """The links that went, of whom is asked about, by their ends or by the causes that name one."""
    ends_ = [
        frozenset((item.node, item.peer))
        for item in spells("interface", knowledge)
        if set(lookup.nodes) <= {item.node, item.peer}
    ]
    named = [frozenset((one.cause.subject,)) for one in known if one.cause.type in CAUSES["link"]]
    return set(ends_) or set(named)


def none(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Nothing of the kind that is asked about was seen: a false premise, or a time of which nothing is known."""
    if knowledge.empty:
        book.unknown(f"of any incident{book.about(lookup)}: nothing was seen", "A log or a gNMI stream")
        return
    seen_ns = knowledge.seen_from_ns or knowledge.session.from_ns
    if lookup.to_ns is not None and lookup.to_ns <= seen_ns:
        since = book.day(seen_ns, "the first that was seen")
        book.unknown(f"what was then: nothing was seen before {since} UTC", "An older log")
        return
    when = book.when(lookup)
    if lookup.interface:
        port_ = book.fact("subject", lookup.interface, (lookup.interface,), "an interface that is asked about")
        plain = replace(lookup, interface=None)
        book.answer(f"I know of no incident at interface {port_}{book.about(plain)}{when}.")
        _others(book, plain, knowledge)
    elif lookup.causes and incidents_of(Lookup("why", causes=lookup.causes), knowledge):
        cause = book.fact("cause", lookup.causes[0], cause_words(lookup.causes[0]), "a cause that is asked about")
        whom = (
            book.whose(replace(lookup, causes=())) if lookup.nodes or lookup.families or lookup.addresses else "session"
        )
        book.summary(f"No {whom} went down by {cause}{when}, as far as was seen.")
        _others(book, lookup, knowledge)
    elif lookup.causes:
        cause = book.fact("cause", lookup.causes[0], cause_words(lookup.causes[0]), "a cause that is asked about")
        book.summary(f"I know of no incident by {cause}{book.about(lookup)}{when}.")
        if not _notified(book, lookup, knowledge) and "c.hold" in lookup.slots and not knowledge.notifications:
            book.unknown("whether a hold timer expired: no such notification was seen", "The logs of both ends")
        _others(book, lookup, knowledge)
    elif lookup.nodes or lookup.families or lookup.addresses:
        whom = book.whose(lookup)
        if not peerings_of(lookup, knowledge) and (len(lookup.nodes) > 1 or lookup.families or lookup.addresses):
            book.answer(f"I know of no {whom}.")
        else:
            book.summary(f"No {whom} went down{when}, as far as was seen.")
        _others(book, lookup, knowledge)
    elif knowledge.incidents and lookup.incident is None:
        book.summary(f"No session went down{when}, as far as was seen.")
        _others(book, lookup, knowledge)
    else:
        book.summary(f"I know of no incident{when or book.since(knowledge)}.")


def _notified(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> bool:
    """Notifications of what is asked about, where it was no incident's cause; whether there was one."""
    codes = [code for slot, some in NOTIFICATIONS.items() if slot in lookup.slots for code in some[:1]]
    found = {
        (one.node, one.neighbor, one.direction, one.seen_ns // SECOND_NS): one
        for one in reversed(knowledge.notifications)
        if (one.code, one.subcode) in codes or (one.code, None) in codes
        if not lookup.nodes or one.node in lookup.nodes
    }
    for one in list(found.values())[:AT_MOST][::-1]:
        at = book.clock(one.seen_ns, f"when {one.node} wrote of a notification")
        text = book.line(one.raw, "a line of evidence")
        but = "A" if book.opened else "But a"
        book.answer(f"{but}t {at} UTC {book.node(one.node)} {one.direction} such a notification: {text}.")
    return bool(found)


def _others(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """What there was instead: of the same nodes, else at that time, else at all."""
    plain = Lookup("incidents", lookup.nodes, families=lookup.families, addresses=lookup.addresses)
    timed = Lookup("incidents", from_ns=lookup.from_ns, to_ns=lookup.to_ns)
    found = incidents_of(plain, knowledge)
    if not found or (len(found) > INSTEAD and lookup.from_ns is not None):
        found = incidents_of(timed, knowledge) or incidents_of(Lookup("incidents"), knowledge)
    for incident in found[:INSTEAD]:
        book.answer(*told(book, incident))
        fall_of(book, incident, knowledge)
        subject = incident.cause.subject or ""
        if incident.cause.type in OF_NODES and subject.isalnum():
            stopped(book, subject, incident, knowledge)
    rest(book, len(found), INSTEAD, "incidents")


def nothing_lost(book: AnswerSheet, lookup: Lookup, found: Sequence[Incident]) -> None:
    """A premise that is false: something is asked about as lost, and what there was cost no session."""
    if found and {"e.down", "e.lost"} & lookup.slots and not any(incident.peerings for incident in found):
        book.summary(f"No {book.whose(lookup)} went down{book.when(lookup)}, as far as was seen.")


def not_down(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """A premise that is false: what is asked about as down is up."""
    known = [item for item in peerings_of(lookup, knowledge) if item.up is not None]
    if known and all(item.up for item in known):
        book.summary(f"No session{book.about(lookup)} is down now.")


def lab_stopped(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> bool:
    """Say when the whole lab was stopped, where a question without a name asks about a stop; whether it was."""
    stops = knowledge.lab_stops if {"c.stop", "c.restart"} & lookup.slots and not lookup.nodes else ()
    for stop in stops[:AT_MOST]:
        start, again = book.clock(stop.from_ns, "when the lab was stopped"), runs_again_ns(knowledge, stop)
        if again is None:
            book.answer(f"The whole lab was stopped at {start} UTC and was not seen to run again.")
        else:
            took = book.span(again - stop.from_ns, "how long the lab was stopped")
            at = book.clock(again, "when the lab ran again")
            book.answer(f"The whole lab was stopped at {start} UTC and ran again from {at}, {took} later.")
    return bool(stops)


def several(book: AnswerSheet, found: Sequence[Incident]) -> None:
    """Where more than one incident fits, that is said first."""
    if len(found) > 1:
        book.answer(f"There were {book.count(len(found), 'incidents')} incidents.")


def notification(code: int, subcode: int) -> str:
    """A NOTIFICATION's name with its code and subcode; empty for one without a name."""
    name = name_of(code, subcode)
    return f"{name} ({code}/{subcode})" if name else ""


def notified(book: AnswerSheet, incident: Incident, knowledge: Knowledge) -> None:
    """By which notification the sessions of an incident ended, where its cause does not say it."""
    lost = {
        (end, address) for one in incident.peerings for end, address in ((one.a, one.address_b), (one.b, one.address_a))
    }
    first, last = incident.first_loss_ns or 0, max((one.lost_ns for one in incident.peerings), default=0)
    found: dict[str, dict[str, None]] = {}
    for item in knowledge.notifications:
        near = first - SECOND_NS <= item.seen_ns <= last + NOTIFIED_LATE_NS
        if (
            near
            and (item.node, item.neighbor) in lost
            and item.direction == "sent"
            and (item.code, item.subcode) != COLLISION
            and name_of(item.code, item.subcode)
        ):
            found.setdefault(notification(item.code, item.subcode), {})[item.node] = None
    for name, nodes in list(found.items())[:2]:
        who = listed([book.node(node) for node in list(nodes)[:AT_MOST]])
        book.answer(f"{who} sent the notification {book.quote(name, 'a notification')}.")


def _one_by_one(book: AnswerSheet, incident: Incident, knowledge: Knowledge) -> None:
    """When the links of a node that was cut off went, one after the other."""
    mine = [item for item in spells("interface", knowledge) if item.node == incident.cause.subject]
    near = [item for item in mine if item.to_ns is None or item.to_ns > incident.started_ns]
    near = [item for item in near if item.from_ns <= (incident.first_loss_ns or incident.started_ns)]
    if len(near) > 1:
        went = [f"{book.fact('subject', f'{item.node}:{item.name}', (f'{item.node}:{item.name}',), 'an interface')} at "
                f"{book.exact(item.from_ns, f'when {item.name} went')}" for item in near]  # fmt: skip
        book.answer(
            f"Its links went one after the other: {listed(went)} UTC; until the last of them there was a way round."
        )


def because(book: AnswerSheet, incident: Incident, knowledge: Knowledge) -> None:
    """One incident's cause with its certainty."""
    cause, key = incident.cause, f" ({incident.id})"
    at = book.clock(incident.first_loss_ns or incident.started_ns, f"when it began{key}")
    if cause.type == "unknown":
        book.unknown(
            f"why it happened at {at} UTC: what was seen proves no cause", "The routers' own logs or runtime events"
        )
        return
    hedge = "Probably because of" if cause.certainty == "likely" else "Because of"
    words = book.fact("cause", cause.type, cause_words(cause.type), "the cause")
    book.answer(f"{hedge} {words}{book.where(incident)}, at {at} UTC.")
    daemon = daemon_of(incident)
    if daemon:
        book.answer(f"The daemon is {book.quote(daemon, 'a daemon that a line names')}, as its line says.")
    if cause.type == "node_isolated":
        _one_by_one(book, incident, knowledge)
    for item in [one for one in cause.evidence if one.source == "session"][:1]:
        typed = book.clock(item.at_ns, f"when the command was typed{key}")
        what = book.quote(item.text, "a command that an operator typed")
        book.answer(f"An operator's command explains it: {what}, typed at {typed} UTC.")


def cause_of(book: AnswerSheet, incident: Incident) -> str:
    words = book.fact("cause", incident.cause.type, cause_words(incident.cause.type), "the cause")
    return f"{words}{book.where(incident)}"
