"""Answers about what is no session: when an interface, an adjacency, a daemon or a node went and was back. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from agent.detect.operator_actions import port
from agent.report.answers.facts import interface
from agent.report.answers.node import gone, lines
from agent.report.answers.past import outage_words
from agent.report.answers.sheet import MANY, AnswerSheet, rest
from agent.report.answers.timeline_told import thing_words
from agent.report.digest import told
from agent.report.knowledge import Knowledge
from agent.report.questions.lexicon import CAUSES
from agent.report.questions.lookups import Lookup
from agent.report.records.selection import incidents_of, outages_of
from agent.report.records.spells import PROTOCOLS, SAME_NS, SORTS, Sort, Spell, seen, spells
from clab.units import SECOND_NS

NEAR_NS = 60 * SECOND_NS
"""What begins this long after a thing went may have to do with it."""

WITHOUT = {"interface": interface, "adjacency": lines, "daemon": gone, "node": gone}
"""What answers where no source tells of a sort of thing: the incidents."""

RETURN = frozenset(("e.back", "e.up", "e.fine", "x.again", "q.how_long"))
"""Slots that ask whether or when a thing was back."""

COSTS = 2
"""Incidents that are told beside the things."""


def things(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """When what is asked about went and was back, in the order of time; where nothing went, that is said."""
    lag = "q.lag" in lookup.slots  # from one to another: all of them
    sort, every = gone_things(replace(lookup, interface=None) if lag else lookup, knowledge)
    mine = every if lag else _chosen(every, lookup)
    if not mine:
        _nothing(book, sort, lookup, knowledge)
        return
    if "q.many" in lookup.slots:
        number, noun = book.count(len(mine), "times that something went"), "time" if len(mine) == 1 else "times"
        book.answer(f"That was {number} {noun}.")
    for item in mine[:MANY]:
        book.answer(_words(book, item))
    rest(book, len(mine), MANY, "losses")
    _apart(book, every, lookup)
    _cost(book, mine, knowledge)


def gone_things(lookup: Lookup, knowledge: Knowledge) -> tuple[Sort, list[Spell]]:
    """What sort of thing is asked about, and each time that one of them was gone."""
    sort = _sort(lookup)
    every = [item for item in spells(sort, knowledge) if _asked(item, lookup)]
    return sort, _one_end(every, lookup) if sort == "interface" else every


def _sort(lookup: Lookup) -> Sort:
    """Which sort of thing a question asks about; one that names an interface, about that."""
    if lookup.interface and not {"n.adjacency", "c.igp"} & lookup.slots:
        return "interface"
    if "c.restart" in lookup.slots and not any(slot.startswith(("d.", "n.process", "q.")) for slot in lookup.slots):
        return "node"  # a container or a node that was restarted, no daemon of it
    order: tuple[Sort, ...] = ("adjacency", "daemon", "interface", "node")
    if any(slot.startswith(("d.", "n.process")) for slot in lookup.slots):
        order = ("daemon", "adjacency", "interface", "node")
    return next((sort for sort in order if SORTS[sort] & lookup.slots), "node")


def _asked(item: Spell, lookup: Lookup) -> bool:
    """Whether a thing is of whom, and went in the time, that is asked about."""
    if lookup.interface and port(item.name) != port(lookup.interface):
        return False
    daemons = {slot[2:] for slot in lookup.slots if slot.startswith("d.")}
    if item.sort == "daemon" and daemons and not any(item.name.startswith(name) for name in daemons):
        return False
    protocols = {slot[2:] for slot in lookup.slots if slot.startswith("p.")}
    if item.sort == "adjacency" and protocols and item.protocol not in protocols:
        return False
    if not set(lookup.nodes) <= {item.node, item.peer} or (
        lookup.interface and lookup.nodes[:1] not in ((), (item.node,))
    ):
        return False
    after = lookup.from_ns is None or item.to_ns is None or item.to_ns >= lookup.from_ns
    return after and (lookup.to_ns is None or item.from_ns <= lookup.to_ns)


def _one_end(found: Sequence[Spell], lookup: Lookup) -> list[Spell]:
    """Each loss of a link once: at the end that is asked about, else at the first one that told of it."""
    ordered = sorted(found, key=lambda item: item.node not in lookup.nodes[:1])
    kept: list[Spell] = []
    for item in ordered:
        if not any(_ends_of_one(item, other) for other in kept):
            kept.append(item)
    return sorted(kept, key=lambda item: item.from_ns)


def _ends_of_one(item: Spell, other: Spell) -> bool:
    return (item.node, item.peer) == (other.peer, other.node) and abs(item.from_ns - other.from_ns) < SAME_NS


def _chosen(found: list[Spell], lookup: Lookup) -> list[Spell]:
    """Those that a superlative or a number asks for."""
    if "e.back" in lookup.slots:
        found = sorted(found, key=lambda item: item.to_ns or float("inf"))
    if lookup.relations.nth:
        return found[lookup.relations.nth - 1 : lookup.relations.nth]
    if lookup.superlative in ("longest", "shortest"):
        over = sorted((item for item in found if item.to_ns), key=lambda item: (item.to_ns or 0) - item.from_ns)
        return over[-1:] if lookup.superlative == "longest" else over[:1]
    return found[:1] if lookup.superlative == "first" else found[-1:] if lookup.superlative == "last" else found


def _words(book: AnswerSheet, item: Spell) -> str:
    """From when to when a thing was gone, and why by its line."""
    name, key = thing_words(book, item), f"{' '.join(item.thing)} {item.peer or ''} {item.from_ns}"
    start = book.exact(item.from_ns, f"when it went: {key}")
    was = {"interface": "down", "adjacency": "gone", "daemon": "gone"}.get(
        item.sort, "paused" if item.why == "pause" else "stopped"
    )
    why = f" ({book.quote(item.why, 'a reason')})" if item.sort == "adjacency" and item.why else ""
    if item.to_ns is None:
        return f"{name} went at {start} UTC{why} and was not seen to come back."
    end, took = (
        book.exact(item.to_ns, f"when it was back: {key}"),
        book.span(item.to_ns - item.from_ns, f"how long: {key}"),
    )
    return f"{name} was {was} from {start}{why} to {end} UTC, for {took}."


def _apart(book: AnswerSheet, found: Sequence[Spell], lookup: Lookup) -> None:
    """How far apart two losses were, and how long all of a node's things were gone at once, where that is asked."""
    if (
        len(found) > 1
        and {"q.lag", "x.first", "x.last", "q.timeline", "x.nth"} & lookup.slots
        and found[0].sort != "node"
    ):
        gap = book.span(found[-1].from_ns - found[0].from_ns, "from the first loss to the last")
        at = book.exact(found[-1].from_ns, "the last loss")
        count, last = book.count(len(found), "losses"), thing_words(book, found[-1])
        book.answer(f"From the first of {count} to the last, {last} at {at} UTC, it was {gap}.")
    ends = [item.to_ns for item in found if item.to_ns is not None]
    start = max((item.from_ns for item in found), default=0)
    all_ = len({item.name for item in found}) > 1 and len({item.node for item in found}) == 1
    if all_ and found[0].sort == "interface" and len(ends) == len(found) and min(ends) > start:
        both = book.exact(start, "when the last of them went"), book.exact(min(ends), "when the first of them was back")
        took = book.span(min(ends) - start, "all of them gone at once")
        book.answer(f"They were all down from {both[0]} to {both[1]} UTC, for {took}.")


