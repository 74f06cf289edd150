"""Polls FRR over bgpd's vty socket: `show bgp summary json` each time, `show bgp neighbors json` now and then.

The socket costs 1 ms where `docker exec` costs 150, and leaves no trace in the lab's events. A hung daemon accepts and
never answers, so every poll has a limit, and an unanswered one is an observation, too.
"""

import json
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from collectors.collector import ObservationQueue
from collectors.damage import Damage, UnreadableRecord
from collectors.observations import Gap, Observation, Poll
from collectors.registry import snapshot_mappings

COMMANDS = {"bgp-summary": "show bgp summary json", "bgp-neighbors": "show bgp neighbors json"}
NEIGHBORS_EVERY = 6
LIMIT_S = 2.0


@dataclass(frozen=True, slots=True)
class VtyOptions:
    """Whose sockets, in which folder, how often (seconds)."""

    node: str
    folder: str
    every_s: float = 5.0


class Asker(Protocol):
    """A way to a router's vty: raises OSError where it does not answer, ValueError where the answer is no JSON."""

    def ask(self, command: str) -> Any: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class SocketAsker:
    """Asks over the socket itself."""

    path: Path

    def ask(self, command: str) -> Any:
        """One command, one connection."""
        return ask(self.path, command)

    def close(self) -> None:
        """Nothing is kept open."""


class VtyPoller:
    """A collector of one FRR router's state."""

    def __init__(
        self,
        options: VtyOptions,
        clock_ns: Callable[[], int],
        on_row: Callable[[str, str, dict[str, Any], int], None] | None = None,
        asker: Asker | None = None,
    ) -> None:
        """`asker` is another way to the router than the socket."""
        self.name = f"vty-{options.node}"
        self._options, self._clock_ns, self._on_row = options, clock_ns, on_row
        self._asker = asker or SocketAsker(Path(options.folder) / "bgpd.vty")
        self._stop = threading.Event()
        self._turn = 0
        self._damage: dict[str, Damage] = {}

    def stop(self) -> None:
        """Let `run` return."""
        self._stop.set()

    def run(self, outbox: ObservationQueue) -> None:
        """Poll until stopped."""
        try:
            while not self._stop.is_set():
                for command in COMMANDS:
                    if command == "bgp-summary" or self._turn % NEIGHBORS_EVERY == 0:
                        outbox.put(self.poll(command))
                self._turn += 1
                self._stop.wait(self._options.every_s)
        finally:
            self._asker.close()

    def poll(self, command: str) -> list[Observation]:
        """One poll and what it says."""
        sent_ns, started = self._clock_ns(), time.monotonic()
        data: Any = None
        error = ""
        try:
            data = self._asker.ask(COMMANDS[command])
        except (OSError, ValueError, RecursionError) as problem:
            error = f"{type(problem).__name__}: {problem}"
        ms = round((time.monotonic() - started) * 1000, 1)
        if self._on_row is not None:
            row = {"ms": ms, "error": error} if error else {"ms": ms, "data": data}
            self._on_row(self._options.node, command, row, sent_ns)
        said = f"poll {command}: {error or f'answered in {ms} ms'}"
        poll = Poll(
            node=self._options.node,
            source="snapshot",
            seen_ns=sent_ns,
            received_ns=self._clock_ns(),
            command=command,
            ok=not error,
            ms=ms,
            error=error,
            raw=said,
        )
        return [poll, *(() if error else self._parsed(command, sent_ns, ms, data))]

    def _parsed(self, command: str, sent_ns: int, ms: float, data: Any) -> Sequence[Observation]:
        """What an answer says; one that cannot be read is named once for each command."""
        try:
            return snapshot_mappings()[command].parse(self._options.node, sent_ns, ms, data)
        except UnreadableRecord as problem:
            now_ns = self._clock_ns()
            if not self._damage.setdefault(command, Damage()).add(str(problem)):
                return ()
            why = f"an answer of {command} could not be read: {problem}"
            gap = Gap(
                node=self._options.node,
                source="snapshot",
                seen_ns=sent_ns,
                received_ns=now_ns,
                from_ns=sent_ns,
                to_ns=now_ns,
                reason=why,
            )
            return (gap,)


def ask(path: Path, command: str, limit_s: float = LIMIT_S) -> Any:
    """One command over a vty socket, its answer as JSON.

    Raises:
        OSError: no socket, refused, or no answer within the limit.
        ValueError: the answer is no JSON.
    """
    deadline = time.monotonic() + limit_s
    with socket.socket(socket.AF_UNIX) as sock:
        sock.settimeout(limit_s)
        sock.connect(str(path))
        sock.sendall(command.encode() + b"\0")
        answer = bytearray()
        while answer[-4:-1] != b"\0\0\0":
            if time.monotonic() > deadline:
                raise TimeoutError(f"no whole answer within {limit_s} s")
            part = sock.recv(1 << 16)
            if not part:
                break
            answer += part
    return json.loads(bytes(answer).partition(b"\0")[0])
