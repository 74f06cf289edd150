"""Answers about prefixes: how many a node has from a neighbor, before and after, what a limit was, what fell. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from agent.detect.incident import Incident
from agent.report.answers.cause import evidence
from agent.report.answers.prefixes_told import fall_of, limit_of
from agent.report.answers.premises import because, incidents, none
from agent.report.answers.sheet import MANY, AnswerSheet, rest
from agent.report.knowledge import Knowledge, ends
from agent.report.prefix_fall import FALLS, is_fall, prefix_fall
from agent.report.questions.lookups import Lookup, canonical
from agent.report.records.selection import far_end, incidents_of
from agent.report.words import family_words
from collectors.observations import PrefixCount, PrefixSent

Counted = PrefixCount | PrefixSent
Key = tuple[str, str, str, str]
TIMES = frozenset(("r.both", "r.before", "r.after", "r.during"))


def number_of(item: Counted) -> int:
    """How many prefixes were counted."""
    return item.sent if isinstance(item, PrefixSent) else item.received


def prefixes(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """The count of prefixes of each session: the last one, or those before, during and after an incident."""
    counts = _counts(lookup, knowledge)
    if not counts:
        book.unknown(f"of any count of prefixes{book.about(lookup)}", "A snapshot or a gNMI stream")
        return
    incident = _reference(lookup, knowledge) if TIMES & lookup.slots else None
    if TIMES & lookup.slots and incident is None:
        none(book, lookup, knowledge)
        return
    if incident is not None:
        limit_of(book, incident, knowledge)
    ordered = sorted(counts.items(), key=lambda one: (one[0][0] not in lookup.nodes[:1], one[0]))
    for key, items in ordered[:MANY]:
        if incident is not None:
            _around(book, key, items, incident, lookup, knowledge)
        else:
            then = [item for item in items if lookup.to_ns is None or item.seen_ns <= lookup.to_ns]
            if then:
                book.answer(f"{_told(book, key, then[-1], knowledge)}{_fewest(book, key, then)}.")
            else:
                book.unknown(f"how many prefixes there were{book.when(lookup)}", "An older snapshot")
    rest(book, len(ordered), MANY, "counts")


def _counts(lookup: Lookup, knowledge: Knowledge) -> dict[Key, list[Counted]]:
    """The counts that are asked about, by session, family and direction."""
    found: dict[Key, list[Counted]] = {}
    way = _ways(lookup)
    for item in knowledge.prefixes:
        sent = isinstance(item, PrefixSent)
        if sent not in way or (lookup.families and item.afi not in lookup.families):
            continue
        far = far_end(knowledge, item.node, item.neighbor)
        if not set(lookup.nodes) <= {item.node, far} or not set(lookup.addresses) <= {canonical(item.neighbor)}:
            continue
        sender, receiver = (item.node, far) if sent else (far, item.node)
        if lookup.relations.sender not in (None, sender) or lookup.relations.receiver not in (None, receiver):
            continue
        found.setdefault((item.node, item.neighbor, item.afi, "sent" if sent else "received"), []).append(item)
    for items in found.values():
        items.sort(key=lambda item: item.seen_ns)
    return {key: items for key, items in found.items() if any(number_of(item) for item in items)} or found


def _ways(lookup: Lookup) -> tuple[bool, ...]:
    """Whether counts of what is sent, of what is received, or both are asked for."""
    sent, received = "n.sent" in lookup.slots, "n.received" in lookup.slots or bool(lookup.relations.sender)
    if sent == received:
        return (False,) if received and lookup.relations.sender else (False, True)
    return (sent,)


def _reference(lookup: Lookup, knowledge: Knowledge) -> Incident | None:
    """The incident that before and after are meant of: one of the nodes', else the only one."""
    found = incidents_of(Lookup("why", (), lookup.incident, causes=lookup.causes), knowledge)
    mine = [one for one in found if set(lookup.nodes) & {*one.nodes, *one.cause.nodes}]
    falls = [one for one in mine if is_fall(one)]
    return next(iter(falls or mine or found), None)


def _fewest(book: AnswerSheet, key: Key, items: Sequence[Counted]) -> str:
    """`; the fewest were three, at 08:01:12`, where there were fewer once."""
    fewest = min(items, key=number_of)
    if number_of(fewest) == number_of(items[-1]):
        return ""
    count = book.count(number_of(fewest), f"the fewest prefixes, {' '.join(key)}")
    return f"; the fewest were {count}, at {book.clock(fewest.seen_ns, f'when they were fewest: {key}')}"


def _around(
    book: AnswerSheet, key: Key, items: Sequence[Counted], incident: Incident, lookup: Lookup, knowledge: Knowledge
) -> None:
    """The counts before, during and after an incident, as far as they are asked for."""
    start, over = incident.started_ns, ends(incident) if incident.peerings else None
    before = [item for item in items if item.seen_ns < start]
    before = before or [item for item in items if item.seen_ns < (incident.first_loss_ns or start)]
    during = [item for item in items if item.seen_ns >= start and (over is None or item.seen_ns <= over)]
    after = [item for item in items if item.seen_ns >= (start if over is None else over)]
    parts = []
    if lookup.slots & {"r.both", "r.before", "r.during"} and before:
        parts.append((before[-1], "before"))
    if "r.during" in lookup.slots and during:
        parts.insert(0, (min(during, key=number_of), "during the incident"))
    if lookup.slots & {"r.both", "r.after"} and after:
        parts.append((after[0], "after"))
        if number_of(after[-1]) != number_of(after[0]):
            parts.append((after[-1], "at the end"))
    if not parts:
        book.unknown(f"how many prefixes there were then{book.about(lookup)}", "Snapshots around that time")
        return
    (first, word), more = parts[0], parts[1:]
    text = f"{_told(book, key, first, knowledge, word)}"
    for item, name in more:
        count = book.count(number_of(item), f"prefixes {name}, {' '.join(key)}")
        at = book.clock(item.seen_ns, f"when it was counted {name}: {' '.join(key)}")
        text += f"; {name} it was {count}, at {at}"
    book.answer(f"{text}.")


