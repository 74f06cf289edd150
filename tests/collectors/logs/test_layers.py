"""The layers of reading: golden pairs of every form, and that any carrier works with any header and any dialect."""

import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collectors.collector import LineContext
from collectors.logs.frame.reading import read_line
from collectors.logs.loader import all_dialects, all_peels
from collectors.logs.reader import LineReader
from collectors.logs.values import Clock, Line
from tests.collectors.logs.golden import CLOCK, FOLDER, lines_of, peeled, read, says, told

DIALECTS = sorted(all_dialects())
PEELS = sorted(all_peels())
CARRIERS = {
    "plain": "{}",
    "colours": "\x1b[33m{}\x1b[0m",
    "quoted mail": "> {}",
    "deeper quoted mail": "> > {}",
    "indented by no-break spaces": "\u00a0\u00a0\u00a0\u00a0{}",
    "a tab": "\t{}",
    "a list of code": "- `{}`",
    "a table cell": "| r1 | {} | x |",
    "grep": "logs/frr.log:{}",
    "grep -n": "frr.log.1:118:{}",
    "compose": "frr-1  | {}",
    "a line number": "  118  {}",
    "CRI": "2026-09-21T13:33:20.000000001Z stdout F {}",
    "a prompt": "router# {}",
    "bold": "**{}**",
    "slanted": "_{}_",
    "a forum's bold": "[b]{}[/b]",
    "HTML's bold": "<p><strong>{}</strong></p>",
}
HEADERS = (
    "2026/09/20 10:00:00.123456 ",
    "2026-09-20 10:00:00.123 ",
    "Sep 20 10:00:00 ",
    "Sep 20 10:00:00.123456 host1 ",
    "2026-09-20T10:00:00.123456+00:00 host1 ",
    "2026-09-20T10:00:00+0000 host1 ",
    "<189>Sep 20 10:00:00 host1 ",
    "2026 Sep 20 10:00:00.123 host1 ",
    "Sep 20 2026 10:00:00.123 UTC ",
    "Sep 20 10:00:00 server 4711: Sep 20 10:00:00.123: ",
    "*Sep 20 10:00:00.123: ",
)
WORDS = (
    ("frr", "", "%ADJCHANGE: neighbor 10.0.0.2(r2) in vrf default Down Interface down"),
    ("frr", "bgpd[12]: ", "[PXVXG-TFNNT] %ADJCHANGE: neighbor fe80::1(r2) in vrf default Down Interface down"),
    ("cisco_ios", "", "%BGP-5-ADJCHANGE: neighbor 10.0.0.2 Down Interface flap"),
    (
        "cisco_xr",
        "bgp[1084]: ",
        "%ROUTING-BGP-5-ADJCHANGE : neighbor 10.0.0.2 Down - Interface flap (VRF: default) (AS: 65001)",
    ),
    ("cisco_nxos", "", "%BGP-5-ADJCHANGE:  bgp-65001 [25132] (default) neighbor 10.0.0.2 Down - session closed"),
    (
        "arista_eos",
        "Bgp: ",
        "%BGP-5-ADJCHANGE: peer 10.0.0.2 (VRF default AS 65001) old state Established event Stop new state Idle",
    ),
    (
        "junos",
        "rpd[7]: ",
        "RPD_BGP_NEIGHBOR_STATE_CHANGED: BGP peer 10.0.0.2 (External AS 65001) changed state from Established to Idle"
        " (event Stop) (instance master)",
    ),
    (
        "nokia_srlinux",
        "sr_bgp_mgr: ",
        "bgp|1|2|00071|W: In network-instance default, the BGP session with VR default (1): Group g: Peer"
        " 10.0.0.2 moved from higher state ESTABLISHED to lower state IDLE due to event STOP",
    ),
    (
        "nokia_sros",
        "TMNX: ",
        "180 Base BGP-WARNING-bgpBackwardTransNotification-2002 [Peer 1: 10.0.0.2]:  (ASN 65000) VR 1: Group g:"
        " Peer 10.0.0.2: moved from higher state ESTABLISHED to lower state IDLE due to event STOP",
    ),
    ("openbgpd", "bgpd[1]: ", "neighbor 10.0.0.2 (r2): state change Established -> Idle, reason: Stop"),
    (
        "huawei_vrp",
        "",
        "%%01BGP/3/STATE_CHG_UPDOWN(l)[10]:The status of the peer 10.0.0.2 changed from ESTABLISHED to IDLE."
        " (InstanceName=Public, StateChangeReason=Stop)",
    ),
    ("bird", "bird[3]: ", "r2: BGP session closed"),
)


