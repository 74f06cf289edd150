"""The demo as a newcomer runs it, from a folder of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

from agent.config.models import EmbeddedConfig
from agent.models.backends.embedded import absent


def test_the_demo_tells_both_plots_with_the_right_times(tmp_path: Path) -> None:
    """66.0 seconds for the transit link, and srl2's prefix limit still open."""
    done = subprocess.run(
        [sys.executable, "-m", "agent.cli", "demo"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=180,
        check=False,
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")},
    )
    assert done.returncode == 0, done.stderr
    twins = [
        json.loads(path.read_text())["incident"]
        for path in sorted((tmp_path / "labkeeper-demo" / "incidents").glob("*.json"))
    ]
    told = {twin["cause"]["type"]: twin for twin in twins}
    assert {"link_down", "prefix_limit_exceeded"} == set(told)
    assert (told["link_down"]["reconvergence_s"], told["link_down"]["status"]) == (66.0, "closed")
    limit = told["prefix_limit_exceeded"]
    assert (limit["severity"], limit["cause"]["subject"]) == ("ACTION", "srl2 neighbor 203.0.113.2")
    assert "66.0 s" in done.stdout
    assert "both incidents are told after " in done.stderr
    pages = [item.read_text() for item in (tmp_path / "labkeeper-demo" / "incidents").glob("*.md")]
    assert all("## What happened" in page for page in pages)
    if absent(EmbeddedConfig()):
        assert all("no model took part: none was asked." in page for page in pages)
    else:
        signed = ("sentences by SmolLM2-135M, embedded", "no model took part: ")  # on a busy machine time may run out
        assert all(any(words in page for words in signed) for page in pages), done.stderr
    brief, digest = (
        next((tmp_path / "labkeeper-demo" / "digests").glob(f"*-{kind}.md")).read_text() for kind in ("brief", "digest")
    )
    assert "- ACTION: One of nine peerings is down" in brief
    assert "66.0 s" in digest
