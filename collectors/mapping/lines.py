"""Log bytes to observations: recognises each line's format, and skips unread what no format has words for.

Nearly all of a log is noise, so the reader never splits it into lines: one regular expression walks over whole blocks
and stops only at lines that hold one of the mappings' tokens. `Activity` marks that the source goes on, about once a
second of its own time.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from collectors.collector import LineContext, LogMapping
from collectors.damage import Damage, UnreadableRecord
from collectors.mapping import stamps
from collectors.mapping.syslog_frame import frame
from collectors.observations import RAW_LIMIT, Activity, Gap, Observation, Seen

S = 1_000_000_000
LONGEST_LINE = 1 << 20
"""Bytes after which a line is cut: no router writes longer ones."""

PROBES = 64
"""Lines of a block whose stamps are read to see that the source goes on."""


@dataclass(slots=True)
class Tally:
    """What a reader has seen: items per format, lines that some format claims, first and last stamp."""

    items: dict[str, int] = field(default_factory=dict)
    claimed: int = 0
    lines_probed: int = 0
    first_ns: int | None = None
    last_ns: int | None = None
    hosts: set[str] = field(default_factory=set)
    damage: Damage = field(default_factory=Damage)

    @property
    def format(self) -> str | None:
        """The format of most lines; several are joined by `+`."""
        return "+".join(sorted(self.items, key=lambda each: -self.items[each])) or None

    def saw(self, ns: int) -> None:
        """Widen the span by one stamp."""
        self.first_ns = ns if self.first_ns is None else min(ns, self.first_ns)
        self.last_ns = ns if self.last_ns is None else max(ns, self.last_ns)


class LineReader:
    """Reads one log. `feed` takes bytes as they come and keeps a partial last line; `read` takes complete lines."""

    def __init__(self, mappings: Mapping[str, LogMapping], context: LineContext, offset: int = 0) -> None:
        self.context = context
        self.tally = Tally()
        self._mappings = list(mappings.values())
        tokens = sorted({re.escape(token) for each in self._mappings for token in each.tokens}, key=len, reverse=True)
        self._wanted = re.compile(b"|".join(tokens)) if tokens else None
        self._rest = b""
        self._offset = offset
        self._alive_ns = 0
        self._last: LogMapping | None = None

    @property
    def pending(self) -> bytes:
        """The partial last line."""
        return self._rest

    def feed(self, chunk: bytes) -> list[Observation]:
        """Bytes that follow the last ones; the partial last line waits for its end."""
        data = self._rest + chunk if self._rest else chunk
        end = data.rfind(b"\n") + 1
        if end == 0 and len(data) > LONGEST_LINE:
            end = len(data)
        found = self.read(data[:end], self._offset) if end else []
        self._rest = data[end:]
        self._offset += end
        return found

    def close(self) -> list[Observation]:
        """The file is over: its last line may lack a newline."""
        rest, self._rest = self._rest, b""
        found = self.read(rest, self._offset) if rest else []
        self._offset += len(rest)
        return found

    def read(self, block: bytes, offset: int) -> list[Observation]:
        """All observations of a block of complete lines that starts at `offset` of its source."""
        found: list[Observation] = []
        if self._wanted is not None:
            for start, end in _hits(self._wanted, block):
                found += self._line(block[start : min(end, start + LONGEST_LINE)], offset + start)
        return [*self._activity(block, offset), *found]

    def _line(self, raw: bytes, seq: int) -> tuple[Observation, ...]:
        text = raw.decode(errors="replace").rstrip("\r\n")
        try:
            for mapping in self._order():
                if mapping.recognise(text):
                    self._last = mapping
                    seen = mapping.parse(text, seq, self.context)
                    self._count(mapping, seen)
                    return seen
        except UnreadableRecord as error:
            return self._unread(str(error), seq)
        return ()

    def _unread(self, why: str, seq: int) -> tuple[Observation, ...]:
        """A line that cannot be read costs itself; the first is named."""
        now_ns = self.context.received_ns
        if not self.tally.damage.add(f"the line at byte {seq}: {why}") or not now_ns:
            return ()
        gap = Gap(
            node=self.context.node,
            source=self.context.source,
            seen_ns=now_ns,
            received_ns=now_ns,
            from_ns=now_ns,
            to_ns=now_ns,
            reason=f"a line could not be read: {why}",
            origin=self.context.origin,
            seq=seq,
        )
        return (gap,)

    def _order(self) -> Iterator[LogMapping]:
        """The format of the last line first: most files hold one."""
        if self._last is not None:
            yield self._last
        yield from (each for each in self._mappings if each is not self._last)

    def _count(self, mapping: LogMapping, seen: Iterable[Seen]) -> None:
        for each in seen:
            self.tally.items[mapping.name] = self.tally.items.get(mapping.name, 0) + 1
            self.tally.saw(each.seen_ns)

    def _activity(self, block: bytes, offset: int) -> list[Observation]:
        """That the source goes on: the stamps of some lines, spread over the block, the last one always."""
        found: list[Observation] = []
        step = max(1, len(block) // PROBES)
        at = 0
        while at < len(block):
            end = block.find(b"\n", at)
            end = len(block) if end < 0 else end
            found += self._probe(block[at : min(end, at + RAW_LIMIT)], offset + at)
            ahead = max(end + 1, at + step)
            if ahead < len(block) and ahead > end + 1:
                ahead = block.rfind(b"\n", 0, ahead) + 1
                ahead = max(ahead, end + 1)
            at = ahead
        return found

    def _probe(self, raw: bytes, seq: int) -> list[Observation]:
        text = raw.decode(errors="replace")
        self.tally.lines_probed += 1
        try:
            claimed = next((each for each in self._order() if each.recognise(text)), None)
        except UnreadableRecord:
            return []
        if claimed is None:
            return []
        self.tally.claimed += 1
        self.tally.items.setdefault(claimed.name, 0)
        stamp = _stamp(text, self.context, self.tally.hosts)
        if stamp is None:
            return []
        ns, precision = stamp
        self.tally.saw(ns)
        if abs(ns - self._alive_ns) < S and self._alive_ns:
            return []
        self._alive_ns = ns
        context = self.context
        received = context.received_ns or ns
        return [
            Activity(
                node=context.node,
                source=context.source,
                seen_ns=ns,
                received_ns=received,
                precision_ns=precision,
                origin=context.origin,
                seq=seq,
            )
        ]


def _hits(wanted: re.Pattern[bytes], block: bytes) -> Iterator[tuple[int, int]]:
    """Start and end of every line that holds a token."""
    at = 0
    while True:
        hit = wanted.search(block, at)
        if hit is None:
            return
        start = block.rfind(b"\n", at, hit.start()) + 1 or at
        end = block.find(b"\n", hit.end())
        end = len(block) if end < 0 else end
        yield start, end
        at = end + 1


def _stamp(text: str, context: LineContext, hosts: set[str]) -> tuple[int, int] | None:
    """A line's own time, by whatever form it has; a syslog header's host is remembered."""
    plain = stamps.spaced(text[:32], context.zone)
    if plain:
        return plain[0], plain[1]
    found = frame(text, context)
    if found is None:
        return None
    if found.host:
        hosts.add(found.host)
    return found.ns, found.precision_ns
