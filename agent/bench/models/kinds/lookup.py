"""The choice of a look-up: a question that code does not read whole, whose words a model must read rightly."""

from pydantic import Field

from agent.bench.models.kind import BenchTask, Kind, Put, Scored
from agent.bench.models.kinds.answer import Input
from agent.bench.models.recordings import known
from agent.config.strict import Strict
from agent.tasks.answer_question import Answer
from agent.tasks.wording import Errand, NarrativeOptions


class Expected(Strict):
    """What is asked for: the kind of look-up, and of which nodes."""

    kind: str
    nodes: tuple[str, ...] = Field(default=())


def _put(task: BenchTask, put: Put) -> Scored:
    knowledge = known(task.input.recording, task.folder)
    errand = Errand("answer", put.client, NarrativeOptions(put.model), "voice")
    told = Answer(task.input.question, knowledge, errand)
    told.understand()
    found = told.lookup
    right = found is not None and (found.kind, found.nodes) == (task.expected.kind, task.expected.nodes)
    wrong = found is not None and not right
    why = "" if right else f"read as {found.kind} of {', '.join(found.nodes) or 'all'}" if found else "not read"
    return Scored(float(right), right, right, {"wrong": float(wrong)}, why)


KIND = Kind("lookup", "answer", "voice", "look-up choice", Input, Expected, _put)
