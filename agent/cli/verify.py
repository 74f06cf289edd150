"""`labkeeper verify`: anybody's prose about an incident, checked against its facts."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from agent.app.console import out, print_json
from agent.cli.command_group import command_app
from agent.cli.options import Json
from agent.detect.incident_json import NotAnIncident
from agent.failure import UsageFailure
from agent.report.claims.reading import TextTooLong
from agent.report.claims.verdict import verdict_json
from agent.report.verify import check, sheet_of

if TYPE_CHECKING:
    from rich.text import Text

    from agent.report.claims.verdict import SentenceVerdict, TextVerdict
    from agent.report.fact_sheet import FactSheet


app = command_app()


@app.command()
def verify(
    incident: Annotated[Path, typer.Argument(metavar="INCIDENT.json", help="An incident, or a report's JSON twin.")],
    text: Annotated[str, typer.Argument(metavar="FILE", help="Prose; - reads it from stdin.")],
    strict: Annotated[bool, typer.Option("--strict", help="What is not understood counts, too.")] = False,
    complete: Annotated[bool, typer.Option("--complete", help="What is left out counts, too.")] = False,
    as_json: Json = False,
) -> None:
    """Check anybody's words about an incident against its facts; exit 0 or 3."""
    raise typer.Exit(run_verify(incident, text, as_json=as_json, complete=complete, strict=strict))


REJECTED = 3


STYLES = {"supported": "green", "contradicted": "bold red", "not_read": "yellow"}


def run_verify(incident: Path, text: str, *, as_json: bool, complete: bool, strict: bool) -> int:
    """Judge a text; 3 where something is contradicted (`strict`: or not read; `complete`: or left out), else 0."""
    facts = _sheet(incident)
    try:
        verdict = check(_text(text, incident), facts)
    except TextTooLong as error:
        raise UsageFailure(f"{text}: {error}", "check it in parts") from error
    if as_json:
        print_json(verdict_json(verdict))
    else:
        _show(verdict)
    return REJECTED if verdict.refused(strict=strict, complete=complete) else 0


def _sheet(path: Path) -> "FactSheet":
    hint = (
        "name a report's .json twin (labkeeper analyze DIR --out reports), or one incident of labkeeper analyze --json"
    )
    try:
        document: Any = json.loads(_read(path, hint))
    except ValueError as error:
        raise UsageFailure(f"{path}: not JSON: {error}", hint) from error
    try:
        return sheet_of(document)
    except NotAnIncident as error:
        raise UsageFailure(f"{path}: {error}", hint) from error


def _text(name: str, incident: Path) -> str:
    """The prose of a file or of standard input.

    Raises:
        UsageFailure: it cannot be read, is empty, or stands on the command line itself.
    """
    if len(name.split()) > 1 and not _is_there(name):
        shown = name if len(name) < 60 else f"{name[:57]}..."
        hint = f"name a file, or give the words to stdin: echo '...' | labkeeper verify {incident} -"
        raise UsageFailure(f"{shown!r}: no such file, but the words themselves", hint)
    text = _read(None if name == "-" else Path(name), "name a file of prose, or - for stdin")
    if not text.strip():
        where = "standard input" if name == "-" else name
        raise UsageFailure(f"{where}: is empty: there is nothing to check", "name a file of prose, or - for stdin")
    return text


def _is_there(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):  # longer than any file's name, or no name at all
        return False


def _read(path: Path | None, hint: str) -> str:
    """A file's text; that of standard input where none is named."""
    where = path or "standard input"
    try:
        return (sys.stdin.buffer.read() if path is None else path.read_bytes()).decode()
    except UnicodeDecodeError as error:
        raise UsageFailure(f"{where}: not UTF-8 text: {error.reason} at byte {error.start}", hint) from error
    except OSError as error:
        raise UsageFailure(f"{where}: cannot be read: {error.strerror or error}", hint) from error


def _show(verdict: "TextVerdict") -> None:
    """Each sentence with its verdict, what was found in it beneath, and the verdict of the whole in the last line."""
    console = out()
    for sentence in verdict.sentences:
        console.print(_marked(sentence), soft_wrap=True)
        for found in sentence.findings:
            fact = f" [{found.fact}]" if found.fact else ""
            console.print(
                f"    {found.check}: {found.message}{fact}",
                style=STYLES[sentence.verdict],
                markup=False,
                soft_wrap=True,
            )
    for omission in verdict.omissions:
        console.print(
            f"    left out: {omission.message} [{omission.fact}]", style="yellow", markup=False, soft_wrap=True
        )
    console.print(_last_line(verdict), markup=False, soft_wrap=True)


def _marked(sentence: "SentenceVerdict") -> "Text":
    """A sentence after its verdict, with its findings underlined."""
    from rich.text import Text

    label = f"{sentence.verdict.replace('_', ' ')}: "
    clean = "".join(char if char.isprintable() else " " for char in sentence.text)
    shown = Text(label, style=STYLES[sentence.verdict]) + Text(clean)
    for found in sentence.findings:
        start, end = (len(label) + max(0, place - sentence.span[0]) for place in found.span)
        if (start, end) != (len(label), len(shown)):
            shown.stylize("underline", start, end)
    return shown


def _last_line(verdict: "TextVerdict") -> str:
    counts = {name: sum(sentence.verdict == name for sentence in verdict.sentences) for name in STYLES}
    total = len(verdict.sentences)
    parts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items() if count)
    missing = f", {len(verdict.omissions)} facts left out" if verdict.omissions else ""
    counted = f"{total} sentence{'' if total == 1 else 's'}" + (f" ({parts})" if parts else "")
    return f"{verdict.verdict.replace('_', ' ')}: {counted}{missing}"
