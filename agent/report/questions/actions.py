"""What the productions of questions mean: each makes a query of what its symbols mean, or refuses (None). Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from agent.report.questions.clauses import (
    AUX,
    CONNECTIVES,
    NOUNS,
    SESSION,
    all_of,
    at_edge,
    noun_of,
    without,
)
from agent.report.questions.phrases import AGENTIVE, EDGES, OUTAGE, is_event
from agent.report.questions.query import Ask, Bound, Event, Noun, Query
from agent.report.questions.tokens import Tag

Phrase = tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase that names events: its words beside what they mean."""

    of: Event
    tags: Phrase

    @property
    def noun(self) -> Noun:
        """What is named in it."""
        return noun_of(self.tags)

    @property
    def verb(self) -> bool:
        """Whether it says that something happened."""
        return is_event(self.tags)


class Phrases(Protocol):
    """Phrases of one question as events; `before`: what was asked before it."""

    before: Query | None
    polar: bool

    def event(self, found: Phrase) -> Event | None:
        """A phrase as an event."""


LONGER = ("longer than", "shorter than")
ORDERING = ("before", "after", "before or after", "after or before", "earlier than", "sooner than", "later than")


def when(of: Said) -> Query | None:
    if of.of.negated or of.of.agent or (of.of.up and not of.of.bounds):
        return None
    return Query("when", all_of(of.of), noun=of.noun)


LASTS = ("limit", "withdraw", "filter", "isolated")


def how_long(of: Said, *, total: bool = False) -> Query | None:
    bad = of.of.negated or of.of.up or of.of.causes[:1] in [(one,) for one in LASTS]
    return None if bad else Query("how_long", replace(of.of, edge="whole"), noun=of.noun, total=total)


def count(of: Said) -> Query | None:
    times = any("n.times" in tag.slots or tag.words in OUTAGE for tag in of.tags)
    if of.of.up and of.of.present and of.of.sort == "outage" and not (of.of.negated or of.of.order):
        return Query("count", replace(of.of, edge="whole", up=False), noun=of.noun, up=True)
    sent = of.of.sort == "cause" and set(of.of.causes) & {"limit", "reset", "shutdown", "removed", "hold"}
    if sent or of.of.order or of.of.negated or of.of.up or not (of.noun or times) or not of.verb:
        return None
    if of.of.sort == "interface" and any("e.flap" in tag.slots for tag in of.tags):
        return Query("count", replace(of.of, sort="outage", name="", causes=("flap",)))
    return Query("count", of.of, noun="" if times else of.noun)


WHOLE = (("crash",), ("restart",), ("pause",), ("stop",))
"""Causes of which it is asked what they befell."""


THINGS = ("n.session", "n.node", "role", "n.link", "n.iface", "n.process", "n.adjacency", "n.incident")


def what(of: Said) -> Query | None:
    """Which of them; what has no noun and a verb that somebody does to somebody asks why."""
    named = any({*THINGS} & set(tag.slots) for tag in of.tags)
    deed = any(tag.words in AGENTIVE or {"e.fixed", "e.over"} & set(tag.slots) for tag in of.tags)
    if not (named or of.of.order) and (deed or any({"e.take", "e.did"} & set(tag.slots) for tag in of.tags)):
        return None
    return which(of)


def which(of: Said) -> Query | None:
    if (
        of.of.sort == "command"
        or (of.of.sort == "cause" and of.of.causes[:1] not in WHOLE)
        or not (of.verb or of.of.order or of.of.up)
    ):
        return None
    if of.of.negated or of.of.up:
        return spared(of)
    return Query("which", of.of, noun=of.noun)


def spared(of: Said) -> Query | None:
    """Which sessions were not lost, or stayed up."""
    if of.of.sort != "outage" or of.of.order or of.of.edge == "to" or (of.of.negated and of.of.up):
        return None
    return Query("spared", replace(of.of, edge="whole", negated=False, up=False), noun=of.noun)


def who(of: Said) -> Query | None:
    """Which nodes lost it; a person is asked for where it names a deed."""
    if of.of.sort in ("cause", "command"):
        return Query("who", of.of) if not (of.of.negated or of.of.order or of.of.edge == "to") else None
    one = of.of.sort == "outage" and len(of.of.nodes) == 1 and of.noun in ("", "session") and of.of.edge != "whole"
    return Query("which", of.of, noun="node") if one and not (of.of.negated or of.of.up) else None


