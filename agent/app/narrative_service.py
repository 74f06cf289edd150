"""How incidents are told: by which model, checked by what, and what a footer says of where words come from."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from agent.detect.incident import Incident
from agent.models.api import ModelClient
from agent.report.fact_sheet import sheet
from agent.report.narrative import Narrative
from agent.report.prose import plain
from agent.tasks.narrative import narrate
from agent.tasks.wording import NarrativeOptions
from clab.model import Lab


@dataclass(frozen=True, slots=True)
class Narration:
    """A model to be asked.

    `sovereignty` is a line for every report's footer; `hush` takes back what is being asked; `on_step` hears of an
    incident's id how many of how many of its sections are told.
    """

    words: ModelClient
    options: NarrativeOptions
    sovereignty: str = ""
    open_after_s: float = 120.0
    hush: Callable[[], None] = lambda: None
    on_step: Callable[[str, int, int], None] | None = None

    def tell(self, incident: Incident, lab: Lab, progress: Callable[[int, int], None] | None = None) -> Narrative:
        """The incident in the model's words, as far as they hold."""

        def step(done: int, total: int) -> None:
            for hears in (progress, self.on_step and partial(self.on_step, incident.id)):
                if hears:
                    hears(done, total)

        return narrate(sheet(incident, lab), self.words, self.options, step)

    def plain(self, incident: Incident, lab: Lab, reason: str) -> Narrative:
        """The incident in labkeeper's own words, and why."""
        return plain(sheet(incident, lab), f"{self.options.model}: {reason}")
