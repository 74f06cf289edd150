"""What holds for a whole run: examples have no deadline, and nothing is left behind."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("tests", deadline=None)  # the first one may read a recording
settings.load_profile("tests")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object, error: object) -> None:
    """Remove what the workers of a run shared (`tests/recordings.py`)."""
    run = getattr(node, "workerinput", {}).get("testrunuid")
    shutil.rmtree(Path(tempfile.gettempdir()) / f"labkeeper-recordings-{run}", ignore_errors=True)
