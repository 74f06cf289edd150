"""An incident as the plans' fields: each `{field}` of a template becomes words and slots, or says that it cannot.

A template is plain words with `[one|other]` choices and `{fields}`; one whose fields the incident does not have is not
used. Everything a field says is read from the incident's JSON, nothing else.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from agent.mutations import amounts, moments
from agent.mutations.corpus import Case
from agent.mutations.pieces import Piece, Sentence, Slot
from agent.mutations.wording import causes, verbs

Peering = Mapping[str, Any]
_CHOICE = re.compile(r"\[([^\[\]{}]*(?:\{\w+\}[^\[\]{}]*)*)\]")
_FIELD = re.compile(r"\{(\w+)\}")


class NotApplicable(Exception):
    """The incident does not have what a field names."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The cause's subject taken apart: its node, and an interface or a neighbor's address where it has one."""

    node: str | None = None
    interface: str | None = None
    neighbor: str | None = None
    peer: str | None = None


def subject(incident: Mapping[str, Any]) -> Subject:
    """The subject of an incident's cause."""
    said = incident["cause"]["subject"]
    if said is None or said == "host":
        return Subject()
    if " neighbor " in said:
        node, _, address = said.partition(" neighbor ")
        ends = [(p["a"], p["address_a"], p["b"]) for p in incident["peerings"]]
        ends += [(p["b"], p["address_b"], p["a"]) for p in incident["peerings"]]
        known = {end for end, own, other in ends if own == address and other == node}
        others = [each for each in incident["nodes"] if each != node]
        peer = next(iter(known)) if len(known) == 1 else None
        if not incident["peerings"] and len(others) == 1:
            peer = others[0]
        return Subject(node, neighbor=address, peer=peer)
    node, _, interface = said.partition(":")
    return Subject(node, interface=interface or None)


class Scene:
    """One incident (and, in some sentences, one of its peerings), ready to fill templates."""

    def __init__(self, case: Case, rng: Random, peering: int | None = None) -> None:
        self.incident, self.rng, self.number = case.incident, rng, peering
        self.subject = subject(case.incident)
        self.peering: Peering | None = None if peering is None else case.incident["peerings"][peering]

    def fill(self, role: str, template: str) -> Sentence:
        """A template as a sentence.

        Raises:
            NotApplicable: a field has nothing to say here.
        """
        chosen = template
        while found := _CHOICE.search(chosen):
            chosen = chosen[: found.start()] + self.rng.choice(found[1].split("|")) + chosen[found.end() :]
        return Sentence(role, self._pieces(chosen))

    def _pieces(self, template: str) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        end = 0
        for found in _FIELD.finditer(template):
            pieces += [template[end : found.start()]] if found.start() > end else []
            pieces += FIELDS[found[1]](self)
            end = found.end()
        pieces += [template[end:]] if end < len(template) else []
        return tuple(pieces)

    def need(self, value: Any) -> Any:
        """The value, where there is one."""
        if value is None:
            raise NotApplicable
        return value

    def here(self) -> Peering:
        """The peering this sentence is about."""
        found: Peering = self.need(self.peering)
        return found

    def phrase(self, table: Mapping[str, tuple[str, ...]]) -> list[Piece]:
        """A cause's phrase from one of the tables, led by a slot that says which type it words."""
        kind = self.incident["cause"]["type"]
        options = [each for each in table.get(kind, ()) if self._can(each)]
        if not options:
            raise NotApplicable
        inner = self._pieces(self.rng.choice(options))
        return [Slot("cause", kind, kind, ""), *inner, Slot("cause_end", kind, kind, "")]

    def _can(self, template: str) -> bool:
        try:
            self._pieces(template)
        except NotApplicable:
            return False
        return True


Field = Callable[[Scene], list[Piece]]
FIELDS: dict[str, Field] = {}


def field(name: str) -> Callable[[Field], Field]:
    """Make a function the filler of `{name}`."""

    def keep(function: Field) -> Field:
        FIELDS[name] = function
        return function

    return keep


def node(name: str, key: str) -> Slot:
    """A node's name in a text."""
    return Slot("node", key, name, name)


