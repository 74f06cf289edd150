"""Requests that the reading was developed on, by its own developers: they forecast nothing, and keep what was judged.

Each row has what code alone makes of a request, looked at by a person: a lab in short, a script's intent, or `refused`.
"""

import csv
import json
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.failure import Failure
from agent.gates.script.gate import Rules
from agent.tasks.script import ScriptOrder, make_script
from agent.tasks.topology import Order, make_topology
from tests.agent.bench.test_blind import LAB, NOW

HERE = Path(__file__).parent / "development"
REFUSED = "refused"


def rows(name: str) -> list[tuple[str, str]]:
    """The requests of a file, with what was judged."""
    with (HERE / f"{name}.tsv").open() as file:
        return [(row["request"], row["judged"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def lab_of(request: str) -> str:
    """A lab in short: routers by system, hosts, links, what runs, and what was named."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            made = make_topology(Order(request, Path(folder) / "lab", "lab", offline=True), None, "", NOW)
        except Failure:
            return REFUSED
    plan = made.last.plan
    if not made.accepted or plan is None:
        return REFUSED
    kinds = Counter(router.kind for router in plan.routers)
    sessions = sum(len(router.sessions) for router in plan.routers)
    flags = [word for word in ("evpn", "bfd", "unnumbered", "bare") if getattr(plan, word)]
    said = [f"{count} {kind}" for kind, count in sorted(kinds.items())]
    said += [f"{len({client.name for client in plan.clients})} hosts", f"{len(plan.wires)} links"]
    said += [plan.igp, plan.bgp, f"{sessions} session ends", *flags, *([plan.management] if plan.management else [])]
    details = plan.details.model_dump_json(exclude_defaults=True) if plan.details else ""
    intent = json.loads(made.last.answer)
    values = {name: intent[name] for name in ("family", "igps", "multihop", "settings") if name in intent}
    return ", ".join([*said, *([details] if details else []), *([json.dumps(values)] if values else [])])


def script_of(request: str) -> str:
    """A script's intent."""
    with tempfile.TemporaryDirectory() as folder:
        order = ScriptOrder(request, LAB, Path(folder) / "script.py", Rules(offline=True))
        try:
            made = make_script(order, None, "", datetime(2026, 1, 1, tzinfo=UTC))
        except Failure:
            return REFUSED
    if not made.accepted or made.last.intent is None:
        return REFUSED
    return json.dumps(made.last.intent.model_dump(exclude_defaults=True, mode="json"))


@pytest.mark.parametrize(("request_", "judged"), rows("topology"), ids=lambda text: text[:40])
def test_a_lab_is_the_one_that_was_judged(request_: str, judged: str) -> None:
    """Or there is none, where none was."""
    assert judged == lab_of(request_)


@pytest.mark.parametrize(("request_", "judged"), rows("script"), ids=lambda text: text[:40])
def test_a_script_is_the_one_that_was_judged(request_: str, judged: str) -> None:
    """Or there is none, where none was."""
    assert judged == script_of(request_)


TWISTS = {
    "topology": (
        "r1 only", "but not on r2", "except r2", "metric 20 on r2", "mtu 9000", "over ipv6", "in vrf red",
        "r2 is passive",
        "leaf2 without bgp", "one more router", "a ninth router hangs off r1", "full mesh except r1-r9", "r9 is ceos",
        "one uplink each", "one host on the middle router", "sessions between loopbacks of r9", "host on r9",
        "two more links", "disable ospf on r1", "priority 10", "and a fifth spine", "the rest are hosts",
        "the first link is down", "swap r1 and r2", "one host fewer", "area 7 on r1", "leave out r3",
        "half of them srl", "and vlan 10 on all of them",
        "three links each", "no link between r1 and r2", "use rip instead", "r3 in AS 65099",
    ),
    "script": (
        "only on weekends", "in red", "sorted", "except mgmt0", "averaged", "not leaf1", "for 3 samples in a row",
        "over ipv6", "since yesterday", "of type ebgp", "with more than 3 flaps", "if cpu is high", "at 10:00", "leaf9",
    ),
}  # fmt: skip
"""Words that ask for something else, whatever stands before them."""


@pytest.mark.parametrize("twist", TWISTS["topology"])
def test_a_word_more_is_no_lab_without_it(twist: str) -> None:
    """Nothing that a request says is passed by: with it, it is another lab, or none."""
    several = [one for one in rows("topology") if one[1] != REFUSED and not one[1].startswith("1 ")]
    good = several[:: 12 if len(twist) < 24 else 16]
    good = [one for one in good if not (twist.endswith("ipv6") and "family" in one[1])]
    good = [one for one in good if not (twist.endswith("without bgp") and "bgp" not in one[1])]
    assert [] == [request for request, judged in good if judged == lab_of(f"{request.rstrip('.')}, {twist}")]


@pytest.mark.parametrize("twist", TWISTS["script"])
def test_a_word_more_is_no_script_without_it(twist: str) -> None:
    """Nothing that a request says is passed by: with it, it is another script, or none."""
    good = [(request, judged) for request, judged in rows("script") if judged != REFUSED][::12]
    good = [one for one in good if not (twist.endswith("flaps") and "flapped more" in one[0])]
    good = [one for one in good if not (twist == "not leaf1" and '"nodes"' in one[1] and "leaf1" not in one[1])]
    assert [] == [request for request, judged in good if judged == script_of(f"{request.rstrip('.')}, {twist}")]
