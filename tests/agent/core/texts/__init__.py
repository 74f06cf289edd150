"""Prose about real incidents, faithful and corrupted, and the incidents it is about."""

import json
import re
from functools import cache
from pathlib import Path

from agent.core.facts import FactSheet, sheet
from agent.core.intake import incident_of

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in (HERE / "incidents").glob("*.json"))


@cache
def sheet_of(name: str) -> FactSheet:
    """The fact sheet of a stored incident."""
    return sheet(incident_of(json.loads((HERE / "incidents" / f"{name}.json").read_text())))


def everyday() -> list[tuple[str, bool, str]]:
    """All texts of `everyday.txt`: the incident, whether the text is faithful, the text."""
    found, about = [], ""
    for line in (HERE / "everyday.txt").read_text().splitlines():
        if line.startswith("@"):
            about = line[1:]
        elif line[:2] in ("+ ", "- "):
            found.append((about, line[0] == "+", line[2:].replace("\\n", "\n")))
    return found


def by_kind() -> list[tuple[str, str, str, bool]]:
    """All texts of `kinds.txt`: the kind, the incident, the text, whether it is faithful."""
    found, kind, about = [], "", ""
    for line in (HERE / "kinds.txt").read_text().splitlines():
        if line.startswith("= "):
            kind = line[2:]
        elif line.startswith("@"):
            about = line[1:]
        elif line[:2] in ("+ ", "- "):
            found.append((kind, about, line[2:].replace("\\n", "\n"), line[0] == "+"))
    return found


def registers() -> list[tuple[str, bool, str]]:
    """All texts of `registers.txt`: the suite's incident, whether the text is a whole account, the text."""
    found = re.findall(r"^\[(\S+)\]( whole)?\n(.*?)\n\.\.\.$", (HERE / "registers.txt").read_text(), re.M | re.S)
    return [(about, bool(whole), text) for about, whole, text in found]
