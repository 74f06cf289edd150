"""`labkeeper topology --check FILE`: the topology gate as a linter for anybody's file."""

from pathlib import Path

from rich.text import Text

from agent.console import err, out, print_json
from agent.failure import UsageFailure
from agent.gates.topology import check_topology
from agent.gates.verdict import Verdict

EXITS = {"accepted": 0, "rejected": 3, "could_not_run": 4}
COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
MARKS = {"passed": "passed", "failed": "FAILED", "could_not_run": "could not run", "skipped": "skipped"}


def run_check(file: Path, *, as_json: bool, offline: bool, strict: bool) -> int:
    """Check one file; returns the exit status."""
    try:
        with err().status("") as status:
            verdict = check_topology(
                file, offline=offline, strict=strict, on_stage=lambda name: status.update(f"{file}: {name}")
            )
    except OSError as error:
        raise UsageFailure(f"{file}: {error.strerror or error}", "name a topology file that can be read") from error
    except UnicodeDecodeError as error:
        raise UsageFailure(
            f"{file}: is no UTF-8 text: {error.reason} at byte {error.start}", "name a YAML file"
        ) from error
    if as_json:
        print_json(verdict.to_json())
    else:
        _show(verdict)
    return EXITS[verdict.decision]


def _show(verdict: Verdict) -> None:
    console = out()
    for stage in verdict.stages:
        for each in stage.findings:
            line = Text(f"{verdict.file}:{each.line}:{each.column}: " if each.line else f"{verdict.file}: ")
            line.append(each.severity, style=COLOURS[each.severity])
            line.append(f" {each.message}" + (f"; {each.hint}" if each.hint else "") + f" [{each.rule}]")
            console.print(line, soft_wrap=True)
    for stage in verdict.stages:
        took = f"{stage.seconds:6.2f} s" if stage.status in ("passed", "failed") else " " * 8
        said = stage.text if stage.status in ("could_not_run", "skipped") else ""
        console.print(
            Text(f"{stage.name:7} {MARKS[stage.status]:13} {took}  {stage.version:24} {said}".rstrip()), soft_wrap=True
        )
    console.print(Text(f"{verdict.file}: {verdict.decision.replace('_', ' ')}", style="bold"), soft_wrap=True)
