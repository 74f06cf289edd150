"""A recording, or a bare folder of logs, as observations: what `analyze` reads.

The layout is the contract's; every part is optional and may be gzipped. `truth.json` is never opened. What cannot be
read becomes a problem that names file and line; nothing is dropped in silence.
"""

import bisect
import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any, BinaryIO, ParamSpec, TypeVar

from clab.cleaning import clean
from clab.model import Lab
from clab.topology import LabFileError, parse_inventory, parse_topology, with_inventory
from collectors.admission import admit
from collectors.collector import LineContext
from collectors.damage import Damage, UnreadableRecord, guarded, reason
from collectors.kinds.sessionlog import is_timing, observation_of, read_session, session_names
from collectors.mapping import stamps
from collectors.mapping.lines import LineReader
from collectors.mapping.recorded_gnmi import observations_of
from collectors.observations import Gap, Observation, Poll, Seen, SourceName
from collectors.registry import log_mappings, runtime_mappings, snapshot_mappings

BLOCK = 1 << 20
MS = 1_000_000
LONGEST_POLL_MS = 86_400_000
AROUND_NS = 900 * 1_000_000_000
"""What an operator did so long before or after a recording can still belong to it."""

NEVER_LOGS = (".yml", ".yaml", ".json", ".jsonl", ".md", ".pcap", ".conf", ".cfg", ".png", ".pem", ".key", ".crt")
P = ParamSpec("P")
R = TypeVar("R")
Progress = Callable[[int, int], None]


class RecordingError(Exception):
    """A folder that cannot be read as a recording: `what` happened, `hint` what to do."""

    def __init__(self, what: str, hint: str = "") -> None:
        self.what, self.hint = what, hint
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class SourceStats:
    """What one file of a recording gave."""

    node: str
    source: SourceName
    path: str
    format: str | None
    items: int
    first_ns: int | None
    last_ns: int | None
    state: str


@dataclass(slots=True)
class Recording:
    """Everything a recording holds, observations in order of arrival."""

    lab: Lab
    hosts: dict[str, set[str]] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)
    sources: list[SourceStats] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def window(self) -> tuple[int | None, int | None]:
        """The first and the last moment of which something was seen."""
        seen = [each for each in self.sources if each.source != "session"]
        firsts = [each.first_ns for each in seen if each.first_ns is not None]
        lasts = [each.last_ns for each in seen if each.last_ns is not None]
        return min(firsts, default=None), max(lasts, default=None)


def read_recording(
    folder: Path,
    *,
    timezone: tzinfo = UTC,
    lab_file: Path | None = None,
    progress: Progress | None = None,
    session_logs: Sequence[Path] = (),
) -> Recording:
    """All of a recording's observations, with what operators did by its `sessions/` and by further `session_logs`.

    Raises:
        RecordingError: there is no such folder, or a lab file in it is wrong.
    """
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "does not exist"
        raise RecordingError(f"{folder}: {what}", "name the folder that holds the logs or the recording")
    reader = _Reader(folder, _lab(folder, lab_file), timezone, progress)
    recording = reader.read()
    for path in session_logs:
        reader.guarded_session(path)
    reader.flush()
    recording.observations.sort(key=_arrival)
    return _cleaned(recording)


def _cleaned(recording: Recording) -> Recording:
    """The names and words that do not come with an observation, as they may be shown."""
    recording.problems = [(clean(node), clean(what)) for node, what in recording.problems]
    recording.sources = [replace(each, node=clean(each.node), path=clean(each.path)) for each in recording.sources]
    recording.hosts = {clean(node): {clean(each) for each in names} for node, names in recording.hosts.items()}
    return recording


def _lab(folder: Path, lab_file: Path | None) -> Lab:
    try:
        named = lab_file or next((each for each in sorted(folder.glob("*.clab.y*ml"))), None)
        lab = parse_topology(named.read_text(), str(named)) if named else Lab()
        inventory = folder / "inventory.yml"
        if inventory.is_file():
            lab = with_inventory(lab, parse_inventory(inventory.read_text(), str(inventory)))
    except (LabFileError, OSError, UnicodeDecodeError) as error:
        raise RecordingError(str(error), "mend the file, or take it out of the folder") from error
    return lab


