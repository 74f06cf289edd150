"""The codegen bench: its data is what code reads, and it counts what happens."""

import json
from typing import Any

import pytest

from agent.asking import ModelFailure
from agent.backends.schema_check import faults
from agent.core import script_intent
from agent.tasks.codegen_bench import Case, cases, measure
from clab.design import intent
from tests.agent.tasks.test_topology import GOOD, Lines


@pytest.mark.parametrize("case", [each for each in cases() if each.task == "topology"], ids=lambda case: case.request)
def test_the_shipped_demands_are_those_that_code_reads(case: Case) -> None:
    """Demands in the data and demands from the words are the same."""
    assert set(case.demands) == set(case.read())


def test_twenty_requests_ship() -> None:
    """As many as the table says."""
    assert len(cases()) == 20


def test_ends_are_counted_as_they_are() -> None:
    """At first try, after a repair, rejected, and no model."""
    first = cases()[0]
    wrong: Any = {**GOOD, "routers": 4, "kind": "frr"}
    lines = Lines(GOOD, wrong, GOOD, wrong, wrong, wrong, ModelFailure("unreachable", "nobody listens"))
    results = list(measure(lines, "m", [first] * 4, offline=True))
    assert ["first", "repaired", "rejected", "could_not_run"] == [each.end for each in results]
    assert [1, 2, 3, 0] == [each.answers for each in results]


def test_a_script_request_is_put_to_the_gate() -> None:
    """An answer with a handler that opens a file is refused; the repaired one is accepted."""
    plain = {
        "way": "subscribe",
        "nodes": ["spines"],
        "topics": ["bgp_session_state"],
        "paths": [],
        "commands": [],
        "mode": "on_change",
        "interval_s": 10,
        "form": "table",
        "handler": "",
    }
    handler = "def handle(node, path, value, when, state):\n    return open('/etc/passwd').read()"
    (case,) = [each for each in cases() if each.request.startswith("subscribe")]
    lines = Lines({**plain, "handler": handler}, plain)
    (result,) = measure(lines, "m", [case], offline=True)
    assert ("repaired", 2) == (result.end, result.answers)
    assert "open is not allowed" in json.dumps([each.messages[0].content for each in lines.asked])


@pytest.mark.parametrize("schema", [intent.schema(), script_intent.schema()], ids=["topology", "script"])
def test_the_schemas_are_those_that_every_engine_honours(schema: dict[str, Any]) -> None:
    """Nothing in them is ignored, refused or fatal on a real server."""
    assert [] == list(faults(schema))
