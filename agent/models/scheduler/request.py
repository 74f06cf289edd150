"""One request on its way through the lanes: who asked, what came, and the attempt that the engine has."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from agent.models.api import Cancellation, LoadedModel, ModelFailure, ModelReply, ModelRequest
from agent.models.call_log import Call, Outcome, UsedPlacement
from agent.models.scheduler.jobs import Cancel, Job, Start


@dataclass(slots=True)
class Attempt:
    """One call of the engine. `cancel` is what the admission said when it took it back."""

    start: Start
    number: int
    started_s: float
    cancellation: Cancellation = field(default_factory=Cancellation)
    cancel: Cancel | None = None
    first_s: float | None = None
    reply: ModelReply | None = None
    failure: ModelFailure | None = None
    recorded: bool = False

    @property
    def outcome(self) -> Outcome:
        """How it ended, with a cancellation by its reason."""
        if self.reply is not None:
            return "done"
        kind = self.failure.kind if self.failure else "timeout"
        if kind == "cancelled" and self.cancel is not None:
            reasons: dict[str, Outcome] = {"preempted": "preempted", "deadline": "timeout"}
            return reasons.get(self.cancel.why, "cancelled")
        return kind

    @property
    def detail(self) -> str:
        """The failure in words."""
        if self.outcome == "preempted":
            return "voice went first; it waits again"
        return self.failure.what if self.failure is not None else ""


@dataclass(slots=True)
class Ticket:
    """One request and its one outcome."""

    request: ModelRequest
    job: Job
    on_text: Callable[[str], None] | None
    asked_s: float
    asked_ns: int
    done: threading.Event = field(default_factory=threading.Event)
    attempt: Attempt | None = None
    attempts: int = 0
    reply: ModelReply | None = None
    failure: Exception | None = None

    def call(
        self, attempt: Attempt | None, ended_s: float, placement: UsedPlacement, loaded: LoadedModel | None = None
    ) -> Call:
        """The record of an attempt, or of the end without one; its quality is added by who knows what was expected."""
        reply = attempt.reply if attempt else None
        began_s = attempt.started_s if attempt else ended_s
        usage = reply.usage if reply else None
        return Call(
            at_ns=self.asked_ns,
            task=self.request.task,
            subject=self.request.subject,
            lane=self.job.lane,
            model=self.request.model,
            outcome=attempt.outcome if attempt else "cancelled",
            detail=attempt.detail if attempt else "",
            attempt=attempt.number if attempt else 0,
            placement=placement,
            engine=reply.engine if reply else "",
            digest=reply.digest if reply else loaded.digest if loaded else None,
            server=reply.server if reply else "",
            wait_s=round(began_s - self.asked_s, 3),
            load_s=usage.load_s if usage else 0.0,
            prompt_tokens=usage.prompt_tokens if usage else 0,
            prefill_s=usage.prefill_s if usage else 0.0,
            first_s=round(attempt.first_s - began_s, 3) if attempt and attempt.first_s is not None else None,
            answer_tokens=usage.answer_tokens if usage else 0,
            decode_s=usage.decode_s if usage else 0.0,
            total_s=round(ended_s - began_s, 3),
            price_s=round(attempt.cancel.price_s, 3) if attempt and attempt.cancel else None,
        )
