"""The narrative of an incident in a model's words: asked section by section, checked, mended or replaced.

The model rewrites notes that hold placeholders for all values. Each sentence that it gives is checked by itself, once
asked again for with the findings named, and where it still fails the deterministic sentence for its facts stands. A
failing model costs its words, never the report.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

from agent.asking import FailureKind, Lane, Message, ModelFailure, ModelReply, ModelRequest, Usage, Words
from agent.core.facts import FactSheet
from agent.core.licensed import unlicensed
from agent.core.narrative import LABKEEPER, TITLES, Caught, Narrative, Said, Section, Signature
from agent.core.placeholders import Fault, faults
from agent.core.prose import Sentence, placeholders, render, sentences, spoken
from agent.tasks.answer import schema, sentences_of
from agent.tasks.merging import merged
from agent.tasks.prompt import harmless, prompt

TASK = "narrative"
SENTENCES_A_CALL = 5
"""Longer sections are asked for in parts, so that a prompt stays short and little is lost when it is taken back."""

HOPELESS: frozenset[FailureKind] = frozenset({"unreachable", "refused", "missing", "busy", "server", "cancelled"})
"""Failures that the next section would meet, too."""

FAILURES_AT_MOST = 2


@dataclass(frozen=True, slots=True)
class NarrativeOptions:
    """Who tells it, and how long one call may get. `detail` is how much a prompt says of its facts: 2 roles and values,
    1 roles, 0 nothing but the notes (enough for an engine that is locked to its wordings)."""

    model: str
    detail: Literal[0, 1, 2] = 2
    num_predict: int = 400
    temperature: float = 0.2
    seed: int = 7
    deadline_s: float = 300.0


@dataclass(frozen=True, slots=True)
class Part:
    """What one call asks for: at most `SENTENCES_A_CALL` sentences of one section that carry facts."""

    section: Section
    told: tuple[Sentence, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids that its sentences may carry."""
        return tuple(dict.fromkeys(fact for each in self.told for fact in each.facts))


def parts(told: Sequence[Sentence]) -> list[Part]:
    """The calls that a narrative takes."""
    found = []
    for section, group in groupby(told, key=lambda each: each.section):
        carrying = [each for each in group if each.facts]
        for start in range(0, len(carrying), SENTENCES_A_CALL):
            found.append(Part(section, tuple(carrying[start : start + SENTENCES_A_CALL])))
    return found


def narrate(
    sheet: FactSheet,
    words: Words,
    options: NarrativeOptions,
    progress: Callable[[int, int], None] | None = None,
) -> Narrative:
    """The incident in the model's words, as far as they hold; never raises for what a model did."""
    told = sentences(sheet)
    telling = Telling(sheet, words, options)
    todo = parts(told)
    for done, part in enumerate(todo):
        if progress:
            progress(done, len(todo))
        telling.tell(part)
    if progress:
        progress(len(todo), len(todo))
    return telling.narrative(told)


