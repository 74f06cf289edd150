"""Observations as compact JSON text and back: the type's name and the fields that differ from their defaults."""

import json
from dataclasses import MISSING, fields
from typing import Any, get_args

from collectors.observations import Observation, Seen

TYPES: dict[str, type[Seen]] = {item.__name__: item for item in get_args(Observation)}
_FIELDS = {name: tuple((f.name, f.default) for f in fields(each)) for name, each in TYPES.items()}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def dumps(seen: Observation) -> str:
    """One observation as text."""
    name = type(seen).__name__
    row = {}
    for key, default in _FIELDS[name]:
        value = getattr(seen, key)
        if default is MISSING or value != default:
            row[key] = value
    return _encode([name, row])


def loads(text: str) -> Observation:
    """The observation of a text.

    Raises:
        ValueError: no observation that this version knows.
    """
    try:
        name, row = json.loads(text)
        if not all(isinstance(row[each], int) for each in ("seen_ns", "received_ns")):
            raise ValueError("its times are no numbers")
        return TYPES[name](**{key: _value(value) for key, value in row.items()})  # type: ignore[return-value]  # TYPES are the union's members
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise ValueError(f"no observation: {text[:80]!r}") from error


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
