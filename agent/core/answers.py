"""A look-up answered from what is known, in sentences with placeholders. Pure.

What the facts do not hold is answered with "I do not know", and what would tell.
"""

from collections.abc import Callable, Sequence

from agent.core.book import Book, listed
from agent.core.bulletin import STALE_NS
from agent.core.digest import DOES, told
from agent.core.facts import FactSheet
from agent.core.incident import Incident, rfc3339
from agent.core.knowledge import Knowledge, S, ended_ns, ends
from agent.core.lookups import Lookup
from agent.core.operators import effective
from agent.core.prose import Sentence
from agent.core.standing import Standing
from agent.core.words import cause_words

AT_MOST = 4
"""Things that are told one by one in an answer."""


def answer(lookup: Lookup, knowledge: Knowledge) -> tuple[FactSheet, tuple[Sentence, ...]]:
    """The facts of an answer, and its sentences."""
    book = Book()
    if lookup.strange or lookup.address:
        _stranger(book, lookup, knowledge)
    else:
        _ANSWERS[lookup.kind](book, lookup, knowledge)
    name = f"answer {lookup.kind}"
    return book.sheet(name, knowledge.session.from_ns, knowledge.lab, sorted(knowledge.heard)), tuple(book.sentences)


def _say(book: Book, *wordings: str) -> None:
    book.say("answer", *wordings)


def _stranger(book: Book, lookup: Lookup, knowledge: Knowledge) -> None:
    who = book.quote(lookup.address or lookup.strange[0], "a name in the question")
    known = sorted({*knowledge.nodes, *knowledge.heard})
    _say(book, f"I do not know {who}.")
    if known:
        _say(book, f"The nodes that I know are {listed([book.node(each) for each in known[:24]])}.")


def _unknown(book: Book, what: str, teller: str) -> None:
    _say(book, f"I do not know {what}.")
    _say(book, f"{teller} would tell.")


def _peerings(lookup: Lookup, knowledge: Knowledge) -> list[Standing]:
    if len(lookup.nodes) >= 2:
        return [each for each in knowledge.peerings if set(lookup.nodes[:2]) == set(each.ends)]
    return [each for each in knowledge.peerings if not lookup.nodes or lookup.nodes[0] in each.ends]


def _incidents(lookup: Lookup, knowledge: Knowledge) -> list[Incident]:
    """The incidents that a look-up is about, oldest first."""
    found = []
    for each in knowledge.incidents:
        pairs = [{lost.a, lost.b} for lost in each.peerings]
        mine = (
            not lookup.nodes
            or (len(lookup.nodes) == 1 and lookup.nodes[0] in each.nodes)
            or (len(lookup.nodes) > 1 and set(lookup.nodes[:2]) in pairs)
        )
        over = ends(each)
        timely = (lookup.from_ns is None or over is None or over >= lookup.from_ns) and (
            lookup.to_ns is None or each.started_ns <= lookup.to_ns
        )
        if mine and timely and lookup.incident in (None, each.id):
            found.append(each)
    return found


def _about(book: Book, lookup: Lookup) -> str:
    """` of r1`, ` between r1 and r2`: whom the question is about."""
    if len(lookup.nodes) >= 2:
        return f" between {book.node(lookup.nodes[0])} and {book.node(lookup.nodes[1])}"
    return f" of {book.node(lookup.nodes[0])}" if lookup.nodes else ""


def _none(book: Book, lookup: Lookup, knowledge: Knowledge) -> None:
    from_ns = lookup.from_ns if lookup.from_ns is not None else knowledge.session.from_ns
    since = book.day(from_ns, "begin of the time looked at")
    if knowledge.empty:
        _unknown(
            book, f"of any incident{_about(book, lookup)} since {since} UTC: nothing was seen", "A log or a gNMI stream"
        )
        return
    seen_ns = knowledge.seen_from_ns or knowledge.session.from_ns
    if lookup.to_ns is not None and lookup.to_ns <= seen_ns:
        _unknown(
            book,
            f"what was then: nothing was seen before {book.day(seen_ns, 'the first that was seen')} UTC",
            "An older log",
        )
        return
    until = f" until {book.day(lookup.to_ns, 'end of the time looked at')}" if lookup.to_ns else ""
    _say(book, f"I know of no incident{_about(book, lookup)} since {since}{until} UTC.")
    if from_ns < seen_ns - 60 * S:
        _say(book, f"Nothing was seen before {book.day(seen_ns, 'the first that was seen')} UTC.")


