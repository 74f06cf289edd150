"""Models for tests that say what they are told to, as `asking.Words`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from agent.models.api import Lane, ModelFailure, ModelReply, ModelRequest, Usage

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


def statements(request: ModelRequest) -> list[str]:
    """The statements of a prompt for a lead."""
    text = request.messages[-1].content.partition("Statements:")[2].partition("\n\n")[0]
    return [line.removeprefix("- ") for line in text.strip().splitlines()]


def faithful(request: ModelRequest) -> list[str]:
    """Right sentences in other words than code's own: its first four statements."""
    return [reworded(statement) for statement in statements(request)[:4]]


def reworded(statement: str) -> str:
    """A statement in words that say the same."""
    for mine, theirs in (
        (" was back at", " came back at"),
        ("The severity is", "Its severity is"),
        (" UTC on ", " UTC "),
    ):
        statement = statement.replace(mine, theirs)
    return statement


def always(*sentences: str) -> Saying:
    """The same answer to everything."""
    return Saying(lambda request, number: "\n".join(sentences))


def changing(change: Callable[[list[str]], Sequence[str]]) -> Saying:
    """Right sentences, changed."""
    return Saying(lambda request, number: "\n".join(change(faithful(request))))
