"""What a GGUF file says of itself in its header: how its weights are quantised. Nothing else of it is read."""

import struct
from pathlib import Path
from typing import BinaryIO

MAGIC = b"GGUF"
SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
STRING, ARRAY, UINT32 = 8, 9, 4
LONGEST = 64 << 20
FILE_TYPES = {
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K", 11: "Q3_K_S", 12: "Q3_K_M",
    13: "Q3_K_L", 14: "Q4_K_S", 15: "Q4_K_M", 16: "Q5_K_S", 17: "Q5_K_M", 18: "Q6_K", 19: "IQ2_XXS", 20: "IQ2_XS",
    23: "IQ3_XXS", 25: "IQ4_NL", 26: "IQ3_S", 27: "IQ3_M", 30: "IQ4_XS", 32: "BF16", 38: "MXFP4",
}  # fmt: skip
"""llama.cpp's numbers of file types."""


def quantisation(path: Path) -> str:
    """How a file's weights are quantised; empty where its header does not say."""
    try:
        with path.open("rb") as file:
            return _quantisation(file)
    except (OSError, EOFError, ValueError):
        return ""


def _quantisation(file: BinaryIO) -> str:
    if _bytes(file, 4) != MAGIC:
        raise ValueError("no GGUF file")
    version, _, count = _number(file, "<I"), _number(file, "<Q"), _number(file, "<Q")
    if version < 2 or count > 100_000:
        raise ValueError("a header that is not known")
    for _ in range(count):
        key = _bytes(file, _number(file, "<Q")).decode(errors="replace")
        kind = _number(file, "<I")
        if key == "general.file_type" and kind == UINT32:
            number = _number(file, "<I")
            return FILE_TYPES.get(number, f"type {number}")
        _skip(file, kind)
    return ""


def _skip(file: BinaryIO, kind: int) -> None:
    if kind == STRING:
        _bytes(file, _number(file, "<Q"))
    elif kind == ARRAY:
        inner, count = _number(file, "<I"), _number(file, "<Q")
        if inner in SIZES:
            file.seek(SIZES[inner] * count, 1)
        elif inner == STRING:
            for _ in range(count):
                _bytes(file, _number(file, "<Q"))
        else:
            raise ValueError("nested arrays")
    elif kind in SIZES:
        file.seek(SIZES[kind], 1)
    else:
        raise ValueError("a kind of value that is not known")


def _number(file: BinaryIO, form: str) -> int:
    return int(struct.unpack(form, _bytes(file, struct.calcsize(form)))[0])


def _bytes(file: BinaryIO, count: int) -> bytes:
    if count > LONGEST:
        raise ValueError("longer than a header's value can be")
    data = file.read(count)
    if len(data) < count:
        raise EOFError
    return data
