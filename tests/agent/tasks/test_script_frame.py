"""A script's text, run with values in the place of devices."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from agent.bench.codegen import FABRIC
from agent.gates.script.request.reader import read_request
from agent.tasks.script_frame import write_script
from agent.tasks.script_nodes import FrameError, ScriptNode, by_system, chosen
from agent.tasks.script_way import placed

LAB = by_system((*FABRIC, ScriptNode("client1", "linux", "clab-bench-client1", platform="linux")))
OPTIONS = SimpleNamespace(form="json")


def script(request: str) -> tuple[str, list[str]]:
    """The script of a request, and the remarks on its nodes."""
    reading = read_request(request, [node.name for node in LAB])
    assert ("", ()) == (reading.refused, reading.left)
    intent = placed(reading, LAB, "script")
    nodes, remarks = chosen(intent, LAB)
    return write_script(intent, nodes, request), remarks


def run(text: str) -> dict[str, Any]:
    """The names of a script, which is not started."""
    names: dict[str, Any] = {"__name__": "script"}
    exec(compile(text, "script.py", "exec"), names)
    return names


def polled(request: str, answers: list[list[tuple[str, Any]]]) -> list[list[dict[str, Any]]]:
    """What a polling script makes of answers of its first target."""
    names = run(script(request)[0])
    coming: Iterator[list[tuple[str, Any]]] = iter(answers)
    names["ask"] = lambda name, options: next(coming)
    state: dict[Any, Any] = {}
    return [names["collect"](next(iter(names["TARGETS"])), OPTIONS, state) for _ in answers]


def typed(request: str, *answers: dict[str, str]) -> list[list[dict[str, Any]]]:
    """What a script of the command line makes of answers of its first node."""
    names = run(script(request)[0])
    coming = iter(answers)
    names["answers_of"] = lambda name, options: next(coming)
    state: dict[Any, Any] = {}
    return [names["collect"](next(iter(names["NODES"])), OPTIONS, state) for _ in answers]


def bare(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    """Some columns of rows."""
    return [tuple(row.get(name) for name in names) for row in rows]


PEER = "/network-instance[name=default]/protocols/bgp/neighbor[peer-address={}]/session-state"
PORT = "/interface[name=ethernet-1/{}]/{}"


def test_a_filter_keeps_the_rows_that_are_asked_for() -> None:
    """And no others."""
    answer = [(PEER.format("10.0.0.1"), "established"), (PEER.format("10.0.0.2"), "active")]
    (rows,) = polled("bgp neighbors of leaf1 that are not established, once", [answer])
    assert [("leaf1", "10.0.0.2", "active")] == bare(rows, "node", "peer-address", "session-state")


def test_two_tests_hold_of_one_row() -> None:
    """A port that is down because it is disabled is not admin up and oper down."""
    answer = [(PORT.format(k, leaf), value) for k, leaf, value in (
        (1, "oper-state", "up"), (1, "admin-state", "enable"), (2, "oper-state", "down"), (2, "admin-state", "enable"),
        (3, "oper-state", "down"), (3, "admin-state", "disable"),
    )]  # fmt: skip
    (rows,) = polled("ports of leaf1 that are admin up but oper down, once", [answer])
    assert [("ethernet-1/2",)] == bare(rows, "interface")


def test_rows_are_counted() -> None:
    """How many hold, of how many."""
    answer = [(PEER.format("10.0.0.1"), "established"), (PEER.format("10.0.0.2"), "active")]
    (rows,) = polled("how many bgp sessions of leaf1 are established", [answer])
    assert [("leaf1", 1, 2)] == bare(rows, "node", "count", "of")


def test_every_row_is_checked() -> None:
    """With its own answer."""
    answer = [(PEER.format("10.0.0.1"), "established"), (PEER.format("10.0.0.2"), "active")]
    (rows,) = polled("check that all bgp sessions of leaf1 are established", [answer])
    assert [("ok",), ("FAIL",)] == bare(rows, "check")


def test_a_rate_in_megabits() -> None:
    """A bit per second is a millionth."""
    names = run(script("stream traffic in mbps of leaf1 every 5s")[0])
    when = names["datetime"](2026, 1, 1, tzinfo=names["timezone"].utc)
    row = names["handle"]("leaf1", PORT.format(1, "traffic-rate/in-bps"), "2500000", when, {})
    assert 2.5 == row["in-mbit/s"]


def streamed(request: str, values: list[Any], path: str) -> list[Any]:
    """What a streaming script makes of the values of one path."""
    names = run(script(request)[0])
    when = names["datetime"](2026, 1, 1, tzinfo=names["timezone"].utc)
    state: dict[Any, Any] = {}
    return [names["handle"]("leaf1", path, value, when, state) for value in values]


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        ("tell me when a bgp session of leaf1 drops", [False, True, False, False, True]),
        ("tell me when a bgp session of leaf1 comes back", [False, False, False, True, False]),
        ("tell me when a bgp session of leaf1 drops or comes back", [False, True, False, True, True]),
        ("stream bgp sessions of leaf1", [True, True, True, True, True]),
        ("tell me when a bgp session of leaf1 changes", [False, True, True, True, True]),
        ("watch bgp sessions of leaf1, only those not established", [False, True, True, False, True]),
    ],
)
def test_what_happens_to_a_state(request_: str, told: list[bool]) -> None:
    """A line where it was asked for; the first value is no change."""
    values = ["established", "idle", "active", "established", None]
    assert told == [row is not None for row in streamed(request_, values, PEER.format("10.0.0.1"))]


def test_a_counter_that_rises_is_marked() -> None:
    """One that is only not zero is not."""
    path = PORT.format(1, "statistics/in-error-packets")
    rows = streamed("errors on leaf1 every 15 s, flag anything that goes up", ["7", "7", "9"], path)
    assert ["", "", "FLAG"] == [row["mark"] for row in rows]


def test_changes_are_counted_for_each_value() -> None:
    """A tally grows with the changes of its own path."""
    rows = streamed(
        "count oper-state changes of every port on leaf1", ["up", "down", "up"], PORT.format(1, "oper-state")
    )
    assert [0, 1, 2] == [row["changes"] for row in rows]


def test_a_limit_says_alert() -> None:
    """Above it, and not at it."""
    path = "/platform/control[slot=A]/cpu[index=all]/total/instant"
    rows = streamed("alert if cpu of leaf1 goes above 90%, every 5s", [89, 90, 91], path)
    assert [None, None, "ALERT"] == [row and row["alert"] for row in rows]


def test_frr_is_read_out_of_its_json() -> None:
    """Under SR Linux's names, neighbor by neighbor."""
    one = {"nbrState": "Full/DR", "ifaceName": "eth1:10.0.0.1"}
    two = {"nbrState": "Init/DROther", "ifaceName": "eth2:10.0.1.1"}
    text = json.dumps({"neighbors": {"10.255.0.2": [one], "10.255.0.3": [two]}})
    (rows,) = typed("ospf neighbors of r1 that are not full", {"show ip ospf neighbor json": text})
    assert [("10.255.0.3", "Init/DROther")] == bare(rows, "router-id", "adjacency-state")


