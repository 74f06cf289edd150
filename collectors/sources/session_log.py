"""Operators' session logs on disk: read whole for `digest --log` and recordings, tailed while watching.

A transcript's own timing file is looked for beside it. Where there is none, the header and the last line tell between
which moments a whole transcript lies; a tailed one is timed by its arrival (`script --flush`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any, get_args

from clab.model import Lab
from clab.units import SECOND_NS
from collectors.collector import LineContext, OffsetMark
from collectors.damage import reason
from collectors.logs.readings import Tally
from collectors.observations import Action, Observation, OperatorCommand, OperatorNote
from collectors.sessions import times as times
from collectors.sessions.names import SessionNames
from collectors.sessions.secrets import starred
from collectors.sessions.session_log import SessionReader
from collectors.sources.logtail import LogTail, MarkingOutbox, TailOptions
from collectors.sources.opening import opened
from collectors.sources.unpacking import damage_of

TIMINGS = (".timing", ".tm", ".time", ".timings")
ENDS = 4096
ROW = ("node", "seen_ns", "received_ns", "precision_ns", "seq", "command", "action", "target", "error", "user", "text")


def session_names(lab: Lab) -> SessionNames:
    """What a lab calls its nodes."""
    owners = {address: name for name, node in lab.nodes.items() for address in node.addresses}
    return SessionNames(frozenset(lab.nodes), owners, lab.name)


def read_session(
    path: Path, names: SessionNames, zone: tzinfo = UTC, *, partly: bool = False
) -> tuple[list[Observation], Tally]:
    """Everything a session log says; with `partly`, what is there of one whose packing is damaged, which is counted.

    Raises:
        OSError, EOFError, zlib.error, lzma.LZMAError: it cannot be read.
    """
    with opened(path) as file:
        data = file.read()
        damage = damage_of(file)
    if damage is not None and not partly:
        raise damage
    near_ns = int(path.stat().st_mtime * SECOND_NS)
    reader = SessionReader(
        LineContext("-", "session", str(path), 0, zone), names=names, clock=_clock(path, data, zone), near_ns=near_ns
    )
    found = [*reader.feed(data), *reader.close()]
    if damage is not None:
        reader.tally.damage.add(f"it cannot be read to its end: {reason(damage)}")
    return found, reader.tally


def _clock(path: Path, data: bytes, zone: tzinfo) -> Callable[[int], times.Moment | None] | None:
    first, _, rest = data.partition(b"\n")
    head = times.started(first.decode(errors="replace").rstrip("\r"), zone)
    if head is None or not head[0]:
        return None
    beside = next((file for file in _timing_files(path) if file.is_file() and file != path), None)
    if beside is not None:
        return times.timing(beside.read_text(errors="replace"), head[0], len(first) + 1)
    ends = [times.done(line.decode(errors="replace").strip(), zone) for line in rest[-ENDS:].splitlines()]
    end_ns = next((end for end in reversed(ends) if end), None)
    if end_ns is None:
        return None
    span: times.Moment = (head[0], max(SECOND_NS, end_ns - head[0] + SECOND_NS))
    return lambda offset: span


def _timing_files(path: Path) -> list[Path]:
    return [path.with_name(path.name + timing) for timing in TIMINGS] + [path.with_suffix(item) for item in TIMINGS]


def is_timing(path: Path) -> bool:
    """Whether a file is a transcript's timing file by its name."""
    return path.name.removesuffix(".gz").endswith(TIMINGS)


@dataclass(frozen=True, slots=True)
class SessionOptions:
    """Which session logs to tail, and what the lab calls its nodes."""

    globs: tuple[str, ...]
    names: SessionNames = field(default_factory=SessionNames)
    zone: tzinfo = UTC


class SessionTail:
    """A collector of operators' session logs; `tap` gets what was understood, secrets starred, never the bytes."""

    def __init__(
        self,
        options: SessionOptions,
        clock_ns: Callable[[], int],
        offsets: Callable[[str], OffsetMark | None] = lambda path: None,
        tap: Callable[[Iterable[Observation]], None] | None = None,
    ) -> None:
        def reader(context: LineContext, offset: int) -> SessionReader:
            return SessionReader(context, offset, options.names)

        tail = TailOptions(
            "operator", options.globs, options.zone, source="session", reader=reader, rewritten=True, secret=True
        )
        self._tail = LogTail(tail, clock_ns, offsets)
        self._tap = tap
        self.name = self._tail.name

    def run(self, outbox: MarkingOutbox) -> None:
        """Tail until stopped."""
        self._tail.run(self._shown(outbox))

    def _shown(self, outbox: MarkingOutbox) -> MarkingOutbox:
        return _Tapped(outbox, self._tap) if self._tap else outbox

    def scan(self, outbox: MarkingOutbox) -> None:
        """Read what is new, once."""
        self._tail.scan(self._shown(outbox))

    def close(self) -> None:
        """Close every open file."""
        self._tail.close()

    def stop(self) -> None:
        """Let `run` return after a last look."""
        self._tail.stop()


class _Tapped:
    """An outbox that shows what passes to a recorder."""

    def __init__(self, outbox: MarkingOutbox, tap: Callable[[Iterable[Observation]], None]) -> None:
        self._outbox, self._tap = outbox, tap

    def put(self, observations: Iterable[Observation], mark: OffsetMark | None = None) -> None:
        seen = list(observations)
        self._tap(seen)
        self._outbox.put(seen, mark)


def row_of(seen: OperatorCommand | OperatorNote) -> dict[str, Any]:
    """A command or note as a row of a recording."""
    known = {item.name for item in fields(seen)}
    return {name: getattr(seen, name) for name in ROW if name in known}


def observation_of(row: dict[str, Any], origin: str) -> OperatorCommand | OperatorNote | None:
    """A recording's row as what it was; None where it is none. It is starred again: recordings may be edited."""
    texts = ("node", "command", "target", "error", "text", "user")
    clean: dict[str, Any] = {name: row[name] for name in ROW if name in row}
    if not all(isinstance(clean.get(name), int) for name in ("seen_ns", "received_ns")):
        return None
    clean |= {name: starred(str(clean[name])) for name in texts if clean.get(name) is not None}
    said = clean.get("text", clean.get("command", ""))
    frame = {"node": "-", **clean, "source": "session", "origin": origin, "raw": said}
    try:
        if "text" in clean:
            return OperatorNote(**frame)
        return OperatorCommand(**frame) if clean.get("action") in get_args(Action) else None
    except TypeError:
        return None
