"""Questions about the lab as typed look-ups: what, of whom, which family, which time, which superlative. Pure.

Code answers only a question of which it read every content word; what is left over is named. What it cannot read (a
typo, another language) a model may read word by word; the same table is asked again with what it gave.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from ipaddress import ip_address
from typing import Annotated, Literal, get_args

from pydantic import Field

from agent.documents import UNPUBLISHED, Time
from agent.report.knowledge import Knowledge
from agent.report.questions.lexicon import CAUSES, PHRASES
from agent.report.questions.parts import halves, head
from agent.report.questions.relations import Relations, related
from agent.report.questions.rows import ALWAYS, ASPECTS, COVERED, FREE, ROWS, choose
from agent.report.questions.spelling import corrected, edits, told, vocabulary
from agent.report.questions.times import window
from agent.report.questions.tokens import Tag, alternatives, split, tags

KINDS: tuple[str, ...] = tuple(dict.fromkeys(row.kind for row in ROWS))
VALUES = ("node", "address", "id", "interface")


OF_BOTH = ("side", "who", "noticed")
"""Kinds that ask which end of one session: `r1 or r2` names the session."""

MEASURED = ("how_long", "extreme", "lag")
"""Kinds of which a question may say what is not to be measured."""

Superlative = Literal["longest", "shortest", "first", "last"]
COMPARED = frozenset(("x.first", "x.last", "x.longest", "x.shortest", "x.most"))

UNBOUND = ("clock", "date", "number", "ordinal", "unit", "length", "w.*")
"""Slots of values that bound nothing where they are left over."""

PLAIN = ("", "-", "q.what", "t.now", "t.past", "x.any")
"""Slots of words that need not be named as understood."""


PLAINLY = Relations()
"""The relations of a question that has none."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """What is looked up. `nodes` and `addresses`: whom it is about, one for a node, two for a session. `from_ns` and
    `to_ns` bound the time where the question does; `at`: one moment was named. `causes`: types of cause that it names.
    `present`: it asks how things stand. `slots`: all that was read, by the words of the table of rows. `either`: each
    of the nodes is asked about alone. `then`: what the same question asks besides. `figures`: numbers that it takes for
    granted, as words, value, and whether it is one of seconds. `corrected`: typing errors that
    matter, with what they were taken for. `chosen_by`: who read it."""

    kind: str
    nodes: tuple[str, ...] = ()
    incident: str | None = None
    from_ns: Annotated[Time | None, Field(alias="from")] = None
    to_ns: Annotated[Time | None, Field(alias="to")] = None
    at: Annotated[bool, UNPUBLISHED] = False
    addresses: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    interface: str | None = None
    causes: tuple[str, ...] = ()
    superlative: Superlative | None = None
    present: Annotated[bool, UNPUBLISHED] = False
    slots: Annotated[frozenset[str], UNPUBLISHED] = frozenset()
    either: Annotated[bool, UNPUBLISHED] = False
    relations: Annotated[Relations, UNPUBLISHED] = PLAINLY
    then: Annotated[tuple["Lookup", ...], UNPUBLISHED] = ()
    figures: Annotated[tuple[tuple[str, float, bool], ...], UNPUBLISHED] = ()
    corrected: Annotated[tuple[tuple[str, str], ...], UNPUBLISHED] = ()
    chosen_by: str = "labkeeper"

    @property
    def total(self) -> bool:
        """Whether a sum is asked for."""
        return "x.total" in self.slots


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as far as it was read: the look-up, where every content word was used; else the words that were not,
    names that nobody knows, and what was understood. `about`: of whom and of which time a question speaks that was not
    read whole; None where it names neither."""

    lookup: Lookup | None
    unread: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    understood: tuple[str, ...] = ()
    about: Lookup | None = None


