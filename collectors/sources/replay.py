"""A recording, or a bare folder of logs, as observations: what `analyze` reads.

The layout is the contract's; every part is optional and may be gzipped. `truth.json` is never opened. What cannot be
read becomes a problem that names file and line; nothing is dropped in silence.
"""

import lzma
import tarfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, tzinfo
from functools import partial
from pathlib import Path

from clab.cleaning import clean
from clab.model import Lab
from collectors.collector import LineContext
from collectors.damage import Damage, reason
from collectors.gnmi import collected
from collectors.gnmi.recorded import observations_of
from collectors.logs.files import FileFacts, Settled, settle
from collectors.logs.frame import stamps
from collectors.logs.reader import LineReader
from collectors.observations import Gap, Observation, Poll, Seen, SourceName
from collectors.registry import gnmi_mappers, runtime_mappings, snapshot_mappings
from collectors.sources.folder_files import FolderFiles, inside, passed_over
from collectors.sources.folders import files_in, is_kernels
from collectors.sources.log_files import (
    LARGEST_ANSWERS,
    PASSED_OVER,
    Log,
    arrival_of,
    hosts_merged,
    node_of,
    one_zone,
    plain_name,
    words_on,
)
from collectors.sources.node_names import short_name, stem
from collectors.sources.opening import logs_in, opened
from collectors.sources.recorded_lab import lab_of
from collectors.sources.recorded_polls import recorded_poll
from collectors.sources.recording import Recording, RecordingError, SourceStats
from collectors.sources.records import Progress, Records
from collectors.sources.session_log import is_timing, observation_of, read_session, session_names
from collectors.sources.unpacking import damage_of

