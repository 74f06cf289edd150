"""A router's clock that is set while its log is read: what it stamps from then on is put right by as much. Pure.

A line that is read as it is written arrives a constant delay after its own stamp. Once two reads, a second or more
apart, agree on that, a line that is stamped after its own arrival tells of a clock that was set forward. A clock was
set back where a line is stamped before those of the read before it, or where it should have arrived, by its stamp,
while the collector listened: it heard others without a break from then on, and no gap was told. A collector that was
off reads late what was written meanwhile, and that is no clock's doing. What a relay passed on (syslog) may be late
for reasons of its own: there a line must be stamped before those of the read before it, or a second read agree on the
delay. Lines that are read a second time, since the file was opened anew, tell nothing of a clock.

Where the host's own clock is set, the running agent knows by how much (`HostClock`), and its own goes on evenly. What
shares the host's clock is known by its next lines: they are off by that much rather than by nothing.
"""

from dataclasses import dataclass, field

from clab.units import SECOND_NS
from collectors.observations import Gap, HostClock, Observation

STEP_NS = 3 * SECOND_NS // 2
"""Less than this is a log's own delay, or the order in which several daemons write to one file."""

LAG_NS = 10 * SECOND_NS
"""A reader on a busy host may be so late with one file while it goes on with others."""

ALIKE_NS = SECOND_NS // 2
HEARD_NS = 6 * SECOND_NS
"""A collector that heard nothing for longer may not have listened: it was off, or stood still."""

SHARED = ("log", "syslog", "gnmi")
"""Sources whose stamps may be those of the host's clock; each is asked by its own lines."""

DECIDED_NS = 2 * SECOND_NS
"""What was read so long after the host's clock was set was written after it, too."""

HOST = "-"

READS_NS = 1 * SECOND_NS
"""Two reads so far apart that agree on a delay are reads of what was just written."""


@dataclass(frozen=True, slots=True)
class Step:
    """A clock was set by `by_ns` at `at_ns`, the collector's time."""

    node: str
    at_ns: int
    by_ns: int

    @property
    def whose(self) -> str | None:
        """The node, None for the host."""
        return None if self.node == HOST else self.node

    @property
    def said(self) -> str:
        """In a line."""
        by = f"was set {'forward' if self.by_ns > 0 else 'back'} by {abs(self.by_ns) / SECOND_NS:.3f} s"
        if self.whose is None:
            return f"the clock of the watching host {by}; times go on as before"
        return f"clock of {self.node} {by}; its stamps are put right from then on"


@dataclass(slots=True)
class _Source:
    """One source: how far its stamps are ahead of their arrival (`None`: not known yet), what was taken off since, the
    first line of a delay that is to be confirmed, and the newest stamps of the last read and of the one before it; the
    lines of one read come in no order. `host_ns`: how much of that is the host's clock's doing. `place`,
    `place_before`: how far the file was read by the last read, and by the one before it."""

    ahead_ns: int | None = None
    taken_ns: int = 0
    read_ns: int = 0
    last_ns: int = 0
    before_ns: int = 0
    first: tuple[int, int] | None = None
    host_ns: int = 0
    place: int = -1
    place_before: int = -1


@dataclass(slots=True)
class ClockSteps:
    """All sources. `steps` are the times at which a clock was found to be set; the host's has the node `HOST`."""

    steps: list[Step] = field(default_factory=list)
    _sources: dict[tuple[str, str], _Source] = field(default_factory=dict)
    _host_ns: int = 0
    _host_set_ns: int = 0
    _heard_ns: int = 0
    _listening_ns: int = 0
    """Since when the collector has heard something all the time; what was written before may be read late."""

    def set_host(self, seen: HostClock) -> None:
        """The host's clock was set and our own was not, or our own went after it."""
        off_ns = seen.seen_ns - seen.received_ns
        if off_ns != self._host_ns and not seen.followed:
            self.steps.append(Step(HOST, seen.received_ns, off_ns - self._host_ns))
        self._host_ns, self._host_set_ns = off_ns, seen.received_ns

    def corrected_ns(self, seen: Observation) -> int:
        """An observation's stamp as the clock would have written it had nobody set it."""
        if seen.received_ns - self._heard_ns > HEARD_NS:
            self._listening_ns = seen.received_ns
        self._heard_ns = max(self._heard_ns, seen.received_ns)
        if seen.source == "runtime" and self._host_ns:
            return seen.seen_ns - _nearer(seen.seen_ns - seen.received_ns, self._host_ns)
        if seen.source not in SHARED:
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
        if source.host_ns != self._host_ns:
            self._share(source, seen)
        if seen.source == "gnmi":
            return seen.seen_ns - source.taken_ns
        if seen.received_ns != source.read_ns:
            source.read_ns, source.before_ns, source.last_ns = seen.received_ns, source.last_ns, 0
            source.place_before, source.place = source.place, -1
        source.place = max(source.place, seen.seq)
        if self.read_again(seen):
            source.ahead_ns, source.first = None, None
            return seen.seen_ns - source.taken_ns
        ahead_ns = seen.seen_ns - seen.received_ns
        if source.ahead_ns is None:
            self._agree(source, seen, ahead_ns)
        else:
            self._follow(source, seen, ahead_ns)
        source.last_ns = max(source.last_ns, seen.seen_ns)
        return seen.seen_ns - source.taken_ns

    def read_again(self, seen: Observation) -> bool:
        """Whether what was read last of a file stands where it was read before: its arrival is no news."""
        source = self._sources.get((seen.node, seen.origin or seen.source))
        return source is not None and seen.source == "log" and seen.seq <= source.place_before

    def _share(self, source: _Source, seen: Observation) -> None:
        """The host's clock was set since this source was heard: does it share it?"""
        by_ns = self._host_ns - source.host_ns
        ahead_ns = seen.seen_ns - seen.received_ns
        off_ns = ahead_ns - (source.taken_ns if source.ahead_ns is None else source.ahead_ns)
        if _nearer(off_ns, by_ns):
            source.taken_ns += by_ns
            source.host_ns, source.first = self._host_ns, None
            if source.ahead_ns is not None:
                source.ahead_ns += by_ns
            source.last_ns = source.before_ns = 0
        elif seen.received_ns - self._host_set_ns > DECIDED_NS:
            source.host_ns = self._host_ns  # its clock is another one

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


def _nearer(off_ns: int, by_ns: int) -> int:
    """What a stamp that is off owes to a clock that was set by so much: all of it, or nothing."""
    return by_ns if abs(off_ns - by_ns) < abs(off_ns) and abs(off_ns - by_ns) < LAG_NS else 0
