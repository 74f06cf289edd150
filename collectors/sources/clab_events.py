"""Follows `containerlab events`: interface states and impairments of one lab, beside its containers' life (0.72+).

The program watches the nodes' network namespaces, which needs root; it tells of all labs on the host, and lines of
others are left out here.
"""

import json
import logging
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from collectors.collector import ObservationQueue
from collectors.damage import Damage, UnreadableRecord
from collectors.observations import Gap, Observation
from collectors.registry import runtime_mappings

log = logging.getLogger(__name__)
PROGRAM = "containerlab"
ASK_S, END_S = 10.0, 2.0


class EventsEnded(Exception):
    """The program ended by itself; the supervisor starts it again."""


def why_not() -> str:
    """Why `containerlab events` cannot be followed here; empty where it can."""
    where = shutil.which(PROGRAM)
    if where is None:
        return "containerlab is not on PATH"
    if os.geteuid() != 0 and not os.stat(where).st_mode & 0o4000:
        return "containerlab events needs root"
    try:
        done = subprocess.run(
            [where, "events", "--help"],
            capture_output=True,
            text=True,
            timeout=ASK_S,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"containerlab events --help: {error}"
    known = done.returncode == 0 and "events" in done.stdout
    return "" if known else "this containerlab has no events (0.72 and later have)"


def _environment() -> dict[str, str]:
    return {**os.environ, "CLAB_VERSION_CHECK": "disable"}


class ClabEvents:
    """A collector of one lab's events as containerlab tells them."""

    def __init__(
        self,
        lab: str,
        clock_ns: Callable[[], int],
        on_event: Callable[[str, Mapping[str, Any]], None] | None = None,
        program: tuple[str, ...] = (PROGRAM, "events", "--format", "json", "--initial-state"),
    ) -> None:
        self.name = f"clab-events-{lab}"
        self._lab, self._clock_ns, self._on_event, self._program = lab, clock_ns, on_event, program
        self._process: subprocess.Popen[str] | None = None
        self._outbox: ObservationQueue | None = None
        self._lost_ns: int | None = None
        self._stop = threading.Event()
        self._damage = Damage()

    def run(self, outbox: ObservationQueue) -> None:
        """Follow until stopped.

        Raises:
            EventsEnded: the program ended by itself.
            OSError: it cannot be started.
        """
        process = subprocess.Popen(
            self._program,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            errors="replace",
            env=_environment(),
        )
        self._process, self._outbox = process, outbox
        try:
            if self._stop.is_set():  # it was stopped while it began
                return
            for line in process.stdout or ():
                self._take(line, outbox)
        finally:
            self._outbox = None
            self._lost_ns = self._lost_ns or self._clock_ns()
            _end(process)
        if not self._stop.is_set():
            raise EventsEnded(f"containerlab events ended with status {process.returncode}")

    def _take(self, line: str, outbox: ObservationQueue) -> None:
        try:
            event = json.loads(line)
        except (ValueError, RecursionError):
            return
        attributes = event.get("attributes") if isinstance(event, dict) else None
        if not isinstance(attributes, dict) or self._lab not in (attributes.get("lab"), attributes.get("containerlab")):
            return
        now_ns = self._clock_ns()
        outbox.put(self._gap())
        try:
            outbox.put(replace(item, received_ns=now_ns) for item in runtime_mappings()["clab"].parse(event, self._lab))
        except UnreadableRecord as error:
            if self._damage.add(str(error)):
                outbox.put([self._hole(now_ns, now_ns, f"an event could not be read: {error}")])
        if self._on_event is not None:
            self._on_event("clab", event)

    def _gap(self) -> list[Observation]:
        """The time in which the program told nothing, once it tells again."""
        if self._lost_ns is None:
            return []
        now_ns, from_ns, self._lost_ns = self._clock_ns(), self._lost_ns, None
        why = "containerlab events had ended; interface changes of that time were not seen"
        return [self._hole(from_ns, now_ns, why)]

    def _hole(self, from_ns: int, now_ns: int, why: str) -> Gap:
        return Gap(
            node="-",
            source="runtime",
            seen_ns=now_ns,
            received_ns=now_ns,
            from_ns=from_ns,
            to_ns=now_ns,
            reason=why,
            origin="clab",
        )

    def heard(self) -> None:
        """The program runs: a lab in which nothing happens is no silence."""
        outbox, process = self._outbox, self._process
        if outbox is not None and process is not None and process.poll() is None:
            outbox.put(())

    def stop(self) -> None:
        """Let `run` return."""
        self._stop.set()
        if self._process is not None:
            self._process.terminate()


def _end(process: "subprocess.Popen[str]") -> None:
    """Ask it to end, then make it."""
    process.terminate()
    try:
        process.wait(END_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(END_S)
    if process.stdout is not None:
        process.stdout.close()