def _status(book: Book, lookup: Lookup, knowledge: Knowledge) -> None:
    if not lookup.nodes:
        _down(book, lookup, knowledge)
        return
    peerings = _peerings(lookup, knowledge)
    if len(lookup.nodes) == 1:
        _node(book, lookup.nodes[0], knowledge)
    if ended_ns(knowledge) is not None:
        _down(book, lookup, knowledge)
        return
    known = [each for each in peerings if each.up is not None]
    if not known:
        _unknown(book, f"how the sessions{_about(book, lookup)} stand", "Their logs, a gNMI stream or a vty socket")
        return
    if len(known) > AT_MOST and all(each.up for each in known):
        _say(book, f"All {book.count(len(known), 'peerings')} peerings{_about(book, lookup)} are up.")
        return
    for each in sorted(known, key=lambda each: (each.up is True, each.name))[: AT_MOST + 2]:
        _standing(book, each)


def _standing(book: Book, each: Standing) -> None:
    addresses = f" ({each.address_a or '?'} – {each.address_b or '?'})"
    shown = book.fact("address", addresses, (addresses,), f"addresses of {each.name}")
    name, state = book.peering(each.name, addresses), "up" if each.up else "down"
    if each.since_ns is None:
        _say(book, f"{name}{shown} is {state}.")
        return
    since = book.day(each.since_ns, f"since when {each.name}{addresses} is {state}")
    _say(book, f"{name}{shown} is {state} since {since} UTC.")


def _node(book: Book, node: str, knowledge: Knowledge) -> None:
    last = knowledge.heard.get(node)
    if last is None:
        _unknown(book, f"how {book.node(node)} is: nothing was heard of it", "Its log, gNMI or vty socket")
        return
    event = next((each for each in sorted(knowledge.events, key=lambda e: -e.seen_ns) if each.node == node), None)
    gone = {
        "pause": "was frozen",
        "die": "ended",
        "stop": "was stopped",
        "kill": "was killed",
        "destroy": "was destroyed",
    }
    if event is not None and event.event in gone:
        at = book.clock(event.seen_ns, f"the last event of {node}")
        _say(book, f"{book.node(node)} {gone[event.event]} at {at} UTC.")
    elif knowledge.session.to_ns - last > STALE_NS:
        ago = book.span(knowledge.session.to_ns - last, f"since the last word of {node}")
        _say(book, f"{book.node(node)} was last heard of {ago} ago.")
    else:
        _say(book, f"{book.node(node)} was heard of at {book.clock(last, f'the last word of {node}')} UTC.")


def _down(book: Book, lookup: Lookup, knowledge: Knowledge) -> None:
    stopped = ended_ns(knowledge)
    if stopped is not None:
        _say(book, f"The lab was stopped at {book.clock(stopped, 'when the lab was stopped')} UTC.")
        return
    known = [each for each in knowledge.peerings if each.up is not None]
    if not known:
        _unknown(book, "whether anything is down: no peering was seen", "A log, a gNMI stream or a vty socket")
        return
    down = knowledge.down
    if not down:
        _say(book, f"Nothing is down: all {book.count(len(known), 'peerings known')} peerings that were seen are up.")
        return
    count, total = book.count(len(down), "peerings down"), book.count(len(known), "peerings known")
    _say(book, f"{count} of {total} peerings {'is' if len(down) == 1 else 'are'} down.")
    for each in down[:AT_MOST]:
        _standing(book, each)


def _last(book: Book, lookup: Lookup, knowledge: Knowledge) -> None:
    found = _incidents(lookup, knowledge)
    if not found:
        _none(book, lookup, knowledge)
        return
    _say(book, *told(book, found[-1]))


def _several(book: Book, lookup: Lookup, knowledge: Knowledge) -> None:
    found = _incidents(lookup, knowledge)
    if not found:
        _none(book, lookup, knowledge)
        return
    noun = "incident" if len(found) == 1 else "incidents"
    _say(book, f"I know of {book.count(len(found), 'incidents')} {noun}{_about(book, lookup)}.")
    for each in found[-AT_MOST:]:
        _say(book, *told(book, each))


