"""Answers about what was: which sessions were lost, why, when, how long, by whom, and by which evidence. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from agent.detect.incident import Incident, PeeringOutage
from agent.detect.operator_actions import effective
from agent.detect.peering_status import PeeringStatus
from agent.report.answer_sheet import AT_MOST, MANY, AnswerSheet, rest
from agent.report.digest import told
from agent.report.knowledge import Knowledge, ends
from agent.report.lookups import Lookup
from agent.report.prose.names import listed
from agent.report.selection import Lost, families, incidents_of, outages_of, peerings_of
from agent.report.words import cause_words
from clab.units import SECOND_NS

NOTIFIED_NS = SECOND_NS
"""A notification that ends a session is written within this time of its loss."""


NOTIFICATIONS: dict[str, tuple[int, int | None]] = {
    "c.hold": (4, None),
    "c.limit": (6, 1),
    "c.shutdown": (6, 2),
    "c.removed": (6, 3),
    "c.reset": (6, 4),
    "c.wrong_as": (2, 2),
}
"""The NOTIFICATION's code and subcode (RFC 4271 4.5, RFC 4486) that says what a slot asks about."""

WROTE = {"notification send": "sent", "notification received": "received"}
"""How FRR's reason for a session's end (bgpd `peer_down_str`) names the notification's direction."""

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
        because(book, incident)
    if not mine:
        book.answer(f"{book.node(lookup.nodes[0])} itself was not seen to go down; what it lost were sessions.")


