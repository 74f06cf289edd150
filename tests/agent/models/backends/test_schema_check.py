"""Which schemas may be sent: what was seen to hold passes, what is ignored or crashes a server does not."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.models.backends.schema_check import faults, pattern_faults

TEXT = {"type": "string", "maxLength": 80}
HELD: list[dict[str, Any]] = [
    TEXT,
    {"enum": ["OK", "WARNING", "ACTION"]},
    {"const": 1},
    {"type": "integer", "minimum": 1, "maximum": 6},
    {"type": "number"},
    {"type": "boolean"},
    {"type": "null"},
    {"type": "string", "pattern": "^[A-Za-z ,.'-]{1,60}$"},
    {"type": "string", "pattern": r"^F[0-9]{1,3}\.$"},
    {"type": "string", "format": "date-time"},
    {"type": "array", "items": TEXT, "minItems": 1, "maxItems": 6},
    {"type": "object", "properties": {"a": TEXT}, "required": ["a"], "additionalProperties": False, "title": "x"},
    {"anyOf": [{"type": "null"}, TEXT]},
    {"oneOf": [TEXT, {"const": 2}]},
    {"$defs": {"s": TEXT}, "type": "array", "items": {"$ref": "#/$defs/s"}, "maxItems": 3},
]
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({}, "anything would do"),
    ({"type": "string"}, "needs maxLength"),
    ({"type": "string", "maxLength": 100_000}, "at most 2000"),
    ({"type": "string", "pattern": "[a-z]{1,3}"}, "anchored"),
    ({"type": "string", "pattern": "^(?=.*x)[a-z]{1,9}$"}, "look-ahead"),
    ({"type": "string", "pattern": r"^\d{1,3}$"}, r"\\d"),
    ({"type": "string", "pattern": "^[a-z]+$"}, "without a bound"),
    ({"type": "string", "pattern": "^[a-z]{2,}$"}, "without a bound"),
    ({"type": "string", "pattern": "^[a-z]{1,99999}$"}, "more than 2000"),
    ({"type": "string", "pattern": "^[a-z$"}, "is no pattern"),
    ({"type": "string", "pattern": "^[[a]$"}, "is no pattern"),
    ({"type": "string", "pattern": "^a$|^b$"}, "an anchor inside"),
    ({"type": "string", "pattern": 3}, "is no JSON Schema"),
    ({"type": "string", "format": "ipv4"}, "ignored"),
    ({"type": "number", "maximum": 1}, "'maximum' is not honoured"),
    ({"type": "array", "items": TEXT}, "needs maxItems"),
    ({"type": "array", "maxItems": 2}, "is no schema"),
    ({"type": "array", "items": TEXT, "maxItems": 2, "uniqueItems": True}, "'uniqueItems' is not honoured"),
    ({"type": "array", "prefixItems": [TEXT], "maxItems": 2, "items": TEXT}, "'prefixItems' is not honoured"),
    ({"type": "object"}, "free text"),
    ({"type": "object", "properties": {"a": TEXT}, "additionalProperties": TEXT}, "additionalProperties"),
    ({"type": "object", "properties": {"a": TEXT}, "minProperties": 1}, "'minProperties' is not honoured"),
    ({"type": "object", "properties": {"a": {"type": "string"}}}, r"\$\.a: needs maxLength"),
    ({"not": TEXT}, "'not' is not honoured"),
    ({"type": ["string", "null"], "maxLength": 3}, "not honoured"),
    ({"type": "text"}, "is no JSON Schema"),
    ({"if": TEXT, "then": TEXT}, "'if' is not honoured"),
    ({"$ref": "https://example.net/schema"}, "none of this schema's"),
    ({"$ref": "#/$defs/none"}, "none of this schema's"),
    ({"$defs": {"a": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"}, "to itself"),
    ({"anyOf": [TEXT, {"type": "string"}]}, r"anyOf\[1\]: needs maxLength"),
]


@pytest.mark.parametrize("schema", HELD, ids=str)
def test_what_holds_passes(schema: dict[str, Any]) -> None:
    """Everything that a real server was seen to honour may be used."""
    assert () == faults(schema)


@pytest.mark.parametrize(("schema", "said"), REFUSED, ids=str)
def test_what_does_not_hold_is_refused(schema: dict[str, Any], said: str) -> None:
    """What is ignored, unbounded or deadly is named, with its place."""
    with pytest.raises(AssertionError, match=said):
        assert not faults(schema), "; ".join(faults(schema))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(["type", "properties", "items", "enum", "$ref", "$defs", "anyOf", "pattern", "maxLength", "not"])


@settings(max_examples=150)
@given(st.dictionaries(KEYS, JSON, max_size=5))
def test_any_json_is_judged_without_a_crash(schema: dict[str, Any]) -> None:
    """Whatever stands in a schema's keys, the answer is a list of faults."""
    assert all(isinstance(fault, str) for fault in faults(schema))


@settings(max_examples=150)
@given(st.text(alphabet="^$[]()a-z09{},?*+\\dw|.", max_size=12))
def test_a_pattern_that_passes_has_nothing_deadly(pattern: str) -> None:
    """No look-around, no class, no unbounded repeat gets through."""
    if not list(pattern_faults(pattern)):
        assert pattern.startswith("^")
        assert pattern.endswith("$")
        assert "(?" not in pattern
        assert "\\d" not in pattern.replace("\\\\", "")
