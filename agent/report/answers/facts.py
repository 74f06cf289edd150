"""Answers from what routers say of their sessions (prefixes, AS numbers, ids, timers), and counts. Pure."""

from collections.abc import Callable
from dataclasses import replace

from agent.detect.incident import Incident
from agent.detect.operator_actions import effective
from agent.report.answers.prefixes_told import limit_of
from agent.report.answers.premises import because, incidents, none, notified
from agent.report.answers.repair import by_notification
from agent.report.answers.sheet import AT_MOST, MANY, AnswerSheet, rest
from agent.report.answers.timeline_told import written
from agent.report.digest import DOES, told
from agent.report.knowledge import Knowledge, ends
from agent.report.prose.names import listed
from agent.report.questions.lexicon import CAUSES
from agent.report.questions.lookups import Lookup
from agent.report.records.selection import families, incidents_of, link_of, outages_of, peerings_of
from collectors.observations import OperatorCommand


def sessions(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The sessions that are known, by name."""
    found = peerings_of(lookup, knowledge)
    if not found:
        if knowledge.peerings:
            book.answer(f"I know of no {book.whose(lookup)}.")
        else:
            book.unknown("of any session", "A log, a gNMI stream or a vty socket")
        return
    noun = "session" if len(found) == 1 else "sessions"
    book.answer(f"I know of {book.count(len(found), 'sessions known')} {noun}{book.about(lookup)}.")
    for item in found[:24]:
        state = "not known to be up or down" if item.up is None else "up" if item.up else "down"
        book.answer(f"{book.session(item, families(item, knowledge))} is {state}.")
    rest(book, len(found), 24, "sessions")


def nodes(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The nodes that are known."""
    known = sorted({*knowledge.nodes, *knowledge.heard})
    if not known:
        book.unknown("of any node", "A topology or a log")
        return
    book.answer(
        f"I know of {book.count(len(known), 'nodes known')} nodes: {listed([book.node(item) for item in known[:48]])}."
    )
    silent = [item for item in known if item not in knowledge.heard]
    if silent:
        book.answer(f"Nothing was heard of {listed([book.node(item) for item in silent[:24]])}.")


def nodes_hit(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The nodes that an incident touched."""
    for incident in incidents(book, lookup, knowledge)[-MANY:]:
        ends_ = sorted({end for lost in incident.peerings for end in (lost.a, lost.b) if end} or incident.nodes)
        at = book.clock(incident.first_loss_ns or incident.started_ns, f"when it began ({incident.id})")
        what = "lost a session" if incident.peerings else "are concerned"
        book.answer(f"By what happened at {at} UTC {listed([book.node(item) for item in ends_])} {what}.")


def node_down(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The nodes that went themselves: stopped, killed or frozen, or their daemon."""
    kinds = ("node_down", "node_hang", "process_crash", "process_restart", "process_hang", "node_isolated")
    plain = Lookup("why", lookup.nodes, None, lookup.from_ns, lookup.to_ns, causes=kinds)
    found = incidents_of(plain, knowledge)
    if knowledge.empty:
        none(book, lookup, knowledge)
        return
    if not found:
        book.answer(f"No node was seen to go down{book.when(lookup)}; what was lost were sessions.")
        nodes_hit(book, Lookup("nodes_hit", lookup.nodes, None, lookup.from_ns, lookup.to_ns), knowledge)
    for incident in found[-MANY:]:
        because(book, incident, knowledge)


def _instead(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """What it was, where it was no link."""
    for incident in incidents_of(replace(lookup, causes=(), interface=None), knowledge)[:2]:
        because(book, incident, knowledge)
        notified(book, incident, knowledge)


def interface(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The interfaces at which a link went down."""
    if knowledge.empty:
        none(book, lookup, knowledge)
        return
    found = [item for item in incidents_of(lookup, knowledge) if item.cause.type in CAUSES["link"]]
    if not found:
        book.answer(f"I know of no incident by an interface or a link that went down{book.about(lookup)}.")
        _instead(book, lookup, knowledge)
    for incident in found[-MANY:]:
        at = book.clock(incident.started_ns, f"when it began ({incident.id})")
        ends_ = [end for end in link_of(incident, knowledge) if not lookup.nodes or end[0] in lookup.nodes]
        if not ends_ and _ports(book, incident, lookup):
            because(book, incident, knowledge)
        elif not ends_:
            book.unknown(
                f"which interface{book.about(lookup)} went down at {at} UTC: no evidence names one",
                "The logs of the interfaces, or a topology with the links",
            )
            if "q.what" not in lookup.slots:
                because(book, incident, knowledge)
        else:
            names = [book.fact("subject", f"{a}:{b}", (f"{a}:{b}",), "an end of the link") for a, b in ends_[:1]]
            sure = "probably " if incident.cause.certainty == "likely" else ""
            noun = "interface" if len(ends_) == 1 else "link"
            book.answer(f"At {at} UTC it was {sure}the {noun} {listed(names)} that went down.")
            because(book, incident, knowledge)


def _ports(book: AnswerSheet, incident: Incident, lookup: Lookup) -> bool:
    """The lines of an incident that tell of an interface of the nodes that are asked about; whether there are any."""
    told = tuple(item for item in incident.timeline if item.source == "runtime" and item.text.startswith(PORT))
    mine = replace(incident, timeline=tuple(item for item in told if not lookup.nodes or item.node in lookup.nodes))
    return written(book, mine if mine.timeline else replace(incident, timeline=told), lookup) > 0


PORT = "interface update"
"""How a timeline tells of an interface's state, from the lab's events."""


def changes(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """What people typed, and what routers told of their configuration."""
    from_ns = lookup.from_ns if lookup.from_ns is not None else knowledge.session.from_ns - 10**12
    acting = [item for item in _acting(knowledge) if item.seen_ns >= from_ns and _of(lookup, item.node, item.seen_ns)]
    told = [item for item in knowledge.changes if item.seen_ns >= from_ns and _of(lookup, item.node, item.seen_ns)]
    if lookup.superlative and (acting or told):
        acting, told = (acting[:1], []) if lookup.superlative == "first" else (acting[-1:], [])
    if not acting and not told:
        if knowledge.operators_seen:
            since = book.day(max(from_ns, knowledge.session.from_ns), "begin")
            book.answer(f"The session logs show no change{book.about(lookup)} since {since} UTC.")
        else:
            book.unknown(f"what was changed{book.about(lookup)}: no session log was read", "A transcript")
        return
    for item in acting[-MANY:]:
        what = book.quote(item.command, "a command that an operator typed")
        where = f" for {book.node(item.node)}" if item.node != "-" else ""
        at = book.clock(item.seen_ns, "when a command was typed")
        failed = "; it failed" if item.error else f", {DOES[item.action]}"
        book.answer(f"At {at} UTC an operator typed {what}{where}{failed}.")
    rest(book, len(acting), MANY, "commands", earlier=True)
    for one in told[-MANY:]:
        at = book.clock(one.seen_ns, f"when {one.node} told of a change")
        book.answer(f"At {at} UTC {book.node(one.node)} told of a change of its configuration.")


def _acting(knowledge: Knowledge) -> list[OperatorCommand]:
    return [item for item in effective(knowledge.commands) if item.action not in ("look", "other")]


def _of(lookup: Lookup, node: str, at_ns: int) -> bool:
    return (not lookup.nodes or node in lookup.nodes) and (lookup.to_ns is None or at_ns <= lookup.to_ns)


def _hit(lookup: Lookup, knowledge: Knowledge) -> tuple[int, str]:
    found = {end for item in outages_of(lookup, knowledge) for end in (item.outage.a, item.outage.b) if end}
    return len(found), "nodes that lost a session"


def _incidents(lookup: Lookup, knowledge: Knowledge) -> tuple[int, str]:
    found = incidents_of(lookup, knowledge)
    if "e.open" in lookup.slots:
        return sum(ends(item) is None for item in found), "incidents that are open"
    return len(found), "incidents"


COUNTS: dict[str, Callable[[Lookup, Knowledge], tuple[int, str]]] = {
    "count_nodes_hit": _hit,
    "count_incidents": _incidents,
    "count_sessions": lambda lookup, knowledge: (len(peerings_of(lookup, knowledge)), "known sessions"),
    "count_nodes": lambda _, knowledge: (len({*knowledge.nodes, *knowledge.heard}), "known nodes"),
}


def count(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """How many of what is asked for there are."""
    if lookup.kind == "count_changes":
        changes(book, lookup, knowledge)
        return
    if knowledge.empty or (lookup.kind == "count_sessions" and all(item.up is None for item in knowledge.peerings)):
        book.unknown(f"how many{book.about(lookup)}: nothing was seen", "A log, a gNMI stream or a vty socket")
        return
    if lookup.kind == "count_losses":
        if not by_notification(book, lookup, knowledge):
            none(book, lookup, knowledge)
        for incident in incidents_of(lookup, knowledge)[:AT_MOST] if "c.limit" in lookup.slots else ():
            limit_of(book, incident, knowledge)
        return
    number, what = COUNTS[lookup.kind](lookup, knowledge)
    if number == 0 and lookup.kind == "count_nodes_hit" and (lookup.nodes or lookup.causes):
        none(book, lookup, knowledge)
        return
    size = book.count(number, f"number of {what}")
    book.answer(f"The number of {what}{book.about(lookup)}{book.when(lookup)} is {size}.")
    for incident in incidents_of(lookup, knowledge)[:AT_MOST] if lookup.kind == "count_incidents" else ():
        book.answer(*told(book, incident))
