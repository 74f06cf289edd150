"""Wrong scope: plots dropped, merged or borrowed, quantifiers, order."""

import re
from dataclasses import replace
from datetime import timedelta

from agent.mutations.corruption import Operator, Result, Room
from agent.mutations.moments import instant
from agent.mutations.pieces import Sentence

HELD_OUT = False


def dropped_plot(room: Room) -> Result:
    """Everything about one node that lost something is left out."""
    if not room.text.complete:
        return None
    name = room.rng.choice(room.incident["nodes"])
    text = room.text.without(lambda each: any(slot.kind == "node" and slot.value == name for slot in each.slots))
    gone = not re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", text.text)
    return (replace(text, complete=False), f"{name} is not mentioned") if gone and text.slots("time", "node") else None


def dropped_open(room: Room) -> Result:
    """What is still down is left out."""
    if not room.text.complete or room.incident["last_restored_at"] or not room.incident["peerings"]:
        return None
    text = room.text.without(lambda each: each.role in ("open", "each_open"))
    return (text, "what is still down is not mentioned") if text.slots("time", "node", "count") else None


MERGERS = (
    "The trouble at {subject} also took down the session between {pair}.",
    "{subject} is the reason why the session between {pair} was lost as well.",
    "The same event at {subject} hit the session between {pair}.",
    "Because of {subject}, the session between {pair} went down too.",
)


def merged_plots(room: Room) -> Result:
    """Another incident's cause is said to have had this one's losses."""
    if not room.incident["peerings"]:
        return None
    other = room.rng.choice(room.others).case.incident["cause"]["subject"]
    if not other or other == "host" or other.split()[0].split(":")[0] in room.known.words:
        return None
    peering = room.rng.choice(room.incident["peerings"])
    said = room.rng.choice(MERGERS).format(subject=other, pair=f"{peering['a']} and {peering['b']}")
    return room.text.plus(said), said


def stale_facts(room: Room) -> Result:
    """A sentence from another incident's text."""
    other = room.rng.choice(room.others)
    clocks = {at.hour * 60 + at.minute for at in room.known.moments}
    foreign = [
        each
        for each in other.sentences
        if any(
            slot.kind == "time"
            and room.known.is_no_moment(slot.value)
            and all(abs(slot.value.hour * 60 + slot.value.minute - clock) > 2 for clock in clocks)
            for slot in each.slots
        )
    ]
    if other.case.name == room.text.case.name or not foreign:
        return None
    said = room.rng.choice(foreign)
    row = room.rng.randint(1, len(room.text.sentences))
    return room.text.plus(said.text, row), f"from {other.case.name}: {said.text!r}"


NONE_LOST = ("No session was lost.", "Not a single session went down.", "None of the sessions was affected.")
NONE_BACK = ("None of the sessions has come back.", "No session recovered.", "Not one of the peerings was restored.")
ALL_LOST = ("All sessions were lost.", "Every session went down.", "Both routers lost all their BGP sessions.")


def wrong_quantifier(room: Room) -> Result:
    """None or all, where it is the other way round."""
    pool: tuple[str, ...] = ALL_LOST if not room.incident["peerings"] else NONE_LOST
    if room.incident["last_restored_at"]:
        pool = (*pool, *NONE_BACK)
    said = room.rng.choice(pool)
    return room.text.plus(said, room.rng.randint(1, len(room.text.sentences))), said


def exchanged_times(room: Room) -> Result:
    """Loss and restoration of a peering have each other's times."""
    places = room.text.slots("time")
    for row in room.rng.sample(range(len(room.text.sentences)), len(room.text.sentences)):
        lost = [each for each in places if each[0] == row and each[2].key.startswith("lost_at")]
        back = [each for each in places if each[0] == row and each[2].key.startswith("restored_at")]
        if lost and back and back[0][2].value - lost[0][2].value >= timedelta(seconds=2):
            one, other = lost[0], back[0]
            if one[2].text != other[2].text and min(len(one[2].text), len(other[2].text)) >= len("00:00:00"):
                text = room.text.put(row, one[1], other[2]).put(row, other[1], one[2])
                return text, f"{one[2].text} and {other[2].text} exchanged"
    return None


ORDERS = (
    "The session between {late} went down before the one between {early}.",
    "First {late} lost their session, only then {early}.",
    "{early} lost BGP after {late} had already lost it.",
    "The loss between {late} preceded the loss between {early}.",
)


def reordered_losses(room: Room) -> Result:
    """Two losses in the wrong order."""
    losses: dict[tuple[str, str], list[str]] = {}
    for each in room.incident["peerings"]:
        losses.setdefault((each["a"], each["b"]), []).append(each["lost_at"])
    pairs = [
        (one, other)
        for one, at in losses.items()
        for other, later in losses.items()
        if instant(min(later)) - instant(max(at)) >= timedelta(milliseconds=500)
    ]
    if not pairs:
        return None
    early, late = (" and ".join(each) for each in room.rng.choice(pairs))
    said = room.rng.choice(ORDERS).format(early=early, late=late)
    return room.text.plus(said), said


BACKWARDS = (
    "The sessions recovered first and went down afterwards.",
    "{restored} the first session was lost, and {lost} the last one was back.",
    "It was all restored before the first session was lost.",
    "The last restoration came ahead of the first loss.",
)


def backwards(room: Room) -> Result:
    """The end told as before the beginning."""
    first, last = room.incident["first_loss_at"], room.incident["last_restored_at"]
    if not last or not first:
        return None
    lost, restored = instant(first), instant(last)
    said = room.rng.choice(BACKWARDS).format(lost=f"at {lost:%H:%M:%S}", restored=f"At {restored:%H:%M:%S}")
    text = room.text.without(lambda each: each.role == "timing")
    return replace(text, sentences=(*text.sentences, Sentence("added", (said,)))), said


OPERATORS = (
    Operator("dropped: a node's plot", dropped_plot, complete=True),
    Operator("dropped: what is open", dropped_open, complete=True),
    Operator("plots: merged", merged_plots),
    Operator("plots: stale facts", stale_facts),
    Operator("quantifier: wrong", wrong_quantifier),
    Operator("order: times exchanged", exchanged_times),
    Operator("order: losses", reordered_losses),
    Operator("order: backwards", backwards),
)
