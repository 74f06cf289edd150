"""The shapes that outsiders rely on, as JSON Schema (2020-12): printed by `labkeeper schema NAME`, held to by tests.

Each is made from the type of the document itself, which stands beside the value that it publishes.
"""

from collections.abc import Iterable
from typing import Any, cast

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from agent.app.model_rows import ModelsDocument
from agent.app.plugin_document import PluginsDocument
from agent.app.report_files import ReportDocument
from agent.app.watch.lab_document import LabsDocument
from agent.bench.truth import TruthDocument
from agent.config.whole import Config
from agent.detect.cause_catalog import load_rules
from agent.detect.incident import AnalysisDocument, Cause, IncidentDocument
from agent.documents import adapter
from agent.drill.score import DrillDocument
from agent.gates.verdict import VerdictDocument
from agent.models.call_log import CallsDocument
from agent.models.routing import Routing
from agent.readiness.wait_document import WaitDocument
from agent.report.claims.verdict import TextVerdictDocument
from agent.report.digest_document import DigestDocument
from agent.tasks.answer_question import AnswerDocument
from agent.tasks.brief import BriefDocument
from agent.voice.turn_document import VoiceDocument

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _object(properties: Schema, required: Iterable[str]) -> Schema:
    return {"type": "object", "properties": properties, "required": sorted(required), "additionalProperties": False}


class _Plain(GenerateJsonSchema):
    """A schema as short as one written by hand: no references, titles or descriptions, null as a further type."""

    def __init__(self, *options: Any, **named: Any) -> None:
        super().__init__(*options, **named)
        self._shared: dict[str, core_schema.CoreSchema] = {}

    def generate_inner(self, schema: Any) -> JsonSchemaValue:
        """The schema of one part; without its name it is written where it is used, not referred to."""
        return super().generate_inner(cast(Any, {key: schema[key] for key in schema if key != "ref"}))

    def definitions_schema(self, schema: core_schema.DefinitionsSchema) -> JsonSchemaValue:
        """The whole, where parts of it are used several times."""
        self._shared |= {cast(str, part.get("ref")): part for part in schema["definitions"]}
        return self.generate_inner(schema["schema"])

    def definition_ref_schema(self, schema: core_schema.DefinitionReferenceSchema) -> JsonSchemaValue:
        """A part that is used several times."""
        return self.generate_inner(self._shared[schema["schema_ref"]])

    def typed_dict_schema(self, schema: core_schema.TypedDictSchema) -> JsonSchemaValue:
        """An object with just these properties."""
        fields = schema["fields"].items()
        required = [name for name, field in fields if field.get("required", True)]
        return _object({name: self.generate_inner(field) for name, field in fields}, required)

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        """The same of a value, under the names that its fields are published by."""
        arguments = cast(core_schema.DataclassArgsSchema, schema["schema"])
        fields = [field for field in arguments["fields"] if not field.get("serialization_exclude")]
        properties = {field.get("serialization_alias", field["name"]): self.generate_inner(field) for field in fields}
        if schema["cls"] is Cause:
            properties["type"] = {"enum": [*sorted(load_rules()), "unknown"]}
        return _object(properties, properties)

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """A default is for who makes the value; its document has the field in any case."""
        return self.generate_inner(schema["schema"])

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """A value that may be null."""
        inner = self.generate_inner(schema["schema"])
        match inner:
            case {"type": list()}:
                return inner
            case {"type": str(kind)} if kind != "object":
                return {**inner, "type": [kind, "null"]}
            case {"enum": list(values)}:
                return {"enum": [*values, None]}
        return {"anyOf": [inner, {"type": "null"}]}

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        """An array; one of a fixed length has the same items throughout."""
        items, length = self.generate_inner(schema["items_schema"][0]), len(schema["items_schema"])
        bounds = {} if "variadic_item_index" in schema else {"minItems": length, "maxItems": length}
        return {"type": "array", "items": items, **bounds}

    def literal_schema(self, schema: core_schema.LiteralSchema) -> JsonSchemaValue:
        """One of these values."""
        values = schema["expected"]
        return {"enum": values} if len(values) > 1 else {"const": values[0]}

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        """The order of the document's own keys."""
        return value


SCHEMAS: dict[str, Any] = {
    "incidents": AnalysisDocument,
    "incident": IncidentDocument,
    "report": ReportDocument,
    "truth": TruthDocument,
    "config": Config,
    "routing": Routing,
    "models": ModelsDocument,
    "verdict": VerdictDocument,
    "digest": DigestDocument,
    "brief": BriefDocument,
    "answer": AnswerDocument,
    "voice": VoiceDocument,
    "text-verdict": TextVerdictDocument,
    "calls": CallsDocument,
    "drill": DrillDocument,
    "labs": LabsDocument,
    "wait": WaitDocument,
    "plugins": PluginsDocument,
}


def schema(name: str) -> Schema:
    """A published shape by its name.

    Raises:
        KeyError: there is none of this name.
    """
    shape = SCHEMAS[name]
    ours = issubclass(shape, BaseModel)
    made = shape.model_json_schema() if ours else adapter(shape).json_schema(schema_generator=_Plain)
    return {"$schema": DIALECT, "title": f"labkeeper {name}", **made}
