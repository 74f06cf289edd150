"""The status brief: at most six bullets, each OK, WARNING or ACTION as code decides. Pure.

Silence is not health: what was not seen is said as that, never as OK.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.detect.incident import Incident, Severity, rfc3339
from agent.detect.operator_actions import QUIET_ACTIONS, UNDONE, effective, port
from agent.report.fact_sheet import FactSheet
from agent.report.fact_sheet_builder import FactSheetBuilder
from agent.report.knowledge import Knowledge, ended_ns, ends, is_closed_by_hand
from agent.report.prose import Sentence
from agent.report.prose.names import listed
from agent.report.words import cause_words
from clab.units import SECOND_NS
from collectors.observations import OperatorCommand

BULLETS_AT_MOST = 6
STALE_NS = 900 * SECOND_NS
"""Who was not heard of for so long is said to be silent."""

NAMED = 3
"""So many things are named in a bullet; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Bullet:
    """One line of the brief: its status token, what it is about, and its sentence with placeholders."""

    status: Severity
    topic: str
    sentence: Sentence


def brief(knowledge: Knowledge) -> tuple[FactSheet, tuple[Bullet, ...]]:
    """The bullets, the most urgent first, and the facts in them."""
    book = FactSheetBuilder()
    found = list(_nothing(book, knowledge)) if knowledge.empty else list(_bullets(book, knowledge))
    order = ("ACTION", "WARNING", "OK")
    ranked = sorted(found, key=lambda item: order.index(item.status))[:BULLETS_AT_MOST]
    name = f"brief {rfc3339(knowledge.session.to_ns)}"
    return book.sheet(name, knowledge.session.from_ns, knowledge.lab, sorted(knowledge.heard)), tuple(ranked)


def _bullet(book: FactSheetBuilder, status: Severity, topic: str, *wordings: str) -> Bullet:
    book.say("status", *wordings)
    return Bullet(status, topic, book.sentences[-1])


def _nothing(book: FactSheetBuilder, knowledge: Knowledge) -> Iterator[Bullet]:
    if knowledge.session.dated:
        since = book.day(knowledge.session.from_ns, "begin of the time looked at")
        yield _bullet(book, "WARNING", "seen", f"Nothing was seen of the lab since {since} UTC.")
    else:
        yield _bullet(book, "WARNING", "seen", "Nothing could be read of the recording.")
    yield _bullet(book, "WARNING", "sessions", "Whether any session is up is not known.")
    if knowledge.nodes:
        names = _some(book, [book.node(node) for node in knowledge.nodes], "nodes")
        yield _bullet(book, "WARNING", "nodes", f"Nothing was heard of {names}.")


def _bullets(book: FactSheetBuilder, knowledge: Knowledge) -> Iterator[Bullet]:
    yield _sessions(book, knowledge)
    yield from _incidents(book, knowledge)
    yield _nodes(book, knowledge)
    yield from _operators(book, knowledge)
    if knowledge.gaps:
        count = book.count(len(knowledge.gaps), "gaps in what was seen")
        nodes = _some(book, [book.node(fromkey) for fromkey in dict.fromkeys(g.node for g in knowledge.gaps)], "nodes")
        noun = "gap" if len(knowledge.gaps) == 1 else "gaps"
        yield _bullet(book, "WARNING", "gaps", f"What was seen has {count} {noun}, at {nodes}.")


def _some(book: FactSheetBuilder, names: Sequence[str], what: str) -> str:
    if len(names) <= NAMED:
        return listed(list(names))
    rest = book.count(len(names) - NAMED, f"further {what}")
    return f"{', '.join(names[:NAMED])} and {rest} more"


def _sessions(book: FactSheetBuilder, knowledge: Knowledge) -> Bullet:
    stopped = ended_ns(knowledge)
    if stopped is not None:
        at = book.clock(stopped, "when the lab was stopped")
        return _bullet(book, "OK", "sessions", f"The lab was stopped at {at} UTC.")
    known = [peering for peering in knowledge.peerings if peering.up is not None]
    if not known:
        return _bullet(book, "WARNING", "sessions", "No peering was seen, so whether sessions are up is not known.")
    total = book.count(len(known), "peerings known")
    down = knowledge.down
    if down:
        names = _some(book, [book.peering(item.name, f" {item.address_b}") for item in down], "peerings down")
        count = book.count(len(down), "peerings down")
        verb = "is" if len(down) == 1 else "are"
        return _bullet(book, "ACTION", "sessions", f"{count} of {total} peerings {verb} down: {names}.")
    never = knowledge.never_up
    if never:
        names = _some(book, [book.peering(each.name, f" {each.address_b}") for each in never], "peerings never up")
        count = book.count(len(never), "peerings never up")
        verb = "was" if len(never) == 1 else "were"
        return _bullet(book, "WARNING", "sessions", f"{count} of {total} peerings {verb} never up: {names}.")
    last = max(knowledge.heard.values(), default=0)
    if knowledge.session.to_ns - last > STALE_NS:
        ago = book.span(knowledge.session.to_ns - last, "since the last news")
        text = f"{total} peerings were up when they were last heard of, {ago} ago."
        return _bullet(book, "WARNING", "sessions", text)
    if len(known) == 1:
        return _bullet(book, "OK", "sessions", f"The only peering that was seen is up, {book.peering(known[0].name)}.")
    return _bullet(book, "OK", "sessions", f"All {total} peerings that were seen are up.")


