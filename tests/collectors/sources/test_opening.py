"""Logs as they lie around: packed, archived, in two bytes a letter."""

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from collectors.sources.opening import logs_in

TEXT = "2026/05/09 16:10:23 BGP: %ADJCHANGE: neighbor 10.0.0.2 Up\n" * 40


@pytest.mark.parametrize(
    "packed",
    [
        str.encode,
        lambda text: gzip.compress(text.encode()),
        lambda text: bz2.compress(text.encode()),
        lambda text: lzma.compress(text.encode()),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
    ],
)
def test_a_log_is_read_by_what_it_begins_with(tmp_path: Path, packed: Callable[[str], bytes]) -> None:
    """Its name says nothing: it is `.log` in all of them."""
    path = tmp_path / "r1.log"
    path.write_bytes(packed(TEXT))
    assert [(None, TEXT)] == [(name, b"".join(blocks).decode()) for name, blocks in logs_in(path)]


def test_every_member_of_an_archive_is_a_log(tmp_path: Path) -> None:
    """Packed members, too."""
    path = tmp_path / "logs.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        for name, data in (("a/r1.log", TEXT.encode()), ("a/r2.log.gz", gzip.compress(TEXT.encode()))):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    assert [("a/r1.log", TEXT), ("a/r2.log.gz", TEXT)] == [
        (name, b"".join(blocks).decode()) for name, blocks in logs_in(path)
    ]


def as_far_as_it_goes(path: Path) -> tuple[dict[str | None, bytes], Exception | None]:
    """The logs that a file holds, and what its reading ended with."""
    found: dict[str | None, bytes] = {}
    try:
        for name, blocks in logs_in(path):
            found[name] = b"".join(blocks)
    except EOFError as error:
        return found, error
    return found, None


def xz(data: bytes) -> bytes:
    """As `xz -0` does, which takes a tenth of the time."""
    return lzma.compress(data, preset=0)


@cache
def packed(pack: Callable[[bytes], bytes]) -> tuple[bytes, bytes]:
    """A long text, and what a program makes of it."""
    text = b"".join(b"line %d with %d words\n" % (k, k * 7919 % 1000) for k in range(150_000))
    return text, pack(text)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, xz])
@pytest.mark.parametrize("times", [1, 2])
def test_a_file_that_was_cut_off_gives_what_is_there(
    tmp_path: Path, pack: Callable[[bytes], bytes], times: int
) -> None:
    """Then it says that this was not its end; so with several packed parts in a row."""
    text, part = packed(pack)
    path = tmp_path / "r1.log"
    path.write_bytes((part * times)[: -len(part) // 2])
    found, damage = as_far_as_it_goes(path)
    read = found[None]
    assert isinstance(damage, EOFError)
    assert (text * times).startswith(read)
    assert len(read) > len(text) * (times - 0.8)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_packed_parts_in_a_row_and_zeros_after_them_are_one_file(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    """As `cat a.gz b.gz` makes them, and tapes leave them."""
    path = tmp_path / "r1.log"
    path.write_bytes(pack(TEXT.encode()) * 2 + b"\0" * 100)
    assert [TEXT + TEXT] == [b"".join(blocks).decode() for _, blocks in logs_in(path)]


def test_a_damaged_member_of_an_archive_costs_what_follows_in_it_alone(tmp_path: Path) -> None:
    """The others are read, then it is said."""
    packed = gzip.compress(b"".join(b"%d\n" % (k * k) for k in range(9000)))
    path = tmp_path / "logs.tar"
    with tarfile.open(path, "w") as tar:
        for name, data in (("r1.log.gz", packed[: len(packed) // 2]), ("r2.log", TEXT.encode())):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    found, damage = as_far_as_it_goes(path)
    assert isinstance(damage, EOFError)
    assert {"r1.log.gz", "r2.log"} == set(found)
    assert found["r1.log.gz"].startswith(b"0\n1\n4\n")
    assert TEXT.encode() == found["r2.log"]
