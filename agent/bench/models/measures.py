"""A run's rows as figures: by model and kind of task what passed, how well, how fast, and what went wrong. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import fmean, median
from typing import Any

from agent.bench.models.statistics import Interval, mean_interval, pass_all, share_interval
from agent.models.scheduler.quality import TELLING_TOKENS

Row = dict[str, Any]  # as `rows` writes them
NOT_THEIRS = ("could_not_run", "defect")
"""Ends that say nothing of the model: a gate that could not run, a fault of ours."""

IN_PROCESS = "embedded"
"""The engine whose work is this process's."""

ABSENT = ("missing", "unreachable", "refused")


@dataclass(frozen=True, slots=True)
class Cell:
    """One model on one kind of task. Broken trials count as failed; what could not run is left out, and counted."""

    arm: str
    kind: str
    trials: int
    tasks: int
    clusters: int
    first: Interval
    passed: Interval
    every: float
    """pass^k over the rounds: that a task passes in all of them."""

    score: Interval
    broken: dict[str, int]
    left_out: int
    counts: dict[str, float]
    worst: str


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast one model was: medians, in seconds and tokens a second; memory in bytes; None where nothing was told."""

    arm: str
    first_s: float | None
    prefill: float | None
    decode: float | None
    decode_low: float | None
    decode_high: float | None
    load_s: float | None
    size: int | None
    vram: int | None
    process: int | None
    context: int
    num_ctx: int | None

    @property
    def on_card(self) -> float | None:
        """The share of it on the card."""
        return self.vram / self.size if self.size and self.vram is not None else None


@dataclass(frozen=True)
class Figures:
    """All figures of a run, by its rows."""

    rows: Sequence[Row] = field(repr=False)

    @cached_property
    def trials(self) -> list[Row]:
        """The trials."""
        return [row for row in self.rows if row["row"] == "trial"]

    @cached_property
    def calls(self) -> list[Row]:
        """The calls."""
        return [row for row in self.rows if row["row"] == "call"]

    @cached_property
    def arms(self) -> tuple[str, ...]:
        """The models, in the order of their first trial by name of the run."""
        return tuple(sorted({row["arm"] for row in self.trials}))

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that are scored."""
        return tuple(dict.fromkeys(row["kind"] for row in self.trials if row["kind"] != "speed"))

    @cached_property
    def rounds(self) -> int:
        """How many rounds have rows."""
        return 1 + max((row["round"] for row in self.trials), default=-1)

    def absent(self, arm: str) -> str:
        """Why a model took no part at all; empty where it did."""
        mine = [row for row in self.trials if row["arm"] == arm]
        if mine and all(row["end"] in ABSENT for row in mine):
            return str(mine[0]["why"])
        return ""

    def scored(self, arm: str, kinds: Iterable[str]) -> list[Row]:
        """A model's trials of these kinds that say something of it."""
        wanted = set(kinds)
        return [
            row for row in self.trials if row["arm"] == arm and row["kind"] in wanted and row["end"] not in NOT_THEIRS
        ]

    def cell(self, arm: str, *kinds: str) -> Cell | None:
        """A model on one kind of task, or on several together; None where nothing of it was scored."""
        rows = self.scored(arm, kinds)
        if not rows or self.absent(arm):
            return None
        every = [row for row in self.trials if row["arm"] == arm and row["kind"] in kinds]
        counts: Counter[str] = Counter()
        for row in rows:
            counts.update(row["counts"])
        return Cell(
            arm=arm,
            kind=" + ".join(kinds),
            trials=len(rows),
            tasks=len({(row["kind"], row["task"]) for row in rows}),
            clusters=len({row["cluster"] for row in rows}),
            first=share_interval([(row["cluster"], row["first"]) for row in rows]),
            passed=share_interval([(row["cluster"], row["passed"]) for row in rows]),
            every=_every(rows),
            score=mean_interval([(row["cluster"], row["score"]) for row in rows]),
            broken=dict(Counter(row["end"] for row in rows if row["end"] != "scored")),
            left_out=len(every) - len(rows),
            counts=dict(counts),
            worst=_worst(rows),
        )

    def speed(self, arm: str) -> Speed:
        """How fast a model was: by its speed trials where there are some, else by all of its calls.

        Prefill is told by speed trials alone: of other prompts an engine may have kept a part.
        """
        calls = [row for row in self.calls if row["arm"] == arm and row["outcome"] == "done"]
        fresh = [row for row in calls if row["kind"] == "speed"]
        timed = fresh or calls
        loads = [row for row in self.rows if row["row"] == "load" and row["arm"] == arm]
        rates = [rate for row in calls if (rate := decode_rate(row)) is not None]
        return Speed(
            arm,
            _middle(timed, lambda row: row.get("first_s")),
            _middle(fresh, lambda row: _ratio(row.get("prompt_tokens"), row.get("prefill_s"))),
            _middle(timed, decode_rate),
            min(rates, default=None),
            max(rates, default=None),
            _middle(loads, lambda row: row.get("load_s")),
            max((row["size"] for row in loads if "size" in row), default=None),
            max((row["vram"] for row in loads if "size" in row), default=None),
            max((row["process"] for row in loads if "size" in row), default=None),
            max((row.get("prompt_tokens", 0) + row.get("answer_tokens", 0) for row in calls), default=0),
            max((row["num_ctx"] for row in calls), default=None),
        )

    def throughput(self, arm: str, lane: str) -> float | None:
        """Tokens a second while answering, in one lane; the median."""
        mine = [row for row in self.calls if row["arm"] == arm and row["lane"] == lane and row["outcome"] == "done"]
        return _middle(mine, decode_rate)

    def core_share(self) -> float | None:
        """Of the time of calls that an engine in this process answered, the share that it had a core for."""
        mine = [row for row in self.calls if row.get("engine") == IN_PROCESS]
        whole = sum(row["total_s"] for row in mine)
        return sum(row["cpu_s"] for row in mine) / whole if whole else None

    def busiest(self) -> float:
        """The highest load of the machine that was seen."""
        return max((row["load"] for row in self.rows if row["row"] == "machine" and "load" in row), default=0.0)

    def widest(self) -> float:
        """Half the width of the widest interval of all models' scores over all kinds; infinite without any."""
        cells = [self.cell(arm, *self.kinds) for arm in self.arms if not self.absent(arm)] if self.kinds else []
        return max((cell.score.half_width for cell in cells if cell is not None), default=float("inf"))


