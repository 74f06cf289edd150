"""A lab session in numbers and plain sentences: nodes, incidents, what was changed, what is broken, quiet time. Pure.

Every value is a fact of the book; the sentences are good enough to be published, and a model may only word them anew.
"""

from collections import Counter
from collections.abc import Sequence

from agent.detect.incident import Incident, rfc3339
from agent.detect.operator_actions import effective
from agent.detect.peering_status import PeeringStatus
from agent.report.fact_sheet import FactSheet
from agent.report.fact_sheet_builder import FactSheetBuilder
from agent.report.knowledge import Knowledge, ended_ns, quiet, runs_again_ns
from agent.report.prose import Sentence
from agent.report.prose.names import listed
from agent.report.words import cause_words
from clab.units import SECOND_NS
from collectors.observations import OperatorCommand

ONE_BY_ONE = 12
"""So many incidents, commands and notes are told one by one; the rest is counted."""

QUIET_NS = 60 * SECOND_NS
DOES: dict[str, str] = {
    "clear_bgp": "which resets sessions",
    "clear_soft": "a soft clear, which costs no session",
    "neighbor_shutdown": "which shuts a session down",
    "neighbor_enable": "which lets a session come up",
    "neighbor_remove": "which removes a neighbor",
    "remote_as": "which sets a neighbor's AS number",
    "neighbor_password": "which changes a session's password",
    "maximum_prefix": "which sets a prefix limit",
    "routes_withdraw": "which withdraws routes",
    "routes_announce": "which announces routes",
    "link_down": "which takes a link down",
    "link_up": "which brings a link up",
    "impair": "which impairs a link",
    "repair": "which ends an impairment",
    "node_pause": "which freezes the node",
    "node_unpause": "which wakes the node",
    "node_stop": "which stops the node",
    "node_kill": "which kills the node",
    "node_start": "which starts the node",
    "node_restart": "which restarts the node",
    "process_kill": "which kills a process",
    "process_stop": "which stops a process",
    "process_start": "which starts a process",
    "process_restart": "which restarts a process",
    "lab_deploy": "which deploys a lab",
    "lab_destroy": "which destroys a lab",
    "config": "which changes the configuration",
}


def digest(knowledge: Knowledge) -> tuple[FactSheet, tuple[Sentence, ...]]:
    """The facts of a session, and its digest in sentences with placeholders."""
    book = FactSheetBuilder()
    _nodes(book, knowledge)
    _incidents(book, knowledge)
    _changes(book, knowledge)
    _broken(book, knowledge)
    _quiet(book, knowledge)
    _unseen(book, knowledge)
    name = f"digest {rfc3339(knowledge.session.to_ns)}"
    return book.sheet(name, knowledge.session.from_ns, knowledge.lab, seen_nodes(knowledge)), tuple(book.sentences)


def seen_nodes(knowledge: Knowledge) -> tuple[str, ...]:
    """The nodes that were heard of."""
    return tuple(sorted(knowledge.heard))


def _nodes(book: FactSheetBuilder, knowledge: Knowledge) -> None:
    session, nodes = knowledge.session, seen_nodes(knowledge)
    if session.dated:
        whole = book.span(session.to_ns - session.from_ns, "how long the session was")
        start, end = book.day(session.from_ns, "begin of the session"), book.clock(session.to_ns, "end of the session")
        book.say("nodes", f"The session went from {start} to {end} UTC, {whole} in all.")
    else:
        book.say("nodes", "Nothing could be read of the recording, so when it was is not known.")
    if not nodes:
        book.say("nodes", "No node was heard of.")
        return
    count = book.count(len(nodes), "nodes that were heard of")
    names = listed([book.node(node) for node in nodes[:24]])
    verb = "was" if len(nodes) == 1 else "were"
    noun = "node" if len(nodes) == 1 else "nodes"
    book.say("nodes", f"{count} {noun} {verb} heard of: {names}.", f"Heard of {verb} {count} {noun}: {names}.")
    known = [peering for peering in knowledge.peerings if peering.up is not None]
    for stop in knowledge.lab_stops[:ONE_BY_ONE]:
        if (again_ns := runs_again_ns(knowledge, stop)) is not None:
            at, again = book.clock(stop.from_ns, "when the lab was stopped"), book.clock(again_ns, "when it ran again")
            book.say("nodes", f"The lab was stopped at {at} UTC, and ran again from {again} UTC.")
    stopped = ended_ns(knowledge)
    if stopped is not None:
        book.say("nodes", f"The lab was stopped at {book.clock(stopped, 'when the lab was stopped')} UTC.")
    elif known:
        _sessions(book, known)


