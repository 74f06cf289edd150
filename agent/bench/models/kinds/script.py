"""A request for a script in words that code does not read: a model says it again, and code reads and judges that."""

from datetime import UTC, datetime
from typing import Any

from pydantic import Field

from agent.bench.codegen import FABRIC
from agent.bench.models.kind import BenchTask, Kind, Put, Scored
from agent.config.strict import Strict
from agent.gates.script.gate import Rules
from agent.tasks.script import ScriptOrder, make_script, said_again


class Input(Strict):
    """The request, about the bench's own fabric of two spines, three leaves and two Linux routers."""

    request: str


class Expected(Strict):
    """Values that the intent of the script must have."""

    intent: dict[str, Any] = Field(min_length=1)


def _put(task: BenchTask, put: Put) -> Scored:
    order = ScriptOrder(task.input.request, FABRIC, put.scratch / "script.py", Rules(offline=put.offline))
    said = said_again(order, (), put.client, put.model, lambda _: None)
    if not said:
        return Scored(0.0, False, False, why="said again, code does not read it", ran=not put.failed())
    again = ScriptOrder(said, FABRIC, order.out, order.rules)
    intent = make_script(again, None, "", datetime.now(UTC)).last.intent
    assert intent is not None
    values = intent.model_dump(mode="json")
    other = [name for name, value in task.expected.intent.items() if values.get(name) != value]
    why = f"another script than was asked for, by {', '.join(other)}" if other else ""
    right = not other
    return Scored(float(right), right and len(put.replies()) == 1, right, {"wrong": float(bool(other))}, why)


KIND = Kind("script", "script", "background", "gNMI and CLI scripts", Input, Expected, _put)
