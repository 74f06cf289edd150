"""A spoken answer: a question that code reads, answered from facts, sentence by sentence in the voice lane."""

from agent.bench.models.kind import BenchTask, Kind, Put, Scored
from agent.bench.models.kinds.lead import Expected
from agent.bench.models.recordings import known
from agent.bench.models.words import Wanted, all_of, scored
from agent.config.strict import Strict
from agent.failure import UsageFailure
from agent.report.answers.answer import answer
from agent.report.claims.notes import Notes
from agent.report.prose import render
from agent.tasks.answer_question import Answer
from agent.tasks.wording import Errand, NarrativeOptions, exact


class Input(Strict):
    """Of which recording what is asked."""

    recording: str
    question: str


def _put(task: BenchTask, put: Put) -> Scored:
    knowledge = known(task.input.recording, task.folder)
    errand = Errand("answer", put.client, NarrativeOptions(put.model, locked=put.locked), "voice")
    told = Answer(task.input.question, knowledge, errand)
    for _ in told.sentences():
        pass  # each is one call of the model
    if told.lookup is None:
        raise UsageFailure(f"task {task.id}: code does not read the question", "kind lookup is for those")
    sheet = answer(told.lookup, knowledge, told.read_as).sheet
    asked = [item.note for item in told.said if item.note.facts and not exact(item.note, sheet)]
    if not asked:
        raise UsageFailure(f"task {task.id}: nothing of the answer is for a model to word", "ask of what was seen")
    needed = [(render(note.text, sheet)[:60], all_of(set(note.facts))) for note in asked]
    text = "\n".join(put.replies())
    return scored([text] if text else [], Wanted(Notes(sheet, tuple(asked)).read, needed, task.expected.keeps))


KIND = Kind("answer", "answer", "voice", "voice answer", Input, Expected, _put)