def _sessions(book: FactSheetBuilder, known: Sequence[PeeringStatus]) -> None:
    up = sum(bool(item.up) for item in known)
    total = book.count(len(known), "peerings known")
    if len(known) == 1:
        book.say("nodes", f"At the end {book.peering(known[0].name)} was {'up' if up else 'down'}.")
    elif up == len(known):
        book.say("nodes", f"At the end all {total} peerings that were seen were up.")
    else:
        book.say("nodes", f"At the end {book.count(up, 'peerings up at the end')} of {total} peerings were up.")


def _incidents(book: FactSheetBuilder, knowledge: Knowledge) -> None:
    found = sorted(knowledge.incidents, key=began_ns)
    if not found:
        blind = knowledge.empty
        book.say(
            "incidents",
            "Nothing was seen of the routers, so no incident could be found." if blind else "No incident was found.",
        )
        return
    count = book.count(len(found), "incidents")
    book.say("incidents", f"{count} incident{'s were' if len(found) > 1 else ' was'} found.")
    for item in found[:ONE_BY_ONE]:
        book.say("incidents", *told(book, item))
    rest = found[ONE_BY_ONE:]
    if rest:
        kinds = Counter(each.cause.type for each in rest)
        parts = [
            f"{book.count(count, f'further incidents by {kind}')} by {_cause(book, kind, 'proved')}"
            for kind, count in kinds.most_common()
        ]
        book.say("incidents", f"{book.count(len(rest), 'further incidents')} more followed: {listed(parts)}.")


def _cause(book: FactSheetBuilder, kind: str, certainty: str) -> str:
    words = cause_words(kind)
    if certainty == "likely":
        words = tuple(f"probably {word}" for word in words)
    return book.fact("cause", f"{kind} {certainty}", words, "a cause")


def began_ns(incident: Incident) -> int:
    """When an incident began as a digest tells it: with its first loss, where it has one."""
    return incident.first_loss_ns or incident.started_ns


def told(book: FactSheetBuilder, incident: Incident) -> tuple[str, ...]:
    """One incident in one sentence, with a second wording."""
    cause, key = incident.cause, f" ({incident.id})"
    severity = book.fact("severity", incident.severity, (incident.severity,), "severity, decided by code")
    why = _cause(book, cause.type, cause.certainty)
    where = (
        f" at {book.fact('subject', cause.subject, (cause.subject,), 'where the cause lies')}" if cause.subject else ""
    )
    at = book.clock(began_ns(incident), f"when it began{key}")
    planned = ", planned," if cause.planned else ""
    if not incident.peerings:
        return (
            f"{severity}: at {at} {why}{where}{planned} cost no session.",
            f"{severity}: no session was lost by {why}{where}{planned} at {at}.",
        )
    count = book.count(len(incident.peerings), f"peerings lost{key}")
    noun, verb = ("peering", "was") if len(incident.peerings) == 1 else ("peerings", "were")
    down = sum(peering.restored_ns is None for peering in incident.peerings)
    if down:
        left = book.count(down, f"peerings still down{key}")
        end = f"{left} of them {'is' if down == 1 else 'are'} still down"
        if len(incident.peerings) == 1:
            end = "which is still down"
    else:
        took = book.span(incident.reconvergence_ns or 0, f"from the first loss to the last restoration{key}")
        end = f"all back after {took}" if len(incident.peerings) > 1 else f"back after {took}"
    return (
        f"{severity}: at {at} {why}{where}{planned} cost {count} {noun}, {end}.",
        f"{severity}: {count} {noun} {verb} lost at {at} by {why}{where}{planned}, {end}.",
    )


