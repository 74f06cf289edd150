"""Reads a router's log where no file of the host holds it: what its container prints, or one long tail inside it.

`docker logs` leaves no trace in the lab's events; a tail inside is one command for as long as the router runs, and ends
with its input, so nothing is left behind when we go.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo

from clab.docker_engine import DockerEngine, EngineError, Execution, Flow
from clab.units import SECOND_NS
from collectors.collector import LineContext, ObservationQueue
from collectors.logs.reader import LineReader
from collectors.observations import Gap, Observation

LOOK_S = 1.0
TAIL = "; ".join(
    (
        'files="$*"',
        "[ -n \"$files\" ] || files=$(vtysh -c 'show logging' 2>/dev/null | sed -n 's/.*filename //p' | sort -u)",
        '[ -n "$files" ] || exit 3',
        "{ tail -n 0 -F $files 2>/dev/null & }",
        "read -r end",
        "kill $!",
    )
)
"""Tails the files that it is given, else those that FRR names, until its input ends."""


@dataclass(frozen=True, slots=True)
class ContainerLogOptions:
    """Whose log: `container` of `node`; `paths` inside it, none for those that FRR itself names. `from_ns`: what was
    printed since then is news, too (None: only what comes)."""

    node: str
    container: str
    paths: tuple[str, ...] = ()
    zone: tzinfo = UTC
    from_ns: int | None = None


class _Reading:
    """What both share: bytes in, observations out, and the time that was missed."""

    def __init__(
        self,
        options: ContainerLogOptions,
        clock_ns: Callable[[], int],
        origin: str,
        on_bytes: Callable[[str, str, bytes, int], None] | None,
    ) -> None:
        self._options, self._clock_ns, self._origin, self._on_bytes = options, clock_ns, origin, on_bytes
        self.last_ns: int | None = None
        self.lost_ns: int | None = None
        self._reader = self._fresh()

    def _fresh(self) -> LineReader:
        context = LineContext(self._options.node, "log", self._origin, 0, self._options.zone)
        return LineReader(context)

    def begin(self, outbox: ObservationQueue, *, missed: bool) -> None:
        """A new stream; `missed`: what was written since the last one ended is lost."""
        now_ns = self._clock_ns()
        if self.lost_ns is not None and missed:
            gap: Observation = Gap(
                node=self._options.node,
                source="log",
                seen_ns=now_ns,
                received_ns=now_ns,
                from_ns=self.lost_ns,
                to_ns=now_ns,
                reason=f"{self._origin}: nobody read it",
                origin=self._origin,
            )
            outbox.put([gap])
        self.lost_ns = None
        outbox.put(())

    def take(self, block: bytes, outbox: ObservationQueue) -> None:
        """Bytes as they came."""
        now_ns = self._clock_ns()
        self.last_ns = now_ns
        if self._on_bytes is not None:
            self._on_bytes(self._options.node, self._origin, block, now_ns)
        self._reader.context = replace(self._reader.context, received_ns=now_ns)
        outbox.put(self._reader.feed(block))

    def end(self) -> None:
        """The stream is over."""
        self.lost_ns = self._clock_ns()


class OutputLog:
    """A collector of what a container prints (`docker logs`)."""

    def __init__(
        self,
        options: ContainerLogOptions,
        engine: DockerEngine,
        clock_ns: Callable[[], int],
        on_bytes: Callable[[str, str, bytes, int], None] | None = None,
    ) -> None:
        self.name = f"output-{options.node}"
        self._options, self._engine = options, engine
        self._reading = _Reading(options, clock_ns, f"{options.container}:output.log", on_bytes)
        self._flow: Flow | None = None
        self._stop = threading.Event()

    def run(self, outbox: ObservationQueue) -> None:
        """Read until stopped; after a break from where it was left.

        Raises:
            EngineError: the engine cannot be asked, or the stream broke off.
        """
        from_ns = self._reading.last_ns or self._options.from_ns
        try:
            if from_ns is None:
                self._flow = self._engine.output(self._options.container, tail=0)
            else:
                self._flow = self._engine.output(self._options.container, since=from_ns / SECOND_NS)
            if self._stop.is_set():  # it was stopped while it began
                return
            self._reading.begin(outbox, missed=False)
            for block in self._flow.items:
                self._reading.take(block, outbox)
        except EngineError:
            if not self._stop.is_set():
                raise
        finally:
            self._reading.end()
            if self._flow is not None:
                self._flow.close()
        if not self._stop.is_set():
            raise EngineError(f"the output of {self._options.container!r} ended", "its container stopped")

    def stop(self) -> None:
        """Let `run` return."""
        self._stop.set()
        if self._flow is not None:
            self._flow.close()


class TailInside:
    """A collector of files inside a container that cannot be reached from outside, by one long command."""

    def __init__(
        self,
        options: ContainerLogOptions,
        engine: DockerEngine,
        clock_ns: Callable[[], int],
        on_bytes: Callable[[str, str, bytes, int], None] | None = None,
    ) -> None:
        self.name = f"tail-{options.node}"
        self._options, self._engine = options, engine
        path = options.paths[0] if options.paths else "/frr.log"
        self._reading = _Reading(options, clock_ns, f"{options.container}:{path}", on_bytes)
        self._stop = threading.Event()

    def run(self, outbox: ObservationQueue) -> None:
        """Read until stopped.

        Raises:
            EngineError: the command cannot be run, or it ended.
        """
        command = ["sh", "-c", TAIL, "tail", *self._options.paths]
        execution = self._engine.execute(self._options.container, command)
        try:
            self._reading.begin(outbox, missed=True)
            self._follow(execution, outbox)
        except OSError as error:
            raise EngineError(
                f"the tail in {self._options.container!r} broke off: {error}", "it is begun again"
            ) from error
        finally:
            self._reading.end()
            execution.close()
        if not self._stop.is_set():
            raise EngineError(f"the tail in {self._options.container!r} ended", "is there sh and tail, and a log file?")

    def _follow(self, execution: Execution, outbox: ObservationQueue) -> None:
        while not self._stop.is_set():
            try:
                block = execution.read(LOOK_S)
            except TimeoutError:
                continue
            if not block:
                return
            self._reading.take(block, outbox)

    def stop(self) -> None:
        """Let `run` return."""
        self._stop.set()