def _told(book: AnswerSheet, key: Key, item: Counted, knowledge: Knowledge, when: str = "") -> str:
    node, neighbor, afi, way = key
    count = book.count(number_of(item), f"prefixes {way} {when}, {node} {neighbor} {afi}")
    family = book.fact("family", afi, family_words(afi), "a family")
    at = book.clock(item.seen_ns, f"when it was counted {when}: {node} {neighbor} {afi} {way}")
    other = f"{'to' if way == 'sent' else 'from'} {far_words(book, knowledge, node, neighbor)}"
    then = f" {when}" if when else ""
    noun = "prefix" if number_of(item) == 1 else "prefixes"
    verb = ("sent" if way == "sent" else "received") if when else ("sends" if way == "sent" else "receives")
    return f"{book.node(node)} {verb} {count} {family} {noun} {other}{then}, as counted at {at} UTC"


def far_words(book: AnswerSheet, knowledge: Knowledge, node: str, neighbor: str) -> str:
    """The other end of a session: its node, with its address."""
    far = far_end(knowledge, node, neighbor)
    address = book.fact("address", neighbor, (neighbor,), "a neighbor")
    return f"{book.node(far)} ({address})" if far else address


def prefix_names(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Which prefixes: that is nowhere; only how many."""
    book.unknown(f"which prefixes{book.about(lookup)}: only their number was seen", "A dump of the BGP table")


def fewer(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """Which counts were lower during an incident than before it: what a node felt that lost no session."""
    asked = replace(lookup, kind="prefixes", causes=(), superlative=None, slots=frozenset(("r.before", "r.during")))
    if not lookup.nodes:
        asked = replace(asked, slots=asked.slots | {"n.received"})
    reference = _reference(asked, knowledge)
    if reference is None:
        return
    counts = _counts(asked, knowledge)
    fell = [(key, items) for key, items in counts.items() if _less(items, reference)]
    if "x.fewer" in lookup.slots and counts and not fell:
        book.answer(f"No count of prefixes{book.about(asked)} was lower during the incident than before it.")
    for key, items in sorted(fell)[:MANY]:
        _around(book, key, items, reference, asked, knowledge)
    rest(book, len(fell), MANY, "counts")


def _less(items: Sequence[Counted], incident: Incident) -> bool:
    """Whether a count fell during an incident."""
    over = ends(incident) if incident.peerings else None
    before = [number_of(item) for item in items if item.seen_ns < incident.started_ns]
    during = [
        number_of(item)
        for item in items
        if item.seen_ns >= incident.started_ns and item.seen_ns <= (over or items[-1].seen_ns)
    ]
    return bool(before and during) and min(during) < before[-1]


def prefix_falls(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """What fell, by the incidents that are falls of prefixes; who else had fewer, where that is asked."""
    if {"x.other", "x.fewer", "x.except"} & lookup.slots:
        fewer(book, lookup, knowledge)
        return
    mine = lookup.nodes if "c.withdraw" in lookup.slots else ()
    found = [one for one in incidents_of(Lookup("why", mine), knowledge) if is_fall(one)]
    if mine and found and all(incident.cause.type != "route_withdrawal" for incident in found):
        book.answer(f"No withdrawal of routes{book.about(lookup)} was seen.")
    fell_in = {fall.family for incident in found if (fall := prefix_fall(incident))}
    for family in lookup.families if fell_in else ():
        if family not in fell_in:
            words = book.fact("family", family, family_words(family)[::-1], "a family that is asked about")
            book.answer(f"No fall of {words} prefixes{book.about(replace(lookup, families=()))} was seen.")
    for incident in found:
        fall_of(book, incident, knowledge)
        because(book, incident, knowledge)
    asked = replace(lookup, kind="prefixes", causes=(), slots=frozenset(("r.before", "r.during", "n.received")))
    reference = _reference(asked, knowledge)
    fell = [(key, items) for key, items in _counts(asked, knowledge).items() if _fell(items)]
    if lookup.nodes and reference is not None and fell and (found or not mine):
        for key, items in sorted(fell)[:MANY]:
            _around(book, key, items, reference, asked, knowledge)
        rest(book, len(fell), MANY, "counts")
    elif not found:
        none(book, Lookup("why", lookup.nodes, families=lookup.families, causes=FALLS), knowledge)


def _fell(items: Sequence[Counted]) -> bool:
    """Whether there were fewer prefixes at some time than before."""
    counts = [number_of(item) for item in items]
    return any(later < earlier for earlier, later in pairwise(counts))


def limit(book: AnswerSheet, lookup: Lookup, knowledge: Knowledge) -> None:
    """What a prefix limit was, and how many prefixes there were, by the router's own line."""
    plain = Lookup("evidence", lookup.nodes, causes=("prefix_limit_exceeded", "prefix_limit_warning"))
    found = incidents(book, plain, knowledge)
    told = [limit_of(book, incident, knowledge) for incident in found]
    if "x.under" in lookup.slots:
        prefixes(book, replace(lookup, kind="prefixes", slots=frozenset(("n.received",))), knowledge)
    if found and not any(told):
        evidence(book, plain, knowledge)
