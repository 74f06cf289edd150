"""`labkeeper verify`: the trust monitors on anybody's prose about an incident."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.console import out, print_json
from agent.core.intake import NotAnIncident
from agent.core.trust import check, verdict_json
from agent.failure import UsageFailure
from agent.verifying import sheet_of

if TYPE_CHECKING:
    from rich.text import Text

    from agent.core.facts import FactSheet
    from agent.core.trust import Verdict

REJECTED = 3


def run_verify(incident: Path, text: str, *, as_json: bool, complete: bool) -> int:
    """Judge a text; 0 where nothing is unsupported, 3 where something is."""
    verdict = check(_text(text), _sheet(incident), complete=complete)
    if as_json:
        print_json(verdict_json(verdict))
    else:
        _show(verdict)
    return 0 if verdict.verdict == "supported" else REJECTED


def _sheet(path: Path) -> "FactSheet":
    hint = "name a report's .json twin, or one incident of `labkeeper analyze --json`"
    try:
        document: Any = json.loads(_read(path))
    except ValueError as error:
        raise UsageFailure(f"{path}: not JSON: {error}", hint) from error
    try:
        return sheet_of(document)
    except NotAnIncident as error:
        raise UsageFailure(f"{path}: {error}", hint) from error


def _text(name: str) -> str:
    if name == "-":
        try:
            return sys.stdin.buffer.read().decode()
        except UnicodeDecodeError as error:
            raise UsageFailure(f"standard input: not UTF-8 text: {error.reason} at byte {error.start}") from error
    return _read(Path(name))


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise UsageFailure(f"{path}: not UTF-8 text: {error.reason} at byte {error.start}") from error
    except OSError as error:
        raise UsageFailure(
            f"{path}: cannot be read: {error.strerror or error}", "name a file, or - for stdin"
        ) from error


def _show(verdict: "Verdict") -> None:
    """Each sentence, what was found in it beneath, and the verdict in the last line."""
    console = out()
    for sentence in verdict.sentences:
        findings = verdict.of_sentence(sentence.index)
        console.print(_marked(verdict, sentence.index), soft_wrap=True)
        for each in findings:
            told = f" [{each.fact}]" if each.fact else ""
            console.print(f"    {each.monitor}: {each.message}{told}", style="red", markup=False, soft_wrap=True)
    for each in verdict.findings:
        if verdict.sentence_of(each) is None:
            console.print(f"    {each.monitor}: {each.message}", style="red", markup=False, soft_wrap=True)
    for omission in verdict.omissions:
        style = "red" if verdict.complete else "yellow"
        console.print(f"    not told: {omission.message} [{omission.fact}]", style=style, markup=False, soft_wrap=True)
    console.print(_last_line(verdict), markup=False, soft_wrap=True)


def _marked(verdict: "Verdict", index: int) -> "Text":
    """A sentence with its findings underlined."""
    from rich.text import Text

    sentence = verdict.sentences[index]
    clean = "".join(each if each.isprintable() else " " for each in sentence.text)
    shown = Text(clean)
    for each in verdict.of_sentence(index):
        start = max(0, each.span.start - sentence.span.start)
        shown.stylize("bold red underline", start, each.span.end - sentence.span.start)
    return shown


def _last_line(verdict: "Verdict") -> str:
    findings, sentences = len(verdict.findings), len(verdict.sentences)
    counted = f"{sentences} sentence{'' if sentences == 1 else 's'}, {findings} finding{'' if findings == 1 else 's'}"
    missing = f", {len(verdict.omissions)} not told" if verdict.omissions else ""
    counts = " (counted)" if verdict.omissions and verdict.complete else ""
    return f"{verdict.verdict}: {counted}{missing}{counts}"
