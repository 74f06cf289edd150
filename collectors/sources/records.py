"""The records of a recording's files, one by one: what cannot be read costs itself, and is named once a file."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from collectors.admission import admit
from collectors.damage import Damage, UnreadableRecord, guarded, reason
from collectors.observations import Observation
from collectors.sources.node_names import stem
from collectors.sources.opening import opened
from collectors.sources.recording import Recording
from collectors.sources.unpacking import check_whole

P = ParamSpec("P")
R = TypeVar("R")
Progress = Callable[[int, int], None]
"""Bytes that were read, of how many."""


class Records:
    """What was read of a folder, how far that is, and what could not be; `total` is the size of all files in bytes."""

    def __init__(self, folder: Path, recording: Recording, progress: Progress | None) -> None:
        self.folder, self.recording, self.progress = folder, recording, progress
        self.damage: dict[Path, Damage] = {}
        self.done = self.total = 0

    def one(self, path: Path, read: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        """One record read; None where it cannot be, which is counted."""
        try:
            return guarded(read)(*args, **kwargs)
        except UnreadableRecord as error:
            self.bad(path, str(error))
            return None

    def bad(self, path: Path, why: str) -> None:
        """One record that costs itself."""
        self.damage.setdefault(path, Damage()).add(why)

    def admit(self, path: Path, found: Iterable[Observation]) -> list[Observation]:
        """The observations that can be used; the others are counted."""
        good, bad = admit(found)
        for each in bad:
            self.bad(path, each)
        return good

    def problem(self, path: Path, what: str) -> None:
        """Something that a whole file lacks."""
        name = path.relative_to(self.folder) if self.folder in path.parents else path
        self.recording.problems.append((stem(path), f"{name}: {what}"))

    def tick(self, size: int) -> None:
        """So many bytes more were read."""
        self.done += size
        if self.progress:
            self.progress(min(self.done, self.total), self.total)

    def rows(self, path: Path) -> Iterator[dict[str, Any]]:
        """The JSON lines of a file; a broken one is a problem and the rest is read."""
        with opened(path) as file:
            for number, line in enumerate(file, 1):
                self.tick(len(line) if path.suffix != ".gz" else 0)
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                except (ValueError, RecursionError) as error:
                    self.bad(path, f"line {number} is no JSON: {reason(error)}")
                    continue
                if isinstance(row, dict):
                    yield row
                else:
                    self.bad(path, f"line {number} is no JSON object")
            check_whole(file)

    def flush(self) -> None:
        """Name what could not be read: once a file."""
        for path, damage in self.damage.items():
            if damage.count:
                self.problem(path, damage.said)
        self.damage = {}