@dataclass
class Telling:
    """One narrative on its way: what the model said so far that holds, what was found, and what it took."""

    sheet: FactSheet
    words: Words
    options: NarrativeOptions
    accepted: dict[Section, list[str]] = field(default_factory=dict)
    caught: list[Caught] = field(default_factory=list)
    failures: list[ModelFailure] = field(default_factory=list)
    reply: ModelReply | None = None
    usage: Usage = field(default_factory=Usage)
    calls: int = 0
    task: str = TASK
    lane: Lane = "background"

    def tell(self, part: Part) -> None:
        """Ask for one part; what holds of the answer is kept."""
        if self._gave_up():
            return
        try:
            messages, said = self._first(part)
        except ModelFailure as failure:
            self.failures.append(failure)
            return
        good, bad = self._judged(part, said)
        if bad:
            self._caught(part, bad, "asked again")
            again = self._again(part, messages, said, bad)
            if again is not None:
                good, bad = self._judged(part, again)
        self._caught(part, bad, "replaced")
        self.accepted.setdefault(part.section, []).extend(good)

    def _gave_up(self) -> bool:
        return len(self.failures) >= FAILURES_AT_MOST or any(each.kind in HOPELESS for each in self.failures)

    def _first(self, part: Part) -> tuple[tuple[Message, ...], tuple[str, ...]]:
        """The prompt and its answer; detail is left out where it is too long, the notes with their facts never."""
        for detail in range(self.options.detail, -1, -1):
            messages = (Message("user", self._prompt(part, detail)),)
            try:
                return messages, self._ask(part, messages)
            except ModelFailure as failure:
                if failure.kind == "bad_answer":
                    return messages, self._ask(part, (*messages, _repair([{"sentence": "", "message": failure.what}])))
                if failure.kind != "too_long" or not detail:
                    raise
        raise AssertionError("the loop above returns or raises")

    def _prompt(self, part: Part, detail: int) -> str:
        known = [self.sheet.by_id[each] for each in part.facts]
        facts = [
            {
                "placeholder": f"{{{each.id}}}",
                "role": harmless(each.role),
                "value": harmless(each.wordings[0]) if detail > 1 else "",
            }
            for each in known
        ]
        return prompt(
            "narrative",
            title=TITLES[part.section],
            most=len(part.told) + 1,
            facts=facts if detail else [],
            notes=[each.text[:1].upper() + each.text[1:] for each in part.told],
        )

    def _ask(self, part: Part, messages: tuple[Message, ...]) -> tuple[str, ...]:
        options = self.options
        wordings = tuple(each.wordings for each in part.told)
        request = ModelRequest(
            task=self.task,
            model=options.model,
            messages=messages,
            num_predict=options.num_predict,
            schema=schema(len(part.told) + 1),
            wordings=wordings,
            temperature=options.temperature,
            seed=options.seed,
            deadline_s=options.deadline_s,
            subject=f"{self.sheet.incident.id} {part.section}",
        )
        self.calls += 1
        self.reply = self.words.ask(request, self.lane)
        self.usage = _sum(self.usage, self.reply.usage)
        return sentences_of(self.reply.text, options.model, wordings)

    def _judged(self, part: Part, said: Sequence[str]) -> tuple[list[str], list[tuple[str, Fault]]]:
        """The sentences that hold, and what is wrong with the others."""
        good, bad = [], []
        for text in dict.fromkeys(said):
            found = faults(text, part.facts, self.sheet)
            why = None if found else unlicensed(text, part.told)
            found += [Fault("licence", why)] if why else []
            bad += [(text, each) for each in found]
            if not found:
                good.append(text)
        return good, bad

    def _again(
        self, part: Part, messages: tuple[Message, ...], said: Sequence[str], bad: Sequence[tuple[str, Fault]]
    ) -> tuple[str, ...] | None:
        """The one repair round; None where it gave nothing."""
        named = [{"sentence": harmless_prose(text), "message": each.message} for text, each in bad[:8]]
        answer = Message("assistant", "\n".join(harmless_prose(each) for each in said[:SENTENCES_A_CALL]))
        try:
            return self._ask(part, (*messages, answer, _repair(named)))
        except ModelFailure as failure:
            self.failures.append(failure)
            return None

    def _caught(self, part: Part, bad: Sequence[tuple[str, Fault]], action: str) -> None:
        for text, each in bad:
            self.caught.append(
                Caught(
                    each.monitor,
                    part.section,
                    text[:500],
                    each.message,
                    each.fact,
                    action,  # type: ignore[arg-type]  # the two words of `Caught`
                )
            )

    def narrative(self, told: Sequence[Sentence]) -> Narrative:
        """What is published: the model's sentences that hold, and labkeeper's own for the rest."""
        said = self._said(told)
        if not any(each.author != LABKEEPER for each in said):
            base = spoken(told, self.sheet, self._reason())
            return replace(base, findings=tuple(self.caught), signature=self._signature())
        facts = {fact for each in said for fact in each.facts}
        return Narrative(said, len(facts), tuple(self.caught), self._signature(), self._reason(partly=True))

    def _said(self, told: Sequence[Sentence]) -> tuple[Said, ...]:
        found: list[Said] = []
        for section, group in groupby(told, key=lambda each: each.section):
            for text, mine in merged(tuple(group), self.accepted.get(section, [])):
                author = LABKEEPER if mine is not None else self._author()
                facts = placeholders(text)
                found.append(Said(section, render(text, self.sheet), author, facts))
        return tuple({(each.section, each.text): each for each in found}.values())

    def _author(self) -> str:
        return self.reply.model if self.reply is not None else self.options.model

    def _signature(self) -> Signature | None:
        if self.reply is None:
            return None
        given = self.reply
        return Signature(given.model, given.engine, given.digest, given.server, self.calls, self.usage)

    def _reason(self, *, partly: bool = False) -> str:
        if self.failures:
            what = self.failures[0].what
            return what if self.options.model in what else f"{self.options.model}: {what}"
        return "" if partly else f"no sentence of {self.options.model} passed the check of its words"


def _repair(findings: Sequence[Mapping[str, str]]) -> Message:
    return Message("user", prompt("narrative_repair", findings=findings))


def harmless_prose(text: str) -> str:
    """A model's own sentence, shown back to it."""
    return " ".join(text.split())[:300]


def _sum(a: Usage, b: Usage) -> Usage:
    return Usage(
        wait_s=a.wait_s + b.wait_s,
        load_s=a.load_s + b.load_s,
        prompt_tokens=a.prompt_tokens + b.prompt_tokens,
        prefill_s=a.prefill_s + b.prefill_s,
        answer_tokens=a.answer_tokens + b.answer_tokens,
        decode_s=a.decode_s + b.decode_s,
        total_s=a.total_s + b.total_s,
    )
