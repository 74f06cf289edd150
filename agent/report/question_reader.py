"""A question read into a look-up: its tags settled, whom and when it is about, and the row that uses all of it.

A question that no row answers and whose words are all read is answered by the story of its incidents. Pure.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from typing import get_args

from agent.report.knowledge import Knowledge, zones
from agent.report.question_clauses import (
    asks,
    attached,
    counted,
    derived,
    in_parts,
    joined,
)
from agent.report.questions.aspects import story_holds
from agent.report.questions.clauses import Lab
from agent.report.questions.form import Form, form, unwrapped
from agent.report.questions.lexicon import CAUSES
from agent.report.questions.lookups import Lookup, Reading, Superlative, addresses, names
from agent.report.questions.parts import halves
from agent.report.questions.propositions import proposition
from agent.report.questions.relations import Relations, related
from agent.report.questions.rows import choose
from agent.report.questions.settling import positive, settled, somebody
from agent.report.questions.spelling import corrected, told
from agent.report.questions.times import Window, local, window
from agent.report.questions.tokens import Tag, alternatives, split, tags

VALUES = ("node", "address", "id", "interface")

OF_BOTH = ("side", "who", "noticed")
"""Kinds that ask which end of one session: `r1 or r2` names the session."""

ACROSS = ("spread", "related", "caused")
"""Kinds that compare what is named: it is not asked about one by one."""

COMPARED = frozenset(("x.first", "x.last", "x.longest", "x.shortest", "x.most"))

UNBOUND = ("clock", "date", "number", "ordinal", "unit", "length", "w.*")
"""Slots of values that bound nothing where they are left over."""

PLAIN = ("", "-", "q.what", "t.now", "t.past", "x.any")
"""Slots of words that need not be named as understood."""

FIGURES = ("number", "unit", "length")
"""Slots of the numbers that a question may take for granted (`the 21 routes`, `9 seconds`)."""

COMPOSED = (*ACROSS, "related", "status", "prefix_names", "unseen")
"""Kinds that are not answered by half: a word that was not read may be what they compare, or what is not seen."""

FEW = 3
"""A number up to this one is found among the facts by chance."""

CLOSED = frozenset(("c.shutdown", "c.reset", "c.removed", "e.over"))
"""What one end does to a session."""


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

    Of a question that was `typed`, typing errors are put right. One that no single row answers may be two, or end with
    what is not meant ("the total, not the time until …").
    """

    def one(text: str) -> Reading:
        return _read(text, knowledge, now_ns, zone, further, typed=typed)

    pairs = frozenset(frozenset(item.ends) for item in knowledge.peerings)
    lab = Lab(names(knowledge), pairs, now_ns, zone)
    parsed = derived(question, knowledge, lab) or in_parts(question, knowledge, lab, one)
    return parsed or attached(_by_words(question, knowledge, one), question, lab)


def _by_words(question: str, knowledge: Knowledge, one: Callable[[str], Reading]) -> Reading:
    """A question that no query is derived from, by the row that its words fill; where none does, by those of its two
    halves."""
    whole = one(question)
    clause = {"r.during", "r.after", "r.before", "r.until"}
    if whole.lookup is None or clause & whole.lookup.slots:
        whole = counted(question, one, knowledge) or whole
    if whole.strange or whole.lookup is not None:
        return whole
    for left, right in halves(question):
        both = [one(left), one(right)]
        first, second = both[0].lookup, both[1].lookup
        if first is not None and second is not None and asks(first):
            return joined(both[0], first, both[1], second)
    return whole


def _read(
    question: str, knowledge: Knowledge, now_ns: int, zone: tzinfo, further: Mapping[str, str] | None, *, typed: bool
) -> Reading:
    """One question."""
    known_names = names(knowledge)
    plain, agree = unwrapped(question)
    words, wrong = split(plain), dict[str, str]()
    if typed:
        words, wrong = corrected(words, known_names)
    every = tags(words, known_names, further)
    if (there := _local(every, knowledge)) is not None:
        return there
    bounds = window(every, now_ns, zone)
    found, between = alternatives(list(bounds.rest))
    found = [Tag(tag.words, ("-",)) if tag.words in ("one", "ones") else tag for tag in found]
    found, relations = related(_of_as(found, knowledge))
    found = [Tag(tag.words, ("-",)) if tag.slots == ("x.less",) and tag.words == "within" else tag for tag in found]
    wanted = form(found, question, agree=agree, choice=between not in ("", "node"))
    if wanted == "negative" and not any("x.only" in tag.slots for tag in found):
        found = [positive(tag) for tag in found]
    if wanted == "polar":
        found = somebody(found)
    asked = _Asked(settled(found), relations, between, wanted, bounds, knowledge)
    return asked.reading(told(wrong))


