"""A result as data for machines. Pure."""

import math
from dataclasses import asdict
from typing import Any

from agent.bench.models.comparison import verdict
from agent.bench.models.proposal import Proposal
from agent.bench.models.result import Result


def summary(found: Result, proposal: Proposal | None) -> dict[str, Any]:
    """Every figure of the report; infinities, which JSON lacks, are null."""
    figures = found.figures
    kinds = []
    for kind in figures.kinds:
        told = verdict(figures, [kind])
        kinds.append(
            {
                "kind": kind,
                "winner": told.winner,
                "models": [asdict(cell) for cell in told.cells],
                "pairs": [asdict(pair) | {"seen": pair.seen} for pair in told.pairs],
            }
        )
    changes = proposal.changes if proposal is not None else ()
    data = {
        "schema": 1,
        "folder": str(found.folder),
        "fingerprint": found.head.fingerprint,
        "rounds": figures.rounds,
        "kinds": kinds,
        "speeds": [asdict(figures.speed(arm)) for arm in figures.arms],
        "absent": {arm: why for arm in figures.arms if (why := figures.absent(arm))},
        "routing": [
            {
                "task": change.task,
                "in_force": change.before.model,
                "proposed": change.after.model,
                "why": change.after.why,
                "eliminated": dict(change.eliminated),
            }
            for change in changes
        ],
    }
    found_: dict[str, Any] = _finite(data)
    return found_


def _finite(value: Any) -> Any:
    match value:
        case dict():
            return {key: _finite(each) for key, each in value.items()}
        case list() | tuple():
            return [_finite(each) for each in value]
        case float() if not math.isfinite(value):
            return None
        case _:
            return value
