"""The codegen bench: its data is what code reads, and it counts what happens."""

import json
from collections import Counter
from typing import Any

import pytest

from agent.bench.codegen import CodegenCase, cases, measure
from agent.gates.script import intent as script_intent
from agent.models.api import ModelFailure
from agent.models.backends.schema_check import faults
from agent.tasks.lab_files import configs
from clab.design import intent_schema
from clab.design.builder import work_out
from clab.design.intent import Intent
from clab.design.lab_graph import Drafted
from clab.design.request_parser import understand
from clab.design.requirement_check import check
from clab.design.requirements import requirements
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


def test_a_script_request_is_put_to_the_gate() -> None:
    """An answer with a handler that opens a file is refused; the repaired one is accepted."""
    plain = {
        "way": "subscribe",
        "nodes": ["all"],
        "topics": ["isis_adjacencies"],
        "paths": [],
        "commands": [],
        "mode": "on_change",
        "interval_s": 10,
        "form": "table",
        "handler": "",
    }
    handler = "def handle(node, path, value, when, state):\n    return open('/etc/passwd').read()"
    (case,) = [item for item in cases() if item.request.startswith("watch")]
    down = "def handle(node, path, value, when, state):\n    return f'{node} {path}' if value == 'down' else None"
    lines = Lines({**plain, "handler": handler}, {**plain, "handler": down})
    (result,) = measure(lines, "m", [case], offline=True)
    assert ("right", 2) == (result.end, result.answers)
    assert "open is not allowed" in json.dumps([each.messages[0].content for each in lines.asked])


@pytest.mark.parametrize("schema", [intent_schema.schema(), script_intent.schema()], ids=["topology", "script"])
def test_the_schemas_are_those_that_every_engine_honours(schema: dict[str, Any]) -> None:
    """Nothing in them is ignored, refused or fatal on a real server."""
    assert [] == list(faults(schema))
