"""Golden pairs: `<format>.log` holds lines, `<format>.json` what each of them says. `python -m` this to write anew."""

import json
from dataclasses import fields
from pathlib import Path

from collectors.collector import LineContext
from collectors.observations import Seen
from collectors.registry import log_mappings

FOLDER = Path(__file__).parents[2] / "golden" / "logs"
CONTEXT = LineContext(node="n1", received_ns=1_790_000_000_000_000_000)
LEFT_OUT = {"raw", "received_ns", "node", "source", "origin", "seq"}


def told(seen: Seen) -> dict[str, object]:
    """An observation as a golden file has it: its type and the fields that differ from their defaults."""
    row: dict[str, object] = {"type": type(seen).__name__}
    for field in fields(seen):
        value = getattr(seen, field.name)
        if field.name not in LEFT_OUT and value != field.default:
            row[field.name] = value
    return row


def says(name: str) -> list[dict[str, object]]:
    """What each line of a golden file says now."""
    mapping = log_mappings()[name]
    lines = (FOLDER / f"{name}.log").read_text().splitlines()
    return [{"line": line, "says": [told(each) for each in mapping.parse(line, 0, CONTEXT)]} for line in lines]


if __name__ == "__main__":
    for path in sorted(FOLDER.glob("*.log")):
        path.with_suffix(".json").write_text(json.dumps(says(path.stem), indent=1, ensure_ascii=False) + "\n")
