"""Scripts of requests, run against the stand-in that ships: what they print is what was asked for, and no more.

Each row fails where its operation is dropped: the stand-in's answers have other rows, values and columns beside.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.gates.sandbox import attempt
from agent.gates.script.gate import Rules, trial_order
from agent.gates.script.reader import read_script
from agent.tasks.script import ScriptOrder, make_script
from tests.agent.bench.test_blind_labs_of_scripts import lab
from tests.gates.test_script_gate import needs_sandbox

HOSTS = "h1,h2: linux; r1,r2: frr; leaf1: nokia_srlinux"
ROUTERS = "r1,r2: frr; leaf1: nokia_srlinux; c1: arista_ceos"


def printed(nodes: str, request: str, folder: Path) -> tuple[list[str], int | None]:
    """The lines that the script of a request prints, without its times, and its status."""
    order = ScriptOrder(request, tuple(lab(nodes)), folder / "script.py", Rules(offline=True))
    text = make_script(order, None, "", datetime(2026, 1, 1, tzinfo=UTC)).last.files["script.py"]
    script, _ = read_script(text, lambda _: None)
    assert script is not None
    seen = attempt(trial_order(script, text, Rules(frozenset({"files"}))))
    assert "Traceback" not in seen["errors"]
    return [line for line in seen["output"].splitlines() if line.strip()], seen["code"]


@needs_sandbox
@pytest.mark.parametrize(
    ("nodes", "request_", "has", "not_", "status"),
    [
        (HOSTS, "ping h2 from h1 as csv", ("h1,h2,5,5,0,0.041,0.052,0.071,10.0.1.10",), ("r1", "h2,h2"), 0),
        (HOSTS, "traceroute h1 to h2", ("10.0.1.1 ", "10.0.1.10"), ("Neighbor",), 0),
        (HOSTS, "ping every router from r1, print a matrix ok/fail", ("from ", "r2", "leaf1", "ok"), ("FAIL", "h1"), 0),
        (HOSTS, "default gateway of all hosts as csv", ("h1,0.0.0.0/0", "10.0.1.1,eth1", "h2,"), ("10.0.1.0/24",), 0),
        (HOSTS, "ip addresses of h1 as json", ('"ip-prefix": "10.0.1.10/24"',), ("h2", "} {"), 0),
        (HOSTS, "interface errors of r1, only those with errors, csv", ("r1,eth1,2,0",), ("leaf1",), 0),
        (HOSTS, "interface errors of r1, only out errors above 0, csv", (), ("eth1",), 0),
        (ROUTERS, "bgp neighbors of r1, only those not established, csv", ("10.0.12.9,Active",), ("Established",), 0),
        (ROUTERS, "bgp neighbors of r1, exit 3 if any is down", ("10.0.12.9",), (), 3),
        (
            ROUTERS,
            "bgp routes received from 10.0.12.1 on r1 as csv, longest mask first",
            ("10.255.0.1/32,10.0.12.1", "10.1.0.0/16,10.0.12.1"),
            ("10.2.0.0/16", "10.255.0.2/32"),
            0,
        ),
        (ROUTERS, "count evpn type 2 routes of c1 per rd as csv", ("c1,10.0.0.1:10,1",), ("imet",), 0),
        (ROUTERS, "mac table of c1, only vlan 10, csv", ("aa:c1:ab:00:00:02",), (), 0),
        (ROUTERS, "mac table of c1, only vlan 20, csv", (), ("aa:c1:ab:00:00:02",), 0),
        (ROUTERS, "how many macs per vlan on c1, csv", ("c1,10,1",), ("aa:c1",), 0),
        (ROUTERS, "ospf neighbors of r1 with priority, csv", ("Full", "1,"), ("leaf1",), 0),
        (ROUTERS, "isis adjacencies of r1 with hold time, csv", ("r2", "28s"), (), 0),
        (
            ROUTERS,
            "version and hostname of r1 and r2 as one json document",
            ('"r1": {', '"version": "8.4.4"'),
            ("c1",),
            0,
        ),
        (ROUTERS, "connected routes of r1 as csv", ("10.0.11.0/30,connected",), ("static", "ebgp"), 0),
        (ROUTERS, "number of routes of r1 per protocol, csv", ("r1,connected,3",), ("10.0.11.0/30",), 0),
        (ROUTERS, "top 1 interface of r1 by mtu, csv", ("lo,65536",), ("eth1",), 0),
    ],
    ids=lambda value: value[:60] if isinstance(value, str) and " " in value else "",
)
def test_what_is_printed_is_what_was_asked_for(
    nodes: str, request_: str, has: tuple[str, ...], not_: tuple[str, ...], status: int, tmp_path: Path
) -> None:
    """Each text of `has` is in some line, none of `not_` in any."""
    lines, code = printed(nodes, request_, tmp_path)
    whole = "\n".join(lines)
    assert [] == [text for text in has if text not in whole], whole
    assert [] == [text for text in not_ if text in whole], whole
    assert status == code
