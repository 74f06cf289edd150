"""`labkeeper ask`: an answer from measured facts."""

from typing import Annotated

import typer

from agent.app.console import print_json, write
from agent.cli.command_group import command_app
from agent.cli.options import ConfigFile, Json, LabName, Recorded, Speak, StateDir
from agent.cli.shared.session import DAY_NS, Wanted, opened_session, say_why
from agent.config.whole import zone
from agent.failure import UsageFailure
from agent.models.api import Lane
from agent.report.speech import speakable
from agent.tasks.answer_question import Answer

app = command_app()

PARAGRAPH = 4
"""Sentences of an answer that stand in one paragraph; a longer one has a line each."""


@app.command()
def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION")],
    lane: Annotated[str | None, typer.Option(metavar="LANE", help="voice: sentence by sentence as they come.")] = None,
    recording: Recorded = None,
    lab: LabName = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    speak: Speak = False,
    as_json: Json = False,
) -> None:
    """Answer a question about the lab from measured facts."""
    wanted = Wanted(config, state_dir, recording, lab=lab, back_ns=7 * DAY_NS)
    run_ask(question, wanted, lane=the_lane(lane), as_json=as_json, speak=speak)


def run_ask(question: str, wanted: Wanted, *, lane: Lane | None, as_json: bool, speak: bool) -> None:
    """Answer a question, in the voice lane sentence by sentence."""
    if not question.strip():
        raise UsageFailure("the question is empty", 'labkeeper ask "what is down?"')
    with opened_session(wanted, "answer", lane) as asked:
        told = Answer(question, asked.knowledge, asked.errand, zone(asked.loaded.config.timezone), reason=asked.reason)
        for sentence in told.sentences():
            if lane == "voice" and not as_json:
                write(f"{speakable(sentence.text) if speak else sentence.text}\n")
        if as_json:
            print_json(told.data())
        elif lane != "voice":
            text = "\n".join(item.text for item in told.said) if len(told.said) > PARAGRAPH else told.text
            write(f"{speakable(told.text) if speak else text}\n")
        say_why(sum(item.author != "labkeeper" for item in told.said), told.reason)


def the_lane(name: str | None) -> Lane | None:
    """A lane by its name.

    Raises:
        UsageFailure: there is none of this name.
    """
    if name not in (None, "voice", "background"):
        raise UsageFailure(
            f"--lane {name!r}: there is no such lane", "voice answers sentence by sentence; background waits"
        )
    return name  # type: ignore[return-value]  # one of the Literal's words, or None
