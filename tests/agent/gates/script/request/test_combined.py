"""Words of a request that are something else beside others."""

import pytest

from agent.gates.script.intent import ScriptIntent
from agent.gates.script.request.reader import Reading, read_request

NODES = ("spine1", "spine2", "leaf1", "leaf2", "leaf3", "leaf4", "r1", "r2")
REACHED = {"172.20.20.11": "leaf1", "172.20.20.12": "leaf2"}


def reading_of(request: str) -> Reading:
    """How a request is read in a lab whose first leaves have addresses."""
    return read_request(request, NODES, REACHED)


def read(request: str) -> ScriptIntent:
    """The intent of a request of which every word was read."""
    reading = reading_of(request)
    assert ("", ()) == (reading.refused, reading.left)
    assert reading.intent is not None
    return reading.intent


@pytest.mark.parametrize(
    ("request_", "interval", "duration"),
    [
        ("node: leaf1; data: cpu; interval: 5 s; duration: 2 min", 5, 120),
        ("cpu leaf1 every 5s 2min", 5, 120),
        ("topic: cpu node: leaf1 interval: 10s total duration: 1 hour", 10, 3600),
        ("a) cpu b) leaf1 c) repeat each minute d) stop after one hour", 60, 3600),
        ("cpu of leaf1, runs: 6, frequency: every 10 s", 10, 60),
        ("what: cpu, who: leaf1, how often: every 10 s, how long: 1 hour", 10, 3600),
    ],
)
def test_how_often_and_how_long_by_fields_and_lists(request_: str, interval: int, duration: int) -> None:
    """In any order, with a unit that touches its number."""
    intent = read(request_)
    assert (interval, duration) == (intent.interval_s, intent.duration_s)


@pytest.mark.parametrize(
    ("request_", "left"),
    [
        ("cpu leaf1 every 10s 5s", "5s"),
        ("cpu leaf1 every 5s 10min 20min", "10min"),
        ("time: 5 min; node: leaf1; data: cpu", "period"),
        ("interval: 10; node: leaf1; topic: cpu", "10"),
        ("cpu of leaf1 is normal", "normal"),
        ("bandwidth of leaf1 in kbps", "kbps"),
        ("how long were the bgp sessions of leaf1 down", "how long"),
        ("watch the interfaces of leaf1 and print how long each one was down", "how long"),
        ("bgp sessions of leaf1 down for longer than 5 min", "5 min"),
        ("are the isis adjacencies of r1 up? one answer", "one answer"),
        ("bgp neighbors of leaf1 and the prefixes each receives", "receives"),
        ("bgp of leaf1 with local port", "local port"),
        ("cpu of leaf1 with peer address", "peer address"),
        ("bgp state of 10.9.9.9", "10.9.9.9"),
    ],
)
def test_what_may_be_two_things_is_left(request_: str, left: str) -> None:
    """And never one of them by chance."""
    assert any(left in word for word in reading_of(request_).left)


@pytest.mark.parametrize(
    ("request_", "nodes", "addresses"),
    [
        ("cpu of 172.20.20.11", ("leaf1",), ()),
        ("target: 172.20.20.12; data: cpu", ("leaf2",), ()),
        ("interface state on 172.20.20.11 and 172.20.20.12", ("leaf1", "leaf2"), ()),
        ("ssh to 172.20.20.11 and show version", ("leaf1",), ()),
        ("bgp state of leaf1 with 172.20.20.12", ("leaf1",), ("172.20.20.12",)),
        ("session state of neighbor 10.1.1.1 on 172.20.20.11", ("leaf1",), ("10.1.1.1",)),
        ("leaves 1 to 3: cpu", ("leaf1", "leaf2", "leaf3"), ()),
        ("cpu of leaves 1, 2 and 4", ("leaf1", "leaf2", "leaf4"), ()),
        ("routers 1 and 2, isis adjacencies", ("r1", "r2"), ()),
    ],
)
def test_nodes_by_address_and_number(request_: str, nodes: tuple[str, ...], addresses: tuple[str, ...]) -> None:
    """An address of the lab is its node, unless it is said to be a neighbor of one."""
    intent = read(request_)
    assert (nodes, addresses) == (intent.nodes, intent.addresses)