def test_the_summary_of_frr_has_its_columns() -> None:
    """State, AS, prefixes."""
    peer = {"remoteAs": 65002, "state": "Established", "pfxRcd": 3, "pfxSnt": 4, "peerUptime": "00:01:00"}
    text = json.dumps({"ipv4Unicast": {"peers": {"10.0.0.2": peer}}})
    (rows,) = typed("bgp summary of r1", {"show bgp summary json": text})
    assert [("10.0.0.2", "Established", 65002, 3)] == bare(
        rows, "peer-address", "session-state", "peer-as", "received-routes"
    )


def test_sr_linux_is_read_out_of_its_json() -> None:
    """The leaves of several commands are one row."""
    command = "info from state network-instance * protocols bgp neighbor * {} | as json"

    def shown(**leaf: str) -> str:
        neighbor = {"peer-address": "10.0.0.1", **leaf}
        instance = {"name": "default", "protocols": {"srl_nokia-bgp:bgp": {"neighbor": [neighbor]}}}
        return json.dumps({"srl_nokia-network-instance:network-instance": [instance]})

    answers = {
        command.format("session-state"): shown(**{"session-state": "active"}),
        command.format("peer-as"): shown(**{"peer-as": "65001"}),
    }
    (rows,) = typed("bgp neighbors of leaf1 with netmiko, state and peer as", answers)
    assert [("default", "10.0.0.1", "active", "65001")] == bare(
        rows, "network-instance", "peer-address", "session-state", "peer-as"
    )


