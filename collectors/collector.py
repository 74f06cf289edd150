"""What a collector, its outbox and a mapping are. Pure: only shapes, no threads and no files."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Protocol

from collectors.observations import Observation, SourceName


class ObservationQueue(Protocol):
    """Where a collector puts what it saw. `put` never blocks: what does not fit is counted and becomes a `Gap`. To put
    nothing is a sign of life: the source was heard, and had no news."""

    def put(self, observations: Iterable[Observation]) -> None: ...


@dataclass(frozen=True, slots=True)
class OffsetMark:
    """How far a file was read: saved together with what was read, so that neither is ahead of the other."""

    path: str
    inode: int
    offset: int
    tail: bytes


class Collector(Protocol):
    """One source of one node (or of one listener), run by the supervisor in its own thread.

    `run` returns when `stop` was called, or raises: then the supervisor starts it again after a back-off.
    """

    @property
    def name(self) -> str: ...

    def run(self, outbox: ObservationQueue) -> None: ...

    def stop(self) -> None: ...


@dataclass(frozen=True, slots=True)
class LineContext:
    """What a log mapping must know besides the bytes: whose line it is and when and where it was read.

    `zone` is for stamps without a zone; `year` for stamps without a year (the year of `received_ns` serves where
    it is None). `received_ns` is 0 where nobody wrote down when the file was read; `until_ns` is then the file's own
    time, after which a stamp without a year cannot lie (a day's grace).
    """

    node: str
    source: SourceName = "log"
    origin: str = ""
    received_ns: int = 0
    zone: tzinfo | None = None
    year: int | None = None
    until_ns: int = 0


@dataclass(frozen=True, slots=True)
class GnmiSubscription:
    """One path to subscribe to, as text; `sample_s` for a SAMPLE subscription, else ON_CHANGE."""

    path: str
    origin: str = ""
    sample_s: float | None = None
    heartbeat_s: float | None = None


@dataclass(frozen=True, slots=True)
class GnmiMapping:
    """One gNMI profile: what to subscribe to, and how a leaf becomes observations. `start` makes a fresh mapper per
    target, which remembers what it must (a BFD discriminator's address, the last values): it is called with each
    `collectors.gnmi.updates.Leaf`, and has `told`, a `collectors.gnmi.leaf_state.Told`."""

    name: str
    kinds: tuple[str, ...]
    subscriptions: tuple[GnmiSubscription, ...]
    start: Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class SnapshotMapping:
    """One command's parsed output of one router family: `(node, t_ns, ms, data) -> observations`."""

    name: str
    command: str
    parse: Callable[[str, int, float, Any], tuple[Observation, ...]]


@dataclass(frozen=True, slots=True)
class RuntimeMapping:
    """One stream of events of whatever runs the nodes: `(event, lab) -> observations`. A recording's
    `runtime/<name>-events.jsonl` is read by it."""

    name: str
    parse: Callable[[Mapping[str, Any], str | None], tuple[Observation, ...]]
