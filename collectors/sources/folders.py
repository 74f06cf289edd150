"""What lies below a folder: its files, what cannot be looked at, and the recordings that it holds."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from collectors.sources.node_names import is_usual, stem

PARTS = ("gnmi", "snapshots", "runtime", "sessions")
MARKS = ("inventory.yml", "truth.json")


@dataclass(slots=True)
class Found:
    """Files with their sizes, in order of their names; and what could not be looked at, with the reason."""

    files: list[Path] = field(default_factory=list)
    sizes: dict[Path, int] = field(default_factory=dict)
    unreadable: list[tuple[Path, str]] = field(default_factory=list)


def files_in(folder: Path) -> Found:
    """The files of one folder; none where there is no such folder."""
    found = Found()
    try:
        names = sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return found
    except OSError as error:
        found.unreadable.append((folder, _why(error)))
        return found
    for name in names:
        _look(folder / name, found)
    return found


def files_below(folder: Path, *, skip: tuple[str, ...] = PARTS) -> Found:
    """The files at any depth, without those of folders named `skip` in the folder itself, and without hidden ones."""
    found = Found()

    def failed(error: OSError) -> None:
        found.unreadable.append((Path(error.filename), _why(error)))

    for where, folders, names in os.walk(folder, onerror=failed):
        here = Path(where)
        folders[:] = [each for each in folders if not each.startswith(".") and (here != folder or each not in skip)]
        for name in [*folders, *names]:
            path = here / name
            if name in folders and path.is_symlink():
                found.unreadable.append((path, "a link to a folder, which is not followed; name that folder itself"))
            elif name not in folders and not name.startswith("."):
                _look(path, found)
    found.files.sort()
    return found


def _look(path: Path, found: Found) -> None:
    try:
        seen = path.stat()
    except OSError as error:
        found.unreadable.append((path, _why(error)))
        return
    if stat.S_ISREG(seen.st_mode):
        found.files.append(path)
        found.sizes[path] = seen.st_size


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__


def is_folder(path: Path) -> bool:
    """Whether there is such a folder, be it one that cannot be looked into."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False


def recordings_below(folder: Path) -> list[str]:
    """The names of the recordings in a folder's subfolders, where it holds any: it is no recording itself then.

    One is known by what only recordings have. Where two or more hold no more than logs of several nodes each, they are
    recordings, too: their routers have nothing to do with each other.
    """
    marked, plain = [], []
    for where, name in _subfolders(folder):
        if _is_marked(where):
            marked.append(name)
        elif _has_logs_of_several(where):
            plain.append(name)
    return sorted(marked + plain) if marked or len(plain) > 1 else []


def _subfolders(folder: Path) -> Iterator[tuple[Path, str]]:
    for where, folders, _ in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        here = Path(where)
        if here != folder:
            yield here, str(here.relative_to(folder))


def _is_marked(folder: Path) -> bool:
    has_logs = bool(files_in(folder / "logs").files)
    if has_logs and any(each.name in MARKS or ".clab.y" in each.name for each in files_in(folder).files):
        return True
    return any(".jsonl" in each.name for part in PARTS for each in files_in(folder / part).files)


def _has_logs_of_several(folder: Path) -> bool:
    return len({stem(each) for each in files_in(folder / "logs").files if not is_usual(stem(each))}) > 1


def counted(names: Sequence[str], most: int = 12) -> str:
    """Recordings as a message names them."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{len(names)} recording{'s' if len(names) > 1 else ''}: {', '.join(names[:most])}{more}"
