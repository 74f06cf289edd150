"""The verdict on a text: every sentence supported, contradicted or not read, and what a whole account leaves out."""

from dataclasses import dataclass
from typing import Any, Literal

from agent.documents import Count, Document, publish

Decision = Literal["supported", "contradicted", "not_read"]
Span = tuple[Count, Count]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a sentence that no fact says: which check found it, where in the text, why, and the fact if any."""

    check: str
    span: Span
    message: str
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class SentenceVerdict:
    """What was read in one sentence; `span` is its place in the text, `facts` the ids of the facts that it states."""

    text: str
    span: Span
    verdict: Decision
    facts: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Omission:
    """A fact that a whole account has to state and this one does not."""

    fact: str
    message: str


@dataclass(frozen=True, slots=True)
class TextVerdict:
    """All sentences of a text, and what it leaves out."""

    sentences: tuple[SentenceVerdict, ...]
    omissions: tuple[Omission, ...] = ()

    @property
    def verdict(self) -> Decision:
        """The worst of the sentences' verdicts."""
        found = {sentence.verdict for sentence in self.sentences}
        return "contradicted" if "contradicted" in found else "not_read" if "not_read" in found else "supported"

    def refused(self, *, strict: bool = False, complete: bool = False) -> bool:
        """Whether the text fails: contradicted; where asked for, also not read, or incomplete."""
        read = self.verdict == "supported" or (self.verdict == "not_read" and not strict)
        return not read or (complete and bool(self.omissions))


class TextVerdictDocument(Document):
    """A verdict as published (`labkeeper schema text-verdict`)."""

    schema: Literal[2]
    verdict: Decision
    sentences: tuple[SentenceVerdict, ...]
    omissions: tuple[Omission, ...]


def verdict_json(verdict: TextVerdict) -> dict[str, Any]:
    """A verdict in the published shape."""
    document = TextVerdictDocument(
        schema=2, verdict=verdict.verdict, sentences=verdict.sentences, omissions=verdict.omissions
    )
    return publish(TextVerdictDocument, document)
