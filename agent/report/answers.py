"""A look-up answered from what is known, in sentences with placeholders. Pure.

What the facts do not hold is answered with "I do not know", and what would tell.
"""

from collections.abc import Callable

from agent.detect.incident import rfc3339
from agent.detect.operator_actions import effective
from agent.report.answers_past import (
    AT_MOST,
    about,
    how_long,
    incidents_of,
    last,
    none_known,
    peerings_of,
    say,
    several,
    standing,
    unknown,
    when,
    why,
)  # fmt: skip
from agent.report.brief import STALE_NS
from agent.report.digest import DOES
from agent.report.fact_sheet import FactSheet
from agent.report.fact_sheet_builder import FactSheetBuilder
from agent.report.knowledge import Knowledge, ended_ns
from agent.report.lookups import Lookup
from agent.report.prose import Sentence
from agent.report.prose.names import listed


def answer(lookup: Lookup, knowledge: Knowledge) -> tuple[FactSheet, tuple[Sentence, ...]]:
    """The facts of an answer, and its sentences."""
    book = FactSheetBuilder()
    if lookup.strange or lookup.address:
        _stranger(book, lookup, knowledge)
    else:
        _ANSWERS[lookup.kind](book, lookup, knowledge)
    name = f"answer {lookup.kind}"
    return book.sheet(name, knowledge.session.from_ns, knowledge.lab, sorted(knowledge.heard)), tuple(book.sentences)


def _stranger(book: FactSheetBuilder, lookup: Lookup, knowledge: Knowledge) -> None:
    who = book.quote(lookup.address or lookup.strange[0], "a name in the question")
    known = sorted({*knowledge.nodes, *knowledge.heard})
    say(book, f"I do not know {who}.")
    if known:
        say(book, f"The nodes that I know are {listed([book.node(item) for item in known[:24]])}.")


def _status(book: FactSheetBuilder, lookup: Lookup, knowledge: Knowledge) -> None:
    if not lookup.nodes:
        _down(book, lookup, knowledge)
        return
    peerings = peerings_of(lookup, knowledge)
    if len(lookup.nodes) == 1:
        _node(book, lookup.nodes[0], knowledge)
    if ended_ns(knowledge) is not None:
        _down(book, lookup, knowledge)
        return
    known = [peering for peering in peerings if peering.up is not None]
    if not known:
        unknown(book, f"how the sessions{about(book, lookup)} stand", "Their logs, a gNMI stream or a vty socket")
        return
    if len(known) > AT_MOST and all(item.up for item in known):
        say(book, f"All {book.count(len(known), 'peerings')} peerings{about(book, lookup)} are up.")
        return
    for each in sorted(known, key=lambda each: (each.up is True, each.name))[: AT_MOST + 2]:
        standing(book, each)


def _node(book: FactSheetBuilder, node: str, knowledge: Knowledge) -> None:
    last = knowledge.heard.get(node)
    if last is None:
        unknown(book, f"how {book.node(node)} is: nothing was heard of it", "Its log, gNMI or vty socket")
        return
    event = next((item for item in sorted(knowledge.events, key=lambda e: -e.seen_ns) if item.node == node), None)
    gone = {
        "pause": "was frozen",
        "die": "ended",
        "stop": "was stopped",
        "kill": "was killed",
        "destroy": "was destroyed",
    }
    if event is not None and event.event in gone:
        at = book.clock(event.seen_ns, f"the last event of {node}")
        say(book, f"{book.node(node)} {gone[event.event]} at {at} UTC.")
    elif knowledge.session.to_ns - last > STALE_NS:
        ago = book.span(knowledge.session.to_ns - last, f"since the last word of {node}")
        say(book, f"{book.node(node)} was last heard of {ago} ago.")
    else:
        say(book, f"{book.node(node)} was heard of at {book.clock(last, f'the last word of {node}')} UTC.")


def _down(book: FactSheetBuilder, lookup: Lookup, knowledge: Knowledge) -> None:
    stopped = ended_ns(knowledge)
    if stopped is not None:
        say(book, f"The lab was stopped at {book.clock(stopped, 'when the lab was stopped')} UTC.")
        return
    known = [peering for peering in knowledge.peerings if peering.up is not None]
    if not known:
        unknown(book, "whether anything is down: no peering was seen", "A log, a gNMI stream or a vty socket")
        return
    down = knowledge.down
    if not down:
        say(book, f"Nothing is down: all {book.count(len(known), 'peerings known')} peerings that were seen are up.")
        return
    count, total = book.count(len(down), "peerings down"), book.count(len(known), "peerings known")
    say(book, f"{count} of {total} peerings {'is' if len(down) == 1 else 'are'} down.")
    for item in down[:AT_MOST]:
        standing(book, item)


