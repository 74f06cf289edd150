"""What may cross to the agent: every observation is checked and cleaned here, once, whatever made it. Pure.

A field of another type than it is declared with, a number that no device counts to, a time that nobody can have seen:
such an observation is not admitted, and the reason says which field. Texts are cleaned (`clab.cleaning`) and cut. A
device's stamp that cannot be is no stamp: the time of arrival stands for it where that is known.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from clab.cleaning import clean
from clab.units import SECOND_NS
from collectors.observations import RAW_LIMIT, Observation, Seen

FIRST_NS = 631_152_000 * SECOND_NS
"""1990-01-01: no router's log is older."""

LAST_NS = 7_258_118_400 * SECOND_NS
"""2200-01-01."""

AHEAD_NS = 86_400 * SECOND_NS
"""A device's clock that is further ahead of the arrival tells no time."""

LARGEST = 1 << 63
LONGEST = 4_096
"""Characters of a text that are kept."""

TIMES = ("since_ns", "from_ns", "to_ns")
_Field = tuple[str, type, bool, frozenset[str] | None]


def admitted(seen: Observation) -> tuple[Observation | None, str]:
    """The observation as it may cross, or None and why it may not."""
    changes: dict[str, Any] = {}
    values, table = _TABLES[type(seen)]
    for value, (name, kind, optional, words) in zip(values(seen), table, strict=True):
        if value is None and optional:
            continue
        made = value.__class__
        if made is not kind and not (kind is float and made is int):
            return None, f"{name} is {_short(value)}, expected {_said(kind)}"
        if kind is str:
            if words is not None:
                if value not in words:
                    return None, f"{name} is {_short(value)}, none of its words"
            elif not value.isprintable() or len(value) > LONGEST or (name == "raw" and not _fits(value)):
                changes[name] = _text(name, value)
        elif kind is tuple:
            if not all(type(item) is str for item in value):
                return None, f"{name} holds what is no text"
            if not all(each.isprintable() for each in value):
                changes[name] = tuple(clean(each[:LONGEST]) for each in value)
        elif kind is not bool and not (-LARGEST < value < LARGEST):
            return None, f"{name} is out of all bounds"
    return _timed(seen, changes)


def _timed(seen: Observation, changes: dict[str, Any]) -> tuple[Observation | None, str]:
    """The observation with times that can be."""
    arrival = FIRST_NS <= seen.received_ns < LAST_NS
    stamp = FIRST_NS <= seen.seen_ns < LAST_NS and not (arrival and seen.seen_ns > seen.received_ns + AHEAD_NS)
    if not stamp:
        if not arrival or seen.seen_ns == seen.received_ns:
            return None, "its time is before 1990, or after all that can be"
        changes["seen_ns"] = seen.received_ns
    elif not arrival:
        if seen.received_ns:
            return None, "the time of its arrival is before 1990, or after all that can be"
        changes["received_ns"] = seen.seen_ns
    for name in TIMES:
        value = getattr(seen, name, None)
        if value is not None and value and not FIRST_NS <= value < LAST_NS:
            if name == "since_ns":
                changes[name] = None
            else:
                return None, f"{name} is no time"
    return (replace(seen, **changes) if changes else seen), ""


def _fits(raw: str) -> bool:
    return len(raw) <= RAW_LIMIT and (raw.isascii() or len(raw.encode()) <= RAW_LIMIT)


def _text(name: str, value: str) -> str:
    text = clean(value[:LONGEST])
    return text.encode()[:RAW_LIMIT].decode(errors="ignore") if name == "raw" else text


def _short(value: object) -> str:
    if isinstance(value, int) and not -LARGEST < value < LARGEST:
        return "a number out of all bounds"
    return clean(repr(value[:60] if isinstance(value, str) else value)[:60])


def _said(kind: type) -> str:
    return {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}.get(kind, "texts")


def _table(made: type[Seen]) -> tuple[Callable[[Seen], tuple[Any, ...]], tuple[_Field, ...]]:
    hints = get_type_hints(made)
    table = tuple(_field(field.name, hints[field.name]) for field in fields(made))
    return attrgetter(*(item[0] for item in table)), table


def _field(name: str, hint: Any) -> _Field:
    options = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    kept = [option for option in options if option is not NoneType]
    words = frozenset(word for item in kept if get_origin(item) is Literal for word in get_args(item))
    plain = str if words else tuple if get_origin(kept[0]) is tuple else kept[0]
    return name, plain, NoneType in options, words or None


def admit(observations: Iterable[Observation]) -> tuple[list[Observation], list[str]]:
    """Those that may cross, and why the others may not."""
    good: list[Observation] = []
    bad: list[str] = []
    for observation in observations:
        one, why = admitted(observation)
        if one is None:
            bad.append(f"{type(observation).__name__}: {why}")
        else:
            good.append(one)
    return good, bad


_TABLES: dict[type[Seen], tuple[Callable[[Seen], tuple[Any, ...]], tuple[_Field, ...]]] = {
    each: _table(each) for each in get_args(Observation)
}
"""Of every kind of observation: how all its fields are read at once, and what each may hold."""
