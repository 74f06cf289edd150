"""Opens a log as it lies around: plain, gzip, bzip2, xz (whatever its name says), UTF-16, or several in a tar."""

import bz2
import codecs
import gzip
import io
import lzma
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

BLOCK = 1 << 20
MAGIC = 512
PACKED_SUFFIXES = (".gz", ".xz", ".bz2", ".tgz", ".txz")


def opened(path: Path) -> BinaryIO:
    """A file's bytes, unpacked by what they begin with."""
    with path.open("rb") as file:
        head = file.read(6)
    if head.startswith(b"\x1f\x8b"):
        return cast(BinaryIO, gzip.open(path))
    if head.startswith(b"BZh"):
        return cast(BinaryIO, bz2.open(path))
    if head.startswith(b"\xfd7zXZ\x00"):
        return cast(BinaryIO, lzma.open(path))
    return path.open("rb")


def logs_in(path: Path) -> Iterator[tuple[str | None, Iterator[bytes]]]:
    """The logs that a file holds, with the name of each where they are members of a tar: blocks of UTF-8."""
    with opened(path) as file:
        head = file.read(MAGIC)
        if head[257:262] != b"ustar":
            yield None, _blocks(head, file)
            return
    with opened(path) as file, tarfile.open(fileobj=file, mode="r|") as tar:
        for member in tar:
            inner = tar.extractfile(member) if member.isfile() else None
            if inner is not None:
                data = inner.read()
                if data.startswith(b"\x1f\x8b"):
                    data = gzip.decompress(data)
                stream = io.BytesIO(data)
                yield member.name, _blocks(stream.read(MAGIC), stream)


def _blocks(head: bytes, file: BinaryIO | io.BytesIO) -> Iterator[bytes]:
    """A stream in blocks, its UTF-16 as UTF-8 and without a byte order mark."""
    decoder = _decoder(head)
    if decoder is None:
        yield head.removeprefix(codecs.BOM_UTF8) + file.read(BLOCK - len(head))
        while block := file.read(BLOCK):
            yield block
        return
    text = decoder.decode(head)
    while True:
        yield text.removeprefix("\ufeff").encode(errors="replace")
        block = file.read(BLOCK)
        if not block:
            return
        text = decoder.decode(block)


def _decoder(head: bytes) -> codecs.IncrementalDecoder | None:
    """How UTF-16 is decoded; None for text of one byte a letter."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return codecs.getincrementaldecoder("utf-16")("replace")
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half > 8 and odd > half * 0.6 and even < half * 0.2:
        return codecs.getincrementaldecoder("utf-16-le")("replace")
    if half > 8 and even > half * 0.6 and odd < half * 0.2:
        return codecs.getincrementaldecoder("utf-16-be")("replace")
    return None