@pytest.mark.parametrize("name", DIALECTS)
def test_every_line_says_what_its_golden_pair_says(name: str) -> None:
    """A dialect without a golden pair fails; so does a line that now says something else."""
    assert json.loads((FOLDER / f"{name}.json").read_text()) == json.loads(json.dumps(says(name)))


@pytest.mark.parametrize("name", PEELS)
def test_every_carrier_leaves_what_its_golden_pair_leaves(name: str) -> None:
    """A form of carrying without a golden pair fails; so does one that leaves something else."""
    rows = peeled(name)
    assert rows
    assert json.loads((FOLDER / "peel" / f"{name}.json").read_text()) == json.loads(json.dumps(rows))


@pytest.mark.parametrize("name", DIALECTS)
def test_a_golden_file_says_something(name: str) -> None:
    """A dialect that reads nothing of its own lines is none: some give an observation."""
    assert any(row["says"] for row in says(name))


@cache
def _lines() -> tuple[tuple[str, str, Line], ...]:
    """All golden lines: whose each is, its text, and what a dialect is given of it."""
    texts = [(name, text) for name in DIALECTS for text in lines_of(name)]
    return tuple((name, text, line) for name, text in texts if (line := read_line(text, CLOCK)) is not None)


@pytest.mark.parametrize("name", DIALECTS)
def test_a_dialect_recognises_its_own_lines_alone(name: str) -> None:
    """All of its own, none of another one's, and no other one any of its own."""
    others = [dialect for other, dialect in all_dialects().items() if other != name]
    mine = all_dialects()[name].recognise
    assert len(lines_of(name)) == sum(of == name for of, _, _ in _lines())
    for of, text, line in _lines():
        assert mine(line) == (of == name), text
        if of == name:
            assert [] == [other.name for other in others if other.recognise(line)], text


@pytest.mark.parametrize("name", DIALECTS)
def test_the_tokens_find_every_line_that_says_something(name: str) -> None:
    """The reader skips lines without a token unread: none of them may say anything."""
    tokens = all_dialects()[name].tokens
    for row in says(name):
        if row["says"]:
            assert any(token in str(row["line"]).encode() for token in tokens), row["line"]


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(CARRIERS)), st.sampled_from(HEADERS), st.sampled_from(WORDS))
def test_any_carrier_works_with_any_header_and_any_dialect(
    carrier: str, head: str, words: tuple[str, str, str]
) -> None:
    """A loss is read as the same loss, whatever carried it."""
    name, program, text = words
    reader, found = read(CARRIERS[carrier].format(head + program + text))
    assert [(name, True, False)] == [
        (reader.tally.format, item.seen.state != "established", bool(reader.tally.unread))  # type: ignore[union-attr]
        for item in found
        if told(item)["type"] == "BgpState"
    ]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(DIALECTS), st.data())
def test_a_damaged_line_is_never_an_error(name: str, data: st.DataObject) -> None:
    """A real line cut anywhere, with junk in it, is noise at worst."""
    line = data.draw(st.sampled_from(lines_of(name)))
    at = data.draw(st.integers(0, len(line)))
    junk = data.draw(st.text(max_size=8))
    read(line[:at] + junk + line[at + len(junk) :])


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_arbitrary_text_is_never_an_error(text: str) -> None:
    """Whatever a file holds, every layer answers."""
    line = read_line(text, Clock())
    for peel in all_peels().values():
        peel.strip(text, Clock())
    for dialect in all_dialects().values():
        if line is not None and dialect.recognise(line):
            dialect.parse(line, {"node": "n", "source": "log", "seen_ns": 1, "received_ns": 1})


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([line for name in DIALECTS for line in lines_of(name)]), min_size=1, max_size=12),
    st.data(),
)
def test_how_a_log_is_cut_changes_nothing(lines: list[str], data: st.DataObject) -> None:
    """The same lines in one piece and in many give the same observations."""
    whole = "".join(f"{each}\n" for each in lines).encode()
    cut = data.draw(st.integers(0, len(whole)))
    one, two = LineReader(LineContext("n")), LineReader(LineContext("n"))
    at_once = [item.seen for item in one.scan(whole)]
    parts = [each.seen for each in [*two.scan(whole[:cut]), *two.scan(whole[cut:])]]
    keys = {(type(each).__name__, each.seq) for each in at_once if type(each).__name__ != "SourceAlive"}
    assert keys == {(type(part).__name__, part.seq) for part in parts if type(part).__name__ != "SourceAlive"}
