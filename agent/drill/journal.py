"""What a drill must undo, written down before it breaks anything: a drill that was killed is undone by the next one.

One file per lab in the state folder, and a lock beside it: two drills on one lab would undo each other.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from agent.failure import Failure
from clab.actions import Act, from_json, to_json


@dataclass(frozen=True, slots=True)
class Owed:
    """A fault that was not mended: its name, what mends it, and the containers that it struck."""

    fault: str
    mend: tuple[Act, ...]
    containers: Mapping[str, str]


class RestoreJournal:
    """The file and its lock; use it as a context manager."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "drill-restore.json"
        self._lock_path = folder / "drill.lock"
        self._lock: IO[str] | None = None

    def __enter__(self) -> "RestoreJournal":
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = self._lock_path.open("w")
        except OSError as error:
            what = f"{self.path.parent}: the restore journal cannot be kept: {error.strerror}"
            raise Failure(what, "--state-dir names another folder") from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.close()
            raise Failure(f"{self._lock_path}: another drill is running on this lab", "wait for its end") from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._lock is not None:
            self._lock.close()

    def owe(self, fault: str, mend: Iterable[Act], containers: Mapping[str, str]) -> None:
        """Write down what mends a fault that is about to strike; it is on the disk when this returns. Nobody else may
        read it: a router's configuration can hold passwords.

        Raises:
            Failure: it cannot be written; then nothing may be broken.
        """
        data = {"fault": fault, "containers": dict(containers), "mend": [to_json(item) for item in mend]}
        beside = self.path.with_suffix(".new")
        try:
            beside.unlink(missing_ok=True)
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                json.dump(data, file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self.path)
        except OSError as error:
            what = f"{self.path}: what {fault} needs to be undone cannot be written down: {error.strerror}"
            raise Failure(what, "--state-dir names another folder") from error

    def paid(self) -> None:
        """It is mended."""
        self.path.unlink(missing_ok=True)

    def owed(self) -> Owed | None:
        """What an earlier drill left broken.

        Raises:
            Failure: the file is there and cannot be read.
        """
        if not self.path.exists():
            return None
        try:
            data = json.loads(self.path.read_text())
            acts = tuple(from_json(item) for item in data["mend"])
            return Owed(str(data["fault"]), acts, {str(k): str(v) for k, v in data["containers"].items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            hint = "look at it, put the lab right by hand (or redeploy it), and delete the file"
            raise Failure(f"{self.path}: cannot be read: {error}", hint) from error
