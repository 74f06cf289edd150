"""Tails the logs of one node: through rotation, truncation, late files and restarts, without losing a complete line.

watchdog wakes it; a scan once a second is the safety net. How far a file was read is known by its inode, the offset
of the last complete line and the bytes before it, so a file that was truncated and grew again is not taken for the old.
"""

import glob
import hashlib
import os
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from io import FileIO
from pathlib import Path
from typing import Protocol

from collectors.collector import LineContext, OffsetMark
from collectors.logs.reader import LineReader
from collectors.observations import Gap, Observation, SourceName

GONE_NS = 3_000_000_000
"""A file that is away for so long is said to be gone."""

POLL_INTERVAL_S = 1.0
TAIL = 1024
"""Bytes before the offset that are remembered: several lines, as two lines may differ in their stamps alone."""

BLOCK = 1 << 18


class MarkingOutbox(Protocol):
    """An outbox that takes how far a file was read along with what was read."""

    def put(self, observations: Iterable[Observation], mark: OffsetMark | None = None) -> None: ...


class BytesReader(Protocol):
    """What makes observations of a log's bytes: whole lines at once, a partial last one when its end has come."""

    context: LineContext

    @property
    def pending(self) -> bytes: ...

    def feed(self, chunk: bytes) -> list[Observation]: ...


@dataclass(frozen=True, slots=True)
class TailOptions:
    """What to tail: `globs` of one node's files; `from_start` reads what is there already. `reader` makes one for a
    file and an offset, where it is no router's log; `rewritten`: the file is written anew as a habit, no loss.
    `secret`: its bytes are kept nowhere, also not those by which its place is known again. `names`: by path, the name
    under which the place in a file is kept, where one file has another path at each start (in a container, seen through
    /proc); else the path is its name."""

    node: str
    globs: tuple[str, ...]
    zone: tzinfo = UTC
    from_start: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    source: SourceName = "log"
    reader: Callable[[LineContext, int], BytesReader] | None = None
    rewritten: bool = False
    secret: bool = False


class _File:
    """One open log and where it was read to."""

    def __init__(self, name: str, handle: FileIO, reader: BytesReader, start: int) -> None:
        self.name, self.handle, self.reader = name, handle, reader
        self.inode = os.fstat(handle.fileno()).st_ino
        self.offset = start
        self.tail = b""
        self.read_ns = 0


