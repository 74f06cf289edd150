"""Models for tests that say what they are told to, as `asking.Words`."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from agent.asking import Lane, ModelFailure, ModelReply, ModelRequest, Usage

MODEL = "gemma3:12b"
Says = str | ModelFailure


@dataclass
class Saying:
    """Words from a function of the request and the number of the call; a failure is raised."""

    says: Callable[[ModelRequest, int], Says]
    asked: list[ModelRequest] = field(default_factory=list)

    def ask(self, request: ModelRequest, lane: Lane, on_text: Callable[[str], None] | None = None) -> ModelReply:
        """What the function says."""
        self.asked.append(request)
        said = self.says(request, len(self.asked))
        if isinstance(said, ModelFailure):
            raise said
        return ModelReply(said, request.model, "scripted", "sha256:" + "a" * 64, "1", Usage(answer_tokens=10))


def answer(*sentences: str) -> str:
    """Sentences in the shape that is asked for."""
    return json.dumps({"sentences": sentences})


def faithful(request: ModelRequest) -> list[str]:
    """Right sentences: the last wording of each, which code itself would not have chosen first."""
    return [wordings[-1] for wordings in request.wordings]


def always(*sentences: str) -> Saying:
    """The same answer to everything."""
    return Saying(lambda request, number: answer(*sentences))


def changing(change: Callable[[list[str]], Sequence[str]]) -> Saying:
    """Right sentences, changed."""
    return Saying(lambda request, number: answer(*change(faithful(request))))
