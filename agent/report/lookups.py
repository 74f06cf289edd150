"""Questions about the lab as typed look-ups: what, of whom, which family, which time, which superlative. Pure.

Code answers only a question of which it read every content word; what is left over is named. What it cannot read (a
typo, another language) a model may read word by word; the same table is asked again with what it gave.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from ipaddress import ip_address
from typing import Annotated, Literal, get_args

from pydantic import Field

from agent.documents import UNPUBLISHED, Time
from agent.report.knowledge import Knowledge
from agent.report.questions.lexicon import CAUSES, PHRASES
from agent.report.questions.rows import ROWS, choose
from agent.report.questions.times import window
from agent.report.questions.tokens import Tag, alternatives, tags

KINDS: tuple[str, ...] = tuple(dict.fromkeys(row.kind for row in ROWS))
VALUES = ("node", "address", "id", "interface")


OF_BOTH = ("side", "who")
"""Kinds that ask which end of one session: `r1 or r2` names the session."""

Superlative = Literal["longest", "shortest", "first", "last"]
COMPARED = frozenset(("x.first", "x.last", "x.longest", "x.shortest", "x.most"))

PLAIN = ("", "-", "q.what", "t.now", "t.past", "x.any")
"""Slots of words that need not be named as understood."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """What is looked up. `nodes` and `addresses`: whom it is about, one for a node, two for a session. `from_ns` and
    `to_ns` bound the time where the question does; `at`: one moment was named. `causes`: types of cause that it names.
    `present`: it asks how things stand. `slots`: all that was read, by the words of the table of rows. `either`: each
    of the nodes is asked about alone. `chosen_by`: who read it."""

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
    chosen_by: str = "labkeeper"

    @property
    def total(self) -> bool:
        """Whether a sum is asked for."""
        return "x.total" in self.slots


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as far as it was read: the look-up, where every content word was used; else the words that were not,
    names that nobody knows, and what was understood."""

    lookup: Lookup | None
    unread: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    understood: tuple[str, ...] = ()


def read(
    question: str,
    knowledge: Knowledge,
    now_ns: int,
    zone: tzinfo = UTC,
    further: Mapping[str, str] | None = None,
) -> Reading:
    """The look-up that a question asks for, or what of it was not read; `further` are a model's readings of words."""
    found = tags(question, names(knowledge), further)
    bounds = window(found, now_ns, zone)
    rest, between = alternatives([_settled(tag) for tag in bounds.rest])
    known = addresses(knowledge)
    rest = [Tag(tag.words, ("-",)) if tag.words in ("one", "ones") else tag for tag in rest]
    strange = [tag for tag in rest if tag.slot == "strange" or (tag.slot == "address" and tag.value not in known)]
    unread = [tag for tag in rest if not tag.slot or tag.slot in ("clock", "date", "number", "unit", "length", "w.*")]
    unread += [tag for tag in rest if tag.slot.startswith("w.")]
    nodes = _values(rest, "node")
    if len(nodes) > 2:
        unread += [tag for tag in rest if tag.value in nodes[2:]]
    slots = {slot for tag in rest for slot in tag.slots if "." in slot and not slot.startswith(("w.", "f."))}
    values = {tag.slot for tag in rest if tag.slot in VALUES}
    values |= {"family"} if any(tag.slot.startswith("f.") for tag in rest) else set()
    if bounds.from_ns is not None or bounds.to_ns is not None:
        values |= {"at" if bounds.at else "window"}
    kind, unused = choose(slots, values)
    if between == "c" and kind in ("cause", "lost", "planned"):
        kind, slots = "why", {slot for slot in slots if slot[:2] != "c."}
    either = between == "node" and kind not in OF_BOTH
    if (either and slots & COMPARED) or (between == "c" and kind not in ("why", None)):
        unused = unused | {"x.or"}
        rest = [Tag("or", ("x.or",)), *rest]
    understood = tuple(dict.fromkeys(tag.words for tag in rest if tag.slot not in PLAIN and tag not in strange))
    if unread or strange or kind is None or unused:
        left = unread or [tag for tag in rest if _left(tag, unused)]
        if not left and not strange:
            left = [tag for tag in rest if tag.slot != "-"]
        words = tuple(dict.fromkeys(tag.words for tag in left))
        understood = tuple(word for word in understood if word not in words)
        return Reading(None, words, tuple(dict.fromkeys(tag.words for tag in strange)), understood)
    causes = [cause for slot in sorted(slots) if slot[:2] == "c." for cause in CAUSES.get(slot[2:], ())]
    if slots & {"n.link", "n.iface"} and not causes:
        causes = list(CAUSES["link"])
    if "n.process" in slots and not causes:
        causes = ["process_crash", "process_restart", "process_hang"]
    lookup = Lookup(
        kind,
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
    )
    return Reading(lookup, understood=understood)


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
    return any(abs(len(each) - len(word)) <= near and _edits(word, each) <= near for each in known)


def _edits(a: str, b: str) -> int:
    """Insertions, deletions, exchanges of a letter, and swaps of two neighbors, from one word to the other."""
    before, last = [0] * (len(b) + 1), list(range(len(b) + 1))
    for i, one in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one != other))
            if i > 1 and j > 1 and one == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
