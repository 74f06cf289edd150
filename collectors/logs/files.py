"""A whole file's readings to observations: years that run on, order, hosts, arrivals, zones. Pure.

A stamp without a year gets one from its arrival, else from the other sources of the folder, else from the file's own
time, which it is never after; through the file the years run on: a step back of months is the turn of a year. What was
written newest first is turned round.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from itertools import groupby, pairwise

from clab.units import SECOND_NS
from collectors.logs.frame.zones import QUARTER_NS
from collectors.logs.readings import Reading, zones_live
from collectors.logs.sessions import SessionFilter
from collectors.observations import BgpNotification, BgpState, IgpAdjacency, Observation, SourceAlive

DAY_NS = 86_400 * SECOND_NS
MONTHS_NS = 60 * DAY_NS
"""A step back of less is a line out of order, not the turn of a year."""

YEARS_BACK = 12


@dataclass(slots=True)
class FileFacts:
    """What a file must be told: its zone, its own time, when its bytes arrived, and the time of the dated sources."""

    zone: tzinfo = UTC
    until_ns: int = 0
    arrival: Callable[[Reading], int | None] = lambda reading: None
    has_arrivals: bool = False
    dated: tuple[int, int] | None = None
    node_of: Callable[[str], str] | None = None


@dataclass(slots=True)
class Settled:
    """What a file gave: observations, which years were taken and from where, and what was not dated at all."""

    observations: list[Observation] = field(default_factory=list)
    years: tuple[int, ...] = ()
    years_from: str = ""
    undated: bool = False
    unheld: tuple[BgpState, ...] = ()
    nodes: tuple[str, ...] = ()


def settle(readings: Sequence[Reading], facts: FileFacts) -> Settled:
    """Everything that only the whole file can tell."""
    result = Settled()
    found = sorted(readings, key=lambda each: each.seen.seq)
    if facts.has_arrivals:
        found = _arrived(found, facts)
    found = _years(found, facts, result)
    found = _undated(found, facts, result)
    found = _in_order(found)
    if facts.node_of is not None:
        found = [_named(each, facts.node_of) for each in found]
        result.nodes = tuple(sorted({each.seen.node for each in found}))
    alive = [each.seen for each in found if isinstance(each.item, SourceAlive)]
    items = [each.item for each in found if not isinstance(each.item, SourceAlive)]
    sessions = SessionFilter()
    result.observations = [*alive, *sessions.settle(items)]
    result.unheld = tuple(sessions.unheld)
    result.observations += sessions.finish(max((each.seen.seen_ns for each in found), default=0))
    return result


def _named(reading: Reading, node_of: Callable[[str], str]) -> Reading:
    return reading.changed(node=node_of(reading.host)) if reading.host else reading


def _arrived(readings: list[Reading], facts: FileFacts) -> list[Reading]:
    """Each with its arrival, in the year and the zone that the arrival shows."""
    timed = []
    for each in readings:
        received_ns = facts.arrival(each)
        if received_ns is None:
            timed.append(each)
            continue
        if each.calendar == "yearless":
            seen_ns = _nearest_year(each, received_ns, facts.zone)
            timed.append(each.changed(seen_ns=seen_ns, received_ns=received_ns)._replace(calendar="full"))
            continue
        timed.append(each.changed(received_ns=received_ns))
    known_ns, found = 0, []
    for received_ns, group in groupby(timed, key=lambda each: each.seen.received_ns):
        known_ns, moved = zones_live(list(group), received_ns, known_ns)
        found += moved
    return found


def _nearest_year(reading: Reading, received_ns: int, zone: tzinfo) -> int:
    year = datetime.fromtimestamp(received_ns / SECOND_NS, UTC).year
    moments = [_in_year(reading, each, zone) for each in range(year - 4, year + 5)]
    return min((each for each in moments if each is not None), key=lambda each: abs(each - received_ns))


@lru_cache(maxsize=8192)
def _quarter(quarter: int, zone: tzinfo) -> datetime:
    """A quarter of an hour since the epoch as a zone's clocks show it: within one, no zone changes."""
    return datetime.fromtimestamp(quarter * QUARTER_NS // SECOND_NS, zone)


@lru_cache(maxsize=8192)
def _quarter_in_year(quarter: int, year: int, zone: tzinfo) -> int | None:
    """The same quarter of another year, in ns; None for one of a 29 February that the year has not."""
    there = _quarter(quarter, zone)
    try:
        return int(there.replace(year=year, fold=there.fold).timestamp()) * SECOND_NS
    except ValueError:
        return None


def _in_year(reading: Reading, year: int, zone: tzinfo) -> int | None:
    """A reading's moment, had it been in another year; None for a 29 February that the year has not."""
    quarter, rest_ns = divmod(reading.seen.seen_ns, QUARTER_NS)
    start = _quarter_in_year(quarter, year, _own_zone(reading, zone))
    return None if start is None else start + rest_ns


def _years(readings: list[Reading], facts: FileFacts, result: Settled) -> list[Reading]:
    """The years of stamps that have none."""
    open_ = [k for k, each in enumerate(readings) if each.calendar == "yearless"]
    if not open_:
        return readings
    known = _years_as_read([readings[k] for k in open_], facts, result)
    if known is not None:
        result.years = known
        return readings
    places = [_of_year(readings[k], facts.zone) for k in open_]
    turns = _turns(places)
    newest = max(range(len(open_)), key=lambda k: (turns[k], places[k]))
    base, result.years_from = _base_year(readings[open_[newest]], facts)
    for back in range(YEARS_BACK):
        years = [base - back - (turns[newest] - turn) for turn in turns]
        moments = [_in_year(readings[k], year, facts.zone) for k, year in zip(open_, years, strict=True)]
        if all(each is not None for each in moments):
            break
    found = list(readings)
    for k, moment in zip(open_, moments, strict=True):
        seen = found[k].seen
        if moment is None or moment == seen.seen_ns:
            continue
        received = moment if seen.received_ns == seen.seen_ns else seen.received_ns
        found[k] = found[k].changed(seen_ns=moment, received_ns=received)
    result.years = tuple(sorted(set(years)))
    return found


def _years_as_read(readings: Sequence[Reading], facts: FileFacts, result: Settled) -> tuple[int, ...] | None:
    """The years in which stamps were read, where those are right: they lie close together and in order, so that no year
    turned between them, and the newest is in the year that the file tells. None where that is to be worked out."""
    times = [each.seen.seen_ns for each in readings]
    steps = [later - earlier for earlier, later in pairwise(times)]
    back, ahead = min(steps, default=0), max(steps, default=0)
    if max(times) - min(times) > MONTHS_NS or (back < -DAY_NS and ahead > DAY_NS):
        return None
    first, last = (readings[times.index(at_ns)] for at_ns in (min(times), max(times)))
    years = [_quarter(each.seen.seen_ns // QUARTER_NS, _own_zone(each, facts.zone)).year for each in (first, last)]
    base, years_from = _base_year(last, facts)
    if base != years[1]:
        return None
    result.years_from = years_from
    return tuple(sorted(set(years)))


def _own_zone(reading: Reading, zone: tzinfo) -> tzinfo:
    return UTC if reading.zoned else zone


def _of_year(reading: Reading, zone: tzinfo) -> int:
    """How far into its year a stamp lies, as a leap year has it."""
    quarter, rest_ns = divmod(reading.seen.seen_ns, QUARTER_NS)
    return _quarter_of_year(quarter, _own_zone(reading, zone)) + rest_ns


@lru_cache(maxsize=8192)
def _quarter_of_year(quarter: int, zone: tzinfo) -> int:
    there = _quarter(quarter, zone).replace(year=2000, tzinfo=UTC)
    return int((there - datetime(2000, 1, 1, tzinfo=UTC)).total_seconds()) * SECOND_NS


def _turns(places: Sequence[int]) -> list[int]:
    """How many turns of a year lie before each stamp, by its place in the year, as it goes from old to new."""
    steps = [later - earlier for earlier, later in pairwise(places)]
    rises = sum(0 < each < MONTHS_NS for each in steps)
    falls = sum(-MONTHS_NS < each < 0 for each in steps)
    newest_first = falls > rises
    turn, turns = 0, [0]
    for step in steps:
        if newest_first and step > MONTHS_NS:
            turn -= 1
        elif not newest_first and step < -MONTHS_NS:
            turn += 1
        turns.append(turn)
    return turns


def _base_year(newest: Reading, facts: FileFacts) -> tuple[int, str]:
    """The year of a file's newest stamp, and where it was taken from."""
    until = facts.until_ns or newest.seen.seen_ns
    last = datetime.fromtimestamp(until / SECOND_NS, UTC).year + 1
    known = [(year, _in_year(newest, year, facts.zone)) for year in range(last, last - YEARS_BACK, -1)]
    moments = [(year, at_ns) for year, at_ns in known if at_ns is not None]
    if facts.dated is not None:
        start, end = facts.dated
        first = datetime.fromtimestamp(start / SECOND_NS, UTC).year
        near = [(year, _in_year(newest, year, facts.zone)) for year in range(first - 5, first + 6)]
        fitting = [(year, at_ns) for year, at_ns in near if at_ns is not None]
        if fitting:
            year = min(fitting, key=lambda each: max(start - each[1], each[1] - end, 0))[0]
            return year, "the dated sources beside it"
    fits = [year for year, at_ns in moments if at_ns <= until + DAY_NS]
    return (fits or [moments[-1][0]])[0], "the file's own time"


def _undated(readings: list[Reading], facts: FileFacts, result: Settled) -> list[Reading]:
    """Times of day over their midnights, and seconds since a start: the last one lies at the file's own time."""
    found = list(readings)
    daily = [k for k, each in enumerate(found) if each.calendar == "time"]
    if daily and facts.dated is not None:
        start, end = facts.dated
        latest = max(found[k].seen.seen_ns for k in daily)
        days = -(-(start - latest) // DAY_NS) if latest < start else -((latest - end + DAY_NS - 1) // DAY_NS)
        by_ns = days * DAY_NS if latest < start or latest > end else 0
        for k in daily:
            found[k] = _moved(found[k], by_ns)
    if len(daily) > 1:
        times = [found[k].seen.seen_ns for k in daily]
        steps = [later - earlier for earlier, later in pairwise(times)]
        newest_first = sum(each < 0 for each in steps) > sum(each > 0 for each in steps)
        nights = [0]
        for step in steps:
            over = step > DAY_NS // 2 if newest_first else step < -DAY_NS // 2
            nights.append(nights[-1] + over)
        last = 0 if newest_first else nights[-1]
        for k, night in zip(daily, nights, strict=True):
            back = night if newest_first else last - night
            found[k] = _moved(found[k], -back * DAY_NS)
    since = [k for k, each in enumerate(found) if each.calendar == "uptime"]
    if since:
        latest = max(found[k].seen.seen_ns for k in since)
        for k in since:
            found[k] = _moved(found[k], (facts.until_ns or latest) - latest)
    result.undated = bool(daily or since)
    return found


def _moved(reading: Reading, by_ns: int) -> Reading:
    seen = reading.seen
    received = seen.received_ns + by_ns if seen.received_ns == seen.seen_ns else seen.received_ns
    return reading.changed(seen_ns=seen.seen_ns + by_ns, received_ns=received) if by_ns else reading


def _in_order(readings: list[Reading]) -> list[Reading]:
    """Oldest first: what was written newest first is numbered anew from its end."""
    times = [each.seen.seen_ns for each in readings if not isinstance(each.item, SourceAlive)]
    steps = [later - earlier for earlier, later in pairwise(times)]
    if sum(each < 0 for each in steps) <= sum(each > 0 for each in steps):
        return readings
    last = max(each.seen.seq for each in readings) + 1
    turned = [each.changed(seq=last - each.seen.seq) for each in reversed(readings)]
    return sorted(turned, key=lambda each: (each.seen.seen_ns, each.seen.seq))


SIGNS_AT_MOST = 64
Sign = tuple[object, ...]
"""What two sources of one router write alike of one moment."""


def sign(seen: Observation) -> Sign | None:
    """What an observation says without its time; None where that is nothing that tells moments apart."""
    match seen:
        case BgpState():
            return "state", seen.neighbor, seen.state
        case BgpNotification():
            return "notification", seen.neighbor, seen.direction, seen.code, seen.subcode
        case IgpAdjacency():
            return "adjacency", seen.protocol, seen.neighbor_id, seen.up
        case _:
            return None


def zone_between(zoned: Sequence[Observation], open_: Sequence[Observation]) -> int:
    """By how much a router's stamps without a zone are ahead of its own stamps with one, in whole quarters of an hour.

    0 where they agree, or where nothing that both wrote tells.
    """
    times: dict[Sign, list[int]] = defaultdict(list)
    for each in zoned:
        known = sign(each)
        if known is not None:
            times[known].append(each.seen_ns)
    votes: Counter[int] = Counter()
    for each in open_:
        known = sign(each)
        found = times.get(known, [])[-SIGNS_AT_MOST:] if known is not None else []
        votes.update({_zone_ahead(each.seen_ns - at_ns) for at_ns in found} - {None})  # type: ignore[arg-type]
    if not votes:
        return 0
    best = max(votes.values())
    return 0 if votes[0] == best else min(each for each, count in votes.items() if count == best)


def _zone_ahead(ns: int) -> int | None:
    """A distance as whole quarters of an hour, None for one that is no zone's."""
    quarters = round(ns / QUARTER_NS)
    return quarters * QUARTER_NS if abs(ns - quarters * QUARTER_NS) < SECOND_NS and abs(quarters) <= 56 else None
