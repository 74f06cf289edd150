"""Which models are thought to be in memory, which one is on its way, and who must leave for another. Pure."""

from agent.models.scheduler.jobs import Load, Unload
from agent.models.scheduler.rules import LaneRules

LONGEST_BAR_S = 600.0


class Memory:
    """A belief: what we loaded is there until the engine says otherwise."""

    def __init__(self, rules: LaneRules) -> None:
        self._rules = rules
        self._used: dict[str, float] = {}
        self._unsure: set[str] = set()
        self._adopted = False
        self._failures: dict[str, int] = {}
        self.barred: dict[str, float] = {}
        self.moving: Load | Unload | None = None

    @property
    def models(self) -> frozenset[str]:
        """All that may be in memory: for making room, what is uncertain counts."""
        return frozenset(self._used)

    def has(self, model: str) -> bool:
        """Whether a call would find its model loaded."""
        return model in self._used and model not in self._unsure

    def used(self, model: str, now_s: float, *, sure: bool = True) -> None:
        """It is there; not `sure` where a call was taken back while it loaded."""
        self._used[model] = now_s
        if sure:
            self._unsure.discard(model)
            self.barred.pop(model, None)
            self._failures.pop(model, None)
        else:
            self._unsure.add(model)

    def gone(self, model: str) -> None:
        """It is not there."""
        self._used.pop(model, None)
        self._unsure.discard(model)

    def bar(self, model: str, now_s: float) -> None:
        """It did not load; after each failure it is left alone for twice as long, up to ten minutes."""
        self.gone(model)
        failures = self._failures[model] = self._failures.get(model, 0) + 1
        self.barred[model] = now_s + min(self._rules.retry_load_s * 2.0 ** (failures - 1), LONGEST_BAR_S)

    def seen(self, models: frozenset[str], now_s: float) -> None:
        """Believe the engine where it misses a model; what others loaded is taken over once, at the start.

        What was taken over counts for making room, not as loaded: nobody knows its options. Later additions are left
        alone: a model that was just put out is listed for another moment.
        """
        for model in set(self._used) - models:
            self.gone(model)
        self._unsure.clear()
        if not self._adopted:
            self._adopted = True
            for model in models - set(self._used):
                self.used(model, now_s, sure=False)

    def doubt(self) -> None:
        """Somebody else may have changed it: what was there counts for making room, not as loaded."""
        self._unsure |= set(self._used)

    def beside(self, one: str, other: str) -> bool:
        """Whether two models can work at once: different ones that do not want the same card."""
        return one != other and not (self._rules.on_card(one) and self._rules.on_card(other))

    def in_the_way(self, model: str) -> str | None:
        """A model that must leave memory before this one is loaded.

        We put it out ourselves: a model with an explicit `num_gpu` skips Ollama's own check for room and would share
        a card that has none, and other loads may evict the wrong one.
        """
        others = [item for item in self._used if item != model]
        if self._rules.on_card(model):
            rivals = [each for each in others if self._rules.on_card(each)]
            return min(rivals, key=self._used.__getitem__, default=None)
        rivals = [other for other in others if not self._rules.on_card(other)]
        if len(rivals) < self._rules.cpu_models:
            return None
        return min(rivals, key=self._used.__getitem__)
