"""A request for a script, read by code."""

import pytest

from agent.gates.script.intent import LeafTest, ScriptIntent
from agent.gates.script.request.reader import read_request
from agent.gates.script.slips import without_slips

NODES = ("spine1", "spine2", "leaf1", "leaf2", "leaf3", "leaf4", "r1", "r2", "client1")


def read(request: str) -> ScriptIntent:
    """The intent of a request of which every word was read."""
    reading = read_request(request, NODES)
    assert ("", ()) == (reading.refused, reading.left)
    assert reading.intent is not None
    return reading.intent


@pytest.mark.parametrize(
    ("request_", "noun"),
    [
        ("jitter from r1 to r2", "jitter"),
        ("disk of leaf1", "disk"),
        ("poll ifInOctets with snmp on spine1", "SNMP"),
        ("run tcpdump on r1", "packet capture"),
        ("accepted prefixes of leaf1", "accepted prefixes"),
        ("segment routing labels of leaf1", "segment routing"),
        ("cpu of leaf1 to grafana", "grafana"),
        ("bgp state of leaf1 over the last hour", "the past"),
    ],
)
def test_a_noun_that_no_topic_covers_is_refused_by_its_name(request_: str, noun: str) -> None:
    """Whatever topic stands beside it."""
    assert noun in read_request(request_, NODES).refused


@pytest.mark.parametrize(
    "request_",
    [
        "push MTU 9000 to all interfaces via gNMI set",
        "reboot r1",
        "disable interface ethernet-1/1 on leaf1",
        "shut down the BGP session of r1",
        "clear bgp on r1",
        "set the interface state of leaf1 to down",
        "check spine1 every 10s and shut ethernet-1/3 if it has errors",
        "bounce ethernet-1/1 on leaf1 when it goes down",
        "reset the bgp session of leaf1 every hour",
        "watch bgp on leaf1 and restart it if it drops",
        "drop all bgp sessions of leaf1",
    ],
)
def test_a_change_is_refused(request_: str) -> None:
    """Scripts of ours only read."""
    assert "only read" in read_request(request_, NODES).refused


@pytest.mark.parametrize(
    ("request_", "why"),
    [
        ("stream cpu usage of core routers every 5 seconds", "'core routers'"),
        ("interface state on leaf9 every 5s", "'leaf9'"),
    ],
)
def test_what_no_script_of_ours_does_is_refused_for_its_reason(request_: str, why: str) -> None:
    """Before any model is asked."""
    assert why in read_request(request_, NODES).refused


@pytest.mark.parametrize(
    ("request_", "left"),
    [
        ("bgp state of leaf1, reverse dns of each peer", "reverse"),
        ("cpu of leaf1 every 5s and every 10s", "every 10s"),
        ("bgp sessions of leaf1 that have been down for 5 minutes", "for 5 minutes"),
        ("interface counters of leaf1 above 100", "above"),
        ("bgp sessions of leaf1 above 100", "above"),
        ("received prefixes of leaf1 averaged", "averaged"),
        ("the 3 interfaces of leaf1", "3"),
        ("cpu of leaf1 as json and csv", "json"),
        ("cpu of leaf1 with next hops", "next hops"),
        ("cpu of leaf1 on ethernet-1/1", "ethernet-1/1"),
        ("cpu of leaf1 once every 10 s, run once", "once"),
        ("version of leaf1 that is down", "down"),
    ],
)
def test_a_word_that_nothing_was_made_of_is_left(request_: str, left: str) -> None:
    """And never passed by."""
    assert any(left in word for word in read_request(request_, NODES).left)


def test_commands_in_quotes_are_what_is_typed() -> None:
    """And no topic is read out of them."""
    intent = read("run 'show ip route' and 'show version' on r1")
    assert ("cli", ("show ip route", "show version"), (), ("r1",)) == (
        intent.way,
        intent.commands,
        intent.topics,
        intent.nodes,
    )


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("every 30 s", 30),
        ("each minute", 60),
        ("once every 2 hours", 7200),
        ("at a 10-second interval", 10),
        ("once a minute", 60),
        ("every five minutes", 300),
        ("per minute", 60),
        ("gnmi sample 20s", 20),
        ("every half minute", 30),
        ("twice a minute", 30),
        ("polled every 5s", 5),
        (", 30 sec", 30),
    ],
)
def test_how_often(text: str, seconds: int) -> None:
    """In every usual unit, as people say it."""
    intent = read(f"bgp sessions of r1 {text}")
    assert ("sample", seconds) == (intent.mode, intent.interval_s)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("every second for ten minutes then stop", 600),
        ("every 5s for 2 hours", 7200),
        ("every 10s, stop after an hour", 3600),
        ("every 10s, 6 times", 60),
        ("every 10s until i stop it", 0),
    ],
)
def test_how_long(text: str, seconds: int) -> None:
    """A time, a number of samples, or until somebody stops it."""
    assert seconds == read(f"interface state of leaf1 {text}").duration_s


