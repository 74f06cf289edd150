"""What is done with all rows of an answer, in the words in which people ask for it."""

import pytest

from agent.gates.script.intent import ScriptIntent
from agent.gates.script.request.columns import LEAVES, NAMED
from agent.gates.script.request.operations import column, column_list
from agent.gates.script.request.reader import read_request

NODES = ("spine1", "spine2", "leaf1", "leaf2", "leaf3", "leaf4", "r1", "r2", "r3")


def read(request: str) -> ScriptIntent:
    """The intent of a request of which every word was read."""
    reading = read_request(request, NODES)
    assert ("", ()) == (reading.refused, reading.left)
    assert reading.intent is not None
    return reading.intent


@pytest.mark.parametrize(
    ("request_", "values"),
    [
        ("top 3 interfaces of leaf1 by errors", {"sorted_by": "errors", "descending": True, "first": 3}),
        ("received prefixes of leaf1, most first", {"sorted_by": "amount", "descending": True}),
        ("cpu of the leaves sorted by usage ascending", {"sorted_by": "usage", "descending": False}),
        ("version of all leaves sorted by hostname", {"by_node": True, "sorted_by": ""}),
        ("number of bgp sessions per state on spine1", {"grouped": "state", "counted": False}),
        ("how many interfaces of leaf1 are up, how many down?", {"totals": True, "counted": False}),
        ("wait until all bgp sessions of leaf1 are up, at most 60 s", {"until": True, "duration_s": 60}),
        ("poll leaf1 until every bgp session is established, timeout 2 minutes", {"until": True, "duration_s": 120}),
        ("compare the mtu of all ports between leaf1 and leaf2", {"compared": True, "differing": False}),
        ("compare versions of leaf1 and leaf2, only show differences", {"compared": True, "differing": True}),
        ("routes of r1: compare with the last run and show what is new or gone", {"saved": True, "file": "auto.json"}),
        ("interface rates of leaf1 every 3 s, clear the screen and redraw", {"redrawn": True, "form": "table"}),
        ("version of r1-r3; if one does not answer show unreachable", {"unreachable": "unreachable"}),
        ("bgp peers of leaf1: neighbor, state, nothing else", {"columns": ("neighbor", "state")}),
        ("interface state of leaf1, skip mgmt and loopbacks", {"skipped": ("mgmt", "lo", "system")}),
        ("ip addresses of leaf1, v4 and v6, loopbacks too", {"family": "", "skipped": (), "interfaces": ()}),
        ("ipv6 addresses of all interfaces of leaf1", {"family": "ipv6"}),
        ("mtu of leaf1 ethernet-1/49 and spine1 ethernet-1/1, same or not",
         {"compared": True, "pairs": (("leaf1", "ethernet-1/49"), ("spine1", "ethernet-1/1"))}),
        ("interface mtu of leaf1 as markdown to ports.md", {"form": "markdown", "file": "ports.md", "anew": True}),
    ],
)  # fmt: skip
def test_an_operation_is_read(request_: str, values: dict[str, object]) -> None:
    """Whatever it is done to."""
    intent = read(request_)
    assert values == {name: getattr(intent, name) for name in values}


@pytest.mark.parametrize(
    ("request_", "found_by", "destinations", "checked"),
    [
        ("does r2 have a default route? yes or no", "exact", ("0.0.0.0/0",), True),
        ("ipv6 default route of r1", "exact", ("::/0",), False),
        ("which next hop would r3 use for 10.20.0.5?", "longest", ("10.20.0.5",), False),
        ("routes within 10.0.0.0/8 on r1", "within", ("10.0.0.0/8",), False),
        ("check that r1 has 10.1.0.0/24 and 10.2.0.0/24", "exact", ("10.1.0.0/24", "10.2.0.0/24"), True),
    ],
)
def test_a_route_is_looked_up(request_: str, found_by: str, destinations: tuple[str, ...], checked: bool) -> None:
    """By its prefix, by an address, or in a prefix."""
    intent = read(request_)
    assert (found_by, destinations, checked) == (intent.found_by, intent.destinations, intent.checked)


@pytest.mark.parametrize(
    ("request_", "left"),
    [
        ("wait until leaf1 smiles, bgp sessions", "wait until"),
        ("cpu of leaf1, compare with the last run, every 5 s", "compare with the last run"),
        ("bgp sessions of leaf1, clear the screen and redraw", "redraw"),
        ("compare the number of bgp prefixes between leaf1 and leaf2", "number"),
        ("interface counters of leaf1, most first", "most first"),
        ("compare the version of leaf1", "compare"),
    ],
)
def test_an_operation_without_its_sense_is_left(request_: str, left: str) -> None:
    """Named, and not passed by."""
    assert any(left in word for word in read_request(request_, NODES).left)


@pytest.mark.parametrize(
    ("how", "percent", "text"),
    [("falls", True, "drops by more than 10 percent"), ("rises", False, "increases by more than 100")],
)
def test_by_how_much_a_number_moves(how: str, percent: bool, text: str) -> None:
    """In per cent of what it was, or as a number."""
    (test,) = read(f"route count of r2 every 30 s, flag it if it {text} between two polls").tests
    assert (how, percent) == (test.how, test.percent)


def test_every_column_can_be_named() -> None:
    """By one name, and has leaves."""
    assert ("neighbor", "interface", "state") == column_list("neighbour id, interface, state")
    assert ("uptime", "") == column("up time")
    assert len(NAMED) == len(LEAVES)
    assert all(LEAVES.values())


