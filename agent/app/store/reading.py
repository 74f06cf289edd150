"""A journal opened by somebody who only asks: it is written to where that is allowed, and read as it lies where not."""

import os
from pathlib import Path

from agent.app.store.journals import NAME, Journal, check
from agent.app.store.sqlite import SqliteStore


def writable(journal: Journal) -> bool:
    """Whether this user may write the journal and files beside it."""
    beside = journal.path.with_name(f"{journal.path.name}-shm")
    return all(os.access(item, os.W_OK) for item in (journal.folder, journal.path, beside) if item.exists())


def may_write(folder: Path) -> bool:
    """Whether this user may keep a journal in a folder; it is made where that is possible, which alone tells."""
    kept = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return os.access(folder, os.W_OK | os.X_OK) and (not kept.exists() or os.access(kept, os.W_OK))
    except OSError:
        return False


def opened(journal: Journal) -> SqliteStore:
    """The journal's store.

    Raises:
        Failure: it cannot be read, is damaged, or of a newer version.
    """
    check(journal.path)
    return SqliteStore(journal.path, read_only=not writable(journal))
