"""Finished files into a folder: all of them or none, never over a file that is there."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from agent.failure import Failure, UsageFailure


@contextmanager
def workshop(out: Path) -> Iterator[Path]:
    """A scratch folder on the output's own file system; gone afterwards.

    Raises:
        UsageFailure: the output folder's place cannot be written.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise UsageFailure(
            f"{out.parent}: cannot be written: {error.strerror}", "name another folder with --out"
        ) from error
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write files by their paths below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def place(scratch: Path, out: Path, names: list[str]) -> list[Path]:
    """Put files from the scratch folder into the output folder; what is there already stops it before the first.

    Raises:
        UsageFailure: a file of that name is there.
        Failure: the folder cannot be written.
    """
    taken = [name for name in names if (out / name).exists()]
    if taken:
        raise UsageFailure(f"{out / taken[0]}: is there already and is left alone", "name another one with --out")
    done: list[Path] = []
    try:
        for name in names:
            target = out / name
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(scratch / name, target)  # unlike rename, never replaces
            done.append(target)
    except OSError as error:
        for item in done:
            item.unlink(missing_ok=True)
        raise Failure(f"{out}: cannot be written: {error.strerror}", "name another folder with --out") from error
    return done


def keep_apart(apart: Path, now: datetime, files: Mapping[str, str], verdict: Mapping[str, Any]) -> Path:
    """What was not accepted, with its verdict, in `<time>/` below a folder; the same draft as the last one takes its
    place."""
    last = max(apart.glob("*Z"), default=None)
    again = last is not None and _holds(last, files)
    folder = last if last is not None and again else apart / now.strftime("%Y%m%dT%H%M%S.%fZ")
    write_files(folder, {**files, "verdict.json": json.dumps(verdict, indent=1, ensure_ascii=False) + "\n"})
    return folder


def _holds(folder: Path, files: Mapping[str, str]) -> bool:
    """Whether a kept draft has just these files."""
    kept = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {"verdict.json"}
    if kept != set(files):
        return False
    try:
        return all((folder / name).read_text() == text for name, text in files.items())
    except (OSError, UnicodeDecodeError):
        return False