class LogTail:
    """A collector of one node's logs."""

    def __init__(
        self,
        options: TailOptions,
        clock_ns: Callable[[], int],
        offsets: Callable[[str], OffsetMark | None] = lambda path: None,
        on_bytes: Callable[[str, str, bytes, int], None] | None = None,
    ) -> None:
        self.name = f"{options.source}-{options.node}"
        self._options, self._clock_ns, self._offsets, self._on_bytes = options, clock_ns, offsets, on_bytes
        self._files: dict[str, _File] = {}
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._first = True
        self._gone: dict[str, tuple[str, int]] = {}

    def stop(self) -> None:
        """Let `run` return after a last scan."""
        self._stop.set()
        self._wake.set()

    def run(self, outbox: MarkingOutbox) -> None:
        """Scan whenever a folder changes, and once a second, until stopped."""
        observer = self._watch()
        try:
            while True:
                stopping = self._stop.is_set()
                self._wake.clear()
                self.scan(outbox)
                if stopping:
                    return
                self._wake.wait(POLL_INTERVAL_S)
        finally:
            if observer is not None:
                observer.stop()
                observer.join(2.0)
            self.close()

    def close(self) -> None:
        """Close every open file."""
        for file in self._files.values():
            file.handle.close()
        self._files.clear()

    def _watch(self) -> "_Observer | None":
        from watchdog.events import FileSystemEventHandler
        from watchdog.observers import Observer

        wake = self._wake

        class Waker(FileSystemEventHandler):
            def on_any_event(self, event: object) -> None:
                wake.set()

        observer = Observer()
        folders = {str(Path(each).parent) for each in self._options.globs}
        here = [folder for folder in folders if Path(folder).is_dir()]
        for item in here:
            observer.schedule(Waker(), item)
        if not here:
            return None
        observer.start()
        return observer

    def scan(self, outbox: MarkingOutbox) -> None:
        """Read what is new in every file that there is."""
        paths = sorted({path for each in self._options.globs for path in glob.glob(each)})
        for path in paths:
            self._follow(path, outbox)
        for path in [item for item in self._files if item not in paths]:
            file = self._files.pop(path)
            self._read(file, outbox)
            file.handle.close()
            self._gone[path] = file.name, self._clock_ns()
        self._report_gone(paths, outbox)
        self._first = False

    def _report_gone(self, paths: Sequence[str], outbox: MarkingOutbox) -> None:
        """Files that went away and did not come back: one that is rotated, or whose container ends, is no news."""
        now_ns = self._clock_ns()
        for path, (name, since_ns) in list(self._gone.items()):
            if path in paths:
                del self._gone[path]
            elif now_ns - since_ns >= GONE_NS:
                del self._gone[path]
                self._gap(outbox, name, since_ns, "is gone (deleted or moved): nothing more is read", over=False)

    def _follow(self, path: str, outbox: MarkingOutbox) -> None:
        try:
            status = os.stat(path)
        except OSError:
            return
        file = self._files.get(path)
        if file is not None and file.inode != status.st_ino:
            self._read(file, outbox)
            file.handle.close()
            file = None
        if file is None:
            file = self._open(path, outbox)
            if file is None:
                return
            self._files[path] = file
        if status.st_size < file.offset + len(file.reader.pending) or not self._same(file):
            self._restart(file, outbox)
        self._read(file, outbox)

    def _open(self, path: str, outbox: MarkingOutbox) -> _File | None:
        name = self._options.names.get(path, path)
        try:
            handle = open(path, "rb", buffering=0)  # noqa: SIM115 - open until the file is gone; what is read must be fresh
        except OSError as error:
            self._gap(outbox, name, self._clock_ns(), f"cannot be opened: {error.strerror}")
            return None
        context = LineContext(self._options.node, self._options.source, name, 0, self._options.zone)
        mark = self._offsets(name)
        size = os.fstat(handle.fileno()).st_size
        start = size if self._first and not self._options.from_start else 0
        file = _File(name, handle, self._reader(context, start), start)
        if mark is not None and mark.inode == file.inode and mark.offset <= size:
            file.offset, file.tail = mark.offset, mark.tail
            if self._same(file):
                file.reader = self._reader(context, mark.offset)
            else:
                file.offset, file.tail = 0, b""
                file.reader = self._reader(context)
        elif mark is not None:
            file.offset = 0
            file.reader = self._reader(context)
        else:  # known from here on: a node that is started anew before it writes a line has the same file still
            file.tail = self._kept(_last(file))
            outbox.put([], OffsetMark(file.name, file.inode, file.offset, file.tail))
        return file

    def _reader(self, context: LineContext, offset: int = 0) -> BytesReader:
        make = self._options.reader
        return make(context, offset) if make else LineReader(context, offset)

    def _same(self, file: _File) -> bool:
        """Whether the bytes before the offset are still those that were read."""
        if not file.tail:
            return True
        size = min(TAIL, file.offset) if self._options.secret else len(file.tail)
        file.handle.seek(file.offset - size)
        return self._kept(file.handle.read(size)) == file.tail

    def _kept(self, tail: bytes) -> bytes:
        """The bytes by which a place is known again; of a file that may hold secrets only their hash."""
        return hashlib.sha256(tail).digest() if self._options.secret and tail else tail

    def _restart(self, file: _File, outbox: MarkingOutbox) -> None:
        """The file was truncated: what was written between the last read and that is gone."""
        since = file.read_ns or self._clock_ns()
        if not self._options.rewritten:
            self._gap(outbox, file.name, since, "truncated: lines written since the last read may be lost")
        context = file.reader.context
        file.offset, file.tail, file.reader = 0, b"", self._reader(context)

    def _read(self, file: _File, outbox: MarkingOutbox) -> None:
        at = file.offset + len(file.reader.pending)
        while True:
            file.handle.seek(at)
            block = file.handle.read(BLOCK)
            now_ns = self._clock_ns()
            file.read_ns = now_ns
            if not block:
                return
            at += len(block)
            if self._on_bytes is not None:
                self._on_bytes(self._options.node, file.name, block, now_ns)
            file.reader.context = replace(file.reader.context, received_ns=now_ns)
            found = file.reader.feed(block)
            file.offset = at - len(file.reader.pending)
            file.tail = self._kept(_last(file))
            outbox.put(found, OffsetMark(file.name, file.inode, file.offset, file.tail))

    def _gap(self, outbox: MarkingOutbox, path: str, from_ns: int, reason: str, *, over: bool = True) -> None:
        now_ns = self._clock_ns()
        gap = Gap(
            node=self._options.node,
            source=self._options.source,
            seen_ns=now_ns,
            received_ns=now_ns,
            from_ns=from_ns,
            to_ns=now_ns if over else None,
            reason=f"{path} {reason}",
            origin=path,
        )
        outbox.put([gap])


class _Observer(Protocol):
    def stop(self) -> None: ...

    def join(self, timeout: float | None = None) -> None: ...


def _last(file: _File) -> bytes:
    """The bytes just before the offset, by reading them back: cheap, and always what is in the file."""
    size = min(TAIL, file.offset)
    file.handle.seek(file.offset - size)
    return file.handle.read(size)
