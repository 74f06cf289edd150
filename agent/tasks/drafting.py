"""The loop of a task whose answers a gate judges: asked, judged, mended twice at most, then put in place or apart."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from agent.gates.script.intent import ScriptIntent
from agent.gates.verdict import Verdict
from agent.models.api import Message, ModelClient, ModelReply, ModelRequest
from agent.tasks.placing import keep_apart, place, workshop, write_files
from agent.tasks.prompt import prompt
from clab.design.plan import Plan

REPAIRS = 2
MOST_FINDINGS = 12
NO_OBJECT = "the answer is no JSON object; answer with the object alone, no fence, no words around it"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer and what became of it: findings in words that a model can mend, the files that it makes by their paths
    below the output folder, and the verdict where there was a draft to judge."""

    answer: str
    findings: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    verdict: Verdict | None = None
    reply: ModelReply | None = None
    remarks: tuple[str, ...] = ()
    plan: Plan | None = None
    intent: ScriptIntent | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it ended. `written_by` is a model's name or `labkeeper`; `why` says why no model took part."""

    request: str
    attempts: tuple[Attempt, ...]
    written_by: str
    why: str = ""
    files: tuple[Path, ...] = ()
    rejected: Path | None = None

    @property
    def last(self) -> Attempt:
        """The attempt that decided."""
        return self.attempts[-1]

    @property
    def accepted(self) -> bool:
        """Whether files were written."""
        return bool(self.files)


def asked(
    task: str,
    model: str,
    values: Mapping[str, Any],
    last: Attempt | None,
    schema: Mapping[str, Any] | None,
    **bounds: Any,
) -> ModelRequest:
    """The request of a round: the task's prompt, with the last answer and what was found wrong with it."""
    text = prompt(
        task,
        **values,
        answer=last.answer[:3_000] if last else "",
        findings=list(last.findings)[:MOST_FINDINGS] if last else [],
    )
    return ModelRequest(
        task=task,
        model=model,
        messages=(Message("user", text),),
        schema=schema,
        temperature=0.0,
        deadline_s=300.0,
        **bounds,
    )


def mended(
    words: ModelClient,
    ask: Callable[[Attempt | None], ModelRequest],
    judge: Callable[[str], Attempt],
    attempts: list[Attempt],
    on_stage: Callable[[str], None],
) -> None:
    """Ask and judge until nothing is left to mend, twice more at most, and not beyond an answer that comes twice; every
    round is added to `attempts`.

    Raises:
        ModelFailure: the model gave no words.
    """
    for number in range(1 + REPAIRS):
        request = ask(attempts[-1] if attempts else None)
        repair = f", repair {number} of {REPAIRS}" if number else ""
        on_stage(f"{request.model} reads the request{repair}")
        reply = words.ask(request, "background")
        same = bool(attempts) and reply.text.strip() == attempts[-1].answer.strip()
        if same:
            missing = tuple(
                f"still wrong after the model gave the same answer twice: {one}" for one in attempts[-1].findings
            )
            attempts.append(replace(attempts[-1], reply=reply, findings=missing))
            return
        attempts.append(replace(judge(reply.text), answer=reply.text, reply=reply))
        if not attempts[-1].findings:
            return


def settled(outcome: Outcome, out: Path, now: datetime) -> Outcome:
    """Put accepted files into the folder; keep any other draft apart, with its verdict: in `rejected/`, or where the
    gate could not run in `unchecked/`.

    Raises:
        UsageFailure: a file of that name is there.
        Failure: the folder cannot be written.
    """
    last = outcome.last
    if last.verdict is not None and last.verdict.decision == "accepted":
        with workshop(out) as scratch:
            write_files(scratch, last.files)
            return replace(outcome, files=tuple(place(scratch, out, list(last.files))))
    verdict: Mapping[str, Any] = last.verdict.to_json() if last.verdict else {"findings": list(last.findings)}
    refused = last.verdict is None or last.verdict.decision == "rejected"
    kept = keep_apart(
        out / ("rejected" if refused else "unchecked"), now, last.files or {"answer.txt": last.answer}, verdict
    )
    return replace(outcome, rejected=kept)


def errors(verdict: Verdict, *, lines: bool = False) -> tuple[str, ...]:
    """What a model could mend of a verdict, in words; with the line where the model has seen the text."""
    return tuple(
        (f"line {finding.line}: " if lines else "") + finding.message + (f" ({finding.hint})" if finding.hint else "")
        for stage in verdict.stages
        for finding in stage.findings
        if finding.severity == "error"
    )


def complaints(found: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Pydantic's errors in words that a model can mend."""
    said = (f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in found[:8])
    return tuple(each.removeprefix(": ").replace("Value error, ", "") for each in said)
