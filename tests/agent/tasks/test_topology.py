"""A lab from a request: the classic mistakes of models end in a repair or in `rejected/`, never in the folder."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from agent.failure import Failure, UsageFailure
from agent.models.api import Lane, ModelFailure, ModelReply, ModelRequest
from agent.tasks.drafting import Outcome
from agent.tasks.topology import Order, make_topology

NOW = datetime(2026, 11, 24, 12, 0, 0, 5, tzinfo=UTC)
MODEL = "qwen2.5-coder:7b"
REQUEST = "four SR Linux routers in a flawless diamond, eBGP, one Linux client on each edge"
PLAIN = REQUEST.replace("flawless ", "")
GOOD = {
    "shape": "diamond",
    "kind": "nokia_srlinux",
    "routers": 4,
    "spines": 0,
    "leaves": 0,
    "clients": 1,
    "clients_on": "edges",
    "igp": "none",
    "bgp": "ebgp",
    "evpn": False,
}


class Lines:
    """Words from a list, one line per call; a failure is raised."""

    def __init__(self, *lines: Any) -> None:
        self.lines, self.asked = list(lines), []

    def ask(self, request: ModelRequest, lane: Lane, on_text: Any = None) -> ModelReply:
        """The next line."""
        self.asked.append(request)
        line = self.lines.pop(0)
        if isinstance(line, ModelFailure):
            raise line
        return ModelReply(line if isinstance(line, str) else json.dumps(line), request.model, "scripted")


def make(tmp_path: Path, *lines: Any, request: str = REQUEST) -> tuple[Outcome, Lines]:
    """What comes of a request when a model says these lines."""
    words = Lines(*lines)
    return make_topology(Order(request, tmp_path / "lab", "lab", offline=True), words, MODEL, NOW), words


def test_a_right_answer_is_written_at_once(tmp_path: Path) -> None:
    """Topology and configurations are there, stamped as not validated, and nothing else."""
    made, words = make(tmp_path, GOOD)
    assert (1, MODEL, True) == (len(words.asked), made.written_by, made.accepted)
    text = (tmp_path / "lab" / "lab.clab.yml").read_text()
    assert text.startswith("# not validated by containerlab")
    assert 'endpoints: ["r1:e1-1", "r2:e1-1"]' in text
    assert "autonomous-system 65003" in (tmp_path / "lab" / "configs" / "r3.cli").read_text()
    assert ["lab"] == [path.name for path in tmp_path.iterdir()]


MISTAKES = {
    "an unknown kind": ({**GOOD, "kind": "srlinuxx"}, "no kind 'srlinuxx'"),
    "another number": ({**GOOD, "shape": "ring", "routers": 5}, "the draft has 5 nodes of nokia_srlinux, not 4"),
    "another system": ({**GOOD, "kind": "frr"}, "the draft has 0 nodes of nokia_srlinux, not 4"),
    "another shape": ({**GOOD, "shape": "chain"}, "the routers of the draft are no diamond"),
    "a fence around it": (f"```json\n{json.dumps(GOOD)}\n```", "no JSON object"),
    "prose around it": (f"Here is the lab: {json.dumps(GOOD)}", "no JSON object"),
    "a fenced topology": ("```yaml\nname: lab\ntopology: {}\n```", "no JSON object"),
    "a list": ([GOOD], "no object"),
    "a key of its own": ({**GOOD, "image": "evil/image"}, "image: no such part"),
    "a link to nowhere": (
        {
            **GOOD,
            "shape": "custom",
            "routers": 0,
            "nodes": [{"name": "r1", "kind": "srl"}],
            "links": [{"a": "r1", "b": "r9"}],
        },
        "a link ends at 'r9', which is no node of the lab",
    ),
    "nothing": ("", "no JSON object"),
    "half of it": (json.dumps(GOOD)[:60], "no JSON object"),
}


@pytest.mark.parametrize(("answer", "words"), MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_is_named_to_the_model_and_mended(tmp_path: Path, answer: Any, words: str) -> None:
    """The second prompt names the finding; the mended answer is written."""
    made, lines = make(tmp_path, answer, GOOD)
    assert made.accepted
    assert (2, True) == (len(made.attempts), words in lines.asked[1].messages[0].content)
    assert not (tmp_path / "lab" / "rejected").exists()


@pytest.mark.parametrize(("answer", "words"), MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_that_stays_is_rejected(tmp_path: Path, answer: Any, words: str) -> None:
    """An answer that comes twice ends it: the draft lies in `rejected/<time>/` with its verdict, and no lab."""
    made, lines = make(tmp_path, answer, answer, answer)
    assert (False, 2) == (made.accepted, len(lines.asked))
    assert made.rejected == tmp_path / "lab" / "rejected" / "20261124T120000.000005Z"
    assert words in (made.rejected / "verdict.json").read_text()
    assert ["rejected"] == [path.name for path in (tmp_path / "lab").iterdir()]


def test_without_the_model_code_reads_what_it_understands(tmp_path: Path) -> None:
    """No model is asked where code understood every word, and the reason is told."""
    made, words = make(tmp_path, request=PLAIN)
    assert made.accepted
    assert ("labkeeper", "code understood every word of the request") == (made.written_by, made.why)
    assert words.asked == []


def test_what_no_lab_can_hold_is_refused_before_a_model_is_asked(tmp_path: Path) -> None:
    """By its name, with exit 3."""
    with pytest.raises(Failure, match="'traffic generator'") as caught:
        make(tmp_path, GOOD, request="two FRR routers with a traffic generator")
    assert caught.value.status == 3


def test_words_that_nobody_can_check_are_not_built_by_a_model(tmp_path: Path) -> None:
    """A thing with a number that code does not know ends in exit 3 and is named, whatever the model says."""
    with pytest.raises(Failure, match="not understood: '3', 'zebras'") as caught:
        make(tmp_path, GOOD, GOOD, request="two FRR routers and 3 zebras")
    assert caught.value.status == 3


def test_without_the_model_what_is_not_understood_is_not_guessed(tmp_path: Path) -> None:
    """Words that code does not know end in exit 4 and name the words."""
    with pytest.raises(Failure, match="not understood: 'hexagonal'") as caught:
        make(tmp_path, ModelFailure("unreachable", "nobody listens"), request="a hexagonal ring of three FRR routers")
    assert caught.value.status == 4
    assert not (tmp_path / "lab").exists()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A file that is there stops it before the first, and stays as it was."""
    (tmp_path / "lab").mkdir()
    (tmp_path / "lab" / "lab.clab.yml").write_text("mine")
    with pytest.raises(UsageFailure, match="is there already"):
        make(tmp_path, GOOD)
    assert {"lab.clab.yml": "mine"} == {path.name: path.read_text() for path in (tmp_path / "lab").iterdir()}


def test_words_of_a_request_cannot_break_the_file(tmp_path: Path) -> None:
    """A request with quotes and line breaks is a comment of one line."""
    request = 'four SR Linux routers in a diamond, eBGP, "one" Linux client\n on each edge'
    made, _ = make(tmp_path, GOOD, request=request)
    assert made.accepted
