"""Golden pairs of reading: `<form>.log` holds lines, `<form>.json` what each of them says. `python -m` this to write
anew."""

import json
from dataclasses import fields
from pathlib import Path

from collectors.collector import LineContext
from collectors.logs.loader import all_dialects, all_peels
from collectors.logs.reader import LineReader
from collectors.logs.readings import Reading
from collectors.logs.values import Clock, Hint, Opened
from collectors.observations import Seen, SourceAlive

FOLDER = Path(__file__).parents[2] / "golden" / "logs"
NOW_NS = 1_790_000_000_000_000_000
CONTEXT = LineContext(node="n1", until_ns=NOW_NS)
CLOCK = Clock(until_ns=NOW_NS)
LEFT_OUT = {"raw", "received_ns", "node", "source", "origin", "seq"}


def told(reading: Reading) -> dict[str, object]:
    """An item as a golden file has it: its type and the fields that differ from their defaults."""
    seen: Seen = reading.seen
    row: dict[str, object] = {"type": type(seen).__name__}
    if isinstance(reading.item, Hint):
        row["hint"] = reading.item.kind
    if isinstance(reading.item, Opened):
        row["hint"] = "no session"
    for field in fields(seen):
        value = getattr(seen, field.name)
        if field.name not in LEFT_OUT and value != field.default:
            row[field.name] = value
    return row


def read(text: str) -> tuple[LineReader, list[Reading]]:
    """What a text says, line by line, without what only its neighbors tell."""
    reader = LineReader(CONTEXT)
    return reader, [item for item in reader.scan(text.encode() + b"\n") if not isinstance(item.item, SourceAlive)]


def lines_of(name: str) -> list[str]:
    """The lines of a dialect's golden file."""
    return (FOLDER / f"{name}.log").read_text().splitlines()


def says(name: str) -> list[dict[str, object]]:
    """What each line of a dialect's golden file says now."""
    rows: list[dict[str, object]] = []
    for line in lines_of(name):
        reader, found = read(line)
        rows.append({"line": line, "says": [told(item) for item in found], "unread": reader.tally.unread})
    return rows


def peeled(name: str) -> list[dict[str, object]]:
    """What is left of each line of a carrier's golden file."""
    peel = all_peels()[name]
    lines = (FOLDER / "peel" / f"{name}.txt").read_text().splitlines()
    return [{"line": line, "left": [item.text for item in peel.strip(line, CLOCK)]} for line in lines]


def write() -> None:
    """All golden files, as the reader reads now."""
    for name in all_dialects():
        text = json.dumps(says(name), indent=1, ensure_ascii=False)
        (FOLDER / f"{name}.json").write_text(text + "\n")
    for name in all_peels():
        text = json.dumps(peeled(name), indent=1, ensure_ascii=False)
        (FOLDER / "peel" / f"{name}.json").write_text(text + "\n")


if __name__ == "__main__":
    write()
