"""Text with placeholders: `{F7}` becomes the first wording of that fact, and nothing else may carry a value. Pure.

A model that writes only placeholders cannot state a wrong number; this check finds what it wrote past them.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from agent.core.facts import FactSheet
from agent.core.prose import PLACEHOLDER as VALID
from agent.core.prose import placeholders, render
from agent.core.words import NUMERALS

PLACEHOLDER = re.compile(r"\{(F\d+)\}")
BROKEN = re.compile(r"[{}]")
DIGIT = re.compile(r"\S*\d\S*")
SPELLED = re.compile(rf"\b(?:{'|'.join(each for each in NUMERALS if each != 'one')}|twice|thrice|dozens)\b", re.I)
STRANGE = re.compile(r"[^A-Za-z ,.;:'(){}0-9-]")
RENDERED_AT_MOST = 480
STATE = re.compile(r"\b(?:OK|WARNING|ACTION|ESTABLISHED|IDLE|CONNECT|ACTIVE|OPENSENT|OPENCONFIRM)\b")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a sentence cannot be published, in words that a model can mend it by."""

    monitor: str
    message: str
    fact: str | None = None


def fill(text: str, sheet: FactSheet) -> str:
    """The text with every known placeholder replaced by its fact's first wording; unknown ones stay as they are."""

    def word(found: "re.Match[str]") -> str:
        fact = sheet.by_id.get(found[1])
        return fact.wordings[0] if fact else found[0]

    return PLACEHOLDER.sub(word, text)


def used(text: str) -> tuple[str, ...]:
    """The ids of a text's placeholders, in order, each once."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(text)))


def faults(text: str, given: Collection[str], sheet: FactSheet) -> list[Fault]:
    """What is wrong with a sentence before its words are licensed: values past placeholders, signs, length, form."""
    used_ids = placeholders(text)
    found = [
        Fault("placeholder", f"{{{each}}} does not belong to this section", each)
        for each in used_ids
        if each in sheet.by_id and each not in given
    ]
    if not used_ids:
        found.append(Fault("placeholder", "carries no placeholder, so nothing that was measured"))
    found += past_placeholders(text, sheet)
    strange = sorted(set(STRANGE.findall(VALID.sub(" ", text))))
    if strange:
        found.append(Fault("format", f"has signs that plain prose does not need: {' '.join(strange)[:40]}"))
    if not found:
        shown = render(text, sheet)
        if len(shown) > RENDERED_AT_MOST:
            found.append(Fault("length", f"is longer than {RENDERED_AT_MOST} characters; say it in two sentences"))
        if not shown.rstrip("'\")").endswith((".", "!", "?")):
            found.append(Fault("format", "does not end like a sentence"))
    return found


def past_placeholders(text: str, sheet: FactSheet) -> list[Fault]:
    """What a text carries past its placeholders: unknown ids, digits, numbers in words, names, states."""
    found = [
        Fault("placeholder", f"the sheet has no fact {each}", None) for each in used(text) if each not in sheet.by_id
    ]
    bare = PLACEHOLDER.sub(" ", text)
    names = "|".join(re.escape(each) for each in sorted(sheet.incident.nodes, key=len, reverse=True)) or "(?!)"
    for pattern, what in (
        (BROKEN, "a broken placeholder"),
        (DIGIT, "a value that is no placeholder"),
        (SPELLED, "a number in words"),
        (STATE, "a state that is no placeholder"),
        (re.compile(rf"(?<![\w-])(?:{names})(?![\w-])"), "a name that is no placeholder"),
    ):
        found += [Fault("placeholder", f"has {what}: {each!r}") for each in dict.fromkeys(pattern.findall(bare))]
    return found
