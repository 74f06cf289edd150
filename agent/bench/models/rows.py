"""What a run writes as it goes: a JSON line for each call, trial and look at the machine; what is there is done.

A line is on the disk before the next call begins; a line that was cut off by a crash is dropped, and only that.
"""

import fcntl
import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from agent.failure import Failure, UsageFailure

Row = dict[str, Any]  # one of several shapes, told apart by its `row`
FILE = "rows.jsonl"


def read_rows(folder: Path) -> list[Row]:
    """All whole lines of a run.

    Raises:
        UsageFailure: it cannot be read.
    """
    try:
        data = (folder / FILE).read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise UsageFailure(f"{folder / FILE}: cannot be read: {error.strerror}") from error
    rows = []
    for number, line in enumerate(_whole(data).splitlines(), 1):
        try:
            rows.append(json.loads(line))
        except ValueError as error:
            raise UsageFailure(
                f"{folder / FILE}, line {number}: is no JSON", "was it edited? take the line out"
            ) from error
    return rows


def _whole(data: bytes) -> bytes:
    """The data up to its last whole line."""
    data = data[: data.rfind(b"\n") + 1]
    while data:
        start = data.rfind(b"\n", 0, -1) + 1
        try:
            json.loads(data[start:])
            break
        except ValueError:
            data = data[:start]
    return data


class Rows:
    """The file of one run, held by one process at a time."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._file: IO[bytes] | None = None

    def __enter__(self) -> "Rows":
        try:
            self._file = self._path.open("a+b")
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self.__exit__(None, None, None)
            raise UsageFailure(f"{self._path}: another run writes it", "wait for it, or name another --out") from error
        except OSError as error:
            raise Failure(f"{self._path}: cannot be written: {error.strerror}", "--out names another folder") from error
        self._file.seek(0)
        self._file.truncate(len(_whole(self._file.read())))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def append(self, row: Mapping[str, Any]) -> None:
        """One more line, on the disk when this returns."""
        assert self._file is not None, "used as a context"
        self._file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())
