"""A router's clock that is set while its log is read: what it stamps from then on is put right by as much. Pure.

A line that is read as it is written arrives a constant delay after its own stamp. Once two reads, a second or more
apart, agree on that, a line that is stamped after its own arrival tells of a clock that was set forward. A clock was
set back where a line is stamped before those of the read before it, or where it should have arrived, by its stamp,
while the collector listened: it heard others without a break from then on, and no gap was told. A collector that was
off reads late what was written meanwhile, and that is no clock's doing. What a relay passed on (syslog) may be late
for reasons of its own: there a line must be stamped before those of the read before it, or a second read agree on the
delay.
"""

from dataclasses import dataclass, field

from clab.units import SECOND_NS
from collectors.observations import Gap, Observation

STEP_NS = 3 * SECOND_NS // 2
"""Less than this is a log's own delay, or the order in which several daemons write to one file."""

LAG_NS = 10 * SECOND_NS
"""A reader on a busy host may be so late with one file while it goes on with others."""

ALIKE_NS = SECOND_NS // 2
HEARD_NS = 6 * SECOND_NS
"""A collector that heard nothing for longer may not have listened: it was off, or stood still."""

READS_NS = 1 * SECOND_NS
"""Two reads so far apart that agree on a delay are reads of what was just written."""


@dataclass(frozen=True, slots=True)
class Step:
    """A clock was set by `by_ns` at `at_ns`, the collector's time."""

    node: str
    at_ns: int
    by_ns: int


@dataclass(slots=True)
class _Source:
    """One log: how far its stamps are ahead of their arrival (`None`: not known yet), what was taken off since, the
    first line of a delay that is to be confirmed, and the newest stamps of the last read and of the one before it; the
    lines of one read come in no order."""

    ahead_ns: int | None = None
    taken_ns: int = 0
    read_ns: int = 0
    last_ns: int = 0
    before_ns: int = 0
    first: tuple[int, int] | None = None


@dataclass(slots=True)
class ClockSteps:
    """All logs that are read. `steps` are the times at which a clock was found to be set."""

    steps: list[Step] = field(default_factory=list)
    _sources: dict[tuple[str, str], _Source] = field(default_factory=dict)
    _heard_ns: int = 0
    _listening_ns: int = 0
    """Since when the collector has heard something all the time; what was written before may be read late."""

    def corrected_ns(self, seen: Observation) -> int:
        """An observation's stamp as the clock would have written it had nobody set it."""
        if seen.received_ns - self._heard_ns > HEARD_NS:
            self._listening_ns = seen.received_ns
        self._heard_ns = max(self._heard_ns, seen.received_ns)
        if seen.source not in ("log", "syslog"):
            return seen.seen_ns
        if isinstance(seen, Gap):
            self._forget(seen.node)
            return seen.seen_ns
        if seen.received_ns == seen.seen_ns:
            return seen.seen_ns
        key = (seen.node, seen.origin or seen.source)
        source = self._sources.get(key)
        if source is None:
            source = self._sources[key] = _Source()
        if seen.received_ns != source.read_ns:
            source.read_ns, source.before_ns, source.last_ns = seen.received_ns, source.last_ns, 0
        ahead_ns = seen.seen_ns - seen.received_ns
        if source.ahead_ns is None:
            self._agree(source, seen, ahead_ns)
        else:
            self._follow(source, seen, ahead_ns)
        source.last_ns = max(source.last_ns, seen.seen_ns)
        return seen.seen_ns - source.taken_ns

    def _forget(self, node: str) -> None:
        """What comes behind a gap may be read late: its delay is to be learned anew."""
        for (name, _), source in self._sources.items():
            if name == node:
                source.ahead_ns, source.first = None, None

    def _agree(self, source: _Source, seen: Observation, ahead_ns: int) -> bool:
        """Whether this line confirms the delay of one that was read well before it."""
        if source.first is None or abs(ahead_ns - source.first[0]) >= ALIKE_NS:
            source.first = ahead_ns, seen.received_ns
            return False
        if seen.received_ns - source.first[1] < READS_NS:
            return False
        source.ahead_ns, source.first = ahead_ns, None
        return True

    def _follow(self, source: _Source, seen: Observation, ahead_ns: int) -> None:
        known_ns = source.ahead_ns
        assert known_ns is not None
        off_ns = ahead_ns - known_ns
        if abs(off_ns) < STEP_NS:
            source.first = None
            return
        if off_ns > 0:
            told = ahead_ns > STEP_NS  # stamped after it was read; anything else is a reader that was late before
        else:
            missed = seen.source == "log" and off_ns < -LAG_NS and seen.seen_ns - known_ns >= self._listening_ns
            relayed = seen.source == "syslog" and self._agree(source, seen, ahead_ns)
            told = missed or relayed or seen.seen_ns < source.before_ns - STEP_NS
        if not told:
            return
        source.ahead_ns, source.first = ahead_ns, None
        source.taken_ns += off_ns
        self.steps.append(Step(seen.node, seen.received_ns, off_ns))
