"""`labkeeper bench models`: the study of models, run again here, gone on with, reported, or held beside another."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from agent.app.console import err, print_json, write
from agent.app.model_setup import routing
from agent.bench.models import plots
from agent.bench.models.arms import Arm, arms
from agent.bench.models.beside import beside, incomparable
from agent.bench.models.design import Trial, blocks
from agent.bench.models.engines import Engines
from agent.bench.models.fingerprint import fingerprint
from agent.bench.models.progress import Progress, duration
from agent.bench.models.proposal import Proposal, propose
from agent.bench.models.proposal_file import written
from agent.bench.models.recordings import check
from agent.bench.models.report import first_screen, machine_line, whole
from agent.bench.models.result import Plan, Result, begin, check_same, enough, head, result
from agent.bench.models.rows import Rows, read_rows
from agent.bench.models.runner import Run, Runner
from agent.bench.models.summary import summary
from agent.bench.models.task_files import TaskSet, experiments, routes, task_set
from agent.cli.command_group import command_app
from agent.cli.options import ConfigFile, Json, StateDir
from agent.config.loading import Loaded, load, state_dir
from agent.failure import Failure, UsageFailure

app = command_app()


@app.command()
def bench_models(
    models: Annotated[
        str | None, typer.Option(metavar="X,Y", help="Names, or paths of GGUF files; else the routed ones.")
    ] = None,
    experiment: Annotated[
        str | None, typer.Option(metavar="NAME", help="One that ships; --models replaces its models.")
    ] = None,
    tasks: Annotated[list[Path] | None, typer.Option(metavar="FILE", help="Your own tasks, too; may repeat.")] = None,
    kinds: Annotated[str | None, typer.Option(metavar="K,L", help="Only these kinds of tasks.")] = None,
    most: Annotated[int | None, typer.Option(min=1, help="So many tasks of a kind at most.")] = None,
    rounds: Annotated[int | None, typer.Option(min=1, help="Repeats with other seeds (3).")] = None,
    until: Annotated[
        str | None, typer.Option(metavar="±N", help="Rounds until every interval is as narrow, in points.")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="One round of eight tasks of a kind.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Without containerlab, Docker and sandbox.")] = False,
    deadline_s: Annotated[float, typer.Option("--deadline", min=1, metavar="S", help="For one call.")] = 120.0,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Where the result is written.")] = None,
    resume: Annotated[Path | None, typer.Option(metavar="DIR", help="Go on with a run that was stopped.")] = None,
    report: Annotated[Path | None, typer.Option(metavar="DIR", help="Write the report of a result anew.")] = None,
    compare: Annotated[
        tuple[Path, Path] | None, typer.Option(metavar="A B", help="Two results beside each other.")
    ] = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """Measure models on tasks of labs, and propose a routing table."""
    if compare is not None:
        raise typer.Exit(run_compare(*compare))
    loaded = load(config)
    if report is not None:
        raise typer.Exit(run_report(loaded, report, as_json=as_json))
    if resume is not None:
        raise typer.Exit(run_on(loaded, resume, state=state_dir, as_json=as_json))
    asked = Asked(
        models=listed(models),
        experiment=experiment,
        own=tuple(tasks or ()),
        kinds=listed(kinds),
        most=most,
        rounds=rounds,
        until=width(until),
        quick=quick,
        offline=offline,
        deadline_s=deadline_s,
        out=out,
    )
    raise typer.Exit(run_models(loaded, asked, state=state_dir, as_json=as_json))


SAID_EVERY_S = 30.0
QUICK = 8
"""So many tasks of each kind are a quick run's: the fewest that can tell one of three models from another."""

