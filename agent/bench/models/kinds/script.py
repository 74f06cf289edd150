"""A request for a script with a part that code cannot read: a model writes it, the gate reads and tries what comes."""

from datetime import UTC, datetime

from pydantic import Field

from agent.bench.codegen import FABRIC
from agent.bench.models.kind import BenchTask, Kind, Put, Scored
from agent.config.strict import Strict
from agent.gates.script.gate import Rules
from agent.tasks.drafting import Attempt
from agent.tasks.script import ScriptOrder, make_script


class Input(Strict):
    """The request, about the bench's own fabric of two spines, three leaves and two Linux routers."""

    request: str


class Expected(Strict):
    """Texts that must stand in what the model wrote."""

    holds: tuple[str, ...] = Field(default=())


def _put(task: BenchTask, put: Put) -> Scored:
    order = ScriptOrder(task.input.request, FABRIC, put.scratch / "script.py", Rules(offline=put.offline))
    made = make_script(order, put.client, put.model, datetime.now(UTC))
    theirs = [attempt for attempt in made.attempts if attempt.reply is not None]
    if not theirs:
        return Scored(0.0, False, False, why=f"no model was asked: {made.why}", ran=bool(put.failed()))
    rights = [_right(task, attempt) for attempt in theirs]
    last = theirs[-1].verdict
    ran = rights[-1] or last is None or last.decision != "could_not_run"
    why = "" if rights[-1] else "; ".join(theirs[-1].findings[:2]) or "it does not hold what was asked for"
    return Scored(float(rights[-1]), rights[0], rights[-1], {}, why, ran)


def _right(task: BenchTask, attempt: Attempt) -> bool:
    """Whether the gate accepted it, and the model's own part holds what it must."""
    said = attempt.reply.text.lower() if attempt.reply is not None else ""
    accepted = attempt.verdict is not None and attempt.verdict.decision == "accepted"
    return accepted and all(text.lower() in said for text in task.expected.holds)


KIND = Kind("script", "script", "background", "gNMI and CLI scripts", Input, Expected, _put)
