"""An incident as numbered, typed facts and the relations between them: all that a model sees, all that words may say.

Code measured every value; a fact carries the wordings in which it may be told, whom it is about, and the evidence
that it stands on. What devices wrote is here as quotes, which are data. Pure.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from agent.detect.incident import Evidence, Incident, Moment, PeeringOutage
from agent.report.prefix_fall import prefix_fall
from agent.report.words import cause_words, clock_words, count_words, duration_words, family_words, in_seconds
from clab.model import Lab

FactKind = Literal[
    "id", "severity", "status", "cause", "certainty", "planned", "subject", "node", "interface",
    "peering", "address", "family", "lost_at", "restored_at", "outage", "losses", "count",
    "started_at", "first_loss", "last_restored", "reconvergence", "delay", "moment", "quote",
]  # fmt: skip
Value = str | int | float | bool | None
RelationKind = Literal["lost", "restored", "still_down", "because_of", "before"]

BEFORE_FALL, AFTER_FALL = "number of prefixes before they fell", "number of prefixes after they fell"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is so. Times are nanoseconds (`unit` "ns"), durations seconds ("s"), counts plain numbers.

    `wordings`: how it may be said, first the one that `{F7}` becomes. `role` tells a reader (or a model) what the
    value is. `about` names nodes, interfaces and peerings ("r1–r2"); `evidence` holds ids of `FactSheet.evidence`.
    """

    id: str
    kind: FactKind
    value: Value
    wordings: tuple[str, ...]
    role: str
    unit: str = ""
    about: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """What facts have to do with each other: `subject` and `object` are fact ids, `at_ns` when, `order` its rank."""

    kind: RelationKind
    subject: str
    object: str
    at_ns: int | None = None
    order: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class FactSheet:
    """All facts of one incident, with the incident itself; each sheet is equal to itself alone."""

    incident: Incident
    facts: tuple[Fact, ...]
    relations: tuple[Relation, ...]
    evidence: tuple[tuple[str, Evidence], ...]
    lab: Lab | None = None
    by_id: dict[str, Fact] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index the facts by their ids."""
        object.__setattr__(self, "by_id", {fact.id: fact for fact in self.facts})

    def of(self, *kinds: FactKind) -> list[Fact]:
        """The facts of these kinds, in order."""
        return [fact for fact in self.facts if fact.kind in kinds]

    def first(self, kind: FactKind, role: str | None = None) -> Fact | None:
        """The first fact of a kind (and role)."""
        return next((fact for fact in self.facts if fact.kind == kind and role in (None, fact.role)), None)


def peering_name(outage: PeeringOutage) -> str:
    """A peering's name in a sheet: `r1–r2`, an unknown end by its address."""
    return f"{outage.a or outage.address_a or 'unknown'}–{outage.b or outage.address_b or 'unknown'}"


def sheet(incident: Incident, lab: Lab | None = None) -> FactSheet:
    """The fact sheet of an incident. The lab adds nothing that was not seen: only how to read names."""
    return _Writer(incident, lab).sheet()


