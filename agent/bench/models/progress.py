"""How far a run is, and how long it will take: by what each model took for each kind of task so far. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from agent.bench.models.design import Trial
from agent.bench.models.measures import Row


@dataclass
class Progress:
    """All trials of a run, and those that are done."""

    trials: Sequence[Trial]
    done: set[str] = field(default_factory=set)
    _took: defaultdict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))

    def take(self, rows: Iterable[Row]) -> None:
        """Rows that were written."""
        for row in rows:
            if row["row"] == "trial":
                self.done.add(row["id"])
                self._took[row["arm"], row["kind"]].append(float(row.get("seconds", 0.0)))

    def left_s(self) -> float | None:
        """Seconds to go; None before anything is done."""
        every = [each for took in self._took.values() for each in took]
        if not every:
            return None
        return sum(self._expected(trial, fmean(every)) for trial in self.trials if trial.id not in self.done)

    def _expected(self, trial: Trial, usual: float) -> float:
        took = self._took.get((trial.arm.label, trial.task.kind))
        if took:
            return fmean(took)
        mine = [each for (arm, _), item in self._took.items() if arm == trial.arm.label for each in item]
        return fmean(mine) if mine else usual

    def line(self, trial: Trial) -> str:
        """Where the run is, in one line."""
        left = self.left_s()
        said = "" if left is None else f", about {duration(left)} left"
        return f"{len(self.done)} of {len(self.trials)}{said}: {trial.arm.label}, {trial.task.kind} {trial.task.name}"


def duration(seconds: float) -> str:
    """Seconds in words: 40 s, 12 min, 3.5 h."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
