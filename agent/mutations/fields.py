"""The fields of the templates: what each `{name}` says of an incident or of one of its peerings."""

from collections.abc import Callable
from random import Random

from agent.mutations import amounts, moments
from agent.mutations.corpus import Case
from agent.mutations.pieces import Piece, Slot
from agent.mutations.scene import Field, NotApplicable, Scene
from agent.mutations.wording import causes, verbs

FIELDS: dict[str, Field] = {}


def field(name: str) -> Callable[[Field], Field]:
    """Make a function the filler of `{name}`."""

    def keep(function: Field) -> Field:
        FIELDS[name] = function
        return function

    return keep


NEAR_THE_MINUTE_S = 29


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


@field("total_long")
def _total_long(scene: Scene) -> list[Piece]:
    value = scene.need(scene.incident["reconvergence_s"])
    return [Slot("duration", "reconvergence_s", value, amounts.long(value))]


@field("outage_long")
def _outage_long(scene: Scene) -> list[Piece]:
    value = scene.need(scene.here()["outage_s"])
    return [Slot("duration", f"outage_s:{scene.number}", value, amounts.long(value))]


@field("first_loss_minute")
def _first_loss_minute(scene: Scene) -> list[Piece]:
    at = moments.instant(scene.need(scene.incident["first_loss_at"]))
    if at.second > NEAR_THE_MINUTE_S:
        raise NotApplicable
    return [Slot("time", "first_loss_at", at, f"{at:%H:%M}")]


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


def scene(case: Case, rng: Random, peering: int | None = None) -> Scene:
    """An incident, or one of its peerings, with all fields at hand."""
    return Scene(case, rng, FIELDS, peering)
