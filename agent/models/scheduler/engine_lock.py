"""Other labkeepers on this machine that use the same engine: a locked file says that somebody speaks to one of them.

`labkeeper ask` is a process of its own, and must not wait behind the narrative of the one that watches. The lock goes
with its process, however that ends.
"""

import fcntl
import logging
import os
from pathlib import Path

log = logging.getLogger(__name__)


class Neighbours:
    """One file for one engine. Who speaks holds it alone; who cannot share it knows that somebody speaks."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: int | None = None

    def speak(self, speaking: bool) -> None:
        """Say that somebody speaks here, or no more. Where somebody else holds it, it is tried again next time."""
        if speaking and self._held is None:
            self._held, _ = self._locked(fcntl.LOCK_EX)
        elif not speaking and self._held is not None:
            os.close(self._held)
            self._held = None

    def spoken(self) -> bool:
        """Whether somebody speaks elsewhere; not asked while somebody speaks here, who goes first anyway."""
        if self._held is not None:
            return False
        shared, taken = self._locked(fcntl.LOCK_SH)
        if shared is not None:
            os.close(shared)
        return taken

    def _locked(self, how: int) -> tuple[int | None, bool]:
        """The file, locked, or None; and whether that is because somebody holds it."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            log.debug("%s: %s", self._path, error)
            return None, False
        try:
            fcntl.flock(file, how | fcntl.LOCK_NB)
        except OSError as error:
            os.close(file)
            return None, isinstance(error, BlockingIOError)
        return file, False
