"""The reference Subscribe server, fed with a recording: what it was given arrives, whole and in order."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict

from clab.demo.target import Target
from clab.units import SECOND_NS
from tests.bench.answers import path
from tests.collectors.sources.test_gnmi import Box, collecting

HERE = Path(__file__).parent / "reference"
NEIGHBORS, TURNS = 20, 40
pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(not shutil.which("go"), reason="go is not on PATH (go.dev/dl)"),
]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The server, built."""
    made = tmp_path_factory.mktemp("reference") / "reference"
    built = subprocess.run(["go", "build", "-o", str(made), "."], cwd=HERE, capture_output=True, text=True, check=False)
    if built.returncode and "dial tcp" in built.stderr:
        pytest.skip(f"no Go module proxy can be reached: {built.stderr[-200:]}")
    assert built.returncode == 0, built.stderr
    return made


def recording() -> Iterator[dict[str, Any]]:
    """Twenty sessions that come up one after another, are synced, and go down and up by turns."""
    from pygnmi.spec.v080 import gnmi_pb2 as pb

    for turn in range(TURNS + 1):
        for k in range(NEIGHBORS):
            state = b'"IDLE"' if turn % 2 else b'"ESTABLISHED"'
            update = pb.Update(path=path(k), val=pb.TypedValue(json_ietf_val=state))
            prefix = pb.Path(target="r1", origin="openconfig")
            told = pb.Notification(timestamp=(turn * NEIGHBORS + k + 1) * SECOND_NS, prefix=prefix, update=[update])
            yield MessageToDict(pb.SubscribeResponse(update=told))
        if not turn:
            yield {"syncResponse": True}


def test_a_recording_arrives_without_loss(program: Path) -> None:
    """Every change of twenty sessions, with its own time, whatever the server wants to be asked."""
    box, rows = Box(), [json.dumps(item) for item in recording()]
    with subprocess.Popen([str(program), "r1"], stdin=-1, stdout=-1, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            target = Target("r1", port=int(process.stdout.readline()))
            process.stdin.write("\n".join(rows[: NEIGHBORS + 1]) + "\n")
            process.stdin.flush()
            with collecting(target, box, profile="openconfig"):
                box.wait(lambda box: len(box.states()) == NEIGHBORS)
                for row in rows[NEIGHBORS + 1 :]:
                    process.stdin.write(row + "\n")
                    process.stdin.flush()
                    time.sleep(0.002)
                box.wait(lambda box: len(box.states()) >= NEIGHBORS * (TURNS + 1))
        finally:
            process.kill()
    assert [state[1] for state in box.states()[NEIGHBORS::NEIGHBORS]] == ["idle", "established"] * (TURNS // 2)
    assert sorted(each.seen_ns // SECOND_NS for each in box.items if hasattr(each, "state")) == list(
        range(1, NEIGHBORS * (TURNS + 1) + 1)
    )
