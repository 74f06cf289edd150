"""The suite's incidents: what the detector said of real recordings, kept as data beside this file."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("incidents.json")


@dataclass(frozen=True, slots=True)
class Case:
    """One incident in the contract's shape, under a name that says which recording it is from."""

    name: str
    incident: dict[str, Any]


@cache
def cases() -> tuple[Case, ...]:
    """All incidents of the suite, in the order of the file."""
    return tuple(Case(each["name"], each["incident"]) for each in json.loads(FILE.read_text())["cases"])
