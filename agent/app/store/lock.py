"""One watcher a lab: a lock on its state folder that ends with the process that holds it."""

import fcntl
import os
from pathlib import Path

from agent.failure import Failure

NAME = "watch.lock"


class StateLock:
    """Holds a state folder for this process; its file names the process."""

    def __init__(self, folder: Path) -> None:
        """Take the lock.

        Raises:
            Failure: another process holds it, or the folder cannot be written.
        """
        path = folder / NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise Failure(f"{path}: {error.strerror}", "name a folder that can be written with --state-dir") from error
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            pid = os.read(self._fd, 32).decode(errors="replace").strip()
            os.close(self._fd)
            who = f"process {pid}" if pid.isdigit() else "another process"
            hint = "one watcher keeps a lab's incidents: stop the other, or name another folder with --state-dir"
            raise Failure(f"{folder} is in use: {who} watches this lab already", hint) from error
        self._name()

    def _name(self) -> None:
        """Write who holds it; a full disk costs only the name."""
        try:
            os.ftruncate(self._fd, 0)
            os.pwrite(self._fd, f"{os.getpid()}\n".encode(), 0)
        except OSError:
            pass

    def release(self) -> None:
        """Let others have it."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