def _incidents(book: FactSheetBuilder, knowledge: Knowledge) -> Iterator[Bullet]:
    since = book.day(knowledge.session.from_ns, "begin of the time looked at")
    if not knowledge.incidents:
        yield _bullet(book, "OK", "incidents", f"No incident was found since {since} UTC.")
        return
    going = [incident for incident in knowledge.incidents if ends(incident) is None]
    over = [item for item in knowledge.incidents if ends(item) is not None]
    wanting = [each for each in over if each.severity == "ACTION" and not is_closed_by_hand(each)]
    if going:
        yield _group(book, going, "goes on", "go on", "open")
    if wanting:
        yield _group(book, wanting, "wants a person", "want a person", "wanting")
    calm = [each for each in over if each not in wanting]
    if calm:
        last = max(calm, key=lambda each: ends(each) or each.started_ns)
        at = book.clock(ends(last) or last.started_ns, "when the last incident was over")
        count = book.count(len(calm), "incidents that are over")
        why = book.fact("cause", f"{last.cause.type} {last.cause.certainty}", _why(last), "the last incident's cause")
        verb = "incident is" if len(calm) == 1 else "incidents are"
        end = f": {why}, ended at {at} UTC" if len(calm) == 1 else f"; the last, {why}, ended at {at} UTC"
        status: Severity = "OK" if all(each.cause.planned for each in calm) else "WARNING"
        planned = ", all planned" if status == "OK" and len(calm) > 1 else ", planned" if status == "OK" else ""
        yield _bullet(book, status, "incidents", f"{count} {verb} over{planned}{end}.")


def _why(incident: Incident) -> tuple[str, ...]:
    words = cause_words(incident.cause.type)
    return tuple(f"probably {word}" for word in words) if incident.cause.certainty == "likely" else words


def _group(book: FactSheetBuilder, found: Sequence[Incident], one: str, many: str, topic: str) -> Bullet:
    status: Severity = "ACTION" if any(item.severity == "ACTION" for item in found) else "WARNING"
    last = max(found, key=lambda each: each.started_ns)
    count = book.count(len(found), f"incidents, {topic}")
    noun, verb = ("incident", one) if len(found) == 1 else ("incidents", many)
    why = book.fact("cause", f"{last.cause.type} {last.cause.certainty}", _why(last), f"a cause, {topic}")
    at = book.clock(last.first_loss_ns or last.started_ns, f"when it began, {topic}")
    where = (
        f" at {book.fact('subject', last.cause.subject, (last.cause.subject,), 'where it lies')}"
        if last.cause.subject
        else ""
    )
    latest = "" if len(found) == 1 else "the latest is "
    return _bullet(book, status, topic, f"{count} {noun} {verb}: {latest}{why}{where}, since {at} UTC.")


def _nodes(book: FactSheetBuilder, knowledge: Knowledge) -> Bullet:
    now_ns = knowledge.session.to_ns
    silent = [node for node in knowledge.nodes if now_ns - knowledge.heard.get(node, 0) > STALE_NS]
    if silent and ended_ns(knowledge) is None:
        names = _some(book, [book.node(each) for each in silent], "silent nodes")
        never = all(each not in knowledge.heard for each in silent)
        span = book.span(STALE_NS, "the time after which a node is said to be silent")
        text = f"Nothing was heard of {names}." if never else f"{names} said nothing for more than {span}."
        return _bullet(book, "WARNING", "nodes", text)
    heard = [item for item in knowledge.heard if not knowledge.nodes or item in knowledge.nodes]
    count = book.count(len(heard), "nodes heard of")
    noun, verb = ("node", "was") if len(heard) == 1 else ("nodes", "were")
    return _bullet(book, "OK", "nodes", f"{count} {noun} {verb} heard of.")


def standing_deeds(commands: Sequence[OperatorCommand]) -> list[OperatorCommand]:
    """What operators did and did not take back: links down, impairments, frozen nodes, sessions shut down."""
    able = [each for each in effective(commands) if not each.error]
    left = []
    for k, item in enumerate(able):
        undoing = UNDONE.get(item.action)
        taken_back = undoing and any(
            later.action in undoing
            and later.node == item.node
            and (not later.target or port(later.target) == port(item.target))
            for later in able[k + 1 :]
        )
        if undoing and not taken_back:
            left.append(item)
    return left


def _operators(book: FactSheetBuilder, knowledge: Knowledge) -> Iterator[Bullet]:
    acting = [item for item in effective(knowledge.commands) if item.action not in QUIET_ACTIONS and not item.error]
    left = standing_deeds(knowledge.commands)
    if left:
        last = left[-1]
        where = f" for {book.node(last.node)}" if last.node != "-" else ""
        what = book.quote(last.command, "a command that was not taken back")
        more = f", and {book.count(len(left) - 1, 'further such commands')} more" if len(left) > 1 else ""
        yield _bullet(book, "WARNING", "operators", f"{what}{where} was not taken back{more}.")
    elif acting:
        count = book.count(len(acting), "commands that changed something")
        at = book.clock(acting[-1].seen_ns, "the last of them")
        noun = "command" if len(acting) == 1 else "commands"
        yield _bullet(book, "OK", "operators", f"{count} {noun} changed something, the last at {at} UTC.")
