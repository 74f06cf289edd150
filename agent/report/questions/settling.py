"""Words of several meanings, with those that the other words of a question leave. Pure."""

from dataclasses import replace

from agent.report.questions.form import INDEFINITE
from agent.report.questions.tokens import Tag

DEEDS = frozenset(("e.change", "n.change", "e.did", "e.fixed", "e.back", "n.operator", "e.take", "n.notification"))
"""Slots of what somebody does."""

DIES = frozenset(("die", "dies", "died", "dying", "dead"))
"""Words that say of a daemon that it crashed, and of a session or a link that it was lost."""

DYING = frozenset(("n.session", "n.link", "n.iface", "n.families", "p.ospf", "p.isis"))
"""Slots of what is no daemon."""

REACHED = frozenset(("reach", "reached", "hit", "was hit", "cross", "crossed", "break", "broke", "trip", "tripped"))
"""What is done to a limit."""


STOPPING = frozenset(("n.session", "n.incident", "e.flap", "e.lost", "n.prefix", "n.sent", "c.withdraw"))
"""Slots of what stops and is no node."""


def settled(found: list[Tag]) -> list[Tag]:
    """The tags with those readings of their words that the other words leave."""
    found = [_unbound(tag) for tag in found]
    if any(DYING & set(tag.slots) or tag.slot[:2] == "f." for tag in found):
        found = [Tag(tag.words, ("e.lost",)) if tag.words in DIES else tag for tag in found]
    if any({"n.sent", "n.received"} & set(tag.slots) for tag in found):
        found = [Tag(tag.words, ("c.withdraw",)) if tag.slots == ("c.stop",) else tag for tag in found]
    if any({"n.prefix", "n.names"} & set(tag.slots) for tag in found):
        found = [Tag(tag.words, ("c.withdraw",)) if tag.words.startswith("pull") else tag for tag in found]
    found = counted(found)
    if any({"n.limit", "c.limit"} & set(tag.slots) for tag in found):
        found = [Tag(tag.words, ("-",)) if tag.words in REACHED else tag for tag in found]
    named = {slot for tag in found for slot in tag.slots}
    if "node" in named and not named & STOPPING:
        found = [Tag(tag.words, ("c.stop",)) if tag.words in ("stop", "stops") else tag for tag in found]
    if any({"e.lost", "e.flap"} & set(tag.slots) for tag in found):
        found = [Tag(tag.words, ("q.lag", "x.next")) if tag.words in ("gap", "gaps") else tag for tag in found]
    if any({"n.clock", "x.right"} & set(tag.slots) for tag in found):
        found = [Tag(tag.words, ("-",)) if tag.slot == "clock" else tag for tag in found]  # what the clocks show
    return found


COUNTED = ("n.session", "n.incident", "n.node", "role", "n.times", "n.prefix")


def counted(found: list[Tag]) -> list[Tag]:
    """The tags with what is counted as the first noun behind `how many`: the others say of what, or which."""
    asks = next((k for k, tag in enumerate(found) if "q.many" in tag.slots), None)
    nouns = [k for k, tag in enumerate(found) if asks is not None and k > asks and tag.slot in COUNTED]
    first = found[nouns[0]].slot if nouns else ""
    drops = {"n.session": ("n.node",), "n.incident": ("n.session", "n.node", "e.lost", "e.down")}.get(first, ())
    return [Tag(tag.words, ("-",)) if k > nouns[0] and tag.slot in drops else tag for k, tag in enumerate(found)] if (
        drops) else found  # fmt: skip


def somebody(found: list[Tag]) -> list[Tag]:
    """The tags with `anybody` as anything, where it is said of what was lost and of no deed."""
    slots = {slot for tag in found for slot in tag.slots}
    if not {"e.lost", "e.affected"} & slots or any(slot[:2] == "c." or slot in DEEDS for slot in slots):
        return found
    return [Tag(tag.words, ("x.any",)) if tag.words in INDEFINITE else tag for tag in found]


def positive(tag: Tag) -> Tag:
    """A tag without its `not`: what is asked to be so or not is the same."""
    slots = tuple(slot for slot in tag.slots if slot != "x.not")
    return tag if slots == tag.slots else replace(tag, slots=slots or ("-",))


def _unbound(tag: Tag) -> Tag:
    """A tag whose words may bound a time and did not, with its other readings."""
    other = tuple(slot for slot in tag.slots if not slot.startswith("w."))
    return replace(tag, slots=other) if other and len(other) < len(tag.slots) else tag