def decode_rate(row: Row) -> float | None:
    """A call's tokens a second while answering; None for an answer that is too short to tell."""
    tokens = row.get("answer_tokens", 0)
    return _ratio(tokens, row.get("decode_s")) if tokens >= TELLING_TOKENS else None


def _ratio(tokens: float | None, seconds: float | None) -> float | None:
    return tokens / seconds if tokens and seconds else None


def _middle(rows: Iterable[Row], value: Callable[[Row], float | None]) -> float | None:
    found = [each for row in rows if (each := value(row)) is not None]
    return median(found) if found else None


def _every(rows: Sequence[Row]) -> float:
    """pass^k, with k the fewest rounds that a task has."""
    tries: defaultdict[tuple[str, str], list[bool]] = defaultdict(list)
    for row in rows:
        tries[row["kind"], row["task"]].append(row["passed"])
    k = min(len(each) for each in tries.values())
    return fmean(pass_all(sum(each), len(each), k) for each in tries.values())


def _worst(rows: Sequence[Row]) -> str:
    """What went wrong in the worst trial, in a few words."""
    wrong = [row for row in rows if not row["passed"] and row["why"]]
    worst = max(wrong, key=lambda row: (row["counts"].get("contradicted", 0) > 0, -row["score"]), default=None)
    return f"{worst['task']}: {worst['why']}" if worst else ""
