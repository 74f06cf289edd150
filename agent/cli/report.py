"""`labkeeper report`: print an incident's report, told anew by the routed model where that is asked for.

A report is a file; where there is none here (it was written elsewhere, or could not be), the journals of the labs that
were watched have the incident, and it is told from there.
"""

from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from agent import __version__
from agent.app.console import err, write
from agent.app.report_files import Reports
from agent.app.store.journals import Journal
from agent.app.store.reading import opened
from agent.cli.command_group import command_app
from agent.cli.options import ConfigFile, LabName, Narrate, Out, StateDir
from agent.cli.shared.narrating import engine_for, tell_all
from agent.config.loading import Loaded, journals, load, state_dir
from agent.detect.incident import Incident
from agent.detect.incident_json import NotAnIncident, incident_of
from agent.failure import Failure, UsageFailure
from agent.report.fact_sheet import sheet
from agent.report.prose import plain
from agent.report.render import Signed, markdown
from clab.model import Lab

app = command_app()


@app.command()
def report(
    id_: Annotated[str, typer.Argument(metavar="ID")],
    out: Out = None,
    narrate: Narrate = False,
    lab: LabName = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
) -> None:
    """Print an incident's report."""
    run_report(id_, out_dir=out, narrate=narrate, places=Places(config, state_dir, lab))


@dataclass(frozen=True, slots=True)
class Places:
    """Where to look: the configuration, the state folder, and the lab (None: all that were watched)."""

    config: Path | None = None
    state: Path | None = None
    lab: str | None = None


def run_report(id_: str, *, out_dir: Path | None, narrate: bool, places: Places) -> None:
    """Print a report; with `narrate` its words are written anew first."""
    reports = Reports(out_dir or Path("labkeeper-reports"), Lab(), __version__)
    loaded = load(places.config)
    if reports.find(id_):
        if narrate:
            _narrate(reports, id_, loaded, places)
        write(reports.find(id_)[0].read_text())
        return
    lab, incident = _stored(id_, loaded, places, reports.folder)
    if narrate:
        hint = "labkeeper report ID without --narrate prints it; --out names the folder of reports"
        raise UsageFailure(f"{reports.folder}: no report of incident {id_!r} to tell anew", hint)
    told = plain(sheet(incident, lab))
    write(markdown(incident, lab, told, signed=Signed(__version__)))


def _stored(id_: str, loaded: Loaded, places: Places, folder: Path) -> tuple[Lab, Incident]:
    """The incident as a journal has it."""
    for lab, where in journals(places.state, places.lab or loaded.config.lab).items():
        try:
            with closing(opened(Journal(lab, where))) as store:
                document = next((incident for incident in store.incidents() if incident["id"] == id_), None)
            if document is not None:
                return Lab(lab), incident_of(document)
        except (Failure, NotAnIncident) as error:
            err().print(f"{where}: {error}", markup=False)
    what = f"no report of incident {id_!r} in {folder}, and no journal has it"
    raise UsageFailure(what, "labkeeper incidents lists them; --out names the folder of reports")


def _narrate(reports: Reports, id_: str, loaded: Loaded, places: Places) -> None:
    kept = reports.read(id_)
    assert kept is not None
    with engine_for(loaded, state_dir(places.state, places.lab or kept.lab.name or loaded.config.lab)) as engine:
        told = replace(reports, lab=kept.lab, sovereignty=engine.sovereignty)
        tell_all(told, [(kept.incident, kept.gaps)], engine.narration())