def _changes(book: Book, lookup: Lookup, knowledge: Knowledge) -> None:
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
        each
        for each in knowledge.changes
        if each.seen_ns >= from_ns and (not lookup.nodes or each.node in lookup.nodes)
    ]
    if not acting and not changes:
        if not knowledge.operators_seen:
            _unknown(
                book,
                f"what was changed{_about(book, lookup)}: no session log was read",
                "A transcript or a shell history",
            )
        else:
            _say(
                book,
                f"The session logs show no change{_about(book, lookup)} since {book.day(from_ns, 'begin')} UTC.",
            )
        return
    for each in acting[-AT_MOST:]:
        what = book.quote(each.command, "a command that an operator typed")
        where = f" for {book.node(each.node)}" if each.node != "-" else ""
        at = book.clock(each.seen_ns, "when a command was typed")
        failed = "; it failed" if each.error else f", {DOES[each.action]}"
        _say(book, f"At {at} an operator typed {what}{where}{failed}.")
    if len(acting) > AT_MOST:
        _say(book, f"Before that came {book.count(len(acting) - AT_MOST, 'earlier commands')} more such commands.")
    for one in changes[-AT_MOST:]:
        at = book.clock(one.seen_ns, f"when {one.node} told of a change")
        _say(book, f"At {at} {book.node(one.node)} told of a change of its configuration.")


def _how_long(book: Book, lookup: Lookup, knowledge: Knowledge) -> None:
    found = [each for each in _incidents(lookup, knowledge) if each.peerings]
    if not found:
        _none(book, lookup, knowledge)
        return
    last = found[-1]
    pair = set(lookup.nodes)
    mine = [
        each
        for each in last.peerings
        if not pair or (len(pair) > 1 and pair == {each.a, each.b}) or (len(pair) == 1 and pair & {each.a, each.b})
    ]
    if len(mine) < len(last.peerings) or len(mine) == 1:
        for each in mine[:AT_MOST]:
            name = f"{each.a or each.address_a}–{each.b or each.address_b}"
            session = book.peering(name, f" {each.address_a} {each.address_b} {last.id}")
            lost = book.clock(each.lost_ns, f"when {name} was lost")
            if each.outage_ns is None:
                now = book.span(knowledge.session.to_ns - each.lost_ns, f"how long {name} is down so far")
                _say(book, f"{session} is down since {lost} UTC, {now} so far.")
            else:
                took = book.span(each.outage_ns, f"how long {name} {each.address_b} was down")
                _say(book, f"{session} was down for {took}, from {lost} UTC on.")
        return
    count, first = book.count(len(mine), "peerings lost"), book.clock(last.first_loss_ns or 0, "the first loss")
    if last.reconvergence_ns is None:
        now = book.span(knowledge.session.to_ns - (last.first_loss_ns or 0), "since the first loss")
        _say(book, f"It goes on since {first} UTC, {now} so far, with {count} peerings lost.")
    else:
        took = book.span(last.reconvergence_ns, "from the first loss to the last restoration")
        all_ = "both" if len(mine) == 2 else f"all {count}"
        _say(book, f"It took {took} from the first loss at {first} UTC until {all_} peerings were back.")


def _why(book: Book, lookup: Lookup, knowledge: Knowledge) -> None:
    found = _incidents(lookup, knowledge)
    if not found:
        _none(book, lookup, knowledge)
        return
    last = found[-1]
    cause = last.cause
    at = book.clock(last.first_loss_ns or last.started_ns, "when it began")
    if cause.type == "unknown":
        _unknown(
            book,
            f"why it happened at {at} UTC: what was seen proves no cause",
            "The routers' own logs or runtime events",
        )
        return
    words = cause_words(cause.type)
    hedge = "Probably because of" if cause.certainty == "likely" else "Because of"
    why = book.fact("cause", cause.type, words, "the cause")
    where = (
        f" at {book.fact('subject', cause.subject, (cause.subject,), 'where the cause lies')}" if cause.subject else ""
    )
    _say(book, f"{hedge} {why}{where}, at {at} UTC.")
    for each in [one for one in cause.evidence if one.source == "session"][:1]:
        typed = book.clock(each.at_ns, "when the command was typed")
        what = book.quote(each.text, "a command that an operator typed")
        _say(book, f"An operator's command explains it: {what}, typed at {typed} UTC.")


