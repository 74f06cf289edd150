"""What drafted scripts make of several nodes or of time: which has a route, how recently, a line at the end, a bell."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from agent.gates.script.fixture_answers import EOS
from agent.gates.script.request.reader import read_request
from agent.tasks.script_frame import write_script
from agent.tasks.script_nodes import ScriptNode, chosen
from agent.tasks.script_way import left_out, placed
from tests.agent.tasks.test_script_frame import PEER, bare, run, script
from tests.agent.tasks.test_script_operations import OPTIONS, ports, rounds, routes

CEOS = tuple(ScriptNode(name, "arista_ceos", f"clab-x-{name}", platform="arista_eos") for name in ("a1", "a2"))
MIXED = (
    *CEOS,
    ScriptNode("leaf1", "nokia_srlinux", "clab-x-leaf1", platform="nokia_srl"),
    ScriptNode("r1", "linux", "clab-x-r1", platform="linux"),
)


def drafted(request: str) -> tuple[str, str]:
    """The way and the text of a script for a lab of several systems."""
    reading = read_request(request, [node.name for node in MIXED])
    assert ("", ()) == (reading.refused, reading.left)
    intent = placed(reading, MIXED, "script")
    return intent.way, write_script(intent, chosen(intent, MIXED)[0], request)


@pytest.mark.parametrize(
    ("request_", "found"),
    [
        ("compare the routing tables of leaf1 and leaf2", [("10.0.0.0/24", "same"), ("10.1.0.0/24", "different"),
                                                           ("10.2.0.0/24", "different")]),
        ("compare the routing tables of leaf1 and leaf2, only show differences",
         [("10.1.0.0/24", "different"), ("10.2.0.0/24", "different")]),
        ("which prefixes does leaf1 have that leaf2 does not?", [("10.1.0.0/24", "different")]),
        ("routes on leaf2 but not on leaf1", [("10.2.0.0/24", "different")]),
    ],
)  # fmt: skip
def test_routes_of_nodes_are_held_against_each_other(request_: str, found: list[tuple[str, str]]) -> None:
    """By which node has which prefix."""
    answers = {"leaf1": routes("10.0.0.0/24", "10.1.0.0/24"), "leaf2": routes("10.0.0.0/24", "10.2.0.0/24")}
    (rows,) = rounds(request_, answers)
    assert found == bare(rows, "of", "same")


def test_what_changed_last_comes_first() -> None:
    """By seconds, and not as text."""
    now = datetime.now(UTC)
    ages = [timedelta(hours=10), timedelta(hours=9), timedelta(days=2)]
    answer = ports("last-change", [(now - age).isoformat() for age in ages])
    (rows,) = rounds("interfaces of leaf1 sorted by how recently they changed state", {"leaf1": answer})
    assert ["ethernet-1/2", "ethernet-1/1", "ethernet-1/3"] == [row["interface"] for row in rows]
    (rows,) = rounds("which interface of leaf1 changed last?", {"leaf1": answer})
    assert ["ethernet-1/2"] == [row["interface"] for row in rows]


def test_nodes_that_nothing_tells_of_are_left_out_of_a_whole_lab() -> None:
    """And named; of nodes that are named it is refused."""
    reading = read_request("uptime of all routers, youngest first", [node.name for node in MIXED])
    intent = placed(reading, MIXED, "script")
    assert ("get", ("r1",)) == (intent.way, intent.without)
    assert ("not asked, since nothing tells it there: r1",) == left_out(reading, intent)


def test_a_node_that_is_away_has_a_status_of_its_own() -> None:
    """Beside that of what is found."""
    names = run(script("bgp sessions of leaf1 that are down, exit 2 if any and 3 if a node cannot be reached")[0])

    def ask(name: str, options: object) -> list[tuple[str, str]]:
        raise TimeoutError

    names["ask"] = ask
    assert ([], 3) == names["round_of"](OPTIONS, {})


def test_routes_that_go_are_changes_too() -> None:
    """Where only what changes is printed."""
    answers = [{"r1": routes(*prefixes)} for prefixes in (("10.0.0.0/24", "10.1.0.0/24"), ("10.1.0.0/24",))]
    _, rows = rounds("every 5 s print what changes in the routing table of r1", *answers)
    assert [("10.0.0.0/24", "gone")] == bare(rows, "ipv4-prefix", "change")


def started(request: str, answer: list[tuple[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a script once, without arguments."""
    names = run(script(request)[0])
    names["ask"] = lambda name, options: answer
    monkeypatch.setattr("sys.argv", ["script.py"])
    names["main"]()


