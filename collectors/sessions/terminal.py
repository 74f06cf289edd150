"""What a terminal showed, from the bytes that were sent to it: line by line as a person read it. Pure.

A transcript holds every redraw of the line editor: carriage returns, backspaces, cursor moves, erasures. This small
emulator keeps one logical line (wrapped rows are one line) and gives it out when it ends. Full-screen programs (vim,
less) draw on the alternate screen, which is left out.
"""

import re
from dataclasses import dataclass

LONGEST = 16_384
"""Characters after which a line is cut: nobody types longer ones."""

_CSI = re.compile(rb"\x1b\[([0-?]*)[ -/]*([@-~])")
_OSC = re.compile(rb"\x1b[\]PX^_][^\x07\x1b]*+(?:\x07|\x1b\\)")
_OTHER = re.compile(rb"\x1b[()*+#%][0-9A-Za-z]|\x1b[ -/]*[0-~]")
_TEXT = re.compile(rb"[^\x00-\x1f\x7f\x1b]+")


@dataclass(frozen=True, slots=True)
class Shown:
    """One line as it was shown; `offset` is where its first byte stands, `end` where its newline does."""

    text: str
    offset: int
    end: int


class Terminal:
    """Takes bytes, gives lines; `columns` is the width at which a terminal wraps, 0 where that is not known."""

    def __init__(self, columns: int = 0, offset: int = 0) -> None:
        self.columns = columns
        self._cells: list[str] = []
        self._at = 0
        self._start = offset
        self._offset = offset
        self._rest = b""
        self._aside = False

    @property
    def pending(self) -> int:
        """Bytes of the line that has not ended."""
        return self._offset + len(self._rest) - self._start

    def feed(self, data: bytes) -> list[Shown]:
        """The lines that end in these bytes."""
        data, self._rest = self._rest + data, b""
        lines: list[Shown] = []
        k = 0
        while k < len(data):
            size = self._step(data, k, lines)
            if size == 0:
                self._rest = data[k:]
                return lines
            k += size
            self._offset += size
        return lines

    def close(self) -> list[Shown]:
        """The last line, where it lacks a newline."""
        line = self._line(self._offset + len(self._rest))
        self._rest = b""
        return [line] if line.text else []

    def _step(self, data: bytes, k: int, lines: list[Shown]) -> int:
        """Take what begins at `k`; returns its size, 0 where its end has not come yet."""
        byte = data[k]
        if byte == 0x1B:
            return self._escape(data, k)
        text = _TEXT.match(data, k)
        if text:
            end = _whole(data, text.end())
            if end <= k:
                return 0 if len(data) - k < 4 else 1
            if not self._aside:
                self._put(data[k:end].decode(errors="replace"))
            return end - k
        if byte == 0x0A:
            if not self._aside:
                lines.append(self._line(self._offset))
            self._start = self._offset + 1
        elif byte == 0x0D:
            self._at = self._at // self.columns * self.columns if self.columns else 0
        elif byte == 0x08:
            self._at = max(0, self._at - 1)
        elif byte == 0x09 and not self._aside:
            self._put(" " * (8 - self._at % 8))
        return 1

    def _line(self, end: int) -> Shown:
        line = Shown("".join(self._cells).rstrip(), self._start, end)
        self._cells, self._at = [], 0
        return line

    def _put(self, text: str) -> None:
        if self._at >= LONGEST:
            return
        if self._at > len(self._cells):
            self._cells += " " * (self._at - len(self._cells))
        self._cells[self._at : self._at + len(text)] = text
        self._at += len(text)

    def _escape(self, data: bytes, k: int) -> int:
        if data[k : k + 2] == b"\x1b[":
            found = _CSI.match(data, k)
            if not found:
                return 0 if len(data) - k < 64 else 1
            self._control(found[1], found[2])
            return found.end() - k
        if data[k + 1 : k + 2] and data[k + 1 : k + 2] in b"]PX^_":
            found = _OSC.match(data, k)
            return found.end() - k if found else 0 if len(data) - k < 4096 else 2
        found = _OTHER.match(data, k)
        return found.end() - k if found else 0 if len(data) - k < 3 else 1

    def _control(self, raw: bytes, final: bytes) -> None:
        """One control sequence: what moves the cursor or changes the line; colours and the like change nothing."""
        first = raw.split(b";")[0]
        count = min(int(first[:9]), LONGEST) if first.isdigit() else 0
        n = max(1, count)
        match final:
            case b"K":
                if count == 0:
                    del self._cells[self._at :]
                elif count == 1:
                    self._cells[: self._at] = " " * min(self._at, len(self._cells))
                else:
                    self._cells = []
            case b"J":
                del self._cells[self._at if count == 0 else 0 :]
            case b"C":
                self._at = min(self._at + n, LONGEST)
            case b"D":
                self._at = max(0, self._at - n)
            case b"A":
                self._at = max(0, self._at - n * self.columns)
            case b"G":
                row = self._at // self.columns * self.columns if self.columns else 0
                self._at = row + n - 1
            case b"P":
                del self._cells[self._at : self._at + n]
            case b"@":
                self._cells[self._at : self._at] = " " * n
            case b"X":
                self._cells[self._at : self._at + n] = " " * min(n, len(self._cells) - self._at)
            case b"h" | b"l":
                if raw in (b"?1049", b"?1047", b"?47"):
                    self._aside = final == b"h"


def _whole(data: bytes, end: int) -> int:
    """The end of the last whole UTF-8 character before `end`: a character may come in two reads."""
    if end < len(data):
        return end
    for back in range(1, min(4, end) + 1):
        byte = data[end - back]
        if byte < 0x80:
            return end
        if byte >= 0xC0:
            need = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return end - back if back < need else end
    return end
