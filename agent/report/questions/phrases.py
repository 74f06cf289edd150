"""One phrase or clause of a question as an event of the table: `the first session of r4 was lost`, `the pause of r4`.

Every word of a phrase has a place in the event, or the phrase is not read. Pure.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from agent.report.questions.query import Edge, Event, Order, Sort
from agent.report.questions.relations import NTH
from agent.report.questions.tokens import Tag

Pairs = Collection[frozenset[str]]
"""The two ends of each session that is known."""

EDGES: dict[str, Edge] = {
    "e.lost": "from", "e.start": "from", "e.flap": "from", "e.down": "whole", "e.back": "to", "e.over": "to",
    "e.fixed": "to",
}  # fmt: skip
"""What a verb says of an event."""

ORDERS: dict[str, Order] = {"x.first": "first", "x.last": "last", "x.longest": "longest", "x.shortest": "shortest"}

VAGUE = frozenset(("worst", "biggest", "largest", "smallest", "least", "severest", "lengthiest", "closing", "original",
                   "originally", "initial", "initially", "in the first place", "at first", "at last", "ultimate",
                   "longer", "shorter", "recent", "newest", "most recently", "most recent"))  # fmt: skip
"""Words of an order that do not say by what, or compare with something."""

OUTAGE = frozenset(("outage", "outages", "interruption", "interruptions", "session loss", "session losses", "loss",
                    "losses", "drop", "drops", "flap", "flaps"))  # fmt: skip
"""Words for what befell a session; other nouns of the kind name an incident."""

CLOSING = ("close", "closes", "closed", "terminate", "terminates", "terminated", "end", "ended")
AGENTIVE = frozenset(("kick", "kicked", "kick out", "kicked out", "tear", "torn down", "tear down", "tore down",
                      "teardown",
                      "throw out", "thrown out", "brought down", "bring down", "took out", "take out", "knock out",
                      "knocked out", "kills", "cut off", "cut", "took down", "taken down", *CLOSING))  # fmt: skip
"""Verbs by which somebody does it to somebody: who did it to whom is a question of its own."""

NO_EVENT = ("planned", "hold", "bfd", "auth", "wrong_as", "host", "loss")
"""Causes of which no event of the table bears the name."""

CARRIES = ("node", "address", "interface", "id", "role", "number", "ordinal")
NEUTRAL = ("-", ",", "t.now", "t.past", "t.perfect", "x.any", "x.all", "d.bgp", "m.now", "n.times", "x.together")
WITHIN = ("b.internal", "b.external", "b.loopback")
PRONOUNS = frozenset(("it", "its", "they", "them", "their", "he", "she", "him", "her", "his"))
"""Words for what was named before."""
DIES = frozenset(("die", "dies", "died", "dying", "dead"))
"""Words that say of a daemon that it crashed, and of a session or a link that it was lost."""
DYING = frozenset(("n.session", "n.link", "n.iface", "p.ospf", "p.isis"))
DEEDS = ("reset", "shutdown", "removed", "auth", "limit", "wrong_as")
"""Causes that are something done to a session."""
NOUNS = ("n.session", "n.incident", "n.link", "n.iface", "n.adjacency", "n.process", "n.node", "n.change")
PASSIVE = ("was", "were", "is", "are", "been", "had", "has been", "have been", "got")
PREPOSITIONS = (
    "between",
    "from",
    "to",
    "of",
    "with",
    "by",
    "on",
    "at",
    "in",
    "for",
    "towards",
    "toward",
    "into",
    "and",
)


@dataclass(slots=True)
class _Bag:
    """What a phrase holds, by the places of an event."""

    nodes: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    families: list[str] = field(default_factory=list)
    causes: list[str] = field(default_factory=list)
    nouns: list[str] = field(default_factory=list)
    verbs: list[Tag] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    outage: bool = False
    rank: int = 0
    number: int = 0
    counted: int = 0
    order_last: bool = False
    joined: bool = False
    every: bool = False
    full: bool = False
    again: bool = False
    others: bool = False
    prefixes: bool = False
    taken: bool = False
    negated: bool = False
    up: bool = False
    present: bool = False
    past: bool = False
    it: bool = False
    affected: bool = False
    within: list[str] = field(default_factory=list)
    agentive: bool = False
    passive: bool = False


def event(tags: Sequence[Tag], pairs: Pairs) -> Event | None:
    """The event that a phrase names; None where a word of it has no place in one."""
    bag = _Bag()
    if any(DYING & set(tag.slots) or tag.slot[:2] == "f." for tag in tags):
        tags = [Tag(tag.words, ("e.lost",)) if tag.words in DIES else tag for tag in tags]
    for place, tag in enumerate(tags):
        if not _take(bag, tag, tags[place + 1 :]):
            return None
        bag.order_last = any(slot in ORDERS for slot in tag.slots)
    if len(bag.orders) > 1 or len(bag.ids) > 1 or len(bag.names) > 1 or len(bag.roles) > 1 or len(bag.nodes) > 2:
        return None
    if bag.again and not bag.verbs:
        bag.verbs.append(Tag("again", ("e.back",)))  # `full again`
    edges = {EDGES[slot] for verb in bag.verbs for slot in verb.slots if slot in EDGES}
    if edges == {"from", "to"} and any(tag.words == "and" for tag in tags):
        edges = {"whole"}  # it fell and came back
    if len(edges) > 1 and edges != {"from", "whole"}:
        return None
    if (bag.prefixes and not set(bag.causes) & {"withdraw", "filter", "limit"}) or (
        bag.taken and not (bag.orders or "to" in edges)
    ):
        return None
    if "n.session" in bag.nouns and any(verb.words in CLOSING for verb in bag.verbs):
        edges = {"from"}  # who closes a session ends it
    one = len(bag.nodes) < 2 and not (bag.addresses or bag.families or "n.session" in bag.nouns)
    if bag.affected and (edges or one or bag.causes):
        return None  # what it felt may be no loss of a session
    edges |= {"from"} if bag.affected else set()
    if bag.up and (edges - {"to"} or bag.causes):
        return None
    if bag.up:
        edges = {"whole"}
    if bag.full and not ({"ospf", "isis"} & set(bag.names) or "n.adjacency" in bag.nouns or "igp" in bag.causes):
        return None
    if bag.full and not edges:
        edges = {"to"}  # an adjacency is full where it is back
    found = _sort(bag, edges)
    if found is None or (bag.rank and not bag.orders):
        return None
    sort, edge = found
    each = len(bag.nodes) == 2 and frozenset(bag.nodes) not in pairs
    if each and (sort == "outage" or bag.joined):
        return None
    return Event(
        sort,
        edge,
        tuple(sorted(bag.nodes)),
        tuple(bag.addresses),
        tuple(bag.families),
        tuple(bag.roles),
        tuple(bag.causes),
        next(iter(bag.names), ""),
        next(iter(bag.ids), ""),
        each,
        order=next(iter(bag.orders), None),
        rank=bag.rank or 1,
        number=bag.number or 1,
        every=bag.every,
        counted=bag.counted,
        others=bag.others,
        within=() if len(bag.nodes) > 1 or bag.addresses else tuple(bag.within),
        agent=_agent(bag, tags),
        negated=bag.negated,
        up=bag.up,
        it=bag.it and not (bag.nodes or bag.addresses or bag.ids),
        present=bag.present and not bag.past,
    )


def _agent(bag: _Bag, tags: Sequence[Tag]) -> str:
    """Which of two nodes is said to have done it to the other."""
    by = next((k for k, tag in enumerate(tags) if tag.words == "by"), None)
    nodes = [str(tag.value) for tag in (tags if by is None else tags[by:]) if tag.slot == "node"]
    done = bag.agentive or set(bag.causes) & {"reset", "shutdown", "removed"}
    return nodes[0] if done and len(bag.nodes) == 2 and nodes and (by is not None or not bag.passive) else ""


def _take(bag: _Bag, tag: Tag, behind: Sequence[Tag]) -> bool:
    """Put a tag in its place; False where it has none."""
    if tag.slot in CARRIES:
        return _value(bag, tag, behind)
    if not tag.slots or tag.words in VAGUE:
        return False
    bag.full |= tag.words in ("full", "fully", "completely", "entirely")
    bag.negated |= "x.not" in tag.slots
    bag.present |= bool({"t.now", "m.now"} & set(tag.slots))
    bag.past |= "t.past" in tag.slots
    bag.it |= tag.words in PRONOUNS
    bag.every |= tag.words in ("all", "every", "everything", "everybody", "everyone", "both", "all of them")
    bag.agentive |= tag.words in AGENTIVE
    bag.passive |= tag.words in PASSIVE
    if set(tag.slots) <= {*NEUTRAL, "x.not"} or tag.words in PREPOSITIONS:
        return tag.slot != "-" or tag.words not in DANGEROUS
    for slot in tag.slots:
        if slot in EDGES:
            bag.verbs.append(tag) if tag not in bag.verbs else None
        elif slot in ORDERS:
            bag.orders.append(ORDERS[slot])
        elif slot == "x.nth":
            bag.rank = int(tag.value)
            bag.orders.append("first")
        elif slot in NOUNS:
            bag.nouns.append(slot)
        elif slot[:2] == "f.":
            bag.families.append(slot[2:])
        elif slot[:2] == "c." and slot != "c.planned":
            bag.causes.append(slot[2:])
        elif slot[:2] in ("d.", "p."):
            bag.names.append(slot[2:])
        elif slot == "n.prefix":
            bag.prefixes = True
        elif slot == "x.other":
            bag.others = True
        elif slot == "e.take":
            bag.taken = True
        elif slot in WITHIN:
            bag.within.append(slot)
        elif slot == "e.affected":
            bag.affected = True
            bag.verbs.append(tag)
        elif slot == "x.not":
            pass
        elif slot in ("e.up", "e.stayed", "e.fine"):
            bag.up = True
        elif slot not in (*NEUTRAL, "x.again", "x.ended"):
            return False
    bag.outage |= tag.words in OUTAGE
    bag.again |= tag.slots == ("x.again",)
    if "x.ended" in tag.slots:  # `unpaused`
        bag.verbs.append(Tag("again", ("e.back",)))
    return True


def _value(bag: _Bag, tag: Tag, behind: Sequence[Tag]) -> bool:
    value, after = str(tag.value), next((one for one in behind if one.slot != "-"), None)
    if tag.slot == "number":
        number = int(float(tag.value))
        if after is None or number != float(tag.value) or not 0 < number < 50:
            return False
        wanted = bool(set(after.slots) & {*ORDERS}) or bag.order_last
        bag.number, bag.counted = (number, bag.counted) if wanted else (bag.number, number)
        return wanted or bool(set(after.slots) & {*NOUNS, "e.lost"}) or after.slot == "role"
    if tag.slot == "ordinal":
        bag.rank = int(float(tag.value))
        bag.orders.append("first")
        return True
    places = {"node": bag.nodes, "address": bag.addresses, "interface": bag.names, "id": bag.ids, "role": bag.roles}
    if value not in places[tag.slot]:
        places[tag.slot].append(value)
    bag.joined |= tag.joined
    if tag.slot == "interface":
        bag.nouns.append("n.iface")
    return True


def _sort(bag: _Bag, edges: set[Edge]) -> tuple[Sort, Edge] | None:
    """The sort of event, and which edge of it."""
    nouns = set(bag.nouns)
    edge: Edge = "from" if "from" in edges else next(iter(edges), "whole")
    whom = bool(bag.nodes or bag.addresses or bag.families or bag.roles)
    links = nouns & {"n.link", "n.iface"} or set(bag.causes) & {"link", "flap"}
    igp = "n.adjacency" in nouns or "igp" in bag.causes or "ospf" in bag.names or "isis" in bag.names
    daemon = "n.process" in nouns or (set(bag.names) & {"bgp", "zebra", "bird"})
    if bag.ids:
        return ("incident", edge) if not (nouns - {"n.incident"} or bag.causes) else None
    if daemon and ("n.process" in nouns or (set(bag.causes) & {"crash", "restart"} and not nouns)):
        known = not (nouns - {"n.process", "n.node"}) and set(bag.causes) <= {
            "crash",
            "restart",
            "stop",
            "pause",
            "igp",
        }
        if not known or "pause" in bag.causes:
            return None
        bag.causes.clear()
        return "daemon", "from" if edge == "whole" and bag.verbs else edge
    if igp:
        bag.causes = [one for one in bag.causes if one != "igp"]
        return ("adjacency", edge) if not (bag.causes or nouns - {"n.adjacency", "n.session"}) else None
    if links:
        bag.causes = [one for one in bag.causes if one not in ("link", "flap")]
        if bag.causes or nouns - {"n.link", "n.iface", "n.incident", "n.node"} or bag.families:
            return None
        return "interface", edge
    if bag.causes:
        done = set(bag.causes) <= set(DEEDS)
        if len(bag.causes) > 1 or nouns - {"n.node", "n.incident", *(["n.session"] if done else [])} or bag.families:
            return None
        if set(bag.causes) & set(NO_EVENT) - {"auth", "wrong_as"}:
            return None
        if edge == "from" and any("e.start" not in verb.slots for verb in bag.verbs):
            return None
        return "cause", edge
    if "n.change" in nouns:
        return ("command", "from") if nouns == {"n.change"} and not bag.verbs else None
    if "n.incident" in nouns and not bag.outage and not bag.families and not bag.addresses:
        return ("incident", edge) if not nouns & {"n.session"} and len(bag.nodes) < 2 else None
    if bag.verbs or bag.outage or bag.up:
        return "outage", ("from" if bag.affected else edge)
    return None if not whom or not bag.orders else ("outage", edge)


DANGEROUS = frozenset(("than", "such", "because it", "even", "though", "but", "even though", "although", "per", "as",
                       "either", "given", "whereas", "otherwise", "if", "in case", "like", "rather", "almost", "nearly",
                       "assuming", "given that", "provided that", "if so", "if not", "would", "could", "might", "may",
                       "will", "gonna", "going to", "would be", "able to",
                       "should", "another", "apart", "different", "any different", "low", "new", "old", "own",
                       "same", "as well as", "plus", "via", "across", "through"))  # fmt: skip
"""Words that carry nothing where all is told, and change what is asked here."""


def is_event(tags: Sequence[Tag]) -> bool:
    """Whether a phrase says that something happened: it holds a verb, a cause or an outage."""
    return any(slot in EDGES or slot[:2] == "c." or slot == "n.incident" for tag in tags for slot in tag.slots)


def ranked(tags: Sequence[Tag]) -> list[Tag]:
    """The tags with ordinals as ranks where a noun or a verb stands behind them: `the third flap`."""
    done = list(tags)
    for place, tag in enumerate(tags):
        after = next((one for one in tags[place + 1 :] if one.slot not in ("-", "number")), None)
        number = NTH.get(tag.words, 0)
        named = after is not None and bool(set(after.slots) & {*NOUNS, *EDGES, "n.times"} or after.slot[:2] == "c.")
        if number > 1 and named and (place == 0 or tags[place - 1].slot not in ("number", "length")):
            done[place] = Tag(tag.words, ("x.nth",), float(number))
    return done
