"""A question that is two, or has a clause that only says of which time the rest is: how the parts join. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from agent.report.knowledge import Knowledge
from agent.report.questions.clauses import Lab, scanned
from agent.report.questions.clauses import clauses as clauses_of_time
from agent.report.questions.form import unwrapped
from agent.report.questions.grammar import parse
from agent.report.questions.lookups import Lookup, Reading, addresses
from agent.report.questions.parts import clauses, halves
from agent.report.questions.phrases import ORDERS, VAGUE
from agent.report.questions.query import Bound, Query
from agent.report.questions.spelling import corrected, told
from agent.report.questions.times import window
from agent.report.questions.tokens import Tag, split
from agent.report.records.evaluation import find, untold
from agent.report.records.selection import incidents_of


def asks(lookup: Lookup) -> bool:
    """Whether a look-up comes of more than a name."""
    return any(slot[:2] in ("q.", "t.", "e.", "x.") for slot in lookup.slots)


def joined(left: Reading, first: Lookup, right: Reading, second: Lookup) -> Reading:
    """Two questions in one: what one of them does not say itself is that of the other."""
    second, first = _inherited(second, first), _inherited(first, second)
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
    "clause": frozenset(("prefixes", "prefix_falls", "stayed", "states", "retry", "caused", "noticed", "limit",
                         "timeline", "related", "local_time")),
    "order": frozenset(("noticed", "spread", "lost", "things", "timeline", "related", "side", "states",
                        "notifications")),
    "only": frozenset(("only", "cause", "router_id", "lost", "prefix_falls")),
    "apart": frozenset(("stayed", "prefix_falls", "clock", "lost", "status")),
    "not": frozenset(("stayed", "why", "incidents", "nodes_spared", "unknown", "prefix_falls", "limit",
                      "authentication", "status")),
    "together": frozenset(("spread", "related", "fixed", "why", "count_incidents")),
    "at": frozenset(("states", "happened", "timeline", "local_time", "lines", "evidence", "why", "who",
                     "cause", "lost", "things", "changes", "incidents", "prefixes", "prefix_falls", "severity",
                     "side", "notifications", "logged", "message", "noticed", "count_losses", "related",
                     "planned", "router_id", "clock", "interface", "caused", "back")),
    "than": frozenset(("prefix_falls", "prefixes", "limit", )),
    "or": frozenset(("side", "noticed", "why", "cause", "lost", "fixed", "related", "count_incidents",
                     "router_id", "planned", "prefix_falls", "stayed", "only", "interface", )),
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


CHANGING = frozenset(
    """not both either neither already another else other others same still yet keep kept leave leaving left except
    without instead first last earlier later more less than once twice while when before after until during each every
    only none never no""".split()  # noqa: SIM905
)
"""Words that change which facts are asked for: where one was not read, no facts are told."""


def _without_facts(found: Reading, question: str, lab: Lab) -> Reading:
    """What was not read whole, without facts where a word changes which facts are asked and has no place in them."""
    if (about := found.about) is None:
        return found
    tags = window(scanned(unwrapped(" ".join(question.split()))[0], lab), lab.now_ns, lab.zone).rest
    loose = any(does not in ("or", "together") and about.kind not in PLACES.get(does, ())
                for does, _ in _changing(tags, about))  # fmt: skip
    return replace(found, about=None) if loose or CHANGING & set(" ".join(found.unread).split()) else found


def counted(question: str, one: Callable[[str], Reading], knowledge: Knowledge) -> Reading | None:
    """How many prefixes there were before, during or after the one incident that a clause names."""
    for meant, relation, clause in clauses(question):
        main, named = one(meant), one(clause).lookup
        asked = main.lookup
        if asked is None or asked.kind != "prefixes" or asked.from_ns is not None or named is None:
            continue
        causes = named.causes if any(slot.startswith("c.") for slot in named.slots) else ()
        found = incidents_of(replace(named, causes=causes), knowledge)
        if len(found) == 1:
            slots = asked.slots | {f"r.{relation}"}
            return Reading(replace(asked, incident=found[0].id, slots=slots), understood=main.understood)
    return None


def attached(found: Reading, question: str, lab: Lab) -> Reading:
    """A reading by the words alone, where a clause of time or an order has a place in it; else what was understood,
    with the words that have none."""
    asked = found.lookup
    if asked is None:
        return _without_facts(found, question, lab)
    if asked.queries:
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
        return Reading(None, tuple(dict.fromkeys(loose)), (), understood)
    if asked.kind == "story" and (marks or "t.past" in asked.slots):
        told_ = asked.slots - {"e.up", "m.now"}  # how it stands now is not how it stood
        told_ -= {"q.many"} if marks else set()
        return replace(found, lookup=replace(asked, form="open" if marks else asked.form, slots=told_))
    return found
