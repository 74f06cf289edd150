"""A request for a lab becomes files that a gate has accepted.

The model turns the words into a small typed intent and nothing else; code builds, writes and checks. What the gate
finds goes back to the model, twice at most. Without a model the request is read by code alone, and only where code
understood every word of it.
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
from agent.failure import Failure
from agent.gates.containerlab import find_binary
from agent.gates.topology import Draft, check_topology
from agent.gates.verdict import Verdict
from agent.resources import resource
from agent.tasks.lab_files import configs, lab_files, topology_name
from agent.tasks.placing import keep_rejected, place, workshop, write_files
from clab.design.asked import assertions
from clab.design.intent import Intent, schema
from clab.design.plan import Plan, work_out
from clab.design.understood import understand

REPAIRS = 2
NUM_PREDICT = 900
LONGEST_REQUEST = 2_000
UNVALIDATED = "# not validated by containerlab (--offline)\n"


@dataclass(frozen=True, slots=True)
class Order:
    """What to make: the request, the lab's name, the folder, images by kind; `offline` leaves out containerlab."""

    request: str
    out: Path
    name: str | None = None
    images: Mapping[str, str] = field(default_factory=dict)
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """One answer and what became of it: findings in words, and the verdict where there was a draft to judge."""

    answer: str
    findings: tuple[str, ...]
    verdict: Verdict | None = None
    reply: ModelReply | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """How it ended. `written_by` is a model's name or `labkeeper`; `why` says why no model took part."""

    request: str
    rounds: tuple[Round, ...]
    written_by: str
    why: str = ""
    plan: Plan | None = None
    files: tuple[Path, ...] = ()
    rejected: Path | None = None

    @property
    def verdict(self) -> Verdict | None:
        """The last verdict; None where nothing came as far as the gate."""
        return self.rounds[-1].verdict if self.rounds else None

    @property
    def accepted(self) -> bool:
        """Whether files were written."""
        return bool(self.files)


def make_topology(
    order: Order,
    words: Words | None,
    model: str,
    now: datetime,
    on_stage: Callable[[str], None] = lambda _: None,
) -> Made:
    """Make the lab that was asked for, or say why not.

    Raises:
        Failure: no model, and code alone does not understand the request; or the folder cannot be written.
    """
    why = "no model was asked for" if words is None else ""
    rounds: list[Round] = []
    if words is not None:
        try:
            return _with_model(order, words, model, now, on_stage, rounds)
        except ModelFailure as error:
            why = f"{model}: {error.what}"
            on_stage(f"no words from {model}; reading the request by code")
    intent = _by_code(order, why)
    done = _judge(order, intent, now, on_stage)
    return Made(order.request, (*rounds, done.round), "labkeeper", why, done.plan, done.files, done.rejected)


def _with_model(
    order: Order, words: Words, model: str, now: datetime, on_stage: Callable[[str], None], rounds: list[Round]
) -> Made:
    findings: Sequence[str] = ()
    answer = ""
    for attempt in range(1 + REPAIRS):
        on_stage(f"{model} reads the request" + (f", repair {attempt} of {REPAIRS}" if attempt else ""))
        reply = words.ask(_asked(order, model, answer, findings), "background")
        answer = reply.text
        intent, findings = _intent(order, answer)
        if intent is None:
            rounds.append(Round(answer, tuple(findings), None, reply))
            continue
        done = _judge(order, intent, now, on_stage, keep=attempt == REPAIRS)
        rounds.append(Round(answer, done.round.findings, done.round.verdict, reply))
        findings = done.round.findings
        if done.files or not findings:
            return Made(order.request, tuple(rounds), model, "", done.plan, done.files, done.rejected)
    rejected = keep_rejected(order.out, now, {"answer.txt": answer}, _verdict_json(rounds[-1]))
    return Made(order.request, tuple(rounds), model, "", None, (), rejected)


def _asked(order: Order, model: str, answer: str, findings: Sequence[str]) -> ModelRequest:
    environment = Environment(
        loader=FileSystemLoader(resource("templates/prompts")),
        undefined=StrictUndefined,
        trim_blocks=True,
        autoescape=False,  # a prompt, not HTML
    )
    template = environment.get_template("topology.j2")
    text = template.render(request=order.request, answer=answer[:2_000], findings=list(findings)[:12])
    return ModelRequest(
        task="topology",
        model=model,
        messages=(Message("user", text),),
        num_predict=NUM_PREDICT,
        schema=schema(),
        temperature=0.0,
        deadline_s=300.0,
        subject=order.out.name,
    )


def _intent(order: Order, answer: str) -> tuple[Intent | None, tuple[str, ...]]:
    """The model's answer as an intent, or what is wrong with it in words that a model can mend."""
    try:
        data = json.loads(answer)
    except ValueError:
        return None, ("the answer is no JSON object; answer with the object alone, no fence, no words around it",)
    if not isinstance(data, dict):
        return None, ("the answer is JSON, but no object",)
    data.pop("name", None)
    try:
        return Intent(**data, **({"name": order.name} if order.name else {})), ()
    except ValidationError as error:
        return None, tuple(_said(each) for each in error.errors()[:8])


def _said(error: Mapping[str, Any]) -> str:
    where = ".".join(str(each) for each in error["loc"])
    return f"{where}: {error['msg']}".removeprefix(": ").replace("Value error, ", "")


def _by_code(order: Order, why: str) -> Intent:
    understood = understand(order.request)
    if understood.intent is None or understood.left:
        left = f"not understood: {', '.join(repr(each) for each in understood.left)}" if understood.left else ""
        what = "; ".join(each for each in (why, "the request was read by code alone", understood.why, left) if each)
        hint = "say it as: four FRR routers in a ring, OSPF, iBGP, one client on each router; or start the model"
        raise Failure(what, hint, status=4)
    return understood.intent.model_copy(update={"name": order.name}) if order.name else understood.intent


@dataclass(frozen=True, slots=True)
class _Judged:
    round: Round
    plan: Plan
    files: tuple[Path, ...] = ()
    rejected: Path | None = None


def _judge(order: Order, intent: Intent, now: datetime, on_stage: Callable[[str], None], keep: bool = True) -> _Judged:
    """Build, gate, and put in place what passed; what did not is kept apart where `keep` says so."""
    plan = work_out(intent)
    binary = None if order.offline else find_binary()
    files = lab_files(plan, order.request, order.images, binary.number if binary else ())
    main = topology_name(plan)
    if order.offline:
        files[main] = UNVALIDATED + files[main]
    draft = Draft(assertions(order.request), configs(plan))
    with workshop(order.out) as scratch:
        write_files(scratch, files)
        verdict = check_topology(scratch / main, offline=order.offline, draft=draft, on_stage=on_stage)
        verdict = Verdict(str(order.out / main), verdict.stages)
        done = Round(intent.model_dump_json(exclude_defaults=True), _findings(verdict), verdict)
        if verdict.decision == "accepted":
            return _Judged(done, plan, tuple(place(scratch, order.out, list(files))))
    rejected = keep_rejected(order.out, now, files, verdict.to_json()) if keep or not done.findings else None
    return _Judged(done, plan, (), rejected)


def _findings(verdict: Verdict) -> tuple[str, ...]:
    """What a model could mend: the errors."""
    return tuple(
        f"{each.message}" + (f" ({each.hint})" if each.hint else "")
        for stage in verdict.stages
        for each in stage.findings
        if each.severity == "error"
    )


def _verdict_json(last: Round) -> dict[str, Any]:
    return last.verdict.to_json() if last.verdict else {"findings": list(last.findings)}
