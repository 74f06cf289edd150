"""Turns of a conversation as published (`voice --json`). Pure."""

from collections.abc import Iterable
from typing import Any, Literal

from typing_extensions import TypedDict

from agent.documents import Document, Rounded, publish
from agent.voice.conversation import Turn
from agent.voice.dialogue import Outcome
from agent.voice.understanding import Name


class _Seconds(TypedDict):
    endpoint_s: Rounded | None
    transcription_s: Rounded | None
    look_up_s: Rounded | None
    synthesis_s: Rounded | None
    first_audio_s: Rounded | None


class _Turn(TypedDict):
    heard: list[str]
    outcome: Outcome
    question: str
    lookup: str | None
    names: tuple[Name, ...]
    candidates: tuple[str, ...]
    answer: str
    spoken: str
    cut: bool
    seconds: _Seconds


class VoiceDocument(Document):
    """The answer of `voice --json`: each turn as it was heard, understood and answered."""

    schema: Literal[1]
    turns: list[_Turn]


def voice_json(turns: Iterable[Turn]) -> dict[str, Any]:
    """Turns for machines."""
    return publish(VoiceDocument, VoiceDocument(schema=1, turns=[_turn(turn) for turn in turns]))


def _turn(turn: Turn) -> _Turn:
    understood, stages = turn.understanding, turn.stages
    return {
        "heard": [turn.heard.prompted, turn.heard.plain],
        "outcome": turn.outcome,
        "question": understood.text,
        "lookup": understood.lookup.kind if understood.lookup else None,
        "names": understood.names,
        "candidates": understood.candidates,
        "answer": " ".join(turn.sentences),
        "spoken": " ".join(turn.spoken),
        "cut": turn.cut,
        "seconds": {
            "endpoint_s": stages.endpoint_s,
            "transcription_s": stages.transcription_s,
            "look_up_s": stages.look_up_s + stages.first_sentence_s,
            "synthesis_s": stages.synthesis_s,
            "first_audio_s": stages.first_audio_s,
        },
    }
