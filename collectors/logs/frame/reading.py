"""A text, already freed of what carried it, as a line: plain header, JSON, or logfmt. Pure."""

from collectors.logs.frame.header import header, with_server
from collectors.logs.frame.heads import common_head
from collectors.logs.frame.objects import from_object, pairs_of, parse_object
from collectors.logs.values import Clock, Line


def read_line(text: str, clock: Clock) -> Line | None:
    """The header and the words of a text; None where it is empty."""
    line = common_head(text, clock)
    if line is None:
        text = text.strip()
        if not text:
            return None
        if text[0] == "{":
            row = parse_object(text)
            return _nested(from_object(row, clock), clock) if row is not None else None
        line = header(text, clock)
    if line is None:
        return None
    first = line.words[:1]
    if first == "{":
        row = parse_object(line.words)
        if row is not None:
            return _within(line, _nested(from_object(row, clock), clock))
    elif "=" in line.words[:80] or "=" in text[:40]:
        pairs = (pairs_of(text) if line.stamp is None else None) or pairs_of(line.words)
        if pairs is not None and "msg" in pairs:
            return _within(line, from_object(pairs, clock))
    return line


def _may_have_head(words: str) -> bool:
    """Whether words can begin with a header: every stamp and program holds a digit first, a colon or a bracket."""
    first = words[:1]
    return first not in ("{", "") and (not first.isalpha() or ":" in words or "[" in words)


def _nested(line: Line, clock: Clock) -> Line:
    """An object whose message is itself a log line with a header."""
    if line.stamp is None and not line.words:
        return line
    inner = header(line.words, clock) if _may_have_head(line.words) else None
    if inner is None or (inner.stamp is None and not inner.tag):
        return line
    if inner.stamp is None and line.tag:
        return line
    if inner.stamp is not None:
        inner.outer = line.stamp
        if line.stamp is not None:
            inner.stamp = with_server(inner.stamp, line.stamp)
    else:
        inner.stamp = line.stamp
        inner.words = line.words
        inner.tag = line.tag
    inner.host = inner.host or line.host
    inner.tag = inner.tag or line.tag
    inner.fields = line.fields
    return inner


def _within(outer: Line, inner: Line) -> Line:
    """A structured line behind a plain header."""
    if inner.stamp is None:
        inner.stamp = outer.stamp
    else:
        inner.outer = outer.stamp
        if outer.stamp is not None:
            inner.stamp = with_server(inner.stamp, outer.stamp)
    inner.host = inner.host or outer.host
    inner.tag = inner.tag or outer.tag
    return inner


def host_of(text: str) -> str | None:
    """The host name in a line's header, None where there is none."""
    line = read_line(text, Clock())
    return line.host if line else None
