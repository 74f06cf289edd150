"""The pattern of common heads against the steps that define a head."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collectors.logs.frame.header import header
from collectors.logs.frame.heads import common_head
from collectors.logs.loader import all_dialects
from collectors.logs.values import Clock
from tests.collectors.logs.golden import NOW_NS, lines_of

CLOCKS = [
    Clock(zone, **times)
    for zone in (UTC, ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"))
    for times in ({}, {"until_ns": NOW_NS}, {"near_ns": NOW_NS}, {"until_ns": NOW_NS, "last_ns": NOW_NS - 10**9})
]
BEFORE = ("", "<189>", "RP/0/RP0/CPU0:", "<13>RP/0/RSP0/CPU0:", " ", "12: ")
STAMPS = (
    *("Sep 20 10:00:00", "Sep  1 23:59:59.123", "Mar  1 00:01:02.1", "Feb 29 00:00:00", "Feb 31 00:00:00"),
    *("Foo 12 10:00:00", "Oct 25 02:30:00", "Mar 29 02:30:00", "Sep 20 2026 10:00:00", "2026/09/20 10:00:00.123456"),
    *("2026-09-20 10:00:00.123", "2026-09-20T10:00:00.123456", "2031-01-01T00:00:00", "2026-13-20T10:00:00"),
    *("2026-10-25 02:30:00", "1980-01-01T00:00:00", "Sep 20 10:00:60", "Sep 20 25:00:00", "2026 Sep 20 10:00:00"),
)
ZONES = ("", "Z", "+02:00", "-0500", " UTC", " CET", " +0200", " EST", " UTC+1", " 2026")
NAMES = (
    *("r1", "leaf-1.lab.example", "10.0.0.1", "info", "user.notice", "daemon.x", "local7.debug", "CET", "EST", "Mon"),
    *("Mar", "RP", "stdout", "F", "1234", "2026", "fe80::1", "tag", "W", "20260920-101010", "Z", "INFO[0012]", "a|b"),
)
TAGS = (
    "",
    "bgpd[12]: ",
    "BGP: ",
    "Bgp: ",
    "rpd: ",
    "info: ",
    "kern.warn: ",
    "CET: ",
    "F: ",
    "a#b[1]: ",
    "x[1] ",
    "UTC: ",
)
WORDS = (
    *(
        "%BGP-5-ADJCHANGE: neighbor 10.0.0.2 Up",
        "[M59KS-A3ZXZ] %ADJCHANGE: x",
        "<INFO> bgp1: up",
        "words",
        "RP/0/0/CPU0:",
    ),
    *("12: %X-1-Y: z", "*Sep 20 10:00:00.1: %A-1-B: c", "Sep 20 10:00:00: %A-1-B: c", "7: Sep 20 10:00:01: %A-1-B: c"),
    *("{}", "a=b msg=c", "%$ vr %$ x", "-", "", "info: x", "11:00:00 x", "sub[7]: x", "LC/0/1/CPU0:x", "| x"),
)
PIECES = (
    (("",), BEFORE),
    (STAMPS[:2], STAMPS),
    (("",), ZONES),
    ((" ",), ("", ":", ": ", " ", "  ")),
    (("", "r1 ", "10.0.0.1 "), ("", *(f"{name} " for name in NAMES))),
    (TAGS[:4], (*TAGS, *(f"{name}: " for name in NAMES))),
    (WORDS[:3], WORDS),
)
"""What stands at each place of a head: as it mostly is, and as it can be."""

LINES = st.tuples(*(st.sampled_from((*usual * (len(odd) // len(usual)), *odd)) for usual, odd in PIECES)).map("".join)
COMMON = (
    "2026/09/20 10:00:00.123456 BGP: [M59KS-A3ZXZ] %ADJCHANGE: neighbor 10.0.0.2 Up",
    "<189>Sep 20 10:00:00 leaf1 Bgp: %BGP-5-ADJCHANGE: peer 10.0.0.2",
    "2026-09-20T10:00:00.123456+00:00 r1.lab bgpd[12]: [M59KS-A3ZXZ] %ADJCHANGE: neighbor 10.0.0.2 Up",
    "*Sep 20 10:00:00.123: %BGP-5-ADJCHANGE: neighbor 10.0.0.2 Up",
    "RP/0/RP0/CPU0:Sep 20 10:00:00.123 UTC: bgp[1052]: %ROUTING-BGP-5-ADJCHANGE : neighbor 10.0.0.2 Up",
    "2026-09-20 10:00:00.123 <INFO> bgp1: BGP session established",
    "<189>Sep 20 10:00:00 10.0.0.1 4711: *Sep 20 10:00:00.123: %BGP-5-ADJCHANGE: neighbor 10.0.0.2 Up",
)


@pytest.mark.parametrize("text", COMMON)
def test_a_common_head_is_read_by_the_pattern(text: str) -> None:
    """Nearly all lines of a big log are spared the steps."""
    found = common_head(text, Clock(until_ns=NOW_NS))
    assert found is not None
    assert header(text, Clock(until_ns=NOW_NS)) == found


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINES, st.sampled_from(CLOCKS))
def test_the_pattern_says_what_the_steps_say(text: str, clock: Clock) -> None:
    """Whatever it reads, it reads as the steps do; the rest it leaves to them."""
    found = common_head(text, clock)
    assert found is None or header(text.strip(), clock) == found


@pytest.mark.parametrize("name", sorted(all_dialects()))
def test_known_lines_have_one_head(name: str) -> None:
    """Every maker's lines."""
    for text in lines_of(name):
        for clock in CLOCKS:
            found = common_head(text, clock)
            assert found is None or header(text.strip(), clock) == found


