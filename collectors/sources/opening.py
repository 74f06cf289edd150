"""Opens a log as it lies around: plain, gzip, bzip2, xz (whatever its name says), UTF-16, or several in a tar."""

import codecs
import io
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO

from collectors.sources.unpacking import PIECE, check_whole, damage_of, unpacked

BLOCK = 1 << 20
MAGIC = 512
PACKED_SUFFIXES = (".gz", ".xz", ".bz2", ".tgz", ".txz")


def opened(path: Path) -> BinaryIO:
    """A file's bytes, unpacked by what they begin with; a damaged one ends at its damage (`check_whole`)."""
    return unpacked(path.open("rb"))


def members_in(path: Path) -> list[str]:
    """The names of a tar's members, as far as it can be read; none of what is no tar."""
    names = []
    with opened(path) as file:
        if not _is_tar(file.read(MAGIC)):
            return []
    try:
        with opened(path) as file, tarfile.open(fileobj=file, mode="r|") as tar:
            names += [member.name for member in tar if member.isfile()]
    except tarfile.TarError:
        pass  # whoever reads it comes to the same place, and says so
    return names


def _is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


def logs_in(path: Path) -> Iterator[tuple[str | None, Iterator[bytes]]]:
    """The logs that a file holds, with the name of each where they are members of a tar: blocks of UTF-8.

    Raises:
        OSError, EOFError, tarfile.TarError, zlib.error, lzma.LZMAError: it is damaged, after what could be read of it.
    """
    with opened(path) as file:
        head = file.read(MAGIC)
        if not _is_tar(head):
            yield None, _blocks(head, file)
            check_whole(file)
            return
    bad: Exception | None = None
    with opened(path) as file:
        with tarfile.open(fileobj=file, mode="r|") as tar:
            for member in tar:
                inner = tar.extractfile(member) if member.isfile() else None
                if inner is not None:
                    data, damage = _whole(inner)
                    with unpacked(io.BytesIO(data)) as stream:
                        yield member.name, _blocks(stream.read(MAGIC), stream)
                        bad = bad or damage or damage_of(stream)
        bad = bad or damage_of(file)
    if bad is not None:
        raise bad


def _whole(inner: IO[bytes]) -> tuple[bytes, Exception | None]:
    """A member's bytes, as far as the archive has them, and why it has no more."""
    found: list[bytes] = []
    try:
        while block := inner.read(PIECE):
            found.append(block)
    except (OSError, EOFError, tarfile.TarError) as error:
        return b"".join(found), error
    return b"".join(found), None


def _blocks(head: bytes, file: BinaryIO) -> Iterator[bytes]:
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
