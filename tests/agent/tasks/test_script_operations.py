"""What drafted scripts make of all rows of a round, run with values in the place of devices."""

import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from agent.tasks.script_check import lacks
from agent.tasks.script_nodes import chosen
from tests.agent.tasks.test_script_frame import LAB, PEER, PORT, bare, run, script

OPTIONS = SimpleNamespace(form="json", node=None)
Answer = list[tuple[str, Any]]


def rounds(request: str, *answers: dict[str, Answer]) -> list[list[dict[str, Any]]]:
    """The rows of each round of a script whose nodes answer so."""
    names = run(script(request)[0])
    state: dict[Any, Any] = {}
    made = []
    for answer in answers:
        names["ask"] = names["typed"] = lambda name, options, answer=answer: answer[name]
        made.append(names["round_of"](OPTIONS, state)[0])
    return made


def ports(leaf: str, values: Sequence[object]) -> Answer:
    """A leaf of the first interfaces."""
    return [(PORT.format(number, leaf), value) for number, value in enumerate(values, 1)]


ROUTE = (
    "/network-instance[name=default]/route-table/ipv4-unicast/route[ipv4-prefix={}][route-type={}][route-owner=x][id=0]"
    "[origin-network-instance=default]/{}"
)


def routes(*prefixes: str, kind: str = "bgp") -> Answer:
    """Active routes."""
    return [(ROUTE.format(prefix, kind, "active"), True) for prefix in prefixes]


def test_most_come_first_and_only_so_many() -> None:
    """By both directions of a counter."""
    answer = ports("statistics/in-error-packets", ["1", "9", "4"]) + ports(
        "statistics/out-error-packets", ["9", "9", "0"]
    )
    (rows,) = rounds("top 2 interfaces of leaf1 by errors", {"leaf1": answer})
    assert [("ethernet-1/2",), ("ethernet-1/1",)] == bare(rows, "interface")


def test_rows_are_counted_by_a_column() -> None:
    """Each node by itself."""
    answer = routes("10.0.0.0/24", "10.1.0.0/24") + routes("10.2.0.0/24", kind="srl_nokia-common:local")
    (rows,) = rounds("number of routes per protocol on leaf1", {"leaf1": answer})
    assert [("bgp", 2), ("local", 1)] == bare(rows, "protocol", "count")


def test_good_and_bad_are_counted_together() -> None:
    """All, and both parts."""
    answer = ports("oper-state", ["up", "down", "up"])
    (rows,) = rounds("how many interfaces of leaf1 are up, how many down?", {"leaf1": answer})
    assert [(3, 2, 1)] == bare(rows, "total", "up", "down")


def test_values_of_nodes_are_held_against_each_other() -> None:
    """Row by row, and only what differs where that is asked for."""
    answers = {"leaf1": ports("mtu", [9214, 9214]), "leaf2": ports("mtu", [9214, 1500])}
    (rows,) = rounds("compare the mtu of all ports between leaf1 and leaf2, only show differences", answers)
    assert [("ethernet-1/2", 9214, 1500, "different")] == bare(rows, "of", "leaf1", "leaf2", "same")


def test_each_end_has_its_own_interface() -> None:
    """And no other interface of its node."""
    answers = {"leaf1": ports("mtu", [9214, 1]), "spine1": ports("mtu", [2, 9214])}
    (rows,) = rounds("mtu of leaf1 ethernet-1/1 and spine1 ethernet-1/2, same or not", answers)
    assert [(9214, 9214, "same")] == bare(rows, "leaf1 ethernet-1/1", "spine1 ethernet-1/2", "same")


@pytest.mark.parametrize(
    ("request_", "found"),
    [
        ("which next hop would leaf1 use for 10.20.0.5?", ["10.20.0.0/16"]),
        ("routes within 10.20.0.0/14 on leaf1", ["10.20.0.0/16", "10.20.1.0/24"]),
        ("routes to 10.20.0.0/16 on leaf1", ["10.20.0.0/16"]),
        ("default route of leaf1", ["0.0.0.0/0"]),
    ],
)
def test_routes_are_looked_up(request_: str, found: list[str]) -> None:
    """The longest that has an address, those inside a prefix, just one."""
    answer = routes("0.0.0.0/0", "10.0.0.0/8", "10.20.0.0/16", "10.20.1.0/24")
    (rows,) = rounds(request_, {"leaf1": answer})
    assert found == [row["ipv4-prefix"] for row in rows]


def test_a_route_that_is_not_there_is_said() -> None:
    """Also where a shorter one has it."""
    (rows,) = rounds("check that leaf1 has 10.1.0.0/24 and 10.2.0.0/24", {"leaf1": routes("10.0.0.0/8", "10.2.0.0/24")})
    assert [("10.1.0.0/24", "FAIL"), ("10.2.0.0/24", "PASS")] == bare(rows, "destination", "check")


