"""Follows the Docker engine's events of one lab: what starts, dies, freezes, and by whose signal.

The stream is the lab's life as the engine tells it, on every version. When it breaks off, it is taken up where it was
left, because an engine that went on remembers its last events; one that was restarted does not, so the time is a gap.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from clab.docker_engine import DockerEngine, EngineError, Flow
from clab.units import SECOND_NS
from collectors.collector import ObservationQueue
from collectors.damage import Damage, UnreadableRecord
from collectors.observations import Gap, Observation
from collectors.registry import runtime_mappings


class DockerEvents:
    """A collector of one lab's container events."""

    def __init__(
        self,
        lab: str,
        engine: DockerEngine,
        clock_ns: Callable[[], int],
        since_ns: int | None = None,
        on_event: Callable[[str, Mapping[str, Any]], None] | None = None,
    ) -> None:
        """`since_ns`: from when on the engine is asked what it remembers. `on_event` gets each event as it came."""
        self.name = f"docker-events-{lab}"
        self._lab, self._engine, self._clock_ns, self._on_event = lab, engine, clock_ns, on_event
        self._last_ns = since_ns
        self._lost_ns: int | None = None
        self._flow: Flow | None = None
        self._outbox: ObservationQueue | None = None
        self._stop = threading.Event()
        self._seen: dict[tuple[Any, ...], None] = {}
        self._damage = Damage()

    def run(self, outbox: ObservationQueue) -> None:
        """Follow until stopped.

        Raises:
            EngineError: the engine cannot be asked, or the stream broke off.
        """
        try:
            self._flow = self._engine.events(self._lab, self._last_ns / SECOND_NS if self._last_ns else None)
            if self._stop.is_set():  # it was stopped while it began
                return
            self._outbox = outbox
            outbox.put(self._gap())
            for event in self._flow.items:
                self._take(event, outbox)
        except EngineError:
            if self._stop.is_set():
                return
            raise
        finally:
            self._lost_ns = self._lost_ns or self._clock_ns()
            self._outbox = None
            if self._flow is not None:
                self._flow.close()
        if not self._stop.is_set():
            raise EngineError("the event stream ended", "the engine was stopped or restarted; it is asked again")

    def _take(self, event: Mapping[str, Any], outbox: ObservationQueue) -> None:
        mark = (str(event.get("timeNano")), str(event.get("Action")), str(event.get("id")))
        if mark in self._seen:
            return
        self._seen[mark] = None
        if len(self._seen) > 1000:
            del self._seen[next(iter(self._seen))]
        now_ns = self._clock_ns()
        stamp = event.get("timeNano")
        self._last_ns = min(stamp, now_ns) if isinstance(stamp, int) and stamp > 0 else now_ns
        try:
            found = runtime_mappings()["docker"].parse(event, self._lab)
            outbox.put(replace(item, received_ns=now_ns) for item in found)
        except UnreadableRecord as error:
            outbox.put(self._unread(str(error), now_ns))
        if self._on_event is not None:
            self._on_event("docker", event)

    def _unread(self, why: str, now_ns: int) -> list[Observation]:
        """That an event could not be read, said once."""
        if not self._damage.add(why):
            return []
        said = f"an event could not be read: {why}"
        return [
            Gap(
                node="-",
                source="runtime",
                seen_ns=now_ns,
                received_ns=now_ns,
                from_ns=now_ns,
                to_ns=now_ns,
                reason=said,
                origin="docker",
            )
        ]

    def _gap(self) -> list[Observation]:
        """The time in which the engine could not be asked."""
        if self._lost_ns is None:
            self._last_ns = self._last_ns or self._clock_ns()
            return []
        now_ns, from_ns, self._lost_ns = self._clock_ns(), self._lost_ns, None
        gap = Gap(
            node="-",
            source="runtime",
            seen_ns=now_ns,
            received_ns=now_ns,
            from_ns=from_ns,
            to_ns=now_ns,
            reason="the Docker engine did not answer; what it remembers of that time was read again",
            origin="docker",
        )
        return [gap]

    def heard(self) -> None:
        """The engine answered somebody else: a lab in which nothing happens is no silence."""
        outbox = self._outbox
        if outbox is not None:
            outbox.put(())

    def stop(self) -> None:
        """Let `run` return."""
        self._stop.set()
        if self._flow is not None:
            self._flow.close()