def _when(book: Book, lookup: Lookup, knowledge: Knowledge) -> None:
    found = _incidents(lookup, knowledge)
    if not found:
        standing = [each for each in _peerings(lookup, knowledge) if each.up is not None] if lookup.nodes else []
        for each in standing[:AT_MOST]:
            _standing(book, each)
        if not standing:
            _none(book, lookup, knowledge)
        return
    last = found[-1]
    began = book.day(last.first_loss_ns or last.started_ns, "when it began")
    at = book.clock(last.first_loss_ns or last.started_ns, "when it began, to the second")
    over = ends(last)
    if over is None:
        _say(book, f"It began on {began} UTC, at {at}, and goes on.")
    elif last.peerings:
        _say(book, f"It began on {began} UTC, at {at}, and was over at {book.clock(over, 'when it was over')}.")
    else:
        _say(book, f"It was on {began} UTC, at {at}.")


def _how_many(book: Book, lookup: Lookup, knowledge: Knowledge) -> None:
    found = _incidents(lookup, knowledge)
    known = [each for each in _peerings(lookup, knowledge) if each.up is not None]
    if lookup.counted in ("peerings", "down") and not known:
        _unknown(book, "how the sessions stand: no peering was seen", "A log, a gNMI stream or a vty socket")
        return
    if lookup.counted == "commands" and not knowledge.operators_seen:
        _unknown(book, "what was typed: no session log was read", "A transcript or a shell history")
        return
    from_ns = lookup.from_ns or knowledge.session.from_ns
    acting = [
        each
        for each in effective(knowledge.commands)
        if each.action not in ("look", "other") and each.seen_ns >= from_ns
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
        _none(book, lookup, knowledge)
        return
    role = f"number of: {what}"
    _say(book, f"The number of {plural(what)}{_about(book, lookup)} is {book.count(number, role)}.")


def plural(what: str) -> str:
    """`losses of a session`, `peerings that are down`."""
    first, _, rest = what.partition(" of ") if " of " in what and "that" not in what else what.partition(" that ")
    joint = " of " if " of " in what and "that" not in what else " that "
    many = f"{first}es" if first.endswith("s") else f"{first}s"
    rest = rest.replace("is down", "are down").replace("was heard", "were heard").replace("changes some", "change some")
    return f"{many}{joint}{rest}" if rest else many


def _unheard(book: Book, lookup: Lookup, knowledge: Knowledge) -> None:
    missing = [each for each in knowledge.nodes if each not in knowledge.heard]
    if missing:
        _say(book, f"Nothing was heard of {listed([book.node(each) for each in missing[:24]])}.")
    if knowledge.gaps:
        count = book.count(len(knowledge.gaps), "gaps")
        _say(book, f"What was seen has {count} gap{'s' if len(knowledge.gaps) > 1 else ''}.")
    if not missing and not knowledge.gaps:
        _say(
            book,
            "All nodes that I know of were heard of, without a gap." if knowledge.heard else "Nothing was seen at all.",
        )


_ANSWERS: dict[str, Callable[[Book, Lookup, Knowledge], None]] = {
    "status": _status,
    "down": _down,
    "last_incident": _last,
    "incidents": _several,
    "changes": _changes,
    "how_long": _how_long,
    "why": _why,
    "when": _when,
    "how_many": _how_many,
    "unheard": _unheard,
}


def not_understood(knowledge: Knowledge) -> tuple[FactSheet, tuple[Sentence, ...]]:
    """What is said to a question that nobody can read."""
    book = Book()
    _say(book, "I do not know what is asked.")
    _say(
        book,
        "I can tell how a node or session stands, what is down, what happened, when, why and how long, what changed.",
    )
    name = f"answer none {rfc3339(knowledge.session.to_ns)}"
    return book.sheet(name, knowledge.session.from_ns), tuple(book.sentences)


def joined(sentences: Sequence[str]) -> str:
    """An answer as one text."""
    return " ".join(sentences)