def test_what_is_new_since_the_last_run(tmp_path: Path) -> None:
    """The first run keeps, the next ones tell; what is another every time is no change."""
    names = run(script("routing table of leaf1: compare with the last run and show what is new or gone")[0])
    names["TO"][0] = str(tmp_path / "kept.json")
    told = []
    for prefixes in (("10.0.0.0/24",), ("10.0.0.0/24",), ("10.1.0.0/24",)):
        names["ask"] = lambda name, options, prefixes=prefixes: routes(*prefixes)
        told.append(bare(names["round_of"](OPTIONS, {})[0], "change", "ipv4-prefix"))
    assert [[], [], [("added", "10.1.0.0/24"), ("gone", "10.0.0.0/24")]] == told


def test_a_drop_is_told_by_its_share() -> None:
    """Of what it was in the poll before."""
    request = "route count of r1 every 30 s, flag it if it drops by more than 10 percent between two polls"
    told = rounds(request, *({"r1": [("total-routes", count)]} for count in (100, 95, 80, 80)))
    assert ["", "", "FLAG", ""] == [rows[0]["mark"] for rows in told]


def test_a_part_has_the_values_of_what_it_is_part_of() -> None:
    """The prefixes of a neighbor's family stand beside the neighbor's state."""
    family = PEER.replace("session-state", "afi-safi[afi-safi-name=ipv4-unicast]/received-routes").format("10.0.0.1")
    answer = [(PEER.format("10.0.0.1"), "established"), (family, 7)]
    (rows,) = rounds("bgp session state and received prefixes of leaf1", {"leaf1": answer})
    assert [("established", 7)] == bare(rows, "session-state", "received-routes")


def test_one_table_of_two_ways() -> None:
    """Each node is asked in its own."""
    text, _ = script("one table of the bgp peers of leaf1 by gnmi and of r1 by vtysh")
    names = run(text)
    peer = {"remoteAs": 65002, "state": "Established"}
    names["ask"] = lambda name, options: [(PEER.format("10.0.0.1"), "idle")]
    names["answers_of"] = lambda name, options: {
        "show bgp summary json": json.dumps({"ipv4Unicast": {"peers": {"10.0.0.2": peer}}})
    }
    rows, _ = names["round_of"](OPTIONS, {})
    assert [("leaf1", "idle"), ("r1", "Established")] == bare(rows, "node", "session-state")


def test_a_node_that_does_not_answer_has_its_row() -> None:
    """And the others theirs."""
    names = run(script("version of r1 and r2; if one does not answer show unreachable")[0])

    def answer(name: str, options: object) -> dict[str, str]:
        if name == "r1":
            raise OSError("no route to host")
        return {"show version": "FRRouting 10.2 (r2) on Linux(6.1)."}

    names["answers_of"] = answer
    rows, failed = names["round_of"](OPTIONS, {})
    assert ([("r1", None, "unreachable"), ("r2", "10.2", None)], 1) == (bare(rows, "node", "version", "status"), failed)


@pytest.mark.parametrize(
    "request_",
    ["ospf neighbors in area 0 on r1", "number of bgp sessions per area on leaf1", "cpu of leaf1 sorted by mtu"],
)
def test_what_no_answer_has_is_no_script(request_: str) -> None:
    """It would print nothing, as if nothing were wrong."""
    from agent.gates.script.request.reader import read_request
    from agent.tasks.script_way import placed

    reading = read_request(request_, [node.name for node in LAB])
    intent = placed(reading, LAB, "script")
    assert reading.left or list(lacks(intent, chosen(intent, LAB)[0]))


def test_routes_of_others_are_left_out() -> None:
    """What is denied is denied of a route's type and of its owner."""
    answer = routes("10.0.0.0/24") + routes("10.1.0.0/24", kind="srl_nokia-common:static")
    (rows,) = rounds("the routing table of leaf1 without the bgp routes", {"leaf1": answer})
    assert ["10.1.0.0/24"] == [row["ipv4-prefix"] for row in rows]


def test_routes_of_several_owners_are_counted_apart() -> None:
    """As they are asked for."""
    answer = (
        routes("10.0.0.0/24", "10.1.0.0/24")
        + routes("10.2.0.0/24", kind="ospfv2")
        + routes("10.3.0.0/24", kind="static")
    )
    (rows,) = rounds("how many routes does leaf1 have from ospf and how many from bgp?", {"leaf1": answer})
    assert [("bgp", 2), ("ospfv2", 1)] == bare(rows, "protocol", "count")


def test_what_must_hold_is_checked() -> None:
    """`else exit 1` is no list of what holds."""
    text, _ = script("the bgp session of leaf1 with 10.0.0.1 must be established, else exit 1")
    names = run(text)
    names["ask"] = lambda name, options: [(PEER.format("10.0.0.1"), "idle")]
    rows, _ = names["round_of"](OPTIONS, {})
    assert ([("FAIL",)], True) == (bare(rows, "check"), "# ends with: 0 1" in text)


def test_frr_that_tells_no_counters_is_an_error() -> None:
    """And not a router without errors."""
    names = run(script("interface errors of r1 above 0")[0])
    text = json.dumps({"eth1": {"administrativeStatus": "up", "operationalStatus": "up"}})
    names["answers_of"] = lambda name, options: {"show interface json": text}
    assert ([], 1) == names["round_of"](OPTIONS, {})
