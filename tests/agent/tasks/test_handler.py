"""The one function of a script that a model writes."""

import shutil

import pytest

from agent.bench.codegen import FABRIC
from agent.gates.script.intent import ScriptIntent
from agent.tasks.handler import block, calls, faults, results

HEAD = "def handle(node, path, value, when, state):\n"
COUNTING = HEAD + "    state[path] = state.get(path, 0) + 1\n    return f'{node} {state[path]}'"
sandboxed = pytest.mark.skipif(shutil.which("bwrap") is None, reason="needs bubblewrap")


@pytest.mark.parametrize(
    "answer",
    [
        COUNTING,
        f"Here it is:\n```python\n{COUNTING}\n```\nIt counts.",
        f"```\n{COUNTING}\n```",
        f"```python\nimport json\n\n{COUNTING}\n```",
    ],
    ids=["bare", "with words", "no language", "with an import"],
)
def test_the_function_is_read_out_of_an_answer(answer: str) -> None:
    """Whatever stands around it."""
    assert COUNTING == block(answer)


def test_a_handler_is_called_with_what_its_topic_says() -> None:
    """Values of the node's own model, changing; 64-bit counters as text, as JSON has them."""
    leaf = [node for node in FABRIC if node.name == "leaf1"]
    states = calls(ScriptIntent(way="subscribe", topics=("bgp_session_state",)), leaf)
    assert ["established", "idle"] == [call.value for call in states if "10.0.0.1" in call.what][:2]
    counters = calls(ScriptIntent(way="subscribe", topics=("interface_counters",), mode="sample"), leaf)
    assert ("1000", "4000") == tuple(
        call.value for call in counters if call.what.endswith("ethernet-1/1]/statistics/in-octets")
    )[:2]
    router = [node for node in FABRIC if node.name == "r1"]
    (typed,) = calls(ScriptIntent(way="cli", topics=("bgp_summary",)), router)
    assert "show bgp summary json" == typed.what


@sandboxed
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("    return None", "returned nothing"),
        ("    return value / 2", "fails: TypeError"),
        ("    while True:\n        pass", "fails:"),
    ],
)
def test_a_handler_that_does_not_answer_is_none(body: str, said: str) -> None:
    """It is called in the sandbox, and what it does is what counts."""
    leaf = [node for node in FABRIC if node.name == "leaf1"]
    made = calls(ScriptIntent(way="subscribe", topics=("bgp_session_state",)), leaf)
    (found,) = faults(HEAD + body, made, "subscribe")
    assert said in found


@sandboxed
def test_state_is_kept_between_the_calls() -> None:
    """The second value of a leaf is counted as its second."""
    leaf = [node for node in FABRIC if node.name == "leaf1"]
    made = calls(ScriptIntent(way="subscribe", topics=("bgp_session_state",)), leaf)
    found, error = results(COUNTING, made, "subscribe")
    assert ("", "leaf1 1", "leaf1 2") == (error, found[0], next(one for one in found[1:] if one.endswith("2")))
    assert () == faults(COUNTING, made, "subscribe")
