"""What the gates say of files and drafts: shown, as data, and as an exit status."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.text import Text

from agent.app.console import err, out, print_json
from agent.failure import UsageFailure
from agent.gates.verdict import Verdict
from agent.tasks.drafting import Outcome

EXITS = {"accepted": 0, "rejected": 3, "could_not_run": 4}
COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
MARKS = {"passed": "passed", "failed": "FAILED", "could_not_run": "could not run", "skipped": "skipped"}


def show_verdict(verdict: Verdict) -> None:
    """Print a verdict: each finding at its place, then the stages, then the decision."""
    console = out()
    for stage in verdict.stages:
        for finding in stage.findings:
            line = Text(f"{verdict.file}:{finding.line}:{finding.column}: " if finding.line else f"{verdict.file}: ")
            line.append(finding.severity, style=COLOURS[finding.severity])
            line.append(f" {finding.message}" + (f"; {finding.hint}" if finding.hint else "") + f" [{finding.rule}]")
            console.print(line, soft_wrap=True)
    for stage in verdict.stages:
        ran = stage.status in ("passed", "failed")
        said = f"{stage.seconds:6.2f} s  {stage.version}" if ran else stage.text
        console.print(Text(f"{stage.name:7} {MARKS[stage.status]:13} {said}".rstrip()))
    console.print(Text(f"{verdict.file}: {verdict.decision.replace('_', ' ')}", style="bold"), soft_wrap=True)


def one_of(request: str | None, check: Path | None, command: str, example: str) -> None:
    """A command makes something, or judges a file.

    Raises:
        UsageFailure: neither is asked for, or both.
    """
    if (request is None) == (check is None):
        what = (
            f"{command}: neither a request nor a file to check"
            if check is None
            else f"{command}: a request and --check"
        )
        raise UsageFailure(what, f"say what to make: {example}; or judge a file: labkeeper {command} --check FILE")


def no_file(request: str, command: str, suffixes: tuple[str, ...]) -> None:
    """A request is words; the name of a file is meant for `--check`.

    Raises:
        UsageFailure: it is such a name.
    """
    name = request.strip()
    if len(name.split()) != 1 or not name.lower().endswith(suffixes):
        return
    if Path(name).exists():
        raise UsageFailure(f"{name}: is a file, and no request in words", f"labkeeper {command} --check {name}")
    hint = f"a file is judged by labkeeper {command} --check FILE; a request is a sentence in quotes"
    raise UsageFailure(f"{name}: no such file, and no request in words", hint)


def not_written(what: str, made: Outcome) -> str:
    """What a person reads where a draft was not accepted: why, where it is kept, and what to do."""
    kept = f" The draft is kept apart, with its verdict: {made.rejected}." if made.rejected else ""
    verdict = made.last.verdict
    if verdict is None or verdict.decision != "could_not_run":
        return f"No {what} was written: the gate refused the draft.{kept}"
    names = [stage.name for stage in verdict.stages if stage.status == "could_not_run"]
    said = f"No {what} was written: {' and '.join(names)} could not run, so nobody knows whether it is sound."
    return f"{said} --offline writes it without, and says so in the file.{kept}"


def run_gate(file: Path, check: Callable[[Callable[[str], None]], Verdict], *, named: str, as_json: bool) -> int:
    """Have one file judged, with its stages as progress; returns the exit status. `named` says what it should be.

    Raises:
        UsageFailure: it cannot be read, or is no text.
    """
    try:
        with err().status("") as status:
            verdict = check(lambda stage: status.update(f"{file}: {stage}"))
    except OSError as error:
        raise UsageFailure(f"{file}: {error.strerror or error}", f"name {named} that can be read") from error
    except UnicodeDecodeError as error:
        raise UsageFailure(
            f"{file}: is no UTF-8 text: {error.reason} at byte {error.start}", f"name {named}"
        ) from error
    if as_json:
        print_json(verdict.to_json())
    else:
        show_verdict(verdict)
    return EXITS[verdict.decision]


def exit_of(made: Outcome) -> int:
    """The exit status of a draft: 0 written, 3 rejected, 4 could not run."""
    if made.accepted:
        return 0
    return EXITS[made.last.verdict.decision] if made.last.verdict else 3


def draft_json(made: Outcome) -> dict[str, Any]:
    """What is the same of every draft, for machines."""
    return {
        "schema": 1,
        "request": made.request,
        "written_by": made.written_by,
        "why": made.why,
        "rejected": str(made.rejected) if made.rejected else None,
        "rounds": [{"answer": attempt.answer, "findings": list(attempt.findings)} for attempt in made.attempts],
        "verdict": made.last.verdict.to_json() if made.last.verdict else None,
    }
