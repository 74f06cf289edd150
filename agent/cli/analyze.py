"""`labkeeper analyze`: a recording or a folder of logs in, incidents out."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from agent.app.analysis import analyze as analyze_folder
from agent.app.console import err, print_json, progress_bar, show_analysis
from agent.app.report_files import Reports
from agent.cli.command_group import command_app
from agent.cli.options import ConfigFile, Json, Narrate, Out, StateDir
from agent.config.loading import Loaded, load, load_if_sound, state_dir
from agent.config.whole import Config, zone
from agent.detect.incident import Analysis, analysis_json
from agent.failure import UsageFailure
from collectors.sources.recorded_lab import lab_of
from collectors.sources.recording import RecordingError

app = command_app()


@app.command()
def analyze(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A recording, or a folder of logs.")],
    topology: Annotated[Path | None, typer.Option(metavar="FILE", help="The lab's *.clab.yml.")] = None,
    timezone: Annotated[str | None, typer.Option(metavar="TZ", help="Of log stamps without a zone.")] = None,
    session_log: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="What an operator typed: transcript, history, notes.")
    ] = None,
    out: Out = None,
    narrate: Narrate = False,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """Find the incidents in a recording or in last night's logs."""
    run_analyze(
        folder,
        topology=topology,
        timezone=timezone,
        as_json=as_json,
        out_dir=out,
        config=config,
        session_logs=session_log,
        narrate=narrate,
        state=state_dir,
    )


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
    loaded = load(config) if narrate else _loaded(config)
    if narrate and out_dir is None:
        raise UsageFailure("--narrate tells reports, and none are written", "name a folder for them with --out DIR")
    try:
        where = zone(timezone or loaded.config.timezone)
    except ValueError as error:
        what, _, hint = str(error).partition("; ")
        raise UsageFailure(f"--timezone: {what}", hint) from error
    if topology is not None and not topology.is_file():
        raise UsageFailure(f"--topology: {topology}: no such file", "name a *.clab.yml file")
    for log in session_logs or ():
        if not log.is_file():
            raise UsageFailure(f"--session-log: {log}: no such file", "name a transcript, a shell history or notes")
    try:
        with progress_bar(f"reading {folder}") as progress:
            answer = analyze_folder(
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


def _loaded(config: Path | None) -> Loaded:
    """The configuration; one that nobody named and that is broken costs a warning, since logs can be read without."""
    loaded, broken = load_if_sound(config)
    if broken is not None:
        err().print(f"warning: {broken.what}", markup=False, soft_wrap=True)
        without = "analyzed without it: times without a zone are read as UTC unless --timezone says otherwise"
        err().print(f"  {without}; {broken.hint}", markup=False, soft_wrap=True)
    return loaded


def _reports(answer: Analysis, out_dir: Path, config: Config, topology: Path | None, folder: Path) -> Reports:
    from agent import __version__

    lab, _ = lab_of(folder, topology)
    lab = lab if lab.name or lab.nodes else config.as_lab()
    reports = Reports(out_dir, lab, __version__)
    for incident in answer.incidents:
        err().print(f"report: {reports.write(incident, answer.gaps)}", markup=False)
    return reports


def _narrate(answer: Analysis, reports: Reports, loaded: Loaded, state: Path | None) -> None:
    from agent.cli.shared.narrating import engine_for, tell_all

    with engine_for(loaded, state_dir(state, loaded.config.lab)) as engine:
        told = replace(reports, sovereignty=engine.sovereignty)
        tell_all(told, [(incident, answer.gaps) for incident in answer.incidents], engine.narration())
