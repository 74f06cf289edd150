"""A store that forgets when the program ends: for `analyze`, for tests, for trying things."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from agent.detect.closing import document_with_closing
from agent.detect.incident import Closing
from agent.models.call_log import Call
from collectors.collector import OffsetMark
from collectors.observations import Observation


class MemoryStore:
    """Everything in lists and dicts."""

    def __init__(self) -> None:
        self._journal: list[Observation] = []
        self._versions: dict[str, list[tuple[int, str, dict[str, Any], bool]]] = {}
        self._marks: dict[str, OffsetMark] = {}
        self._calls: list[Call] = []
        self._closings: dict[str, Closing] = {}
        self._runs: dict[str, int] = {}
        self._loss_marks: dict[str, str] = {}

    def journal(self, observations: Iterable[Observation], marks: Iterable[OffsetMark] = ()) -> None:
        """Keep observations and marks."""
        self._journal += observations
        self.remember(marks)

    def remember(self, marks: Iterable[OffsetMark]) -> None:
        """Know how far files were read."""
        self._marks.update({mark.path: mark for mark in marks})

    def since(self, received_ns: int) -> Iterator[Observation]:
        """The observations received from a time on."""
        return iter([item for item in self._journal if item.received_ns >= received_ns])

    def newest_ns(self) -> int:
        """When the newest observation was received."""
        return max((item.received_ns for item in self._journal), default=0)

    def news(self, kinds: Collection[str], since_ns: int = 0) -> Iterator[Observation]:
        """The observations of these types, without levels."""
        return iter(
            [
                item
                for item in self._journal
                if item.received_ns >= since_ns
                and type(item).__name__ in kinds
                and getattr(item, "kind", "edge") != "level"
            ]
        )

    def last_run(self, job: str) -> int | None:
        """Until when a scheduled job is done."""
        return self._runs.get(job)

    def claim_run(self, job: str, due_ns: int) -> bool:
        """Take a due run of a job."""
        if self._runs.get(job, -1) >= due_ns:
            return False
        self._runs[job] = due_ns
        return True

    def save(self, document: dict[str, Any], reason: str, *, retracted: bool = False, marks: Iterable[str] = ()) -> int:
        """Keep a version of an incident."""
        versions = self._versions.setdefault(document["id"], [])
        self._loss_marks.update(dict.fromkeys(marks, document["id"]))
        last = versions[-1] if versions else None
        if last is not None and document["version"] <= last[0]:
            if (document, retracted) == (last[2], last[3]):
                return 0
            document = {**document, "version": last[0] + 1}
        versions.append((document["version"], reason, document, retracted))
        return int(document["version"])

    def kept(self) -> list[tuple[dict[str, Any], bool, tuple[str, ...]]]:
        """The newest version of every incident, with its marks."""
        marks: dict[str, list[str]] = {}
        for mark, id_ in self._loss_marks.items():
            marks.setdefault(id_, []).append(mark)
        return [(version[-1][2], version[-1][3], tuple(marks.get(id_, ()))) for id_, version in self._versions.items()]

    def incidents(self) -> list[dict[str, Any]]:
        """The latest version of every incident that stands."""
        latest = [max(item, key=lambda version: version[0]) for item in self._versions.values()]
        standing = [document_with_closing(doc, self._closings) for _, _, doc, retracted in latest if not retracted]
        return sorted(standing, key=lambda doc: (doc["started_at"], doc["id"]))

    def versions(self, id_: str) -> list[tuple[int, str]]:
        """All versions of one incident."""
        return [(version, reason) for version, reason, *_ in self._versions.get(id_, [])]

    def close_by_hand(self, id_: str, closing: Closing) -> None:
        """Keep a person's closing of an incident."""
        self._closings[id_] = closing

    def closings(self) -> dict[str, Closing]:
        """All closings by hand."""
        return dict(self._closings)

    def mark(self, path: str) -> OffsetMark | None:
        """How far a file was read."""
        return self._marks.get(path)

    def record(self, call: Call) -> None:
        """Keep the record of a call."""
        self._calls.append(call)

    def calls(self, task: str | None = None, since_ns: int = 0) -> list[Call]:
        """The calls, in the order they ended."""
        return [call for call in self._calls if call.at_ns >= since_ns and task in (None, call.task)]

    def prune(self, before_ns: int, max_bytes: int) -> None:
        """Forget older observations and calls."""
        self._calls = [call for call in self._calls if call.at_ns >= before_ns]
        self._journal = [item for item in self._journal if item.received_ns >= before_ns]

    def close(self) -> None:
        """Nothing is open."""