@pytest.mark.parametrize(
    ("request_", "topics"),
    [
        ("lldp neighbors of leaf1", ("lldp_neighbors",)),
        ("ospf neighbors of r1", ("ospf_neighbors",)),
        ("ports of leaf1", ("interface_state",)),
        ("status of ethernet-1/1 on leaf1", ("interface_state",)),
        ("in and out errors and discards on leaf1", ("interface_errors", "interface_discards")),
        ("received prefixes per neighbor on leaf1", ("bgp_prefixes",)),
        ("bgp neighbors with peer as and state on leaf1", ("bgp_session_state", "bgp_peer_as")),
        ("how many ipv4 routes does leaf1 have", ("routes",)),
        ("the whole ipv6 routing table of leaf1", ("route_table_ipv6",)),
        ("cpu and mem of leaf1", ("cpu", "memory")),
        ("admin and oper state of leaf1's ports", ("interface_state", "interface_admin_state")),
        ("software version and uptime of leaf1", ("version", "uptime")),
        ("bgp flaps on leaf1", ("bgp_flaps",)),
        ("flaps per interface on leaf1", ("interface_flaps",)),
    ],
)
def test_what_is_asked(request_: str, topics: tuple[str, ...]) -> None:
    """The nouns of a request are its topics."""
    assert topics == read(request_).topics


STATE = ("session-state",)
CPU = ("instant",)
IDLE = LeafTest(leaves=STATE, how="not in", words=("established",))
OLD = LeafTest(leaves=("version", "software-version"), how="not in", words=("24.10.1",))
PARTIAL = LeafTest(leaves=("adjacency-state",), how="not in", words=("full",))
PORT = ("oper-state", "oper-status")


@pytest.mark.parametrize(
    ("request_", "tests"),
    [
        ("bgp neighbors of leaf1 that are not established", (IDLE,)),
        ("which bgp peers of leaf1 are down", (IDLE,)),
        ("bgp peers in idle or active on leaf1", (LeafTest(leaves=STATE, how="in", words=("idle", "active")),)),
        ("only the down interfaces of leaf1", (LeafTest(leaves=PORT, how="not in", words=("up",)),)),
        ("alert if cpu of leaf1 goes above 90%", (LeafTest(leaves=CPU, how=">", number=90),)),
        ("cpu of leaf1, only 80 percent or more", (LeafTest(leaves=CPU, how=">=", number=80),)),
        ("tell me when a bgp session of leaf1 drops", (LeafTest(leaves=STATE, how="leaves", words=("established",)),)),
        (
            "tell me when a bgp session of leaf1 drops or comes back",
            (LeafTest(leaves=STATE, how="crosses", words=("established",)),),
        ),
        ("versions of leaf1 that are not 24.10.1", (OLD,)),
        ("ospf neighbors of r1 that are not full", (PARTIAL,)),
    ],
)  # fmt: skip
def test_which_values_are_asked_for(request_: str, tests: tuple[LeafTest, ...]) -> None:
    """States, limits and what happens, as tests of the topic's own leaves."""
    assert tests == read(request_).tests


def test_states_of_two_leaves_must_both_hold() -> None:
    """`admin up but oper down` is two tests."""
    intent = read("list every port that is admin up but oper down on leaf1")
    assert {("admin-state", "in"), ("oper-state", "not in")} == {(each.leaves[0], each.how) for each in intent.tests}


def test_numbers_that_go_up_and_states_that_go_up() -> None:
    """The same words, by what the topic holds."""
    (rises,) = read("discards on leaf1 every 10s, flag anything that goes up").tests
    (becomes,) = read("tell me when a port of leaf1 goes up").tests
    assert ("rises", "becomes") == (rises.how, becomes.how)


