"""What drafted scripts ask and make of it: pings, files of single nodes, capabilities, counts, rounds in a row.

Each test fails where what the request says is left out of the script.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from agent.gates.script.request.reader import read_request
from agent.tasks.script_frame import write_script
from agent.tasks.script_nodes import ScriptNode, chosen
from agent.tasks.script_way import placed
from tests.agent.tasks.test_script_frame import PEER, PORT, bare, run

KINDS = {
    "leaf": ("nokia_srlinux", "nokia_srl"),
    "a": ("arista_ceos", "arista_eos"),
    "r": ("linux", "linux"),
    "h": ("linux", "linux"),
}
LAB = tuple(
    ScriptNode(name, *KINDS[name[:-1]][:1], f"clab-x-{name}", platform=KINDS[name[:-1]][1])
    for name in ("leaf1", "leaf2", "a1", "r1", "r2", "h1")
)
OPTIONS = SimpleNamespace(form="json", node=None, port=22, timeout=10)


def names_of(request: str) -> dict[str, Any]:
    """The names of the script of a request."""
    return run(text_of(request))


def text_of(request: str) -> str:
    """The script of a request."""
    reading = read_request(request, [node.name for node in LAB])
    assert ("", ()) == (reading.refused, reading.left)
    intent = placed(reading, LAB, "script")
    return write_script(intent, chosen(intent, LAB)[0], request)


def typed(request: str, *answers: Mapping[str, str]) -> list[list[dict[str, Any]]]:
    """The rows of each round of a script whose nodes all print these answers, by a part of the command."""
    names = names_of(request)
    made = []
    state: dict[Any, Any] = {}
    for answer in answers:

        def answers_of(name: str, options: Any, answer: Mapping[str, str] = answer) -> dict[str, str]:
            commands = names["COMMANDS"][names["NODES"][name][1]]
            return {command: text for command in commands for part, text in answer.items() if part in command}

        names["answers_of"] = answers_of
        made.append(names["round_of"](OPTIONS, state)[0])
    return made


def asked(request: str, *answers: Mapping[str, Any]) -> list[list[dict[str, Any]]]:
    """The same of gNMI; an answer that is an exception is raised."""
    names = names_of(request)
    made = []
    state: dict[Any, Any] = {}
    for answer in answers:

        def ask(name: str, options: Any, answer: Mapping[str, Any] = answer) -> Any:
            if isinstance(answer[name], Exception):
                raise answer[name]
            return answer[name]

        names["ask"] = ask
        made.append(names["round_of"](OPTIONS, state)[0])
    return made


PINGED = "5 packets transmitted, {} received, {}% packet loss, time 4005ms\n"
RTT = "rtt min/avg/max/mdev = 0.041/{}/0.071/0.010 ms"


def test_a_ping_is_told_by_its_numbers() -> None:
    """One row for each target; one without an answer has no time."""
    (rows,) = typed(
        "ping 10.0.0.1 and 10.0.0.2 from r1",
        {"10.0.0.1": PINGED.format(5, 0) + RTT.format("0.5"), "10.0.0.2": PINGED.format(0, 100)},
    )
    found = bare(rows, "destination", "received", "loss-percent", "rtt-avg-ms")
    assert [("10.0.0.1", "5", "0", "0.5"), ("10.0.0.2", "0", "100", None)] == found


@pytest.mark.parametrize(
    ("node", "command"),
    [
        ("r1", "ping -c 7 10.0.0.1"),
        ("h1", "ping -c 7 10.0.0.1"),
        ("a1", "ping 10.0.0.1 repeat 7"),
        ("leaf1", "ping 10.0.0.1 network-instance default -c 7"),
    ],
)
def test_each_system_pings_in_its_own_words(node: str, command: str) -> None:
    """With as many packets as are asked for."""
    assert [[command]] == list(names_of(f"ping 10.0.0.1 from {node} with 7 packets")["COMMANDS"].values())


def test_a_ping_is_typed_at_the_shell() -> None:
    """The router's own would go on for ever."""
    names = names_of("ping 10.0.0.1 from r1, 3 packets")
    sent: list[str] = []

    def send(text: str, read_timeout: float) -> str:
        sent.append(text)
        return PINGED.format(5, 0)

    session = SimpleNamespace(find_prompt=lambda: "root@r1:~#", send_command=send, paramiko_cleanup=lambda: None)
    names["ConnectHandler"] = lambda **_: session
    names["answers_of"]("r1", OPTIONS)
    assert ["ping -c 3 10.0.0.1"] == sent


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        ("from r1 ping 10.0.0.1 every 10 s and print a line when packets are lost", [[], ["20"]]),
        ("ping 10.0.0.1 from r1 every 10 s, only print loss above 30 %", [[], []]),
    ],
)
def test_a_limit_of_loss(request_: str, told: list[list[str]]) -> None:
    """As it is said."""
    rounds = typed(request_, {"ping": PINGED.format(5, 0)}, {"ping": PINGED.format(4, 20)})
    assert told == [[row["loss-percent"] for row in rows] for rows in rounds]


