"""Log bytes to observations: finds the lines that a dialect can have words for, and takes each apart layer by layer.

Nearly all of a log is noise, so the reader never splits it into lines: one regular expression walks over whole blocks
and stops only at lines that hold a dialect's token. Most of those need no peeling; what carried a line is looked for
only where its plain reading gives nothing. `SourceAlive` marks that the source goes on, about once a second of its own
time.
"""

from collections.abc import Sequence
from datetime import UTC
from typing import Any

from clab.units import SECOND_NS
from collectors.collector import LineContext
from collectors.damage import UnreadableRecord, guarded
from collectors.logs.frame.zones import AMBIGUOUS
from collectors.logs.lines import hits
from collectors.logs.loader import wanted
from collectors.logs.readings import Reading, Tally, says_more, zones_live
from collectors.logs.recogniser import Part, Recogniser, all_stamped
from collectors.logs.sessions import SessionFilter
from collectors.logs.unforeseen import marked, unforeseen
from collectors.logs.values import Clock, Dialect, Line
from collectors.observations import RAW_LIMIT, Gap, Observation, SourceAlive

LONGEST_LINE = 1 << 16
"""Bytes after which a line is cut: no router writes longer ones."""

PROBES = 64
"""Lines of a block whose stamps are read to see that the source goes on."""

PATIENCE, SHARE = 200, 20
"""A line that gives nothing as it stands is looked at closely (freed of what may carry it, joined to the lines around
it). So many lines are, without any success, and so many more for each success; from then on a line is read as it stands
alone."""

EARLIEST_NS = 631_152_000 * SECOND_NS
"""1990: an arrival before that is no arrival."""

_TOPICS = (
    *("bgp", "ospf", "isis", "is-is", "bfd", "adjchange", "notification", "interface", "lineproto", "updown"),
    *("neighbor", "neighbour", "peer"),
)


