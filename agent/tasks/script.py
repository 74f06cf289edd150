"""A request for a script becomes a file that a gate has accepted, and has tried.

The model says what the script shall do, and where the frame's own handler is not enough writes one function. Code
writes the script, and the gate tries it in a sandbox. What the gate finds goes back to the model, twice at most.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import ValidationError

from agent.asking import Message, ModelFailure, ModelReply, ModelRequest, Words
from agent.core.script_intent import ScriptIntent, schema, understand_script
from agent.failure import Failure
from agent.gates.script import Rules, judge
from agent.gates.verdict import Verdict
from agent.resources import resource
from agent.tasks.placing import keep_rejected, place, workshop, write_files
from agent.tasks.script_frame import FrameError, ScriptNode, chosen, write_script
from clab.topics import BY_NAME

REPAIRS = 2
NUM_PREDICT = 1_200


@dataclass(frozen=True, slots=True)
class ScriptOrder:
    """What to write: the request, the lab's nodes, the file, and the gate's rules."""

    request: str
    nodes: Sequence[ScriptNode]
    out: Path
    rules: Rules = field(default_factory=Rules)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer and what became of it."""

    answer: str
    findings: tuple[str, ...]
    text: str = ""
    verdict: Verdict | None = None
    reply: ModelReply | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """How it ended. `written_by` is a model's name or `labkeeper`; `why` says why no model took part."""

    request: str
    attempts: tuple[Attempt, ...]
    written_by: str
    why: str = ""
    file: Path | None = None
    rejected: Path | None = None

    @property
    def verdict(self) -> Verdict | None:
        """The last verdict."""
        return self.attempts[-1].verdict if self.attempts else None


def make_script(
    order: ScriptOrder,
    words: Words | None,
    model: str,
    now: datetime,
    on_stage: Callable[[str], None] = lambda _: None,
) -> Written:
    """Write the script that was asked for, or say why not.

    Raises:
        Failure: no model, and code alone does not understand the request; or the file cannot be written.
    """
    attempts: list[Attempt] = []
    why = "no model was asked for" if words is None else ""
    if words is not None:
        try:
            return _with_model(order, words, model, now, on_stage, attempts)
        except ModelFailure as error:
            why = f"{model}: {error.what}"
            on_stage(f"no words from {model}; reading the request by code")
    intent, left = understand_script(order.request, tuple(each.name for each in order.nodes))
    if intent is None or left:
        what = f"not understood: {', '.join(map(repr, left))}" if left else "no topic of ours is named"
        hint = f"topics: {', '.join(sorted(BY_NAME)).replace('_', ' ')}; or start the model"
        raise Failure(f"{why}; the request was read by code alone; {what}", hint, status=4)
    attempts.append(_judge(order, intent, "labkeeper", on_stage))
    return _placed(order, tuple(attempts), "labkeeper", why, now)


def _with_model(
    order: ScriptOrder,
    words: Words,
    model: str,
    now: datetime,
    on_stage: Callable[[str], None],
    attempts: list[Attempt],
) -> Written:
    for number in range(1 + REPAIRS):
        on_stage(f"{model} reads the request" + (f", repair {number} of {REPAIRS}" if number else ""))
        last = attempts[-1] if attempts else Attempt("", ())
        reply = words.ask(_asked(order, model, last), "background")
        intent, findings = _intent(reply.text)
        if intent is None:
            attempts.append(Attempt(reply.text, findings, reply=reply))
            continue
        made = _judge(order, intent, model, on_stage)
        attempts.append(Attempt(reply.text, made.findings, made.text, made.verdict, reply, made.remarks))
        if not made.findings:
            break
    return _placed(order, tuple(attempts), model, "", now)


def _asked(order: ScriptOrder, model: str, last: Attempt) -> ModelRequest:
    environment = Environment(
        loader=FileSystemLoader(resource("templates/prompts")),
        undefined=StrictUndefined,
        trim_blocks=True,
        autoescape=False,  # a prompt, not HTML
    )
    text = environment.get_template("script.j2").render(
        request=order.request,
        nodes=", ".join(f"{each.name} ({each.kind})" for each in order.nodes[:64]),
        topics=", ".join(sorted(BY_NAME)),
        answer=last.answer[:3_000],
        findings=list(last.findings)[:12],
    )
    return ModelRequest(
        task="script",
        model=model,
        messages=(Message("user", text),),
        num_predict=NUM_PREDICT,
        schema=schema(),
        temperature=0.0,
        deadline_s=300.0,
        subject=order.out.name,
    )


def _intent(answer: str) -> tuple[ScriptIntent | None, tuple[str, ...]]:
    try:
        data = json.loads(answer)
    except ValueError:
        return None, ("the answer is no JSON object; answer with the object alone, no fence, no words around it",)
    try:
        intent = ScriptIntent.model_validate(data)
    except ValidationError as error:
        return None, tuple(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()[:8])
    unknown = [f"topics: there is none called {each!r}" for each in intent.unknown_topics()]
    return (None, tuple(unknown)) if unknown else (intent, ())


def _judge(order: ScriptOrder, intent: ScriptIntent, model: str, on_stage: Callable[[str], None]) -> Attempt:
    """Write the script and have it judged."""
    said = intent.model_dump_json(exclude_defaults=True)
    try:
        nodes, remarks = chosen(intent, order.nodes)
        text = write_script(intent, nodes, order.request, "" if model == "labkeeper" else model)
    except FrameError as error:
        return Attempt(said, tuple(str(error).splitlines()))
    verdict = judge(text, str(order.out), order.rules, on_stage)
    findings = tuple(
        f"line {each.line}: {each.message}" + (f" ({each.hint})" if each.hint else "")
        for stage in verdict.stages
        for each in stage.findings
        if each.severity == "error"
    )
    return Attempt(said, findings, text, verdict, remarks=tuple(remarks))


def _placed(order: ScriptOrder, attempts: tuple[Attempt, ...], by: str, why: str, now: datetime) -> Written:
    """Put an accepted script in place; keep any other apart, with its verdict."""
    last = attempts[-1]
    if last.verdict is not None and last.verdict.decision == "accepted":
        with workshop(order.out) as scratch:
            text = _stamped(last.text) if order.rules.offline else last.text
            write_files(scratch, {order.out.name: text})
            (file,) = place(scratch, order.out.parent, [order.out.name])
            file.chmod(0o755)
        return Written(order.request, attempts, by, why, file)
    if last.verdict is None and not last.text:
        return Written(order.request, attempts, by, why)
    verdict: Mapping[str, Any] = last.verdict.to_json() if last.verdict else {"findings": list(last.findings)}
    kept = keep_rejected(order.out.parent, now, {order.out.name: last.text or last.answer}, verdict)
    return Written(order.request, attempts, by, why, None, kept)


def _stamped(text: str) -> str:
    first, _, rest = text.partition("\n")
    return f"{first}\n# not tried in a sandbox (--offline)\n{rest}"
