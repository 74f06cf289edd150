"""A proposed routing table as a file, and putting it into force: asked first, the old one kept."""

import shutil
from datetime import datetime
from pathlib import Path

import yaml

from agent.app.model_setup import routing_file
from agent.bench.models.proposal import Proposal
from agent.bench.models.result import Result
from agent.config.loading import Loaded
from agent.failure import Failure, UsageFailure
from agent.models.routing import Routing, read

FILE = "routing.yml"


def written(proposal: Proposal, found: Result) -> str:
    """The table as YAML, with where it comes from."""
    head = (
        "# Which model words which task: one model for a task, no second choice.\n"
        f"# Proposed by `labkeeper bench models` on {found.head.started_at:%Y-%m-%d}, "
        f"tasks {found.head.fingerprint['tasks']}.\n"
    )
    data = proposal.table.model_dump(mode="json")
    return head + yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=120)


def proposed(folder: Path) -> Routing:
    """The table that a result proposes.

    Raises:
        UsageFailure: it proposes none, or the file is none.
    """
    path = folder / FILE
    if not path.is_file():
        raise UsageFailure(f"{folder}: proposes no routing table", "labkeeper bench models writes one")
    return read(path)


def target(loaded: Loaded) -> Path:
    """The file that a new table goes into: the one in force, where it is the user's own.

    Raises:
        UsageFailure: there is no configuration that a table could lie beside.
    """
    if loaded.path is None:
        raise UsageFailure(
            "there is no configuration that the table could lie beside",
            "labkeeper config example > labkeeper.yml",
        )
    if loaded.config.models.routing is not None:
        return routing_file(loaded)
    return loaded.path.parent / FILE


def put_in_force(loaded: Loaded, folder: Path, now: datetime) -> tuple[Path, Path]:
    """Copy the proposed table to where it counts; the new file, and where the old one is kept.

    Raises:
        Failure: a file cannot be written.
    """
    path, before = target(loaded), routing_file(loaded)
    kept = path.with_name(f"{path.stem}.{now:%Y%m%dT%H%M%SZ}{path.suffix}")
    fresh = path.with_name(f".{path.name}.new")
    try:
        shutil.copyfile(before, kept)
        shutil.copyfile(folder / FILE, fresh)
        fresh.replace(path)
    except OSError as error:
        raise Failure(f"{path}: cannot be written: {error.strerror}", "") from error
    return path, kept
