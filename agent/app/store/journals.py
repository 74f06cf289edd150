"""Which labs were watched, by the journals that were kept of them, and which of them a question is about.

The configuration's lab, or the one that is named, else the only one, else the one that was watched last; the others
are named. A journal that cannot be read (as a rule because `watch` ran as root) is named with the reason.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from agent.app.store.sqlite import reader
from agent.config.loading import state_dir
from agent.failure import Failure, UsageFailure

NAME = "journal.sqlite"
ROOTS = Path("/root/.local/state/labkeeper")
"""Where root's watch keeps its journals."""


@dataclass(frozen=True, slots=True)
class Journal:
    """One lab's journal; `lab` is None where its folder does not tell. `at_ns`: when it last got an
    observation."""

    lab: str | None
    folder: Path
    at_ns: int = 0

    @property
    def path(self) -> Path:
        """The database."""
        return self.folder / NAME


@dataclass(frozen=True, slots=True)
class Choice:
    """The journal that is meant (None: there is none), and what a person must know about the choice."""

    journal: Journal | None
    note: str = ""


def choose(explicit: Path | None, named: str | None, configured: str | None) -> Choice:
    """The journal of the lab that is `named`, else of the `configured` one, else of the lab that was watched last.

    Raises:
        UsageFailure: no journal of the lab that is named.
        Failure: the journal is there, and cannot be read.
    """
    lab = named or configured
    found = sorted(_found(explicit, lab), key=lambda each: -each.at_ns)
    for item in found[:1]:
        check(item.path)
    if not found:
        if named is not None:
            known = sorted(filter(None, (each.lab for each in _found(explicit, None))))
            seen = f"labs that were watched: {', '.join(known)}" if known else "no lab was watched yet: labkeeper watch"
            raise UsageFailure(f"{_folder(explicit, named)}: no journal of lab {named!r}", seen)
        return Choice(None, _nothing(_folder(explicit, lab), lab))
    others = [each.lab for each in found[1:] if each.lab]
    if not others:
        return Choice(found[0])
    listed = ", ".join(others[:8]) + (f" and {len(others) - 8} more" if len(others) > 8 else "")
    return Choice(found[0], f"lab {found[0].lab}, which was watched last; also watched: {listed} (--lab NAME)")


def _folder(explicit: Path | None, lab: str | None) -> Path:
    return explicit if explicit is not None else state_dir(None, lab) if lab else state_dir(None, None).parent


def _found(explicit: Path | None, lab: str | None) -> Iterator[Journal]:
    """Journals in the state folder: of one lab, or of all."""
    if explicit is not None:
        if _is_file(explicit / NAME):
            yield Journal(lab, explicit)
            return
        folders = [explicit / lab] if lab else _below(explicit)
    else:
        folders = [state_dir(None, lab)] if lab else _below(state_dir(None, None).parent)
    for folder in folders:
        last_ns = _last_ns(folder / NAME) if _is_file(folder / NAME) else None
        if last_ns is not None:
            yield Journal(None if folder.name == "default" else folder.name, folder, last_ns)


def _below(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise Failure(f"{folder}: {error.strerror}", _hint(folder)) from error


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}", _hint(path)) from error


def _last_ns(path: Path) -> int | None:
    """When the last observation was received; 0 where there is none but an incident is, None where no lab was watched
    (commands alone keep calls of models here). What cannot be asked counts by the file's own time."""
    try:
        with closing(reader(path)) as db:
            (last_ns,) = db.execute("SELECT max(received_ns) FROM journal").fetchone()
            (told,) = db.execute("SELECT EXISTS (SELECT 1 FROM incident)").fetchone()
        return last_ns or (0 if told else None)
    except (sqlite3.Error, OSError):
        return path.stat().st_mtime_ns


def check(path: Path) -> None:
    """Whether a journal may be read at all.

    Raises:
        Failure: it may not: where it lies, and why.
    """
    try:
        with path.open("rb"):
            return
    except OSError as error:
        raise Failure(f"{path}: cannot be read: {error.strerror}", _hint(path)) from error


def _hint(path: Path) -> str:
    try:
        owner = path.stat().st_uid
    except OSError:
        owner = None
    if owner == 0 and os.geteuid() != 0:
        return "watch ran as root, and root's files cannot be read here: ask with sudo, or run watch as this user"
    return "ask as the user that watch runs as, or name a folder with --state-dir"


def _nothing(folder: Path, lab: str | None) -> str:
    of = f" of lab {lab}" if lab else ""
    said = f"{folder}: no journal{of}; no lab was watched from this account"
    if os.geteuid() == 0:
        return said
    return f"{said}. If watch ran as root, it lies in {ROOTS}, which only root can read: ask with sudo"
