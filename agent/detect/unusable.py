"""What costs itself and nothing behind it: observations that cannot be used, counted and named once. Pure."""

from agent.detect.incident import Note
from clab.units import SECOND_NS

DAY_NS = 86_400 * SECOND_NS
"""A stamp is not later than its arrival by more than this: a clock may be wrong by a zone, not by a year."""

EARLIEST_NS, LATEST_NS = 631_152_000 * SECOND_NS, 4_102_444_800 * SECOND_NS
"""1990 and 2100: what is stamped or received outside of this was stamped by nobody."""

SHOWN = 120


class UnusableInput:
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