class LineReader:
    """Reads one log. `feed` takes bytes as they come and keeps a partial last line. `scan` and `scan_end` return the
    single readings, for whoever has the whole file and works out dates and echoes with it (`files.settle`)."""

    def __init__(self, context: LineContext, offset: int = 0) -> None:
        self.context = context
        self.tally = Tally()
        self._rest = b""
        self._offset = offset
        self._alive_ns = 0
        self._clock = Clock(context.zone or UTC)
        self._lines = Recogniser(self._clock)
        self._filter = SessionFilter()
        self._zone_ns = 0
        self._known: dict[int, Line] = {}
        self._found, self._in_vain = 0, 0
        self._one_hit, self._one_probed = guarded(self._hit), guarded(self._probed)

    @property
    def pending(self) -> bytes:
        """The partial last line."""
        return self._rest

    def feed(self, chunk: bytes) -> list[Observation]:
        """Observations of bytes that follow the last ones; the partial last line waits for its end."""
        return self._live(self.scan(chunk))

    def close(self) -> list[Observation]:
        """The file is over: its last line may lack a newline."""
        return self._live(self.scan_end())

    def read(self, block: bytes, offset: int) -> list[Observation]:
        """All observations of a block of complete lines that starts at `offset` of its source."""
        return self._live(self._block(block, offset))

    def scan(self, chunk: bytes) -> list[Reading]:
        """What bytes that follow the last ones hold, before their dates and their neighbors are known."""
        data = self._rest + chunk if self._rest else chunk
        end = data.rfind(b"\n") + 1
        if end == 0 and len(data) > LONGEST_LINE:
            end = len(data)
            self.tally.cut += 1
        found = self._block(data[:end], self._offset) if end else []
        self._rest = data[end:]
        self._offset += end
        return found

    def scan_end(self) -> list[Reading]:
        """What a last line without a newline holds, as `scan` does."""
        rest, self._rest = self._rest, b""
        found = self._block(rest, self._offset) if rest else []
        self._offset += len(rest)
        return found

    def _live(self, readings: list[Reading]) -> list[Observation]:
        """What is read as it arrives: without a zone's error, without echoes."""
        if self._clock.near_ns:
            self._zone_ns, readings = zones_live(readings, self.context.received_ns, self._zone_ns)
        alive = [each.item for each in readings if isinstance(each.item, SourceAlive)]
        found = self._filter.settle([each.item for each in readings if not isinstance(each.item, SourceAlive)])
        return [*alive, *found]

    def _block(self, block: bytes, offset: int) -> list[Reading]:
        context = self.context
        self._clock.near_ns = context.received_ns if context.received_ns > EARLIEST_NS else 0
        self._clock.until_ns = context.until_ns
        found: list[Reading] = []
        self._known.clear()
        done = 0
        looked_at: set[int] = set()
        for start, end in hits(wanted(block), block):
            looked_at.add(start)
            if start >= done:
                try:
                    readings, done = self._one_hit(block, start, end, offset)
                except UnreadableRecord as error:
                    readings, done = self._damaged(str(error), offset + start), end
                found += readings
        self._count_unforeseen(block, looked_at)
        return [*self._activity(block, offset), *found]

    def _count_unforeseen(self, block: bytes, looked_at: set[int]) -> None:
        """Count the lines without a token that speak of a session, read as they stand."""
        for start, end in hits(marked(block), block):
            if start in looked_at:
                continue
            text = block[start : min(end, start + RAW_LIMIT)].decode("utf-8", "replace")
            try:
                line, dialect = self._one_probed(text)
            except UnreadableRecord:
                continue
            if line is not None and line.stamp is not None and unforeseen(line, dialect):
                self._count_unread(text)

    def _hit(self, block: bytes, start: int, end: int, offset: int) -> tuple[list[Reading], int]:
        """One line with a token, with the lines around it where a page wrapped it; and where reading goes on."""
        raw = block[start : min(end, start + LONGEST_LINE)]
        self.tally.cut += end - start > LONGEST_LINE
        text = raw.decode("utf-8", "replace").rstrip("\r\n")
        closely = self._in_vain < PATIENCE + SHARE * self._found
        parts = self._lines.parts(text, closely=closely)
        done = end
        readings = self._parsed(parts, text, offset + start)
        plain = readings is not None and self._lines.at_once
        if readings is None and parts and closely:
            readings = self._parsed(self._lines.tidied(text), text, offset + start)
        if readings is None and closely:
            joined = self._lines.joined(block, start, end, text)
            if joined is not None:
                part, whole, done = joined
                readings = self._parsed([part], whole, offset + start)
        self._found += readings is not None and not plain
        if readings is None:
            self._in_vain += 1
            self._not_read(parts, text)
            return [], done
        return readings, done

    def _damaged(self, why: str, seq: int) -> list[Reading]:
        """A line that cannot be read costs itself; the first is named."""
        now_ns = self.context.received_ns
        if not self.tally.damage.add(f"the line at byte {seq}: {why}") or not now_ns:
            return []
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
        return [Reading(gap, zoned=True)]

    def _not_read(self, parts: Sequence[Part], text: str) -> None:
        without = next((dialect for line, dialect in parts if line.stamp is None), None)
        if without is not None:
            self.tally.stampless += 1
            self.tally.stampless_format = without.name
        elif not parts and not _on_topic(text[:2000].lower()):
            return
        self._count_unread(text)

    def _count_unread(self, text: str) -> None:
        self.tally.unread += 1
        self.tally.first_unread = self.tally.first_unread or text.strip()[:200]

    def _parsed(self, parts: Sequence[Part], text: str, seq: int) -> list[Reading] | None:
        """What lines say; None where there is none, or one without a time or with words that its dialect did not
        understand."""
        if not all_stamped(parts):
            return None
        found: list[Reading] = []
        tally = self.tally
        for line, dialect in parts:
            stamp = line.stamp
            assert stamp is not None
            ns, precision_ns, _, calendar, zone, _, unset = stamp
            items = dialect.parse(line, self._common(text, seq, ns, precision_ns, line))
            if items is None or (not items and says_more(line.words, dialect.noise)):
                return None
            self._lines.last = dialect
            if len(self._known) < PROBES:  # all lines of a short block, which is then not read twice
                self._known[seq] = line
            self._clock.last_ns = ns
            if line.host:
                tally.hosts.add(line.host)
            if zone and zone in AMBIGUOUS:
                tally.zones.add(zone)
            if unset:
                tally.unset = True
            tally.items[dialect.name] = tally.items.get(dialect.name, 0) + len(items)
            if items:
                tally.saw(ns)
                found += [Reading(each, line.host, calendar, bool(zone), unset) for each in items]
        return found

    def _common(self, text: str, seq: int, ns: int, precision_ns: int, line: Line) -> dict[str, Any]:
        context = self.context
        fields: dict[str, Any] = {
            "node": context.node,
            "source": context.source,
            "seen_ns": ns,
            "received_ns": context.received_ns or ns,
            "raw": text[:RAW_LIMIT].strip(),
            "precision_ns": precision_ns,
            "origin": context.origin,
            "seq": seq,
        }
        if line.stamp is not None and line.stamp.zone:
            fields["zoned"] = True
        return fields

    def _activity(self, block: bytes, offset: int) -> list[Reading]:
        """That the source goes on: the stamps of some lines, spread over the block, the last one always."""
        found: list[Reading] = []
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

    def _probe(self, raw: bytes, seq: int) -> list[Reading]:
        line, text = self._known.get(seq), ""
        if line is None:
            text = raw.decode(errors="replace")
            if not text.strip():
                return []
            try:
                line, dialect = self._one_probed(text)
            except UnreadableRecord:
                line, dialect = None, None
            line = line if dialect is not None else None
        self.tally.lines_probed += 1
        if line is None:
            if not self.tally.unclaimed and _on_topic(text[:2000].lower()):
                self.tally.unclaimed = text.strip()[:200]
            return []
        self.tally.claimed += 1
        stamp = line.stamp
        if line.host:
            self.tally.hosts.add(line.host)
        if stamp is None:
            return []
        self.tally.unset = self.tally.unset or stamp.unset
        self.tally.saw(stamp.ns)
        if abs(stamp.ns - self._alive_ns) < SECOND_NS and self._alive_ns:
            return []
        self._alive_ns = stamp.ns
        fields = {**self._common("", seq, stamp.ns, stamp.precision_ns, line), "raw": ""}
        return [Reading(SourceAlive(**fields), line.host, stamp.calendar, bool(stamp.zone), stamp.unset)]

    def _probed(self, text: str) -> tuple[Line | None, Dialect | None]:
        """A line, noise or not, and the dialect that knows it as its own."""
        line, dialect = self._lines.probe(text) or (None, None)
        if line is not None and dialect is not None and line.stamp is not None:
            self.tally.items.setdefault(dialect.name, 0)
        return line, dialect


def _on_topic(text: str) -> bool:
    return any(each in text for each in _TOPICS)
