"""What a folder's reading must say of itself: years, unread lines, what was passed over, whose lines they are."""

import tempfile
from pathlib import Path

from agent.app.analysis import analyze
from agent.detect.incident import Analysis
from tests.collectors.sources.test_folders import ordinary_user

LOSS = (
    "2026/05/09 16:10:23.1 BGP: %ADJCHANGE: neighbor 10.0.0.2(r2) in vrf default Down Interface down\n"
    "2026/05/09 16:10:53.1 BGP: %ADJCHANGE: neighbor 10.0.0.2(r2) in vrf default Up\n"
)


def answer(folder: Path, **files: str) -> Analysis:
    """The analysis of a folder with these files; `__` in a name stands for a dot."""
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text)
    return analyze(folder)


def kinds(found: Analysis) -> set[str]:
    """The kinds of all notes."""
    return {each.kind for each in found.notes}


def test_what_lies_beside_logs_is_named_as_passed_over(tmp_path: Path) -> None:
    """A Markdown file, a configuration, a capture and foreign JSON, each with the reason; a topology file is known."""
    found = answer(tmp_path, r1__log=LOSS, notes__md=LOSS, r1__conf="x", a__json="{}", b__jsonl="{}\n", c__pcap="x")
    passed = [each.text for each in found.notes if each.kind == "passed_over"]
    assert 5 == len(passed)
    assert 1 == len(found.incidents)


def test_nothing_read_is_no_absence_of_incidents(tmp_path: Path) -> None:
    """A folder of other logs says that nothing could be read."""
    found = answer(tmp_path, app__log="hello\nworld\n")
    assert {"nothing_read", "unknown_format"} <= kinds(found)


