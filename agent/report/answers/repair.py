"""Answers in others' own words: commands that broke or mended, shutdown messages, reasons that routers logged. Pure."""

import re
from dataclasses import replace

from agent.detect.operator_actions import effective
from agent.report.answers.past import back
from agent.report.answers.prefixes_told import retries
from agent.report.answers.premises import COLLISION, NOTIFICATIONS, because, incidents, notification, outages
from agent.report.answers.sheet import AT_MOST, MANY, AnswerSheet, rest
from agent.report.digest import told
from agent.report.knowledge import Knowledge, ends
from agent.report.prose.names import listed
from agent.report.questions.lookups import Lookup
from agent.report.records.selection import families, incidents_of
from agent.report.records.single_outages import LEFT
from clab.units import SECOND_NS

NEAR_NS = 5 * SECOND_NS
"""A notification belongs to an incident where it came this near to a loss of its session."""


def command(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The command that explains an incident."""
    for incident in incidents(book, lookup, knowledge)[-AT_MOST:]:
        because(book, incident, knowledge)
        at = book.clock(incident.first_loss_ns or incident.started_ns, f"when it began ({incident.id})")
        if any(item.source == "session" for item in incident.cause.evidence):
            continue
        if knowledge.operators_seen:
            book.answer(f"No command in the session logs explains what happened at {at} UTC.")
        else:
            book.unknown(f"any command behind what happened at {at} UTC: no session log was read", "A transcript")


def fixed(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """What people typed between the first loss and the last restoration, and when all was back: no claim that one made
    the other."""
    found = incidents(book, replace(lookup, causes=()), knowledge)[-AT_MOST:]
    if lookup.form != "open" and not {"x.self", "q.who", "c.planned", "n.operator", "e.did", "q.how"} & lookup.slots:
        for incident in found:
            back(book, Lookup("back", lookup.nodes, incident.id, families=lookup.families), knowledge)
        return
    for incident in found:
        start, over = incident.first_loss_ns or incident.started_ns, ends(incident)
        at = book.clock(start, f"when it began ({incident.id})")
        typed = [
            item
            for item in effective(knowledge.commands)
            if item.action not in ("look", "other") and not item.error
            if start < item.seen_ns <= (knowledge.session.to_ns if over is None else over)
            if item.node in ("-", *incident.nodes, *incident.cause.nodes)
        ]
        for item in typed[-AT_MOST:]:
            when = book.clock(item.seen_ns, "when a command was typed")
            what = book.quote(item.command, "a command that an operator typed")
            where = f" for {book.node(item.node)}" if item.node != "-" else ""
            book.answer(f"After the first loss at {at} UTC an operator typed {what}{where}, at {when} UTC.")
        limited = incident.cause.type == "prefix_limit_exceeded"
        if not typed and limited and retries(book, Lookup("retry", lookup.nodes), knowledge):
            pass
        elif not typed and not knowledge.operators_seen:
            book.unknown(f"who or what ended what began at {at} UTC: no session log was read", "A transcript")
        elif not typed:
            book.unknown(
                f"what ended what began at {at} UTC: the session logs show no command before that",
                "The routers' own logs",
            )
        back(book, Lookup("back", lookup.nodes, incident.id, families=lookup.families), knowledge)


def message(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The words that a router sent along with a notification (RFC 9003), as data."""
    found = {}
    for item in outages(book, lookup, knowledge):
        out = item.outage
        mine = ((out.a, out.address_b), (out.b, out.address_a))
        for one in knowledge.notifications:
            near = abs(one.seen_ns - out.lost_ns) <= NEAR_NS
            if not one.communication or not near or (one.node, one.neighbor) not in mine:
                continue
            if "x.number" not in lookup.slots or re.search(r"[0-9]", one.communication):
                found[one.node, one.neighbor, one.seen_ns // SECOND_NS, one.communication] = one
    if not found and not knowledge.empty:
        book.unknown("of any such message: no notification with one was seen", "The logs of both ends")
    for one in list(found.values())[:MANY]:
        at = book.clock(one.seen_ns, f"when {one.node} logged it")
        text = book.line(one.communication or "", "words sent along with a notification")
        book.answer(f"At {at} UTC {book.node(one.node)} logged the message {text}, which it {one.direction}.")
    rest(book, len(found), MANY, "messages")


def logged(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The reasons that the routers logged for leaving Established."""
    found = []
    for item in outages(book, lookup, knowledge):
        ends_ = {item.outage.a: item.outage.address_b, item.outage.b: item.outage.address_a}
        for moment in item.incident.timeline:
            address = ends_.get(moment.node)
            _, mark, reason = moment.text.partition(f"({address}): ")
            mine = moment.node and (not lookup.nodes or moment.node in lookup.nodes)
            if mine and address and mark and reason and moment.text.startswith(LEFT):
                found.append((moment, item, reason))
    if not found and not knowledge.empty:
        book.unknown(f"of any reason in a log{book.about(lookup)}", "The logs of both ends")
    for moment, item, reason in found[:MANY]:
        at = book.clock(moment.at_ns, f"when {moment.node} logged it: {item.outage.address_b}")
        name = book.session(item.outage, families(item.outage, knowledge))
        text = book.line(reason, "a reason in a log")
        book.answer(f"At {at} UTC {book.node(moment.node or '')} logged that {name} was lost, with the reason {text}.")
    rest(book, len(found), MANY, "reasons")


def notifications(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The NOTIFICATIONs that were sent, by whom, to whom, and when: by the sender's log, else by the receiver's."""
    if not by_notification(book, replace(lookup, slots=lookup.slots & {"n.sent"}), knowledge):
        book.unknown(f"of any notification{book.about(lookup)}{book.when(lookup)}", "The logs of both ends")


def by_notification(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> bool:
    """Say how often each NOTIFICATION was sent, of those that say what the question asks about; whether any was."""
    codes = [code for slot, some in NOTIFICATIONS.items() if slot in lookup.slots for code in some]
    found: dict[tuple[str, str, int, int], set[int]] = {}
    hard: set[tuple[str, str, int, int]] = set()
    logged: dict[tuple[str, str, int, int], dict[str, set[int]]] = {}
    for one in knowledge.notifications:
        plain = one.neighbor.removeprefix("proto:")  # BIRD names the protocol of a neighbor
        other = book.far.get((one.node, one.neighbor)) or plain
        sender, receiver = (one.node, other) if one.direction == "sent" else (other, one.node)
        timely = (lookup.from_ns is None or one.seen_ns >= lookup.from_ns) and (
            lookup.to_ns is None or one.seen_ns <= lookup.to_ns
        )
        own = "n.sent" in lookup.slots and len(lookup.nodes) == 1 and lookup.relations.receiver not in lookup.nodes
        mine = set(lookup.nodes) <= ({sender} if own else {sender, receiver}) and (
            not lookup.addresses or one.neighbor in lookup.addresses
        )
        if timely and mine and (not codes or (one.code, one.subcode) in codes or (one.code, None) in codes):
            found.setdefault((sender, receiver, one.code, one.subcode), set()).add(one.seen_ns)
            if one.direction == "sent" and one.source in ("log", "syslog"):
                lines = logged.setdefault((sender, receiver, one.code, one.subcode), {})
                lines.setdefault(one.origin, set()).add(one.seen_ns)  # a second log may tell all of it again
            hard |= {(sender, receiver, one.code, one.subcode)} if one.hard_reset else set()
    if any(key[2:] != COLLISION for key in found):
        found = {key: times for key, times in found.items() if key[2:] != COLLISION}
    for (sender, receiver, code, subcode), times in sorted(found.items(), key=lambda item: min(item[1]))[:MANY]:
        ordered = sorted(times)
        moments = [at for k, at in enumerate(ordered) if not k or at - ordered[k - 1] > SECOND_NS // 2]
        own_lines = logged.get((sender, receiver, code, subcode), {})
        moments = max(moments, *(sorted(lines) for lines in own_lines.values()), [], key=len)
        said = listed([book.exact(at, f"a notification of {sender}, {at}") for at in moments[:MANY]])
        name = book.quote(notification(code, subcode) or f"{code}/{subcode}", "a notification")
        number = book.count(len(moments), f"times {sender} {receiver} {code}/{subcode}")
        noun = "time" if len(moments) == 1 else "times"
        as_ = " as a hard reset" if (sender, receiver, code, subcode) in hard else ""
        book.answer(f"{_end(book, sender)} sent {_end(book, receiver)} {name}{as_} {number} {noun}: at {said} UTC.")
    rest(book, len(found), MANY, "notifications")
    return bool(found)


def _end(book: AnswerSheet, name: str) -> str:
    return book.fact("address", name, (name,), "an end of a session") if {".", ":"} & set(name) else book.node(name)


def unseen(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """What no source that is read tells of: hardware, load, secrets; and the incidents of whom it is asked."""
    book.unknown("that: nothing that is read tells of hardware or of passwords", "The device itself")
    for incident in incidents_of(replace(lookup, causes=(), superlative=None), knowledge)[:AT_MOST]:
        book.answer(*told(book, incident))