def holds(aux: Tag, of: Said) -> Query | None:
    """Whether it was so; of what is said of now, how it stands."""
    now = of.of.present or {"t.now", "t.perfect"} & set(aux.slots)
    present = bool(now) and not any("t.past" in tag.slots for tag in (aux, *of.tags))
    if "x.not" in aux.slots:
        of = replace(of, of=replace(of.of, negated=not of.of.negated))
    if of.of.order or of.of.agent or of.of.sort not in ("outage", "interface", "adjacency", "daemon"):
        return None
    if of.of.sort == "daemon" and any(slot[:2] == "c." for tag in of.tags for slot in tag.slots):
        return None  # how it ended is asked
    standing = of.of.up or (of.of.edge == "whole" and any(tag.slot == "e.down" for tag in of.tags))
    if standing and present:
        return Query("state", replace(of.of, edge="whole", negated=False, up=False), up=of.of.up != of.of.negated)
    return Query("holds", of.of, present=present and of.of.edge == "to")


def bare(phrases: Phrases, of: Said) -> Query | None:
    """A bare name of events; `any outage` asks whether there was one."""
    if of.tags[0].slots == ("x.any",):
        return holds(Tag("", ("t.past",)), of)
    if phrases.polar and of.tags[0].slot not in AUX and of.verb and not of.of.order and of.noun != "incident":
        whole = of.of.nodes or of.of.addresses or of.of.families
        return holds(Tag("", ("t.past",)), of) if whole else None
    stated = of.tags[0].slot not in AUX and of.of.edge == "to" and whom(of.of)
    if stated and not of.of.order and not of.of.negated and of.of.sort == "outage":
        return Query("when", of.of, noun=of.noun)
    if of.of.negated or of.of.up or of.of.sort in ("cause", "command") or not (of.of.order or of.noun == "incident"):
        return None
    one = of.of.rank == 1 or len(of.of.nodes) == 2 or of.of.addresses or of.of.sort == "incident"
    return Query("which", of.of, noun=of.noun) if one else None


def about(ask: Ask, of: Said) -> Query | None:
    """Why, who, how sure: of the incidents of events."""
    return None if of.of.negated or of.of.up else Query(ask, of.of)


def sure() -> Query | None:
    """`how sure are you`: of all that there was."""
    return Query("evidence", Event("incident", "whole"))


def overlap(phrases: Phrases, left: Phrase, right: Phrase, said: Phrase, *, polar: bool = False) -> Query | None:
    """When two were down at the same time, or whether."""
    together = any("x.together" in tag.slots for tag in said)
    down = any(tag.words == "both" for tag in (*left, *said)) and any("e.down" in tag.slots for tag in said)
    rest = tuple(tag for tag in said if not {"x.together", "q.when"} & set(tag.slots))
    left = tuple(tag for tag in left if tag.words != "both")
    first, second = phrases.event((*left, *rest)), phrases.event((*right, *rest))
    if not (together or down) or first is None or second is None or first == second:
        return None
    if not (whom(first) and whom(second)) or first.edge == "to" or first.order or first.negated or first.up:
        return None
    return Query("overlap", replace(first, edge="whole"), replace(second, edge="whole"), polar=polar)


def lag(first: Said, then: Said) -> Query | None:
    if first.of == then.of or first.of.negated or then.of.negated or not (first.verb and then.verb):
        return None
    return Query("lag", at_edge(all_of(then.of, whole=True)), at_edge(all_of(first.of)))


def lag_back(then: Said, first: Said) -> Query | None:
    return lag(first, then)


def recovery(then: Said, first: Said) -> Query | None:
    """`how long did it take to come back after …`."""
    return lag(first, then) if then.of.edge == "to" else None


def pair(of: Said) -> Query | None:
    """The time between the two of a pair: `between the two link failures`."""
    if of.of.order or (of.of.number != 2 and of.of.counted != 2 and of.of.sort != "interface"):
        return None
    first = replace(at_edge(of.of), order="first", number=1, counted=0)
    return Query("lag", replace(first, rank=2), first)


def _beside(family: Event, other: Event) -> Event:
    """`v4 or v6 between r1 and r3`: a family alone is of the session that the other one is of."""
    if not family.families or family.nodes or family.addresses or family.roles:
        return family
    return replace(family, nodes=other.nodes, addresses=other.addresses)