def read(
    question: str,
    knowledge: Knowledge,
    now_ns: int,
    zone: tzinfo = UTC,
    further: Mapping[str, str] | None = None,
    *,
    typed: bool = True,
) -> Reading:
    """The look-up that a question asks for, or what of it was not read; `further` are a model's readings of words.

    Of a question that was `typed`, typing errors are put right. One that is not read whole may be two, or end with what
    is not meant ("the total, not the time until …").
    """

    def one(text: str) -> Reading:
        return _read(text, knowledge, now_ns, zone, further, typed=typed)

    whole = one(question)
    if whole.lookup is not None or whole.strange:
        return whole
    meant_, contrast = head(question)
    if contrast and set(corrected(split(contrast), ())[0]) <= vocabulary():
        first = one(meant_)
        if first.lookup is not None and first.lookup.kind in MEASURED:
            return first
    for left, right in halves(question):
        both = one(left), one(right)
        if both[0].lookup is not None and both[1].lookup is not None and _asks(both[0].lookup):
            first_, second = both[0].lookup, _inherited(both[1].lookup, both[0].lookup)
            said = tuple(dict.fromkeys((*first_.corrected, *second.corrected)))
            lookup = replace(first_, then=(replace(second, corrected=()),), corrected=said)
            return Reading(lookup, understood=(*both[0].understood, *both[1].understood))
    return whole


def _asks(lookup: Lookup) -> bool:
    """Whether a look-up comes of more than a name."""
    return any(slot[:2] in ("q.", "t.", "e.", "x.") for slot in lookup.slots)


def _inherited(second: Lookup, first: Lookup) -> Lookup:
    """The second question of two: what it does not say itself is that of the first."""
    if not (second.nodes or second.addresses or second.incident or second.relations.roles):
        mine = replace(second.relations, roles=first.relations.roles, peers=first.relations.peers)
        second = replace(second, nodes=first.nodes, addresses=first.addresses, incident=first.incident, relations=mine)
        if not second.families and not second.interface:
            second = replace(second, families=first.families, interface=first.interface)
    if second.from_ns is None and second.to_ns is None:
        second = replace(second, from_ns=first.from_ns, to_ns=first.to_ns, at=first.at)
    return second if second.causes else replace(second, causes=first.causes)


