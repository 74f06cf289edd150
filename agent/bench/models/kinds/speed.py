"""How fast a model reads and writes: a prompt that no cache has seen, and an answer of a bounded length. No score."""

from pydantic import Field

from agent.bench.models.kind import BenchTask, Kind, Put, Scored
from agent.config.strict import Strict
from agent.models.api import Message, ModelRequest

LINE = "The session between r{a} and r{b} was lost at 21:16:{a:02d}.{b:03d} UTC and was back 25.0 s later."

LONGEST_S = 3_600.0
"""The run's own deadline for a call is shorter."""


class Input(Strict):
    """How long the prompt is, in lines of about forty tokens, and the answer, in tokens."""

    lines: int = Field(default=8, ge=1)
    answer_tokens: int = Field(default=64, ge=1)


class Expected(Strict):
    """Nothing is right or wrong about a speed."""


def _put(task: BenchTask, put: Put) -> Scored:
    first = hash_of(put.scratch.name)
    text = "\n".join(LINE.format(a=(first + k) % 60, b=first + 7 * k) for k in range(task.input.lines))
    message = Message("user", f"{first}\n{text}\nRetell these lines one by one, in other words.")
    put.client.ask(
        ModelRequest(
            "speed",
            put.model,
            (message,),
            task.input.answer_tokens,
            deadline_s=LONGEST_S,
            may_be_cut=True,
            subject=task.name,
        ),
        KIND.lane,
    )
    return Scored(0.0, False, False)


def hash_of(text: str) -> int:
    """A number of the trial's own name, so that no two prompts begin alike."""
    return sum(ord(char) * (k + 1) for k, char in enumerate(text)) % 900


KIND = Kind("speed", None, "voice", "speed", Input, Expected, _put)
