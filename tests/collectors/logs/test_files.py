"""What only a whole file can tell: years, order, hosts, arrivals, zones."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from collectors.collector import LineContext
from collectors.logs.files import FileFacts, Settled, settle, zone_between
from collectors.logs.reader import LineReader
from collectors.observations import BgpState

S = 1_000_000_000
DOWN = "r1 bgpd[1]: %ADJCHANGE: neighbor 10.0.0.2(r2) in vrf default Down Interface down"
UP = "r1 bgpd[1]: %ADJCHANGE: neighbor 10.0.0.2(r2) in vrf default Up"


def ns(text: str) -> int:
    """RFC 3339 as ns."""
    return int(datetime.fromisoformat(text).timestamp()) * S


def settled(lines: list[str], until: str, **facts: object) -> Settled:
    """A file of these lines, whose own time is `until`."""
    zone = facts.get("zone", UTC)
    reader = LineReader(LineContext("n", until_ns=ns(until), zone=zone))  # type: ignore[arg-type]
    found = reader.scan("".join(f"{each}\n" for each in lines).encode())
    return settle(found, FileFacts(until_ns=ns(until), **facts))  # type: ignore[arg-type]


def states(result: Settled) -> list[tuple[str, str]]:
    """Each state with its time."""
    found = sorted(
        (each for each in result.observations if isinstance(each, BgpState)), key=lambda e: (e.seen_ns, e.seq)
    )
    return [
        (datetime.fromtimestamp(each.seen_ns / S, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), each.state) for each in found
    ]


def test_years_run_on_through_a_file_and_end_before_its_own_time() -> None:
    """Two turns of a year: a step back of months is one each."""
    lines = [f"Dec 30 10:00:00 {DOWN}", f"Jan  3 10:00:00 {UP}", f"Dec 20 10:00:00 {DOWN}", f"Jan  5 10:00:00 {UP}"]
    result = settled(lines, "2025-03-01T00:00:00+00:00")
    assert [
        ("2023-12-30T10:00:00Z", "down"),
        ("2024-01-03T10:00:00Z", "established"),
        ("2024-12-20T10:00:00Z", "down"),
        ("2025-01-05T10:00:00Z", "established"),
    ] == states(result)
    assert (2023, 2024, 2025) == result.years


def test_a_leap_day_takes_the_nearest_year_that_has_one() -> None:
    """29 February in a file of 2026 is of 2024."""
    assert [("2024-02-29T10:00:00Z", "down")] == states(
        settled([f"Feb 29 10:00:00 {DOWN}"], "2026-03-01T00:00:00+00:00")
    )


def test_dated_sources_beside_a_file_give_the_year() -> None:
    """The file's own time is that of a copy; another source says when it was."""
    window = (ns("2023-05-09T00:00:00+00:00"), ns("2023-05-10T00:00:00+00:00"))
    result = settled([f"May  9 10:00:00 {DOWN}"], "2026-03-01T00:00:00+00:00", dated=window)
    assert [("2023-05-09T10:00:00Z", "down")] == states(result)


def test_the_hour_that_october_has_twice_runs_on() -> None:
    """02:00:10 after 02:59:50 is the second one."""
    lines = [f"Oct 26 02:59:50 {DOWN}", f"Oct 26 02:00:10 {UP}"]
    result = settled(lines, "2025-10-26T03:00:00+00:00", zone=ZoneInfo("Europe/Berlin"))
    assert [("2025-10-26T00:59:50Z", "down"), ("2025-10-26T01:00:10Z", "established")] == states(result)


def test_a_file_that_was_written_newest_first_is_turned_round() -> None:
    """Lines of one second keep their order, too."""
    lines = [f"2026-05-09T10:00:00Z {UP}", f"2026-05-09T09:59:00Z {DOWN}", f"2026-05-09T09:58:00Z {UP}"]
    result = settled(lines, "2026-06-01T00:00:00+00:00")
    assert ["established", "down", "established"] == [state for _, state in states(result)]


def test_a_zone_is_found_by_when_a_line_arrived() -> None:
    """A line that has just arrived was not written five hours ago."""
    arrived = ns("2026-05-09T16:10:24+00:00")
    result = settled(
        [f"2026-05-09 11:10:23 {DOWN}"], "2026-06-01T00:00:00+00:00", arrival=lambda each: arrived, has_arrivals=True
    )
    assert [("2026-05-09T16:10:23Z", "down")] == states(result)


def test_a_zone_that_changes_while_it_is_watched_moves_nothing() -> None:
    """Lines read live: the clock's zone was set in between, and each line is of the moment at which it came."""
    reader = LineReader(LineContext("n", received_ns=ns("2026-05-09T16:10:24+00:00")))
    found = reader.feed(f"2026-05-09 16:10:23 {DOWN}\n".encode())
    reader.context = LineContext("n", received_ns=ns("2026-05-09T16:10:54+00:00"))
    found += reader.feed(f"2026-05-09 18:10:53 {UP}\n".encode())
    assert [("2026-05-09T16:10:23Z", "down"), ("2026-05-09T16:10:53Z", "established")] == states(Settled(found))


def test_several_hosts_are_several_nodes() -> None:
    """A log server's file: the host in the line is the node."""
    lines = [f"2026-05-09T10:00:00Z {DOWN}", f"2026-05-09T10:00:00Z {DOWN.replace('r1', 'r9')}"]
    result = settled(lines, "2026-06-01T00:00:00+00:00", node_of=lambda host: host.upper())
    assert ["R1", "R9"] == sorted(each.node for each in result.observations if isinstance(each, BgpState))


@given(st.integers(-48, 56))
def test_a_routers_own_other_log_tells_its_zone(quarters: int) -> None:
    """Whatever the zone is, the same line in both tells it."""
    seen = {"node": "n", "source": "log", "received_ns": 0, "neighbor": "10.0.0.2", "state": "down"}
    zoned = [BgpState(**seen, seen_ns=10**18, zoned=True)]  # type: ignore[arg-type]
    open_ = [BgpState(**seen, seen_ns=10**18 + quarters * 900 * S + 3_000_000)]  # type: ignore[arg-type]
    assert quarters * 900 * S == zone_between(zoned, open_)


def test_a_time_of_day_gets_its_day_from_the_dated_sources() -> None:
    """The file's own time is that of a copy; nothing but the day is taken from elsewhere."""
    window = (ns("2023-05-09T08:00:00+00:00"), ns("2023-05-09T12:00:00+00:00"))
    for until in ("2026-03-01T00:00:00+00:00", "2020-03-01T00:00:00+00:00"):
        result = settled([f"10:00:00 {DOWN}", f"10:00:30 {UP}"], until, dated=window)
        assert [("2023-05-09T10:00:00Z", "down"), ("2023-05-09T10:00:30Z", "established")] == states(result)
        assert result.undated
