"""What a request's words say of a handler's answers, held against what it answered. Pure.

Only what can be told from answers: that it says nothing while things are up, counts, names what it is asked to name. A
demand that no words make is none, and what no demand covers is told as not looked at.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Seen = tuple[str, str, Any]
"""Node, path or command, and value of one call."""

UP: Final = frozenset(("established", "up", "enable"))


@dataclass(frozen=True, slots=True)
class _Demand:
    """Words of a request, and what they ask of the answers; `unless` other words stand beside them."""

    words: re.Pattern[str]
    check: Callable[[Sequence[Seen], Sequence[Any]], str]
    unless: re.Pattern[str] | None = None


def unmet(request: str, made: Sequence[Seen], found: Sequence[Any]) -> tuple[str, ...]:
    """The demands that the answers do not keep."""
    told = [one.check(made, found) for one in _DEMANDS if _made_by(one, request)]
    missing = [word for word in _LITERAL.findall(request) if word not in _KNOWN and word not in repr(found)]
    told += [f"the request says {word}, and no answer has that word" for word in missing]
    return tuple(one for one in told if one)


def _made_by(demand: _Demand, request: str) -> bool:
    return bool(demand.words.search(request)) and not (demand.unless and demand.unless.search(request))


def _states(made: Sequence[Seen]) -> bool:
    """Whether the values are states."""
    return any(str(value).lower() in UP for _, _, value in made)


def _silent_while_up(made: Sequence[Seen], found: Sequence[Any]) -> str:
    if not _states(made):
        return ""
    for (_, _, value), answer in zip(made, found, strict=True):
        if str(value).lower() in UP and answer:
            return f"it answers to the value {value!r}; the request asks for what goes down alone"
    downs = [answer for (_, _, value), answer in zip(made, found, strict=True) if str(value).lower() not in UP]
    return "" if any(downs) else "it never answers where something goes down"


def _counts(made: Sequence[Seen], found: Sequence[Any]) -> str:
    """The last answer of a leaf has a number that grew with its changes, by itself."""
    by_leaf: Mapping[str, list[str]] = {what: [] for _, what, _ in made}
    for (_, what, _), answer in zip(made, found, strict=True):
        by_leaf[what] += [str(answer)] if answer else []
    for what, answers in by_leaf.items():
        numbers = [[int(one) for one in _NUMBER.findall(answer.replace(what, " "))] for answer in answers]
        if len(answers) < 2 or numbers[0] == numbers[-1]:
            return "its answers have no number that grows with the changes of one and the same path"
    last = {tuple(_NUMBER.findall(answers[-1].replace(what, " "))[-1:]) for what, answers in by_leaf.items()}
    return "" if len(last) == 1 else "paths that changed as often have different counts: count each path by itself"


def _names(part: int, what: str) -> Callable[[Sequence[Seen], Sequence[Any]], str]:
    def check(made: Sequence[Seen], found: Sequence[Any]) -> str:
        for seen, answer in zip(made, found, strict=True):
            wanted = [seen[0]] if part == 0 else _KEY.findall(seen[1])[-1:]
            if answer and wanted and not any(one in str(answer) for one in wanted):
                return f"the answer {str(answer)[:60]!r} does not say the {what}"
        return ""

    return check


def _timed(made: Sequence[Seen], found: Sequence[Any]) -> str:
    bare = [str(answer) for answer in found if answer and not re.search(r"\d\d:\d\d", str(answer))]
    return f"the answer {bare[0][:60]!r} does not say the time" if bare else ""


def _descending(made: Sequence[Seen], found: Sequence[Any]) -> str:
    for answer in found:
        rows = answer if isinstance(answer, list) else []
        numbers = [[value for value in row.values() if isinstance(value, int)] for row in rows]
        columns = list(zip(*numbers, strict=False))
        if len(rows) > 1 and not any(list(column) == sorted(column, reverse=True) for column in columns):
            return "the rows are not in descending order"
    return ""


_NUMBER: Final = re.compile(r"(?<![\w.:-])\d{1,9}(?![\w.:-]*\d)")
_KEY: Final = re.compile(r"\[[\w-]{1,40}=([^\]]{1,60})\]")
_LITERAL: Final = re.compile(r"\b[A-Z]{4,20}\b")
_KNOWN: Final = frozenset(("OSPF", "JSON", "GNMI", "BIRD", "ISIS", "HTTP"))


def _words(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{text})\b", re.IGNORECASE)


_DEMANDS: Final = (
    _Demand(
        _words("goes? down|went down|is down|are down|down only|drops?|not established|not up|lost"),
        _silent_while_up,
        _words("counts?|counting|how (?:often|long|many)|changes?|comes? (?:back )?up|goes up|flaps?"),
    ),
    _Demand(_words("counts? (?:how often|the (?:flaps|changes)|flaps|changes)|count how often|how often"), _counts),
    _Demand(_words("with (?:the )?node|node,|node name|name of the node|which node"), _names(0, "node")),
    _Demand(
        _words("neighbou?r,|with (?:the )?neighbou?r|per (?:neighbou?r|interface|adjacency)|which neighbou?r"),
        _names(1, "name"),
    ),
    _Demand(_words("and (?:the )?time|with (?:the )?(?:time|timestamps?)|timestamped"), _timed),
    _Demand(_words("(?:most|highest|largest|biggest) first|descending|sorted by"), _descending),
)
