"""What drafted scripts take from their command line, how they fold numbers, and the forms and colours of their rows."""

import sys
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.agent.tasks.test_script_frame import PEER, PORT, bare
from tests.agent.tasks.test_script_kinds import OPTIONS, asked, names_of, text_of

CPU = "/platform/control[slot=A]/cpu[index=all]/total/instant"
PREFIXES = (
    "/network-instance[name=default]/protocols/bgp/neighbor[peer-address={}]/afi-safi[afi-safi-name=ipv4-unicast]"
    "/received-routes"
)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Starts a script with arguments on answers of leaf1; its status and what it prints."""

    def start(request: str, arguments: str, *answers: list[tuple[str, Any]]) -> tuple[int, str]:
        names = names_of(request)
        coming: Iterator[list[tuple[str, Any]]] = iter(answers)
        names["ask"] = lambda name, options: next(coming)
        monkeypatch.setattr(sys, "argv", ["script.py", *arguments.split()])
        status = names["main"]()
        return status, capsys.readouterr().out

    return start


@pytest.mark.parametrize("rounds", [1, 3])
def test_as_many_rounds_as_an_option_says(started: Any, rounds: int) -> None:
    """And no more."""
    answers = [[(CPU, value)] for value in (10, 20, 30, 40)]
    _, text = started(
        "cpu of leaf1 as csv, with --interval (default 1) and --count", f"--interval 0 --count {rounds}", *answers
    )
    assert rounds + 1 == len(text.splitlines())


def test_an_option_has_the_default_that_is_said() -> None:
    """And it is how often the script asks."""
    for seconds in (5, 15):
        names = names_of(f"cpu of leaf1 with --interval (default {seconds})")
        assert f"every {seconds} s" in names["main"].__doc__


def test_a_form_by_its_flag(started: Any) -> None:
    """Beside the form that the script has by itself."""
    answer = [(PEER.format("10.0.0.1"), "established")]
    request = "bgp neighbors of leaf1 as a table, with a --json option"
    assert started(request, "--json", answer)[1].startswith("{")
    assert not started(request, "", answer)[1].startswith("{")


@pytest.mark.parametrize(
    ("word", "column", "value"),
    [("average", "cpu-percent-avg", 20), ("min", "cpu-percent-min", 10), ("peak", "cpu-percent-max", 30)],
)
def test_numbers_of_all_rounds(started: Any, word: str, column: str, value: int) -> None:
    """Folded at the end, as is asked."""
    answers = [[(CPU, value)] for value in (10, 20, 30)]
    request = f"{word} cpu of leaf1 over 1 minute, every 10 s, with a --count flag, as csv"
    _, text = started(request, "--interval 0.001 --count 3", *answers)
    head, line = (each.split(",") for each in text.strip().splitlines())
    assert (value, "3") == (float(line[head.index(column)]), line[head.index("samples")])


def test_a_total_of_all_rows() -> None:
    """Of each node by itself."""
    answer = [(PREFIXES.format("10.0.0.1"), 3), (PREFIXES.format("10.0.0.2"), 4)]
    (rows,) = asked("total prefixes received by leaf1 from all peers", {"leaf1": answer})
    assert [(7, 2)] == bare(rows, "received-routes-sum", "rows")


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("yaml", '- node: "leaf1"\n  interface: "a<b"\n'),
        (
            "html",
            "<table>\n<tr><th>node</th><th>interface</th></tr>\n<tr><td>leaf1</td><td>a&lt;b</td></tr>\n</table>\n",
        ),
    ],
)
def test_forms(form: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With what would break them written otherwise."""
    names = names_of(f"interface state of leaf1 as {form}")
    names["show"]([{"node": "leaf1", "interface": "a<b"}], form)
    assert text == capsys.readouterr().out


def test_a_color_for_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    """And another for the rest."""
    names = names_of("interfaces of leaf1, print down in red and up in green")
    names["ask"] = lambda name, options: [
        (PORT.format(k, "oper-state"), state) for k, state in ((1, "up"), (2, "down"))
    ]
    names["show"](names["round_of"](OPTIONS, {})[0], "lines")
    lines = capsys.readouterr().out.splitlines()
    assert [True, True] == ["\x1b[32m" in lines[0], "\x1b[31m" in lines[1]]


ANSWERS: Mapping[str, str] = {
    "cpu of leaf1, warn above 80 %": "cpu of leaf1, warn above 81 %",
    "cpu of leaf1 every 5 s": "cpu of leaf1 every 50 s",
    "cpu of leaf1 every 7 s": "cpu of leaf1 every 7 minutes",
    "cpu of leaf1 every 5 s for 10 minutes": "cpu of leaf1 every 5 s for 11 minutes",
    "cpu of leaf1 above 80 % 3 times in a row, every 5 s": "cpu of leaf1 above 80 % 4 times in a row, every 5 s",
    "interface state of leaf1, retry 2 times": "interface state of leaf1, retry 3 times",
    "interface state of leaf1, timeout 3 seconds": "interface state of leaf1, timeout 4 seconds",
    "interface state of leaf1": "interface state of leaf2",
    "in octets of leaf1": "out octets of leaf1",
    "in octets of ethernet-1/1 of leaf1": "in octets of ethernet-1/2 of leaf1",
    "rx power of leaf1": "tx power of leaf1",
    "rx power of leaf1 below -10": "rx power of leaf1 below 10",
    "ping 10.0.0.1 from leaf1": "ping 10.0.0.2 from leaf1",
    "ping 10.0.0.1 from leaf1 with 3 packets": "ping 10.0.0.1 from leaf1 with 4 packets",
    "alert if leaf1 has fewer than 2 bgp neighbors": "alert if leaf1 has more than 2 bgp neighbors",
    "check that leaf1 has 2 bgp neighbors": "check that leaf1 has 3 bgp neighbors",
    "evpn routes of type 2 on r1": "evpn routes of type 5 on r1",
    "average cpu of leaf1 over 1 minute": "max cpu of leaf1 over 1 minute",
    "check that bgp of leaf1 is up, exit 2 if not": "check that bgp of leaf1 is up, exit 3 if not",
    "bgp neighbors of leaf1 that are up": "bgp neighbors of leaf1 that are not up",
    "top 3 interfaces of leaf1 by errors": "top 5 interfaces of leaf1 by errors",
    "routes to 10.0.0.0/8 on leaf1": "routes to 10.0.0.0/9 on leaf1",
    "bgp neighbors of r1 in AS 65001": "bgp neighbors of r1 in AS 65002",
    "mac address 00:c1:ab:00:00:01 on leaf1": "mac address 00:c1:ab:00:00:02 on leaf1",
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), ANSWERS.items())
def test_another_word_is_another_script(one: str, other: str) -> None:
    """A number, a node, a way, a unit: nothing of it is passed by."""
    first, second = (text_of(each).split('"""', 2)[2] for each in (one, other))  # without its title
    assert first != second
