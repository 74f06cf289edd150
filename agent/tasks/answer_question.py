"""A question answered: read by code, else by a model word by word; looked up by code; worded and checked."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from typing import Annotated, Any, Literal

from agent.documents import ONE_OF, Document, Time, publish
from agent.models.api import Message, ModelFailure, ModelRequest
from agent.report.answers.answer import Answered, answer, not_read
from agent.report.knowledge import Knowledge
from agent.report.narrative import Narrative, OpenFindings, OpenSignature
from agent.report.question_reader import read
from agent.report.questions.lookups import Lookup, Reading
from agent.report.questions.meanings import MEANINGS, NOTHING, choice_schema, meant
from agent.report.questions.tokens import split
from agent.tasks.prompt import harmless, prompt
from agent.tasks.wording import Errand, Worded, one_by_one

TASK = "answer"
CHOICE_TOKENS = 160
WORDS_AT_MOST = 12


class AnswerDocument(Document):
    """The answer of `ask --json`."""

    schema: Literal[1]
    question: str
    at: Time
    lookup: Annotated[Lookup | None, ONE_OF]
    understood: tuple[str, ...]
    not_read: tuple[str, ...]
    known: bool
    answer: str
    sentences: tuple[Worded, ...]
    findings: OpenFindings
    reason: str
    signature: OpenSignature


@dataclass
class Answer:
    """An answer on its way: `sentences` gives each as soon as it is checked, and keeps them."""

    question: str
    knowledge: Knowledge
    errand: Errand | None
    zone: tzinfo = UTC
    reading: Reading = field(default_factory=lambda: Reading(None))
    chosen_by: str = "labkeeper"
    read_as: str = ""
    reason: str = ""
    known: bool = False
    said: list[Worded] = field(default_factory=list)
    narrative: Narrative = field(default_factory=Narrative)

    def sentences(self) -> Iterator[Worded]:
        """The answer, sentence by sentence; never raises for what a model did."""
        self.understand()
        found = self._answered()
        self.known = found.known
        errand = None if self.reason else self.errand
        for item, narrative in one_by_one(found.sheet, found.sentences, errand):
            self.said.append(item)
            self.narrative = narrative
            yield item
        self.reason = self.reason or self.narrative.reason

    def understand(self) -> None:
        """Read the question; what code did not read of it, a model may."""
        self.reading = self._read()
        if self.lookup is None and self.errand is not None and self.reading.unread and not self.reading.strange:
            self._choose(self.errand)

    @property
    def lookup(self) -> Lookup | None:
        """The look-up that the question was read as; None where it was not read whole."""
        return self.reading.lookup

    def _read(self, further: Mapping[str, str] | None = None) -> Reading:
        return read(self.question, self.knowledge, self.knowledge.session.to_ns, self.zone, further)

    def _answered(self) -> Answered:
        lookup = self.lookup
        return answer(lookup, self.knowledge, self.read_as) if lookup else not_read(self.reading, self.knowledge)

    def _choose(self, errand: Errand) -> None:
        """What a model reads in the words that code did not; the question is read again with that."""
        words = tuple(word for word in self.reading.unread if harmless(word) == word and word.isalpha())
        if len(words) < len(self.reading.unread) or len(words) > WORDS_AT_MOST:
            return
        question = " ".join(harmless(word) for word in self.question.split())[:300]
        options = errand.options
        request = ModelRequest(
            task=TASK,
            model=options.model,
            messages=(Message("user", prompt("lookup", words=words, meanings=sorted(MEANINGS), question=question)),),
            num_predict=CHOICE_TOKENS,
            schema=choice_schema(words),
            temperature=0.0,
            seed=options.seed,
            deadline_s=options.deadline_s,
            subject="look-up",
        )
        try:
            reply = errand.words.ask(request, errand.lane)
            data = json.loads(reply.text)
        except ModelFailure as failure:
            self.reason = failure.of(options.model)
            return
        except ValueError:
            return
        further = (
            meant(data, self.question, self.reading.unread, len(self.reading.understood))
            if isinstance(data, dict)
            else None
        )
        again = self._read(further) if further else self.reading
        if again.lookup is not None:
            self.reading, self.chosen_by = again, reply.model
            self.read_as = " ".join(
                str(data.get(word, word)) for word in split(self.question) if data.get(word) != NOTHING
            )

    @property
    def text(self) -> str:
        """The whole answer."""
        return " ".join(item.text for item in self.said)

    def data(self) -> dict[str, Any]:
        """For machines (`labkeeper schema answer`)."""
        document = AnswerDocument(
            schema=1,
            question=self.question,
            at=self.knowledge.session.to_ns,
            lookup=self.lookup and replace(self.lookup, chosen_by=self.chosen_by),
            understood=self.reading.understood,
            not_read=(*self.reading.unread, *self.reading.strange),
            known=self.known,
            answer=self.text,
            sentences=tuple(self.said),
            findings=self.narrative.findings,
            signature=self.narrative.signature,
            reason=self.reason,
        )
        return publish(AnswerDocument, document)