def test_text_is_shown_as_it_is() -> None:
    """Line by line, with the node."""
    (rows,) = typed("memory of r1", {"show memory": "zebra: 1\nbgpd: 2"})
    assert [("r1", "zebra: 1"), ("r1", "bgpd: 2")] == bare(rows, "node", "output")


def test_values_are_found_in_text() -> None:
    """FRR tells its version in words."""
    (rows,) = typed("hostname and version of r1", {"show version": "FRRouting 10.2 (r1) on Linux(6.1.0).\nCopyright"})
    assert [("r1", "10.2", "Linux(6.1.0)")] == bare(rows, "host-name", "version", "kernel")


def test_a_poll_tells_what_is_new() -> None:
    """Of an answer that is what it was, nothing is printed."""
    text = json.dumps({"ipv4Unicast": {"peers": {"10.0.0.2": {"remoteAs": 65002, "state": "Established"}}}})
    gone = text.replace("Established", "Idle")
    command = "show bgp summary json"
    told = typed("watch bgp sessions of r1", {command: text}, {command: text}, {command: gone})
    assert [1, 0, 1] == [len(rows) for rows in told]


def test_hosts_are_no_routers() -> None:
    """They are left out of `all routers`, which is said, and tell nothing of routers."""
    text, remarks = script("bgp state of all routers, once")
    assert "client1" not in text
    assert any("client1 is a host" in one for one in remarks)
    with pytest.raises(FrameError, match="no command of a Linux host is known for bgp session state"):
        script("bgp state of client1")


@pytest.mark.parametrize(
    ("request_", "why"),
    [
        ("lldp neighbors of r1", "no command of FRR is known for lldp neighbors"),
        ("cpu of r1 above 80 percent", "prints cpu as text"),
        ("isis of leaf1 over cli that are down", "as text"),
        ("stream bgp of leaf1 as a table", "line by line"),
        ("bgp of r1 with gnmi", "no gNMI server"),
    ],
)
def test_what_a_way_cannot_is_refused(request_: str, why: str) -> None:
    """With its reason, and never another way without a word."""
    with pytest.raises(FrameError, match=why):
        script(request_)


def test_names_of_ports_and_peers_stand_in_the_paths() -> None:
    """Nothing else is asked."""
    text, _ = script("errors of ethernet-1/1 and ethernet-1/2 on leaf1 every 5s")
    assert "'/interface[name=ethernet-1/1]/statistics/in-error-packets'" in text
    assert "[name=*]" not in text
    one, _ = script("bgp session of leaf1 with 10.0.0.1 every 5s")
    assert "neighbor[peer-address=10.0.0.1]/session-state" in one
    typed_, _ = script("bgp session of leaf1 with 10.0.0.1 over cli")
    assert "info from state network-instance * protocols bgp neighbor 10.0.0.1 session-state | as json" in typed_


def test_a_file_is_named_in_the_script() -> None:
    """Its trial prints instead."""
    text, _ = script("cpu of leaf1 every 5s into cpu.csv")
    assert "TO = ['cpu.csv']" in text
    assert "# run with: --tls skip-verify --out -" in text


