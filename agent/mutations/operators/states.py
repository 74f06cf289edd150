"""Wrong states: negations, recovery that was not, loss that is over, wrong severity."""

from agent.mutations.corruption import Operator, Result, Room, swap

HELD_OUT = False

NEGATED = {
    "lost": ("did not go down", "stayed up", "never went down", "was not lost", "remained established"),
    "lost_many": ("did not go down", "stayed up", "never went down", "were not lost", "remained established"),
    "restored": ("did not come back", "never recovered", "stayed down", "was not restored"),
    "restored_many": ("did not come back", "never recovered", "stayed down", "were not restored"),
}
OVER = {
    "open": ("is back up", "has recovered", "came back", "was restored", "is established again"),
    "open_many": ("are back up", "have recovered", "came back", "were restored", "are established again"),
}


def negated(room: Room) -> Result:
    """A loss or a restoration is denied."""
    place = room.pick("state", having=lambda slot: slot.value in NEGATED)
    return swap(room.text, place, room.rng.choice(NEGATED[place[2].value])) if place else None


def recovered(room: Room) -> Result:
    """What is still down is told as back."""
    down = sum(each["restored_at"] is None for each in room.incident["peerings"])
    as_many = down * 2 == len(room.incident["peerings"])  # "three sessions came back" would be right
    place = room.pick("state", having=lambda slot: slot.value in OVER and not (as_many and slot.key == "all"))
    return swap(room.text, place, room.rng.choice(OVER[place[2].value])) if place else None


def all_well(room: Room) -> Result:
    """While something is down, a sentence says that everything is up again."""
    if not room.incident["peerings"] or room.incident["last_restored_at"]:
        return None
    said = room.rng.choice(
        (
            "All sessions have recovered.",
            "Everything is back up.",
            "The incident is over and all peerings are established again.",
            "By now BGP has fully recovered.",
            "No session is down any more.",
        )
    )
    return room.text.without(lambda each: each.role == "open").plus(said), said


def still_down(room: Room) -> Result:
    """What came back is told as down."""
    if not room.incident["last_restored_at"]:
        return None
    peering = room.rng.choice(room.incident["peerings"])
    pair = f"{peering['a']} and {peering['b']}"
    said = room.rng.choice(
        (
            "The session between {} is still down.",
            "The peering of {} has not come back.",
            "Still waiting for {}, no BGP there yet.",
            "The incident is not over: {} remain without their session.",
        )
    ).format(pair)
    text = room.text.without(lambda each: each.role == "timing")
    return text.plus(said), said


def wrong_severity(room: Room) -> Result:
    """Another severity token."""
    tokens = [each for each in ("OK", "WARNING", "ACTION") if each != room.incident["severity"]]
    place = room.pick("severity")
    if place:
        return swap(room.text, place, room.rng.choice(tokens))
    said = room.rng.choice(("Severity {}.", "The severity is {}.", "Rated {}.")).format(room.rng.choice(tokens))
    return room.text.plus(said), said


OPERATORS = (
    Operator("state: negated", negated),
    Operator("state: open told as over", recovered),
    Operator("state: all well", all_well),
    Operator("state: still down", still_down),
    Operator("severity: wrong token", wrong_severity),
)
