"""`labkeeper report`: print an incident's report, told anew by the routed model where that is asked for."""

import sys
from dataclasses import replace
from pathlib import Path

from agent import __version__
from agent.commands.narrating import engine_for, tell_all
from agent.config import Loaded, load, state_dir
from agent.failure import UsageFailure
from agent.reports import Reports
from clab.model import Lab


def run_report(id_: str, *, out_dir: Path | None, narrate: bool, config: Path | None, state: Path | None) -> None:
    """Print a report; with `narrate` its words are written anew first."""
    reports = Reports(out_dir or Path("labkeeper-reports"), Lab(), __version__)
    if not reports.find(id_):
        what = f"{reports.folder}: no report of incident {id_!r}"
        raise UsageFailure(what, "labkeeper incidents lists them; --out names the folder")
    if narrate:
        _narrate(reports, id_, load(config), state)
    sys.stdout.write(reports.find(id_)[0].read_text())


def _narrate(reports: Reports, id_: str, loaded: Loaded, state: Path | None) -> None:
    kept = reports.read(id_)
    assert kept is not None
    with engine_for(loaded, state_dir(state, loaded.config.lab)) as engine:
        told = replace(reports, lab=kept.lab, sovereignty=engine.sovereignty)
        tell_all(told, [(kept.incident, kept.gaps)], engine.narration())