def _cost(book: AnswerSheet, found: Sequence[Spell], knowledge: Knowledge) -> None:
    """The incidents that came of it, or with it."""
    near = [
        incident
        for incident in knowledge.incidents
        if any(
            item.node in (*incident.nodes, *incident.cause.nodes)
            and item.from_ns - SECOND_NS <= incident.started_ns <= (item.to_ns or item.from_ns + NEAR_NS)
            for item in found
        )
    ]
    for incident in near[:COSTS]:
        book.answer(*told(book, incident))


def _by_others(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """That nothing tells when a link was up again, and when what runs over it was: adjacencies, and sessions."""
    book.answer("When the link itself was up again is in no line; what runs over it tells this.")
    plain = replace(lookup, interface=None, causes=(), superlative=None)
    for item in [one for one in spells("adjacency", knowledge) if _asked(one, plain)][:COSTS]:
        book.answer(_words(book, item))
    for lost in outages_of(plain, knowledge)[:MANY]:
        book.answer(outage_words(book, lost, knowledge))


def _nothing(book: AnswerSheet, sort: Sort, lookup: Lookup, knowledge: Knowledge) -> None:
    """That nothing of it went, where a source would have told; else what the incidents tell."""
    known = seen(sort, knowledge)
    if not known or not set(lookup.nodes[:1]) <= known:
        stopped = sort == "node" and "c.restart" in lookup.slots
        WITHOUT[sort](book, replace(lookup, causes=("node_down",)) if stopped else lookup, knowledge)
        went = any(one.cause.type in CAUSES["link"] for one in incidents_of(replace(lookup, causes=()), knowledge))
        if sort == "interface" and RETURN & lookup.slots and went:
            _by_others(book, lookup, knowledge)
        return
    of, when = book.about(Lookup("things", lookup.nodes)), book.when(lookup)
    what = {"interface": "interface", "adjacency": "adjacency", "daemon": "daemon"}.get(sort, "node")
    if lookup.interface:
        name = book.fact("subject", lookup.interface, (lookup.interface,), "an interface that is asked about")
        what = f"interface {name}"
    protocols = [slot[2:] for slot in sorted(lookup.slots) if slot.startswith("p.")]
    if sort == "adjacency" and protocols and not any(one.protocol in protocols for one in knowledge.adjacencies):
        protocol = book.quote(PROTOCOLS[protocols[0]], "a protocol that is asked about")
        book.answer(f"I know of no {protocol} adjacency{of}: nothing tells of one.")
        things(book, replace(lookup, slots=lookup.slots - {f"p.{one}" for one in protocols}), knowledge)
        return
    ports = {port(item.interface) for item in knowledge.ports if item.node in lookup.nodes[:1]}
    if lookup.interface and lookup.nodes and port(lookup.interface) not in ports:
        book.answer(f"I know of no {what}{of}.")
        return
    if sort == "node" and lookup.nodes:
        book.answer(f"{book.node(lookup.nodes[0])} itself was not seen to stop or to stand still{when}.")
    else:
        book.summary(f"No {what}{of} was seen to go down{when}.")
    for item in [one for one in spells(sort, knowledge) if one.node in lookup.nodes][:COSTS]:
        book.answer(f"At another time: {_words(book, item)}")
    for incident in incidents_of(Lookup("incidents", lookup.nodes), knowledge)[:COSTS]:
        book.answer(*told(book, incident))