def _read(
    question: str, knowledge: Knowledge, now_ns: int, zone: tzinfo, further: Mapping[str, str] | None, *, typed: bool
) -> Reading:
    known_names = names(knowledge)
    words, wrong = split(question), dict[str, str]()
    if typed:
        words, wrong = corrected(words, known_names)
    found = tags(words, known_names, further)
    bounds = window(found, now_ns, zone)
    rest, between = alternatives(list(bounds.rest))
    known = addresses(knowledge)
    rest = [Tag(tag.words, ("-",)) if tag.words in ("one", "ones") else tag for tag in rest]
    rest, relations = related(_of_as(rest, knowledge))
    rest = [_settled(tag) for tag in rest]
    if any({"n.session", "n.link", "n.iface"} & set(tag.slots) or tag.slot[:2] == "f." for tag in rest):
        rest = [Tag(tag.words, ("e.lost",)) if tag.words in DIES else tag for tag in rest]
    if any({"n.clock", "x.right"} & set(tag.slots) for tag in rest):
        rest = [Tag(tag.words, ("-",)) if tag.slot == "clock" else tag for tag in rest]  # what the clocks show
    strange = [tag for tag in rest if tag.slot == "strange" or (tag.slot == "address" and tag.value not in known)]
    unread = [tag for tag in rest if not tag.slot or tag.slot in UNBOUND]
    unread += [tag for tag in rest if tag.slot.startswith("w.")]
    nodes = tuple(node for node in _values(rest, "node") if node not in relations.aside)
    if relations.peers:
        nodes = tuple(node for node in nodes if node not in relations.peers)
    slots = {slot for tag in rest for slot in tag.slots if "." in slot and not slot.startswith(("w.", "f."))}
    if between == "e" and "e.stayed" in slots:
        slots.discard("e.stayed")  # "stayed or dropped": what was lost tells
    if between == "p":
        slots.discard("c.igp")  # "bgp or ospf" asks which, and narrows nothing
    if between in ("f", "node"):
        slots.discard("x.only")  # "the one or only the other": both are told
    if between == "c" and slots & COMPARED:
        slots.add("x.versus")
    values = {tag.slot for tag in rest if tag.slot in VALUES}
    values |= {"family"} if any(tag.slot.startswith("f.") for tag in rest) else set()
    values |= {"role"} if relations.roles or relations.peers else set()
    if len(nodes) == 2 or _values(rest, "address"):
        slots -= {"b.internal", "b.external"}  # one pair of routers has sessions of one sort
    slots |= {"x.blamed"} if relations.blamed and len(nodes) > len(relations.blamed) else set()
    if bounds.from_ns is not None or bounds.to_ns is not None:
        values |= {"at" if bounds.at else "window"}
    kind, unused = choose(slots, values)
    if between == "c" and kind in ("cause", "lost", "planned"):
        kind, slots = "why", {slot for slot in slots if slot[:2] != "c."}
    if kind == "caused" or (len(nodes) > 2 and not relations.peers):
        nodes = tuple(node for node in nodes if node not in relations.blamed)
    if len(nodes) > 2:
        unread += [tag for tag in rest if tag.value in nodes[2:]]
    if kind == "incidents" and any(tag.slot.startswith("f.") for tag in rest):
        kind = "lost"  # an outage of a family is that of its sessions
    if {"x.first", "x.last"} <= slots:
        unused = unused | {"x.last"}  # two at once
    if kind == "lag" and "c.igp" in slots and not any(i.cause.type == "igp_lost" for i in knowledge.incidents):
        unused = unused | {"c.igp"}  # the adjacencies went, and are no cause of their own
    either = (between == "node" or _apart(nodes, knowledge)) and not relations.peers and kind not in OF_BOTH
    if (either and slots & COMPARED) or (between == "c" and kind not in ("why", "which_first", None)):
        unused = unused | {"x.or"}
        rest = [Tag("or", ("x.or",)), *rest]
    understood = tuple(dict.fromkeys(tag.words for tag in rest if tag.slot not in PLAIN and tag not in strange))
    causes = [cause for slot in sorted(slots) if slot[:2] == "c." for cause in CAUSES.get(slot[2:], ())]
    if slots & {"n.link", "n.iface"} and not causes:
        causes = list(CAUSES["flap" if "e.flap" in slots else "link"])
    if "n.process" in slots and not causes:
        causes = ["process_crash", "process_restart", "process_hang"]
    if {"x.except", "x.other"} & slots:
        nodes, relations = (), replace(relations, peers=())  # of all, those too that are named
    figures = tuple(tag for tag in unread if tag.slot in FIGURES)
    if len(figures) == len(unread) and all(tag.slot != "number" or float(tag.value) > FEW for tag in figures):
        unread = []  # held against what is answered
    whole = kind is not None and not (unread or strange or unused)
    if not whole and not (unread or strange) and _whole_story(slots, values):
        kind, whole = "story", True
    subjects = _subjects(rest, nodes, knowledge) if relations.peers in ((), nodes) else ()
    if subjects:
        nodes, relations = subjects[0], replace(relations, peers=())
    lookup = Lookup(
        kind if whole and kind else "story",
        nodes,
        next(iter(_values(rest, "id")), None),
        bounds.from_ns,
        bounds.to_ns,
        bounds.at,
        _values(rest, "address"),
        tuple(dict.fromkeys(slot[2:] for tag in rest for slot in tag.slots if slot.startswith("f."))),
        next(iter(_values(rest, "interface")), None),
        tuple(dict.fromkeys(causes)),
        next((name for name in get_args(Superlative) if f"x.{name}" in slots), None),
        "t.past" not in slots and bool(slots & {"t.now", "m.now"}),
        frozenset(slots),
        either,
        relations,
        figures=_figures(figures) if not unread else (),
        corrected=told(wrong),
    )
    lookup = replace(lookup, then=tuple(replace(lookup, nodes=one) for one in subjects[1:]))
    if whole:
        return Reading(lookup, understood=understood)
    left = unread or [tag for tag in rest if _left(tag, unused)]
    if not left and not strange:
        left = [tag for tag in rest if tag.slot != "-"]
    missed = tuple(dict.fromkeys(tag.words for tag in left))
    understood = tuple(word for word in understood if word not in missed)
    about = lookup if understood and not strange else None
    return Reading(None, missed, tuple(dict.fromkeys(tag.words for tag in strange)), understood, about)


