"""A lead: two to four sentences over the whole, by a model, of which only those are published that code reads as true.

One call with statements that hold their values; where it says too little, a second with another seed and what was
wanted; the same answer twice ends it. What a lead must say and does not is appended in code's own words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agent.models.api import Message
from agent.report.claims.verdict import SentenceVerdict, TextVerdict
from agent.report.narrative import LABKEEPER, Said
from agent.tasks.prompt import prompt
from agent.tasks.wording import Asked, same

SENTENCES_AT_MOST = 4
LOCKED_SENTENCES = 3
"""So many sentences an engine that is locked to wordings is asked for; small ones are slow."""

TRIES = 2
ENOUGH = 2
"""So many sentences of a model's own, with nothing missing, are not asked for again."""

REFUSED_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Statement:
    """One of code's sentences with its values, the ids of its facts, and all wordings of it."""

    text: str
    facts: tuple[str, ...]
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeadTask:
    """What a lead is made of: statements, how sentences are read, and what must be stated (or code's own for it)."""

    what: str
    wanted: str
    statements: tuple[Statement, ...]
    read: Callable[[str], TextVerdict]
    missing: Callable[[Sequence[str]], Sequence[Statement]]


def lead(task: LeadTask, asked: Asked) -> tuple[Said, ...]:
    """The lead as it is published; empty where the model wrote no sentence that differs from code's."""
    best: list[SentenceVerdict] = []
    before = ""
    wanted: Sequence[Statement] = ()
    refused: Sequence[str] = ()
    for number in range(TRIES):
        text = asked.ask(_messages(task, wanted, refused), _choices(task, asked), seed=number)
        if text is None or text == before:
            break
        before = text
        good, bad = _sorted(task, text)
        last = number + 1 == TRIES or (len(_own(task, good)) >= ENOUGH and not task.missing(_facts(good)))
        for verdict in bad:
            asked.refuse("lead", verdict, again=not last)
        if len(_own(task, good)) > len(_own(task, best)):
            best = good
        if last:
            break
        wanted, refused = task.missing(_facts(good)), tuple(verdict.text for verdict in bad[:REFUSED_SHOWN])
    if not _own(task, best):
        return ()
    return _published(task, best, asked.author)


def _messages(task: LeadTask, missing: Sequence[Statement], refused: Sequence[str]) -> tuple[Message, ...]:
    """What never changes comes first, so that an engine need not read it again."""
    rules = prompt("lead_rules", what=task.what, wanted=task.wanted)
    statements = [statement.text for statement in task.statements]
    asking = prompt(
        "lead",
        statements=statements,
        missing=[statement.text for statement in missing],
        refused=[" ".join(text.split())[:300] for text in refused],
        wanted=task.wanted,
    )
    return Message("system", rules), Message("user", asking)


def _choices(task: LeadTask, asked: Asked) -> tuple[tuple[str, ...], ...]:
    if not asked.errand.options.locked:
        return ()
    choices = (statement.wordings for statement in task.statements[:LOCKED_SENTENCES])
    return tuple(wordings[1:] or wordings for wordings in choices)  # the first stands below already


def _sorted(task: LeadTask, text: str) -> tuple[list[SentenceVerdict], list[SentenceVerdict]]:
    """The sentences that hold, each said once, and those that do not; a last one that was cut off is left out."""
    verdicts = [verdict for verdict in task.read(text).sentences if verdict.text.rstrip().endswith((".", "!"))]
    good: list[SentenceVerdict] = []
    for verdict in verdicts:
        new = not any(same(verdict.text, other.text) or set(verdict.facts) <= set(other.facts) for other in good)
        if verdict.verdict == "supported" and new and len(good) < SENTENCES_AT_MOST:
            good.append(verdict)
    return good, [verdict for verdict in verdicts if verdict.verdict != "supported"]


def _own(task: LeadTask, good: Sequence[SentenceVerdict]) -> list[SentenceVerdict]:
    """Those that differ from every sentence of code."""
    texts = [statement.text for statement in task.statements]
    return [verdict for verdict in good if not any(same(verdict.text, text) for text in texts)]


def _facts(good: Sequence[SentenceVerdict]) -> list[str]:
    return [fact for verdict in good for fact in verdict.facts]


def _published(task: LeadTask, good: Sequence[SentenceVerdict], author: str) -> tuple[Said, ...]:
    own = _own(task, good)
    found = [Said("lead", verdict.text, author if verdict in own else LABKEEPER, verdict.facts) for verdict in good]
    for statement in task.missing(_facts(good)):
        if statement.text not in {item.text for item in found}:
            found.append(Said("lead", statement.text, LABKEEPER, statement.facts))
    return tuple(found)