def choose(shared: Phrase, left: Phrase, right: Phrase, phrases: "Phrases") -> Query | None:
    """Which of two was first, last or longer."""
    left, right = ((SESSION,) if [tag.words for tag in one] == ["bgp"] else one for one in (left, right))
    longer = [tag for tag in shared if tag.words in ("longer", "the longest", "longest", "shorter", "shortest")]
    orders = [tag for tag in shared if {"x.first", "x.last"} & set(tag.slots)]
    if len(longer) + len(orders) != 1:
        return None
    rest = [tag for tag in shared if tag not in longer]
    rest = [without(tag, ("x.first", "x.last")) for tag in rest]
    rest = [tag for tag in rest if tag.slot not in ("n.session", "n.node", "role")]
    both = [phrases.event((*rest, *some)) or phrases.event(some) for some in (left, right)]
    first, second = both
    if first is None or second is None or first == second or first.order or second.order:
        return None
    if first.families and second.families:
        first, second = _beside(first, second), _beside(second, first)
    if first.negated or second.negated or first.up or second.up:
        return None
    if longer:
        whole = [replace(one, edge="whole") for one in (first, second)]
        return Query("longer_of", whole[0], whole[1], before=longer[0].words.startswith(("long", "the long")))
    return Query("first_of", at_edge(first), at_edge(second), before="x.first" in orders[0].slots)


def relative(phrases: "Phrases", noun: Phrase, inner: Phrase, outer: Phrase) -> Said | None:
    """`the session that fell first came back`: what a clause names, and what is said of it."""
    verbs = [sum(bool(set(tag.slots) & {*EDGES}) for tag in part) for part in (noun, inner, outer)]
    begins = outer[0].slot in AUX or bool(set(outer[0].slots) & {*EDGES})
    if verbs != [0, 1, 1] or not begins or not set(noun[-1].slots) & {*NOUNS}:
        return None
    one, other = phrases.event((*noun, *inner)), phrases.event(outer)
    if one is None or other is None or one.order is None or other.order or whom(other) or one.sort != "outage":
        return None
    of = replace(other, sort="outage", bounds=(Bound("same", one),))
    return Said(of, (*noun, *outer))


def compared(phrases: "Phrases", first: Phrase, word: Tag, then: Phrase) -> Query | None:
    """`did the IPv6 one recover earlier than the IPv4 one`: the verb is said once."""
    if word.words not in ORDERING or is_event(then):
        return None
    verbs = [tag for tag in first if set(tag.slots) & {*EDGES}]
    one, other = phrases.event(first), phrases.event((*then, *verbs))
    if one is None or other is None or one.order or other.order or one.negated or one.up:
        return None
    other = _beside(other, one)
    if one == other or not (whom(one) and whom(other)):
        return None
    relation = CONNECTIVES[word.words]
    ask: Ask = "first_of" if " or " in word.words else "earlier"
    return Query(ask, at_edge(one), at_edge(other), before=relation == "before")


def longer(phrases: Phrases, left: Phrase, word: Tag, right: Phrase) -> Query | None:
    """`was the IPv6 session down longer than the IPv4 one`; the verb may be said once."""
    verbs = () if is_event(right) else tuple(tag for tag in left if set(tag.slots) & {*EDGES})
    first, other = phrases.event(left), phrases.event((*right, *verbs))
    if first is None or other is None or first.order or other.order:
        return None
    other = _beside(other, first)
    if first == other or first.negated or other.negated:
        return None
    both = [replace(one, edge="whole") for one in (first, other)]
    return Query("longer_of", both[0], both[1], before=word.words.startswith("longer"), polar=True)


def bound(word: Tag, of: Said) -> Bound | None:
    if of.of.negated or of.of.up:
        return None
    flaps = of.of.sort == "outage" and CONNECTIVES[word.words] == "during" and not of.of.order
    if flaps and any("e.flap" in tag.slots for tag in of.tags):
        return Bound("during", replace(of.of, sort="cause", edge="whole", causes=("flap",)))
    return Bound(CONNECTIVES[word.words], all_of(of.of))


FREE = ("when", "how_long", "count", "which", "holds", "state", "spared", "why", "who", "evidence", "severity")


