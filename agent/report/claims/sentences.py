"""Where the sentences of a text begin and end: at stops and line ends, without the signs of Markdown before them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

STOP = re.compile(r"[.!?](?=[\"')*_]*(?:\s|$))")
LEAD = re.compile(r"[\s>*#_•-]*(?:\d{1,3}[.)]\s)?[\s>*#_•-]*")
SHORT = {"e.g.", "i.e.", "approx.", "ca.", "vs.", "no.", "cf.", "resp.", "etc."}


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence by its place in the text."""

    start: int
    end: int


def pieces(text: str) -> Iterator[Piece]:
    """The sentences of a text, in order."""
    at = 0
    for line in text.splitlines(keepends=True):
        yield from _line(text, at, at + len(line.rstrip()))
        at += len(line)


def _line(text: str, start: int, end: int) -> Iterator[Piece]:
    lead = LEAD.match(text, start, end)
    at = lead.end() if lead else start
    for stop in STOP.finditer(text, at, end):
        word = text[max(at, stop.start() - 8) : stop.end()].rsplit(maxsplit=1)
        if word and word[-1].lower() in SHORT:
            continue
        if text.count('"', at, stop.start()) % 2:
            continue  # within words that are quoted
        if any(item.isalnum() for item in text[at : stop.end()]):
            yield Piece(at, stop.end())
        at = stop.end()
        while at < end and (text[at].isspace() or text[at] in "\"')*_"):
            at += 1
    if at < end and any(each.isalnum() for each in text[at:end]):
        yield Piece(at, end)
