"""The machine: what nvidia-smi and the kernel say."""

from pathlib import Path

import pytest

from agent.bench.models.machine import machine, resident_bytes, state

SMI = """#!/bin/sh
case "$1" in
  *driver_version*) echo "NVIDIA T600 Laptop GPU, 550.54.14, 4096" ;;
  *) echo "61, 1395, 5000, 38.20, 2950, 97" ;;
esac
"""


def test_a_card_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name, driver and memory go into the fingerprint; its temperature, clocks and power into the rounds."""
    program = tmp_path / "nvidia-smi"
    program.write_text(SMI)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert ["NVIDIA T600 Laptop GPU / 550.54.14 / 4096"] == machine()["cards"]
    found = state()
    assert (61.0, 1395.0, 38.2) == (found["card_c"], found["card_mhz"], found["card_w"])


@pytest.mark.parametrize("script", [None, "#!/bin/sh\nexit 9\n", "#!/bin/sh\necho '[N/A], [N/A]'\n"])
def test_a_card_that_says_nothing_is_no_card(
    script: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not installed, failing, or without values: nothing is invented."""
    if script is not None:
        program = tmp_path / "nvidia-smi"
        program.write_text(script)
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin" if script else str(tmp_path))
    assert "card_c" not in state()
    assert machine()["cores"] > 0
    assert state()["load"] >= 0
    assert resident_bytes() > 1_000_000
