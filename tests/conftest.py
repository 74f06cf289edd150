"""What a whole run leaves behind."""

import shutil
import tempfile
from pathlib import Path

import pytest


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object, error: object) -> None:
    """Remove what the workers of a run shared (`tests/recordings.py`)."""
    run = getattr(node, "workerinput", {}).get("testrunuid")
    shutil.rmtree(Path(tempfile.gettempdir()) / f"labkeeper-recordings-{run}", ignore_errors=True)