@pytest.mark.parametrize(("average", "told"), [("49", 0), ("51", 1)])
def test_a_limit_of_time(average: str, told: int) -> None:
    """In milliseconds."""
    (rows,) = typed(
        "alert if rtt from r1 to 10.0.0.1 is above 50 ms, ping each 30 s",
        {"ping": PINGED.format(5, 0) + RTT.format(average)},
    )
    assert told == len(rows)


CONFIG = "hostname r1\n\nrouter bgp 65001\n"


def filed(request: str, folder: Path, answer: Mapping[str, str]) -> dict[str, str]:
    """The files that a script writes."""
    names = names_of(request)
    names["TO"][0] = str(folder / names["TO"][0])
    commands = names["COMMANDS"]
    names["answers_of"] = lambda name, options: {
        command: text
        for command in commands[names["NODES"][name][1]]
        for part, text in answer.items()
        if part in command
    }
    names["filed"](names["round_of"](OPTIONS, {})[0], "lines")
    return {str(file.relative_to(folder)): file.read_text() for file in folder.rglob("*") if file.is_file()}


def test_each_node_has_a_file(tmp_path: Path) -> None:
    """With its configuration as it stands."""
    made = filed(
        "save the running config of r1 and r2, one file per node, r1.cfg and so on", tmp_path, {"running": CONFIG}
    )
    assert {"r1.cfg": CONFIG, "r2.cfg": CONFIG} == made


def test_a_file_is_called_as_is_said(tmp_path: Path) -> None:
    """After node, command and date, in its folder."""
    request = "run show version and show ip route on a1, save each output in out/<node>_<command>_<date>.txt"
    made = filed(request, tmp_path, {"version": "one", "route": "two"})
    today = f"{datetime.now().astimezone():%Y-%m-%d}"
    assert {f"out/a1_show-version_{today}.txt": "one\n", f"out/a1_show-ip-route_{today}.txt": "two\n"} == made


@pytest.mark.parametrize(
    ("request_", "counts"),
    [
        ("check that leaf1 has exactly 2 bgp sessions that are up", [(1, "FAIL"), (2, "ok")]),
        ("check that leaf1 has at least 1 bgp session that is up", [(1, "ok"), (2, "ok")]),
        ("leaf1 must have 2 bgp neighbors", [(2, "ok"), (2, "ok")]),
    ],
)
def test_a_count_is_checked(request_: str, counts: list[tuple[int, str]]) -> None:
    """Of the rows that are meant."""
    one, both = (
        [(PEER.format("10.0.0.1"), "established"), (PEER.format("10.0.0.2"), state)]
        for state in ("active", "established")
    )
    rounds = asked(request_, {"leaf1": one}, {"leaf1": both})
    assert counts == [(row["count"], row["check"]) for rows in rounds for row in rows]


def test_a_count_is_alerted_of() -> None:
    """Where it is too low, and nowhere else."""
    peers = [(PEER.format(f"10.0.0.{k}"), "established") for k in range(3)]
    rounds = asked("alert if leaf1 has fewer than 3 bgp neighbors, every 30s", {"leaf1": peers}, {"leaf1": peers[1:]})
    assert [[], [("ALERT", 2)]] == [bare(rows, "alert", "count") for rows in rounds]


def test_rounds_in_a_row() -> None:
    """A round between in which it does not hold starts anew."""
    path = "/platform/control[slot=A]/cpu[index=all]/total/instant"
    values = (90, 90, 10, 90, 90, 90, 90)
    rounds = asked(
        "cpu of leaf1 above 80% for 3 samples in a row, every 5 s", *({"leaf1": [(path, one)]} for one in values)
    )
    assert [0, 0, 0, 0, 0, 1, 1] == [len(rows) for rows in rounds]


