"""Golden pairs: `<name>` is a session log, `<name>.json` what it says. `python -m` this to write anew."""

import json
from dataclasses import fields
from pathlib import Path

from collectors.collector import LineContext
from collectors.observations import Observation, Seen
from collectors.sessions.names import SessionNames
from collectors.sessions.session_log import SessionReader

FOLDER = Path(__file__).parents[2] / "golden" / "sessions"
NAMES = SessionNames(
    frozenset({"r1", "r2", "r3", "r4", "srl1", "xr1", "leaf1", "crpd1"}), {"172.20.20.2": "r1"}, "diamond"
)
LEFT_OUT = {"raw", "received_ns", "source", "origin", "seq"}


def reader(name: str = "x", received_ns: int = 0) -> SessionReader:
    """A fresh reader of one session log."""
    return SessionReader(LineContext("-", "session", name, received_ns), names=NAMES)


def read(data: bytes, name: str = "x") -> list[Observation]:
    """Everything that a session log says."""
    one = reader(name)
    return [*one.feed(data), *one.close()]


def told(seen: Seen) -> dict[str, object]:
    """An observation as a golden file has it."""
    row: dict[str, object] = {"type": type(seen).__name__}
    for field in fields(seen):
        value = getattr(seen, field.name)
        if field.name not in LEFT_OUT and value != field.default:
            row[field.name] = value
    return row


def files() -> list[Path]:
    """The session logs of the pairs."""
    return sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")


def says(path: Path) -> list[dict[str, object]]:
    """What a golden session log says now."""
    return [told(item) for item in read(path.read_bytes(), path.name)]


if __name__ == "__main__":
    for file in files():
        target = file.with_name(f"{file.name}.json")
        target.write_text(json.dumps(says(file), indent=1, ensure_ascii=False) + "\n")
