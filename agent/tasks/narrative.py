"""The narrative of an incident: a lead in a model's words over code's own exact sections, which always stand below it.

A failing model costs its words, never the report.
"""

from collections.abc import Callable, Sequence
from functools import partial

from agent.models.api import ModelClient
from agent.report.claims.reading import read_text
from agent.report.claims.required import missing
from agent.report.fact_sheet import FactSheet
from agent.report.narrative import Narrative
from agent.report.prose import plain, render, sentences
from agent.tasks.lead import LeadTask, Statement, lead
from agent.tasks.wording import Asked, Errand, NarrativeOptions

TASK = "narrative"
WANTED = (
    "Summarise the incident in two to four sentences: what was lost and why, when it was back, and what is still open."
)
SHOWN = ("happened", "scope", "timeline", "cause", "open")
"""The sections whose sentences a model is given."""


def narrate(
    sheet: FactSheet, words: ModelClient, options: NarrativeOptions, progress: Callable[[int, int], None] | None = None
) -> Narrative:
    """The incident with the model's lead, as far as it holds; never raises for what a model did."""
    if progress:
        progress(0, 1)
    asked = Asked(Errand(TASK, words, options), sheet.incident.id)
    statements = statements_of(sheet)
    task = LeadTask(
        "network incidents", WANTED, statements, partial(read_text, sheet=sheet, published=True),
        partial(_missing, sheet, statements),
    )  # fmt: skip
    said = lead(task, asked)
    if progress:
        progress(1, 1)
    own = plain(sheet)
    facts = {fact for item in (*said, *own.sentences) for fact in item.facts}
    reason = asked.reason(wrote=bool(said))
    return Narrative((*said, *own.sentences), tuple(asked.caught), len(facts), reason, asked.signature)


def statements_of(sheet: FactSheet) -> tuple[Statement, ...]:
    """Code's sentences as a model is given them."""
    return tuple(
        Statement(
            render(sentence.text, sheet), sentence.facts, tuple(render(text, sheet) for text in sentence.wordings)
        )
        for sentence in sentences(sheet)
        if sentence.section in SHOWN
    )


def _missing(sheet: FactSheet, statements: Sequence[Statement], stated: Sequence[str]) -> list[Statement]:
    """Code's own sentences for what a lead must say and does not."""
    found: dict[Statement, None] = {}
    for _, _, ids in missing(sheet, stated):
        own = next((statement for statement in statements if ids & set(statement.facts)), None)
        if own is not None:
            found[own] = None
    return list(found)