def outages(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> list[Lost]:
    """The outages that are asked about; where there is none, that is said."""
    found = outages_of(lookup, knowledge)
    if not found:
        none(book, lookup, knowledge)
    return found


def incidents(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> list[Incident]:
    """The incidents that are asked about; where there is none, that is said."""
    found = incidents_of(lookup, knowledge)
    if lookup.causes and len(lookup.nodes) == 1:
        found = [
            item for item in found if item.cause.type not in OF_NODES or item.cause.subject in (None, *lookup.nodes)
        ]
    if not found:
        none(book, lookup, knowledge)
    return found


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
    if lookup.causes:
        cause = book.fact("cause", lookup.causes[0], cause_words(lookup.causes[0]), "a cause that is asked about")
        book.answer(f"I know of no incident by {cause}{book.about(lookup)}{when}.")
        if not _notified(book, lookup, knowledge) and "c.hold" in lookup.slots:
            book.unknown("whether a hold timer expired: no such notification was seen", "The logs of both ends")
        _others(book, lookup, knowledge)
    elif lookup.nodes or lookup.families or lookup.addresses:
        whom = book.whose(lookup)
        if not peerings_of(lookup, knowledge) and (len(lookup.nodes) > 1 or lookup.families or lookup.addresses):
            book.answer(f"I know of no {whom}.")
        else:
            book.answer(f"No {whom} went down{when}, as far as was seen.")
    else:
        book.answer(f"I know of no incident{when or book.since(knowledge)}.")


def _notified(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> bool:
    """Notifications of what is asked about, where it was no incident's cause; whether there was one."""
    codes = [code for slot, code in NOTIFICATIONS.items() if slot in lookup.slots]
    found = {
        (one.node, one.neighbor, one.direction, one.seen_ns // SECOND_NS): one
        for one in reversed(knowledge.notifications)
        if (one.code, one.subcode) in codes or (one.code, None) in codes
        if not lookup.nodes or one.node in lookup.nodes
    }
    for one in list(found.values())[:AT_MOST][::-1]:
        at = book.clock(one.seen_ns, f"when {one.node} wrote of a notification")
        text = book.line(one.raw, "a line of evidence")
        book.answer(f"But at {at} UTC {book.node(one.node)} {one.direction} such a notification: {text}.")
    return bool(found)


def _others(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    plain = Lookup("incidents", lookup.nodes, families=lookup.families, addresses=lookup.addresses)
    found = incidents_of(plain, knowledge)
    for incident in found[:AT_MOST]:
        book.answer(*told(book, incident))
    rest(book, len(found), AT_MOST, "incidents")


def lost(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The sessions that were lost, each with when and for how long."""
    found = outages(book, lookup, knowledge)
    if lookup.superlative in ("first", "last") and found:
        found = [min(found, key=_lost_ns)] if lookup.superlative == "first" else [max(found, key=_lost_ns)]
        if lookup.superlative == "last" and found[0].outage.losses > 1:
            book.unknown("which loss was the last: one session was lost several times", "The timeline")
    itself(book, lookup, knowledge)
    whole = len(found)
    if whole > 1:
        book.answer(f"{book.count(whole, 'sessions lost')} sessions were lost{book.when(lookup)}.")
    for item in found[:MANY]:
        book.answer(_outage(book, item, knowledge))
    rest(book, whole, MANY, "sessions")


def _lost_ns(item: Lost) -> int:
    return item.outage.lost_ns


def _outage(book: AnswerSheet, item: Lost, knowledge: Knowledge) -> str:
    """One outage in a sentence."""
    outage = item.outage
    name = book.session(outage, families(outage, knowledge))
    at = book.clock(outage.lost_ns, f"when it was lost: {name}")
    if outage.restored_ns is None or outage.outage_ns is None:
        so_far = book.span(knowledge.session.to_ns - outage.lost_ns, f"how long it is down so far: {name}")
        return f"{name} was lost at {at} UTC and is still down, {so_far} so far."
    back = book.clock(outage.restored_ns, f"when it was back: {name}")
    took = book.span(outage.outage_ns, f"how long it was down: {name}")
    if outage.losses > 1:
        times = book.count(outage.losses, f"losses of {name}")
        return f"{name} was lost {times} times between {at} and {back} UTC, down for {took} in all."
    return f"{name} was lost at {at} UTC and back at {back}, after {took}."


def back(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """When the lost sessions were back."""
    found = outages(book, lookup, knowledge)
    down = [item for item in found if item.outage.restored_ns is None]
    over = sorted((item for item in found if item not in down), key=lambda item: item.outage.restored_ns or 0)
    if lookup.superlative and over:
        over = over[:1] if lookup.superlative == "first" else over[-1:]
    elif len(over) > 1 and not down:
        last_ns = over[-1].outage.restored_ns or 0
        at = book.clock(last_ns, "when the last session was back")
        book.answer(f"All {book.count(len(over), 'sessions lost')} sessions that were lost were back at {at} UTC.")
    for item in [*down, *over][:MANY]:
        book.answer(_outage(book, item, knowledge))
    rest(book, len(down) + len(over), MANY, "sessions")


def not_back(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The lost sessions that did not come back."""
    found = outages(book, lookup, knowledge)
    down = [item for item in found if item.outage.restored_ns is None]
    if found and not down:
        book.answer(f"Every session that was lost{book.about(lookup)} came back.")
    for item in down[:MANY]:
        book.answer(_outage(book, item, knowledge))
    rest(book, len(down), MANY, "sessions")


def how_long(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """How long the outages were: each, and in all where a sum is asked for."""
    found = outages(book, lookup, knowledge)
    itself(book, lookup, knowledge)
    if lookup.present:
        not_down(book, lookup, knowledge)
    mine = {item.id for item in incidents_of(lookup, knowledge)}
    if lookup.superlative and len(found) > 1:
        found = [item for item in found if item.incident.id in mine]
    if lookup.total and found:
        if any(item.outage.outage_ns is None for item in found):
            book.answer("A session is still down, so the sum is not final.")
        else:
            whole = sum(item.outage.outage_ns or 0 for item in found)
            noun = "outage" if len(found) == 1 else "outages"
            count = book.count(len(found), "sessions lost")
            book.answer(f"The {noun} of {count} sessions add up to {book.span(whole, 'the sum of the outages')}.")
    for incident in [one for one in knowledge.incidents if one.id in {item.incident.id for item in found}][:AT_MOST]:
        _whole(book, incident, len([item for item in found if item.incident.id == incident.id]))
    for item in found[:MANY]:
        book.answer(_outage(book, item, knowledge))
    rest(book, len(found), MANY, "sessions")


def _whole(book: AnswerSheet, incident: Incident, shown: int) -> None:
    """From the first loss to the last restoration of an incident, where more than one session of it is told."""
    if shown < 2 or shown < len(incident.peerings) or incident.reconvergence_ns is None:
        return
    key = f" ({incident.id})"
    took = book.span(incident.reconvergence_ns, f"from the first loss to the last restoration{key}")
    first = book.clock(incident.first_loss_ns or 0, f"the first loss{key}")
    all_ = "both" if shown == 2 else f"all {book.count(shown, f'sessions lost{key}')}"
    book.answer(f"It took {took} from the first loss at {first} UTC until {all_} sessions were back.")


def extreme(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The longest or shortest outage."""
    found = outages(book, lookup, knowledge)
    longest = lookup.superlative == "longest"
    open_ = [item for item in found if item.outage.outage_ns is None]
    if open_ and longest:
        for item in open_[:MANY]:
            book.answer(_outage(book, item, knowledge))
        book.answer("What is still down may become the longest outage.")
    known = sorted((item for item in found if item not in open_), key=lambda item: item.outage.outage_ns or 0)
    if known:
        best = known[-1] if longest else known[0]
        book.answer(
            f"The {lookup.superlative} outage of a session{book.about(lookup)}{book.when(lookup)} was this one."
        )
        book.answer(_outage(book, best, knowledge))
    if "n.incident" in lookup.slots and "n.session" not in lookup.slots:
        spans = [item for item in incidents_of(lookup, knowledge) if item.reconvergence_ns is not None]
        if len(spans) > 1:
            spans.sort(key=lambda item: item.reconvergence_ns or 0)
            book.answer(f"Of the incidents, the {lookup.superlative} was this one.")
            book.answer(*told(book, spans[-1] if longest else spans[0]))


def why(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Why it happened, for each incident."""
    found = incidents(book, lookup, knowledge)
    if lookup.present and {"e.down", "e.lost"} & lookup.slots:
        not_down(book, lookup, knowledge)
    several(book, found)
    for incident in found[-AT_MOST:]:
        because(book, incident)
    rest(book, len(found), AT_MOST, "incidents", earlier=True)


def not_down(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """A premise that is false: what is asked about as down is up."""
    known = [item for item in peerings_of(lookup, knowledge) if item.up is not None]
    if known and all(item.up for item in known):
        book.answer(f"No session{book.about(lookup)} is down now.")


def several(book: AnswerSheet, found: Sequence[Incident]) -> None:
    """Where more than one incident fits, that is said first."""
    if len(found) > 1:
        book.answer(f"There were {book.count(len(found), 'incidents')} incidents.")


def because(book: AnswerSheet, incident: Incident) -> None:
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
    for item in [one for one in cause.evidence if one.source == "session"][:1]:
        typed = book.clock(item.at_ns, f"when the command was typed{key}")
        what = book.quote(item.text, "a command that an operator typed")
        book.answer(f"An operator's command explains it: {what}, typed at {typed} UTC.")


def when(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """When it began, and when it was over."""
    found = incidents(book, lookup, knowledge)
    if lookup.present and {"e.down", "e.lost"} & lookup.slots:
        not_down(book, lookup, knowledge)
    itself(book, lookup, knowledge)
    if lookup.superlative in ("first", "last") and "n.incident" not in lookup.slots and not lookup.causes:
        lost(book, replace(lookup, kind="lost"), knowledge)
        return
    several(book, found)
    for incident in found[-AT_MOST:]:
        _began(book, incident, cause=bool(lookup.causes))
    rest(book, len(found), AT_MOST, "incidents", earlier=True)
    lost_ = outages_of(lookup, knowledge)
    mine = [item for item in lost_ if item.incident in found]
    for item in mine[:MANY]:
        book.answer(_outage(book, item, knowledge))
    rest(book, len(mine), MANY, "sessions")


def _began(book: AnswerSheet, incident: Incident, *, cause: bool) -> None:
    key = f" ({incident.id})"
    start = book.clock(incident.started_ns, f"the first sign of the cause{key}")
    words = book.fact("cause", incident.cause.type, cause_words(incident.cause.type), "the cause")
    if cause or not incident.peerings:
        sure = "Probably the" if incident.cause.certainty == "likely" else "The"
        book.answer(f"{sure} first sign of {words}{book.where(incident)} was at {start} UTC.")
    if not incident.peerings:
        return
    first = book.clock(incident.first_loss_ns or 0, f"the first loss{key}")
    over = ends(incident)
    if over is None:
        book.answer(f"The first loss was at {first} UTC, and it goes on.")
    else:
        end = book.clock(over, f"when it was over{key}")
        book.answer(f"The first loss was at {first} UTC, and all was back at {end}.")


def severity(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """How severe the incidents are, as code decides."""
    for incident in incidents(book, lookup, knowledge)[-MANY:]:
        book.answer(*told(book, incident))


def listed_incidents(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The incidents, each in a sentence."""
    found = incidents(book, lookup, knowledge)
    if not found:
        return
    if len(found) > 1:
        book.answer(
            f"I know of {book.count(len(found), 'incidents')} incidents{book.about(lookup)}{book.when(lookup)}."
        )
    for item in found[-MANY:]:
        book.answer(*told(book, item))
    rest(book, len(found), MANY, "incidents", earlier=True)


def still_open(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The incidents that go on."""
    found = incidents(book, lookup, knowledge)
    going = [item for item in found if ends(item) is None]
    if found and not going:
        count = book.count(len(found), "incidents")
        book.answer(f"No incident is open: {count} {'is' if len(found) == 1 else 'are'} over.")
    elif going:
        book.answer(f"{book.count(len(going), 'open incidents')} of {book.count(len(found), 'incidents')} "
                    f"{'goes' if len(going) == 1 else 'go'} on.")  # fmt: skip
    for item in (going or found)[-AT_MOST:]:
        book.answer(*told(book, item))


def evidence(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """What a cause stands on, in the routers' own words."""
    found = incidents(book, lookup, knowledge)
    several(book, found)
    for incident in found[-AT_MOST:]:
        because(book, incident)
        for item in incident.cause.evidence[:AT_MOST]:
            at = book.clock(item.at_ns, f"when {item.node} wrote it")
            source = book.quote(item.source, "a source")
            text = book.line(item.text, "a line of evidence")
            book.answer(f"Evidence at {at} UTC from {book.node(item.node)} ({source}): {text}.")


def planned(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Whether an operator's own command explains it."""
    found = incidents(book, lookup, knowledge)
    several(book, found)
    for incident in found[-AT_MOST:]:
        because(book, incident)
        at = book.clock(incident.first_loss_ns or incident.started_ns, f"when it began ({incident.id})")
        if incident.cause.planned:
            book.answer(f"What happened at {at} UTC was planned: an operator's own command explains it.")
        elif knowledge.operators_seen:
            book.answer(f"No command in the session logs explains what happened at {at} UTC.")
        else:
            book.unknown(f"whether what happened at {at} UTC was planned: no session log was read", "A transcript")


def who(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Who did it: the operator's command that explains it, or the router at which it was done."""
    found = incidents(book, lookup, knowledge)
    several(book, found)
    for incident in found[-AT_MOST:]:
        because(book, incident)
        typed = [item for item in incident.cause.evidence if item.source == "session"]
        people = {
            item.user
            for item in effective(knowledge.commands)
            if item.user and typed and item.seen_ns == typed[0].at_ns
        }
        at = book.clock(incident.first_loss_ns or incident.started_ns, f"when it began ({incident.id})")
        if people:
            name = book.quote(sorted(people)[0], "an operator's name")
            book.answer(f"The command was typed by {name}.")
        elif not typed and not knowledge.operators_seen:
            if incident.cause.planned:
                book.answer("It was an operator's own action, as the lab's events show.")
            book.unknown(f"which person was behind what happened at {at} UTC: no session log was read", "A transcript")
        elif not typed:
            book.answer(f"No command in the session logs explains what happened at {at} UTC.")


def side(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Which side closed each session: who sent the notification, by its own log or by the other's."""
    found = outages(book, lookup, knowledge)
    for item in found[:MANY]:
        outage, name = item.outage, book.session(item.outage, families(item.outage, knowledge))
        senders = _senders(outage, knowledge)
        at = book.clock(outage.lost_ns, f"when it was lost: {name}")
        if len(senders) == 1:
            book.answer(f"{book.node(senders[0])} closed {name} at {at} UTC: it sent the notification.")
        elif senders:
            both = listed([book.node(sender) for sender in senders])
            first = f"; {book.node(senders[0])} logged its own first" if "x.first" in lookup.slots else ""
            book.answer(f"Both {both} sent a notification when {name} was lost at {at} UTC{first}.")
        else:
            book.unknown(f"which side closed {name} at {at} UTC: no notification was seen", "The logs of both ends")
            because(book, item.incident)
    rest(book, len(found), MANY, "sessions")


def _senders(outage: PeeringOutage, knowledge: Knowledge) -> tuple[str, ...]:
    """Who sent a notification that ended a session, the first one first; one alone where the other end received it."""
    other = {(outage.a, outage.address_b): outage.b, (outage.b, outage.address_a): outage.a}
    found = [
        (one.seen_ns, one.direction, one.node) for one in knowledge.notifications if (one.node, one.neighbor) in other
    ]
    for moment in (moment for incident in knowledge.incidents for moment in incident.timeline):
        for node, neighbor in other:
            if moment.node == node and neighbor and f"({neighbor}):" in moment.text:
                found += [(moment.at_ns, WROTE[end], node) for end in WROTE if moment.text.lower().endswith(end)]
    near = sorted(item for item in found if abs(item[0] - outage.lost_ns) <= NOTIFIED_NS and item[2])
    far = {outage.a: outage.b, outage.b: outage.a}
    got = [far[node] for _, direction, node in near if direction == "received"]
    sent = [node for _, direction, node in near if direction == "sent"]
    return tuple(dict.fromkeys(sender for sender in (got[:1] or sent) if sender))


def stayed(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The sessions that were not lost."""
    gone = {_ends(item.outage) for item in outages_of(lookup, knowledge)}
    known = [item for item in peerings_of(lookup, knowledge) if item.up is not None]
    if not known:
        book.unknown(f"of any session{book.about(lookup)}", "A log, a gNMI stream or a vty socket")
        return
    kept = [item for item in known if _ends(item) not in gone]
    total, count = book.count(len(known), "sessions known"), book.count(len(kept), "sessions never lost")
    book.answer(f"{count} of {total} sessions{book.about(lookup)} {'was' if len(kept) == 1 else 'were'} not lost"
                f"{book.when(lookup)}.")  # fmt: skip
    if kept and len(kept) <= MANY * 2:
        book.answer(f"They are {listed([book.session(item, families(item, knowledge)) for item in kept])}.")
    elif kept:
        for item in outages_of(lookup, knowledge)[:MANY]:
            book.answer(f"Lost was {book.session(item.outage, families(item.outage, knowledge))}.")


def _ends(item: object) -> tuple[object, ...]:
    return tuple(getattr(item, name) for name in ("a", "b", "address_a", "address_b"))


def state_at(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Which sessions were down at a moment."""
    known = [item for item in peerings_of(lookup, knowledge) if item.up is not None]
    at_ns, until_ns = lookup.from_ns or 0, lookup.to_ns or 0
    seen_ns = knowledge.seen_from_ns or knowledge.session.from_ns
    at = book.clock(at_ns, "the moment asked about")
    if not known or until_ns < seen_ns or at_ns > knowledge.session.to_ns:
        book.unknown(f"how the sessions{book.about(lookup)} stood at {at} UTC", "A log of that time")
        return
    plain = Lookup("lost", lookup.nodes, addresses=lookup.addresses, families=lookup.families)
    near = [
        item
        for item in outages_of(plain, knowledge)
        if item.outage.lost_ns <= until_ns and (item.outage.restored_ns is None or item.outage.restored_ns >= at_ns)
    ]
    gone = {_ends(item.outage) for item in near}
    count, total = book.count(len(gone), "sessions not up then"), book.count(len(known), "sessions known")
    if not near:
        book.answer(f"At {at} UTC none of the {total} sessions{book.about(lookup)} was down, as far as was seen.")
        return
    sure = all(
        item.outage.losses == 1
        and item.outage.lost_ns <= at_ns
        and (item.outage.restored_ns is None or item.outage.restored_ns >= until_ns)
        for item in near
    )
    if sure:
        book.answer(
            f"At {at} UTC {count} of {total} sessions{book.about(lookup)} {'was' if len(gone) == 1 else 'were'} down."
        )
    else:
        book.answer(f"About {at} UTC sessions went down or came back, in these times.")
    for item in near[:MANY]:
        book.answer(_outage(book, item, knowledge))


def standing(book: AnswerSheet, item: PeeringStatus, knowledge: Knowledge) -> None:
    """How one peering stands, and since when."""
    name, state = book.session(item, families(item, knowledge)), "up" if item.up else "down"
    if item.up is None:
        book.unknown(f"how {name} stands", "The log of one of its ends")
    elif item.since_ns is None:
        book.answer(f"{name} is {state}.")
    else:
        since = book.second(item.since_ns, f"since when it is {state}: {name}")
        book.answer(f"{name} is {state} since {since} UTC.")
