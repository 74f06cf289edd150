"""How often a request becomes what was asked: requests that ship as data, through the same gates as a user's.

Right is a lab that is the same as one that the data has (or a refusal that names what no lab can hold), or a script
with the data's values; refused is nothing written, wrong is an accepted draft that is something else.
"""

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import yaml

from agent.failure import Failure
from agent.gates.script.gate import Rules
from agent.models.api import ModelClient, ModelFailure, ModelReply
from agent.resources import resource
from agent.tasks.drafting import Outcome
from agent.tasks.script import ScriptOrder, make_script
from agent.tasks.script_frame import ScriptNode
from agent.tasks.topology import Order, make_topology
from clab.design.builder import work_out
from clab.design.intent import Intent
from clab.design.signature import signature

End = Literal["right", "refused", "wrong", "could_not_run"]
FABRIC = tuple(
    ScriptNode(name, "nokia_srlinux", f"clab-bench-{name}", platform="nokia_srl")
    for name in ("spine1", "spine2", "leaf1", "leaf2", "leaf3")
) + tuple(ScriptNode(name, "linux", f"clab-bench-{name}", platform="linux") for name in ("r1", "r2"))
"""The lab that the script requests are about."""


@dataclass(frozen=True, slots=True)
class CodegenCase:
    """One request with what is right: labs as intents, or the words of a refusal; for a script values of its intent."""

    task: Literal["topology", "script"]
    request: str
    right: tuple[Mapping[str, Any], ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """How one request ended, in how many answers of a model, seconds and tokens (prompt and answer)."""

    task: str
    request: str
    end: End
    answers: int
    seconds: float
    tokens: int
    why: str = ""


def cases() -> list[CodegenCase]:
    """The requests that ship."""
    data = yaml.safe_load((resource("templates/bench") / "codegen.yml").read_text())
    labs = [
        CodegenCase("topology", one["request"], tuple(one.get("right", ())), one.get("refused", ""))
        for one in data["topology"]
    ]
    scripts = [
        CodegenCase("script", one["request"], (one["right"],) if "right" in one else (), one.get("refused", ""))
        for one in data["script"]
    ]
    return [*labs, *scripts]


def measure(
    words: ModelClient | None,
    model: str,
    chosen: Sequence[CodegenCase],
    *,
    offline: bool = False,
    on_case: Callable[[str], None] = lambda _: None,
) -> Iterator[Result]:
    """Put each request to code and a model (to code alone without one); results as they come. Nothing that is written
    outlives the call."""
    with tempfile.TemporaryDirectory(prefix="labkeeper-codegen-") as scratch:
        for number, case in enumerate(chosen):
            on_case(case.request)
            started = time.monotonic()
            end, replies, why = _put(case, words, model, Path(scratch) / str(number), offline)
            used = [reply.usage for reply in replies]
            tokens = sum(usage.prompt_tokens + usage.answer_tokens for usage in used)
            yield Result(case.task, case.request, end, len(replies), time.monotonic() - started, tokens, why)


def _put(
    case: CodegenCase, words: ModelClient | None, model: str, folder: Path, offline: bool
) -> tuple[End, list[ModelReply], str]:
    now = datetime.now(UTC)
    try:
        if case.task == "topology":
            made = make_topology(Order(case.request, folder, "bench", offline=offline), words, model, now)
        else:
            order = ScriptOrder(case.request, FABRIC, folder / "script.py", Rules(offline=offline))
            made = make_script(order, words, model, now)
    except ModelFailure as error:
        return "could_not_run", [], error.what
    except Failure as error:
        named = bool(case.refused) and case.refused.lower() in error.what.lower()
        silent = words is not None and error.status == 4 and case.task == "topology"
        return "could_not_run" if silent else "right" if named else "refused", [], error.what
    replies = [attempt.reply for attempt in made.attempts if attempt.reply is not None]
    if made.accepted:
        same = _same_lab(case, made) if case.task == "topology" else _same_script(case, made)
        return ("right", replies, "") if same else ("wrong", replies, made.last.answer)
    verdict = made.last.verdict
    if verdict is not None and verdict.decision == "could_not_run":
        stage = next(one for one in verdict.stages if one.status == "could_not_run")
        return "could_not_run", replies, f"{stage.name}: {stage.text}"
    return "refused", replies, "; ".join(made.last.findings[:2])


def _same_lab(case: CodegenCase, made: Outcome) -> bool:
    """Whether the plan that was accepted is one of the right labs."""
    assert made.last.plan is not None
    rights = [Intent(**{**values, "name": "bench"}) for values in case.right]
    return any(signature(work_out(right), right) == signature(made.last.plan, right) for right in rights)


def _same_script(case: CodegenCase, made: Outcome) -> bool:
    """Whether the intent of the script that was accepted has the right values."""
    assert made.last.intent is not None
    said = made.last.intent.model_dump(mode="json")
    return bool(case.right) and all(said.get(key) == value for right in case.right for key, value in right.items())