class _Writer:
    """Writes facts in a fixed order, so that the same incident always has the same ids."""

    def __init__(self, incident: Incident, lab: Lab | None) -> None:
        self.incident, self.lab = incident, lab
        self.facts: list[Fact] = []
        self.relations: list[Relation] = []
        lines = [*incident.cause.evidence, *(witness for outage in incident.peerings for witness in outage.witnesses)]
        self.evidence = tuple((f"E{k}", fromkey) for k, fromkey in enumerate(dict.fromkeys(lines), 1))
        self.evidence_id = {item: id_ for id_, item in self.evidence}

    def sheet(self) -> FactSheet:
        """Everything, in order."""
        cause = self._verdict()
        self._scope()
        losses = [self._peering(peering, cause.id) for peering in self.incident.peerings]
        self._whole()
        self._moments()
        self._prefixes()
        for earlier, later in pairwise(sorted((loss for loss in losses if loss.at_ns is not None), key=_when)):
            self.relations.append(Relation("before", earlier.subject, later.subject, earlier.at_ns, earlier.order))
        return FactSheet(self.incident, tuple(self.facts), tuple(self.relations), self.evidence, self.lab)

    def add(
        self, kind: FactKind, value: Value, wordings: tuple[str, ...], role: str, **more: tuple[str, ...] | str
    ) -> Fact:
        """One more fact."""
        fact = Fact(f"F{len(self.facts) + 1}", kind, value, wordings, role, **more)  # type: ignore[arg-type]
        self.facts.append(fact)
        return fact

    def _ids(self, lines: tuple[Evidence, ...]) -> tuple[str, ...]:
        return tuple(self.evidence_id[line] for line in lines)

    def _verdict(self) -> Fact:
        incident, cause = self.incident, self.incident.cause
        shown = self._ids(cause.evidence)
        self.add("id", incident.id, (incident.id,), "the incident's name")
        self.add("severity", incident.severity, (incident.severity,), "severity, decided by code")
        self.add("status", incident.status, (incident.status,), "whether the incident is open or closed")
        words = cause_words(cause.type)
        if cause.certainty == "likely":
            words = tuple(f"probably {word}" for word in words)
        fact = self.add("cause", cause.type, words, "the cause", about=cause.nodes, evidence=shown)
        self.add("certainty", cause.certainty, (cause.certainty,), "how sure the cause is", evidence=shown)
        planned = "planned" if cause.planned else "unplanned"
        self.add("planned", cause.planned, (planned,), "whether an operator's own command explains the cause")
        if cause.subject:
            subject = self.add("subject", cause.subject, (cause.subject,), "where the cause lies", about=cause.nodes)
            self.relations.append(Relation("because_of", subject.id, fact.id, incident.started_ns))
        for text in quotes(incident):
            self.add("quote", text, (f'"{text}"',), "words that a device sent along, as data", evidence=shown)
        return fact

    def _scope(self) -> None:
        incident = self.incident
        for node in incident.nodes:
            lost = [peering_name(peering) for peering in incident.peerings if node in (peering.a, peering.b)]
            role = "a node of the incident" + (f" that lost {len(lost)} of its sessions" if lost else "")
            self.add("node", node, (node,), role, about=(node, *dict.fromkeys(lost)))
        down = sum(item.restored_ns is None for item in incident.peerings)
        for count, role in (
            (len(incident.peerings), "number of peerings that were lost"),
            (len(incident.nodes), "number of nodes concerned"),
            (sum(each.losses for each in incident.peerings), "number of losses over all peerings"),
            (down, "number of peerings still down"),
            (len(incident.peerings) - down, "number of peerings restored"),
        ):
            self.add("count", count, count_words(count), role)

    def _peering(self, outage: PeeringOutage, cause: str) -> Relation:
        name = peering_name(outage)
        ends = tuple(item for item in (outage.a, outage.b) if item)
        about, shown = (*ends, name), self._ids(outage.witnesses)
        whose = f"{name} ({outage.address_a or '?'} – {outage.address_b or '?'})"
        names = (f"the session between {ends[0]} and {ends[1]}", name) if len(ends) == 2 else (f"the session {name}",)
        fact = self.add("peering", whose, names, "a peering that was lost", about=about, evidence=shown)
        for node, address in ((outage.a, outage.address_a), (outage.b, outage.address_b)):
            if address:
                role = f"address of {node or 'an unknown router'} on {name}"
                self.add("address", address, (address,), role, about=(*filter(None, (node,)), name))
        for afi in outage.afis:
            self.add("family", afi, family_words(afi), f"address family on {whose}", about=about)
        lost = self._time("lost_at", outage.lost_ns, f"when {whose} was lost", about, shown)
        self.relations.append(Relation("lost", fact.id, lost.id, outage.lost_ns, len(self.relations)))
        self.relations.append(Relation("because_of", fact.id, cause, outage.lost_ns))
        if outage.restored_ns is None:
            self.relations.append(Relation("still_down", fact.id, lost.id, outage.lost_ns))
        else:
            back = self._time("restored_at", outage.restored_ns, f"when {whose} was back for good", about, shown)
            self.relations.append(Relation("restored", fact.id, back.id, outage.restored_ns))
        if outage.outage_ns is not None:
            self._span("outage", outage.outage_ns, f"how long {whose} was down", about, shown)
        self.add("losses", outage.losses, count_words(outage.losses), f"how often {whose} was lost", about=about)
        return Relation("lost", fact.id, lost.id, outage.lost_ns, len(self.facts))

    def _whole(self) -> None:
        incident = self.incident
        started, first, last = incident.started_ns, incident.first_loss_ns, incident.last_restored_ns
        self._time("started_at", started, "first evidence of the cause", incident.cause.nodes)
        if first is not None:
            self._time("first_loss", first, "the first loss")
            if first - started >= 1_000_000:
                self._span("delay", first - started, "from the first evidence of the cause to the first loss")
        if last is not None:
            self._time("last_restored", last, "the last restoration")
        if incident.reconvergence_ns is not None:
            self._span("reconvergence", incident.reconvergence_ns, "from the first loss to the last restoration")

    def _moments(self) -> None:
        for moment in self.incident.timeline:
            about = (moment.node,) if moment.node else ()
            self._time("moment", moment.at_ns, _moment_role(moment), about)

    def _prefixes(self) -> None:
        fall = prefix_fall(self.incident)
        if fall is None:
            return
        shown = self._ids(self.incident.cause.evidence)
        for count, role in ((fall.before, BEFORE_FALL), (fall.after, AFTER_FALL)):
            words = tuple(dict.fromkeys((str(count), *count_words(count))))
            self.add("count", count, words, role, about=(fall.receiver,), evidence=shown)

    def _time(
        self, kind: FactKind, at_ns: int, role: str, about: tuple[str, ...] = (), evidence: tuple[str, ...] = ()
    ) -> Fact:
        return self.add(kind, at_ns, clock_words(at_ns), role, unit="ns", about=about, evidence=evidence)

    def _span(
        self, kind: FactKind, length_ns: int, role: str, about: tuple[str, ...] = (), evidence: tuple[str, ...] = ()
    ) -> Fact:
        value = in_seconds(length_ns)
        return self.add(kind, value, duration_words(value), role, unit="s", about=about, evidence=evidence)


def _moment_role(moment: Moment) -> str:
    """What a moment is, without a word that a device chose."""
    node = moment.node or "the lab"
    told = re.match(r"(left )?ESTABLISHED with [\w.-]+", moment.text)
    return f"when {node} {'' if told and told[1] else 'was '}{told[0]}" if told else f"when {node} gave evidence"


def quotes(incident: Incident) -> tuple[str, ...]:
    """What people wrote into messages that devices sent along (RFC 9003): the cause's text, and quoted evidence."""
    found = [incident.cause.text] if incident.cause.text else []
    for line in (*incident.cause.evidence, *(witness for outage in incident.peerings for witness in outage.witnesses)):
        if line.source != "session":  # what a person typed is no word of a device
            found += re.findall(r'"([^"]{3,})"', line.text)
    return tuple(dict.fromkeys(found))


def _when(relation: Relation) -> int:
    return relation.at_ns or 0
