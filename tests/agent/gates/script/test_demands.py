"""What a request for a script says by itself."""

import pytest

from agent.gates.script.demands import held, read_demands, refusal
from agent.gates.script.intent import ScriptIntent, understand_script, with_ranges
from agent.gates.script.slips import without_slips

NODES = ("spine1", "spine2", "leaf1", "leaf2", "r1", "r2")


@pytest.mark.parametrize(
    ("request_", "noun"),
    [
        ("subscribe to LLDP neighbors", "LLDP"),
        ("show ip ospf neighbor from all FRR routers as json", "OSPF"),
        ("print the vlan table of leaf1", "VLAN"),
        ("interface mtu of every node", "MTU"),
        ("back up the running config of r1", "running config"),
        ("ping r2 from r1", "PING"),
        ("save the BGP summary of r1 to a file", "FILE"),
        ("check that all BGP sessions are up and exit 1 otherwise", "exit 1"),
    ],
)
def test_a_noun_that_no_topic_covers_is_refused_by_its_name(request_: str, noun: str) -> None:
    """Whatever topic stands beside it."""
    assert noun in refusal(read_demands(request_, NODES))


@pytest.mark.parametrize(
    "request_",
    [
        "push MTU 9000 to all interfaces via gNMI set",
        "reboot r1",
        "disable interface ethernet-1/1 on leaf1",
        "shut down the BGP session of r1",
        "clear bgp on r1",
        "set the interface state of leaf1 to down",
    ],
)
def test_a_change_is_refused(request_: str) -> None:
    """Scripts of ours only read."""
    assert "only read" in refusal(read_demands(request_, NODES))


def test_what_the_request_says_stands_whatever_a_model_made_of_it() -> None:
    """Way, topics, interval, form, and commands that nobody asked for."""
    wrong = ScriptIntent(way="cli", nodes=("leaf1",), topics=("cpu",), commands=("show x",), interval_s=10, form="csv")
    demands = read_demands("subscribe to interface counters of leaf1 every 5 seconds over gNMI", NODES)
    right = held(wrong, demands)
    assert (right.way, right.topics, right.commands, right.mode, right.interval_s, right.form) == (
        "subscribe",
        ("interface_counters",),
        (),
        "sample",
        5,
        "table",
    )
    once = held(ScriptIntent(way="subscribe"), read_demands("get the BGP sessions once via gnmi as json"))
    assert (once.way, once.form) == ("get", "json")
    typed = held(ScriptIntent(way="subscribe"), read_demands("BGP summary of r1 with netmiko", NODES))
    assert typed.way == "cli"
    streamed = held(ScriptIntent(way="cli"), read_demands("alert when a BGP session changes", NODES))
    assert streamed.way == "subscribe"


def test_commands_in_quotes_are_what_is_typed() -> None:
    """And no topic is read out of them."""
    intent, left = understand_script("run 'show ip route' and 'show version' on r1", NODES)
    assert intent is not None
    assert (intent.way, intent.commands, intent.topics, intent.nodes, left) == (
        "cli",
        ("show ip route", "show version"),
        (),
        ("r1",),
        (),
    )


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("every 30 s", 30),
        ("each minute", 60),
        ("once every 2 hours", 7200),
        ("at a 10-second interval", 10),
        ("", None),
    ],
)
def test_how_often(text: str, seconds: int | None) -> None:
    """In every usual unit."""
    assert read_demands(f"bgp sessions of r1 {text}").interval_s == seconds


def test_counting_is_not_the_frames_own_work() -> None:
    """A word that asks for work is left for a handler."""
    _, left = understand_script("subscribe to interface oper-state and count flaps per interface", NODES)
    assert "count" in left


@pytest.mark.parametrize(
    ("request_", "why"),
    [
        ("interface counters of leaf1 every 5s into counters.csv", "file"),
        ("poll cpu on leaf1 every second for ten minutes then stop", "limited-time"),
        ("bgp state from leaf1 with gnmi and from r1 with cli, 30 sec", "two"),
        ("watch the bgp session between leaf1 and spine2", "not for the one between"),
        ("dump the whole ipv4 routing table of leaf1", "whole route table"),
        ("run tcpdump on r1", "packet capture"),
        ("stream cpu usage of core routers every 5 seconds", "'core routers'"),
        ("bgp neighbors of leaf1 with gnmi as a table", "none as a table"),
        ("has leaf1 rebooted, version", "uptime"),
    ],
)
def test_what_no_script_of_ours_does_is_refused_by_its_name(request_: str, why: str) -> None:
    """Before any model is asked, and never for another reason."""
    assert why in refusal(read_demands(request_, NODES))


def test_a_range_is_all_of_its_nodes() -> None:
    """`leaf1 to leaf2` with those between; a name that the lab lacks makes none."""
    assert with_ranges("cpu on spine1 to spine2", NODES) == "cpu on spine1 spine2"
    assert with_ranges("cpu on leaf1 to leaf9", NODES) == "cpu on leaf1 to leaf9"
    lab = tuple(f"leaf{k}" for k in range(1, 5))
    read, left = understand_script("cpu on leaf1 to leaf4 each 30 seconds", lab)
    assert (lab, ()) == (read.nodes if read else None, left)


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("once a minute", 60), ("every five minutes", 300), ("each 30s", 30), ("per minute", 60), ("gnmi sample 20s", 20)],
)
def test_how_often_in_words(words: str, seconds: int) -> None:
    """As people say it."""
    assert seconds == read_demands(f"cpu of leaf1 {words}", NODES).interval_s


def test_every_sample_or_only_what_changes() -> None:
    """An interval prints every sample, unless the request asks for changes alone."""
    plain = ScriptIntent(way="subscribe")
    assert held(plain, read_demands("cpu of leaf1 every 10 s", NODES)).every
    assert not held(plain, read_demands("cpu of leaf1 every 10 s, only print when it changes", NODES)).every


def test_slips_are_mended_and_said() -> None:
    """A word of ours or a node's name, one slip away; names of others stay."""
    text, slips = without_slips("moniter bpg sesions on spien1, leaf9", NODES)
    assert "monitor bgp sessions on spine1, leaf9" == text
    assert ("spien1", "spine1") in slips
