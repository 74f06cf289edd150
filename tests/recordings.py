"""The recordings of `tests/replays` as they are known: each read once in a process, and once for a run's workers."""

import os
import pickle
import tempfile
from functools import cache
from pathlib import Path

from agent.app.session_loader import from_recording
from agent.report.knowledge import Knowledge

REPLAYS = Path(__file__).parent / "replays"
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID")
"""What the workers of one run have in common."""


@cache
def knowledge(name: str) -> Knowledge:
    """What a recording tells; another worker of this run may have read it already."""
    if RUN is None:
        return from_recording(REPLAYS / name)
    file = Path(tempfile.gettempdir()) / f"labkeeper-recordings-{RUN}" / name
    try:
        return pickle.loads(file.read_bytes())  # type: ignore[no-any-return]
    except FileNotFoundError:
        known = from_recording(REPLAYS / name)
    file.parent.mkdir(mode=0o700, exist_ok=True)
    mine = file.with_suffix(f".{os.getpid()}")
    mine.write_bytes(pickle.dumps(known, pickle.HIGHEST_PROTOCOL))
    mine.replace(file)
    return known
