"""The lead of an incident: two to four sentences over the whole, as reports open with."""

from functools import partial

from pydantic import Field

from agent.bench.models.kind import BenchTask, Kind, Put, Scored
from agent.bench.models.recordings import incident
from agent.bench.models.words import Wanted, any_of, scored
from agent.config.strict import Strict
from agent.report.claims.reading import read_text
from agent.report.claims.required import required
from agent.report.fact_sheet import sheet
from agent.tasks.narrative import narrate
from agent.tasks.wording import NarrativeOptions


class Input(Strict):
    """Which incident."""

    recording: str
    incident: int = Field(default=1, ge=1)


class Expected(Strict):
    """What must be kept beside what every account must state: names, durations, a severity's word; of a list any."""

    keeps: tuple[str | tuple[str, ...], ...] = Field(default=())


def _put(task: BenchTask, put: Put) -> Scored:
    found, knowledge = incident(task.input.recording, task.folder, task.input.incident)
    facts = sheet(found, knowledge.lab)
    narrate(facts, put.client, NarrativeOptions(put.model, locked=put.locked))
    needed = [(what, any_of(ids)) for what, _, ids in required(facts)]
    wanted = Wanted(partial(read_text, sheet=facts, published=True), needed, task.expected.keeps)
    return scored(put.replies(), wanted)


KIND = Kind("lead", "narrative", "background", "incident lead", Input, Expected, _put)
