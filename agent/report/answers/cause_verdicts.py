"""Whether a cause that a question names was the one, one of several, or the only one. Pure."""

from dataclasses import replace

from agent.detect.incident import Incident
from agent.report.answers.cause import BY_ONE
from agent.report.answers.premises import NOTIFICATIONS, cause_of, incidents_asked, notification
from agent.report.answers.sheet import AnswerSheet
from agent.report.failed_daemon import daemon_of
from agent.report.knowledge import Knowledge
from agent.report.questions.lexicon import CAUSES, NAMED
from agent.report.questions.lookups import Lookup
from agent.report.questions.propositions import Held, Proposition
from agent.report.records.selection import far_end, outages_of
from collectors.observations import BgpNotification

OPEN_ENDED = ("hold_timer_expired", "unknown")
"""Causes behind which another may lie."""

UNLIKE = (("c.crash", "node_down"), ("c.restart", "node_down"), ("c.reset", "config_reset"))
"""Words that a cause may be meant by, and which say more than it does."""

OF_NODE_OR_DAEMON = ("c.crash", "c.restart", "c.stop")
"""Words that say of a node as well as of a daemon what befell it."""


def cause(book: AnswerSheet, asked: Proposition, knowledge: Knowledge) -> Held | None:
    """Whether a cause was the one: of what was lost, of what befell a node, or at all; done by whom, where that is
    said."""
    of = asked.of
    slot = next(one for one in sorted(of.slots) if one[:2] == "c." and one[2:] in NAMED)
    if not of.nodes and slot in ("c.stop", "c.restart") and knowledge.lab_stops:
        return None
    found = incidents_asked(of, knowledge)
    return _is_so(book, of, slot, found) if found else _is_not(book, of, slot, knowledge)


def _is_so(book: AnswerSheet, of: Lookup, slot: str, found: list[Incident]) -> Held | None:
    """There were incidents by the cause that is asked about."""
    daemons = tuple(one[2:] for one in of.slots if one.startswith("d."))
    named = [daemon for one in found if (daemon := daemon_of(one))]
    if named and daemons and not any(daemon.startswith(daemons) for daemon in named):
        return None
    if slot == "c.isolated" and any(one.cause.type != "node_isolated" for one in found):
        return None
    agent, words = of.relations.agent, told_cause(book, found[0])
    doers = {(one.cause.subject or "").partition(" ")[0] for one in found}
    if agent and all(one.cause.type in BY_ONE for one in found) and agent not in doers:
        return "no", f"it was not {book.node(agent)} but {book.node(sorted(doers)[0])}: {words}"
    one_sided = found[0].cause.type == "remote_as_mismatch" and len(of.nodes) == 1 and of.nodes[0] not in doers
    if one_sided and not {"e.lost", "e.down", "e.affected"} & of.slots:
        return "no", f"it was {words}, not at {book.node(of.nodes[0])}"
    number = f", the first of {book.count(len(found), 'such incidents')}" if len(found) > 1 else ""
    either = slot in OF_NODE_OR_DAEMON and bool(of.nodes) and not daemons and "n.process" not in of.slots
    only_daemons = either and all(one.cause.type.startswith("process_") for one in found)
    elsewhere_ = len(of.nodes) == 1 and of.nodes[0] not in doers and found[0].cause.type in BY_ONE
    unlike = any((slot, one.cause.type) in UNLIKE for one in found)
    return "so" if only_daemons or elsewhere_ or unlike else "yes", f"it was {words}{number}"


def _is_not(book: AnswerSheet, of: Lookup, slot: str, knowledge: Knowledge) -> Held | None:
    """There was no incident by the cause that is asked about: it may have been there besides."""
    plain = replace(of, causes=())
    if "e.lost" in of.slots and not outages_of(plain, knowledge):
        return "no", f"no session{book.about(plain)} was lost{book.when(of)}, as far as was seen"
    there, words = incidents_asked(plain, knowledge), _named(book, slot)
    if slot == "c.igp":
        return None
    if any(one.cause.type == "unknown" for one in there):
        return "so", f"I do not know whether it was {words}: what was seen proves no cause"
    narrow = len(of.nodes) + len(of.addresses) > 1 or bool(of.families)
    narrow = narrow and slot in ("c.hold", "c.reset", "c.shutdown", "c.removed")
    if ({"e.lost", "e.down"} & of.slots or narrow) and not outages_of(plain, knowledge):
        return "no", f"no session{book.about(plain)} was lost{book.when(of)}, as far as was seen"
    sent = [one for one in knowledge.notifications if _says(one, of, slot, knowledge)]
    if sent:
        name = book.quote(notification(sent[0].code, sent[0].subcode), "a notification")
        at = book.exact(sent[0].seen_ns, "when a notification was written of")
        return "yes", f"{book.node(sent[0].node)} {sent[0].direction} the notification {name} at {at} UTC"
    if slot in ("c.withdraw", "c.filter") and any(one.peerings for one in there):
        return None
    if len(there) != 1:
        return "no", f"I know of no incident by {words}{book.about(of)}{book.when(of)}"
    cause = told_cause(book, there[0])
    if there[0].cause.type in of.causes:
        return "no", f"it was {cause}, and not{book.about(of).replace(' of ', ' at ')}"
    if there[0].cause.type in OPEN_ENDED:
        return "so", f"it was {cause}; of {words} nothing was seen"
    return "no", f"it was {cause}, not {words}"


def _says(item: BgpNotification, of: Lookup, slot: str, knowledge: Knowledge) -> bool:
    """Whether a notification says what is asked about, of whom and of the time that is asked about."""
    codes = NOTIFICATIONS.get(slot, ())[:1]
    ends_ = {item.node, far_end(knowledge, item.node, item.neighbor)}
    timely = (of.from_ns or 0) <= item.seen_ns <= (of.to_ns or item.seen_ns)
    fits = (item.code, item.subcode) in codes or (item.code, None) in codes
    return fits and timely and set(of.nodes) <= ends_ and not (of.addresses or of.families)


def which(book: AnswerSheet, asked: Proposition, knowledge: Knowledge) -> Held | None:
    """Which of several causes was the one; none of them, where it was another."""
    there = incidents_asked(replace(asked.of, causes=()), knowledge)
    if len(there) != 1 or there[0].cause.type == "unknown":
        return None
    others = [slot for slot in sorted(asked.of.slots) if slot[2:] in NAMED and slot[:2] == "c."]
    right = [slot for slot in others if there[0].cause.type in CAUSES[slot[2:]]]
    wrong = [_named(book, slot) for slot in others if slot not in right]
    if len(right) > 1:
        return None
    return "so", f"it was {told_cause(book, there[0])}{', not ' + ' or '.join(wrong) if wrong else ''}"


def sole(book: AnswerSheet, asked: Proposition, knowledge: Knowledge) -> Held | None:
    """Whether there was but one incident by a cause."""
    found = incidents_asked(asked.of, knowledge)
    if not found:
        return None
    number, words = book.count(len(found), "incidents by that cause"), told_cause(book, found[0])
    if len(found) == 1:
        return "yes", f"there was one, {words}"
    return "no", f"there were {number}, the first of them {words}"


def told_cause(book: AnswerSheet, incident: Incident) -> str:
    return f"{'probably ' if incident.cause.certainty == 'likely' else ''}{cause_of(book, incident)}"


def _named(book: AnswerSheet, slot: str) -> str:
    """A cause that a question names, in its words."""
    words = NAMED[slot[2:]]
    return book.fact("cause", CAUSES[slot[2:]][0], (words,), f"a cause that is asked about: {words}")
