"""What holds for a whole run: examples have no deadline, and nothing is left behind."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("tests", deadline=None)  # the first one may read a recording
settings.load_profile("tests")


RUNS = set[str]()
"""The runs whose workers have ended."""


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object, error: object) -> None:
    """A worker of a run has ended; others may go on."""
    RUNS.add(getattr(node, "workerinput", {}).get("testrunuid", ""))


def pytest_unconfigure() -> None:
    """Remove what the workers shared (`tests/recordings.py`)."""
    for run in filter(None, RUNS):
        shutil.rmtree(Path(tempfile.gettempdir()) / f"labkeeper-recordings-{run}", ignore_errors=True)
