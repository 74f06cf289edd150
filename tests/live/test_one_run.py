"""Two runs of the live tests do not meet on one host, and what a killed one left is removed."""

import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.live import one_run

pytestmark = pytest.mark.live
SECOND = """
import sys
from pathlib import Path
from tests.live import one_run
one_run.take_host(Path(sys.argv[1]))
print("has it")
"""


def test_a_second_run_waits_for_the_first(tmp_path: Path) -> None:
    """It says what it waits for, and goes on when the first has ended."""
    lock = tmp_path / "lock"
    first = one_run.take_host(lock)
    with subprocess.Popen(
        [sys.executable, "-c", SECOND, str(lock)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as second:
        assert second.stderr is not None
        assert second.stdout is not None
        assert "waiting for its end" in second.stderr.readline()
        threading.Event().wait(0.3)
        assert second.poll() is None
        first.close()
        assert second.stdout.read() == "has it\n"


def test_what_a_killed_run_left_is_removed(real_routers: None) -> None:
    """A namespace of a test lab goes, with the process in it; any other stays."""
    for name in ("lkzz-r1", "other-lkt"):
        subprocess.run(["ip", "netns", "add", name], check=True)
    try:
        with subprocess.Popen(["ip", "netns", "exec", "lkzz-r1", "cat"], stdin=subprocess.PIPE) as left:
            assert one_run.clear_namespaces(re.compile(r"^lkzz-\w+", re.M)) == ["lkzz-r1"]
            assert left.wait(10) != 0
        assert "other-lkt" in subprocess.run(["ip", "netns"], capture_output=True, text=True, check=True).stdout
    finally:
        subprocess.run(["ip", "netns", "delete", "other-lkt"], check=True)
