"""`labkeeper analyze` and `labkeeper bench detector`: recordings in, incidents and scores out."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.app.analysis import analyze
from agent.app.console import err, out, print_json, progress_bar, show_analysis
from agent.app.report_files import Reports
from agent.config.loading import Loaded, load, state_dir
from agent.config.whole import Config, zone
from agent.detect.incident import Analysis, analysis_json
from agent.failure import UsageFailure
from collectors.sources.replay import RecordingError

if TYPE_CHECKING:
    from agent.bench.detector import Score


def run_analyze(
    folder: Path,
    *,
    topology: Path | None,
    timezone: str | None,
    as_json: bool,
    out_dir: Path | None,
    config: Path | None,
    session_logs: list[Path] | None = None,
    narrate: bool = False,
    state: Path | None = None,
) -> None:
    """Analyze a folder and show the answer."""
    loaded = load(config)
    if narrate and out_dir is None:
        raise UsageFailure("--narrate tells reports, and none are written", "name a folder for them with --out DIR")
    try:
        where = zone(timezone or loaded.config.timezone)
    except ValueError as error:
        raise UsageFailure(f"--timezone: {error}") from error
    if topology is not None and not topology.is_file():
        raise UsageFailure(f"--topology: {topology}: no such file", "name a *.clab.yml file")
    for log in session_logs or ():
        if not log.is_file():
            raise UsageFailure(f"--session-log: {log}: no such file", "name a transcript, a shell history or notes")
    try:
        with progress_bar(f"reading {folder}") as progress:
            answer = analyze(
                folder, lab_file=topology, timezone=where, progress=progress, session_logs=session_logs or ()
            )
    except RecordingError as error:
        raise UsageFailure(error.what, error.hint) from error
    if as_json:
        print_json(analysis_json(answer))
    else:
        show_analysis(answer)
    if out_dir is not None:
        reports = _reports(answer, out_dir, loaded.config, topology, folder)
        if (narrate or loaded.config.narrate.analyze) and answer.incidents:
            _narrate(answer, reports, loaded, state)


def _reports(answer: Analysis, out_dir: Path, config: Config, topology: Path | None, folder: Path) -> Reports:
    from agent import __version__
    from clab.topology import parse_topology

    named = topology or next(iter(sorted(folder.glob("*.clab.y*ml"))), None)
    lab = parse_topology(named.read_text(), str(named)) if named else config.as_lab()
    reports = Reports(out_dir, lab, __version__)
    for incident in answer.incidents:
        err().print(f"report: {reports.write(incident, answer.gaps)}", markup=False)
    return reports


def _narrate(answer: Analysis, reports: Reports, loaded: Loaded, state: Path | None) -> None:
    from agent.commands.narrating import engine_for, tell_all

    with engine_for(loaded, state_dir(state, loaded.config.lab)) as engine:
        told = replace(reports, sovereignty=engine.sovereignty)
        tell_all(told, [(incident, answer.gaps) for incident in answer.incidents], engine.narration())


COUNTS = ("truth", "found", "false", "right", "unknown", "wrong", "bad_times")


def run_bench(folders: list[Path], *, as_json: bool) -> int:
    """Score recordings; 1 where something falls short."""
    from agent.bench.detector import score_folder

    scores = [score_folder(recording) for folder in folders for recording in _recordings(folder)]
    if as_json:
        print_json({"schema": 1, "summary": _summary(scores), "rows": [_row(item) for item in scores]})
    else:
        _show_scores(scores)
    return 0 if all(score.clean for score in scores) else 1


def _row(score: "Score") -> dict[str, Any]:
    return {"name": score.name, **{name: getattr(score, name) for name in COUNTS}, "why": score.why}


def _summary(scores: list["Score"]) -> dict[str, Any]:
    errors = sorted(error for score in scores for error in score.errors_s)
    middle = errors[len(errors) // 2] if errors else None
    totals = {name: sum(getattr(item, name) for item in scores) for name in COUNTS}
    times = {"n": len(errors), "median": middle, "max": errors[-1] if errors else None}
    return {**totals, "clean": sum(each.clean for each in scores), "recordings": len(scores), "time_error_s": times}


def _show_scores(scores: list["Score"]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("recording", "found", "false", "cause right", "unknown", "wrong", "bad times", "largest error"):
        table.add_column(name)
    for score in scores:
        worst = f"{max(score.errors_s):.3f} s" if score.errors_s else "-"
        counts = (score.false, score.right, score.unknown, score.wrong, score.bad_times)
        table.add_row(score.name, f"{score.found}/{score.truth}", *map(str, counts), worst)
    out().print(table)
    for item in scores:
        for why in item.why:
            out().print(f"{item.name}: {why}", markup=False)
    total = _summary(scores)
    found = f"{total['found']} of {total['truth']} incidents found, {total['false']} false"
    out().print(f"{total['clean']} of {total['recordings']} recordings clean; {found}")


def _recordings(folder: Path) -> list[Path]:
    """A recording, or all recordings in a folder."""
    if not folder.is_dir():
        raise UsageFailure(f"{folder}: no such folder", "name recordings that carry a truth.json")
    if (folder / "truth.json").is_file():
        return [folder]
    found = sorted(path.parent for path in folder.glob("*/truth.json"))
    if not found:
        raise UsageFailure(f"{folder}: no recording with a truth.json in it")
    return found