def _local(found: tuple[Tag, ...], knowledge: Knowledge) -> Reading | None:
    """A time that a node's log writes in its own zone: what that is in UTC is what is asked."""
    named = [tag for tag in found if tag.slot == "node"]
    if not any(tag.slot == "clock" for tag in found) or not named or any(tag.slot in ("", "strange") for tag in found):
        return None
    ahead = zones(knowledge)
    for tag in named:
        node = str(tag.value)
        told = local(found, knowledge.session.from_ns, knowledge.session.to_ns, ahead[node]) if node in ahead else None
        if told is not None:
            lookup = Lookup("local_time", (node,), from_ns=told[0], to_ns=told[0] + told[1], at=True)
            return Reading(lookup, understood=tuple(one.words for one in found if one.slot not in PLAIN))
    return None


@dataclass(slots=True)
class _Asked:
    """The tags of a question on their way to a look-up. `between`: the sort of what stands on both sides of an `or`."""

    tags: list[Tag]
    relations: Relations
    between: str
    form: Form
    bounds: Window
    knowledge: Knowledge

    def reading(self, corrections: tuple[tuple[str, str], ...]) -> Reading:
        """The look-up where all of it is read and has a use; else what is left over."""
        known = addresses(self.knowledge)
        strange = [
            tag for tag in self.tags if tag.slot == "strange" or (tag.slot == "address" and tag.value not in known)
        ]
        unread = [tag for tag in self.tags if not tag.slot or tag.slot in UNBOUND or tag.slot.startswith("w.")]
        slots, nodes = self._slots(), self._nodes()
        slots |= {"x.blamed"} if self.relations.blamed and len(nodes) > len(self.relations.blamed) else set()
        values = self._values()
        kind, unused, slots = self._kind(slots, values)
        several = False  # what is left beside the nodes of a cause is asked about one by one
        if kind == "caused" or (len(nodes) > 2 and not self.relations.peers):
            without = tuple(node for node in nodes if node not in self.relations.blamed)
            several, nodes = len(without) < len(nodes) and len(without) > 1 and kind != "caused", without
        if len(nodes) > 2:
            unread += [tag for tag in self.tags if tag.value in nodes[2:]]
        either = several or self.between == "node" or _apart(nodes, self.knowledge)
        either = either and not self.relations.peers
        either = either and kind not in (*OF_BOTH, *ACROSS)
        if (either and slots & COMPARED) or (self.between == "c" and kind not in ("why", None)):
            unused = unused | {"x.or"}
            self.tags = [Tag("or", ("x.or",)), *self.tags]
        if self.between == "f" and kind in ("why", "cause", "lost", "happened", "story"):
            slots |= {"x.both"}
        figures = tuple(tag for tag in unread if tag.slot in FIGURES)
        if len(figures) == len(unread) and all(seconds or value > FEW for _, value, seconds in _figures(figures)):
            unread = []  # held against what is answered
        whole = kind is not None and not (unread or strange or unused)
        if not whole and not (unread or strange) and story_holds(slots, values):
            kind, whole = "story", True
        plain = kind is not None and not (strange or unused) and kind not in COMPOSED
        lookup = self._lookup(kind if kind and (whole or plain) else "story", nodes, slots, either=either)
        lookup = replace(lookup, figures=() if unread else _figures(figures), corrected=corrections, form=self.form)
        if whole and self.relations.compared and proposition(lookup) is None:
            unread, whole = [tag for tag in self.tags if tag.slot in ("x.longer", "x.compared")], False
        understood = tuple(
            dict.fromkeys(tag.words for tag in self.tags if tag.slot not in PLAIN and tag not in strange)
        )
        if whole:
            return Reading(lookup, understood=understood)
        left = unread or [tag for tag in self.tags if _is_left(tag, unused)]
        if not left and not strange:
            left = [tag for tag in self.tags if tag.slot != "-"]
        missed = tuple(dict.fromkeys(tag.words for tag in left))
        understood = tuple(word for word in understood if word not in missed)
        about = lookup if understood and not strange else None
        return Reading(None, missed, tuple(dict.fromkeys(tag.words for tag in strange)), understood, about)

    def _slots(self) -> set[str]:
        """What is asked, without what other words of the question make needless."""
        slots = {slot for tag in self.tags for slot in tag.slots if "." in slot and not slot.startswith(("w.", "f."))}
        if "t.perfect" in slots:  # `has been up` is so now, `has been down` was
            slots = slots - {"t.perfect"} | (set() if {"e.up", "e.fine"} & slots else {"t.past"})
        if self.between == "e":
            slots.discard("e.stayed")  # "stayed or dropped": what was lost tells
        if self.between == "p":
            slots.discard("c.igp")  # "bgp or ospf" asks which, and narrows nothing
        if self.between in ("f", "node"):
            slots.discard("x.only")  # "the one or only the other": both are told
        if self.between == "c" and slots & COMPARED:
            slots.add("x.versus")
        if len(_of(self.tags, "node")) == 2 or _of(self.tags, "address"):
            slots -= {"b.internal", "b.external"}  # one pair of routers has sessions of one sort
        return slots

    def _nodes(self) -> tuple[str, ...]:
        aside = {*self.relations.aside, *self.relations.peers}
        return tuple(node for node in _of(self.tags, "node") if node not in aside)

    def _values(self) -> set[str]:
        """The sorts of values that bound the question."""
        values = {tag.slot for tag in self.tags if tag.slot in VALUES}
        values |= {"family"} if any(tag.slot.startswith("f.") for tag in self.tags) else set()
        values |= {"role"} if self.relations.roles or self.relations.peers else set()
        if self.bounds.from_ns is not None or self.bounds.to_ns is not None:
            values |= {"at" if self.bounds.at else "window"}
        return values

    def _kind(self, slots: set[str], values: set[str]) -> tuple[str | None, set[str], set[str]]:
        """The row's kind, what it has no use for, and the slots that then count."""
        kind, unused = choose(slots, values)
        if (
            self.between == "c"
            and kind in ("cause", "lost", "planned", "things", "changes")
            and "c.planned" not in slots
        ):
            kind = "why"
        if (
            self.between == "node"
            and kind in ("cause", "lost")
            and CLOSED & slots
            and not {"x.first", "x.last"} & slots
        ):
            kind = "side"  # which of two routers closed it
        if kind in ("who", "changes") and self.between == "node" and {"c.withdraw", "c.filter"} & slots:
            kind = "why"
        if (kind in ("who", "changes") and self.between == "node" and "q.who" in slots) or (
            kind == "who" and "q.side" in slots
        ):
            kind = "side"  # which of two routers, not which person
        if kind == "incidents" and "family" in values:
            kind = "lost"  # an outage of a family is that of its sessions
        if {"x.first", "x.last"} <= slots:
            unused = unused | {"x.last"}  # two at once
        return kind, unused, slots

    def _lookup(self, kind: str, nodes: tuple[str, ...], slots: set[str], *, either: bool) -> Lookup:
        relations = self.relations
        named = tuple(node for node in _of(self.tags, "node") if node not in relations.aside)
        one_row = not relations.peers or set(relations.peers) == set(named) or any(tag.joined for tag in self.tags)
        subjects = _subjects(self.tags, named, self.knowledge) if one_row else ()
        relations = replace(relations, subjects=subjects)
        subjects = () if kind in ACROSS else subjects
        if "x.except" in slots and kind == "lost" and named:
            nodes, excluded = (named[:1], named[1:]) if len(named) > 1 else ((), named)
            relations = replace(relations, excluded=excluded, peers=())
        elif {"x.except", "x.other"} & slots and kind != "stayed" and (kind != "lost" or len(named) != 1):
            nodes, relations = (), replace(relations, peers=())  # of all, those too that are named
        elif kind == "noticed" and self.between == "node" and (relations.blamed or _causes(slots)):
            nodes, relations = relations.blamed, replace(relations, peers=nodes)  # which of its neighbors
        elif subjects:
            nodes, relations = subjects[0], replace(relations, peers=())
        elif kind == "related" and len(named) > 2:
            nodes, relations = named, replace(relations, peers=())  # each of them may have an incident of its own
        lookup = Lookup(
            kind,
            nodes,
            next(iter(_of(self.tags, "id")), None),
            self.bounds.from_ns,
            self.bounds.to_ns,
            self.bounds.at,
            _of(self.tags, "address"),
            tuple(dict.fromkeys(slot[2:] for tag in self.tags for slot in tag.slots if slot.startswith("f."))),
            next(iter(_of(self.tags, "interface")), None),
            ()
            if (kind == "why" and self.between == "c") or (kind == "side" and self.between == "node")
            else _causes(slots),
            next((name for name in get_args(Superlative) if f"x.{name}" in slots), None),
            "t.past" not in slots and bool(slots & {"t.now", "m.now"}),
            frozenset(slots),
            either,
            relations,
        )
        return replace(lookup, then=tuple(replace(lookup, nodes=one) for one in subjects[1:]))


def _causes(slots: set[str]) -> tuple[str, ...]:
    """The types of cause that a question names, or that a word for a link or a daemon stands for."""
    if "c.hold" in slots and slots & {"q.lag", "q.how_long"} and slots & {"n.link", "n.iface", "r.after"}:
        slots = slots - {"c.hold"}  # what a timer ran out after
    causes = [cause for slot in sorted(slots) if slot[:2] == "c." for cause in CAUSES.get(slot[2:], ())]
    if slots & {"n.link", "n.iface"} and not causes:
        causes = list(CAUSES["flap" if "e.flap" in slots else "link"])
    if "n.process" in slots and not causes:
        causes = ["process_crash", "process_restart", "process_hang"]
    return tuple(dict.fromkeys(causes))


def _is_left(tag: Tag, unused: set[str]) -> bool:
    return bool({*tag.slots, *("family" for slot in tag.slots if slot.startswith("f."))} & unused)


def _of(found: list[Tag], slot: str) -> tuple[str, ...]:
    """The values of a slot."""
    return tuple(dict.fromkeys(str(tag.value) for tag in found if tag.slot == slot))


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
