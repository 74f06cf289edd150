"""The run itself: block by block, trial by trial, each written down before the next begins. What is written is done.

A model that is absent, slow, looping or broken costs its own rows: a failure is a row with its kind, no call takes
longer than its deadline, and a model that does not answer three times in a row is not asked again in that block.
"""

import logging
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from agent.bench.models.arms import Arm
from agent.bench.models.asking import Asking, Setting
from agent.bench.models.design import Block, Trial, blocks
from agent.bench.models.engines import Engines, Opened
from agent.bench.models.kind import BenchTask, Put, Scored
from agent.bench.models.machine import resident_bytes, state
from agent.bench.models.rows import Row, Rows
from agent.bench.models.task_files import all_kinds
from agent.failure import Failure, UsageFailure
from agent.models.api import Message, ModelFailure, ModelRequest

log = logging.getLogger(__name__)
IN_A_ROW = 3
"""So many trials that end so are a block's last: a model that does not answer is not waited for again and again."""

SILENT = frozenset({"timeout", "server", "cut", "busy", "unreachable", "cancelled"})

ABSENT = frozenset({"missing", "unreachable", "refused"})
WARMING = "Say in one word that you are ready."


@dataclass(frozen=True, slots=True)
class Run:
    """What is run: models on tasks, so many rounds; `enough` says after each round whether that was enough."""

    arms: Sequence[Arm]
    tasks: Sequence[BenchTask]
    rounds: int = 1
    deadline_s: float = 120.0
    offline: bool = False
    seed: int = 1
    enough: Callable[[Sequence[Row]], bool] = lambda rows: False


@dataclass
class Runner:
    """One run on its way. `told` hears of each trial as it begins and of each row as it is written."""

    run: Run
    engines: Engines
    rows: Rows
    before: Sequence[Row] = ()
    on_trial: Callable[[Trial], None] = lambda trial: None
    on_row: Callable[[Row], None] = lambda row: None
    _all: list[Row] = field(default_factory=list)

    def go(self) -> list[Row]:
        """Do what is not done yet; all rows, those of before among them."""
        self._all = list(self.before)
        done = {row["id"] for row in self._all if row["row"] == "trial"}
        with tempfile.TemporaryDirectory(prefix="labkeeper-bench-") as scratch:
            for round_ in range(self.run.rounds):
                for block in blocks(self.run.arms, self.run.tasks, round_, self.run.seed):
                    left = [trial for trial in block.trials if trial.id not in done]
                    if left:
                        self._block(block, left, Path(scratch))
                if self.run.enough([row for row in self._all if row["round"] <= round_]):
                    break
        return self._all

    def _write(self, row: Row) -> None:
        self.rows.append(row)
        self._all.append(row)
        self.on_row(row)

    def _block(self, block: Block, left: Sequence[Trial], scratch: Path) -> None:
        head = {"round": block.round, "kind": block.kind, "arm": block.arm.label}
        self._write({"row": "machine", "when": "before", **head, **state()})
        with self.engines.opened(block.arm) as opened:
            warm = self._warm(opened, head)
            if warm is not None and warm.kind in ABSENT:
                for trial in left:
                    self._write(_row(trial, Scored(0.0, False, False, why=warm.what), warm.kind))
                return
            failed = 0
            for trial in left:
                if failed >= IN_A_ROW:
                    self._write(
                        _row(trial, Scored(0.0, False, False, why=f"{failed} in a row were not answered"), "given up")
                    )
                    continue
                self.on_trial(trial)
                row = self._trial(trial, opened, scratch)
                self._write(row)
                failed = failed + 1 if row["end"] in SILENT else 0
        self._write({"row": "machine", "when": "after", **head, **state()})

    def _warm(self, opened: Opened, head: Row) -> ModelFailure | None:
        """One small call that counts for nothing, so that no task pays for the load; how the load went is a row."""
        request = ModelRequest(
            "warm-up", opened.model, (Message("user", WARMING),), 8, deadline_s=self.run.deadline_s, may_be_cut=True
        )
        failure, load_s = None, None
        try:
            load_s = opened.lanes.ask(request, "background").usage.load_s
        except ModelFailure as error:
            failure = error
        row: Row = {"row": "load", **head, "load_s": load_s, "why": failure.what if failure else ""}
        try:
            here = opened.loaded()
        except ModelFailure:
            here = None
        if here is not None:
            row |= {"size": here.size, "vram": here.vram, "context": here.context, "process": resident_bytes()}
        self._write(row)
        return failure

    def _trial(self, trial: Trial, opened: Opened, scratch: Path) -> Row:
        setting = Setting(trial.arm, trial.seed, self.run.deadline_s)
        head = {"row": "call", "trial": trial.id, "arm": trial.arm.label, "kind": trial.task.kind}
        context = opened.options.num_ctx
        asking = Asking(
            opened.lanes,
            opened.records,
            setting,
            lambda call: self._write({**head, "round": trial.round, "num_ctx": context, **call}),
        )
        folder = Path(tempfile.mkdtemp(prefix=f"{trial.round}-", dir=scratch))
        locked = trial.arm.variant is not None and trial.arm.variant.locked
        put = Put(
            opened.model,
            asking,
            folder,
            self.run.offline,
            locked,
            lambda: asking.replies,
            lambda: bool(asking.failures),
        )
        started = time.monotonic()
        scored, end = _put(trial, put)
        if end == "scored" and asking.failures and not asking.replies:
            failure = asking.failures[-1]
            scored, end = Scored(0.0, False, False, why=failure.what), failure.kind
        return _row(trial, scored, end, calls=asking.calls, seconds=round(time.monotonic() - started, 3))


def _put(trial: Trial, put: Put) -> tuple[Scored, str]:
    """Put a task; what a model did is scored, what failed is named, and a defect of ours is no verdict on a model."""
    try:
        scored = all_kinds()[trial.task.kind].put(trial.task, put)
    except ModelFailure as failure:
        return Scored(0.0, False, False, why=failure.what), failure.kind
    except UsageFailure:
        raise
    except Failure as failure:
        return Scored(0.0, False, False, why=failure.what), "scored"
    except Exception as error:  # noqa: BLE001  one strange answer must not cost a night's run; it is a row of its own
        log.debug("%s", trial.id, exc_info=True)
        return Scored(0.0, False, False, why=f"{type(error).__name__}: {error}", ran=False), "defect"
    return scored, "scored" if scored.ran else "could_not_run"


def _row(trial: Trial, scored: Scored, end: str, **more: Any) -> Row:
    task = trial.task
    said = asdict(scored)
    del said["ran"]
    return {
        "row": "trial",
        "id": trial.id,
        "arm": trial.arm.label,
        "kind": task.kind,
        "task": task.name,
        "cluster": task.cluster,
        "round": trial.round,
        "end": end,
        **said,
        **more,
    }
