"""`labkeeper digest`: a lab session told, from the store or a recording."""

from pathlib import Path
from typing import Annotated

import typer

from agent import __version__
from agent.app.console import err, print_json, write
from agent.app.digest_files import Digests
from agent.cli.command_group import command_app
from agent.cli.options import ConfigFile, Json, LabName, Out, Recorded, Since, StateDir
from agent.cli.shared.session import Wanted, opened_session, say_why
from agent.tasks import digest as digesting

app = command_app()


@app.command()
def digest(
    log: Annotated[list[Path] | None, typer.Option(metavar="FILE", help="What you typed: transcript, history.")] = None,
    since: Since = None,
    recording: Recorded = None,
    out: Out = None,
    lab: LabName = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """Tell a lab session: incidents, what was changed, what is down or wants a person."""
    run_digest(Wanted(config, state_dir, recording, tuple(log or ()), since, lab), out_dir=out, as_json=as_json)


def run_digest(wanted: Wanted, *, out_dir: Path | None, as_json: bool) -> None:
    """Tell the session, and write its page."""
    with opened_session(wanted, "digest", "background") as asked:
        told = digesting.tell(asked.knowledge, asked.errand, asked.reason)
        pages = Digests(out_dir or Path("labkeeper-reports"), asked.sovereignty)
        if as_json:
            print_json(told.data())
        else:
            write(digesting.markdown(told, __version__, pages.sovereignty))
        if wanted.recording is None or out_dir is not None:
            err().print(f"digest: {pages.write(told)}", markup=False)
        say_why(told.narrative.by_model, told.narrative.reason)