def _stem(path: Path) -> str:
    """A file's node: its name up to the first dot."""
    return path.name.partition(".")[0]


def _open(path: Path) -> BinaryIO | gzip.GzipFile:
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")


class _Reader:
    """One pass over a folder."""

    def __init__(self, folder: Path, lab: Lab, zone: tzinfo, progress: Progress | None) -> None:
        self.folder, self.zone, self.progress = folder, zone, progress
        self.recording = Recording(lab)
        self.done = 0
        self.total = 0
        self.damage: dict[Path, Damage] = {}

    def read(self) -> Recording:
        structured = (self.folder / "logs").is_dir() or any(
            (self.folder / part).is_dir() for part in ("gnmi", "snapshots", "runtime")
        )
        logs = self._files("logs") if structured else self._bare()
        others = [path for part in ("gnmi", "snapshots", "runtime") for path in self._files(part)] if structured else []
        self.total = sum(path.stat().st_size for path in [*logs, *others])
        names = self._names(logs, bare=not structured)
        for path in logs:
            self._guard(path, lambda path: self._log(path, names[path]))
        for path in others:
            self._guard(path, self._other)
        for path in sorted((self.folder / "sessions").glob("*")) if structured else ():
            if path.is_file() and not is_timing(path):
                self.guarded_session(path)
        return self.recording

    def guarded_session(self, path: Path) -> None:
        """Read what an operator did, as far as it falls into the recording's time, with some minutes before it."""
        self._guard(path, self._session)

    def _session(self, path: Path) -> None:
        names = session_names(self.recording.lab)
        if ".jsonl" in path.name:
            found: list[Observation] = list(self._operators(path))
            kind: str | None = "recorded"
        else:
            found, tally = read_session(path, names, self.zone)
            kind = tally.format
            if tally.damage.count:
                self.damage[path] = tally.damage
        found = self._admit(path, found)
        start, end = self.recording.window
        if start is not None and end is not None:
            found = [each for each in found if start - AROUND_NS <= each.seen_ns <= end + AROUND_NS]
        times = [each.seen_ns for each in found]
        self.recording.observations += found
        name = str(path.relative_to(self.folder)) if path.is_relative_to(self.folder) else str(path)
        state = "ok" if kind else "unknown_format"
        stats = SourceStats(
            "-", "session", name, kind, len(found), min(times, default=None), max(times, default=None), state
        )
        self.recording.sources.append(stats)

    def _one(self, path: Path, read: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        """One record read; None where it cannot be, which is counted."""
        try:
            return guarded(read)(*args, **kwargs)
        except UnreadableRecord as error:
            self._bad(path, str(error))
            return None

    def _operators(self, path: Path) -> Iterator[Observation]:
        for row in self._rows(path):
            one = self._one(path, observation_of, row, path.name)
            if one is not None:
                yield one
            elif not self.damage.get(path, Damage()).count:
                self._bad(path, f"no command and no note: {str(row)[:80]}")

    def _files(self, part: str) -> list[Path]:
        found = sorted(path for path in (self.folder / part).glob("*") if path.is_file())
        if part == "logs":
            return [path for path in found if ".arrivals.jsonl" not in path.name]
        return [path for path in found if ".jsonl" in path.name]

    def _bare(self) -> list[Path]:
        """Every file below a bare folder that can be a log."""
        found = []
        for path in sorted(self.folder.rglob("*")):
            name = path.name.removesuffix(".gz")
            hidden = any(part.startswith(".") for part in path.relative_to(self.folder).parts)
            if path.is_file() and not hidden and not name.endswith(NEVER_LOGS):
                found.append(path)
        return found

    def _names(self, logs: list[Path], *, bare: bool) -> dict[Path, str]:
        """Whose log each file is; in a bare folder by its folder's name where files of several folders share one."""
        names = {path: _stem(path) for path in logs}
        if bare:
            homes: dict[str, set[Path]] = {}
            for path in logs:
                homes.setdefault(names[path], set()).add(path.parent)
            for path in logs:
                if len(homes[_stem(path)]) > 1:
                    names[path] = path.parent.name if path.parent != self.folder else _stem(path)
        return names

    def _guard(self, path: Path, read: Callable[[Path], None]) -> None:
        try:
            read(path)
        except (OSError, EOFError, zlib.error) as error:
            self._problem(path, f"cannot be read to its end: {error}")
        except Exception as error:  # noqa: BLE001 - whatever a file holds, the others are read
            self._problem(path, f"cannot be read to its end: {reason(error)}")
        finally:
            if self.progress:
                self.progress(self.done, self.total)

    def flush(self) -> None:
        """Name what could not be read: once a file."""
        for path, damage in self.damage.items():
            if damage.count:
                self._problem(path, damage.said)
        self.damage = {}

    def _bad(self, path: Path, why: str) -> None:
        """One record that costs itself."""
        self.damage.setdefault(path, Damage()).add(why)

    def _admit(self, path: Path, found: Iterable[Observation]) -> list[Observation]:
        good, bad = admit(found)
        for each in bad:
            self._bad(path, each)
        return good

    def _problem(self, path: Path, what: str) -> None:
        name = path.relative_to(self.folder) if path.is_relative_to(self.folder) else path
        self.recording.problems.append((_stem(path), f"{name}: {what}"))

    def _tick(self, size: int) -> None:
        self.done += size
        if self.progress:
            self.progress(min(self.done, self.total), self.total)

    def _log(self, path: Path, node: str) -> None:
        near_ns = int(path.stat().st_mtime * 1e9)
        context = LineContext(node, "log", str(path.relative_to(self.folder)), 0, self.zone, until_ns=near_ns)
        lines = LineReader(log_mappings(), context)
        found: list[Observation] = []
        try:
            with _open(path) as file:
                while block := file.read(BLOCK):
                    found += lines.feed(block)
                    self._tick(len(block))
                found += lines.close()
        finally:
            arrivals = self._arrivals(path)
            if lines.tally.damage.count:
                self.damage[path] = lines.tally.damage
            self.recording.observations += self._admit(path, _received(found, arrivals) if arrivals else found)
            self._log_stats(path, node, lines)

    def _log_stats(self, path: Path, node: str, lines: LineReader) -> None:
        tally = lines.tally
        if tally.hosts and node:
            self.recording.hosts.setdefault(node, set()).update(tally.hosts)
        items = sum(tally.items.values())
        state = "ok" if tally.items else "unknown_format" if tally.lines_probed else "silent"
        name = str(path.relative_to(self.folder))
        self.recording.sources.append(
            SourceStats(node, "log", name, tally.format, items, tally.first_ns, tally.last_ns, state)
        )

    def _arrivals(self, path: Path) -> list[tuple[int, int]]:
        """(offset, received) of each read of a log, where the recorder wrote them down."""
        base = path.name.removesuffix(".gz").removesuffix(".log")
        for name in (f"{base}.arrivals.jsonl", f"{base}.arrivals.jsonl.gz"):
            beside = path.parent / name
            if beside.is_file():
                rows = [(row.get("offset"), stamps.iso(str(row.get("received_at")))) for row in self._rows(beside)]
                return sorted((offset, at[0]) for offset, at in rows if isinstance(offset, int) and at)
        return []

    def _rows(self, path: Path) -> Iterator[dict[str, Any]]:
        """The JSON lines of a file; a broken one is a problem and the rest is read."""
        with _open(path) as file:
            for number, line in enumerate(file, 1):
                self._tick(len(line) if path.suffix != ".gz" else 0)
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                except (ValueError, RecursionError) as error:
                    self._bad(path, f"line {number} is no JSON: {reason(error)}")
                    continue
                if isinstance(row, dict):
                    yield row
                else:
                    self._bad(path, f"line {number} is no JSON object")

    def _other(self, path: Path) -> None:
        part = path.parent.name
        if part == "runtime":
            self._keep(path, "", "runtime", self._runtime(path))
        elif part == "snapshots":
            self._keep(path, _stem(path), "snapshot", self._snapshots(path))
        else:
            self._keep(path, _stem(path), "gnmi", self._gnmi(path))

    def _keep(self, path: Path, node: str, source: SourceName, observations: Iterable[Observation]) -> None:
        found: list[Observation] = []
        try:
            found += observations
        finally:
            found = self._admit(path, found)
            times = [each.seen_ns for each in found if each.seen_ns]
            self.recording.observations += found
            first, last = min(times, default=None), max(times, default=None)
            state = "ok" if found else "silent"
            if found and all(isinstance(each, Poll) and not each.ok for each in found):
                state = "failed"
            kind = path.name.partition(".")[2].partition(".")[0] if source == "snapshot" else _stem(path)
            name = str(path.relative_to(self.folder))
            self.recording.sources.append(SourceStats(node or "-", source, name, kind, len(found), first, last, state))

    def _runtime(self, path: Path) -> Iterator[Observation]:
        family = "clab" if "clab" in path.name else "docker"
        mapping = runtime_mappings()[family]
        for row in self._rows(path):
            yield from self._one(path, mapping, row, self.recording.lab.name) or ()

    def _snapshots(self, path: Path) -> Iterator[Observation]:
        command = path.name.split(".")[1] if path.name.count(".") > 1 else ""
        mapping = snapshot_mappings().get(command)
        if mapping is None:
            self._problem(path, f"command {command!r} is none of {', '.join(sorted(snapshot_mappings()))}")
            return
        node = _stem(path)
        for row in self._rows(path):
            at = stamps.iso(str(row.get("t", "")))
            if at is None:
                self._bad(path, f"a line has no time 't': {str(row)[:80]}")
                continue
            error, ms = row.get("error"), self._ms(path, row.get("ms"))
            yield Poll(
                node=node,
                source="snapshot",
                seen_ns=at[0],
                received_ns=at[0] + int(ms * MS),
                command=command,
                ok=error is None,
                ms=ms,
                error=str(error or ""),
                raw=f"poll {command}: {error}" if error else f"poll {command}: answered in {ms} ms",
                origin=path.name,
            )
            if error is None:
                yield from self._one(path, mapping.parse, node, at[0], ms, row.get("data")) or ()

    def _ms(self, path: Path, value: Any) -> float:
        """How long a poll took; one that nobody can have waited for is none."""
        if value is None:
            return 0.0
        if isinstance(value, int | float) and 0 <= value < LONGEST_POLL_MS:
            return float(value)
        self._bad(path, f"'ms' is {str(value)[:40]}: taken as 0")
        return 0.0

    def _gnmi(self, path: Path) -> Iterator[Observation]:
        yield from observations_of(_stem(path), self._rows(path), lambda why: self._bad(path, why))


def _received(found: list[Observation], arrivals: list[tuple[int, int]]) -> list[Observation]:
    """Each line's observation with the time of the first read that held its end."""
    offsets = [offset for offset, _ in arrivals]
    result = []
    for each in found:
        k = bisect.bisect_right(offsets, each.seq + len(each.raw.encode()) - 1)
        result.append(replace(each, received_ns=arrivals[k][1]) if k < len(arrivals) else each)
    return result


def _arrival(seen: Observation) -> tuple[int, int]:
    return (seen.from_ns if isinstance(seen, Gap) else seen.received_ns, seen.seq)


def gaps(observations: Iterable[Seen]) -> list[Gap]:
    """The gaps among observations."""
    return [each for each in observations if isinstance(each, Gap)]
