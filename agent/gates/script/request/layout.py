"""How a request is laid out: the marks of its list and the names of its fields are taken out, what they hold stays. Pure.

`1. leaf1, 2. LLDP` and `node: leaf1; interval: 10 s` say what `leaf1, LLDP` and `leaf1, interval 10 s` say.
"""

import re
from collections.abc import Iterator
from typing import Final

from agent.gates.script.request.shapes import Statement, number_of, replaced

_BULLET: Final = re.compile(r"(?:^|(?<=[\s,;:(]))\(?(?P<mark>[a-h]|\d{1,2})(?:\)|(?P<dot>\.))(?=\s|$)", re.IGNORECASE)
_FIELD: Final = re.compile(r"(?<![\w./:-])(?P<name>[A-Za-z]{2,20})(?P<sign>\s?[:=])(?!\d{1,3}\b[./:]|[0-9a-f]{2}:)\s*")

_SHORT: Final = {
    **{f"{word}nt": f"{word}n't" for word in (
        "is", "are", "do", "does", "did", "has", "have", "had", "was", "were", "should", "would", "could", "must")},
    "cant": "can't", "wont": "won't", "theres": "there is", "whos": "who is", "thats": "that's", "whats": "what is",
    "til": "until", "thru": "through", "hows": "how is",
}  # fmt: skip
"""Short forms as they are typed in haste."""

_HASTE: Final = re.compile(rf"(?<![\w'./-])(?:{'|'.join(_SHORT)})(?![\w'/-])", re.IGNORECASE)

LEAST_SPELT: Final = 2
_NO_COUNTS: Final = ("both", "other", "couple of")
HEADINGS: Final = frozenset(
    ["access", "action", "aim", "data", "description", "destination", "detail", "details", "display", "field", "fields", "filter", "filters", "format", "from", "goal", "how", "info", "information", "job", "kind", "language", "library", "method", "methods", "metric", "metrics", "mode", "note", "notes", "of", "on", "order", "output", "outputs", "platform", "print", "printing", "purpose", "query", "question", "report", "request", "requirement", "requirements", "result", "results", "schedule", "scope", "script", "show", "source", "sources", "spec", "specification", "specifications", "subject", "task", "tasks", "timing", "tool", "topic", "topics", "transport", "type", "values", "vendor", "via", "want", "wanted", "way", "what", "when", "where", "which", "who", "wish", "wishes", "protocol", "system", "os", "threshold", "limit"]
)  # fmt: skip
"""Names of fields that say nothing beside what stands behind them: each of that is read by what it is itself."""
_HOW: Final = re.compile(r"\bhow (long|often)\s?[:=]\s*", re.IGNORECASE)
_PERIODS: Final = frozenset(("time", "period"))
"""Names of fields that may be how often or how long."""
_TIMES: Final = frozenset(("interval", "frequency", "cadence", "duration", "runtime", "stop", "run"))
_SAID: Final = re.compile(r"(?:every|each|for|once|twice|after|until|hourly)\b", re.IGNORECASE)
_NONE: Final = re.compile(r"(?:none|no|nothing|n/?a|-)(?=\s*(?:[,;.]|$))", re.IGNORECASE)


_SPELT: Final = "number:NUMBER !!( UNIT|percent|per_cent|% )"


def with_digits(text: str) -> str:
    """Times and shares with their numbers in digits: `five minutes`, `ten percent`."""
    text = _HASTE.sub(lambda found: _SHORT[found[0].lower()], text)
    text = replaced(
        text,
        lambda found: f"all {int(number_of(found['number']))} nodes",
        "all|these number:NUMBER !!have|has|see|know|run|reach|carry",
    )
    text = re.sub(r"\b(type|level|area)-(?=\d)", r"\1 ", text, flags=re.IGNORECASE)
    text = replaced(text, lambda found: f"{7 * int(number_of(found['number']))} days", "number:NUMBER week")
    text = replaced(
        text, lambda found: f"{found['limit']} 1", "limit:than|under|over|least|most|below|above a|an|one !!UNIT"
    )
    text = replaced(
        text,
        lambda found: f"flaps {found['limit']}",
        "flap limit:( more|less|fewer than NUMBER | at least NUMBER | over NUMBER ) times",
    )
    return replaced(text, _in_digits, _SPELT)


def _in_digits(found: Statement) -> str | None:
    number = number_of(found["number"])
    return str(int(number)) if number >= LEAST_SPELT and found["number"].lower() not in _NO_COUNTS else None


def plain_layout(text: str) -> str:
    """The request as running words."""
    return _without_fields(_without_marks(text))


def _without_marks(text: str) -> str:
    """The text without the marks of a list, if there is one: they count on from the first, and are two at least."""
    places = list(_sequence(text))
    if len(places) < 2:
        return text
    for start, end in reversed(places):
        text = f"{text[:start]}; {text[end:]}"
    return text


def _sequence(text: str) -> Iterator[tuple[int, int]]:
    first, expected = "", ""
    for found in _BULLET.finditer(text):
        mark = found["mark"].lower()
        before = text[: found.start()].rstrip(" (")[-1:]
        if found["dot"] and before not in ("", ",", ";", ":", ".", "\n"):
            continue
        if not first and mark in ("1", "a"):
            first = expected = mark
        if mark == expected:
            yield found.span()
            expected = chr(ord(mark) + 1) if mark.isalpha() else str(int(mark) + 1)


def _without_fields(text: str) -> str:
    """The text with the names of its fields taken out, and without the sign behind those that say something."""
    text = _HOW.sub(lambda found: "duration " if found[1].lower() == "long" else "; ", text)
    made, place = "", 0
    for found in _FIELD.finditer(text):
        name = found["name"].lower()
        made += text[place : found.start()]
        place = found.end()
        if name in ("filter", "filters", "condition", "conditions") and (none := _NONE.match(text, place)):
            place = none.end()
        elif name in HEADINGS or (name in _TIMES and _SAID.match(text, place)):
            made += "; " if made.strip() else ""
        elif name in _PERIODS:
            made += "period "
        else:
            made += f"{found['name']} "
    return made + text[place:]
