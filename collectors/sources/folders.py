"""What lies below a folder: its files, what cannot be looked at, and the recordings that it holds."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from collectors.sources.node_names import is_usual, stem

PARTS = ("gnmi", "snapshots", "runtime", "sessions")
MARKS = ("inventory.yml", "truth.json")

MOST = 10_000
"""So many files, or folders, below one are looked at."""

KERNEL, MEMORY = (Path("/proc"), Path("/sys"), Path("/dev")), Path("/dev/shm")
"""Folders of the kernel's own, whose files need never end; a disk in memory is none of them."""


@dataclass(slots=True)
class Found:
    """Files with their sizes, in order of their names; and what could not be looked at, with the reason. `cut`: there
    were more."""

    files: list[Path] = field(default_factory=list)
    sizes: dict[Path, int] = field(default_factory=dict)
    unreadable: list[tuple[Path, str]] = field(default_factory=list)
    cut: bool = False


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

    entries = _entries(folder, skip, failed)
    for path in islice(entries, MOST):
        if is_folder(path):
            found.unreadable.append((path, "a link to a folder, which is not followed; name that folder itself"))
        else:
            _look(path, found)
    found.cut = next(entries, None) is not None
    found.files.sort()
    return found


def _entries(folder: Path, skip: tuple[str, ...], failed: Callable[[OSError], None]) -> Iterator[Path]:
    """All files below a folder, and the links to other folders."""
    for where, folders, names in os.walk(folder, onerror=failed):
        here = Path(where)
        folders[:] = [each for each in _plain(here, folders) if here != folder or each not in skip]
        links = (each for each in folders if (here / each).is_symlink())
        yield from (here / name for name in (*links, *names) if not name.startswith("."))


def _plain(here: Path, folders: Iterable[str]) -> list[str]:
    """The subfolders that logs can lie in: not the hidden ones, nor the kernel's."""
    return sorted(each for each in folders if not each.startswith(".") and here / each not in KERNEL)


def is_kernels(folder: Path) -> bool:
    """Whether a folder is the kernel's own, wherever its name leads."""
    real = folder.resolve()
    above = (real, *real.parents)
    return MEMORY not in above and not set(KERNEL).isdisjoint(above)


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
    for number, (where, folders, _) in enumerate(os.walk(folder)):
        here = Path(where)
        folders[:] = _plain(here, folders) if number < MOST else []
        if here != folder:
            yield here, str(here.relative_to(folder))


def _is_marked(folder: Path) -> bool:
    has_logs = bool(files_in(folder / "logs").files)
    if has_logs and any(each.name in MARKS or ".clab.y" in each.name for each in files_in(folder).files):
        return True
    return any(".jsonl" in each.name for part in PARTS for each in files_in(folder / part).files)


def _has_logs_of_several(folder: Path) -> bool:
    return len({stem(each) for each in files_in(folder / "logs").files if not is_usual(stem(each))}) > 1


def counted(names: Sequence[str], most: int = 12, what: str = "recording") -> str:
    """Recordings (or labs) as a message names them."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{len(names)} {what}{'s' if len(names) > 1 else ''}: {', '.join(names[:most])}{more}"
