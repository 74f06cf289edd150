"""What is done with all rows of an answer, or by when: sorted, counted by, compared, waited for, kept in a file. Pure.

Each operation is a statement of some shapes and the values that it says. Its words are taken out of the request, and what
is left says of what, of whom and when; so operations, topics and conditions go together freely.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from agent.gates.script.request.columns import NAMED
from agent.gates.script.request.shapes import Statement, find, is_whole, number_of, says, seconds_of
from agent.gates.script.request.statements import OPERATIONS

Values = Mapping[str, object]


@dataclass(slots=True)
class Operations:
    """What was read: values of the intent, topics that they need, and words that were read and make no sense here."""

    values: dict[str, object] = field(default_factory=dict)
    topics: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)

    def add(self, name: str, words: str, values: Values) -> None:
        """Take what an operation says; what two say differently is left."""
        for key, value in values.items():
            if key == "skipped" and isinstance(value, tuple) and isinstance(before := self.values.get(key, ()), tuple):
                self.values[key] = tuple(dict.fromkeys([*before, *value]))
                continue
            if self.values.setdefault(key, value) != value:
                self.left.append(words)
        self.said.setdefault(name, words)

    def has(self, *names: str) -> bool:
        return any(name in self.said for name in names)


def column(text: str) -> tuple[str, str]:
    """The column that some words name, and its topic; empty where they name none."""
    return next(((name, topic) for name, words, topic, _ in NAMED if is_whole(text, f"the? ( {words} )")), ("", ""))


def _columns(text: str) -> list[tuple[str, str]]:
    """The columns that a list names, in its order, and by which words."""
    words = text.replace(",", " ").replace("/", " ").replace("+", " ").replace("&", " ").split()
    found: list[tuple[str, str]] = []
    while words:
        taken = next((count for count in range(len(words), 0, -1) if column(" ".join(words[:count]))[0]), 0)
        said = " ".join(words[:taken])
        found += [(column(said)[0], said)] if taken else []
        words = words[max(taken, 1) :]
    return found


def column_list(text: str) -> tuple[str, ...]:
    """The names of the columns that a list names."""
    return tuple(dict.fromkeys(name for name, _ in _columns(text)))


def _listed(found: Statement) -> str:
    """The text without a list of columns, but for those that are topics beside what is asked for."""
    rest = found.rest
    own = _OF_ROUTES if says(rest, "route|routing|rib") else ()
    return f"{rest}, {', '.join(said for name, said in _columns(found['columns']) if name not in own)}"


_OF_ROUTES: Final = ("prefix", "protocol", "next hop", "out interface", "metric", "preference", "node", "time")
"""Columns that all routes have."""


_AMOUNTS: Final = frozenset((
    "in errors", "out errors", "in discards", "out discards", "octets", "in octets", "out octets", "rate", "in rate", "out rate", "errors", "discards", "cpu", "memory", "usage",
    "received", "sent", "flaps", "count", "routes", "amount",
))  # fmt: skip
"""Columns of which most comes first where no order is said."""


def _sorted(found: Statement) -> Values:
    timed = says(found.words, "BY_TIME") or says(found["column"], "RECENCY")
    if says(found["column"], "RECENCY") and says(found.words, "DESCENDING|ASCENDING"):
        return {"then": found.words}  # of the moment, or of how long ago it was
    name, topic = column(found["column"]) if found["column"] else ("uptime" if timed else "amount", "")
    name = "prefix length" if says(f"{found['down']} {found['up']}", "longest|shortest") else name
    second = column(found["second"])
    if name == "node":
        return {"by_node": True, **({"sorted_by": second[0], "topic": second[1]} if second[0] else {})}
    if second[0]:
        return {"sorted_by": "", "by_node": False, "then": second[0]}
    descending = bool(found["down"]) or (name in _AMOUNTS and not found["up"])
    return {"sorted_by": name, "descending": descending, "topic": topic}


def _top(found: Statement) -> Values:
    name, topic = ("rate", "interface_rate") if found["busy"] else column(found["column"])
    if name == "prefix":  # the most prefixes
        name, topic = "received", "bgp_prefixes"
    if found["late"]:
        return {"sorted_by": "uptime", "descending": False, "first": 1}
    return {
        "sorted_by": name, "descending": not found["few"], "first": int(number_of(found["number"] or "one")), "topic": topic,
    }  # fmt: skip


_FOLDS: Final = (
    ("min", "min|minimum|lowest"), ("avg", "avg|average|mean"), ("max", "max|maximum|peak|highest"),
)  # fmt: skip


def _folded(found: Statement) -> Values:
    return {"folds": tuple(name for name, words in _FOLDS if says(found["folds"], words))}


def _grouped(found: Statement) -> Values:
    name, topic = column(found["column"])
    return {"grouped": name, "topic": topic}


def _skipped(found: Statement) -> Values:
    known = {
        "management": ("mgmt",), "loopback": ("lo", "system"), "loopbacks": ("lo", "system"),
        **dict.fromkeys(("internal", "virtual", "logical"), ("lo", "system", "irb")),
    }  # fmt: skip
    if found["bodily"]:
        return {"skipped": ("mgmt", "lo", "system", "irb", "lag")}
    words = [word.strip(",") for word in found["inner"].lower().split()]
    inner = [word for word in words if says(word, "INNER")]
    return {"skipped": tuple(dict.fromkeys(one for word in inner for one in known.get(word, (word,))))}


_VALUES: Final[Mapping[str, Callable[[Statement], Values]]] = {
    "sorted": _sorted,
    "in a row": lambda found: {"in_a_row": 2 if found["twice"] else int(number_of(found["number"]))},
    "first too": lambda _: {"first_too": True},
    "diff": lambda _: {"differing": True, "compared": True},
    "fine as well": lambda found: {"fine": found["word"].lower().replace(" ", "-").replace("two", "2")},
    "last lines": lambda found: {
        "tail": int(number_of(found["number"])),
        "topic": "" if says(found.rest, "COMMAND") else "logs",
    },
    "folded": _folded,
    "added up": lambda _: {"folds": ("sum",), "adds_up": True},
    "retries": lambda found: {"retries": 2 if found["twice"] else int(number_of(found["number"] or "one"))},
    "timeout": lambda found: {"timeout_s": max(1, int(seconds_of(found.kept)))},
    "parallel": lambda _: {"parallel": True},
    "grown": lambda found: {"grown": True, **({"baseline": True} if found["begin"] else {})},
    "twice": lambda found: {"grown": True, "twice_s": int(seconds_of(found.kept))},
    "example": lambda _: {"columns": ("node", "interface", "system name", "port id"), "form": "lines", "arrow": True},
    "per time": lambda found: {"per_s": 60 if found["minutes"] else 1},
    "top": _top,
    "grouped": _grouped,
    "stops": lambda _: {"stops": True},
    "credentials": lambda _: {"env_only": True},
    "until": lambda _: {"until": True},
    "saved": lambda found: {"saved": True, "file": found["file"] if "." in found["file"] else "auto.json"},
    "redrawn": lambda _: {"redrawn": True, "form": "table"},
    "unreachable": lambda found: {"unreachable": (found["word"] or "unreachable").lower()},
    "columns": lambda found: {"columns": column_list(found["columns"])},
    "totals": lambda _: {"totals": True},
    "skipped": _skipped,
    "held": lambda found: {
        "differing": True,
        "compared": True,
        "held": found["gap1"],
        "topic": "bgp_routes" if says(found.words, "bgp") else "route_table",
    },
    "differing": lambda _: {"differing": True, "compared": True},
    "no link locals": lambda _: {"no_link_locals": True},
    "matrix": lambda _: {"matrix": True},
    "bell": lambda _: {"bell": True},
    "summary": lambda _: {"summary": True},
    "compared": lambda _: {"compared": True},
    "family": lambda _: {"families": "both"},
    "anew": lambda _: {"anew": True},
    "limit": lambda found: {"limit_s": int(seconds_of(found.kept))},
}
"""What an operation says; one that is not here says nothing of rows."""


def read_operations(text: str) -> tuple[str, Operations]:
    """The text without the words of operations, and what they say."""
    made = Operations()
    for name, beside, shapes in OPERATIONS:
        if not ((beside and says(text, beside)) or made.has(*_AFTER.get(name, ())) or not (beside or name in _AFTER)):
            continue
        for _ in range(MOST_AGAIN if name in _SAID_AGAIN else 1):
            found = find(text, *shapes)
            if found is None:
                break
            values = dict(_VALUES[name](found)) if name in _VALUES else {}
            topic = str(values.pop("topic", ""))
            made.topics += [topic] if topic else []
            made.add(name, found.words.strip(" ,;."), values)
            text = _listed(found) if name == "columns" else found.rest
    return " ".join(text.split()), made


MOST_AGAIN: Final = 4
_SAID_AGAIN: Final = ("compared", "colored", "bell", "redrawn", "included", "anew", "appended", "skipped")
"""Operations that say the same when they are said again."""

_AFTER: Final = {"downwards": ("top",), "limit": ("until",), "numbers": ("totals", "grouped")}
"""Operations that there must be before another has its sense."""