def listed(names: list[str], key: str, rng: Random) -> list[Piece]:
    """Names as a list in words."""
    last = rng.choice((" and ", " and ", " & "))
    pieces: list[Piece] = []
    for place, name in enumerate(names):
        pieces += [] if place == 0 else [last if place == len(names) - 1 else ", "]
        pieces.append(node(name, key))
    return pieces


def _moment(name: str, form: Callable[..., str], where: str) -> Field:
    def say(scene: Scene) -> list[Piece]:
        holder = scene.incident if where == "incident" else scene.here()
        at = moments.instant(scene.need(holder[name]))
        key = name if where == "incident" else f"{name}:{scene.number}"
        return [Slot("time", key, at, form(at, scene.rng))]

    return say


for _name in ("started_at", "first_loss_at", "last_restored_at"):
    FIELDS[_name] = _moment(_name, moments.clock, "incident")
    FIELDS[f"{_name}_dated"] = _moment(_name, moments.stamp, "incident")
for _name in ("lost_at", "restored_at"):
    FIELDS[_name] = _moment(_name, moments.clock, "peering")


@field("total")
def _total(scene: Scene) -> list[Piece]:
    value = scene.need(scene.incident["reconvergence_s"])
    return [Slot("duration", "reconvergence_s", value, amounts.duration(value, scene.rng))]


@field("outage")
def _outage(scene: Scene) -> list[Piece]:
    value = scene.need(scene.here()["outage_s"])
    return [Slot("duration", f"outage_s:{scene.number}", value, amounts.duration(value, scene.rng))]


@field("losses")
def _losses(scene: Scene) -> list[Piece]:
    number = scene.here()["losses"]
    return [Slot("count", f"losses:{scene.number}", number, amounts.count(number, scene.rng)), " times"]


@field("sessions")
def _sessions(scene: Scene) -> list[Piece]:
    number = len(scene.incident["peerings"]) or scene.need(None)
    noun = scene.rng.choice(("session", "BGP session", "peering", "BGP peering")) + ("" if number == 1 else "s")
    return [Slot("count", "peerings", number, amounts.count(number, scene.rng)), f" {noun}"]


def _verb(scene: Scene, number: int, kind: str, one: tuple[str, ...], many: tuple[str, ...]) -> list[Piece]:
    value, words = (kind, one) if number == 1 else (f"{kind}_many", many)
    return [" ", Slot("state", "all", value, scene.rng.choice(words))]


@field("sessions_went")
def _sessions_went(scene: Scene) -> list[Piece]:
    number = len(scene.incident["peerings"])
    return _sessions(scene) + _verb(scene, number, "lost", verbs.WENT, verbs.WENT_MANY)


@field("sessions_came")
def _sessions_came(scene: Scene) -> list[Piece]:
    scene.need(scene.incident["last_restored_at"])
    number = len(scene.incident["peerings"])
    return _sessions(scene) + _verb(scene, number, "restored", verbs.CAME, verbs.CAME_MANY)


@field("open_still")
def _open_still(scene: Scene) -> list[Piece]:
    number = sum(each["restored_at"] is None for each in scene.incident["peerings"]) or scene.need(None)
    noun = scene.rng.choice(("session", "BGP session", "peering")) + ("" if number == 1 else "s")
    said: list[Piece] = [Slot("count", "open", number, amounts.count(number, scene.rng)), f" {noun}"]
    return said + _verb(scene, number, "open", verbs.STILL, verbs.STILL_MANY)


@field("n_nodes")
def _n_nodes(scene: Scene) -> list[Piece]:
    number = len(scene.incident["nodes"])
    noun = scene.rng.choice(("node", "router")) + ("" if number == 1 else "s")
    return [Slot("count", "nodes", number, amounts.count(number, scene.rng)), f" {noun}"]


@field("nodes")
def _nodes(scene: Scene) -> list[Piece]:
    return listed(scene.rng.sample(scene.incident["nodes"], len(scene.incident["nodes"])), "scope", scene.rng)


@field("severity")
def _severity(scene: Scene) -> list[Piece]:
    return [Slot("severity", "severity", scene.incident["severity"], scene.incident["severity"])]


def _ends(scene: Scene) -> list[tuple[str, str, str]]:
    here = scene.here()
    ends = [(scene.need(here[end]), here[f"address_{end}"], end) for end in ("a", "b")]
    return ends if scene.rng.random() < 0.5 else ends[::-1]