def test_a_file_that_cannot_be_opened_is_a_source_that_failed() -> None:
    """It counts beside the one that was read; alone, nothing could be read."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "r2.log.gz").write_bytes(b"\x1f\x8b\x08 no gzip at all")
        (folder / "r1.log").write_text(LOSS)
        (folder / "r3.log").write_text(LOSS)
        folder.chmod(0o755)
        (folder / "r3.log").chmod(0)
        with ordinary_user():
            found = analyze(folder)
        (folder / "r1.log").unlink()
        with ordinary_user():
            alone = analyze(folder)
    states = {"r1": "ok", "r2": "failed", "r3": "failed"}
    assert states == {each.node: each.state for each in found.sources}
    assert "nothing_read" in kinds(alone)


def test_a_line_that_is_longer_than_what_is_read_of_one_is_told(tmp_path: Path) -> None:
    """Once for a source, with how many they are."""
    long = LOSS.splitlines()[0] + " x" * 40_000 + "\n"
    notes = [each.text for each in answer(tmp_path, r1__log=LOSS + long * 2).notes if each.kind == "line_cut"]
    assert ["r1.log: 2 lines are longer than 64 KB; what stands behind that was not read"] == notes
    assert "line_cut" not in kinds(answer(tmp_path, r1__log=LOSS))


def test_lines_that_tell_of_nothing_are_no_absence_of_incidents(tmp_path: Path) -> None:
    """A log that was read and holds no line of a session, an adjacency or a link says so; one with such a line not."""
    quiet = "2026/05/09 16:10:20.1 ZEBRA: [NNACN-54BDA][EC 4043309110] Disabling MPLS support\n"
    assert "nothing_told" in kinds(answer(tmp_path, r1__log=quiet))
    assert "nothing_told" not in kinds(answer(tmp_path, r1__log=quiet + LOSS))


def test_a_peers_name_that_is_ones_own_is_no_second_end(tmp_path: Path) -> None:
    """Two routers can have one host name; a router has no session with itself."""
    line = "Jun 19 22:12:41 box bgpd[7]: %ADJCHANGE: neighbor 10.6.106.2(box) in vrf default Down Interface down\n"
    ((ends,),) = [[(each.a, each.b) for each in item.peerings] for item in answer(tmp_path, box__log=line).incidents]
    assert {"box", None} == set(ends)


def test_a_log_that_a_mailer_wrapped_within_its_marks_is_read(tmp_path: Path) -> None:
    """The mark that finds a line lost the blank at its end."""
    text = (
        "Mar  3 04:05:06 edge rpd[99]: bgp_traffic_timeout: holdtime\nexpired for 192.0.2.9 (External AS\n64500)\n"
        "Mar  3 04:05:06 edge rpd[99]: NOTIFICATION sent to\n192.0.2.9 (External AS 64500): code 4 (Hold\n"
        "Timer Expired Error) data\n"
    )
    (one,) = answer(tmp_path, edge__log=text).incidents
    assert ("hold_timer_expired", "192.0.2.9") == (one.cause.type, one.peerings[0].address_b)


def test_a_line_that_is_not_understood_is_counted_and_quoted(tmp_path: Path) -> None:
    """A known word in a line that says nothing is unread, and the first of them is in the note."""
    odd = "2026/05/09 16:10:24.1 BGP: %ADJCHANGE: neighbor somebody sideways\n"
    found = answer(tmp_path, r1__log=LOSS + odd)
    assert [1] == [each.unread for each in found.sources]
    assert any(each.kind == "unread" and "sideways" in each.text for each in found.notes)


def test_lines_without_stamps_are_said(tmp_path: Path) -> None:
    """No time, no incident, and a plain word why."""
    found = answer(tmp_path, r1__log="bgpd: %ADJCHANGE: neighbor 10.0.0.2(x) in vrf default Down Interface down\n")
    assert not found.incidents
    assert "no_stamps" in kinds(found)


def test_a_clock_that_was_never_set_is_said(tmp_path: Path) -> None:
    """It counts from 1 March."""
    line = "*Mar  1 00:15:23.123: %BGP-5-ADJCHANGE: neighbor 10.5.5.2 Down Interface flap\n"
    assert "clock_unset" in kinds(answer(tmp_path, r1__log=line))


def test_a_name_that_means_several_zones_is_said(tmp_path: Path) -> None:
    """BST is one of them."""
    line = "May  9 14:07:36.100 BST: %BGP-5-ADJCHANGE: neighbor 10.5.5.2 Down Interface flap\n"
    assert {"zone_name", "year_taken"} <= kinds(answer(tmp_path, r1__log=line))


def test_a_files_name_that_is_an_address_is_not_cut(tmp_path: Path) -> None:
    """The node is the address, whole."""
    found = answer(tmp_path, **{"10__0__0__1__log": LOSS})
    assert ["10.0.0.1"] == [each.node for each in found.sources]


def test_the_host_in_a_line_is_the_node_of_a_file_of_several(tmp_path: Path) -> None:
    """Both ends of one session in one file are one peering."""
    head = "2026-05-09T16:10:23.1+00:00"
    text = (
        f"{head} r1 bgpd[1]: %ADJCHANGE: neighbor 10.0.0.2(r2) in vrf default Down Interface down\n"
        f"{head} r2 bgpd[1]: %ADJCHANGE: neighbor 10.0.0.1(r1) in vrf default Down Peer closed the session\n"
    )
    found = answer(tmp_path, messages=text)
    assert [("r1", "r2")] == [(each.a, each.b) for incident in found.incidents for each in incident.peerings]


def test_what_one_sent_and_the_other_received_joins_ends_that_nobody_names(tmp_path: Path) -> None:
    """The same code within a moment, from both sides of one network."""
    one = (
        "2026/05/09 16:10:23.100 BGP: %NOTIFICATION: sent to neighbor 10.0.0.2 6/4 (Cease/Administrative Reset)\n"
        "2026/05/09 16:10:23.101 BGP: %ADJCHANGE: neighbor 10.0.0.2(Unknown) in vrf default Down User reset\n"
    )
    other = (
        "2026/05/09 16:10:23.102 BGP: %NOTIFICATION: received from neighbor 10.0.0.1 6/4 (Cease/Administrative Reset)\n"
        "2026/05/09 16:10:23.103 BGP: %ADJCHANGE: neighbor 10.0.0.1(Unknown) in vrf default Down BGP Notification\n"
    )
    found = answer(tmp_path, east__log=one, west__log=other)
    assert [("east", "west")] == [(each.a, each.b) for incident in found.incidents for each in incident.peerings]


def test_a_file_of_no_known_format_is_quoted_where_it_speaks_of_routers(tmp_path: Path) -> None:
    """A person sees from the line whether it should have been read; words on other matters are not shown."""
    line = "May  9 16:10:23 r1 bgpd[9]: BGP neighbor 10.0.0.1 went weird"
    (note,) = [
        each.text for each in answer(tmp_path, r1__log=f"hello\n{line}\n").notes if each.kind == "unknown_format"
    ]
    assert f"r1.log: no known log format; left alone, such as {line!r}" == note
    (note,) = [each.text for each in answer(tmp_path, r1__log="hello\n").notes if each.kind == "unknown_format"]
    assert "r1.log: no known log format; left alone" == note
