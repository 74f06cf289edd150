"""What costs itself and nothing behind it: observations that cannot be used, counted and named once. Pure."""

from agent.detect.incident import Note
from clab.units import SECOND_NS
from collectors.observations import Observation

DAY_NS = 86_400 * SECOND_NS
EARLIEST_NS, LATEST_NS = 631_152_000 * SECOND_NS, 4_102_444_800 * SECOND_NS
"""1990 and 2100: what is stamped or received outside of this was stamped by nobody."""

SHOWN = 120


def stamped(seen: Observation) -> bool:
    """Whether the device's stamp can be: neither before 1990 nor more than a day after it arrived."""
    return EARLIEST_NS <= seen.seen_ns <= seen.received_ns + DAY_NS


def received(seen: Observation) -> bool:
    """Whether the time of arrival can be."""
    return EARLIEST_NS <= seen.received_ns <= LATEST_NS


class Faults:
    """Counts what went wrong, by what was tried; the first of each is named."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._first: dict[str, tuple[str | None, str]] = {}

    def add(self, what: str, node: str | None, shown: str) -> None:
        """One more; `what` says what was tried, `shown` on what and what happened."""
        self._counts[what] = self._counts.get(what, 0) + 1
        self._first.setdefault(what, (node, " ".join(shown.split())[:SHOWN]))

    def notes(self) -> list[Note]:
        """One line for each kind."""
        found = []
        for what, count in self._counts.items():
            node, shown = self._first[what]
            times = "once" if count == 1 else f"{count} times"
            found.append(Note(None, node, f"{what}: {times}; the first: {shown}", "unusable"))
        return found