MOST_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked for on the command line."""

    models: tuple[str, ...] = ()
    experiment: str | None = None
    own: tuple[Path, ...] = ()
    kinds: tuple[str, ...] = ()
    most: int | None = None
    rounds: int | None = None
    until: float | None = None
    quick: bool = False
    offline: bool = False
    deadline_s: float = 120.0
    out: Path | None = None


def run_models(loaded: Loaded, asked: Asked, *, state: Path | None, as_json: bool) -> int:
    """A new run; 4 where no model gave an answer."""
    plan = _plan(loaded, asked)
    now = datetime.now(UTC)
    folder = asked.out or Path("labkeeper-bench") / now.strftime("%Y%m%dT%H%M%SZ")
    return _run(loaded, folder, plan, now, state=state, as_json=as_json)


def run_on(loaded: Loaded, folder: Path, *, state: Path | None, as_json: bool) -> int:
    """A run that was stopped goes on, as what it was."""
    return _run(loaded, folder, head(folder).plan, None, state=state, as_json=as_json)


def run_report(loaded: Loaded, folder: Path, *, as_json: bool) -> int:
    """The report of a result, written anew."""
    return _told(loaded, result(folder), as_json=as_json)


def run_compare(one: Path, other: Path) -> int:
    """Two results beside each other; 3 where their scores are of different things."""
    results = result(one), result(other)
    write(beside(*results))
    return 3 if incomparable(*results) else 0


def listed(text: str | None) -> tuple[str, ...]:
    """Names out of a list with commas."""
    return tuple(name for part in (text or "").split(",") if (name := part.strip()))


def width(text: str | None) -> float | None:
    """Half the width of an interval, in points: 5 or ±5.

    Raises:
        UsageFailure: it is no such width.
    """
    if text is None:
        return None
    try:
        points = float(text.strip().removeprefix("±").removeprefix("+-"))
    except ValueError as error:
        raise UsageFailure(f"--until {text!r} is no number of points", "--until ±5") from error
    if not 0 < points < 50:
        raise UsageFailure(f"--until {text!r} is no width of an interval", "--until ±5")
    return points


def _plan(loaded: Loaded, asked: Asked) -> Plan:
    experiment = None
    if asked.experiment is not None:
        experiment = experiments().get(asked.experiment)
        if experiment is None:
            raise UsageFailure(f"there is no experiment {asked.experiment!r}", f"there are: {', '.join(experiments())}")
    table = routing(loaded)
    models = asked.models or (experiment.models if experiment else (*table.models(), *table.without_slot))
    rounds = asked.rounds or (MOST_ROUNDS if asked.until else 1 if asked.quick else 3)
    return Plan(
        models=tuple(models),
        experiment=experiment,
        kinds=asked.kinds or (experiment.kinds if experiment else ()),
        most=asked.most or (QUICK if asked.quick else None),
        own=tuple(str(path.resolve()) for path in asked.own),
        rounds=rounds,
        until=asked.until,
        offline=asked.offline,
        deadline_s=asked.deadline_s,
    )


def _run(loaded: Loaded, folder: Path, plan: Plan, begun: datetime | None, *, state: Path | None, as_json: bool) -> int:
    """Begin a run, or go on with it where `begun` is None."""
    chosen = arms(plan.models, plan.experiment.variants if plan.experiment else ())
    tasks = task_set([Path(name) for name in plan.own], plan.kinds, plan.most)
    check(tasks.tasks)
    engines = Engines(loaded, state_dir(state, loaded.config.lab))
    try:
        found = fingerprint(engines, chosen, tasks, offline=plan.offline)
        if begun is not None:
            begin(folder, plan, found, begun)
        else:
            check_same(folder, head(folder).fingerprint, found)
        err().print(f"{folder}: {machine_line(found)}", markup=False)
        _go(folder, plan, chosen, tasks, engines)
    except KeyboardInterrupt:
        err().print(f"stopped; to go on: labkeeper bench models --resume {folder}", markup=False)
        raise
    finally:
        engines.close()
    return _told(loaded, result(folder), as_json=as_json)


def _go(folder: Path, plan: Plan, chosen: Sequence[Arm], tasks: TaskSet, engines: Engines) -> None:
    before = read_rows(folder)
    run = Run(chosen, tasks.tasks, plan.rounds, plan.deadline_s, plan.offline, plan.seed, enough(plan.until))
    trials = [
        trial
        for round_ in range(plan.rounds)
        for block in blocks(chosen, tasks.tasks, round_, plan.seed)
        for trial in block.trials
    ]
    progress = Progress(trials)
    progress.take(before)
    with Rows(folder) as rows, _screen(progress) as on_trial:
        Runner(run, engines, rows, before, on_trial, lambda row: progress.take([row])).go()


@contextmanager
def _screen(progress: Progress) -> Iterator["_OnTrial"]:
    """Where the run is: in place on a terminal, else a line now and then."""
    if sys.stderr.isatty():
        with err().status("loading") as status:
            yield _OnTrial(progress, status.update, 0.0)
    else:
        yield _OnTrial(progress, lambda line: err().print(line, markup=False), SAID_EVERY_S)


class _OnTrial:
    """Says where the run is as a trial begins, at most so often."""

    def __init__(self, progress: Progress, say: Callable[[str], None], every_s: float) -> None:
        self._progress, self._say, self._every_s = progress, say, every_s
        self._said_s: float | None = None

    def __call__(self, trial: Trial) -> None:
        now_s = time.monotonic()
        if self._said_s is None or now_s - self._said_s >= self._every_s:
            self._said_s = now_s
            self._say(self._progress.line(trial))


def _told(loaded: Loaded, found: Result, *, as_json: bool) -> int:
    """Write the report, and show its first screen."""
    proposal = _proposal(loaded, found)
    drawn = plots.draw(found.figures, found.folder) if plots.available() else []
    try:
        (found.folder / "report.md").write_text(whole(found, proposal, drawn), encoding="utf-8")
        if proposal is not None:
            (found.folder / "routing.yml").write_text(written(proposal, found), encoding="utf-8")
    except OSError as error:
        raise Failure(f"{found.folder}: cannot be written: {error.strerror}", "") from error
    if as_json:
        print_json(summary(found, proposal))
    else:
        write(first_screen(found, proposal))
        for why in dict.fromkeys(filter(None, map(found.figures.absent, found.figures.arms))):
            err().print(f"not here: {why}", markup=False)
        took = sum(float(row.get("seconds", 0.0)) for row in found.figures.trials)
        err().print(f"{found.folder / 'report.md'}; {duration(took)} of trials", markup=False)
        if not plots.available():
            err().print(f"no plots: {plots.INSTALL}", markup=False)
    answered = any(row["outcome"] == "done" for row in found.figures.calls)
    return 0 if answered else 4


def _proposal(loaded: Loaded, found: Result) -> Proposal | None:
    """What the run proposes; an experiment answers its question, and proposes no table."""
    if found.head.plan.experiment is not None:
        return None
    where = machine_line(found.head.fingerprint)
    return propose(found.figures, routing(loaded), routes(), where, found.head.started_at)
