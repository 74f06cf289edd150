"""What a log's reader has found so far: its items, unsettled, and a tally of its lines. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from clab.units import SECOND_NS
from collectors.damage import Damage
from collectors.logs.frame.zones import zone_by_arrival
from collectors.logs.values import Calendar, Hint, Item, Opened
from collectors.observations import Observation

LIVE_SPAN_NS = 60 * SECOND_NS


@dataclass(slots=True)
class Tally:
    """What a reader has seen: items per format, lines that some format claims, first and last stamp, and what could not
    be read: `unread` lines with a known word, the first of them, and how many had no stamp. `unclaimed` is the first
    line seen that is of no format and speaks of what routers speak of. `cut` lines are longer than what is read of
    one."""

    items: dict[str, int] = field(default_factory=dict)
    claimed: int = 0
    lines_probed: int = 0
    first_ns: int | None = None
    last_ns: int | None = None
    hosts: set[str] = field(default_factory=set)
    unread: int = 0
    first_unread: str = ""
    unclaimed: str = ""
    stampless: int = 0
    stampless_format: str = ""
    zones: set[str] = field(default_factory=set)
    unset: bool = False
    cut: int = 0
    damage: Damage = field(default_factory=Damage)

    @property
    def format(self) -> str | None:
        """The format of most lines; several are joined by `+`."""
        return "+".join(sorted(self.items, key=lambda each: -self.items[each])) or None

    def saw(self, ns: int) -> None:
        """Widen the span by one stamp."""
        if self.first_ns is None or ns < self.first_ns:
            self.first_ns = ns
        if self.last_ns is None or ns > self.last_ns:
            self.last_ns = ns


class Reading(NamedTuple):
    """An item with what its place in the source still has to settle: whose line it is, and what its stamp left out."""

    item: Item
    host: str | None = None
    calendar: Calendar = "full"
    zoned: bool = False
    unset: bool = False

    @property
    def seen(self) -> Observation:
        """The item's observation."""
        item = self.item
        return item.state if isinstance(item, Hint) else item.seen if isinstance(item, Opened) else item

    def changed(self, **fields: Any) -> "Reading":
        """The same with other fields of its observation."""
        item = self.item
        if isinstance(item, Hint):
            return self._replace(item=replace(item, state=replace(item.state, **fields)))
        if isinstance(item, Opened):
            return self._replace(item=replace(item, seen=replace(item.seen, **fields)))
        return self._replace(item=replace(item, **fields))


def says_more(words: str, noise: Sequence[str] = ()) -> bool:
    """Whether words that a dialect passes over tell of a session all the same: they name ESTABLISHED, and no second
    time as what it stays in, or a NOTIFICATION that was sent or received. Nobody foresaw how they are put; they are
    unread, not noise, unless a piece of the dialect's own `noise` is in them."""
    text = words.lower()
    if any(piece in text for piece in noise):
        return False
    if "notification" in text and ("sent" in text or "sending" in text or "received" in text):
        return True
    return text.count("established") == 1


def zones_live(readings: list[Reading], received_ns: int, known_ns: int) -> tuple[int, list[Reading]]:
    """Put right what arrived at one moment in another zone than it was read in; with the zone's error from now on.

    A line that has just arrived was not written hours ago or hence: lines that span a minute at most, the last of which
    lies whole quarters of an hour off, are of another zone. Older lines keep the error that is known.
    """
    open_ = [each.seen.seen_ns for each in readings if not each.zoned and each.calendar in ("full", "yearless")]
    if not open_:
        return known_ns, readings
    if max(open_) - min(open_) < LIVE_SPAN_NS:
        last = open_[-1]
        ahead_ns = zone_by_arrival(last, received_ns)
        if ahead_ns or abs(last - received_ns) < LIVE_SPAN_NS:
            known_ns = ahead_ns
    if not known_ns:
        return known_ns, readings
    moved = [
        each.changed(seen_ns=each.seen.seen_ns - known_ns)
        if not each.zoned and each.calendar in ("full", "yearless")
        else each
        for each in readings
    ]
    return known_ns, moved
