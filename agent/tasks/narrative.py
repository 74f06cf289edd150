"""The narrative of an incident: a lead in a model's words over code's own exact sections, which always stand below it.

A failing model costs its words, never the report.
"""

from collections.abc import Callable, Sequence
from functools import partial

from agent.asking import Words
from agent.core.facts import FactSheet
from agent.core.narrative import Narrative
from agent.core.prose import plain, render, sentences
from agent.report.claims.reading import read_text
from agent.report.claims.required import missing
from agent.tasks.lead import LeadTask, Statement, lead
from agent.tasks.wording import Asked, Errand, NarrativeOptions

TASK = "narrative"
WANTED = (
    "Summarise the incident in two to four sentences: what was lost and why, when it was back, and what is still open."
)
SHOWN = ("happened", "scope", "timeline", "cause", "open")
"""The sections whose sentences a model is given."""


def narrate(
    sheet: FactSheet, words: Words, options: NarrativeOptions, progress: Callable[[int, int], None] | None = None
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
    facts = {fact for each in (*said, *own.sentences) for fact in each.facts}
    reason = asked.reason(wrote=bool(said))
    return Narrative((*said, *own.sentences), len(facts), tuple(asked.caught), asked.signature, reason)


def statements_of(sheet: FactSheet) -> tuple[Statement, ...]:
    """Code's sentences as a model is given them."""
    return tuple(
        Statement(render(each.text, sheet), each.facts, tuple(render(text, sheet) for text in each.wordings))
        for each in sentences(sheet)
        if each.section in SHOWN
    )


def _missing(sheet: FactSheet, statements: Sequence[Statement], stated: Sequence[str]) -> list[Statement]:
    """Code's own sentences for what a lead must say and does not."""
    found: dict[Statement, None] = {}
    for _, _, ids in missing(sheet, stated):
        own = next((each for each in statements if ids & set(each.facts)), None)
        if own is not None:
            found[own] = None
    return list(found)
