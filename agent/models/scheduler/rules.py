"""What the lanes keep to: placement, limits and how every model is loaded. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from agent.models.api import RunnerOptions

Placement = Literal["resident", "lend"]
"""`resident`: the voice model stays on the card, all others run on the CPU. `lend`: one model on the card at a time,
whose it is while nobody speaks."""

FOR_GOOD = -1.0


def _plain(model: str) -> RunnerOptions:
    return RunnerOptions()


@dataclass(frozen=True, slots=True)
class LaneRules:
    """All limits in seconds. The defaults suit a laptop with a card of 4 GB and loads of five to nine seconds."""

    voice_model: str = "gemma3:4b"
    placement: Placement = "resident"
    age_limit_s: float = 600.0
    """What waited longer comes first, whatever is loaded, and in the pauses of a conversation."""
    pause_s: float = 2.0
    """Voice has been quiet this long: a pause. Also the quiet before background work starts at all."""
    idle_s: float = 60.0
    """`lend`: the card is lent this long after voice, several times what it costs to bring the voice model back."""
    card_pause_s: float = 20.0
    """`lend`: in a conversation the card changes hands only in a pause this long, which is about what it costs."""
    announce_s: float = 20.0
    """An announcement that nothing follows is void after this long."""
    linger_s: float = 1.0
    """A task asks section by section: the loaded model waits this long for the next before another is loaded."""
    gather_s: float = 240.0
    """A background request for which another model must leave memory waits this long for others of its model."""
    longest_wait_s: float = 1800.0
    """A background request that did not start by then fails; a voice request has its own deadline."""
    grace_s: float = 15.0
    """How long an engine may take to let go of a call that was taken back, until its caller is told without it."""
    retry_load_s: float = 30.0
    """A model that did not load is tried again after this long, or when somebody asks for it."""
    preload: bool = True
    """`resident`: the voice model is loaded before anything else; off where a single command asks nothing by voice."""
    cpu_models: int = 2
    """`resident`: so many background models stay in memory beside the voice model."""
    keep_alive_s: float = 3600.0
    """Background models leave memory by themselves after this long."""
    runner: Callable[[str], RunnerOptions] = _plain

    @property
    def due_s(self) -> float:
        """Who waited this long comes first: a tenth before the age limit, so that several at once can keep it."""
        return 0.9 * self.age_limit_s

    def gather(self, model: str) -> float:
        """How long a job waits for company. The voice model comes by itself sooner or later, so its jobs wait most."""
        return self.due_s if model == self.voice_model else self.gather_s

    def options(self, model: str) -> RunnerOptions:
        """How a model is loaded: one answer for every lane, else the engine loads it again at each change of lane."""
        said = self.runner(model)
        if self.placement == "resident" and model != self.voice_model:
            return replace(said, num_gpu=0)
        return said

    def on_card(self, model: str) -> bool:
        """Whether a model takes the card as it is loaded by these rules."""
        return self.options(model).num_gpu != 0

    def keep_alive(self, model: str) -> float:
        """How long a model stays in memory after a call; below 0 for good."""
        return FOR_GOOD if model == self.voice_model else self.keep_alive_s