def test_a_node_is_asked_again() -> None:
    """As often as is said, and no more."""
    for retries, rows in ((2, 1), (1, 0)):
        names = names_of(f"interface state of leaf1, retry {retries} times")
        coming = iter([OSError("away"), OSError("away"), [(PORT.format(1, "oper-state"), "up")]])

        def ask(name: str, options: Any, coming: Any = coming) -> Any:
            one = next(coming)
            if isinstance(one, Exception):
                raise one
            return one

        names["ask"], names["time"] = ask, SimpleNamespace(sleep=lambda _: None)
        assert rows == len(names["round_of"](OPTIONS, {})[0])


def test_nodes_are_asked_at_once() -> None:
    """Both wait for each other, so neither comes first."""
    names = names_of("interface state of leaf1 and leaf2, ask both in parallel")
    both = names["threading"].Barrier(2, timeout=10)

    def ask(name: str, options: Any) -> Any:
        both.wait()
        return [(PORT.format(1, "oper-state"), "up")]

    names["ask"] = ask
    assert [("leaf1",), ("leaf2",)] == bare(names["round_of"](OPTIONS, {})[0], "node")


def test_whether_nodes_answer() -> None:
    """One that does not has a row, and is no failure of the script."""
    up = [("/system/name/host-name", "leaf1")]
    names = names_of("check that leaf1 and leaf2 are reachable by gnmi")

    def ask(name: str, options: Any) -> Any:
        if name == "leaf2":
            raise OSError("away")
        return up

    names["ask"] = ask
    rows, failed = names["round_of"](OPTIONS, {})
    assert ([("leaf1", "yes", "ok"), ("leaf2", "no", "FAIL")], 0) == (bare(rows, "node", "reachable", "check"), failed)


def test_what_a_target_is_capable_of() -> None:
    """A row for each model."""
    names = names_of("gnmi capabilities of leaf1")
    able = {
        "gnmi_version": "0.10.0", "supported_encodings": ["json_ietf", "proto"],
        "supported_models": [{"name": "srl-if", "organization": "Nokia", "version": "2024-10-31"}],
    }  # fmt: skip

    class Client:
        """Answers capabilities."""

        def __enter__(self) -> Any:
            return SimpleNamespace(capabilities=lambda: able)

        def __exit__(self, *_: object) -> None: ...

    names["connect"] = lambda name, options: Client()
    rows, _ = names["round_of"](OPTIONS, {})
    assert [("srl-if", "2024-10-31", "0.10.0", "json_ietf proto")] == bare(
        rows, "model", "version", "gnmi-version", "encodings"
    )


def lsas(*ids: str) -> str:
    """A database with router LSAs."""
    some = ",".join(f'{{"lsId": "{each}", "advertisedRouter": "{each}", "lsaAge": 5}}' for each in ids)
    return (
        f'{{"routerId": "10.0.0.1", "areas": {{"0.0.0.0": {{"routerLinkStates": [{some}], "networkLinkStates": []}}}}}}'
    )


def test_databases_are_held_against_each_other() -> None:
    """By which LSAs they hold, and not by their ages."""
    names = names_of("ospf database of r1 and r2, show only differences")
    answers = {"r1": lsas("10.0.0.1", "10.0.0.2"), "r2": lsas("10.0.0.1")}
    names["answers_of"] = lambda name, options: {"show ip ospf database json": answers[name]}
    rows, _ = names["round_of"](OPTIONS, {})
    assert [("routerLinkStates 10.0.0.2 10.0.0.2", "yes", "-")] == bare(rows, "of", "r1", "r2")


def test_routes_are_counted_by_their_type() -> None:
    """As FRR and Arista write it."""
    prefixes = ("[2]:[0]:[48]:[aa:c1:ab:00:00:01]", "[3]:[0]:[32]:[10.0.0.1]", "[5]:[0]:[24]:[10.1.0.0]")
    routes = ",".join(f'"{each}": {{"prefix": "{each}", "prefixLen": 352}}' for each in prefixes)
    (rows,) = typed(
        "evpn routes of r1: how many of type 2 and 5", {"evpn": f'{{"10.0.0.1:2": {{"rd": "x", {routes}}}}}'}
    )
    assert [("2", 1), ("5", 1)] == bare(rows, "evpn type", "count")


