"""Waiting until a person or the system says stop, with the sources' states shown meanwhile."""

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from agent.console import err
from collectors.supervisor import Health


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


def wait(health: Callable[[], Sequence[Health]], stop: threading.Event) -> None:
    """Until stopped; on a terminal with a live table of sources, else with a line for each change."""
    if not sys.stderr.isatty():
        _wait_plain(health, stop)
        return
    from rich.live import Live

    with Live(_table(health()), console=err(), refresh_per_second=2) as live:
        while not stop.wait(1.0):
            live.update(_table(health()))


def _wait_plain(health: Callable[[], Sequence[Health]], stop: threading.Event) -> None:
    states: dict[str, str] = {}
    while not stop.wait(1.0):
        for each in health():
            if states.get(each.name) != each.state:
                states[each.name] = each.state
                why = f" {each.error}" if each.error and each.state != "ok" else ""
                err().print(f"source {each.name}: {each.state.replace('_', ' ')}{why}", markup=False)


def _table(rows: Sequence[Health]) -> Any:
    from rich.table import Table

    table = Table(box=None, header_style="bold")
    for name in ("source", "state", "items", "last heard", "error"):
        table.add_column(name)
    for each in rows:
        ago = f"{(time.time_ns() - each.last_ns) / 1e9:.0f} s ago" if each.last_ns else "-"
        table.add_row(each.name, each.state.replace("_", " "), str(each.items), ago, each.error)
    return table
