"""Models for the bench's tests: scripted, each with its own habit; tasks that need no recording; rows by hand."""

import json
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from agent.bench.models.arms import arms
from agent.bench.models.engines import Engines
from agent.bench.models.measures import Row
from agent.bench.models.result import Plan, Result, begin, result
from agent.bench.models.rows import Rows, read_rows
from agent.bench.models.runner import Run, Runner
from agent.bench.models.task_files import task_set
from agent.config.loading import load
from agent.models.api import ModelRequest
from agent.models.backends.scripted import Line, Said, ScriptedBackend

RINGS = range(3, 11)
"""How many routers the tasks ask for: one ring each, so eight clusters."""

FEW = 5
"""The model `poor` counts rightly below this."""


def tasks_file(folder: Path) -> Path:
    """Eight requests for rings, as a user would write them."""
    tasks = "".join(
        f"  - name: ring-{count}\n"
        f"    input: {{request: ring of {count} FRR routers with OSPF}}\n"
        f"    expected: {{labs: [{{shape: ring, kind: frr, routers: {count}, igp: ospf}}]}}\n"
        for count in RINGS
    )
    path = folder / "rings.yml"
    path.write_text(f"kind: topology\nwhat: rings\ntasks:\n{tasks}")
    return path


def lab(**values: Any) -> str:
    """A model's answer to a request for a lab: whole by its schema."""
    whole = {"igp": "none", "bgp": "none", "evpn": False, "clients": 0, "clients_on": "edges"}
    return json.dumps({**whole, **values})


def asked_for(request: ModelRequest) -> int:
    """How many routers a request of these tasks is about."""
    text = request.messages[-1].content.rpartition('Request: "ring of ')[2]
    return int(text.split()[0])


def ring(count: int) -> str:
    """The answer that is a ring."""
    return lab(shape="ring", kind="frr", routers=count, igp="ospf")


def _poor(request: ModelRequest) -> Said:
    count = asked_for(request)
    return ring(count if count < FEW else count - 1)


def _slow(request: ModelRequest) -> Said:
    time.sleep(0.01)
    return Line(text="", fails="timeout")


HABITS: dict[str, Callable[[ModelRequest], Said]] = {
    "right": lambda request: ring(asked_for(request)),
    "twin": lambda request: ring(asked_for(request)),
    "poor": _poor,
    "slow": _slow,
    "looping": lambda request: "the the the the",
    "broken": lambda request: Line(text="", fails="server"),
}


def says(request: ModelRequest) -> Said:
    """What the model of a request says."""
    return "ready" if request.task == "warm-up" else HABITS[request.model](request)


def backend(models: Sequence[str] = tuple(HABITS)) -> ScriptedBackend:
    """An engine that has these models."""
    return ScriptedBackend(says, tuple(models))


def ran(
    folder: Path,
    models: Sequence[str],
    *,
    rounds: int = 1,
    enough: Callable[[Sequence[Row]], bool] = lambda rows: False,
) -> list[Row]:
    """A whole run of the rings, or the rest of one, in a folder."""
    folder.mkdir(exist_ok=True)
    rings = [task for task in task_set([tasks_file(folder)], ("topology",)).tasks if task.name.startswith("ring-")]
    own = [task for task in rings if task.folder == folder]
    engines = Engines(load(None), folder / "state", backend())
    run = Run(arms(models), own, rounds, offline=True, enough=enough)
    before = read_rows(folder)
    with Rows(folder) as rows:
        return Runner(run, engines, rows, before).go()


PRINT = {
    "labkeeper": "0.1.0",
    "tasks": "aa11",
    "prompts": "bb22",
    "gates": "without containerlab and sandbox",
    "models": {name: {"digest": "d" * 16, "size": 2_000_000_000, "quantisation": "Q4_K_M"} for name in HABITS},
    "engines": dict.fromkeys(HABITS, "scripted 0.1.0"),
    "machine": {"cpu": "Some CPU", "cores": 2, "ram_gib": 16.0, "cards": []},
}


@cache
def rows_of(models: tuple[str, ...], rounds: int) -> tuple[Row, ...]:
    """The rows of a whole run of the rings, which is done once."""
    with tempfile.TemporaryDirectory() as folder:
        return tuple(ran(Path(folder), models, rounds=rounds))


def measured(folder: Path, models: Sequence[str], *, rounds: int = 1, **changed: Any) -> Result:
    """A whole result of the rings, with a made-up fingerprint; `changed` are parts of it."""
    begin(folder, Plan(models=tuple(models), rounds=rounds), {**PRINT, **changed}, datetime(2026, 11, 30, tzinfo=UTC))
    with Rows(folder) as rows:
        for row in rows_of(tuple(models), rounds):
            rows.append(row)
    return result(folder)


def trial(arm: str, task: str, score: float, *, cluster: str = "", kind: str = "topology", round_: int = 0) -> Row:
    """A trial's row, as a runner writes it."""
    return {
        "row": "trial",
        "id": f"{round_} {kind}/{task} {arm}",
        "arm": arm,
        "kind": kind,
        "task": task,
        "cluster": cluster or task,
        "round": round_,
        "end": "scored",
        "score": score,
        "first": score == 1.0,
        "passed": score == 1.0,
        "counts": {},
        "why": "",
    }
