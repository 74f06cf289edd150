"""The status brief: bullets and their tokens by code, each bullet's sentence by a model where it holds."""

from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from agent.detect.incident import Severity
from agent.documents import Document, Time, publish
from agent.report.brief import Bullet, brief
from agent.report.knowledge import Knowledge
from agent.report.narrative import LABKEEPER, Narrative, OpenFindings, OpenSignature
from agent.report.speech import speakable
from agent.tasks.wording import Asked, Errand, Worded, reworded, so_far

TASK = "brief"


class _Bullet(TypedDict):
    status: Severity
    topic: str
    text: str
    author: str


class BriefDocument(Document):
    """The answer of `brief --json`."""

    schema: Literal[1]
    lab: str | None
    at: Time
    since: Time
    bullets: Annotated[list[_Bullet], Field(min_length=1, max_length=6)]
    findings: OpenFindings
    reason: str
    signature: OpenSignature


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief as it is published: each bullet with its words, and what the asking gave."""

    knowledge: Knowledge
    lines: tuple[tuple[Bullet, Worded], ...]
    narrative: Narrative

    @property
    def text(self) -> str:
        """For people: one bullet a line."""
        return "\n".join(f"- {bullet.status}: {worded.text}" for bullet, worded in self.lines)

    @property
    def spoken(self) -> str:
        """For a voice: one sentence a line, no signs, no digits."""
        words = {"OK": "O K", "WARNING": "Warning", "ACTION": "Action"}
        return "\n".join(f"{words[bullet.status]}: {speakable(worded.text)}" for bullet, worded in self.lines)

    @property
    def by_model(self) -> int:
        """How many bullets a model worded."""
        return sum(worded.author != LABKEEPER for _, worded in self.lines)

    def data(self) -> dict[str, Any]:
        """For machines (`labkeeper schema brief`)."""
        document = BriefDocument(
            schema=1,
            lab=self.knowledge.session.lab,
            at=self.knowledge.session.to_ns,
            since=self.knowledge.session.from_ns,
            bullets=[
                {"status": bullet.status, "topic": bullet.topic, "text": worded.text, "author": worded.author}
                for bullet, worded in self.lines
            ],
            findings=self.narrative.findings,
            reason=self.narrative.reason,
            signature=self.narrative.signature,
        )
        return publish(BriefDocument, document)


def tell(knowledge: Knowledge, errand: Errand | None, reason: str = "") -> Brief:
    """The brief of what is known; `reason` says why no model is asked, where none is."""
    sheet, bullets = brief(knowledge)
    asked = Asked(errand, sheet.incident.id) if errand is not None else None
    worded = reworded(sheet, [bullet.sentence for bullet in bullets], asked)
    narrative = so_far(asked)
    return Brief(
        knowledge, tuple(zip(bullets, worded, strict=True)), replace(narrative, reason=narrative.reason or reason)
    )


def signed(told: Brief) -> str:
    """Who worded it, in one line."""
    count, total = told.by_model, len(told.lines)
    if told.narrative.signature is None or not count:
        return f"no model took part: {told.narrative.reason or 'none was asked'}"
    return f"{count} of {total} bullets by {told.narrative.signature.model}, the rest by labkeeper"
