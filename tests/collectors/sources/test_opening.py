"""Logs as they lie around: packed, archived, in two bytes a letter."""

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Callable
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
