"""A gate's verdict, shown; and the exit status that goes with it."""

from rich.text import Text

from agent.app.console import out
from agent.gates.verdict import Verdict

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
        took = f"{stage.seconds:6.2f} s" if stage.status in ("passed", "failed") else " " * 8
        said = stage.text if stage.status in ("could_not_run", "skipped") else ""
        console.print(
            Text(f"{stage.name:7} {MARKS[stage.status]:13} {took}  {stage.version:24} {said}".rstrip()), soft_wrap=True
        )
    console.print(Text(f"{verdict.file}: {verdict.decision.replace('_', ' ')}", style="bold"), soft_wrap=True)
