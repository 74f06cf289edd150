"""How well a model writes labs and scripts: requests that ship as data, through the same gates as a user's."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import yaml

from agent.asking import ModelReply, Words
from agent.failure import Failure
from agent.gates.script import Rules
from agent.resources import resource
from agent.tasks.script import ScriptOrder, make_script
from agent.tasks.script_frame import ScriptNode
from agent.tasks.topology import Order, make_topology
from clab.design.asked import Assertion, assertions

End = Literal["first", "repaired", "rejected", "could_not_run"]
FABRIC = tuple(
    ScriptNode(name, "nokia_srlinux", f"clab-bench-{name}", platform="nokia_srl")
    for name in ("spine1", "spine2", "leaf1", "leaf2", "leaf3")
)
"""The lab that the script requests are about."""


@dataclass(frozen=True, slots=True)
class Case:
    """One request, and the demands that its words make, as they ship."""

    task: Literal["topology", "script"]
    request: str
    demands: tuple[tuple[str, str, int], ...] = ()

    def read(self) -> tuple[tuple[str, str, int], ...]:
        """The demands as code reads them."""
        return tuple(_plain(each) for each in assertions(self.request))


@dataclass(frozen=True, slots=True)
class Result:
    """How one request ended, in how many answers, seconds and tokens (prompt and answer)."""

    task: str
    request: str
    end: End
    answers: int
    seconds: float
    tokens: int
    why: str = ""


def _plain(demand: Assertion) -> tuple[str, str, int]:
    return (demand.what, demand.subject, demand.value)


def cases() -> list[Case]:
    """The requests that ship."""
    data = yaml.safe_load((resource("templates/bench") / "codegen.yml").read_text())
    found = [
        Case("topology", each["request"], tuple((what, subject, value) for what, subject, value in each["demands"]))
        for each in data["topology"]
    ]
    return [*found, *(Case("script", each["request"]) for each in data["script"])]


def measure(
    words: Words,
    model: str,
    chosen: Sequence[Case],
    *,
    offline: bool = False,
    on_case: Callable[[str], None] = lambda _: None,
) -> Iterator[Result]:
    """Put each request to a model; results as they come. Nothing that is written outlives the call."""
    with tempfile.TemporaryDirectory(prefix="labkeeper-codegen-") as scratch:
        for number, case in enumerate(chosen):
            on_case(case.request)
            started = time.monotonic()
            end, replies, why = _put(case, words, model, Path(scratch) / str(number), offline)
            used = [each.usage for each in replies]
            tokens = sum(each.prompt_tokens + each.answer_tokens for each in used)
            yield Result(case.task, case.request, end, len(replies), time.monotonic() - started, tokens, why)


def _put(case: Case, words: Words, model: str, folder: Path, offline: bool) -> tuple[End, list[ModelReply], str]:
    """One request; a model that gives no words did not run, whatever code alone would make of the request."""
    now = datetime.now(UTC)
    try:
        if case.task == "topology":
            made = make_topology(Order(case.request, folder, "bench", offline=offline), words, model, now)
        else:
            order = ScriptOrder(case.request, FABRIC, folder / "script.py", Rules(offline=offline))
            made = make_script(order, words, model, now)
    except Failure as error:
        return "could_not_run", [], error.what
    replies = [each.reply for each in made.attempts if each.reply is not None]
    if made.why:
        return "could_not_run", replies, made.why
    if made.accepted:
        return ("first" if len(replies) == 1 else "repaired"), replies, ""
    verdict = made.last.verdict
    why = "; ".join(made.last.findings[:2])
    if verdict is not None and verdict.decision == "could_not_run":
        stage = next(each for each in verdict.stages if each.status == "could_not_run")
        return "could_not_run", replies, f"{stage.name}: {stage.text}"
    return "rejected", replies, why