@pytest.mark.parametrize(
    ("request_", "line"),
    [
        ("bgp sessions of leaf1, a line each, a summary at the end", "summary: rows=3 established=2 not-established=1"),
        ("bgp sessions of leaf1 that are not established; end with a count", "summary: rows=1"),
        ("check that all bgp sessions of leaf1 are established, with a total at the end", "summary: rows=3 FAIL=1"),
    ],
)  # fmt: skip
def test_a_line_at_the_end_counts(
    request_: str, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All rows, and how they are."""
    states = ("established", "established", "active")
    monkeypatch.setattr("signal.signal", lambda *_: None)
    started(request_, [(PEER.format(f"10.0.0.{k}"), state) for k, state in enumerate(states)], monkeypatch)
    assert line == capsys.readouterr().out.strip().splitlines()[-1]


def test_a_bell_rings_where_a_session_drops(capsys: pytest.CaptureFixture[str]) -> None:
    """And not at the state that it finds."""
    names = run(script("watch bgp on leaf1 and beep when a session goes down")[0])
    state: dict[Any, Any] = {}
    rung = []
    for value in ("established", "active", "established"):
        row = names["handle"]("leaf1", PEER.format("10.0.0.1"), value, datetime(2026, 1, 1, tzinfo=UTC), state)
        names["show"]([row] if row else [], "lines")
        rung.append("\a" in capsys.readouterr().err)
    assert [False, True, False] == rung


@pytest.mark.parametrize(
    ("request_", "columns", "found"),
    [
        ("routing table of a1", ("ipv4-prefix", "next-hop", "out-interface"),
         [("0.0.0.0/0", "10.0.0.1", "Ethernet1"), ("10.0.0.0/30", "direct", "Ethernet1")]),
        ("mlag state of a1", ("state", "config-sanity", "inactive-ports"), [("active", "consistent", 0)]),
        ("evpn sessions of a1", ("peer-address", "session-state"), [("10.0.0.1", "Established")]),
        ("arp table of a1", ("ipv4-address", "link-layer-address"), [("10.0.0.1", "aac1.ab00.0001")]),
        ("which next hop does a1 use for 10.9.0.1?", ("destination", "next-hop"), [("10.9.0.1", "10.0.0.1")]),
        ("ospf neighbors of a1 by ssh that are full", ("router-id", "adjacency-state"), [("10.255.0.2", "full")]),
    ],
)  # fmt: skip
def test_aristas_answers_are_known_by_their_members(
    request_: str, columns: tuple[str, ...], found: list[tuple[object, ...]]
) -> None:
    """As JSON on the command line, where gNMI has not got it."""
    way, text = drafted(request_)
    names = run(text)
    names["answers_of"] = lambda name, options: {command: EOS[command] for command in names["COMMANDS"]["arista_eos"]}
    rows, _ = names["round_of"](OPTIONS, {})
    assert ("cli", found) == (way, bare(rows, *columns))


def test_each_node_is_asked_by_the_way_that_tells() -> None:
    """SR Linux by gNMI, the others by their command lines."""
    way, text = drafted("default route of every router")
    names = run(text)
    assert ("both", ["leaf1"], ["a1", "a2", "r1"]) == (way, list(names["TARGETS"]), list(names["NODES"]))
