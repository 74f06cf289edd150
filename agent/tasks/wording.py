"""Asking a model for words: who is asked, what it took, why it stopped; and notes in other words, line by line."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Annotated

from agent.documents import UNPUBLISHED
from agent.models.api import FailureKind, Lane, Message, ModelClient, ModelFailure, ModelReply, ModelRequest, Usage
from agent.report.claims.notes import Notes
from agent.report.claims.verdict import SentenceVerdict
from agent.report.fact_sheet import FactSheet
from agent.report.narrative import LABKEEPER, Caught, Narrative, Section, Signature
from agent.report.prose import Sentence, render
from agent.tasks.prompt import prompt

HOPELESS: frozenset[FailureKind] = frozenset({"unreachable", "refused", "missing", "busy", "server", "cancelled"})
"""Failures that the next call would meet, too."""

FAILURES_AT_MOST = 2


@dataclass(frozen=True, slots=True)
class NarrativeOptions:
    """Which model writes, and how long one call may get. `locked`: the engine only chooses between given wordings."""

    model: str
    num_predict: int = 220
    temperature: float = 0.2
    seed: int = 7
    deadline_s: float = 300.0
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Errand:
    """Who words which task, in which lane."""

    task: str
    words: ModelClient
    options: NarrativeOptions
    lane: Lane = "background"
    until_s: float | None = None
    """By the monotonic clock: from then on the model is asked nothing more."""


@dataclass
class Asked:
    """The calls for one text: the last reply, what they took, what was refused of their words, and what failed."""

    errand: Errand
    subject: str
    reply: ModelReply | None = None
    usage: Usage = field(default_factory=Usage)
    calls: int = 0
    failures: list[ModelFailure] = field(default_factory=list)
    caught: list[Caught] = field(default_factory=list)

    def ask(self, messages: Sequence[Message], wordings: Sequence[Sequence[str]] = (), *, seed: int = 0) -> str | None:
        """The model's plain text; None where there is none. `seed` is added to the one of the options."""
        if self._over():
            return None
        options = self.errand.options
        deadline_s = options.deadline_s
        if self.errand.until_s is not None:
            deadline_s = max(1.0, min(deadline_s, self.errand.until_s - time.monotonic()))
        request = ModelRequest(
            task=self.errand.task,
            model=options.model,
            messages=tuple(messages),
            num_predict=options.num_predict,
            wordings=tuple(map(tuple, wordings)),
            temperature=options.temperature,
            seed=options.seed + seed,
            deadline_s=deadline_s,
            subject=self.subject,
            may_be_cut=True,
        )
        self.calls += 1
        try:
            self.reply = self.errand.words.ask(request, self.errand.lane)
        except ModelFailure as failure:
            self.failures.append(failure)
            return None
        self.usage = added(self.usage, self.reply.usage)
        return self.reply.text

    def _over(self) -> bool:
        if self.errand.until_s is not None and time.monotonic() > self.errand.until_s:
            if not self.failures:
                self.failures.append(ModelFailure("timeout", "the time for its words was over"))
            return True
        return len(self.failures) >= FAILURES_AT_MOST or any(failure.kind in HOPELESS for failure in self.failures)

    def refuse(self, section: Section, verdict: SentenceVerdict, *, again: bool = False) -> None:
        """A sentence is not published, and why."""
        for found in verdict.findings[:1]:
            action = "asked again" if again else "replaced"
            self.caught.append(
                Caught(found.check, section, verdict.text[:500], found.message, found.fact, action)  # type: ignore[arg-type]  # the two words of `Caught`
            )

    @property
    def author(self) -> str:
        """Who wrote what came."""
        return self.reply.model if self.reply is not None else self.errand.options.model

    @property
    def signature(self) -> Signature | None:
        """The model that answered; None where none did."""
        reply, usage = self.reply, self.usage
        if reply is None:
            return None
        return Signature(
            model=reply.model,
            engine=reply.engine,
            server=reply.server,
            digest=reply.digest,
            calls=self.calls,
            prompt_tokens=usage.prompt_tokens,
            answer_tokens=usage.answer_tokens,
            wait_s=usage.wait_s,
            total_s=usage.total_s,
        )

    def reason(self, *, wrote: bool) -> str:
        """Why no model, or not all of its words, took part; empty where all is as it was asked for."""
        if self.failures:
            return self.failures[0].of(self.errand.options.model)
        return "" if wrote else f"no sentence of {self.errand.options.model} says more than labkeeper's own"


