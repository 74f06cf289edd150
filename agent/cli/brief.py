"""`labkeeper brief`: how things stand, in at most six bullets."""

from agent.app.console import print_json, write
from agent.cli.command_group import command_app
from agent.cli.options import ConfigFile, Json, LabName, Recorded, Since, Speak, StateDir
from agent.cli.shared.session import Wanted, opened_session, say_why
from agent.tasks import brief as briefs

app = command_app()


@app.command()
def brief(
    since: Since = None,
    recording: Recorded = None,
    lab: LabName = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    speak: Speak = False,
    as_json: Json = False,
) -> None:
    """Say how things stand in at most six bullets: OK, WARNING, ACTION."""
    run_brief(Wanted(config, state_dir, recording, since=since, lab=lab), as_json=as_json, speak=speak)


def run_brief(wanted: Wanted, *, as_json: bool, speak: bool) -> None:
    """Say how things stand."""
    with opened_session(wanted, "brief", None) as asked:
        told = briefs.tell(asked.knowledge, asked.errand, asked.reason)
        if as_json:
            print_json(told.data())
        else:
            write(f"{told.spoken if speak else told.text}\n")
        say_why(told.by_model, told.narrative.reason)