@field("pair")
def _pair(scene: Scene) -> list[Piece]:
    one, other = _ends(scene)
    link = scene.rng.choice((" and ", " and ", "–", "-", " <-> ", "/"))
    keys = [f"end:{scene.number}:{end}" for *_, end in (one, other)]
    return [node(one[0], keys[0]), link, node(other[0], keys[1])]


def _said(scene: Scene, address: str | None) -> str:
    """An address that is one; a router that does not know its peer's name prints "Unknown"."""
    if address == "Unknown":
        raise NotApplicable
    return str(scene.need(address))


@field("pair_at")
def _pair_at(scene: Scene) -> list[Piece]:
    pieces: list[Piece] = []
    link = scene.rng.choice((" and ", " and ", " – ", " <-> "))
    for name, address, end in _ends(scene):
        pieces += [link] if pieces else []
        at = Slot("address", f"address:{scene.number}:{end}", _said(scene, address), address)
        pieces += [node(name, f"end:{scene.number}:{end}"), " (", at, ")"]
    return pieces


@field("afi")
def _afi(scene: Scene) -> list[Piece]:
    pieces: list[Piece] = []
    for each in scene.here()["afis"] or scene.need(None):
        pieces += [" and "] if pieces else []
        pieces.append(Slot("afi", f"afi:{scene.number}", each, scene.rng.choice(verbs.AFIS[each])))
    return pieces


@field("iface")
def _iface(scene: Scene) -> list[Piece]:
    on, port = scene.need(scene.subject.node), scene.need(scene.subject.interface)
    name, where = Slot("interface", "subject", port, port), node(on, "subject")
    forms: list[list[Piece]] = [[where, ":", name], [name, " on ", where], ["interface ", name, " of ", where]]
    forms += [[where, "'s ", name], [where, "'s interface ", name], [where, " ", name]]
    return scene.rng.choice(forms)


@field("nbr")
def _nbr(scene: Scene) -> list[Piece]:
    on, address = scene.need(scene.subject.node), scene.need(scene.subject.neighbor)
    peer, where = Slot("address", "neighbor", address, address), node(on, "subject")
    forms: list[list[Piece]] = [[where, " neighbor ", peer], ["neighbor ", peer, " on ", where]]
    forms += [
        [where, "'s neighbor ", peer],
        [where, "'s session to ", peer],
        ["the session from ", where, " to ", peer],
    ]
    return scene.rng.choice(forms)


@field("n")
def _n(scene: Scene) -> list[Piece]:
    return [node(scene.need(scene.subject.node), "subject")]


@field("peer")
def _peer(scene: Scene) -> list[Piece]:
    return [node(scene.need(scene.subject.peer), "peer")]


def _lexical(kind: str, value: str, words: tuple[str, ...]) -> Field:
    return lambda scene: [Slot(kind, kind, value, scene.rng.choice(words))]


def _by_certainty(proved: tuple[str, ...], likely: tuple[str, ...]) -> Field:
    def say(scene: Scene) -> list[Piece]:
        match scene.incident["cause"]["certainty"]:
            case "proved":
                return [Slot("because", "certainty", "proved", scene.rng.choice(proved))]
            case "likely":
                return [Slot("because", "certainty", "likely", scene.rng.choice(likely))]
            case _:
                raise NotApplicable

    return say


FIELDS |= {
    "cause": lambda scene: scene.phrase(causes.NOUNS),
    "clause": lambda scene: scene.phrase(causes.CLAUSES),
    "because": _by_certainty(verbs.BECAUSE, verbs.PERHAPS),
    "caused": _by_certainty(verbs.CAUSED, verbs.PERHAPS_CAUSED),
    "unknown": _lexical("because", "unknown", verbs.NOT_KNOWN),
    "went": _lexical("state", "lost", verbs.WENT),
    "went_many": _lexical("state", "lost_many", verbs.WENT_MANY),
    "came": _lexical("state", "restored", verbs.CAME),
    "came_many": _lexical("state", "restored_many", verbs.CAME_MANY),
    "still": _lexical("state", "open", verbs.STILL),
    "still_many": _lexical("state", "open_many", verbs.STILL_MANY),
}
