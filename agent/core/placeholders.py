"""Text with placeholders: `{F7}` becomes the first wording of that fact, and nothing else may carry a value. Pure.

A model that writes only placeholders cannot state a wrong number; this check finds what it wrote past them.
"""

import re

from agent.core.facts import FactSheet
from agent.core.known import Known
from agent.core.monitor import Finding
from agent.core.reading import Span, read
from agent.core.reading.numbers import WORD

PLACEHOLDER = re.compile(r"\{(F\d+)\}")
BROKEN = re.compile(r"[{}]")
DIGIT = re.compile(r"\S*\d\S*")
SPELLED = re.compile(rf"\b(?!one\b)(?:{WORD}|twice|thrice|dozens)\b", re.I)
STATE = re.compile(r"\b(?:OK|WARNING|ACTION|ESTABLISHED|IDLE|CONNECT|ACTIVE|OPENSENT|OPENCONFIRM)\b")


def fill(text: str, sheet: FactSheet) -> str:
    """The text with every known placeholder replaced by its fact's first wording; unknown ones stay as they are."""

    def word(found: "re.Match[str]") -> str:
        fact = sheet.by_id.get(found[1])
        return fact.wordings[0] if fact else found[0]

    return PLACEHOLDER.sub(word, text)


def used(text: str) -> tuple[str, ...]:
    """The ids of a text's placeholders, in order, each once."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(text)))


def check_placeholders(text: str, sheet: FactSheet) -> tuple[Finding, ...]:
    """What a text carries past its placeholders: unknown ids, digits, numbers in words, names, addresses, states."""
    found = [
        Finding("placeholders", Span(*each.span()), f"the sheet has no fact {each[1]}")
        for each in PLACEHOLDER.finditer(text)
        if each[1] not in sheet.by_id
    ]
    bare = PLACEHOLDER.sub(lambda each: "\0" * len(each[0]), text)
    for pattern, what in (
        (BROKEN, "a broken placeholder"),
        (DIGIT, "a value that is no placeholder"),
        (SPELLED, "a number in words"),
        (STATE, "a state that is no placeholder"),
    ):
        for each in pattern.finditer(bare):
            _add(found, Finding("placeholders", Span(*each.span()), f"{what}: {each[0].strip(chr(0))!r}"))
    for clause in read(bare, Known(sheet).vocabulary).clauses:
        for name in clause.names:
            if name.kind != "family":
                _add(found, Finding("placeholders", name.span, f"a name that is no placeholder: {name.text!r}"))
    return tuple(sorted(found, key=lambda each: (each.span.start, each.span.end)))


def _add(found: list[Finding], finding: Finding) -> None:
    if not any(each.span.meets(finding.span) for each in found):
        found.append(finding)
