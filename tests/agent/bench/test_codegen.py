"""The codegen bench: its data is what code reads, and it counts what happens."""

from collections import Counter
from typing import Any

import pytest

from agent.bench.codegen import CodegenCase, cases, measure
from agent.models.api import ModelFailure
from agent.models.backends.schema_check import faults
from agent.tasks.lab_files import configs
from clab.design import intent_schema
from clab.design.builder import work_out
from clab.design.check.lab_graph import Drafted
from clab.design.check.requirement_check import check
from clab.design.check.requirements import requirements
from clab.design.intent import Intent
from clab.design.meaning.request_parser import understand
from clab.design.text import topology_text
from clab.document import read
from clab.lint import Topology
from tests.agent.tasks.test_topology import Lines

LABS = [case for case in cases() if case.task == "topology"]


def test_sixty_labs_ship() -> None:
    """As many as the table says, and each with what is right."""
    assert 60 == len(LABS)
    assert all(case.right or case.refused for case in LABS)


@pytest.mark.parametrize("case", LABS, ids=lambda case: case.request)
def test_a_right_lab_is_accepted(case: CodegenCase) -> None:
    """A demand that no lab can meet would refuse every draft: each right lab keeps all that its request demands."""
    if case.refused:
        assert any(case.refused.lower() in words.lower() for words in understand(case.request).refused)
    for values in case.right:
        plan = work_out(Intent(**values))
        document, _ = read(topology_text(plan, case.request))
        assert document is not None
        demands = [one for one in requirements(case.request) if one.what != "unread"]
        found = check(demands, Drafted(Topology(document), configs(plan)))
        assert [one.message for one in found if one.severity == "error"] == []


def test_code_alone_makes_no_other_lab() -> None:
    """Of the shipped requests code alone builds at least 48 rightly, and none wrongly."""
    ends = Counter(result.end for result in measure(None, "labkeeper", LABS, offline=True))
    assert 0 == ends["wrong"]
    assert 48 <= ends["right"]


def test_ends_are_counted_as_they_are() -> None:
    """Right, another lab, nothing written, and no model."""
    request = "a flawless ring of three FRR routers"
    case = CodegenCase("topology", request, ({"shape": "ring", "kind": "frr", "routers": 3},))
    said: Any = {"shape": "ring", "kind": "frr", "routers": 3}
    other = CodegenCase("topology", request, ({"shape": "ring", "kind": "frr", "routers": 3, "igp": "ospf"},))
    lines = Lines(
        said, said, {**said, "routers": 4}, {**said, "routers": 4}, ModelFailure("unreachable", "nobody listens")
    )
    results = list(measure(lines, "m", [case, other, case, case], offline=True))
    assert ["right", "wrong", "refused", "could_not_run"] == [result.end for result in results]
    assert [1, 1, 2, 0] == [result.answers for result in results]


def test_a_script_of_words_that_code_did_not_read_is_none() -> None:
    """Whatever a model says of them: it is offered, and counts as refused."""
    case = CodegenCase("script", "a flawless bgp summary of r1 and r2", ({"way": "cli", "nodes": ["r1", "r2"]},))
    (result,) = measure(Lines("bgp summary of r1 and r2"), "m", [case], offline=True)
    assert ("refused", 0) == (result.end, result.answers), result.why


def test_code_alone_is_right_or_says_that_it_is_not_able() -> None:
    """Of the script requests that ship at least twenty, and none is another script than was asked for."""
    ends = [each.end for each in measure(None, "", [each for each in cases() if each.task == "script"], offline=True)]
    assert ends.count("right") >= 20
    assert set(ends) <= {"right", "refused"}


def test_the_schema_is_one_that_every_engine_honours() -> None:
    """Nothing in it is ignored, refused or fatal on a real server."""
    assert [] == list(faults(intent_schema.schema()))
