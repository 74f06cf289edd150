"""What a model's sentence must be before its values are put in: letters, and placeholders that it was given. Pure.

With this a number, an address or a time can only come from a fact. What the sentence says of its facts is the trust
monitors' to judge, on the text with the values in it.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from agent.core.facts import FactSheet
from agent.core.placeholders import check_placeholders
from agent.core.prose import PLACEHOLDER, placeholders, render
from agent.tasks.answer import SIGN
from agent.tasks.placement import invented, misplaced

RENDERED_AT_MOST = 480
STUTTER = re.compile(r"\b([a-z']+(?: [a-z']+){0,3}) \1\b")
"""One to four words, and the same again at once."""

_STRANGE = re.compile(SIGN.replace("[", "[^", 1))


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a sentence cannot be published, in words that a model can mend it by."""

    monitor: str
    message: str
    fact: str | None = None
    at: int = 0
    """Where in the text that was checked it begins."""


def faults(text: str, given: Collection[str], sheet: FactSheet) -> list[Fault]:
    """Everything that is wrong with a sentence with placeholders; nothing where it may be judged by the monitors."""
    bare = PLACEHOLDER.sub(" ", text)
    used = placeholders(text)
    found = []
    for each in used:
        if each in sheet.by_id and each not in given:
            found.append(Fault("placeholder", f"{{{each}}} does not belong to this section", each))
    if not used:
        found.append(Fault("placeholder", "carries no placeholder, so nothing that was measured"))
    found += [Fault("placeholder", f"has {each.message}", each.fact) for each in check_placeholders(text, sheet)]
    strange = sorted({each for each in _STRANGE.findall(bare) if each not in "{}" and not each.isdigit()})
    if strange:
        found.append(Fault("format", f"has signs that plain prose does not need: {' '.join(strange)[:40]}"))
    names = invented(text)
    if names:
        found.append(Fault("entities", f"names {', '.join(map(repr, names[:4]))}; names come from placeholders only"))
    if not found:
        found += [Fault(*each) for each in misplaced(text, sheet)]
        found += _shape(text, sheet)
    return found


def _shape(text: str, sheet: FactSheet) -> list[Fault]:
    shown = render(text, sheet)
    found = []
    if len(shown) > RENDERED_AT_MOST:
        found.append(Fault("length", f"is longer than {RENDERED_AT_MOST} characters; say it in two sentences"))
    if not shown.rstrip("'\")").endswith((".", "!", "?")):
        found.append(Fault("format", "does not end like a sentence"))
    if STUTTER.search(" ".join(re.findall(r"[a-z']+|[{,;.]", text.lower()))):
        found.append(Fault("repetition", "says the same words over and over"))
    if len(used := PLACEHOLDER.findall(text)) > 2 * len(set(used)):
        found.append(Fault("repetition", "says the same value over and over"))
    return found
