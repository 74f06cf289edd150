"""What a request for a script says by itself."""

import pytest

from agent.gates.script.demands import held, read_demands, refusal
from agent.gates.script.intent import ScriptIntent, understand_script

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
