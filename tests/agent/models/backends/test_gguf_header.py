"""What a file of weights says of itself."""

import struct
from pathlib import Path

import pytest

from agent.models.backends.gguf_header import quantisation


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
