"""Wrong values: durations, times, counts, units."""

from datetime import timedelta

from agent.mutations.amounts import in_words
from agent.mutations.corruption import Operator, Result, Room, swap

HELD_OUT = False


def twenty_three_minutes(room: Room) -> Result:
    """The mistake that began it all: a reconvergence of seconds told as 23 minutes."""
    place = room.pick("duration")
    said = room.rng.choice(("23 minutes", "about 23 minutes", "twenty-three minutes", "roughly 23 min"))
    return swap(room.text, place, said) if place and room.known.is_no_duration(23 * 60) else None


def off_by_a_tenth(room: Room) -> Result:
    """A duration that is 10 to 20 % off, stated exactly."""
    place = room.pick("duration")
    if not place:
        return None
    wrong = place[2].value * room.rng.choice((0.82, 0.86, 0.9, 1.1, 1.14, 1.19))
    said = room.rng.choice((f"{wrong:.3f} s", f"{wrong:.2f} s", f"{wrong:.1f} seconds", f"{wrong:.3f} seconds"))
    far = abs(round(wrong, 1) - place[2].value) > 0.5
    return swap(room.text, place, said) if far and room.known.is_no_duration(wrong) else None


def another_duration(room: Room) -> Result:
    """A duration that is simply another one, between some seconds and some hours."""
    place = room.pick("duration")
    wrong = room.rng.choice((4, 8, 17, 33, 48, 55, 72, 95, 130, 190, 340, 600, 1500, 5400))
    if not place or not room.known.is_no_duration(wrong) or 0.6 < wrong / place[2].value < 1.5:
        return None  # "about 8 s" of seven seconds might pass
    minutes, hours = wrong / 60, wrong / 3600
    said = f"{wrong} s" if wrong < 100 else f"{minutes:.0f} minutes" if wrong % 60 == 0 else f"{wrong} seconds"
    if wrong >= 5400:
        said = f"{hours:.1f} hours"
    return swap(room.text, place, room.rng.choice((said, f"about {said}")))


def wrong_unit(room: Room) -> Result:
    """The right number with the wrong unit."""
    place = room.pick("duration")
    if not place:
        return None
    number = max(1, round(place[2].value))
    unit, factor = room.rng.choice(
        (("minutes", 60), ("ms", 0.001), ("milliseconds", 0.001), ("hours", 3600), ("min", 60), ("h", 3600))
    )
    said = room.rng.choice((f"{number} {unit}", f"about {number} {unit}", f"{place[2].value:.1f} {unit}"))
    return swap(room.text, place, said) if room.known.is_no_duration(number * factor) else None


def shifted_time(room: Room) -> Result:
    """A moment that is minutes off."""
    place = room.pick("time")
    if not place:
        return None
    at = place[2].value + timedelta(minutes=room.rng.choice((-47, -15, -9, -4, -2, 2, 3, 7, 12, 38)))
    said = room.rng.choice((f"{at:%H:%M:%S}", f"{at:%H:%M:%S} UTC", f"{at:%Y-%m-%d %H:%M:%S}"))
    return swap(room.text, place, said) if room.known.is_no_moment(at) else None


def wrong_count(room: Room) -> Result:
    """A count of sessions, routers or losses that is another number."""
    place = room.pick("count")
    if not place:
        return None
    value = place[2].value
    options = [n for n in range(max(2, value - 3), value + 5) if n not in room.known.counts]
    if not options or value == 1:  # with a singular noun the text would be ungrammatical, not only false
        return None
    wrong = room.rng.choice(options)
    return swap(room.text, place, room.rng.choice((str(wrong), in_words(wrong))))


OPERATORS = (
    Operator("duration: 23 minutes", twenty_three_minutes),
    Operator("duration: 10 to 20 % off", off_by_a_tenth),
    Operator("duration: another one", another_duration),
    Operator("duration: wrong unit", wrong_unit),
    Operator("time: minutes off", shifted_time),
    Operator("count: wrong", wrong_count),
)
