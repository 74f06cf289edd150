"""Wrong states that nobody tunes on."""

from agent.mutations.amounts import in_words
from agent.mutations.corruption import Operator, Result, Room
from agent.mutations.pieces import Sentence

HELD_OUT = True

OTHER_STATES = (
    "The session between {} got stuck in OpenConfirm.",
    "The session between {} never left ESTABLISHED.",
    "BGP between {} stayed ESTABLISHED all the time.",
    "{} hung in state OpenSent afterwards.",
    "No loss of the {} session was recorded.",
)
SOME = (
    "Only {} of the {} sessions came back.",
    "Just {} of {} sessions recovered.",
    "{} out of {} peerings were restored, the others were not.",
)


def other_state(room: Room) -> Result:
    """A state that the session was not in."""
    if not room.incident["peerings"]:
        return None
    pairs = {(each["a"], each["b"]) for each in room.incident["peerings"]}
    one, other = room.rng.choice(sorted(pairs))
    if not {f"{one}", f"{other}"} <= set(room.incident["nodes"]) or "openconfirm" in room.known.words:
        return None
    said = room.rng.choice(OTHER_STATES).format(f"{one} and {other}")
    return room.text.plus(said, room.rng.randint(1, len(room.text.sentences))), said


def only_some(room: Room) -> Result:
    """Some of the sessions are told as not restored, where all were."""
    total = len(room.incident["peerings"])
    if total < 2 or not room.incident["last_restored_at"]:
        return None
    back = room.rng.randint(1, total - 1)
    say = room.rng.choice((str, in_words))
    said = room.rng.choice(SOME).format(say(back), say(total))
    said = said[:1].upper() + said[1:]
    rows = [n for n, each in enumerate(room.text.sentences) if each.role == "timing"]
    if rows:
        return room.text.with_sentence(rows[0], Sentence("timing", (said,))), said
    return room.text.plus(said), said


OPERATORS = (
    Operator("state: another", other_state),
    Operator("state: only some restored", only_some),
)