def _changes(book: FactSheetBuilder, lookup: Lookup, knowledge: Knowledge) -> None:
    from_ns = lookup.from_ns if lookup.from_ns is not None else knowledge.session.from_ns
    acting = [
        each
        for each in effective(knowledge.commands)
        if each.action not in ("look", "other")
        and each.seen_ns >= from_ns
        and (lookup.to_ns is None or each.seen_ns <= lookup.to_ns)
        and (not lookup.nodes or each.node in lookup.nodes)
    ]
    changes = [
        change
        for change in knowledge.changes
        if change.seen_ns >= from_ns and (not lookup.nodes or change.node in lookup.nodes)
    ]
    if not acting and not changes:
        if not knowledge.operators_seen:
            unknown(
                book,
                f"what was changed{about(book, lookup)}: no session log was read",
                "A transcript or a shell history",
            )
        else:
            say(
                book,
                f"The session logs show no change{about(book, lookup)} since {book.day(from_ns, 'begin')} UTC.",
            )
        return
    for item in acting[-AT_MOST:]:
        what = book.quote(item.command, "a command that an operator typed")
        where = f" for {book.node(item.node)}" if item.node != "-" else ""
        at = book.clock(item.seen_ns, "when a command was typed")
        failed = "; it failed" if item.error else f", {DOES[item.action]}"
        say(book, f"At {at} an operator typed {what}{where}{failed}.")
    if len(acting) > AT_MOST:
        say(book, f"Before that came {book.count(len(acting) - AT_MOST, 'earlier commands')} more such commands.")
    for one in changes[-AT_MOST:]:
        at = book.clock(one.seen_ns, f"when {one.node} told of a change")
        say(book, f"At {at} {book.node(one.node)} told of a change of its configuration.")


def _how_many(book: FactSheetBuilder, lookup: Lookup, knowledge: Knowledge) -> None:
    found = incidents_of(lookup, knowledge)
    known = [peering for peering in peerings_of(lookup, knowledge) if peering.up is not None]
    if lookup.counted in ("peerings", "down") and not known:
        unknown(book, "how the sessions stand: no peering was seen", "A log, a gNMI stream or a vty socket")
        return
    if lookup.counted == "commands" and not knowledge.operators_seen:
        unknown(book, "what was typed: no session log was read", "A transcript or a shell history")
        return
    from_ns = lookup.from_ns or knowledge.session.from_ns
    acting = [
        item
        for item in effective(knowledge.commands)
        if item.action not in ("look", "other") and item.seen_ns >= from_ns
    ]
    number, what = {
        "incidents": (len(found), "incident"),
        "losses": (sum(lost.losses for each in found for lost in each.peerings), "loss of a session"),
        "peerings": (len(known), "known peering"),
        "down": (sum(not each.up for each in known), "peering that is down"),
        "nodes": (len(knowledge.heard), "node that was heard of"),
        "commands": (len(acting), "command that changes something"),
    }[lookup.counted]
    if lookup.counted in ("incidents", "losses") and knowledge.empty:
        none_known(book, lookup, knowledge)
        return
    role = f"number of: {what}"
    say(book, f"The number of {plural(what)}{about(book, lookup)} is {book.count(number, role)}.")


def plural(what: str) -> str:
    """`losses of a session`, `peerings that are down`."""
    first, _, rest = what.partition(" of ") if " of " in what and "that" not in what else what.partition(" that ")
    joint = " of " if " of " in what and "that" not in what else " that "
    many = f"{first}es" if first.endswith("s") else f"{first}s"
    rest = rest.replace("is down", "are down").replace("was heard", "were heard").replace("changes some", "change some")
    return f"{many}{joint}{rest}" if rest else many


def _unheard(book: FactSheetBuilder, lookup: Lookup, knowledge: Knowledge) -> None:
    missing = [node for node in knowledge.nodes if node not in knowledge.heard]
    if missing:
        say(book, f"Nothing was heard of {listed([book.node(item) for item in missing[:24]])}.")
    if knowledge.gaps:
        count = book.count(len(knowledge.gaps), "gaps")
        say(book, f"What was seen has {count} gap{'s' if len(knowledge.gaps) > 1 else ''}.")
    if not missing and not knowledge.gaps:
        say(
            book,
            "All nodes that I know of were heard of, without a gap." if knowledge.heard else "Nothing was seen at all.",
        )


_ANSWERS: dict[str, Callable[[FactSheetBuilder, Lookup, Knowledge], None]] = {
    "status": _status,
    "down": _down,
    "last_incident": last,
    "incidents": several,
    "changes": _changes,
    "how_long": how_long,
    "why": why,
    "when": when,
    "how_many": _how_many,
    "unheard": _unheard,
}


def not_understood(knowledge: Knowledge) -> tuple[FactSheet, tuple[Sentence, ...]]:
    """What is said to a question that nobody can read."""
    book = FactSheetBuilder()
    say(book, "I do not know what is asked.")
    say(
        book,
        "I can tell how a node or session stands, what is down, what happened, when, why and how long, what changed.",
    )
    name = f"answer none {rfc3339(knowledge.session.to_ns)}"
    return book.sheet(name, knowledge.session.from_ns), tuple(book.sentences)
