"""A request that code does not read whole: what a model says of it is offered where code reads that, never built."""

import shlex
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.failure import Failure
from agent.gates.script.gate import Rules
from agent.models.api import ModelFailure
from agent.tasks.prompt import prompt
from agent.tasks.script import ScriptOrder, make_script
from agent.tasks.script_nodes import ScriptNode
from agent.tasks.topology import Order, make_topology
from tests.agent.tasks.saying import MODEL, Saying, Says

NOW = datetime(2026, 12, 1, 12, 0, 0, tzinfo=UTC)
LAB = "two srl leafs and one spine plus whatnots, isis, a host on each leaf"
PLAIN_LAB = "two SR Linux leaves and one spine, IS-IS, a host on each leaf"
NODES = tuple(ScriptNode(name, "nokia_srlinux", f"clab-x-{name}", platform="nokia_srl") for name in ("r1", "r2", "r3"))
SCRIPT = "which buddies of r1 and r2 are alive"
PLAIN_SCRIPT = "the BGP neighbors of r1 and r2, only those that are established"


def lab(folder: Path, *says: Says, request: str = LAB) -> tuple[Failure, Saying]:
    """How a request for a lab ends when a model says these in turn."""
    model = Saying(lambda _, number: says[number - 1])
    with pytest.raises(Failure) as caught:
        make_topology(Order(request, folder / "lab", None, offline=True), model, MODEL, NOW)
    assert not (folder / "lab").exists()
    return caught.value, model


def script(folder: Path, *says: Says) -> Failure:
    """How a request for a script ends when a model says these in turn."""
    order = ScriptOrder(SCRIPT, NODES, folder / "script.py", Rules(offline=True))
    with pytest.raises(Failure) as caught:
        make_script(order, Saying(lambda _, number: says[number - 1]), MODEL, NOW)
    assert not order.out.exists()
    return caught.value


def test_a_lab_said_again_is_offered_as_a_command_that_builds_it(tmp_path: Path) -> None:
    """What the words were is said, too; the command's own request is read by code alone."""
    failure, model = lab(tmp_path, PLAIN_LAB)
    assert "not understood: 'whatnots'" in failure.what
    words = shlex.split(failure.hint.partition(": ")[2])
    assert words == ["labkeeper", "topology", PLAIN_LAB]
    assert len(model.asked) == 1
    made = make_topology(Order(words[2], tmp_path / "lab", None, offline=True), None, "", NOW)
    assert made.accepted


def test_a_script_said_again_is_offered_as_a_command_that_writes_it(tmp_path: Path) -> None:
    """The command's own request is read by code alone."""
    words = shlex.split(script(tmp_path, PLAIN_SCRIPT).hint.partition(": ")[2])
    assert words == ["labkeeper", "script", PLAIN_SCRIPT]
    assert make_script(
        ScriptOrder(words[2], NODES, tmp_path / "script.py", Rules(offline=True)), None, "", NOW
    ).accepted


def test_a_number_that_is_lost_or_new_goes_back_to_the_model(tmp_path: Path) -> None:
    """Also one in a name or an address; what is mended is offered."""
    asked = "a round thing of 3 frr boxes, ospf, mgmt 172.20.99.0/24"
    first = "three FRR routers in a ring, OSPF, management network 172.20.98.0/24"
    failure, model = lab(tmp_path, first, first.replace("98", "99"), request=asked)
    assert "The program: 99 is missing" in model.asked[1].messages[0].content
    assert "The program: 98 was not asked for" in model.asked[1].messages[0].content
    assert failure.hint.endswith("172.20.99.0/24'")


@pytest.mark.parametrize(
    "says",
    [
        (LAB, LAB),
        ("", ""),
        ("```\n\n```",),
        ("Sure! " * 200,),
        ("a lab with quantum routers", "a lab with 2 more quantum routers"),
        (ModelFailure("unreachable", "nobody listens"),),
        ("two FRR routers", ModelFailure("unreachable", "nobody listens")),
        ("four FRR routers in a ring; rm -rf ~", "$(reboot)"),
    ],
)
def test_what_code_does_not_read_is_not_offered(tmp_path: Path, says: tuple[Says, ...]) -> None:
    """The request ends as without a model, after two tries at most."""
    failure, model = lab(tmp_path, *says)
    assert "if this is what you mean" not in failure.hint
    assert len(model.asked) <= 2
    assert "if this is what you mean" not in script(tmp_path, *says).hint


@pytest.mark.parametrize("task", ["topology", "script"])
def test_code_reads_every_sentence_that_a_model_is_shown(tmp_path: Path, task: str) -> None:
    """And builds it: no example leads a model astray."""
    text = prompt(f"restate_{task}", request="", answer="", findings=[])
    examples = [line[2:] for line in text.splitlines() if line.startswith("- ")]
    assert len(examples) >= 8
    for number, example in enumerate(examples):
        if task == "topology":
            made = make_topology(Order(example, tmp_path / str(number), None, offline=True), None, "", NOW)
        else:
            made = make_script(
                ScriptOrder(example, NODES, tmp_path / f"s{number}.py", Rules(offline=True)), None, "", NOW
            )
        assert made.accepted, example
