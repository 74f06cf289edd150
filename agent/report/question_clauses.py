"""A question that is two, or has a clause that only says of which time the rest is: how the parts join. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from agent.report.knowledge import Knowledge, ends
from agent.report.questions.clauses import Lab, scanned
from agent.report.questions.clauses import clauses as clauses_of_time
from agent.report.questions.form import unwrapped
from agent.report.questions.grammar import parse
from agent.report.questions.lookups import Lookup, Reading, addresses
from agent.report.questions.parts import BEGINS, clauses, halves, stated
from agent.report.questions.phrases import ORDERS, VAGUE
from agent.report.questions.propositions import proposition
from agent.report.questions.query import Bound, Query
from agent.report.questions.rows import TIMED
from agent.report.questions.spelling import corrected, told
from agent.report.questions.times import window
from agent.report.questions.tokens import Tag, split
from agent.report.records.evaluation import find, untold
from agent.report.records.selection import incidents_of


def half(text: str, one: Callable[[str], Reading], knowledge: Knowledge) -> Reading:
    """One of two questions, with its own clause where it has one."""
    found = one(text)
    return found if found.lookup is not None else in_clause(text, one, knowledge) or found


LOOSE = ("story", "lost", "stayed", "happened", "cause", "nodes_hit", "prefixes")
"""Look-ups that a clause is better read for by itself."""


def in_clause(question: str, one: Callable[[str], Reading], knowledge: Knowledge) -> Reading | None:
    """A question read as what it asks and a clause that says of which time."""
    for meant, relation, clause in clauses(question):
        bound = _bound(one(meant), relation, one(clause), knowledge)
        if bound is not None:
            return bound
    return None


BOUNDING = frozenset(("r.during", "r.after", "r.before", "r.until"))
"""Slots of words that begin a clause which says of which time the rest is."""


def _bound(main: Reading, relation: str, clause: Reading, knowledge: Knowledge) -> Reading | None:
    """What is asked of the time of the one incident that a clause names; where there was no such incident, the clause
    is what is answered. None where one of them was not read, or several incidents fit."""
    asked, named = main.lookup, clause.lookup
    if asked is not None and asked.kind == "how_long" and relation != "during":
        return None  # how long after something is no length of what is lost
    if asked is None or named is None or asked.kind not in TIMED or not asks(asked) or asked.from_ns is not None:
        return None
    causes = named.causes if any(slot.startswith("c.") for slot in named.slots) else ()
    found = incidents_of(replace(named, causes=causes), knowledge)
    if not found and not named.nodes and {"c.stop", "c.restart"} & named.slots and knowledge.lab_stops:
        stop = knowledge.lab_stops[0]
        bounds = {"during": (stop.from_ns, stop.to_ns), "after": (stop.to_ns, None), "before": (None, stop.from_ns)}
        start, over = bounds[relation]
        return Reading(replace(asked, from_ns=start, to_ns=over), understood=(*main.understood, *clause.understood))
    understood = (*main.understood, *clause.understood)
    if not found and causes:
        return Reading(replace(named, kind="cause"), understood=understood)
    if not found or any(one.started_ns > (ends(found[0]) or one.started_ns) for one in found):
        return None
    start, overs = found[0].started_ns, [ends(one) for one in found]
    over = None if None in overs else max(end for end in overs if end is not None)
    if not found[0].peerings:
        over = None  # what fell is not seen to end
    counted = any(item.node in asked.nodes for item in knowledge.prefixes)
    if counted and asked.kind in ("story", "happened", "lost") and not set(asked.nodes) <= set(found[0].nodes):
        slots = frozenset((f"r.{relation}", "n.received"))
        asked = replace(asked, then=(*asked.then, replace(asked, kind="prefixes", incident=found[0].id, slots=slots)))
    if asked.kind == "prefixes":
        slots = asked.slots | {f"r.{relation}"}
        return Reading(replace(asked, incident=found[0].id, slots=slots), understood=understood)
    from_ns, to_ns = {"during": (start, over), "after": (start, None), "before": (None, start)}[relation]
    return Reading(replace(asked, from_ns=from_ns, to_ns=to_ns), understood=understood)


ONE_ANSWER = frozenset(("prefix_falls", "prefixes", "limit", "retry", "stayed", "related", "spread", "lag",
                        "fixed", "only", "alone", "story", "nodes", "sessions", "families",
                        "incidents", "addresses", "side", "notifications", "message", "evidence"))  # fmt: skip
"""Kinds of which one answer holds what two questions ask, or that name nothing by themselves."""


def two(question: str, whole: Lookup, one: Callable[[str], Reading], knowledge: Knowledge) -> Reading | None:
    """A question that was read whole as one of its halves, as both."""
    for left, right in halves(question):
        if left.lower().split()[0] not in BEGINS or whole.kind in ONE_ANSWER:
            continue
        both = [half(left, one, knowledge), half(right, one, knowledge)]
        first, second = both[0].lookup, both[1].lookup
        if first is None or second is None or {"q.sure", "q.evidence"} & (first.slots | second.slots):
            continue
        if {first.kind, second.kind} & ONE_ANSWER or first.kind == second.kind:
            continue
        alone = {first.form, second.form} == {"open"} or any(slot[:2] in ("e.", "c.") for slot in second.slots)
        if whole.kind in (first.kind, second.kind) and alone:
            return joined(both[0], first, both[1], second)
    return None


def given(question: str, one: Callable[[str], Reading]) -> Reading | None:
    """A question read as what it says to be so, and what it then asks of that."""
    for said, wanted in stated(question):
        held, found = one(f"{said}, right?"), one(wanted)
        asked = found.lookup
        if (
            held.lookup is None
            or held.lookup.then
            or asked is None
            or asked.form != "open"
            or proposition(held.lookup) is None
        ):
            continue
        if asked.kind in ("story", *ITSELF_NAMED) and not asked.nodes:
            continue
        understood = (*held.understood, *found.understood)
        return Reading(replace(_inherited(asked, held.lookup), given=held.lookup), understood=understood)
    return None


ITSELF_NAMED = ("status", "nodes", "sessions")
"""Kinds that without a name ask of the whole lab, whatever was said before."""


def asks(lookup: Lookup) -> bool:
    """Whether a look-up comes of more than a name."""
    return any(slot[:2] in ("q.", "t.", "e.", "x.") for slot in lookup.slots)


def joined(left: Reading, first: Lookup, right: Reading, second: Lookup) -> Reading:
    """Two questions in one: what one of them does not say itself is that of the other."""
    second, first = _inherited(second, first), _inherited(first, second)
    if second.kind == "back" and {"n.prefix", "n.names"} & first.slots:
        second = replace(second, kind="prefix_falls", slots=second.slots | {"n.prefix"}, form="open")
    said = tuple(dict.fromkeys((*first.corrected, *second.corrected)))
    lookup = replace(first, then=(*first.then, replace(second, corrected=())), corrected=said)
    return Reading(lookup, understood=(*left.understood, *right.understood))


def _inherited(second: Lookup, first: Lookup) -> Lookup:
    if not (second.nodes or second.addresses or second.incident or second.relations.roles):
        whom = first.relations
        mine = replace(second.relations, roles=whom.roles, peers=whom.peers, subjects=whom.subjects)
        second = replace(second, nodes=first.nodes, addresses=first.addresses, incident=first.incident, relations=mine)
        if not second.families and not second.interface:
            second = replace(second, families=first.families, interface=first.interface)
    if second.from_ns is None and second.to_ns is None:
        second = replace(second, from_ns=first.from_ns, to_ns=first.to_ns, at=first.at)
    return second if second.causes else replace(second, causes=first.causes)


def derived(question: str, knowledge: Knowledge, lab: Lab, said: Query | None = None) -> Reading | None:
    """A question that the grammar of queries derives as a whole."""
    queries = parse(question, lab, said)
    if queries is None or any(one not in addresses(knowledge) for query in queries for one in query.of.addresses):
        return None
    events = [event for query in queries for event in (query.of, query.other) if event]
    if any(untold(event, knowledge) and not find(event, knowledge).records for event in events):
        return None
    of = queries[0].of
    clock = next((bound for bound in of.bounds if bound.event is None), Bound())
    slots = frozenset(slot for tag in scanned(question, lab) for slot in tag.slots)
    lookup = Lookup(
        "query", of.nodes, of.incident or None, clock.from_ns, clock.to_ns, clock.at, of.addresses, of.families,
        slots=slots, queries=queries, corrected=told(corrected(split(question), lab.names)[1]),
    )  # fmt: skip
    return Reading(lookup, understood=tuple(dict.fromkeys(split(question))))


def _names(lookup: Lookup) -> bool:
    """Whether a query says by itself of what it is."""
    return all(query.of.nodes or query.of.addresses or query.of.families or query.noun for query in lookup.queries)


def _says(lookup: Lookup) -> bool:
    """Whether a question asks for something by itself, not of what was asked before."""
    return asks(lookup) and any(slot[:2] in ("e.", "c.", "n.") for slot in lookup.slots)


def in_parts(question: str, knowledge: Knowledge, lab: Lab, one: Callable[[str], Reading]) -> Reading | None:
    """A question of two, of which at least one is derived by the grammar; what the second does not say itself is that
    of the first."""
    for left, right in halves(question):
        before = derived(left, knowledge, lab) or one(left)
        first = before.lookup
        if first is None or not (first.queries or asks(first)):
            continue
        behind = derived(right, knowledge, lab, first.queries[-1] if first.queries else None)
        if behind is not None and behind.lookup and not first.queries and not _names(behind.lookup):
            continue
        behind = behind or (one(right) if first.queries else Reading(None))
        second = behind.lookup
        if second is not None and (second.queries or (_says(second) and second.kind != "story")):
            return joined(before, first, behind, second)
    return None


PLACES: dict[str, frozenset[str]] = {
    "clause": frozenset(("prefixes", "prefix_falls", "stayed", "states", "retry", "caused", "noticed", "lag",
                         "end_gap", "limit", "timeline", "related", "local_time", "alone")),
    "order": frozenset(("extreme", "noticed", "nth", "spread", "back", "lost", "when", "things", "alone", "lag", "gaps",
                        "each", "timeline", "end_gap", "related", "side", "states", "notifications")),
    "only": frozenset(("only", "alone", "cause", "router_id", "lost", "prefix_falls")),
    "apart": frozenset(("stayed", "prefix_falls", "clock", "lost", "status")),
    "not": frozenset(("stayed", "not_back", "why", "incidents", "nodes_spared", "unknown", "prefix_falls", "limit",
                      "authentication", "status")),
    "together": frozenset(("spread", "related", "end_gap", "fixed", "why", "count_incidents")),
    "at": frozenset(("state_at", "states", "happened", "timeline", "local_time", "lines", "evidence", "why", "who",
                     "cause", "lost", "when", "things", "changes", "incidents", "prefixes", "prefix_falls", "severity",
                     "side", "notifications", "logged", "message", "noticed", "count_lost", "count_losses", "related",
                     "planned", "router_id", "clock", "interface", "caused")),
    "than": frozenset(("prefix_falls", "prefixes", "limit", "end_gap")),
    "or": frozenset(("side", "noticed", "why", "cause", "lost", "fixed", "related", "count_incidents",
                     "router_id", "planned", "prefix_falls", "stayed", "only", "interface", "end_gap")),
}  # fmt: skip
"""Look-ups in which a word that changes a question has a place: a clause of time, an order, `only`, …; elsewhere it is
named."""

UNTOLD = ("apart", "than", "order", "only", "family", "twice")
"""What changes a question also where the whole story is told."""

MARKS: tuple[tuple[str, str], ...] = (("x.only", "only"), ("x.except", "apart"), ("x.other", "apart"), ("x.not", "not"),
                                      ("x.or", "or"))  # fmt: skip


def _changing(found: Sequence[Tag], asked: Lookup) -> Iterator[tuple[str, str]]:
    """The words that change a question, each with what it does."""
    _, subs = clauses_of_time(list(found))
    yield from (("clause", word) for _, _, word in subs)
    for tag in found:
        if set(tag.slots) & {*ORDERS} and tag.words not in VAGUE:
            yield "order", tag.words
        yield from ((does, tag.words) for slot, does in MARKS if slot in tag.slots)
        if "x.together" in tag.slots:
            yield "together", tag.words
        compared = {"x.more", "x.less", "x.fewer"} & set(tag.slots)
        if (compared and asked.relations.compared is None) or tag.words == "than":
            yield "than", tag.words


def attached(found: Reading, question: str, lab: Lab) -> Reading:
    """A reading by the words alone, where a clause of time or an order has a place in it; else what was understood,
    with the words that have none."""
    asked = found.lookup
    if asked is None or asked.queries or asked.given is not None:
        return found
    tags = scanned(unwrapped(" ".join(question.split()))[0], lab)
    bounds = window(tags, lab.now_ns, lab.zone)
    every = (asked, *asked.then)
    timed = any(one.from_ns is not None or one.to_ns is not None for one in every)
    marks = list(_changing(bounds.rest, asked))
    kept = {"clause"} if timed else set()
    kept |= {"order"} if any(one.superlative and "n.incident" in one.slots for one in every) else set()
    kept |= {"not"} if asked.form == "negative" else set()
    pairs = zip(bounds.rest, bounds.rest[1:], strict=False)
    marks += [("in each", one.words) for one, two in pairs if one.words in ("both", "each", "every", "all")
              and "n.incident" in two.slots and asked.kind in ("lost", "things", "stayed")]  # fmt: skip
    asks_ = [tag.words for tag in bounds.rest if "q.many" in tag.slots]
    if len(asks_) > 1 and len(every) < 2:
        marks.append(("twice", asks_[1]))
    if any(one.at for one in every):
        marks.append(("at", "at that time"))
    several = len({name for one in every for name in (*one.nodes, *one.relations.peers)}) > 2
    if several and any(one.families for one in every) and asked.kind not in ("related", "stayed"):
        marks += [("family", tag.words) for tag in bounds.rest if tag.slot[:2] == "f."]
    loose = [word for does, word in marks if does not in kept and (asked.kind != "story" or does in UNTOLD)
             and not any(one.kind in PLACES.get(does, ()) for one in every)]  # fmt: skip
    if asked.relations.compared and not {"e.back", "n.incident", "e.down"} & asked.slots:
        loose += [
            tag.words for tag in bounds.rest if tag.words in ("within", "inside of")
        ]  # how far apart, not how long
    if loose:
        understood = tuple(word for word in found.understood if word not in loose)
        return Reading(None, tuple(dict.fromkeys(loose)), (), understood, replace(asked, kind="story", then=()))
    if asked.kind == "story" and (marks or "t.past" in asked.slots):
        told_ = asked.slots - {"e.up", "m.now"}  # how it stands now is not how it stood
        told_ -= {"q.many"} if marks else set()
        return replace(found, lookup=replace(asked, form="open" if marks else asked.form, slots=told_))
    return found
