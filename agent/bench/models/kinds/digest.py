"""The opening of a session's digest: what happened, what was planned, what is still open."""

from agent.bench.models.kind import BenchTask, Kind, Put, Scored
from agent.bench.models.kinds.lead import Expected
from agent.bench.models.recordings import known
from agent.bench.models.words import Wanted, all_of, scored
from agent.config.strict import Strict
from agent.report.claims.notes import Notes
from agent.report.digest import digest
from agent.report.prose import render
from agent.tasks.digest import tell
from agent.tasks.wording import Errand, NarrativeOptions

MUST = ("incidents", "broken")
"""The sections of a digest of which its opening must leave out nothing."""


class Input(Strict):
    """Which session: a recording's whole time."""

    recording: str


def _put(task: BenchTask, put: Put) -> Scored:
    knowledge = known(task.input.recording, task.folder)
    sheet, told = digest(knowledge)
    tell(knowledge, Errand("digest", put.client, NarrativeOptions(put.model, locked=put.locked)))
    needed = [
        (render(note.text, sheet)[:60], all_of(set(note.facts))) for note in told if note.section in MUST and note.facts
    ]
    return scored(put.replies(), Wanted(Notes(sheet, tuple(told)).read, needed, task.expected.keeps))


KIND = Kind("digest", "digest", "background", "session digest", Input, Expected, _put)
