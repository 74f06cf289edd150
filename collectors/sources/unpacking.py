"""Unpacks gzip, bzip2 and xz piece by piece, so that a damaged file still gives all that comes before its damage."""

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import BinaryIO, Protocol, cast

PIECE = 1 << 14
"""Bytes that are asked for at once, and so many at most are lost before damage."""

READ_AT_ONCE = 1 << 16


class _Decompressor(Protocol):
    eof: bool

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int = ...) -> bytes: ...


class _Gzip:
    """zlib's object with the manner of the other two: what it was given and did not take yet, it keeps."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max(0, max_length))


MAGIC: dict[bytes, Callable[[], object]] = {
    b"\x1f\x8b": _Gzip,
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ\x00": lzma.LZMADecompressor,
}
"""What a packed file begins with, and what unpacks it."""


def packing(head: bytes) -> bytes | None:
    """The mark of the packing that a file's first bytes show; None for a plain file."""
    return next((each for each in MAGIC if head.startswith(each)), None)


class Unpacked(io.RawIOBase):
    """A packed file's own bytes. At damage it ends like any file; `damage` says why, for who has read to its end."""

    def __init__(self, file: BinaryIO, mark: bytes) -> None:
        self._file = file
        self._mark = mark
        self._unpack = self._new()
        self._packed = b""
        self.damage: Exception | None = None

    def readable(self) -> bool:
        """It can be read."""
        return True

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
        super().close()

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """The next bytes; none at the end, and none after damage."""
        if self.damage is not None:
            return 0
        try:
            data = self._next(min(PIECE, len(buffer)))
        except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
            self.damage = error
            return 0
        buffer[: len(data)] = data
        return len(data)

    def _new(self) -> _Decompressor:
        return cast(_Decompressor, MAGIC[self._mark]())

    def _next(self, size: int) -> bytes:
        while True:
            if self._unpack.eof and not self._another():
                return b""
            if not self._packed and getattr(self._unpack, "needs_input", True):
                self._packed = self._file.read(READ_AT_ONCE)
                if not self._packed:
                    raise EOFError("the packed file ends too early")
            packed, self._packed = self._packed, b""
            data = self._unpack.decompress(packed, size)
            if data:
                return data

    def _another(self) -> bool:
        """Whether a further packed part follows the one that is over; zeros after the last are no damage."""
        rest = (self._unpack.unused_data or self._file.read(READ_AT_ONCE)).lstrip(b"\0")
        while not rest and (more := self._file.read(READ_AT_ONCE)):
            rest = more.lstrip(b"\0")
        if not rest:
            return False
        rest += self._file.read(len(self._mark)) if len(rest) < len(self._mark) else b""
        if packing(rest) != self._mark:
            raise OSError("something else follows what was packed")
        self._unpack, self._packed = self._new(), rest
        return True


def unpacked(file: BinaryIO) -> BinaryIO:
    """A file as it is before its packing, by what it begins with: itself, where it is plain."""
    mark = packing(file.read(6))
    file.seek(0)
    return file if mark is None else cast(BinaryIO, io.BufferedReader(Unpacked(file, mark), READ_AT_ONCE))


def damage_of(file: BinaryIO) -> Exception | None:
    """Why a file that was read to its end has no more; None where it is whole."""
    raw = getattr(file, "raw", None)
    return raw.damage if isinstance(raw, Unpacked) else None


def check_whole(file: BinaryIO) -> None:
    """After a file was read to its end: that this was the end.

    Raises:
        OSError, EOFError, zlib.error, lzma.LZMAError: it is damaged.
    """
    damage = damage_of(file)
    if damage is not None:
        raise damage
