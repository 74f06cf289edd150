"""The machine: what nvidia-smi and the kernel say, and a file of weights about itself."""

import struct
from pathlib import Path

import pytest

from agent.bench.models.machine import machine, resident_bytes, state
from agent.bench.models.weights import quantisation

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


def gguf(*values: tuple[str, int, bytes]) -> bytes:
    """A header with these keys, kinds and values."""
    head = b"GGUF" + struct.pack("<IQQ", 3, 0, len(values))
    for key, kind, value in values:
        head += struct.pack("<Q", len(key)) + key.encode() + struct.pack("<I", kind) + value
    return head


def test_weights_say_how_they_are_quantised(tmp_path: Path) -> None:
    """After values of other kinds; a number that is not known stays a number."""
    text = struct.pack("<Q", 5) + b"llama"
    several = struct.pack("<IQ", 8, 2) + struct.pack("<Q", 1) + b"a" + struct.pack("<Q", 2) + b"bc"
    path = tmp_path / "m.gguf"
    for number, name in ((15, "Q4_K_M"), (3, "Q4_1"), (99, "type 99")):
        path.write_bytes(
            gguf(
                ("general.architecture", 8, text),
                ("tokens", 9, several),
                ("scores", 9, struct.pack("<IQff", 6, 2, 1, 2)),
                ("general.file_type", 4, struct.pack("<I", number)),
            )
        )
        assert name == quantisation(path)


@pytest.mark.parametrize(
    "data", [b"", b"GGUF", b"PK\x03\x04" * 9, gguf(("a", 77, b"")), gguf(("a", 8, struct.pack("<Q", 2**60)))]
)
def test_what_is_no_such_file_says_nothing(data: bytes, tmp_path: Path) -> None:
    """Empty, cut, another format, an unknown kind, a length beyond reason."""
    path = tmp_path / "m.gguf"
    path.write_bytes(data)
    assert "" == quantisation(path)
    assert "" == quantisation(tmp_path / "missing.gguf")
