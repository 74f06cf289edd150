"""Lines in a block of bytes: those that hold a token, and those around one of them. Pure."""

import re
from collections.abc import Iterator

from collectors.logs.frame.stamps import BEGIN

PADDING = b" " * 8
"""Blanks with which a screen or a page filled up a line before it set the next one behind it."""

_BEGINS = re.compile(rb"[ \t]{0,400}(" + BEGIN.encode() + rb")")
_BESIDE = re.compile(rb"(?<! ) {8,}(?=" + BEGIN.encode() + rb")")

CONTINUED = 3
"""Over how many lines a page can have wrapped one."""


def hits(pattern: re.Pattern[bytes] | None, block: bytes) -> Iterator[tuple[int, int]]:
    """Start and end of every line that holds a token."""
    at = 0
    while pattern is not None:
        hit = pattern.search(block, at)
        if hit is None:
            return
        start = block.rfind(b"\n", at, hit.start()) + 1 or at
        end = block.find(b"\n", hit.end())
        end = len(block) if end < 0 else end
        if block.find(PADDING, start, end) >= 0:
            start, end = _record(block, start, end, hit.start())
        yield start, end
        at = end + 1


def _record(block: bytes, start: int, end: int, within: int) -> tuple[int, int]:
    """The one that holds a place, of log lines that stand behind each other in one line, padded with blanks."""
    first = _BEGINS.match(block, start, end)
    if first:
        start = first.start(1)
        for gap in _BESIDE.finditer(block, start, end):
            if gap.start() > within:
                return start, gap.start()
            if block.find(b": ", start, gap.start()) >= 0:  # words, not only what a log server wrote before them
                start = gap.end()
    return start, end


def lines_below(block: bytes, end: int) -> Iterator[tuple[str, int]]:
    """The next lines that are not empty, each with its end."""
    found, looked = 0, 0
    while end < len(block) and found < CONTINUED and looked < 2 * CONTINUED:
        start = end + 1
        end = block.find(b"\n", start)
        end = len(block) if end < 0 else end
        looked += 1
        text = block[start : min(end, start + 4096)].decode(errors="replace").strip()
        if text:
            found += 1
            yield text, end


def lines_above(block: bytes, start: int) -> Iterator[str]:
    """The lines before a place that are not empty, the nearest first."""
    found, looked = 0, 0
    while start > 0 and found < CONTINUED and looked < 2 * CONTINUED:
        end = start - 1
        start = block.rfind(b"\n", 0, end) + 1
        looked += 1
        text = block[max(start, end - 4096) : end].decode(errors="replace").strip()
        if text:
            found += 1
            yield text
