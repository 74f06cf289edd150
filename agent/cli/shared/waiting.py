"""Waiting until a person or the system says stop, with the labs shown meanwhile."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from agent.app.console import err
from agent.app.screen import ShownLab, screen
from collectors.supervisor import Health

EVERY_S = 0.5
"""How often the screen is drawn."""


@dataclass(slots=True)
class Stop:
    """Set by SIGTERM or Ctrl-C; `status` is the exit status that goes with it."""

    event: threading.Event = field(default_factory=threading.Event)
    status: int = 0


@contextmanager
def stopping() -> Iterator[Stop]:
    """Turn SIGTERM and Ctrl-C into an event while the block runs."""
    stop = Stop()

    def end(number: int, frame: object) -> None:
        if number == signal.SIGINT:
            stop.status = 130
        stop.event.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown while it waits: the labs on a terminal, else a line for each source whose state changes; ages are
    by the clock that the agent has."""

    labs: Callable[[], Sequence[ShownLab]]
    health: Callable[[], Sequence[Health]]
    clock_ns: Callable[[], int]
    sources: bool = False


def wait(shown: Shown, stop: threading.Event) -> None:
    """Until stopped; on a terminal with the labs in place, which lines of events scroll past."""
    if not sys.stderr.isatty():
        _wait_plain(shown.health, stop)
        return
    from rich.live import Live

    console = err()

    def drawn() -> Any:
        return screen(shown.labs(), shown.clock_ns(), console.width, console.height, sources=shown.sources)

    beside = sys.stdout.isatty()  # what is written to a file goes there, not to the terminal
    with Live(drawn(), console=console, auto_refresh=False, redirect_stdout=beside) as live:
        while not stop.wait(EVERY_S):
            live.update(drawn(), refresh=True)


def _wait_plain(health: Callable[[], Sequence[Health]], stop: threading.Event) -> None:
    states: dict[str, str] = {}
    while not stop.wait(1.0):
        for item in health():
            if states.get(item.name) != item.state:
                states[item.name] = item.state
                why = f" {item.error}" if item.error and item.state != "ok" else ""
                err().print(f"source {item.name}: {item.state.replace('_', ' ')}{why}", markup=False)
