"""What is wrong in a configuration, in words that say which key, what stands there, and what was expected. Pure.

Pydantic finds the mistakes; its own words (`Input should be a valid tuple`) are of Python's types, which no file has.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from agent.config.whole import Config

EXPECTED = {
    "model_type": "keys and their values",
    "dict_type": "names, each with its keys and values",
    "tuple_type": "a list, such as [one, two]",
    "list_type": "a list, such as [one, two]",
    "string_type": "text (a number or a date goes in quotes)",
    "float_type": "a number",
    "float_parsing": "a number",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "literal_error": "{expected}",
    "greater_than": "more than {gt}",
    "greater_than_equal": "at least {ge}",
    "less_than": "less than {lt}",
    "less_than_equal": "at most {le}",
    "finite_number": "a finite number",
}
"""What a file should hold, by the type of pydantic's error."""

FORMS = {"Secret": "text in quotes, or {{env: NAME}}, {{file: PATH}} or {{keyring: NAME}}"}
"""What is written where a section of this class is expected, and which is not its keys alone."""

SECRET = "password"


@dataclass(frozen=True, slots=True)
class Found:
    """Where a mistake stands: the line, and the key's path as the file has it."""

    line: int | None
    key: str


def mistakes(path: object, tree: Any, error: ValidationError) -> list[str]:
    """Every mistake of a file, once."""
    return list(dict.fromkeys(_said(path, tree, item) for item in error.errors()))


def _said(path: object, tree: Any, error: Mapping[str, Any]) -> str:
    loc = list(error["loc"])
    found = _found(tree, loc)
    at = f"{path}{f', line {found.line}' if found.line else ''}"
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(loc[-1]), _siblings(loc[:-1]), 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        return f"{at}: unknown key {found.key!r}{hint}"
    if error["type"] == "missing":
        return f"{at}: {found.key}: is missing"
    if error["type"] == "invalid_key" or loc[-1:] == ["[key]"]:
        return f"{at}: key {found.key}: a key is text (a number goes in quotes)"
    return f"{at}: {found.key}: {value_said(error, found.key)}"


def value_said(error: Mapping[str, Any], key: str) -> str:
    """One of pydantic's errors on a key's value: what the key holds, and what was expected."""
    words = {name: _plain(value) for name, value in error.get("ctx", {}).items()}
    expected = FORMS.get(words.get("class_name", ""), EXPECTED.get(error["type"]))
    if expected is None:
        return str(error["msg"].removeprefix("Value error, "))
    return f"{holds(error['input'], key)}, expected {expected.format(**words)}"


def _plain(value: object) -> str:
    """What pydantic lists, without the quotes that a file does not need."""
    return re.sub(r"'([^']*)'", r"\1", str(value))


def holds(value: object, key: str = "") -> str:
    """What stands at a key, as a file's reader calls it; never a secret."""
    if value is None:
        return "holds nothing"
    if isinstance(value, Mapping):
        return "holds keys"
    if isinstance(value, list | tuple):
        return "holds a list"
    if SECRET in key:
        return "holds a value that is not shown"
    return f"holds {str(value).lower() if isinstance(value, bool) else repr(value)[:80]}"


def _found(tree: Any, loc: list[Any]) -> Found:
    """Where a path of pydantic's leads in the file; the names of alternatives, which no file has, are left out."""
    line, here, names = None, tree, []
    for place, item in enumerate(loc):
        below = _below(here, item)
        if below is None:
            if place == len(loc) - 1 and item != "[key]" and not str(item)[:1].isupper():
                names.append(str(item))
            continue
        line, here = below
        names.append(str(item))
    return Found(line, ".".join(names))


def _below(here: Any, item: Any) -> tuple[int, Any] | None:
    """The line and the node of one key, or of one place in a list."""
    if isinstance(here, yaml.SequenceNode) and isinstance(item, int) and item < len(here.value):
        return here.value[item].start_mark.line + 1, here.value[item]
    pairs = here.value if isinstance(here, yaml.MappingNode) else ()
    found = next(((key, value) for key, value in pairs if key.value == str(item)), None)
    return None if found is None else (found[0].start_mark.line + 1, found[1])


def twice(tree: Any) -> Iterator[tuple[int, str]]:
    """The keys that one mapping has twice, with their line: YAML would take the last in silence."""
    if isinstance(tree, yaml.SequenceNode):
        for item in tree.value:
            yield from twice(item)
    if isinstance(tree, yaml.MappingNode):
        lines: dict[str, int] = {}
        for key, value in tree.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name in lines:
                yield line, f"key {name!r} is given twice, first in line {lines[name]}"
            lines.setdefault(name, line)
            yield from twice(value)


def _siblings(loc: list[Any]) -> list[str]:
    """The keys that are known at a place."""
    model: Any = Config
    for item in loc:
        if model is None:
            return []
        field = model.model_fields.get(item) if hasattr(model, "model_fields") else None
        inner = _model_in(field.annotation) if field else None
        model = inner if field else model
    return list(model.model_fields) if hasattr(model, "model_fields") else []


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for item in getattr(annotation, "__args__", ()):
        found = _model_in(item)
        if found is not None:
            return found
    return None