FIGURES = ("number", "unit", "length")
"""Slots of the numbers that a question may take for granted (`the 21 routes`, `9 seconds`)."""

FEW = 3
"""A number up to this one is found among the facts by chance."""


def _figures(found: tuple[Tag, ...]) -> tuple[tuple[str, float, bool], ...]:
    """The numbers with their units: words, value, and whether it is one of seconds."""
    read: list[tuple[str, float, bool]] = []
    for tag in found:
        if tag.slot == "unit" and read and not read[-1][2]:
            words, value, _ = read.pop()
            read.append((f"{words} {tag.words}", value * float(tag.value), True))
        elif tag.slot != "unit":
            read.append((tag.words, float(tag.value), tag.slot == "length"))
    return tuple(read)


DIES = frozenset(("die", "dies", "died", "dying", "dead"))
"""Words that say of a daemon that it crashed, and of a session or a link that it was lost."""

WHOLE_STORY = frozenset(
    ("n.session", "n.incident", "n.node", "n.link", "n.iface", "n.process", "n.times", "n.families", "n.notification",
     "n.address", "e.lost", "e.down", "e.back", "e.happen", "e.affected", "e.over", "e.start", "e.did", "e.take",
     "e.bad", "e.up", "e.fine", "e.see", "e.heard", "e.stayed", "x.first", "x.last", "x.all", "x.again", "x.or",
     "x.not", "x.only", "x.versus", "x.together", "q.when", "q.how_long", "q.why", "q.side", "q.how", "q.timeline",
     "r.after", "r.before", "r.until", "m.now")
)  # fmt: skip
"""What the whole story of an incident tells, in whatever way it is asked."""


def aspects(lookup: Lookup) -> tuple[str, ...]:
    """The kinds of look-up of which a question asks something besides the story of its incidents."""
    asked = lookup.slots | ({"at"} if lookup.at else set())
    return tuple(kind for slots, kind in ASPECTS if slots & asked and (kind in ALWAYS or slots <= asked))


def _whole_story(slots: set[str], values: set[str]) -> bool:
    """Whether the story of the incidents and the answers to its aspects hold all that a question asks for."""
    asked = {slot for slot in slots if not slot.startswith("c.") or slot == "c.planned"} - FREE - WHOLE_STORY
    asked -= {slot for group, kind in ASPECTS if kind not in ALWAYS and group <= slots for slot in group}
    return bool(slots - FREE) and asked <= COVERED and "id" not in values


def _of_as(found: list[Tag], knowledge: Knowledge) -> list[Tag]:
    """The tags with `AS 65101` as the one node that is in that AS."""
    owners: dict[str, set[str]] = {}
    for fact in knowledge.facts:
        if fact.local_as:
            owners.setdefault(str(fact.local_as), set()).add(fact.node)
    read = list(found)
    for k, tag in enumerate(found[1:], 1):
        whose = owners.get(tag.words, set()) if tag.slot == "number" and "n.asn" in found[k - 1].slots else set()
        if len(whose) == 1:
            read[k - 1], read[k] = Tag(found[k - 1].words, ("-",)), Tag(tag.words, ("node",), next(iter(whose)))
    return read


def _subjects(found: list[Tag], nodes: tuple[str, ...], knowledge: Knowledge) -> tuple[tuple[str, ...], ...]:
    """Of three nodes and more: the sessions and the single nodes that are named; none where no session is."""
    if len(nodes) < 3:
        return ()
    known = {frozenset(item.ends) for item in knowledge.peerings}
    subjects: list[tuple[str, ...]] = []
    for tag in (tag for tag in found if tag.slot == "node" and tag.value in nodes):
        name = str(tag.value)
        if tag.joined and subjects and len(subjects[-1]) == 1 and frozenset((*subjects[-1], name)) in known:
            subjects[-1] = (*subjects[-1], name)
        elif (name,) not in subjects:
            subjects.append((name,))
    return tuple(dict.fromkeys(subjects)) if any(len(one) == 2 for one in subjects) else ()