@pytest.mark.parametrize(
    ("request_", "flags"),
    [
        ("alert if cpu of leaf1 is above 90% every 5s", ("ALERT", False, False, False, False)),
        ("errors on leaf1 every 5s, flag those above 10", ("", True, False, False, False)),
        ("check that all bgp sessions of leaf1 are established", ("", False, True, False, False)),
        ("how many bgp sessions of leaf1 are established", ("", False, False, True, False)),
        ("count oper-state changes of every port on leaf1", ("", False, False, False, True)),
        ("bgp sessions of leaf1, say GONE when one goes down", ("GONE", False, False, False, False)),
    ],
)
def test_what_is_done_with_what_holds(request_: str, flags: tuple[object, ...]) -> None:
    """A label, a mark, an answer, a count, a tally."""
    intent = read(request_)
    assert flags == (intent.label, intent.marked, intent.checked, intent.counted, intent.tallied)


@pytest.mark.parametrize(
    ("request_", "nodes", "without"),
    [
        ("cpu on leaf1 to leaf3", ("leaf1", "leaf2", "leaf3"), ()),
        ("cpu on leaf1-3", ("leaf1", "leaf2", "leaf3"), ()),
        ("cpu on leaf 1 and leaf 2", ("leaf1", "leaf2"), ()),
        ("cpu of all spines and leaves", ("spine", "leaf"), ()),
        ("cpu of all srl nodes", ("nokia_srlinux",), ()),
        ("cpu of every router except r1 and r2", ("all",), ("r1", "r2")),
        ("bgp of r1 and r2, the frr ones", ("r1", "r2"), ()),
        ("cpu of leaf1 with the node name", ("leaf1",), ()),
        ("cpu of the frr routers", ("frr",), ()),
    ],
)
def test_of_whom(request_: str, nodes: tuple[str, ...], without: tuple[str, ...]) -> None:
    """Names, ranges, roles, systems, and all but some."""
    intent = read(request_)
    assert (nodes, without) == (intent.nodes, intent.without)


def test_one_peer_and_some_ports() -> None:
    """Addresses are neighbors of BGP, names of ports are ports; each is of what the request is about."""
    assert ("10.0.0.1",) == read("bgp session of leaf1 with 10.0.0.1").addresses
    assert ("ethernet-1/1", "ethernet-1/2") == read("errors of ethernet-1/1 and e1-2 on leaf1").interfaces
    assert ("ethernet-1/1", "ethernet-1/2", "ethernet-1/3") == read("counters of ethernet-1/1-3 on leaf1").interfaces
    assert "in" == read("in-octets of leaf1 every 5s").direction


@pytest.mark.parametrize(
    ("request_", "form", "file"),
    [
        ("cpu of leaf1 every 5s into cpu.csv", "csv", "cpu.csv"),
        ("cpu of leaf1 as a table", "table", ""),
        ("cpu of leaf1 every 5s, json lines", "json", ""),
        ("cpu of leaf1 every 5s to a csv file", "csv", "auto.csv"),
        ("log bgp flaps on leaf1 to flaps.log", "lines", "flaps.log"),
    ],
)
def test_how_it_is_printed(request_: str, form: str, file: str) -> None:
    """A form, or a file whose ending says it."""
    intent = read(request_)
    assert (form, file) == (intent.form, intent.file)


def test_every_sample_or_only_what_changes() -> None:
    """An interval prints every sample, unless the request asks for changes alone."""
    assert read("cpu of leaf1 every 10 s").every
    assert not read("cpu of leaf1 every 10 s, only print when it changes").every
    assert not read("subscribe to bgp sessions of leaf1").every


def test_slips_are_mended_and_said() -> None:
    """A word of ours or a node's name, one slip away; names of others and words of our forms stay."""
    text, slips = without_slips("moniter bpg sesions on spien1, leaf9", NODES)
    assert "monitor bgp sessions on spine1, leaf9" == text
    assert ("spien1", "spine1") in slips
    assert () == without_slips("memory utilization, one shot, last established", NODES)[1]


def test_limits_of_several_topics_are_not_mixed() -> None:
    """One limit for both is read; each with its own is asked for one by one."""
    assert {80} == {test.number for test in read("check cpu and memory of spine1 every 30 s and warn above 80 %").tests}
    reading = read_request("warn when the cpu of spine1 is above 80 % or its memory above 90 %", NODES)
    assert "each" in reading.refused