def test_routes_have_their_next_hops() -> None:
    """Found by the group of each route, in its own network instance."""
    table = "/network-instance[name=default]/route-table"
    keys = "[id=0][ipv4-prefix=10.1.0.0/24][origin-network-instance=default][route-owner=bgp_mgr][route-type=bgp]"
    answer = [
        (f"{table}/ipv4-unicast/route{keys}/next-hop-group", "5"),
        (f"{table}/next-hop-group[index=5]/next-hop[id=0]/next-hop", "7"),
        (f"{table}/next-hop-group[index=5]/next-hop[id=1]/next-hop", "8"),
        (f"{table}/next-hop[index=7]/ip-address", "10.0.0.1"),
        (f"{table}/next-hop[index=8]/ip-address", "10.0.0.3"),
    ]
    (rows,) = polled("ipv4 routes of leaf1 with next hops, once", [answer])
    assert [("10.1.0.0/24", "bgp_mgr", "10.0.0.1 10.0.0.3")] == bare(rows, "ipv4-prefix", "route-owner", "next-hop")


def test_how_long_ago_it_was_is_told_and_marked() -> None:
    """Of a session that is down nothing is, and a time in nanoseconds is one too."""
    now = datetime.now(UTC)
    young, old = now - timedelta(minutes=10), now - timedelta(days=2)
    leaf = PEER.replace("session-state", "{}")
    (rows,) = polled(
        "since how long is each bgp neighbor of leaf1 established, and if less than 1 hour mark it",
        [
            [
                (leaf.format("10.0.0.1", "session-state"), "established"),
                (leaf.format("10.0.0.1", "last-established"), young.isoformat().replace("+00:00", "Z")),
                (leaf.format("10.0.0.2", "session-state"), "established"),
                (leaf.format("10.0.0.2", "last-established"), int(old.timestamp() * 1e9)),
                (leaf.format("10.0.0.3", "session-state"), "idle"),
                (leaf.format("10.0.0.3", "last-established"), young.isoformat()),
            ]
        ],
    )
    assert ["FLAG", "", ""] == [row["mark"] for row in rows]
    assert ["0:10:00", "2 days, 0:00:00", None] == [row.get("established-for") for row in rows]


def test_routes_are_picked_by_whose_they_are() -> None:
    """On SR Linux by the type of a route, whoever owns it."""
    route = (
        "/network-instance[name=default]/route-table/ipv4-unicast/route[ipv4-prefix={}][route-type={}]"
        "[route-owner={}][id=0][origin-network-instance=default]/metric"
    )
    found = [
        ("10.0.0.0/24", "srl_nokia-common:bgp", "bgp_mgr"),
        ("10.1.0.0/24", "srl_nokia-common:local", "net_inst_mgr"),
    ]
    (rows,) = polled("ipv4 route table of leaf1, bgp routes only", [[(route.format(*each), 1) for each in found]])
    assert [("10.0.0.0/24",)] == bare(rows, "ipv4-prefix")


def test_a_question_is_answered_yes_or_no() -> None:
    """In a column of the row that is asked for."""
    (rows,) = polled("is ethernet-1/3 on leaf1 up? yes or no", [[(PORT.format(3, "oper-state"), "down")]])
    assert [("down", "no")] == bare(rows, "oper-state", "check")


def test_frr_tells_how_long_a_session_has_been_up() -> None:
    """A limit is held against it, and a session that is down has no age."""
    peers = {
        "10.0.0.2": {"remoteAs": 2, "state": "Established", "peerUptime": "00:01:00", "peerUptimeMsec": 60_000},
        "10.0.0.3": {"remoteAs": 3, "state": "Established", "peerUptime": "02:00:00", "peerUptimeMsec": 7_200_000},
        "10.0.0.4": {"remoteAs": 4, "state": "Idle", "peerUptime": "never", "peerUptimeMsec": 0},
    }
    text = json.dumps({"ipv4Unicast": {"peers": peers}})
    (rows,) = typed("bgp sessions of r1 established for under five minutes", {"show bgp summary json": text})
    assert [("10.0.0.2", "0:01:00")] == bare(rows, "peer-address", "established-for")


def test_gnmi_get_by_name_is_a_get() -> None:
    """Also where samples could be subscribed to."""
    assert "client.subscribe" not in script("gnmi get of cpu on leaf1 every 10 s, json")[0]
    assert "client.subscribe" in script("cpu on leaf1 every 10 s, json")[0]
