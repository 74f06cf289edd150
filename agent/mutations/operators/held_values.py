"""Wrong values that nobody tunes on."""

from datetime import timedelta

from agent.mutations.corruption import Operator, Result, Room, swap

HELD_OUT = True


def by_a_factor(room: Room) -> Result:
    """A duration halved, doubled or ten times as long, loosely worded."""
    place = room.pick("duration")
    if not place:
        return None
    wrong = max(1, round(place[2].value * room.rng.choice((0.5, 2, 3, 10))))
    if not room.known.is_no_duration(wrong):
        return None
    said = room.rng.choice(("about {} seconds", "roughly {} s", "{} seconds", "just over {} seconds", "nearly {} s"))
    return swap(room.text, place, said.format(wrong))


def seconds_off(room: Room) -> Result:
    """A moment that is some seconds off."""
    place = room.pick("time")
    if not place:
        return None
    at = place[2].value + timedelta(seconds=room.rng.choice((-31, -17, -8, -5, 4, 6, 11, 23)))
    said = room.rng.choice((f"{at:%H:%M:%S}", f"{at:%H:%M:%S} UTC", f"{at:%H:%M:%S}.{at.microsecond // 1000:03d}"))
    return swap(room.text, place, said) if room.known.is_no_moment(at) else None


def another_zone(room: Room) -> Result:
    """A moment in some zone's clock, passed off as UTC."""
    place = room.pick("time")
    if not place:
        return None
    at = place[2].value + timedelta(hours=room.rng.choice((-5, -8, 1, 2, 9)))
    return swap(room.text, place, f"{at:%H:%M:%S} UTC") if room.known.is_no_moment(at) else None


def another_day(room: Room) -> Result:
    """The right time of day on the wrong date."""
    place = room.pick("time")
    if not place:
        return None
    at = place[2].value + timedelta(days=room.rng.choice((-30, -7, -2, -1, 1, 3)))
    said = room.rng.choice((f"{at:%Y-%m-%d %H:%M:%S}", f"{at:%H:%M:%S} on {at:%-d %B %Y}"))
    return swap(room.text, place, said)


OPERATORS = (
    Operator("duration: by a factor", by_a_factor),
    Operator("time: seconds off", seconds_off),
    Operator("time: another zone as UTC", another_zone),
    Operator("time: another day", another_day),
)