def bind(query: Query, *bounds: Bound) -> Query | None:
    """A query of events that other events bound in time."""
    if query.ask not in FREE or (query.ask == "how_long" and query.of.edge == "to"):
        return None
    whole = next((bound.event for bound in bounds if bound.event and whom(bound.event)), None)
    flap = whole is not None and whole.causes == ("flap",)
    if (query.of.it or flap) and whole is not None and not whom(query.of):
        query = replace(query, of=of_it(query.of, whole))
    bounds = tuple(replace(bound, event=of_it(bound.event, query.of)) if bound.event and bound.event.it else bound
                   for bound in bounds)  # fmt: skip
    of = replace(query.of, bounds=(*query.of.bounds, *bounds))
    if query.ask == "holds" and len(bounds) == 1 and bounds[0].event and bounds[0].relation != "during":
        return earlier(query, bounds[0])
    if query.ask == "holds" and query.of.edge == "to" and query.of.sort == "outage" and len(bounds) == 1:
        moment = bounds[0].event
        if moment is not None and bounds[0].relation == "during" and moment.edge != "whole":
            return Query("state", replace(of, edge="whole"), up=not query.of.negated)  # back by then: up then
    if query.ask == "holds" and query.of.edge == "whole":
        if any(bound.event is not None and bound.event.edge == "to" for bound in bounds):
            return None  # whether it lasted is not how it stood then
        during = [bound for bound in bounds if bound.relation == "during"]
        return Query("state", replace(of, up=False, negated=False), up=query.of.up != query.of.negated) if (
            len(during) == 1 == len(of.bounds)) else None  # fmt: skip
    return replace(query, of=of)


def whom(of: Event) -> bool:
    return bool(of.nodes or of.addresses or of.families or of.roles)


def of_it(of: Event, whole: Event) -> Event:
    """An event of what another event is of."""
    if whom(of):
        return of
    return replace(of, nodes=whole.nodes, addresses=whole.addresses, families=whole.families, roles=whole.roles,
                   name=whole.name if of.sort == whole.sort else of.name, it=False)  # fmt: skip


def earlier(query: Query, bound: Bound) -> Query | None:
    """`did it fall before r1 was paused`: which was before the other."""
    first, second = query.of, bound.event
    if second is None or first.edge == "whole" or first.negated:
        return None
    named = bool(first.nodes or first.addresses or first.families or first.sort != second.sort)
    second = _beside(second, first)
    if not named or first.order or first == second:
        return replace(query, of=replace(first, bounds=(*first.bounds, bound)))
    return Query("earlier", at_edge(first), at_edge(second), before=bound.relation == "before")


def two_binds(query: Query, first: Bound, second: Bound) -> Query | None:
    return bind(query, first, second)


def chosen(phrases: "Phrases", shared: Phrase, left: Phrase, right: Phrase) -> Query | None:
    return choose(shared, left, right, phrases)


def chosen_before(phrases: "Phrases", left: Phrase, right: Phrase, shared: Phrase) -> Query | None:
    return choose(shared, left, right, phrases)


def again(ask: Ask) -> Callable[["Phrases"], Query | None]:
    """A word that asks something of what was asked before: `and for how long`."""

    def read(phrases: "Phrases") -> Query | None:
        before = phrases.before
        if before is None or before.other is not None or before.ask not in ("when", "how_long", "which", "count"):
            return None
        return replace(before, ask=ask, of=replace(before.of, edge="whole") if ask == "how_long" else before.of)

    return read


def longer_in_all(phrases: Phrases, every: Said, left: Phrase, word: Tag, right: Phrase) -> Query | None:
    """The same, behind words that say that all is meant."""
    whole = every.of.nodes or every.of.addresses or every.of.families or every.of.bounds or every.of.order
    return None if whole else longer(phrases, left, word, right)


def named(before: Query | None, tags: Phrase) -> bool:
    """Whether the answer to what was asked before names these things."""
    nouns = {tag.slot for tag in tags if tag.slot not in ("-", *AUX)}
    return before is not None and before.other is None and nouns <= {"n.node", "n.session", "n.times", "role"}


def names(phrases: "Phrases", tags: Phrase) -> Query | None:
    """`and on which nodes`: the answer to what was asked before names them."""
    return phrases.before if named(phrases.before, tags) else None


def topic(names: Phrase, query: Query) -> Query | None:
    """`on r3, …`: of whom all is that does not say it itself."""
    if any(tag.slot not in ("node", "address", "role", "-") and tag.slot[:2] != "f." for tag in names):
        return None
    whole = Event(
        "outage",
        nodes=tuple(dict.fromkeys(str(tag.value) for tag in names if tag.slot == "node")),
        addresses=tuple(str(tag.value) for tag in names if tag.slot == "address"),
        families=tuple(slot[2:] for tag in names for slot in tag.slots if slot[:2] == "f."),
        roles=tuple(str(tag.value) for tag in names if tag.slot == "role"),
    )
    if not whom(whole) or len(whole.nodes) > 2 or whom(query.of):
        return None
    other = of_it(query.other, whole) if query.other is not None else None
    return replace(query, of=of_it(query.of, whole), other=other)