@pytest.mark.parametrize("request_", ["bgp state on 10.9.9.9", "version from nodes 172.20.20.11 and 172.20.20.77"])
def test_an_address_of_nobody_is_no_node(request_: str) -> None:
    """The lab has no such node, and no other is asked instead."""
    assert "the lab has no" in reading_of(request_).refused


@pytest.mark.parametrize(
    "request_",
    [
        "check cpu of leaf1 and reboots the one that is above 95 %",
        "if memory above 90 restarts leaf1",
        "checks uptime and reloads leaf1",
        "watch bgp of leaf1 and changes the description of dead peers",
        "add BGP neighbor 192.0.2.9 on leaf1",
        "send a gnmi set to leaf1 and read its cpu",
        "bgp of leaf1 and then resets the counters",
    ],
)
def test_what_is_done_to_a_node_is_a_change(request_: str) -> None:
    """In the third person as in the first."""
    assert "only read" in reading_of(request_).refused


@pytest.mark.parametrize("request_", ["tell me when leaf1 reboots", "alert when any node restarts", "reboots of leaf1"])
def test_what_happens_to_a_node_is_none(request_: str) -> None:
    """It is when a node was booted."""
    assert ("uptime",) == read(request_).topics


@pytest.mark.parametrize("request_", ["cpu of leaf1 and memory of leaf2", "leaf1: bgp, leaf2: isis"])
def test_one_thing_of_one_node_and_another_of_another_are_two_scripts(request_: str) -> None:
    """No node is asked for what is asked of the other."""
    assert "two scripts" in reading_of(request_).refused


@pytest.mark.parametrize(
    ("request_", "test"),
    [
        ("ipv4 route table of leaf1, bgp routes only", ("route-type", "in", ("bgp",), 0)),
        ("static routes of leaf1", ("route-type", "in", ("static",), 0)),
        ("isis routes in the route table of leaf1", ("route-type", "in", ("isis",), 0)),
        ("since how long is each bgp peer of leaf1 up, mark less than 1 hour", ("established-s", "<", (), 3600)),
        ("bgp sessions of leaf1 younger than 10 minutes", ("established-s", "<", (), 600)),
        ("nodes with uptime below 1 hour", ("uptime-s", "<", (), 3600)),
        ("ports of leaf1 with errors in, bigger than 100", ("in-error-packets", ">", (), 100)),
        ("cpu of leaf1 bigger than 90, for spine1 too", ("instant", ">", (), 90)),
    ],
)
def test_owners_ages_and_limits(request_: str, test: tuple[object, ...]) -> None:
    """Whose routes, how long ago, and a limit before a node that is no number of nodes."""
    last = read(request_).tests[-1]
    assert test == (last.leaves[0], last.how, last.words, last.number)


@pytest.mark.parametrize(
    ("request_", "direction"),
    [
        ("ports of leaf1 with errors in, bigger than 100", "in"),
        ("packets out on leaf1 every 5s", "out"),
        ("traffic in bytes of leaf1", ""),
        ("rate in bits per second on leaf1", ""),
        ("errors in and out of leaf1", ""),
    ],
)
def test_which_way_behind_the_noun(request_: str, direction: str) -> None:
    """A unit is no way."""
    assert direction == read(request_).direction


@pytest.mark.parametrize(
    ("request_", "topics"),
    [
        ("how many prefixes we receive from each bgp neighbor on leaf1", ("bgp_prefixes",)),
        ("how many routes does leaf1 receive from each peer", ("bgp_prefixes",)),
        ("prefixes that we send to each neighbor on leaf1", ("bgp_prefixes_sent",)),
        ("the traffic of leaf1 every 5 s, the rate in bits per second", ("interface_rate",)),
        ("since when is ethernet-1/1 on leaf1 up", ("interface_state", "interface_last_change")),
        ("how long is leaf1 running", ("uptime",)),
        ("lldp on spine1 with system name, local port and remote port", ("lldp_neighbors",)),
        ("table of all interfaces of leaf1 and if they are up or down", ("interface_state",)),
        ("admin and oper of the ports of leaf1", ("interface_state", "interface_admin_state")),
    ],
)
def test_what_is_asked_by_verbs_and_units(request_: str, topics: tuple[str, ...]) -> None:
    """As people say it."""
    assert topics == read(request_).topics


