"""Golden pairs of reading: `<form>.log` holds lines, `<form>.json` what each of them says. `python -m` this to write
them anew; with a dialect's name it says what became of each line."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

from collectors.collector import LineContext
from collectors.logs.loader import all_dialects, all_peels
from collectors.logs.reader import LineReader
from collectors.logs.readings import Reading
from collectors.logs.values import Clock, Hint, Opened
from collectors.observations import Seen, SourceAlive
from tests.collectors.logs.explaining import explained

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


def write(names: Sequence[str] = ()) -> None:
    """The golden files that are named, else all, as the reader reads now."""
    for name in names or all_dialects():
        if name in all_dialects():
            text = json.dumps(says(name), indent=1, ensure_ascii=False)
            (FOLDER / f"{name}.json").write_text(text + "\n")
    for name in names or all_peels():
        if name in all_peels():
            text = json.dumps(peeled(name), indent=1, ensure_ascii=False)
            (FOLDER / "peel" / f"{name}.json").write_text(text + "\n")


def shown(name: str, *, all_lines: bool) -> Iterator[str]:
    """What became of a dialect's lines: of those that are not read, or of all, with what `recognise` was given."""
    lines = lines_of(name)
    found = [explained(line, name, CLOCK) for line in lines]
    for number, (line, one) in enumerate(zip(lines, found, strict=True), 1):
        if all_lines or one.why:
            yield f"{name}.log:{number}: {line}"
            yield f"    {one.text}"
            yield from (f"    {given}" for given in one.given)
    counts = Counter("not read" if one.why else "noise" if one.says.startswith("noise") else "read" for one in found)
    yield f"{name}: {len(lines)} lines: " + ", ".join(
        f"{counts[what]} {what}" for what in ("read", "noise", "not read")
    )


def main() -> None:
    """Write golden files anew, and say what became of the lines of those that are named."""
    parser = argparse.ArgumentParser(prog="python -m tests.collectors.logs.golden", description=main.__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="a dialect or a peel; else all are written")
    parser.add_argument("--show", action="store_true", help="what recognise is given of every line, read or not")
    said = parser.parse_args()
    unknown = [name for name in said.names if name not in all_dialects() and name not in all_peels()]
    if unknown:
        parser.error(f"no dialect and no peel {', '.join(unknown)}; a file that cannot be imported is named above")
    write(said.names)
    for name in said.names:
        if name in all_dialects():
            sys.stdout.writelines(f"{line}\n" for line in shown(name, all_lines=said.show))
        if name in all_peels():
            sys.stdout.writelines(f"{row['line']}\n    left: {row['left']}\n" for row in peeled(name))


if __name__ == "__main__":
    main()
