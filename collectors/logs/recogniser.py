"""Whose words a text holds: as it stands, freed of what carried it, or joined with the lines around it.

Everything is tried within a budget: what a page or a log store did to a line can be anything, and most lines that hold
a token and are not understood are of nobody.
"""

import re
from collections.abc import Sequence

from collectors.logs.frame.header import header, with_server
from collectors.logs.frame.reading import read_line
from collectors.logs.lines import lines_above, lines_below
from collectors.logs.loader import WITHIN, all_dialects, all_peels
from collectors.logs.values import Clock, Dialect, Line, Peeled

DEEPEST, TRIES, AGAIN = 4, 32, 10
"""How many carriers can lie around each other, how many readings of one line are tried, and of one that was joined."""

Part = tuple[Line, Dialect]
_QUOTE = re.compile(r"^(?:\s{0,4}>){1,6} ?")
_NOBODY = {"node": "", "source": "log", "seen_ns": 1, "received_ns": 1}


class Recogniser:
    """One source's: what its lines were so far is tried first. `last` is the dialect of its last line that was read."""

    def __init__(self, clock: Clock) -> None:
        self.last: Dialect | None = None
        self._clock = clock
        self._dialects = list(all_dialects().values())
        self._carried = False
        self._tries = 0

    @property
    def at_once(self) -> bool:
        """Whether one reading was enough for the last text."""
        return self._tries == TRIES - 1

    def parts(self, text: str, *, closely: bool = True) -> list[Part]:
        """A text's lines with the dialect of each."""
        self._tries = TRIES
        return self._understand(text, DEEPEST if closely else 0)

    def probe(self, text: str) -> tuple[Line, Dialect | None] | None:
        """A text's first line, noise or not, with the dialect that knows it as its own."""
        if self._carried:
            self._tries = AGAIN
            return next(iter(self._understand(text, 2)), None)
        line = read_line(text, self._clock)
        return None if line is None else (line, self._dialect(line))

    def tidied(self, text: str) -> list[Part]:
        """The lines of a text without the marks and blanks that lie between its words; none where there are none."""
        bare = text
        for name in WITHIN:
            bare = next((piece.text for piece in all_peels()[name].strip(bare, self._clock)), bare)
        return self._understand(bare, 2) if bare != text else []

    def joined(self, block: bytes, start: int, end: int, text: str) -> tuple[Part, str, int] | None:
        """A line that goes on in the lines below it, or began in those above it; its whole text, and where reading goes
        on."""
        whole, done = text, end
        for quoted, place in lines_below(block, end):
            more = _QUOTE.sub("", quoted)
            if self._begins(more):
                break
            for glue in (" ", ""):
                joint = whole.rstrip() + glue + more.strip()
                found = self._whole(joint)
                if found is not None:
                    return found, joint, place
            whole, done = whole.rstrip() + " " + more.strip(), place
        whole = _QUOTE.sub("", text)
        if self._begins(whole):
            return None
        for more in lines_above(block, start):
            if self._whole(more) is not None:
                break  # it stands for itself
            whole = more.rstrip() + " " + whole.strip()
            found = self._whole(whole)
            if found is not None:
                return found, whole, done if done == end else end
            if self._begins(more):
                break
        return None

    def _begins(self, text: str) -> bool:
        """Whether a line begins with a header of its own."""
        found = header(text, self._clock)
        return found is not None and found.stamp is not None

    def _whole(self, text: str) -> Part | None:
        """A text that is one line, which says something."""
        self._tries = AGAIN
        parts = self._understand(text, 2)
        if len(parts) != 1 or not all_stamped(parts):
            return None
        line, dialect = parts[0]
        return parts[0] if dialect.parse(line, dict(_NOBODY)) else None

    def _understand(self, text: str, depth: int, carrier: Peeled | None = None) -> list[Part]:
        """A text's lines: as it stands, else freed of what carried it."""
        self._tries -= 1
        line = read_line(text, self._clock)
        bare: list[Part] = []
        if line is not None:
            if carrier is not None:
                _carry(line, carrier)
            dialect = self._dialect(line)
            if dialect is not None:
                bare = [(line, dialect)]
                if line.stamp is not None:
                    self._carried = self._carried or depth < DEEPEST
                    return bare
        if depth == 0:
            return bare
        for peel in all_peels().values():
            if self._tries <= 0:
                break
            pieces = peel.strip(text, self._clock)
            found = [
                each
                for piece in pieces
                if piece.text != text
                for each in self._understand(piece.text, depth - 1, _both(carrier, piece))
            ]
            if any(each[0].stamp is not None for each in found):
                return [each for each in found if each[0].stamp is not None]
            bare = bare or found
        return bare

    def _dialect(self, line: Line) -> Dialect | None:
        """Whose words a line has. The dialect of the last line is asked first: most files hold one."""
        last = self.last
        if last is not None and last.recognise(line):
            return last
        return next((each for each in self._dialects if each is not last and each.recognise(line)), None)


def all_stamped(parts: Sequence[Part]) -> bool:
    """Whether there is a line, and each has its time."""
    for line, _ in parts:
        if line.stamp is None:
            return False
    return bool(parts)


def _carry(line: Line, carrier: Peeled) -> None:
    """Give a line what its carrier tells: a stamp where it has none, else when it was received."""
    line.host = line.host or carrier.host
    line.tag = line.tag or carrier.tag
    if line.stamp is None:
        line.stamp = carrier.stamp
    elif carrier.stamp is not None and line.outer is None:
        line.outer = carrier.stamp
        line.stamp = with_server(line.stamp, carrier.stamp)


def _both(outer: Peeled | None, inner: Peeled) -> Peeled:
    if outer is None:
        return inner
    return Peeled(inner.text, inner.stamp or outer.stamp, inner.host or outer.host, inner.tag or outer.tag)
