"""JSON documents that outsiders rely on: written from values, and read back into them where they come from outside.

The types of the values are the one source: frozen dataclasses where a document has just their fields, and a `TypedDict`
of them where it has more, which mypy holds its writer to. pydantic writes (and checks nothing then), reads (and checks
all), and makes the JSON Schema that `labkeeper schema NAME` prints (`agent.schemas`).
"""

from collections.abc import Hashable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Annotated, Any, TypeVar, cast

from pydantic import Field, PlainSerializer, PlainValidator, TypeAdapter, ValidationError, WithJsonSchema, with_config
from pydantic_core import PydanticKnownError, SchemaValidator
from typing_extensions import TypedDict

from clab.units import SECOND_NS

Shape = TypeVar("Shape")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def rfc3339(ns: int | None) -> str | None:
    """Nanoseconds since the epoch as `2026-11-22T21:16:23.438253Z`; None stays None."""
    if ns is None:
        return None
    return (EPOCH + timedelta(microseconds=ns // 1000)).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def seconds(ns: int | None) -> float | None:
    """Nanoseconds as seconds, to the microsecond."""
    return None if ns is None else round(ns / SECOND_NS, 6)


def _time_ns(text: object) -> int:
    if not isinstance(text, str):
        raise PydanticKnownError("datetime_type")
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise PydanticKnownError("datetime_parsing", {"error": str(error)}) from error
    if at.tzinfo is None:
        raise PydanticKnownError("timezone_aware")
    return (at - EPOCH) // timedelta(microseconds=1) * 1000


def _span_ns(s: object) -> int:
    if isinstance(s, bool) or not isinstance(s, int | float):
        raise PydanticKnownError("float_type")
    if not s >= 0:
        raise PydanticKnownError("greater_than_equal", {"ge": 0})
    return round(s * 1e6) * 1000


Time = Annotated[
    int,
    PlainValidator(_time_ns),
    PlainSerializer(rfc3339),
    WithJsonSchema({"type": ["string", "null"], "format": "date-time"}),
]
"""Nanoseconds since the epoch. The published schemas let null through wherever a time is."""

Span = Annotated[
    int,
    PlainValidator(_span_ns),
    PlainSerializer(seconds),
    WithJsonSchema({"type": "number"}),
]
"""Nanoseconds, published as seconds."""

Count = Annotated[int, Field(ge=0)]
Number = Annotated[float, Field(ge=0)]
Rounded = Annotated[float, PlainSerializer(lambda value: round(value, 3))]
"""Written with three decimals."""


@with_config(extra="forbid")
class Document(TypedDict):
    """What all documents share: a key that is not named is refused."""


class WrongDocument(ValueError):
    """A document has not the shape that it should have; the message names the first field at fault."""


def _opened(schema: dict[str, Any]) -> None:
    for key, node in schema.items():
        if key == "properties":
            node.update({name: {"type": "string"} for name, field in node.items() if "enum" in field})
        elif isinstance(node, dict):
            _opened(node)


def _null_first(schema: dict[str, Any]) -> None:
    schema["anyOf"].reverse()


def _one_of(schema: dict[str, Any]) -> None:
    schema["oneOf"] = schema.pop("anyOf")


UNPUBLISHED = Field(exclude=True)
"""A field of a value that its document does not have."""

OPEN_SET = WithJsonSchema({"type": "string"})
OPEN_SETS = Field(json_schema_extra=_opened)
"""The published schema says `string` where a field's values are a closed set: the field's own, or those inside it."""

NULL_FIRST = Field(json_schema_extra=_null_first)
ONE_OF = Field(json_schema_extra=_one_of)
"""How the published schema spells an object that may be null, where it is not `anyOf` with the null last."""


IN_JSON = {
    "dict_type": "input should be a JSON object",
    "dataclass_type": "input should be a JSON object",
    "extra_forbidden": "there is no such field",
    "unexpected_keyword_argument": "there is no such field",
}
"""What pydantic says in Python's words, in those of JSON."""


@cache
def adapter(shape: Hashable) -> TypeAdapter[Any]:
    """pydantic's handling of a shape, built at its first use."""
    return TypeAdapter(shape)


@cache
def _reader(shape: Hashable) -> SchemaValidator:
    return SchemaValidator(_required(adapter(shape).core_schema))


def _required(part: Any) -> Any:
    """A part of pydantic's own schema without defaults: they are for who makes a value, not for who reads one."""
    if isinstance(part, list):
        return [_required(item) for item in part]
    if not isinstance(part, dict):
        return part
    if part.get("serialization_exclude"):
        return {**part, "init": False}
    if part.get("type") == "default":
        return _required(part["schema"])
    return {key: _required(item) for key, item in part.items()}


def publish(shape: type[Shape], document: Shape) -> dict[str, Any]:
    """A document as plain JSON data."""
    return cast(dict[str, Any], adapter(cast(Hashable, shape)).dump_python(document, mode="json", by_alias=True))


def read(shape: type[Shape], document: object) -> Shape:
    """A parsed JSON document as the values that it publishes.

    Raises:
        WrongDocument: it is something else.
    """
    try:
        return cast(Shape, _reader(cast(Hashable, shape)).validate_python(document))
    except ValidationError as error:
        problems = error.errors(include_url=False)
        where = ".".join(map(str, problems[0]["loc"])) or "the document"
        what = IN_JSON.get(problems[0]["type"], problems[0]["msg"])
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise WrongDocument(f"{where}: {what[:1].lower()}{what[1:]}{more}") from error