NAME_IT = "name the folder that holds the logs or the recording"
AROUND_NS = 900 * 1_000_000_000
"""What an operator did so long before or after a recording can still belong to it."""


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
        RecordingError: there is no such folder, it can hold no logs, or a lab file in it is wrong.
    """
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "does not exist"
        raise RecordingError(f"{folder}: {what}", NAME_IT)
    if is_kernels(folder):
        raise RecordingError(f"{folder}: is the kernel's own and holds no logs", NAME_IT)
    lab, problems = lab_of(folder, lab_file)
    reader = _Reader(folder, lab, timezone, progress)
    for path, what in problems:
        reader.records.problem(path, what)
    recording = reader.read()
    for path in session_logs:
        reader.guarded_session(path)
    reader.records.flush()
    recording.observations.sort(key=_arrival)
    return _cleaned(recording)


def _cleaned(recording: Recording) -> Recording:
    """The names and words that do not come with an observation, as they may be shown."""
    recording.problems = [(clean(node), clean(what)) for node, what in recording.problems]
    recording.sources = [
        replace(each, node=clean(each.node), path=clean(each.path), unclaimed=clean(each.unclaimed))
        for each in recording.sources
    ]
    recording.hosts = {clean(node): {clean(each) for each in names} for node, names in recording.hosts.items()}
    return recording


class _Reader:
    """One pass over a folder."""

    def __init__(self, folder: Path, lab: Lab, zone: tzinfo, progress: Progress | None) -> None:
        self.folder, self.zone = folder, zone
        self.recording = Recording(lab)
        self.records = Records(folder, self.recording, progress)
        self.logs: list[Log] = []
        self.broken: set[Path] = set()

    def read(self) -> Recording:
        """Everything in the folder.

        Raises:
            RecordingError: it holds recordings, and is none itself.
        """
        files = FolderFiles(self.records)
        logs, names = files.logs()
        others = [path for part in ("gnmi", "snapshots", "runtime") for path in files.part(part)]
        self.records.total = sum(files.sizes[path] for path in [*logs, *others])
        for path in logs:
            if plain_name(path).endswith((".json", ".jsonl")):
                self._guard(path, lambda path: self._answers(path, names), names[path])
            else:
                self._guard(path, lambda path: self._log(path, names), names[path])
        for path in others:
            self._guard(path, self._other)
        self._settle_logs()
        for path in files.of(files_in(self.folder / "sessions")):
            if not is_timing(path):
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
            found, tally = read_session(path, names, self.zone, partly=True)
            kind = tally.format
            if tally.damage.count:
                self.records.damage[path] = tally.damage
        found = self.records.admit(path, found)
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

    def _operators(self, path: Path) -> Iterator[Observation]:
        for row in self.records.rows(path):
            one = self.records.one(path, observation_of, row, path.name)
            if one is not None:
                yield one
            elif not self.records.damage.get(path, Damage()).count:
                self.records.bad(path, f"no command and no note: {str(row)[:80]}")

    def _remark(self, node: str | None, text: str, kind: str) -> None:
        self.recording.remarks.append((node, text, kind))

    def _guard(self, path: Path, read: Callable[[Path], None], node: str | None = None) -> None:
        try:
            read(path)
        except (OSError, EOFError, zlib.error, lzma.LZMAError, tarfile.TarError) as error:
            self._failed(path, node, str(error))
        except Exception as error:  # noqa: BLE001 - whatever a file holds, the others are read
            self._failed(path, node, reason(error))
        finally:
            self.records.tick(0)

    def _failed(self, path: Path, node: str | None, why: str) -> None:
        """A file that is broken, or that may not be read: a source, if nothing at all came of it."""
        self.records.problem(path, f"cannot be read to its end: {why}")
        self.broken.add(path)
        name = str(path.relative_to(self.folder)) if path.is_relative_to(self.folder) else str(path)
        if path not in {log.file for log in self.logs} and name not in {each.path for each in self.recording.sources}:
            source: SourceName = "session" if node is None else "log"
            self.recording.sources.append(SourceStats(node or "-", source, name, None, 0, None, None, "failed"))

    def _log(self, path: Path, names: Mapping[Path, str]) -> None:
        until_ns = int(path.stat().st_mtime * 1e9)
        name = str(path.relative_to(self.folder))
        for member, blocks in logs_in(path):
            whose = names[path if member is None else inside(path, member)]
            origin = name if member is None else f"{name}:{member}"
            context = LineContext(whose, "log", origin, 0, self.zone, until_ns=until_ns)
            log = Log(origin, path, whose, LineReader(context), [], [], until_ns)
            self.logs.append(log)
            head = b""
            try:
                for block in blocks:
                    head = head or block[:64]
                    log.readings += log.reader.scan(block)
                    self.records.tick(len(block) if path.suffix != ".gz" else 0)
                log.readings += log.reader.scan_end()
            finally:
                log.arrivals = self._arrivals(path) if member is None else []
            if member is None and not log.reader.tally.items and head.lstrip()[:1] in (b"{", b"["):
                self._answers_of(path, whose, log)

    def _answers_of(self, path: Path, node: str, log: Log | None = None) -> bool:
        """A file of a gNMI client's answers; whether it was one."""
        if path.stat().st_size > LARGEST_ANSWERS:
            return False
        with opened(path) as file:
            text = file.read().decode(errors="replace")
            damage = damage_of(file)
        rows = [each for each in collected.rows_in(text) if collected.is_collected(each)]
        if not rows:
            return False
        if log is not None:
            self.logs.remove(log)
        self._keep(path, node, "gnmi", collected.observations_of(rows, gnmi_mappers(node)))
        if damage is not None:
            raise damage
        return True

    def _answers(self, path: Path, names: Mapping[Path, str]) -> None:
        """JSON in a bare folder: a gNMI client's answers, else log lines in JSON, else passed over."""
        node = names[path]
        if self._answers_of(path, node):
            return
        self._log(path, names)
        log = self.logs[-1]
        if log.path == str(path.relative_to(self.folder)) and not sum(log.reader.tally.items.values()):
            self.logs.pop()
            passed_over(self.records, node, path, PASSED_OVER[".json"])

    def _settle_logs(self) -> None:
        """Everything that a log needs of the rest of the folder: dates, and whose lines they are."""
        spans = [(each.first_ns, each.last_ns) for each in self.recording.sources if each.source != "session"]
        for log in self.logs:
            dated = [each.seen.seen_ns for each in log.readings if each.calendar == "full"]
            if dated:
                spans.append((min(dated), max(dated)))
        firsts = [first for first, _ in spans if first]
        lasts = [last for _, last in spans if last]
        window = (min(firsts), max(lasts)) if firsts and lasts else None
        done: list[tuple[Log, Settled]] = []
        for log in self.logs:
            offsets = [offset for offset, _ in log.arrivals]
            facts = FileFacts(
                self.zone,
                log.until_ns,
                partial(arrival_of, offsets, log.arrivals),
                bool(log.arrivals),
                window,
                self._hosts(log),
            )
            done.append((log, settle(log.readings, facts)))
        one_zone([settled for _, settled in done])
        for log, settled in done:
            if log.reader.tally.damage.count:
                self.records.damage[log.file] = log.reader.tally.damage
            self.recording.observations += self.records.admit(log.file, settled.observations)
            self._log_stats(log, settled)
        for node, text in hosts_merged(log for log, settled in done if not settled.nodes):
            self._remark(node, text, "several_hosts")

    def _hosts(self, log: Log) -> Callable[[str], str] | None:
        own = log.node in self.recording.lab.nodes and (self.folder / "logs").is_dir()
        return None if own else node_of(log, self.recording.lab.nodes)

    def _log_stats(self, log: Log, settled: Settled) -> None:
        tally, node = log.reader.tally, log.node
        if settled.nodes:
            for host in tally.hosts:
                self.recording.hosts.setdefault(short_name(host), set()).add(host)
        elif tally.hosts and node:
            self.recording.hosts.setdefault(node, set()).update(tally.hosts)
        items = sum(tally.items.values())
        known = bool(items) or (bool(tally.items) and not tally.unread)
        empty = "failed" if log.file in self.broken else "silent"
        state = "ok" if known else "unknown_format" if tally.lines_probed else empty
        times = [each.seen_ns for each in settled.observations]
        first, last = min(times, default=tally.first_ns), max(times, default=tally.last_ns)
        stats = SourceStats(
            node, "log", log.path, tally.format, items, first, last, state, tally.unread, tally.unclaimed
        )
        self.recording.sources.append(stats)
        for text, kind in words_on(log, settled):
            self._remark(node, f"{log.path}: {text}", kind)

    def _arrivals(self, path: Path) -> list[tuple[int, int]]:
        """(offset, received) of each read of a log, where the recorder wrote them down."""
        base = path.name.removesuffix(".gz").removesuffix(".log")
        for name in (f"{base}.arrivals.jsonl", f"{base}.arrivals.jsonl.gz"):
            beside = path.parent / name
            if beside.is_file():
                rows = [
                    (row.get("offset"), stamps.iso(str(row.get("received_at")))) for row in self.records.rows(beside)
                ]
                return sorted((offset, at[0]) for offset, at in rows if isinstance(offset, int) and at)
        return []

    def _other(self, path: Path) -> None:
        part = path.parent.name
        if part == "runtime":
            self._keep(path, "", "runtime", self._runtime(path))
        elif part == "snapshots":
            self._keep(path, stem(path), "snapshot", self._snapshots(path))
        else:
            self._keep(path, stem(path), "gnmi", self._gnmi(path))

    def _keep(self, path: Path, node: str, source: SourceName, observations: Iterable[Observation]) -> None:
        found: list[Observation] = []
        state = "failed"
        try:
            found += observations
            state = "silent"
        finally:
            found = self.records.admit(path, found)
            times = [each.seen_ns for each in found if each.seen_ns]
            self.recording.observations += found
            first, last = min(times, default=None), max(times, default=None)
            state = "ok" if found else state
            if found and all(isinstance(each, Poll) and not each.ok for each in found):
                state = "failed"
            kind = path.name.partition(".")[2].partition(".")[0] if source == "snapshot" else stem(path)
            name = str(path.relative_to(self.folder))
            self.recording.sources.append(SourceStats(node or "-", source, name, kind, len(found), first, last, state))

    def _runtime(self, path: Path) -> Iterator[Observation]:
        known = runtime_mappings()
        mapping = known[next((name for name in sorted(known) if name in path.name), "docker")].parse
        for row in self.records.rows(path):
            yield from self.records.one(path, mapping, row, self.recording.lab.name) or ()

    def _snapshots(self, path: Path) -> Iterator[Observation]:
        command = path.name.split(".")[1] if path.name.count(".") > 1 else ""
        mapping = snapshot_mappings().get(command)
        if mapping is None:
            self.records.problem(path, f"command {command!r} is none of {', '.join(sorted(snapshot_mappings()))}")
            return
        for row in self.records.rows(path):
            poll = recorded_poll(row, stem(path), command, path.name, lambda why: self.records.bad(path, why))
            if poll is not None:
                yield poll
                if poll.ok:
                    yield from (
                        self.records.one(path, mapping.parse, poll.node, poll.seen_ns, poll.ms, row.get("data")) or ()
                    )

    def _gnmi(self, path: Path) -> Iterator[Observation]:
        with opened(path) as file:
            head = file.read(1 << 16).decode(errors="replace")
        if '"received_at"' in head[:4000] or '"response"' in head[:4000]:
            node = stem(path)
            yield from observations_of(
                node, self.records.rows(path), gnmi_mappers(node), lambda why: self.records.bad(path, why)
            )
            return
        with opened(path) as file:
            rows = collected.rows_in(file.read(LARGEST_ANSWERS).decode(errors="replace"))
            damage = damage_of(file)
        answers = [each for each in rows if collected.is_collected(each)]
        if not answers:
            self.records.problem(path, "no line is a recorded answer, or one that gnmic, telegraf or pygnmi prints")
        yield from collected.observations_of(answers, gnmi_mappers(stem(path)))
        if damage is not None:
            raise damage


def _arrival(seen: Observation) -> tuple[int, int]:
    return (seen.from_ns if isinstance(seen, Gap) else seen.received_ns, seen.seq)


def gaps(observations: Iterable[Seen]) -> list[Gap]:
    """The gaps among observations."""
    return [each for each in observations if isinstance(each, Gap)]
