"""Which JSON Schemas an engine may be sent: those that it honours in full. Pure.

What Ollama and llama.cpp do with the rest was measured: a number's range, an unanchored pattern, `not` or `uniqueItems`
are ignored in silence; `\\d` in a pattern or a very long `maxLength` kills the runner; a look-ahead kills the server.
So what is not known to hold is refused here, before sending.
"""

import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

ANNOTATIONS = frozenset({"$schema", "$defs", "title", "description", "default"})
BY_TYPE: Mapping[str, frozenset[str]] = {
    "object": frozenset({"properties", "required", "additionalProperties"}),
    "array": frozenset({"items", "minItems", "maxItems"}),
    "string": frozenset({"minLength", "maxLength", "pattern", "format"}),
    "integer": frozenset({"minimum", "maximum"}),
    "number": frozenset(),
    "boolean": frozenset(),
    "null": frozenset(),
}
ANY_TYPE = frozenset({"type", "enum", "const", "anyOf", "oneOf", "allOf", "$ref"}) | ANNOTATIONS
FORMATS = frozenset({"date", "time", "date-time", "uuid"})
MAX_LENGTH, MAX_ITEMS, MAX_DEPTH = 2_000, 500, 16
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_REPEAT = re.compile(r"\{\d*,?(\d*)\}")


def faults(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """What of a schema would not be honoured, with its place; nothing where all of it is."""
    from jsonschema import Draft202012Validator, FormatChecker, SchemaError

    try:
        Draft202012Validator.check_schema(dict(schema), format_checker=FormatChecker(()))
    except SchemaError as error:
        return (f"{error.json_path}: is no JSON Schema: {error.message[:120]}",)
    return tuple(_faults(schema, schema, "$", 0))


def _faults(node: Any, root: Mapping[str, Any], at: str, depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH:
        yield f"{at}: deeper than {MAX_DEPTH} levels, or a $ref to itself"
        return
    if not isinstance(node, Mapping):
        yield f"{at}: is no schema"
        return
    kind = node.get("type")
    known = ANY_TYPE | (BY_TYPE.get(kind, frozenset()) if isinstance(kind, str) else frozenset())
    for key in sorted(set(node) - known):
        yield f"{at}: {key!r} is not honoured" + (f" with type {kind!r}" if kind else "")
    if "$ref" in node:
        yield from _reference(node["$ref"], root, at, depth)
    if not ({"type", "enum", "const", "anyOf", "oneOf", "allOf", "$ref"} & set(node)):
        yield f"{at}: anything would do; give it a type"
    elif kind is not None and not (isinstance(kind, str) and kind in BY_TYPE):
        yield f"{at}: type {kind!r}; one of {', '.join(sorted(BY_TYPE))}"
    for key in ("anyOf", "oneOf", "allOf"):
        for index, item in enumerate(node.get(key, ())):
            yield from _faults(item, root, f"{at}.{key}[{index}]", depth + 1)
    if "enum" not in node and "const" not in node:
        yield from _typed(kind, node, root, at, depth)


def _typed(kind: Any, node: Mapping[str, Any], root: Mapping[str, Any], at: str, depth: int) -> Iterator[str]:
    """What the bounds of one type need."""
    match kind:
        case "object":
            if not node.get("properties"):
                yield f"{at}: an object without properties is free text"
            if node.get("additionalProperties", False) is not False:
                yield f"{at}: additionalProperties other than false"
            for name, item in (node.get("properties") or {}).items():
                yield from _faults(item, root, f"{at}.{name}", depth + 1)
        case "array":
            if not _bounded(node.get("maxItems"), MAX_ITEMS):
                yield f"{at}: needs maxItems, at most {MAX_ITEMS}"
            yield from _faults(node.get("items"), root, f"{at}[]", depth + 1)
        case "string":
            yield from _string(node, at)
        case _:
            return


def _string(node: Mapping[str, Any], at: str) -> Iterator[str]:
    if "pattern" in node:
        for fault in pattern_faults(node["pattern"]):
            yield f"{at}: pattern {node['pattern']!r}: {fault}"
    elif "format" in node:
        if node["format"] not in FORMATS:
            yield f"{at}: format {node['format']!r} is ignored; only {', '.join(sorted(FORMATS))} hold"
    elif not _bounded(node.get("maxLength"), MAX_LENGTH):
        yield f"{at}: needs maxLength, at most {MAX_LENGTH}"


def _reference(to: Any, root: Mapping[str, Any], at: str, depth: int) -> Iterator[str]:
    name = to.removeprefix("#/$defs/") if isinstance(to, str) else ""
    found = root.get("$defs", {}).get(name)
    if not isinstance(to, str) or not to.startswith("#/$defs/") or found is None:
        yield f"{at}: $ref {to!r} is none of this schema's $defs"
    else:
        yield from _faults(found, root, f"{at}({name})", depth + 1)


def pattern_faults(pattern: Any) -> Iterator[str]:
    """Why a pattern would be ignored, or would kill what reads it."""
    if not isinstance(pattern, str):
        yield "is no text"
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # "[[" means something else to other engines
            re.compile(pattern)
    except (re.error, Warning) as error:
        yield f"is no pattern: {error}"
        return
    if not (pattern.startswith("^") and pattern.endswith("$") and not pattern.endswith("\\$")):
        yield "must be anchored: ^...$"
    if "(?" in pattern:
        yield "no look-ahead, look-behind or flags: (?"
    if any(match.isalnum() for match in _ESCAPE.findall(pattern)):
        yield "no classes such as \\d: write [0-9]"
    bare = re.sub(r"\[(?:\\.|[^\]\\])*\]", "x", _ESCAPE.sub("x", pattern))
    if re.search(r"[\^$]", bare[1:-1]):
        yield "an anchor inside"
    if re.search(r"[*+]", bare) or any(not upper and "," in whole for whole, upper in _repeats(bare)):
        yield "repeats without a bound: write {1,60}"
    if any(upper and int(upper) > MAX_LENGTH for _, upper in _repeats(bare)):
        yield f"repeats more than {MAX_LENGTH} times"


def _repeats(bare: str) -> list[tuple[str, str]]:
    return [(match.group(0), match.group(1)) for match in _REPEAT.finditer(bare)]


def _bounded(value: Any, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most
