"""The status brief: every bullet in the model's words, one a line, none lost, none added."""

from agent.bench.models.kind import BenchTask, Kind, Put, Scored
from agent.bench.models.kinds.digest import Input
from agent.bench.models.kinds.lead import Expected
from agent.bench.models.recordings import known
from agent.bench.models.words import Wanted, all_of, scored
from agent.report.brief import brief
from agent.report.claims.notes import Notes
from agent.report.prose import render
from agent.tasks.brief import tell
from agent.tasks.wording import Errand, NarrativeOptions, exact


def _put(task: BenchTask, put: Put) -> Scored:
    knowledge = known(task.input.recording, task.folder)
    sheet, bullets = brief(knowledge)
    tell(knowledge, Errand("brief", put.client, NarrativeOptions(put.model, locked=put.locked)))
    asked = [item.sentence for item in bullets if item.sentence.facts and not exact(item.sentence, sheet)]
    needed = [(render(note.text, sheet)[:60], all_of(set(note.facts))) for note in asked]
    wanted = Wanted(Notes(sheet, tuple(asked)).read, needed, task.expected.keeps, lines=len(asked))
    return scored(put.replies(), wanted)


KIND = Kind("brief", "brief", "background", "status brief", Input, Expected, _put)
