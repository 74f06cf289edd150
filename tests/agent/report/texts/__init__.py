"""Incidents of recordings in the published shape."""

import json
from functools import cache
from pathlib import Path

from agent.detect.incident_json import incident_of
from agent.report.fact_sheet import FactSheet, sheet

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in (HERE / "incidents").glob("*.json"))


@cache
def sheet_of(name: str) -> FactSheet:
    """The fact sheet of a stored incident."""
    return sheet(incident_of(json.loads((HERE / "incidents" / f"{name}.json").read_text())))
