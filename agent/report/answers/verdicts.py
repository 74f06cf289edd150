"""Whether what a question asks to be so is so: the one place that holds it against the facts, and what an answer then
begins with. Pure.

`yes`, `no`, `part` where it is so of some of it, and `so` where the words say what is so. Where the facts do not tell,
nothing is said here: the answer itself says what is not known.
"""

from collections.abc import Callable
from dataclasses import replace

from agent.report.answers import things
from agent.report.answers.cause import senders
from agent.report.answers.cause_verdicts import cause, sole, told_cause, which
from agent.report.answers.sheet import AnswerSheet
from agent.report.answers.timeline_told import thing_words
from agent.report.knowledge import Knowledge, ends
from agent.report.prose.names import listed
from agent.report.questions.lookups import Lookup
from agent.report.questions.propositions import THINGS, Held, Predicate, Proposition, Verdict, proposition
from agent.report.questions.relations import Compared
from agent.report.records.selection import Lost, incidents_of, outages_of
from clab.units import SECOND_NS

UNSEEN_NS = 60 * SECOND_NS
"""Where so much of the time that is asked about was not seen, nothing is denied of it."""

LEAD: dict[Verdict, str] = {"yes": "Yes: ", "no": "No: ", "part": "In part: "}


def opening(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Begin an answer with whether what is asked to be so is so, as far as anything was seen of the time that is asked
    about."""
    asked = proposition(lookup)
    seen_ns = knowledge.seen_from_ns or knowledge.session.from_ns
    if asked is None and not knowledge.empty:
        _done_by_another(book, lookup, knowledge)
    if asked is None or knowledge.empty or (lookup.to_ns is not None and lookup.to_ns <= seen_ns):
        return
    held = HOLDS[asked.predicate](book, asked, knowledge)
    if held is None or (held[0] != "yes" and (lookup.from_ns or seen_ns) < seen_ns - UNSEEN_NS):
        return
    verdict, words = held
    book.answer(f"{'' if asked.negated or verdict == 'so' else LEAD[verdict]}{words}.")
    book.opened = True


TAKEN = ("why", "when", "how_long", "story", "caused")
"""Kinds of questions that may take one for the one who closed a session."""


def _done_by_another(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Say who closed a session, where a question takes another for the one, whatever else it asks."""
    agent = lookup.relations.agent
    nodes = tuple(dict.fromkeys((*lookup.nodes, *lookup.relations.blamed)))
    if lookup.form not in ("open", "polar") or not agent or lookup.kind not in TAKEN or len(nodes) != 2:
        return
    held = _closed(book, Proposition("closed", replace(lookup, nodes=nodes, causes=())), knowledge)
    if held is not None and held[0] == "no":
        book.answer(f"{LEAD['no'] if lookup.form == 'polar' else ''}{held[1]}, not {book.node(agent)}.")
        book.opened = True


def _closed(book: AnswerSheet, asked: Proposition, knowledge: Knowledge) -> Held | None:
    """Whether a node closed its sessions."""
    agent, found = asked.of.relations.agent, outages_of(asked.of, knowledge)
    closed = [senders(one.outage, knowledge) for one in found]
    if not agent or not found or not all(closed) or len(set(closed)) > 1:
        return None
    who = listed([book.node(one) for one in closed[0]])
    words = f"{who} sent the notification that closed {'it' if len(found) == 1 else 'them'}"
    return ("yes" if closed[0] == (agent,) else "part" if agent in closed[0] else "no"), words


def _distinct(found: list[Lost]) -> int:
    return len({(one.outage.a, one.outage.b, one.outage.address_a, one.outage.address_b) for one in found})


def _incident(book: AnswerSheet, asked: Proposition, knowledge: Knowledge) -> Held | None:
    """Whether there was an incident."""
    found = incidents_of(replace(asked.of, superlative=None), knowledge)
    number, noun = book.count(len(found), "incidents"), "incident" if len(found) == 1 else "incidents"
    where = f"{book.about(asked.of)}{book.when(asked.of)}"
    if not found:
        return "no", f"I know of no incident{where}"
    return "yes", f"there {'was' if len(found) == 1 else 'were'} {number} {noun}{where}"


def _open(book: AnswerSheet, asked: Proposition, knowledge: Knowledge) -> Held | None:
    """Whether an incident goes on."""
    found = incidents_of(replace(asked.of, superlative=None), knowledge)
    going = [one for one in found if ends(one) is None]
    if not found:
        return None
    over = asked.predicate == "over"
    if not going:
        return ("yes" if over else "no"), f"no incident{book.about(asked.of)} goes on"
    number, verb = book.count(len(going), "open incidents"), "goes" if len(going) == 1 else "go"
    return ("no" if over else "yes"), f"{number} {verb} on"


def _else(book: AnswerSheet, asked: Proposition, knowledge: Knowledge) -> Held | None:
    """Whether there was anything else than one incident."""
    if len(knowledge.incidents) != 1:
        return None
    return "no", f"one incident is all that was seen, {told_cause(book, knowledge.incidents[0])}"


def _length(book: AnswerSheet, asked: Proposition, knowledge: Knowledge) -> Held | None:
    """Whether it lasted longer, or less, than so long."""
    if asked.limit is not None and (asked.of.interface or LASTING & asked.of.slots):
        of_thing = _length_of_thing(book, asked.of, asked.limit, knowledge)
        if of_thing is not None or not {"n.link", "n.iface"} & asked.of.slots:
            return of_thing
    found = outages_of(asked.of, knowledge)
    if not found or asked.limit is None:
        return None
    each = [one.outage.outage_ns or knowledge.session.to_ns - one.outage.lost_ns for one in found]
    first = min(one.outage.lost_ns for one in found)
    whole = max(one.outage.restored_ns or knowledge.session.to_ns for one in found) - first
    going = any(one.outage.restored_ns is None for one in found)
    if going and asked.limit.sign == "less" and max(each) / SECOND_NS < asked.limit.value:
        return None
    together = len({one.incident.id for one in found}) == 1
    verdicts = {_meets(value / SECOND_NS, asked.limit) for value in (max(each), *([whole] if together else []))}
    if len(verdicts) > 1:
        return None
    took = book.span(max(each), "the longest outage")
    name = "the outage" if len(each) == 1 else "the longest outage of a session"
    return ("yes" if verdicts.pop() else "no"), f"{name}{book.about(asked.of)} took {took}"


LASTING = THINGS | {"c.pause", "c.stop"}


def _length_of_thing(book: AnswerSheet, of: Lookup, limit: Compared, knowledge: Knowledge) -> Held | None:
    """The same of a link, an adjacency, a daemon or a node."""
    _, mine = things.gone_things(of, knowledge)
    known = [item for item in mine if item.to_ns is not None]
    if not known or len(known) < len(mine):
        return None
    last = max(known, key=lambda item: (item.to_ns or 0) - item.from_ns)
    length = (last.to_ns or 0) - last.from_ns
    took = book.span(length, "how long it was gone")
    return ("yes" if _meets(length / SECOND_NS, limit) else "no"), f"{thing_words(book, last)} was gone for {took}"


def _number(book: AnswerSheet, asked: Proposition, knowledge: Knowledge) -> Held | None:
    """Whether there were more, or fewer, than so many."""
    limit = asked.limit
    if limit is None:
        return None
    lost = outages_of(asked.of, knowledge)
    sizes = {
        "incident": len(incidents_of(asked.of, knowledge)),
        "session": _distinct(lost),
        "times": max((one.outage.losses for one in lost), default=0),
        "node": len({end for one in lost for end in (one.outage.a, one.outage.b) if end}),
    }
    size = sizes.get(limit.thing)
    if size is None:
        return None
    number = book.count(size, f"{limit.thing}s that there were")
    noun = ("time" if size == 1 else "times") if limit.thing == "times" else f"{limit.thing}{'' if size == 1 else 's'}"
    return ("yes" if _meets(size, limit) else "no"), f"it was {number} {noun}{book.about(asked.of)}"


def _meets(value: float, limit: Compared) -> bool:
    return value > limit.value if limit.sign == "more" else value < limit.value


HOLDS: dict[Predicate, Callable[[AnswerSheet, Proposition, Knowledge], Held | None]] = {
    "closed": _closed,
    "cause": cause,
    "which_cause": which,
    "sole": sole,
    "incident": _incident,
    "else": _else,
    "open": _open,
    "over": _open,
    "length": _length,
    "number": _number,
}