@pytest.mark.parametrize(
    ("text", "host", "words"),
    [
        ("Mar  1 12:00:01 r1 route,bgp,info Peer gone", "r1", "route,bgp,info Peer gone"),
        ("Mar  1 12:00:01 r1 route,bgp,info: Peer gone", "r1", "route,bgp,info: Peer gone"),
        ("<30>1 2026-03-01T12:00:01Z r1 route,bgp,info - - - Peer gone", "r1", "route,bgp,info Peer gone"),
        ("2026-03-01T12:00:01Z core-2 bgp,!debug,packet x", "core-2", "bgp,!debug,packet x"),
        ("Mar  1 12:00:01 route,bgp,info Peer gone", None, "route,bgp,info Peer gone"),
        ("Mar  1 12:00:01 Peer up,stable since noon", None, "Peer up,stable since noon"),
    ],
)
def test_a_host_before_topics_is_the_lines(text: str, host: str | None, words: str) -> None:
    """Topics joined by commas, with a level among them, stand where others name a program; other words do not."""
    line = header(text, Clock())
    assert line is not None
    assert (host, words) == (line.host, line.words)


def test_a_makers_mark_is_no_program() -> None:
    """A line without any header: whose words they are is told by the mark."""
    line = header("%BGP-5-ADJCHANGE: peer 10.0.0.2 (VRF default AS 65001) old state Idle", Clock())
    assert line is not None
    assert ("", "%BGP-5-ADJCHANGE") == (line.tag, line.words[:16])


@pytest.mark.parametrize(
    ("server", "own", "wanted"),
    [
        ("2022-04-23T01:06:51.5Z", "Apr 23 01:06:48", "2022-04-23T01:06:48+00:00"),
        ("2023-01-01T00:00:02Z", "Dec 31 23:59:58", "2022-12-31T23:59:58+00:00"),
        ("2020-02-29T10:00:02Z", "Feb 29 10:00:00", "2020-02-29T10:00:00+00:00"),
        ("2022-04-23T01:06:51Z", "Sep 23 01:06:48", "2022-04-23T01:06:51+00:00"),
    ],
)
def test_a_stamp_without_a_year_is_in_its_log_servers(server: str, own: str, wanted: str) -> None:
    """The device's own time in that year; the server's where the two have nothing to do with each other."""
    line = header(f"{server} r1 {own} r1 bgpd[7]: words", Clock(until_ns=NOW_NS))
    assert line is not None
    assert line.stamp is not None
    assert datetime.fromisoformat(wanted).timestamp() == line.stamp.ns // 10**9
