"""What a lab's sessions were in its quiet minutes, kept in its state folder from one life of the lab to the next."""

import json
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from agent.app.report_files import replace_whole
from agent.detect.baseline import Baseline
from agent.detect.incident import Note
from agent.write_attempts import WriteAttempts
from collectors.observations import Observation


class BaselineStore:
    """One lab's baseline, and the file that it is kept in. The pump looks on; another thread keeps."""

    def __init__(self, path: Path, begun_ns: int) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._writes = WriteAttempts("the baseline")
        self._baseline = Baseline(begun_ns)
        self._baseline.recall(_read(path))
        self._kept = self._baseline.to_json()

    def knows(self, owner: Callable[[str], str | None]) -> None:
        """Take who can tell which node an address belongs to."""
        self._baseline.owner = owner

    def on_batch(self, observations: Sequence[Observation], now_ns: int) -> list[Note]:
        """What was seen; returns what is missed as of now."""
        with self._lock:
            self._baseline.take(observations, now_ns)
            return self._baseline.notes(now_ns)

    def begin_again(self, now_ns: int) -> None:
        """The whole lab was stopped: its next life begins."""
        with self._lock:
            self._baseline.begin_again(now_ns)

    def keep(self) -> None:
        """Write it down where it changed."""
        with self._lock:
            now = self._baseline.to_json()
        if now == self._kept:
            return
        if self._writes.run(partial(self._write, now)):
            self._kept = now

    def _write(self, sessions: list[dict[str, Any]]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        replace_whole(self._path, json.dumps({"schema": 1, "sessions": sessions}, indent=1) + "\n")


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        data = json.loads(path.read_text())
        rows = data["sessions"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
