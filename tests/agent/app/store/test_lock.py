"""A state folder has one watcher; who comes second is told the first one's process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from agent.app.store.lock import StateLock
from agent.failure import Failure


def test_the_second_is_refused_with_the_first_ones_pid(tmp_path: Path) -> None:
    """Until the first lets go."""
    first = StateLock(tmp_path / "lab")
    with pytest.raises(Failure, match=f"process {os.getpid()} watches this lab already"):
        StateLock(tmp_path / "lab")
    first.release()
    StateLock(tmp_path / "lab").release()


def test_it_ends_with_its_process(tmp_path: Path) -> None:
    """A process that is killed leaves the folder free."""
    code = "import os, signal, sys; from pathlib import Path; from agent.app.store.lock import StateLock\n"
    code += "held = StateLock(Path(sys.argv[1])); os.kill(os.getpid(), signal.SIGKILL)"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False, timeout=30)
    StateLock(tmp_path).release()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """With what to do."""
    (tmp_path / "file").write_text("")
    with pytest.raises(Failure, match=r"file/lab/watch\.lock"):
        StateLock(tmp_path / "file" / "lab")
