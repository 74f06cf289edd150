"""Answers about why: causes and their evidence, who did it, which side closed a session, how severe it was. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from agent.detect.incident import Incident, PeeringOutage
from agent.detect.operator_actions import effective
from agent.report.answers.prefixes_told import UNTOLD, fall_of, limit_of
from agent.report.answers.premises import (
    COLLISION,
    because,
    incidents,
    incidents_asked,
    not_down,
    nothing_lost,
    notification,
    notified,
    outages,
    several,
    stopped,
)
from agent.report.answers.sheet import AT_MOST, MANY, AnswerSheet, rest
from agent.report.digest import told
from agent.report.knowledge import Knowledge, ends
from agent.report.prose.names import listed
from agent.report.questions.lexicon import CAUSES
from agent.report.questions.lookups import Lookup
from agent.report.records.selection import Lost, families, outages_of
from agent.report.records.single_outages import single
from agent.report.words import cause_words
from clab.units import SECOND_NS

NOTIFIED_NS = SECOND_NS
"""A notification that ends a session is written within this time of its loss."""

OWN = ("process_crash", "process_hang", "one_way_loss", "host_stall")
"""Causes that are nobody's plan where nothing shows that they are."""

DELIBERATE = ("admin_shutdown", "admin_reset", "peer_deconfigured")
"""Causes that only a command brings about."""

BY_ONE = (*DELIBERATE, "config_reset", "prefix_limit_exceeded")
"""Causes by which one end closes a session, which a question may have the wrong way round."""

UNSAID = ("one_way_loss", "hold_timer_expired", "unknown", "process_hang")
"""Causes that do not say by which notification their sessions ended."""

SAID = ("unknown", "route_withdrawal", "policy_filter", "prefix_limit_exceeded", "prefix_limit_warning")
"""Causes of which no line is shown: there is none, or what it says is told."""

WROTE = {"notification send": "sent", "notification received": "received"}
"""How FRR's reason for a session's end (bgpd `peer_down_str`) names the notification's direction."""


