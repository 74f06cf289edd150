"""One conversation: a question is answered, or asked back about and answered when the gap is filled. Pure.

Sentences are made by code from the look-up; the first is never waited for. `worded` may put later ones differently.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Literal

from agent.report.answers.answer import answer
from agent.report.fact_sheet import FactSheet
from agent.report.knowledge import Knowledge, LabSession
from agent.report.prose import Sentence, render
from agent.voice.heard import Heard
from agent.voice.inventory import Inventory, inventory
from agent.voice.saying import aloud, cut, introduced, without_addresses
from agent.voice.understanding import AGAIN, Understander, Understanding

Outcome = Literal["answered", "asked_back", "not_understood", "dropped"]

Wording = Callable[[FactSheet, Sentence], str]
"""A sentence in other words that say the same."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence: as it is written, and as a voice says it."""

    text: str
    spoken: str


@dataclass(slots=True)
class Reply:
    """What comes back for one turn: `look_up` looks it up, and gives the sentences, which are made one by one as they
    are asked for."""

    outcome: Outcome
    understanding: Understanding
    look_up: Callable[[], Iterator[Said]] = lambda: iter(())


@dataclass
class Dialogue:
    """One conversation about one lab. `max_words` bounds an answer, whole sentences of it."""

    max_words: int = 40
    zone: tzinfo = UTC
    worded: Wording | None = None
    _pending: Understanding | None = None
    _knowledge: Knowledge = field(default_factory=lambda: Knowledge(LabSession(0, 0)))
    _lab: Inventory = field(default_factory=Inventory)

    def know(self, knowledge: Knowledge) -> None:
        """What is known from now on."""
        if knowledge is not self._knowledge:
            self._knowledge, self._lab = knowledge, inventory(knowledge)

    @property
    def pending(self) -> bool:
        """Whether a question back waits for its answer."""
        return self._pending is not None

    def understand(self, heard: Heard) -> Understanding:
        """What was asked, with the gap of an earlier question filled; nothing is changed by it."""
        understander = Understander(self._knowledge, self._lab, self.zone)
        found = understander.understand(heard)
        if self._pending is None or found.status == "question":
            return found
        chosen = understander.chosen(heard.prompted, heard.plain, self._pending.candidates)
        if chosen is None:
            return found
        if not chosen:
            return Understanding("unread", names=self._pending.names, back="Please ask again.")
        filled = (understander.typed(text.replace("{}", chosen, 1)) for text in _around(self._pending.text))
        return next((item for item in filled if item.status == "question"), found)

    def reply(self, understanding: Understanding, *, wanted: bool = False) -> Reply:
        """The answer to what was understood, or what is asked back; `wanted`: somebody certainly asked something."""
        if understanding.status == "nothing":
            if self._pending is None and not wanted:
                return Reply("dropped", understanding)
            understanding = Understanding("unread", back=AGAIN)
        self._pending = understanding if understanding.status == "unclear" and understanding.candidates else None
        if understanding.status == "question":
            return Reply("answered", understanding, lambda: self._answer(understanding))
        outcome: Outcome = "asked_back" if understanding.status == "unclear" else "not_understood"
        return Reply(outcome, understanding, lambda: iter((self._said(understanding.back),)))

    def _answer(self, understanding: Understanding) -> Iterator[Said]:
        if understanding.lookup is None:
            return iter(())
        found = answer(understanding.lookup, self._knowledge)
        asked_address = bool(understanding.lookup.addresses) or understanding.lookup.kind == "addresses"

        def texts() -> Iterator[str]:
            for k, sentence in enumerate(found.sentences):
                text = self.worded(found.sheet, sentence) if k and self.worded else render(sentence.text, found.sheet)
                text = text if asked_address else without_addresses(text)
                yield introduced(text, understanding.names) if k == 0 else text

        return (self._said(text) for text in cut(texts(), self.max_words))

    def _said(self, text: str) -> Said:
        return Said(text, aloud(text, self._lab.nodes.values()))


def _around(text: str) -> list[str]:
    """A text with a gap; then without the word behind it, and without the one before it, which may be the rest of the
    name that was not understood (`{} tour down`)."""
    return [text, re.sub(r"\{\} \S+", "{}", text, count=1), re.sub(r"\S{1,40} \{\}", "{}", text, count=1)]
