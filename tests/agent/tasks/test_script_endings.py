"""What drafted scripts make of the whole: one document, one row of many leaves, an end at the first, what is gone."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.gates.script.request.reader import read_request
from tests.agent.tasks.test_script_frame import PEER, PORT, bare, polled, run, script
from tests.agent.tasks.test_script_operations import OPTIONS, ports, rounds, routes

WHEN = datetime(2026, 1, 1, tzinfo=UTC)
HOST = "/system/name/host-name"


def test_a_json_file_is_one_document(tmp_path: Path) -> None:
    """By node, written anew, and with the node that did not answer."""
    names = run(script("inventory.json with the hostname of leaf1 and leaf2")[0])
    names["TO"][0] = str(tmp_path / "inventory.json")

    def ask(name: str, options: object) -> list[tuple[str, str]]:
        if name == "leaf2":
            raise TimeoutError
        return [(HOST, "one")]

    names["ask"] = ask
    for _ in range(2):
        names["head"]("json")
        names["show"](names["round_of"](OPTIONS, {})[0], "json")
    kept = json.loads((tmp_path / "inventory.json").read_text())
    assert ("one", "TimeoutError") == (kept["leaf1"]["host-name"], kept["leaf2"]["error"])


def test_rows_of_a_document_are_a_list(tmp_path: Path) -> None:
    """Where a node has many."""
    names = run(script("bgp neighbors of leaf1 into peers.json")[0])
    names["TO"][0] = str(tmp_path / "peers.json")
    names["ask"] = lambda name, options: [(PEER.format(f"10.0.0.{k}"), "established") for k in (1, 2)]
    names["head"]("json")
    names["show"](names["round_of"](OPTIONS, {})[0], "json")
    kept = json.loads((tmp_path / "peers.json").read_text())
    assert ["10.0.0.1", "10.0.0.2"] == [row["peer-address"] for row in kept]


def test_leaves_of_one_sample_are_one_row() -> None:
    """Also where one is lost: then the next sample ends it."""
    names = run(script("gnmi sample subscription of in-octets and out-octets of leaf1 every 5 s to traffic.csv")[0])
    state: dict[object, object] = {}
    path = PORT.format(1, "statistics/{}")
    came = [("in-octets", 1), ("out-octets", 2), ("in-octets", 3), ("in-octets", 4), ("out-octets", 5)]
    rows = [names["handle"]("leaf1", path.format(leaf), value, WHEN, state) for leaf, value in came]
    found = [row for row in rows if row is not None]
    assert [(1, 2), (3, None), (4, 5)] == bare(found, "in-octets", "out-octets")


def test_it_ends_at_the_first_with_its_status() -> None:
    """And what was down at the start is none."""
    text, _ = script("watch bgp session-state on leaf1, stop at the first session that goes down and exit with code 2")
    assert "# ends with: 0 2\n" in text
    names = run(text)
    state: dict[object, object] = {}
    rows = [
        names["handle"]("leaf1", PEER.format(peer), value, WHEN, state)
        for peer, value in (("10.0.0.1", "active"), ("10.0.0.2", "established"), ("10.0.0.2", "idle"))
    ]
    assert [False, False, True] == [row is not None for row in rows]


def test_an_alarm_tells_of_a_node_that_has_none() -> None:
    """A node without a neighbor is no node whose neighbors are all well."""
    request = "alert me when a bgp session on leaf1 isn't established, check every 15 s via gnmi get"
    without, well = polled(request, [[], [(PEER.format("10.0.0.1"), "established")]])
    assert ([("ALERT", "leaf1", "none")], []) == (bare(without, "alert", "node", "session-state"), well)


def test_a_check_fails_of_a_node_that_has_none() -> None:
    """So that its status is that of a session that is down."""
    request = "exit 0 if all bgp sessions on leaf1..leaf2 are established, otherwise 1"
    answers = {"leaf1": [(PEER.format("10.0.0.1"), "established")], "leaf2": []}
    (rows,) = rounds(request, answers)
    assert [("leaf1", "ok"), ("leaf2", "FAIL")] == bare(rows, "node", "check")


def test_a_route_that_comes_back_is_told_once() -> None:
    """And one that is there at the start is no news."""
    request = "tell me when 10.1.0.0/24 disappears from the routing table of leaf1 and when it is back"
    there, away = {"leaf1": routes("10.1.0.0/24")}, {"leaf1": routes("0.0.0.0/0")}
    told = rounds(request, there, there, away, away, there)
    assert [[], [], ["gone"], [], ["there"]] == [[row["check"] for row in rows] for rows in told]


def test_growth_since_the_start() -> None:
    """Not since the round before."""
    request = "interface errors of leaf1 ethernet-1/1, deltas since the script started, every 20s"
    told = rounds(request, *({"leaf1": ports("statistics/in-error-packets", [value])} for value in (5, 7, 12)))
    assert [[], [2], [7]] == [[row["in-error-packets"] for row in rows] for rows in told]


def test_the_route_of_the_management_is_no_default_route() -> None:
    """Unless its instance is named."""
    answer = [(path.replace("[name=default]", "[name=mgmt]"), value) for path, value in routes("0.0.0.0/0")]
    (rows,) = rounds("default route of leaf1", {"leaf1": answer})
    assert [("no route",)] == bare(rows, "route")


def test_credentials_have_no_default_where_that_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says which are not set."""
    monkeypatch.delenv("GNMI_PASSWORD", raising=False)
    monkeypatch.setattr("sys.argv", ["script.py"])
    names = run(script("version of leaf1, user and password must come from environment variables")[0])
    with pytest.raises(SystemExit, match="GNMI_PASSWORD"):
        names["main"]()


@pytest.mark.parametrize(
    ("request_", "nodes"),
    [
        ("bgp neighbors of leaf1 as a table", ("leaf1",)),
        ("print a line when a port of leaf1 goes down", ("leaf1",)),
        ("bgp neighbors of a and leaf1", ("a", "leaf1")),
        ("uptime on a, leaf1", ("a", "leaf1")),
    ],
)
def test_a_small_word_is_a_node_only_in_a_list(request_: str, nodes: tuple[str, ...]) -> None:
    """A lab may have a node `a`, and every request has that word."""
    reading = read_request(request_, ("a", "leaf1", "leaf2"))
    assert reading.intent is not None
    assert nodes == reading.intent.nodes
