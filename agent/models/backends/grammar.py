"""Wordings and a schema become a GBNF grammar, so that decoding can choose between wordings and do nothing else. Pure.

A grammar that lists names lets a small model choose the wrong one. So the lock is made of whole sentences that are
each right: the model picks a wording, never a fact. Without a schema the sentences follow each other with one space.
With one, they fill its free strings in the schema's order: a lone string takes one, an array of strings takes
`minItems` where that is also `maxItems`, else all that the strings after it leave.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agent.models.api import ModelFailure

Wordings = Sequence[Sequence[str]]


def locked(wordings: Wordings, schema: Mapping[str, Any] | None = None) -> str:
    """The grammar whose only texts are these sentences in order, each in one of its wordings.

    Raises:
        ModelFailure: a sentence has no wording, or the schema has no place for this many sentences.
    """
    if not wordings or not all(item and all(item) for item in wordings):
        raise ModelFailure("request", "every sentence of a lock needs a wording", "")
    if schema is None:
        sentences = [_choice([_literal(text) for text in wording]) for wording in wordings]
        return "root ::= " + ' " " '.join(sentences) + "\n"
    fill = _Fill(schema, wordings)
    body = fill.node(schema, 0)
    if fill.used != len(wordings):
        raise ModelFailure("request", f"the schema takes {fill.used} of {len(wordings)} sentences", "")
    return f"root ::= {body}\n"


@dataclass
class _Fill:
    """One walk over a schema; `used` counts the sentences that have found their place."""

    root: Mapping[str, Any]
    wordings: Wordings
    used: int = 0

    def node(self, node: Mapping[str, Any], after: int) -> str:
        """The grammar of one value; `after` free strings follow it."""
        if "$ref" in node:
            return self.node(self.root["$defs"][node["$ref"].removeprefix("#/$defs/")], after)
        if "const" in node:
            return _literal(_json(node["const"]))
        if "enum" in node:
            return _choice([_literal(_json(item)) for item in node["enum"]])
        match node.get("type"):
            case "object":
                return self._object(node, after)
            case "array":
                return self._array(node, after)
            case "string":
                return self._sentence()
            case "boolean":
                return '("true" | "false")'
            case "null":
                return '"null"'
            case kind:
                raise ModelFailure("request", f"a lock cannot fill a value of type {kind!r}", "")

    def _object(self, node: Mapping[str, Any], after: int) -> str:
        parts: list[str] = []
        entries = list(node["properties"].items())
        for index, (key, entry) in enumerate(entries):
            rest = after + sum(self._least(later) for _, later in entries[index + 1 :])
            parts += [_literal((", " if parts else "{") + _json(key) + ": "), self.node(entry, rest)]
        return " ".join([*parts, '"}"'])

    def _array(self, node: Mapping[str, Any], after: int) -> str:
        items, least = node["items"], self._least(node["items"])
        if least == 0:
            raise ModelFailure("request", "a lock cannot fill an array without sentences", "")
        count = self._fixed(node)
        if count is None:
            count = max(0, (len(self.wordings) - self.used - after) // least)
        parts: list[str] = []
        for index in range(count):
            later = after + (count - index - 1) * least
            parts += ['", "'] * bool(parts) + [self.node(items, later)]
        return " ".join(['"["', *parts, '"]"'])

    def _sentence(self) -> str:
        if self.used >= len(self.wordings):
            raise ModelFailure("request", f"the schema has places for more than {len(self.wordings)} sentences", "")
        self.used += 1
        return _choice([_literal(_json(text)) for text in self.wordings[self.used - 1]])

    def _least(self, node: Mapping[str, Any]) -> int:
        """How many sentences a value takes at least."""
        if "$ref" in node:
            return self._least(self.root["$defs"][node["$ref"].removeprefix("#/$defs/")])
        if "const" in node or "enum" in node:
            return 0
        match node.get("type"):
            case "string":
                return 1
            case "object":
                return sum(self._least(item) for item in node["properties"].values())
            case "array":
                return (self._fixed(node) or 0) * self._least(node["items"])
            case _:
                return 0

    @staticmethod
    def _fixed(node: Mapping[str, Any]) -> int | None:
        least, most = node.get("minItems"), node.get("maxItems")
        return int(least) if least is not None and least == most else None


def _choice(alternatives: Sequence[str]) -> str:
    different = list(dict.fromkeys(alternatives))
    return different[0] if len(different) == 1 else f"({' | '.join(different)})"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _literal(text: str) -> str:
    """A text as GBNF writes one."""
    inner = (
        text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    )
    return f'"{inner}"'
