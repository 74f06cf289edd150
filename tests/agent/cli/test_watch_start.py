"""What `watch` says of models when it starts."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.standin import Faults, Standin


@pytest.mark.parametrize(("cloud", "said"), [("off", "its cloud switch is off"), ("on", "OLLAMA_NO_CLOUD=1")])
def test_the_start_of_watching_says_whether_prompts_can_leave(tmp_path: Path, cloud: str, said: str) -> None:
    """The first line on stderr names the engine, its place and its switch."""
    log = tmp_path / "r1.log"
    log.write_text("")
    with Standin(faults=Faults(cloud=cloud)) as server:  # type: ignore[arg-type]
        config = tmp_path / "labkeeper.yml"
        config.write_text(f"nodes: {{r1: {{logs: ['{log}']}}}}\nmodels: {{ollama: {{host: '{server.host}'}}}}\n")
        watching = subprocess.Popen(
            [sys.executable, "-m", "agent.cli", "watch", "--config", str(config), "--state-dir", str(tmp_path / "s")],
            cwd=tmp_path,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert watching.stderr
        first = watching.stderr.readline()
        assert any("Ctrl-C stops" in line for line in watching.stderr)
        watching.send_signal(signal.SIGTERM)
        watching.communicate(timeout=30)
    assert 0 == watching.returncode
    assert first.startswith(f"models: ollama 0.24.0 at {server.host}; its cloud switch is")
    assert said in first
