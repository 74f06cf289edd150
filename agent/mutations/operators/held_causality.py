"""Wrong causes that nobody tunes on."""

from agent.mutations.corruption import Operator, Result, Room
from agent.mutations.pieces import Sentence

HELD_OUT = True

CHAINS = (
    "The trigger behind it was high CPU load on {node}.",
    "It all goes back to a software bug on {node}.",
    "The underlying reason was a misconfigured MTU on {node}.",
    "The origin of the problem was a full disk on {node}.",
    "This was set off by a broadcast storm reaching {node}.",
    "A firmware upgrade on {node} was behind it.",
    "Memory exhaustion on {node} started the whole thing.",
    "The outage stems from a bad optic in {node}.",
)
DENIALS = (
    "The cause of the outage is unknown.",
    "Nobody knows why this happened.",
    "The root cause could not be determined.",
    "No cause was found.",
)
UNPLANNED = (
    "No operator command was involved.",
    "This was not planned.",
    "It was an unplanned outage.",
    "Nobody had touched the lab; it was not planned.",
)


def invented_origin(room: Room) -> Result:
    """A deeper reason that nothing shows."""
    said = room.rng.choice(CHAINS).format(node=room.rng.choice(room.incident["nodes"]))
    return room.text.plus(said, room.rng.randint(1, len(room.text.sentences))), said


def denied_cause(room: Room) -> Result:
    """A proved cause told as unknown."""
    if room.incident["cause"]["certainty"] != "proved":
        return None
    said = room.rng.choice(DENIALS)
    rows = [n for n, each in enumerate(room.text.sentences) if each.role == "cause"]
    if rows:
        return room.text.with_sentence(rows[0], Sentence("unknown", (said,))), said
    return room.text.plus(said), said


def denied_planned(room: Room) -> Result:
    """A planned event told as not planned."""
    if not room.incident["cause"]["planned"]:
        return None
    said = room.rng.choice(UNPLANNED)
    return room.text.without(lambda each: each.role == "planned").plus(said), said


OPERATORS = (
    Operator("origin: invented", invented_origin),
    Operator("cause: denied", denied_cause),
    Operator("planned: denied", denied_planned),
)
