"""What the agent needs from outside, as small protocols; `memory` and `sqlite` stores obey one contract suite."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Protocol

from agent.detect.incident import Closing
from agent.models.call_log import Call
from collectors.collector import OffsetMark
from collectors.observations import Observation


class Store(Protocol):
    """The journal of observations, incidents with their versions, and how far files were read."""

    def journal(self, observations: Iterable[Observation], marks: Iterable[OffsetMark] = ()) -> None:
        """Keep observations and marks: all of them, or none."""

    def remember(self, marks: Iterable[OffsetMark]) -> None:
        """Know how far files were read, in this process, before that can be kept with the observations from them."""

    def since(self, received_ns: int) -> Iterator[Observation]:
        """The observations received from a time on, in the order they were kept."""

    def newest_ns(self) -> int:
        """When the newest observation was received; 0 where there is none."""

    def news(self, kinds: Collection[str], since_ns: int = 0) -> Iterator[Observation]:
        """The observations of these types received from a time on, without levels (states as a poll found them)."""

    def last_run(self, job: str) -> int | None:
        """Until when a scheduled job is done; None where it never ran."""

    def claim_run(self, job: str, due_ns: int) -> bool:
        """Take a due run of a job; False where it, or a later one, is taken already."""

    def save(self, document: dict[str, Any], reason: str, *, retracted: bool = False, marks: Iterable[str] = ()) -> int:
        """Keep an incident's newest version; returns the number that it is kept as, 0 where it is kept already.

        A number that is taken by other facts is not used again: the next one is. `marks` are its losses', beside those
        that were kept before.
        """

    def kept(self) -> list[tuple[dict[str, Any], bool, tuple[str, ...]]]:
        """The newest version of every incident, whether it is retracted, and all its marks."""

    def incidents(self) -> list[dict[str, Any]]:
        """The latest version of every incident that stands, by start."""

    def versions(self, id_: str) -> list[tuple[int, str]]:
        """All versions of one incident, with the reason for each."""

    def close_by_hand(self, id_: str, closing: Closing) -> None:
        """Keep a person's closing of an incident; it is laid over what `incidents` returns."""

    def closings(self) -> dict[str, Closing]:
        """All closings by hand, by the incident's id."""

    def mark(self, path: str) -> OffsetMark | None:
        """How far a file was read."""

    def record(self, call: Call) -> None:
        """Keep the record of one call of a model."""

    def calls(self, task: str | None = None, since_ns: int = 0) -> list[Call]:
        """The calls of models in the order they ended: of one task, and asked for from a time on."""

    def prune(self, before_ns: int, max_bytes: int) -> None:
        """Forget observations and calls that are older, and the oldest observations where the journal is larger."""

    def close(self) -> None:
        """Let go of what is open."""