@pytest.mark.parametrize(
    ("request_", "flags"),
    [
        ("is ethernet-1/1 on leaf1 up? one answer, yes or no", (True, True, False, "")),
        ("ospf neighbors of r1, full or not", (True, False, False, "")),
        ("cpu leaf1 every 5s, warn over 80%", (False, False, True, "ALERT")),
        ("poll cpu of leaf1 every 5s and warn over 80%", (False, False, False, "ALERT")),
        ("tell me which interfaces of leaf1 are down", (False, False, False, "")),
    ],
)
def test_answers_and_marks(request_: str, flags: tuple[object, ...]) -> None:
    """Yes or no, a check of each row, a mark beside all values, or only what is over."""
    intent = read(request_)
    assert flags == (intent.checked, intent.answered, intent.marked, intent.label)


@pytest.mark.parametrize(
    ("request_", "ways"),
    [
        ("arp of leaf1, show command not gnmi", (False, True)),
        ("version of leaf1 without gnmi", (False, True)),
        ("interface state of leaf1, gnmi rather than cli", (True, False)),
        ("bgp of leaf1, not by ssh", (True, False)),
    ],
)
def test_of_two_ways_one_that_is_denied_says_the_other(request_: str, ways: tuple[bool, bool]) -> None:
    """It is not asked for both."""
    reading = reading_of(request_)
    assert ("", (), ways) == (reading.refused, reading.left, (reading.gnmi, reading.cli))


def test_a_hold_time_is_of_what_is_named() -> None:
    """BGP's is not shown in the place of another's."""
    assert ("isis_adjacencies", "isis_timers") == read("isis adjacencies of r1 with hold time").topics
    assert ("bgp_timers",) == read("bgp hold time of leaf1").topics
    assert "hold time of lldp neighbors" in reading_of("lldp neighbors of leaf1 with hold time").refused


@pytest.mark.parametrize(
    "request_",
    [
        "routes to 10.0.0.0/24 learned from r2 on r1",
        "bgp session between r1 and r2 and between leaf1 and spine1",
        "bgp sessions of leaf1 with everything but the spines",
        "lldp neighbors of leaf1 that are spines",
        "ping all routers except r2 from r1",
    ],
)
def test_who_is_asked_and_who_is_the_other_end_is_not_guessed(request_: str) -> None:
    """A word of it is left."""
    assert reading_of(request_).left


@pytest.mark.parametrize(
    ("request_", "nodes", "peers", "topic"),
    [
        ("watch the bgp session between leaf1 and spine2", ("leaf1",), ("spine2",), "bgp_session_state"),
        ("bgp session of leaf1 to spine2 every 5s", ("leaf1",), ("spine2",), "bgp_session_state"),
        ("how many prefixes leaf1 gets from spine1", ("leaf1",), ("spine1",), "bgp_prefixes"),
        ("which prefixes did r2 learn via bgp from r1", ("r2",), ("r1",), "bgp_routes"),
        ("bgp sessions of leaf1 to the spines", ("leaf1",), ("spine",), "bgp_session_state"),
        ("bgp sessions on leaf1 and leaf2 to spine1", ("leaf1", "leaf2"), ("spine1",), "bgp_session_state"),
    ],
)
def test_the_neighbors_of_a_node_by_their_names(
    request_: str, nodes: tuple[str, ...], peers: tuple[str, ...], topic: str
) -> None:
    """One end is asked; the other is whom its rows must be of."""
    intent = read(request_)
    assert (nodes, peers, topic) == (intent.nodes, intent.peers, intent.topics[0])


def test_leaves_before_a_state_are_no_nodes() -> None:
    """`leaves full` happens to a neighbor."""
    intent = read("notify me when an ospf neighbor on r2 leaves full")
    assert (("r2",), "leaves") == (intent.nodes, intent.tests[0].how)