def _apart(nodes: tuple[str, ...], knowledge: Knowledge) -> bool:
    """Whether two nodes are the ends of no session: each is asked about alone."""
    return (
        len(nodes) == 2
        and bool(knowledge.peerings)
        and not any(set(nodes) <= {item.a, item.b} for item in knowledge.peerings)
    )


def _settled(tag: Tag) -> Tag:
    """A tag whose words may bound a time and did not, with its other readings."""
    other = tuple(slot for slot in tag.slots if not slot.startswith("w."))
    return Tag(tag.words, other, tag.value) if other and len(other) < len(tag.slots) else tag


def _left(tag: Tag, unused: set[str]) -> bool:
    names = {*tag.slots, *("family" for slot in tag.slots if slot.startswith("f."))}
    return bool(names & unused)


def _values(found: list[Tag], slot: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(tag.value) for tag in found if tag.slot == slot))


def names(knowledge: Knowledge) -> dict[str, str]:
    """The names of all nodes that are known, by their spelling in lower case."""
    ends = {end for peering in knowledge.peerings for end in peering.ends}
    return {name.lower(): name for name in sorted({*knowledge.nodes, *knowledge.heard, *ends}) if name}


def addresses(knowledge: Knowledge) -> dict[str, str | None]:
    """The addresses that are known, with the node that each belongs to."""
    found: dict[str, str | None] = {}
    for peering in knowledge.peerings:
        for node, address in ((peering.a, peering.address_a), (peering.b, peering.address_b)):
            if address and re.search(r"[.:]", address):
                found[canonical(address)] = node
    for name, member in knowledge.lab.nodes.items():
        found.update((canonical(address), name) for address in member.addresses)
    return found


def canonical(address: str) -> str:
    """An address in its one spelling (RFC 5952); what is none stays as it is."""
    try:
        return str(ip_address(address.lower()))
    except ValueError:
        return address.lower()


NOTHING = "nothing"
"""What a model says of a word that carries nothing."""

MEANINGS: dict[str, str] = {}
"""One English word for each slot, by which a model says what a word means."""

for _phrase, _slots in PHRASES.items():
    if len(_slots) == 1 and _slots[0] != "-" and _slots[0] not in MEANINGS.values():
        MEANINGS[" ".join(_phrase)] = _slots[0]


def choice_schema(words: tuple[str, ...]) -> dict[str, object]:
    """What a model may answer when it is asked to read words: for each, a word that code knows, or that it has none."""
    options = [*sorted(MEANINGS), NOTHING, "unknown"]
    return {
        "type": "object",
        "properties": {word: {"enum": options} for word in words},
        "required": list(words),
        "additionalProperties": False,
    }


def meant(data: Mapping[str, object], question: str, reading: Reading) -> dict[str, str] | None:
    """A model's readings of the words that were not read, as slots; None where it gave none, or left a word unread.

    Where code read most of a question, what is left may be a misspelling and nothing else: it must be close to one of
    that slot. In another language any word may mean anything, but a noun cannot be left out.
    """
    english = len(reading.understood) >= len(reading.unread)
    found: dict[str, str] = {}
    for word in reading.unread:
        said = data.get(word)
        slot = "-" if said == NOTHING else MEANINGS.get(said) if isinstance(said, str) else None
        if slot is None or (english and not _close(word, slot)):
            return None
        if slot == "-" and not english and (len(word) > 3 or word not in question.split()):
            return None
        found[word] = slot
    return found


def _close(word: str, slot: str) -> bool:
    """Whether a word may be a misspelling of one that fills the slot."""
    near = 1 if len(word) < 5 else 2
    known = [phrase[0] for phrase, slots in PHRASES.items() if slot in slots and len(phrase) == 1]
    return any(abs(len(each) - len(word)) <= near and edits(word, each) <= near for each in known)