def added(a: Usage, b: Usage) -> Usage:
    """What two calls took together."""
    return Usage(
        wait_s=a.wait_s + b.wait_s,
        load_s=a.load_s + b.load_s,
        prompt_tokens=a.prompt_tokens + b.prompt_tokens,
        prefill_s=a.prefill_s + b.prefill_s,
        answer_tokens=a.answer_tokens + b.answer_tokens,
        decode_s=a.decode_s + b.decode_s,
        total_s=a.total_s + b.total_s,
    )


@dataclass(frozen=True, slots=True)
class Worded:
    """One note as it is published: its text with values, and who wrote it."""

    text: str
    author: str
    note: Annotated[Sentence, UNPUBLISHED]


def exact(note: Sentence, sheet: FactSheet) -> bool:
    """Whether a note holds exact text (a command, a log line), which passes through no model."""
    return any(sheet.by_id[id_].kind == "quote" for id_ in note.facts)


def reworded(sheet: FactSheet, told: Sequence[Sentence], asked: Asked | None) -> list[Worded]:
    """Notes in the model's words where those say the same; one call for all of them."""
    own = [Worded(render(note.text, sheet), LABKEEPER, note) for note in told]
    mine = [item for item in own if item.note.facts and not exact(item.note, sheet)]
    if asked is None or not mine:
        return own
    messages = (
        Message("system", prompt("reword_rules")),
        Message("user", prompt("reword", statements=[each.text for each in mine])),
    )
    wordings = [[render(text, sheet) for text in each.note.wordings] for each in mine]
    text = asked.ask(messages, wordings if asked.errand.options.locked else ())
    found: dict[int, str] = {}
    for verdict in Notes(sheet, tuple(each.note for each in mine)).read(text or "").sentences:
        index = next((k for k, each in enumerate(mine) if _is(verdict, each, sheet)), None)
        if index is None:
            asked.refuse(mine[0].note.section, verdict)
        elif same(verdict.text, mine[index].text):
            continue
        else:
            found.setdefault(index, verdict.text)
    author = asked.author
    better = {id(mine[index].note): Worded(line, author, mine[index].note) for index, line in found.items()}
    return [better.get(id(each.note), each) for each in own]


def _is(verdict: SentenceVerdict, worded: Worded, sheet: FactSheet) -> bool:
    alone = Notes(sheet, (worded.note,)).read(verdict.text).sentences
    return verdict.verdict == "supported" and len(alone) == 1 and alone[0].verdict == "supported"


def same(text: str, other: str) -> bool:
    """Whether two sentences are the same but for spaces, case and the stop."""
    return " ".join(text.lower().rstrip(".!").split()) == " ".join(other.lower().rstrip(".!").split())


def one_by_one(sheet: FactSheet, told: Sequence[Sentence], errand: Errand | None) -> Iterator[tuple[Worded, Narrative]]:
    """Each note worded by itself, in order, as soon as it is checked; with what the asking so far gave.

    For answers, where every line must stand and the first must come soon.
    """
    asked = Asked(errand, sheet.incident.id) if errand is not None else None
    for note in told:
        worded = reworded(sheet, (note,), asked)[0]
        yield worded, so_far(asked)


def so_far(asked: Asked | None) -> Narrative:
    """Findings, signature and reason of the asking, without sentences."""
    if asked is None:
        return Narrative()
    reason, caught = asked.reason(wrote=True), tuple(asked.caught)
    return Narrative(findings=caught, reason=reason, signature=asked.signature)
