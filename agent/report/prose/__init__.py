"""The deterministic narrative: an incident told by code, sentence by sentence, from its fact sheet. Pure.

Each sentence stands alone (no "it" that looks back), so that any of them may take the place of one that a model wrote.
Its wordings say the same; the first is the one that code publishes.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from agent.report.fact_sheet import Fact, FactSheet
from agent.report.narrative import LABKEEPER, Narrative, Said, Section
from agent.report.prose.cause import cause
from agent.report.prose.names import Names
from agent.report.prose.next_steps import look
from agent.report.prose.open_questions import unsettled
from agent.report.prose.scope import scope
from agent.report.prose.summary import happened
from agent.report.prose.timeline import timeline

PLACEHOLDER = re.compile(r"\{(F[1-9][0-9]{0,4})\}")
SPELLED = ("count", "losses", "cause", "peering", "planned", "certainty")
"""Kinds of facts whose wordings are plain English, and so begin a sentence with a capital."""

CHAPTERS: dict[Section, Callable[[Names], Iterable[tuple[str, ...]]]] = {
    "happened": happened,
    "scope": scope,
    "timeline": timeline,
    "cause": cause,
    "open": unsettled,
    "look": look,
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its wordings; `{F7}` in them becomes a fact's value. `facts` are the ids that it carries."""

    section: Section
    wordings: tuple[str, ...]
    facts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The wording that code publishes, with placeholders."""
        return self.wordings[0]


def sentences(sheet: FactSheet) -> tuple[Sentence, ...]:
    """The whole narrative, in order."""
    names = Names(sheet)
    told = [
        Sentence(section, wordings, placeholders(" ".join(wordings)))
        for section, chapter in CHAPTERS.items()
        for wordings in chapter(names)
    ]
    return tuple({(item.section, render(item.text, sheet)): item for item in told}.values())


def placeholders(text: str) -> tuple[str, ...]:
    """The fact ids that a text carries, each once, in order."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(text)))


def render(text: str, sheet: FactSheet) -> str:
    """A text with its facts' values put in; every id must be known.

    Raises:
        KeyError: a placeholder names no fact.
    """
    done = PLACEHOLDER.sub(lambda match: sheet.by_id[match[1]].wordings[0], text)
    first = PLACEHOLDER.match(text)
    if not first or _spelled(sheet.by_id[first[1]]):
        done = done[:1].upper() + done[1:]
    return done


def _spelled(fact: Fact) -> bool:
    return fact.kind in SPELLED


def plain(sheet: FactSheet, reason: str = "") -> Narrative:
    """The narrative as code alone tells it; `reason` says why no model took part."""
    return spoken(sentences(sheet), sheet, reason)


def spoken(told: Iterable[Sentence], sheet: FactSheet, reason: str = "") -> Narrative:
    """Sentences of code with their values in them; `reason` says why no model took part."""
    told = tuple(told)
    said = tuple(Said(item.section, render(item.text, sheet), LABKEEPER, item.facts) for item in told)
    return Narrative(said, facts_checked=len({fact for each in told for fact in each.facts}), reason=reason)