def _changes(book: FactSheetBuilder, knowledge: Knowledge) -> None:
    commands = effective(knowledge.commands)
    acting = [command for command in commands if command.action not in ("look", "other")]
    explains = {
        (each.at_ns, each.node): one
        for one in knowledge.incidents
        for each in one.cause.evidence
        if each.source == "session"
    }
    for item in acting[:ONE_BY_ONE]:
        book.say("changes", _typed(book, item, explains.get((item.seen_ns, item.node))))
    if acting[ONE_BY_ONE:]:
        count = book.count(len(acting) - ONE_BY_ONE, "further commands that change something")
        book.say("changes", f"{count} more commands that change something followed.")
    looking = len(commands) - len(acting)
    if looking:
        count = book.count(looking, "commands that change nothing")
        book.say("changes", f"{count} command{'s' if looking > 1 else ''} changed nothing.")
    for note in knowledge.notes[:ONE_BY_ONE]:
        at = book.clock(note.seen_ns, "when a note was written")
        book.say("changes", f"Noted at {at}: {book.quote(note.text, 'words of an operator')}.")
    for change in knowledge.changes[:ONE_BY_ONE]:
        at = book.clock(change.seen_ns, f"when {change.node} told of a change")
        book.say("changes", f"At {at} {book.node(change.node)} told of a change of its configuration.")
    if not commands and not knowledge.notes and not knowledge.changes:
        seen = knowledge.operators_seen
        book.say(
            "changes", "Nobody typed anything." if seen else "No session log was read: what people did is not known."
        )


def _typed(book: FactSheetBuilder, command: OperatorCommand, incident: Incident | None) -> str:
    what = book.quote(command.command, "a command that an operator typed")
    where = f" for {book.node(command.node)}" if command.node != "-" else ""
    if command.precision_ns <= 60 * SECOND_NS:
        when = f"At {book.clock(command.seen_ns, 'when a command was typed')}"
    else:
        when = "At a time that is not known"
    text = f"{when} an operator typed {what}{where}"
    if command.error:
        return f"{text}; it failed: {book.quote(command.error, 'the error of a command')}."
    if incident is not None:
        id_ = book.fact("id", incident.id, (incident.id,), "an incident")
        return f"{text}, which explains incident {id_}."
    return f"{text}, {DOES[command.action]}."


def _broken(book: FactSheetBuilder, knowledge: Knowledge) -> None:
    for item in knowledge.down if ended_ns(knowledge) is None else ():
        name = book.peering(item.name, f" {item.address_a} {item.address_b}")
        since = f" since {book.clock(item.since_ns, f'since when {item.name} is down')} UTC" if item.since_ns else ""
        book.say("broken", f"Still down{since}: {name}.")
    wanting = [
        incident for incident in knowledge.incidents if incident.severity == "ACTION" and not _still_down(incident)
    ]
    for one in wanting[:ONE_BY_ONE]:
        id_ = book.fact("id", one.id, (one.id,), "an incident")
        book.say("broken", f"Incident {id_}, {_cause(book, one.cause.type, one.cause.certainty)}, wants a person.")
    if ended_ns(knowledge) is not None and not wanting:
        book.say("broken", "The lab is stopped, so nothing of it is up.")
    elif not knowledge.down and not wanting:
        known = any(peering.up is not None for peering in knowledge.peerings)
        book.say("broken", "Nothing that was seen is broken." if known else "Whether anything is broken was not seen.")


def _still_down(incident: Incident) -> bool:
    return any(peering.restored_ns is None for peering in incident.peerings)


def _quiet(book: FactSheetBuilder, knowledge: Knowledge) -> None:
    start, end = quiet(knowledge)
    if end - start < QUIET_NS or knowledge.empty:
        return
    span = book.span(end - start, "the longest quiet time")
    from_, to = book.clock(start, "begin of the longest quiet time"), book.clock(end, "end of the longest quiet time")
    book.say("quiet", f"The longest quiet time was {span}, from {from_} to {to} UTC.")


def _unseen(book: FactSheetBuilder, knowledge: Knowledge) -> None:
    missing = [item for item in knowledge.nodes if item not in knowledge.heard]
    if missing:
        names = listed([book.node(each) for each in missing[:24]])
        book.say("unseen", f"Nothing was heard of {names}.")
    gaps = Counter((gap.source, gap.node) for gap in knowledge.gaps)
    for (source, node), count in sorted(gaps.items())[:ONE_BY_ONE]:
        times = book.count(count, f"gaps of {source} of {node}")
        who = book.quote(f"{source} of {node}", "a source")
        book.say("unseen", f"{who} could not be seen {times} time{'s' if count > 1 else ''}.")
