"""Reads Ollama's raw answer beside the official client, which drops the fields that give a remote model away. Pure.

A stream is one JSON object a line. It must end with `done: true`: the client lets a cut stream pass in silence.
"""

import json
from collections.abc import Mapping
from typing import Any

from agent.models.api import ModelFailure

REPEATED = 20
"""Ollama ends a stream without `done` after 30 equal tokens in a row; so many equal pieces name that."""

MAX_LINE = 4_000_000  # bytes; a whole answer in one line is far below


def remote_fields(answer: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields of an answer which say that it came from, or would come from, another machine."""
    return tuple(sorted(key for key, value in answer.items() if key.lower().startswith("remote_") and value))


class RawChat:
    """Looks at every line of one chat answer before the client does."""

    def __init__(self, model: str) -> None:
        self._model = model
        self._rest = b""
        self._ended = False
        self._last = ""
        self._repeated = 0

    def feed(self, chunk: bytes) -> None:
        """Look at the lines that a chunk completes.

        Raises:
            ModelFailure: a line came from a remote model, or is none of Ollama's.
        """
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        for line in lines:
            self._line(line)
        if len(self._rest) > MAX_LINE:
            raise ModelFailure("server", f"{self._model}: a line of the answer is longer than {MAX_LINE} bytes")

    def end(self) -> None:
        """The stream is over.

        Raises:
            ModelFailure: it ended without its end; what came is no answer.
        """
        self._line(self._rest)
        self._rest = b""
        if not self._ended:
            why = "the answer ended without its end"
            if self._repeated >= REPEATED:
                why = f"the engine stopped it after {self._last!r} had come {self._repeated} times in a row"
            raise ModelFailure("cut", f"{self._model}: {why}", "the engine's log says why; nothing was used")

    def _line(self, line: bytes) -> None:
        if not line.strip():
            return
        try:
            said = json.loads(line)
        except ValueError as error:
            raise ModelFailure("server", f"{self._model}: a line of the answer is no JSON: {line[:80]!r}") from error
        if not isinstance(said, dict):
            raise ModelFailure("server", f"{self._model}: a line of the answer is no object: {line[:80]!r}")
        fields = remote_fields(said)
        if fields:
            shown = ", ".join(f"{field}={said[field]!r}" for field in fields)
            raise ModelFailure(
                "refused",
                f"model {self._model!r} answered from another machine ({shown}); the answer is thrown away",
                "the name is an alias of a remote model: remove it, pull the local one, and set OLLAMA_NO_CLOUD=1",
            )
        piece = message.get("content") if isinstance(message := said.get("message"), dict) else None
        if piece:
            self._repeated = self._repeated + 1 if piece == self._last else 1
            self._last = str(piece)[:20]
        self._ended = self._ended or said.get("done") is True or "error" in said
