"""A model's answer read as sentences: JSON under a schema, forgiven its wrapping, never its content."""

import json
import re
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agent.asking import ModelFailure

SIGN = "[A-Za-z ,.;:'()-]"
PLACE = "[{]F[1-9][0-9]{0,3}[}]"
SENTENCE = f"^({SIGN}|{PLACE}){{8,240}}$"
"""Letters and placeholders alone: no digit, so no number, address or time. Anchored, bounded and without look-ahead, as
Ollama honours it."""

LENGTH_AT_MOST = 600
SENTENCES_AT_MOST = 16


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    sentences: Annotated[
        tuple[Annotated[str, Field(max_length=LENGTH_AT_MOST)], ...], Field(max_length=SENTENCES_AT_MOST)
    ]


def schema(most: int) -> dict[str, Any]:
    """The shape of an answer with at most so many sentences."""
    sentences = {"type": "array", "minItems": 1, "maxItems": most, "items": {"type": "string", "pattern": SENTENCE}}
    return {
        "type": "object",
        "properties": {"sentences": sentences},
        "required": ["sentences"],
        "additionalProperties": False,
    }


def sentences_of(text: str, model: str, wordings: Sequence[Sequence[str]] = ()) -> tuple[str, ...]:
    """The sentences of an answer: of its JSON, whatever stands around it, or of an engine locked to `wordings`.

    Raises:
        ModelFailure: there are none in it.
    """
    locked = _locked(text, wordings)
    if locked:
        return locked
    for start in (match.start() for match in re.finditer(r"\{", text)):
        try:
            data, _ = json.JSONDecoder().raw_decode(text, start)
            answer = _Answer.model_validate(data)
        except (ValueError, ValidationError, RecursionError):
            continue
        found = tuple(" ".join(each.split()) for each in answer.sentences)
        if any(found):
            return tuple(filter(None, found))
        break
    raise ModelFailure("bad_answer", f"{model} gave no sentences in the shape that was asked for", "")


def _locked(text: str, wordings: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The wordings that a text is made of, one after the other; empty where it is made of anything else."""
    found, rest = [], text.strip()
    for choice in wordings:
        fits = max((each for each in choice if rest.startswith(each)), key=len, default=None)
        if fits is None:
            return ()
        found.append(fits)
        rest = rest[len(fits) :].lstrip()
    return tuple(found) if not rest else ()
