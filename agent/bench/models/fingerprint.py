"""What a result depends on: tasks, prompts, models, engine, machine. Two that differ are never mixed in silence."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import agent
from agent import __version__
from agent.bench.models.arms import Arm
from agent.bench.models.engines import Engines
from agent.bench.models.machine import machine
from agent.bench.models.task_files import TaskSet
from agent.models.api import ModelFailure
from agent.resources import resource
from clab import design

Fingerprint = dict[str, Any]
SCORES = ("tasks", "prompts", "gates")
"""The parts without which two scores are not of the same thing."""

ABSENT = "not here"


def fingerprint(engines: Engines, arms: Sequence[Arm], tasks: TaskSet, *, offline: bool) -> Fingerprint:
    """All of it, as a run keeps it."""
    return {
        "labkeeper": __version__,
        "tasks": tasks.digest[:16],
        "prompts": _prompts(),
        "scoring": _scoring(),
        "gates": "without containerlab and sandbox" if offline else "all",
        "models": {arm.label: _model(engines, arm) for arm in arms},
        "engines": {arm.label: _engine(engines, arm) for arm in arms},
        "machine": machine(),
    }


def _prompts() -> str:
    """The prompts' digest."""
    return _digest(resource("templates/prompts").glob("*"))


def _scoring() -> str:
    """The digest of the code that asks, reads and judges: with other code the same answer may have another score."""
    packages = [Path(agent.__file__).parent / name for name in ("bench", "gates", "report", "tasks")]
    packages.append(Path(design.__file__).parent)
    return _digest(file for package in packages for file in package.rglob("*.py"))


def _digest(files: Iterable[Path]) -> str:
    said = "\n".join(f"{file.name}\n{file.read_text(encoding='utf-8')}" for file in sorted(files))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _model(engines: Engines, arm: Arm) -> dict[str, Any]:
    here = engines.installed(arm)
    if here is None:
        return {"digest": ABSENT}
    return {
        "digest": here.digest.removeprefix("sha256:")[:16],
        "size": here.size,
        "quantisation": here.quantisation,
        "options": asdict(engines.options(arm)),
    }


def _engine(engines: Engines, arm: Arm) -> str:
    try:
        status = engines.backend(arm).status()
    except ModelFailure as failure:
        return f"{ABSENT}: {failure.what}"
    return f"{status.engine} {status.version}".strip()


def differences(one: Mapping[str, Any], other: Mapping[str, Any], at: str = "") -> list[tuple[str, Any, Any]]:
    """Where two fingerprints differ: the place, and what each says there (None: nothing)."""
    found: list[tuple[str, Any, Any]] = []
    for key in dict.fromkeys([*one, *other]):
        mine, theirs = one.get(key), other.get(key)
        place = f"{at}{key}"
        if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
            found += differences(mine, theirs, f"{place}: ")
        elif mine != theirs:
            found.append((place, mine, theirs))
    return found