@pytest.mark.parametrize(
    ("request_", "left"),
    [
        ("cpu of leaf1, every other row", "every other row"),
        ("cpu of leaf1 from tomorrow on", "from tomorrow on"),
        ("cpu of leaf1 plus the total", "plus the total"),
        ("cpu of leaf1 every 5 s and beep", "beep"),
        ("cpu of leaf1 with a total at the end", "total at the end"),
        ("bgp sessions of leaf1 every 5 s, a summary at the end", "summary at the end"),
        ("bgp sessions of r1 sorted by how recently they flapped", "recently"),
        ("bgp sessions on r1 but not on r2", "r2"),
        ("routes on r2 whose next hop is 10.0.12.1", "10.0.12.1"),
        ("check that ethernet-1/1 on leaf1 is up and ethernet-1/2 on leaf2 is down", "up"),
        ("bgp sessions of leaf1 that are down, with the reason", "reason"),
        ("is bfd enabled on spine1?", "enabled"),
        ("warn me if the cpu of spine1 stays above 80% for one minute", "for one minute"),
        ("compare the AS numbers of r1 and r2", "AS"),
        ("10 samples of cpu of leaf1, 1s apart, 3 samples", "3 samples"),
        ("print new bgp neighbors of leaf1", "new"),
        ("interfaces whose name starts with ethernet-1/4 on leaf1", "name starts with"),
        ("show leaf1 interfaces and leaf2 bgp neighbors", "two scripts"),
        ("bgp sessions of leaf1 that use bfd", "that use bfd"),
        ("bgp sessions of leaf1 every 10 s, when one is down for more than 30s print ALERT", "30s"),
        ("uptime, version and number of bgp sessions of leaf1", "number of"),
        ("run 'show ip route summary' on r1 and print the totals", "totals"),
        ("bgp peers of leaf1: state + last state change time", "last state change time"),
        ("lldp of leaf1 in the form port -> neighbor", ""),
        ("compare the routing tables and versions of r1 and r2", "compare"),
    ],
)
def test_what_would_change_the_result_is_not_passed_by(request_: str, left: str) -> None:
    """It is left or refused by its name."""
    reading = read_request(request_, NODES)
    assert reading.refused or any(left in word for word in reading.left)


@pytest.mark.parametrize(
    ("request_", "values"),
    [
        ("count interfaces with errors per leaf", {"counted": True}),
        ("version of r1 in a loop", {"mode": "sample", "interval_s": 10, "every": True}),
        ("the time when each bgp session of r1 came up", {"aged": True}),
        ("which version runs on r1-r3? mark those that differ", {"compared": True, "tests": ()}),
        ("version and model of leaf1", {"topics": ("version", "chassis")}),
        ("r1's interfaces: ip address, state", {"topics": ("interface_addresses", "interface_state")}),
        ("interfaces with mtu 1500 on all nodes", {"topics": ("interface_mtu",)}),
        ("keep printing the number of mac addresses of leaf1", {"counted": True, "every": True}),
        ("interface rates of leaf1, one line per second", {"interval_s": 1}),
        ("which of r1 and r2 has fewer routes?", {"sorted_by": "routes", "descending": False, "first": 1}),
        ("counters of leaf1 (errors, discards) as table", {"columns": ()}),
        ("errors of leaf1 now and again after 9 s, what was added", {"grown": True, "interval_s": 9, "duration_s": 14}),
        ("lldp of leaf1, like leaf1 ethernet-1/49 -> spine1 ethernet-1/1", {"interfaces": (), "form": "lines"}),
        ("bgp sessions of r1, exit 2 if one is not up and 3 if a node cannot be reached", {"exits": 2, "away_exit": 3}),
        ("does r1 have a default route? yes or no, exit code 0/1", {"exits": 1, "answered": True}),
        ("errors of all up ports of leaf1", {"topics": ("interface_errors", "interface_state")}),
        ("nodes sorted by number of bgp sessions", {"counted": True, "sorted_by": "count"}),
        ("nodes that have no default route", {"lacking": True}),
        ("ports of leaf1, skip those that are admin down", {"topics": ("interface_state", "interface_admin_state")}),
        ("routes of r1 as CSV (prefix, protocol, next hop)", {"columns": ("prefix", "protocol", "next hop")}),
        ("bgp sessions of r1, newest first", {"sorted_by": "uptime", "descending": False}),
        ("which of r1 and r2 has the most routes?", {"sorted_by": "routes", "first": 1, "topics": ("routes",)}),
        ("alert when errors of leaf1 grow by more than 10 in a minute", {"interval_s": 60, "every": False}),
        ("interfaces of leaf1 that changed in the last 10 minutes", {"topics": ("interface_last_change",)}),
        ("check if leaf1 and leaf2 have the same number of routes, if not beep", {"compared": True, "bell": True}),
        ("check if r1 and r2 have the same number of routes", {"compared": True, "topics": ("routes",)}),
        ("lldp of all leaves sorted by node then port", {"by_node": True, "sorted_by": "interface"}),
        ("alert when memory of leaf1 rises above 70%, log to alerts.log too", {"told": True, "file": "alerts.log"}),
        ("errors per minute on leaf1", {"per_s": 60, "mode": "sample"}),
        ("which of r1 and r2 has no route to 10.255.0.3?", {"lacking": True, "found_by": "longest"}),
        ("bgp peers of leaf1 up for more than a week", {"topics": ("bgp_session_state", "bgp_last_established")}),
    ],
)  # fmt: skip
def test_more_operations(request_: str, values: dict[str, object]) -> None:
    """In other words."""
    intent = read(request_)
    assert values == {name: getattr(intent, name) for name in values}
