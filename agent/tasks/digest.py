"""The session digest: told by code, opened by a model where there is one, written as Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from agent.detect.incident import rfc3339
from agent.report.claims.notes import Notes
from agent.report.digest import digest
from agent.report.digest_document import digest_json
from agent.report.fact_sheet import FactSheet
from agent.report.knowledge import Knowledge, LabSession
from agent.report.knowledge import Template as Line
from agent.report.narrative import TITLES, Narrative, Said, footer
from agent.report.prose import Sentence, render, spoken
from agent.report.render import cell, code
from agent.resources import resource
from agent.tasks.lead import LeadTask, Statement, lead
from agent.tasks.wording import Asked, Errand, exact

TASK = "digest"
WANTED = "Summarise the session in two to four sentences: what happened, what was planned, and what is still open."


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest as it is published."""

    knowledge: Knowledge
    narrative: Narrative

    def data(self) -> dict[str, Any]:
        """For machines."""
        return digest_json(self.knowledge, self.narrative)


def tell(knowledge: Knowledge, errand: Errand | None, reason: str = "") -> Digest:
    """The digest of what is known; `reason` says why no model is asked, where none is."""
    sheet, told = digest(knowledge)
    own = spoken(told, sheet, reason)
    if errand is None:
        return Digest(knowledge, own)
    asked = Asked(errand, sheet.incident.id)
    statements = tuple(
        Statement(render(note.text, sheet), note.facts, tuple(render(text, sheet) for text in note.wordings))
        for note in _plain(told, sheet)
    )
    needed = [
        statement for statement, note in zip(statements, _plain(told, sheet), strict=True) if note.section == "broken"
    ]
    task = LeadTask(
        "sessions of a network lab",
        WANTED,
        statements,
        Notes(sheet, told).read,
        lambda stated: [each for each in needed if not set(each.facts) <= set(stated)],
    )
    said = lead(task, asked) if statements else ()
    facts = {fact for item in (*said, *own.sentences) for fact in item.facts}
    why = asked.reason(wrote=bool(said))
    words = Narrative((*said, *own.sentences), tuple(asked.caught), len(facts), why, asked.signature)
    return Digest(knowledge, words)


def _plain(told: Sequence[Sentence], sheet: FactSheet) -> list[Sentence]:
    return [note for note in told if note.facts and not exact(note, sheet)]


def markdown(told: Digest, program_version: str = "", sovereignty: str = "") -> str:
    """The digest's page."""
    session = told.knowledge.session
    asked = told.narrative.signature is not None
    order = list(TITLES)
    said = sorted(told.narrative.sentences, key=lambda sentence: order.index(sentence.section))
    return _template().render(
        lab=cell(session.lab) if session.lab else None,
        when=_when(session),
        sections=[
            {"title": TITLES[section], "sentences": [_line(item) for item in group]}
            for section, group in groupby(said, key=lambda each: each.section)
        ],
        lines=[_row(template) for template in told.knowledge.templates],
        footer=" ".join(
            filter(None, (footer(told.narrative, program_version), _sentence(sovereignty) if asked else ""))
        ),
    )


def _when(session: LabSession) -> str:
    if not session.dated:
        return "nothing could be read"
    start, end = ((rfc3339(each) or "")[:16].replace("T", " ") for each in (session.from_ns, session.to_ns))
    return f"{start} to {end} UTC"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}." if text else ""


def _line(said: Said) -> str:
    """A sentence in a Markdown list: what stands in backticks is code there, the rest is escaped."""
    parts = said.text.split("`")
    if len(parts) % 2 == 0:
        return cell(said.text)
    return "".join(code(part) if k % 2 else _kept(part) for k, part in enumerate(parts))


def _kept(text: str) -> str:
    lead, tail = " " * (len(text) - len(text.lstrip())), " " * (len(text) - len(text.rstrip()))
    return lead + cell(text) + (tail if text.strip() else "")


def _row(line: Line) -> dict[str, str | int]:
    return {"count": line.count, "nodes": cell(", ".join(line.nodes[:6])), "text": code(line.text).replace("|", "\\|")}


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(resource("templates/reports")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Markdown, not HTML: `cell` escapes what people and devices wrote
    )
    return environment.get_template("digest.md.j2")
