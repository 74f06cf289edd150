"""The running agent's clock: the wall's time, but it never goes back, however the host's clock is set.

Order and waiting need a clock that runs evenly. It begins at the wall's time and goes on by the time that passes; how
far the wall's clock is off from it is known at any moment, so stamps of what shares the host's clock (containers, the
engine) are put right by exactly that much (`agent.detect.clock_steps`). Where the wall is ahead, this clock follows: at
once where it is far ahead (a machine that was asleep, or never set), else when the pump finds that nothing is going on,
so that an outage lasts as long as it did. Where the wall was set back, it is ahead until the program is started again.
"""

import threading
import time
from collections.abc import Callable

from clab.units import SECOND_NS

FAR_NS = 600 * SECOND_NS
"""The wall's clock is followed at once where it is so far ahead: its time, not an outage's length, is what matters."""

FUTURE_NS = 86_400 * SECOND_NS
"""What was kept with a later time than this was kept by a clock that tells nothing."""


def _passed_ns() -> int:
    """Time that passes also while the machine sleeps, where that is known."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime_ns(clock)


class SteadyClock:
    """Nanoseconds since the epoch that never go back; safe to call from any thread."""

    def __init__(self, wall_ns: Callable[[], int] = time.time_ns, passed_ns: Callable[[], int] = _passed_ns) -> None:
        self.wall_ns, self._passed_ns = wall_ns, passed_ns
        self._lock = threading.Lock()
        self._ahead_ns = wall_ns() - passed_ns()

    def __call__(self) -> int:
        """Now."""
        with self._lock:
            return self._look()[0]

    def _look(self) -> tuple[int, int]:
        """Now, and how far the wall's clock is ahead of that."""
        passed_ns = self._passed_ns()
        off_ns = self.wall_ns() - passed_ns - self._ahead_ns
        if off_ns > FAR_NS:
            self._ahead_ns, off_ns = self._ahead_ns + off_ns, 0
        return passed_ns + self._ahead_ns, off_ns

    def read(self) -> tuple[int, int]:
        """Now, and how far the wall's clock is ahead of it; below zero where it was set back."""
        with self._lock:
            return self._look()

    def catch_up(self) -> None:
        """Follow a wall's clock that is ahead: nothing is going on whose length would be told wrongly."""
        with self._lock:
            self._ahead_ns += max(0, self._look()[1])

    def not_before(self, ns: int) -> None:
        """Go on from what an earlier life has kept, where the wall's clock was set back since."""
        with self._lock:
            now_ns = self._look()[0]
            if now_ns < ns < now_ns + FUTURE_NS:
                self._ahead_ns += ns - now_ns
