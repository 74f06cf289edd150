"""Digests, briefs and answers in a model's words: the narrative's machinery over notes of any kind.

Asked part by part, checked, once asked again with the findings named, and replaced by the note where it still fails.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agent.asking import Lane, ModelFailure, Words
from agent.core.facts import FactSheet
from agent.core.narrative import LABKEEPER, Narrative
from agent.core.prose import Sentence, render
from agent.tasks.narrative import NarrativeOptions, Part, Telling, parts


@dataclass(frozen=True, slots=True)
class Errand:
    """Who words which task, in which lane."""

    task: str
    words: Words
    options: NarrativeOptions
    lane: Lane = "background"
    until_s: float | None = None
    """By the monotonic clock: from then on the model is asked nothing more."""


class NoteTelling(Telling):
    """A telling whose sentences each stand for one note."""

    until_s: float | None = None

    def tell(self, part: Part) -> None:
        """Ask for one part, while there is time."""
        if self.until_s is not None and time.monotonic() > self.until_s:
            if not self.failures:
                self.failures.append(ModelFailure("timeout", "the time for its words was over"))
            return
        super().tell(part)

    def one(self, note: Sentence) -> "Worded":
        """One note by itself: the model's one sentence where it holds, else the note."""
        self.accepted.clear()
        if note.facts:
            self.tell(Part(note.section, (note,)))
        theirs = self.accepted.get(note.section, [])
        if len(theirs) == 1:
            return Worded(render(theirs[0], self.sheet), self._author(), note)
        return Worded(render(note.text, self.sheet), LABKEEPER, note)

    def so_far(self) -> Narrative:
        """Findings, signature and reason up to now, without sentences."""
        reason = self._reason(partly=self.calls == 0 or self.reply is not None)
        return Narrative((), 0, tuple(self.caught), self._signature(), reason)


def word(sheet: FactSheet, told: Sequence[Sentence], errand: Errand) -> Narrative:
    """The notes in the model's words, as far as they hold; never raises for what a model did."""
    telling = _telling(sheet, errand)
    for part in parts(told):
        telling.tell(part)
    return telling.narrative(told)


def _telling(sheet: FactSheet, errand: Errand) -> NoteTelling:
    options = errand.options
    if errand.until_s is not None:
        options = replace(options, deadline_s=max(1.0, min(options.deadline_s, errand.until_s - time.monotonic())))
    telling = NoteTelling(sheet, errand.words, options, task=errand.task, lane=errand.lane)
    telling.until_s = errand.until_s
    return telling


@dataclass(frozen=True, slots=True)
class Worded:
    """One note as it is published: its text with values, and who wrote it."""

    text: str
    author: str
    note: Sentence


def one_by_one(sheet: FactSheet, told: Sequence[Sentence], errand: Errand | None) -> Iterator[tuple[Worded, Narrative]]:
    """Each note worded by itself, in order, as soon as it is checked; with what the asking so far gave.

    For briefs and answers, where every line must stand and the first must come soon.
    """
    telling = _telling(sheet, errand) if errand is not None else None
    for each in told:
        if telling is None:
            yield Worded(render(each.text, sheet), LABKEEPER, each), Narrative((), 0)
        else:
            yield telling.one(each), telling.so_far()