def test_optics_are_called_after_what_they_measure() -> None:
    """And only the way that is asked for is."""
    path = "/interface[name=ethernet-1/1]/transceiver/channel[index=1]/{}/latest-value"
    answer = [(path.format("input-power"), "-12.1")]
    (rows,) = asked("rx power of ethernet-1/1 on leaf1 below -10 dBm", {"leaf1": answer})
    assert [("-12.1",)] == bare(rows, "input-power")
    assert [] == asked("rx power of ethernet-1/1 on leaf1 below -13 dBm", {"leaf1": answer})[0]
    assert not re.search("output-power", str(names_of("rx power of ethernet-1/1 on leaf1")["PATHS"]))


def test_all_is_printed_where_only_the_status_tells() -> None:
    """And what it tells of is marked."""
    answer = [(PEER.format("10.0.0.1"), "established"), (PEER.format("10.0.0.2"), "active")]
    (rows,) = asked("list the bgp neighbors of leaf1, exit 2 if any of them is not established", {"leaf1": answer})
    assert [("10.0.0.1", ""), ("10.0.0.2", "FLAG")] == bare(rows, "peer-address", "mark")


def test_the_last_lines_of_a_log() -> None:
    """As many as are asked for."""
    (rows,) = typed("last 2 lines of the log on a1", {"logging": "one\ntwo\n\nthree\n"})
    assert [("two",), ("three",)] == bare(rows, "output")


def test_a_route_that_is_missing_is_called_so() -> None:
    """By the word of the request."""
    names = names_of("check that r1 and r2 have a default route; if one has none say MISSING and return 2")
    route = '{"0.0.0.0/0": [{"prefix": "0.0.0.0/0", "protocol": "bgp", "selected": true, "nexthops": []}]}'
    names["answers_of"] = lambda name, options: {"show ip route json": route if name == "r1" else "{}"}
    rows, _ = names["round_of"](OPTIONS, {})
    assert [("r1", "there"), ("r2", "MISSING")] == bare(rows, "node", "check")


def test_a_state_more_that_is_fine() -> None:
    """It is not told of."""
    states = ("Full/-", "2-Way/DROther", "ExStart/-")
    neighbors = ", ".join(
        f'"10.0.0.{k}": [{{"nbrState": "{each}", "ifaceName": "eth1"}}]' for k, each in enumerate(states)
    )
    request = "ospf neighbors of r1 that are not full (2-Way on a broadcast link is fine so leave those out)"
    (rows,) = typed(request, {"neighbor": f'{{"neighbors": {{{neighbors}}}}}'})
    assert [("10.0.0.2",)] == bare(rows, "router-id")


def test_the_first_value_is_printed_too() -> None:
    """Then only another one, with the old."""
    request = "number of ipv4 routes on r1 (not r2) every 30 s, print only when it changes, with old and new value"
    answers = [{"route": f'{{"routesTotal": {count}}}'} for count in (5, 5, 6)]
    assert [0, 0, 1] == [len(rows) for rows in typed(request, *answers)]
    rounds = typed(f"{request}. First value always printed.", *answers)
    assert [[(5, "")], [], [(6, "5")]] == [bare(rows, "total-routes", "was") for rows in rounds]


def test_roles_are_those_of_the_names() -> None:
    """Of the lab, and of nothing else."""
    names = ("edge1", "edge2", "rr1", "r1")
    for words, meant in (("the edge routers", ("edge1", "edge2")), ("the route reflectors", ("rr1",))):
        reading = read_request(f"bgp neighbors of {words}", names)
        assert reading.intent is not None
        assert (meant, ()) == (reading.intent.nodes, reading.left)
    assert "border" in read_request("bgp neighbors of the border routers", names).refused


def test_a_state_is_told_with_whose_it_is() -> None:
    """Where the key is only a number."""
    names = names_of("stream bfd session changes from leaf1 over gnmi, on change, print time, peer and the new state")
    path = "/bfd/network-instance[name=default]/peer[local-discriminator=7]/{}"
    when = names["datetime"](2026, 1, 1, tzinfo=names["timezone"].utc)
    values = (
        ("remote-address", "10.0.0.2"),
        ("session-state", "up"),
        ("session-state", "up"),
        ("session-state", "down"),
    )
    state: dict[Any, Any] = {}
    rows = [names["handle"]("leaf1", path.format(leaf), value, when, state) for leaf, value in values]
    assert [False, True, False, True] == [row is not None for row in rows]
    assert [("10.0.0.2", "down", "up")] == bare(rows[-1:], "remote-address", "session-state", "was")