def why(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Why it happened, for each incident."""
    named = tuple(kind for slot in sorted(lookup.slots) for kind in CAUSES.get(slot[2:], ()) if slot[:2] == "c.")
    chosen = incidents_asked(replace(lookup, causes=named), knowledge) if lookup.form == "choice" and named else []
    found = chosen or incidents(book, lookup, knowledge)
    _sure(book, lookup, found)
    if lookup.present and {"e.down", "e.lost"} & lookup.slots:
        not_down(book, lookup, knowledge)
    nothing_lost(book, lookup, found)
    several(book, found)
    for incident in found[-AT_MOST:]:
        because(book, incident, knowledge)
        if incident.cause.subject in incident.cause.nodes:
            stopped(book, incident.cause.subject or "", incident, knowledge)
        if incident.cause.type.startswith("prefix_limit"):
            wrong = "n.sent" in lookup.slots and lookup.nodes[:1] == ((incident.cause.subject or "").split(" ")[0],)
            limit_of(book, incident, knowledge, otherwise=wrong)
        else:
            fall_of(book, incident, knowledge)
        if incident.cause.type in UNTOLD and not knowledge.operators_seen:
            book.answer(UNTOLD[incident.cause.type])
        if len(found) < AT_MOST and incident.cause.type in UNSAID:
            notified(book, incident, knowledge)
        if len(found) == 1 and incident.cause.type not in SAID:
            proof(book, incident)
        if len(found) == 1 and incident.peerings:
            book.answer(*told(book, incident))
        if len(found) == 1 and lookup.relations.peers:
            mine = [one for one in outages_of(replace(lookup, causes=()), knowledge) if one.incident is incident]
            names = [book.session(one.outage, families(one.outage, knowledge)) for one in mine[:MANY]]
            book.answer(f"What was lost by it is {listed(names)}.")
        if len(lookup.nodes) == 2 and incident.cause.type in BY_ONE:
            mine = [item for item in outages_of(replace(lookup, causes=()), knowledge) if item.incident is incident]
            for item in mine[:1]:
                closing(book, item, knowledge)
    rest(book, len(found), AT_MOST, "incidents", earlier=True)


def _sure(book: AnswerSheet, lookup: Lookup, found: Sequence[Incident]) -> None:
    """Whether the cause is proved, where that is asked and there is one."""
    kinds = {(incident.cause.type, incident.cause.certainty) for incident in found}
    if "q.sure" in lookup.slots and len(kinds) == 1 and found[0].cause.type != "unknown":
        proved = found[0].cause.certainty == "proved"
        words = book.fact("cause", found[0].cause.type, cause_words(found[0].cause.type), "the cause")
        book.answer(f"That the cause was {words} is {'proved' if proved else 'likely, not proved'}.")


def proof(book: AnswerSheet, incident: Incident) -> None:
    """The first line that a cause stands on."""
    written = [item for item in incident.cause.evidence if item.source in ("log", "syslog")]
    for item in written[:1]:
        at = book.clock(item.at_ns, f"when {item.node} wrote it")
        book.answer(f"At {at} UTC {book.node(item.node)} wrote {book.line(item.text, 'a line of evidence')}.")


def severity(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """How severe the incidents are, as code decides; which of them want a person, where that is asked."""
    found = incidents(book, lookup, knowledge)
    if "x.action" in lookup.slots and found:
        wanting = [one for one in found if one.severity == "ACTION"]
        number, all_ = book.count(len(wanting), "incidents that want a person"), book.count(len(found), "incidents")
        lead = "" if lookup.form == "open" else "Yes: " if wanting else "No: "
        verb = "wants" if len(wanting) == 1 else "want"
        book.answer(f"{lead}{number} of {all_} incidents {verb} a person." if wanting else (
            f"{lead}no incident{book.about(lookup)} wants a person."))  # fmt: skip
        found = wanting or found
    for incident in found[-MANY:]:
        book.answer(*told(book, incident))
    rest(book, len(found), MANY, "incidents", earlier=True)


def listed_incidents(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The incidents, each in a sentence."""
    found = incidents(book, replace(lookup, causes=lookup.causes), knowledge)
    if "x.not" in lookup.slots:
        found = [one for one in found if not one.peerings]
        if not found:
            book.answer(f"Every incident{book.about(lookup)} cost a session.")
    if not found:
        return
    if len(found) > 1:
        book.summary(
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
        book.summary(f"No incident is open: {count} {'is' if len(found) == 1 else 'are'} over.")
    elif going:
        book.answer(f"{book.count(len(going), 'open incidents')} of {book.count(len(found), 'incidents')} "
                    f"{'goes' if len(going) == 1 else 'go'} on.")  # fmt: skip
    for item in (going or found)[-AT_MOST:]:
        book.answer(*told(book, item))


def evidence(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """What a cause stands on, in the routers' own words."""
    found = incidents(book, lookup, knowledge)
    _sure(book, lookup, found)
    several(book, found)
    for incident in found[-AT_MOST:]:
        because(book, incident, knowledge)
        for item in incident.cause.evidence[:AT_MOST]:
            at = book.clock(item.at_ns, f"when {item.node} wrote it")
            source = book.quote(item.source, "a source")
            text = book.line(item.text, "a line of evidence")
            book.answer(f"Evidence at {at} UTC from {book.node(item.node)} ({source}): {text}.")


def planned(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Whether an operator's own command explains it."""
    found = incidents(book, lookup, knowledge)
    mine = [one for one in found if one.cause.planned]
    if len(found) > 1:
        number, all_ = book.count(len(mine), "planned incidents"), book.count(len(found), "incidents")
        verb = "was" if len(mine) == 1 else "were"
        book.answer(f"Of {all_} incidents {number} {verb} planned, as an operator's own command shows.")
        for incident in mine[-MANY:]:
            book.answer(*told(book, incident))
        rest(book, len(mine), MANY, "incidents", earlier=True)
        if mine and lookup.form == "open":
            return
        found = [one for one in found if one not in mine]
    for incident in found[-AT_MOST:]:
        at = book.clock(incident.first_loss_ns or incident.started_ns, f"when it began ({incident.id})")
        if incident.cause.planned:
            book.answer(f"What happened at {at} UTC was planned: an operator's own command explains it.")
        elif incident.cause.type in DELIBERATE and incident.cause.certainty == "proved":
            words = book.fact("cause", incident.cause.type, cause_words(incident.cause.type), "the cause")
            book.answer(f"What happened at {at} UTC was done on purpose: {words}{book.where(incident)} is a command "
                        "of a person or a script there, and no fault.")  # fmt: skip
            if not knowledge.operators_seen:
                book.answer("Whether it was planned work, and who typed it, is in no line: no session log was read.")
            if incident.cause.text:
                book.answer(f"The message that went with it says {book.line(incident.cause.text, 'a message')}.")
            continue
        elif incident.cause.type in OWN and incident.cause.certainty == "proved":
            book.answer(f"What happened at {at} UTC was not planned, as far as was seen.")
        elif knowledge.operators_seen:
            book.answer(
                f"Not planned, as far as was seen: no command in the session logs explains what happened at {at} UTC."
            )
        else:
            book.unknown(f"whether what happened at {at} UTC was planned: no session log was read", "A transcript")
        because(book, incident, knowledge)


def who(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Who did it: the operator's command that explains it, or the router at which it was done."""
    found = incidents(book, lookup, knowledge)
    several(book, found)
    for incident in found[-AT_MOST:]:
        because(book, incident, knowledge)
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
        elif (
            not typed
            and not knowledge.operators_seen
            and {"n.node", "q.side"} & lookup.slots
            and incident.cause.subject
        ):
            book.answer("Which person that was is in no line: no session log was read.")
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
        if "c.limit" in lookup.slots:
            limit_of(book, item.incident, knowledge)
        if not closing(book, item, knowledge, ordered="x.first" in lookup.slots):
            name = book.session(item.outage, families(item.outage, knowledge))
            at = book.clock(item.outage.lost_ns, f"when it was lost: {name}")
            book.unknown(f"which side closed {name} at {at} UTC: no notification was seen", "The logs of both ends")
            because(book, item.incident, knowledge)
    rest(book, len(found), MANY, "sessions")


def closing(book: AnswerSheet, item: Lost, knowledge: Knowledge, *, ordered: bool = False, named: bool = True) -> bool:
    """Which side closed one session, by the notification that it sent; whether one was seen. `ordered`: of two, whose
    was first is said; `named`: with the session's name and time, else behind the sentence that has them."""
    outage, name = item.outage, book.session(item.outage, families(item.outage, knowledge))
    sent_by = senders(outage, knowledge)
    starts = [start for start, _ in single(outage, item.incident) or ()]
    alike = len(starts) > 1 and all(senders(outage, knowledge, at_ns=start) == sent_by for start in starts)
    first = book.clock(outage.lost_ns, f"when it was lost: {name}")
    times = listed([book.exact(start, f"a loss of {name}, {start}") for start in starts[:AT_MOST]]) if alike else first
    when = f" at {times} UTC" if named else ""
    what = name if named else "it"
    if len(sent_by) == 1:
        sent = _sent(book, outage, knowledge)
        book.answer(f"{book.node(sent_by[0])} closed {what}{when}: it sent the notification{sent}.")
    elif sent_by:
        both = listed([book.node(sender) for sender in sent_by])
        own = f"; {book.node(sent_by[0])} logged its own first" if ordered else ""
        book.answer(f"Both {both} sent a notification when {what} was lost{when}{own}.")
    return bool(sent_by)


def _sent(book: AnswerSheet, outage: PeeringOutage, knowledge: Knowledge) -> str:
    """What the notification that ended a session is called; empty where no log says it, or logs say several."""
    ends_ = ((outage.a, outage.address_b), (outage.b, outage.address_a))
    names = {
        notification(one.code, one.subcode)
        for one in knowledge.notifications
        if (one.node, one.neighbor) in ends_ and abs(one.seen_ns - outage.lost_ns) <= NOTIFIED_NS
        if (one.code, one.subcode) != COLLISION
    }
    return f" {book.quote(names.pop(), 'a notification')}" if len(names) == 1 and "" not in names else ""


def senders(outage: PeeringOutage, knowledge: Knowledge, at_ns: int | None = None) -> tuple[str, ...]:
    """Who sent a notification that ended a session, the first one first; one alone where the other end received it."""
    other = {(outage.a, outage.address_b): outage.b, (outage.b, outage.address_a): outage.a}
    found: list[tuple[int, str, str]] = [
        (one.seen_ns, one.direction, one.node)
        for one in knowledge.notifications
        if (one.node, one.neighbor) in other and (one.code, one.subcode) != COLLISION
    ]
    for moment in (moment for incident in knowledge.incidents for moment in incident.timeline):
        for node, neighbor in other:
            if node and moment.node == node and neighbor and f"({neighbor}):" in moment.text:
                found += [(moment.at_ns, WROTE[end], node) for end in WROTE if moment.text.lower().endswith(end)]
    lost_ns = outage.lost_ns if at_ns is None else at_ns
    near = sorted(item for item in found if abs(item[0] - lost_ns) <= NOTIFIED_NS and item[2])
    far = {outage.a: outage.b, outage.b: outage.a}
    got = [far[node] for _, direction, node in near if direction == "received"]
    sent = [node for _, direction, node in near if direction == "sent"]
    return tuple(dict.fromkeys(sender for sender in (got[:1] or sent) if sender))
