"""A narrative as it is published: who wrote which sentence, what was found in a model's words, and why. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Literal

from pydantic import WithJsonSchema

from agent.documents import OPEN_SETS, Count, Rounded

Section = Literal[
    "lead", "happened", "scope", "timeline", "cause", "open", "look",
    "nodes", "incidents", "changes", "broken", "quiet", "unseen", "status", "answer",
]  # fmt: skip
"""The lead, the sections of an incident's report, then those of digests, briefs and answers."""

TITLES: dict[Section, str] = {
    "lead": "Summary",
    "happened": "What happened",
    "scope": "Scope",
    "timeline": "Timeline",
    "cause": "Cause",
    "open": "What is open",
    "look": "What to look at",
    "nodes": "Session",
    "incidents": "Incidents",
    "changes": "What was changed",
    "broken": "What is down, or wants a person",
    "quiet": "Quiet time",
    "unseen": "What was not seen",
    "status": "Status",
    "answer": "Answer",
}
LABKEEPER = "labkeeper"
"""The author of all sentences that code wrote."""

NOT_ASKED = "none was asked"


@dataclass(frozen=True, slots=True)
class Said:
    """One published sentence: its author is a model's name or `labkeeper`, `facts` the ids whose values it carries."""

    section: Section
    text: str
    author: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Caught:
    """A finding in a sentence that a model wrote, and what became of the sentence; it was not published as it was."""

    monitor: str
    section: Section
    sentence: str
    message: str
    fact: str | None
    action: Literal["asked again", "replaced"]


@dataclass(frozen=True, slots=True)
class Signature:
    """The model that was asked: which, from which engine, and what it took."""

    model: str
    engine: str
    server: str
    digest: str | None
    calls: Count
    prompt_tokens: Count
    answer_tokens: Count
    wait_s: Rounded
    total_s: Rounded


OpenFindings = Annotated[tuple[Caught, ...], OPEN_SETS]
OpenSignature = Annotated[Signature | None, WithJsonSchema({"type": ["object", "null"]})]
"""Findings and signature as the schemas of digests, briefs and answers have them: less is promised there."""


@dataclass(frozen=True, slots=True)
class Narrative:
    """The words of a report. `reason` says in one line why no model, or not in all sections, took part."""

    sentences: tuple[Said, ...] = ()
    findings: tuple[Caught, ...] = ()
    facts_checked: Count = 0
    reason: str = ""
    signature: Signature | None = None

    @property
    def by_model(self) -> int:
        """How many sentences a model wrote."""
        return sum(sentence.author != LABKEEPER for sentence in self.sentences)

    def sections(self) -> Iterator[tuple[Section, str]]:
        """Each section that has words, with its text, in order."""
        order = list(TITLES)
        ranked = sorted(self.sentences, key=lambda sentence: order.index(sentence.section))
        for section, said in groupby(ranked, key=lambda item: item.section):
            yield section, " ".join(each.text for each in said)


def footer(narrative: Narrative, program_version: str = "") -> str:
    """Who wrote what, for the foot of a report."""
    total, theirs, facts = len(narrative.sentences), narrative.by_model, narrative.facts_checked
    measured = f"Measured by labkeeper {program_version}".rstrip()
    if narrative.signature is None or not theirs:
        why = narrative.reason or NOT_ASKED
        return f"{measured}, which wrote all {total} sentences; no model took part: {_ended(why)}"
    who = f"{theirs} of {total} sentences by {narrative.signature.model}"
    if total - theirs:
        who += f", {total - theirs} by labkeeper"
    where = ", ".join(item for item in (_engine(narrative.signature), _digest(narrative.signature.digest)) if item)
    line = f"{measured}; {who}; {facts} facts checked ({where})."
    return f"{line} Not all words came: {_ended(narrative.reason)}" if narrative.reason else line


def _ended(text: str) -> str:
    flat = " ".join(text.split())
    return flat if flat.endswith((".", "!", "?")) else f"{flat}."


def _engine(signature: Signature) -> str:
    return f"{signature.engine} {signature.server}".strip()


def _digest(digest: str | None) -> str:
    return f"model {digest.removeprefix('sha256:')[:12]}" if digest else ""
