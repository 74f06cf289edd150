"""`labkeeper bench detector`: the detector scored on recordings that carry a truth."""

from pathlib import Path
from typing import Annotated, Any

import typer

from agent.app.console import out, print_json
from agent.bench.detector import Score, score_folder
from agent.cli.command_group import command_app
from agent.cli.options import Json
from agent.failure import UsageFailure

app = command_app()


@app.command()
def bench_detector(
    folders: Annotated[list[Path], typer.Argument(metavar="DIR...", help="Recordings with a truth.json.")],
    as_json: Json = False,
) -> None:
    """Score the detector on recordings that carry a truth."""
    raise typer.Exit(run_bench(folders, as_json=as_json))


LEGEND = (
    "found: incidents of the truth that were found as one; false: incidents that the truth does not hold",
    "cause right, unknown, wrong: incidents by the cause they name; more than found where one may be split",
    "bad times: losses and restorations that are off by more than the truth's tolerance; largest error: of all times",
)
"""What the columns count."""

COUNTS = ("truth", "found", "false", "right", "unknown", "wrong", "bad_times")


def run_bench(folders: list[Path], *, as_json: bool) -> int:
    """Score recordings; 1 where something falls short."""
    scores = [score_folder(recording) for folder in folders for recording in _recordings(folder)]
    if as_json:
        print_json({"schema": 1, "summary": _summary(scores), "rows": [_row(item) for item in scores]})
    else:
        _show_scores(scores)
    return 0 if all(score.clean for score in scores) else 1


def _row(score: Score) -> dict[str, Any]:
    return {"name": score.name, **{name: getattr(score, name) for name in COUNTS}, "why": score.why}


def _summary(scores: list[Score]) -> dict[str, Any]:
    errors = sorted(error for score in scores for error in score.errors_s)
    middle = errors[len(errors) // 2] if errors else None
    totals = {name: sum(getattr(item, name) for item in scores) for name in COUNTS}
    times = {"n": len(errors), "median": middle, "max": errors[-1] if errors else None}
    return {**totals, "clean": sum(each.clean for each in scores), "recordings": len(scores), "time_error_s": times}


def _show_scores(scores: list[Score]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("recording", "found", "false", "cause right", "unknown", "wrong", "bad times", "largest error"):
        table.add_column(name)
    for score in scores:
        worst = f"{max(score.errors_s):.3f} s" if score.errors_s else "-"
        counts = (score.false, score.right, score.unknown, score.wrong, score.bad_times)
        table.add_row(score.name, f"{score.found}/{score.truth}", *map(str, counts), worst)
    out().print(table)
    for item in scores:
        for why in item.why:
            out().print(f"{item.name}: {why}", markup=False)
    total = _summary(scores)
    found = f"{total['found']} of {total['truth']} incidents found, {total['false']} false"
    for line in LEGEND:
        out().print(line, style="dim", soft_wrap=True)
    out().print(f"{total['clean']} of {total['recordings']} recordings clean; {found}")


def _recordings(folder: Path) -> list[Path]:
    """A recording, or all recordings in a folder."""
    if not folder.is_dir():
        raise UsageFailure(f"{folder}: no such folder", "name recordings that carry a truth.json")
    if (folder / "truth.json").is_file():
        return [folder]
    found = sorted(path.parent for path in folder.glob("*/truth.json"))
    if not found:
        raise UsageFailure(
            f"{folder}: no recording with a truth.json in it", "docs/recordings.md says what stands in one"
        )
    return found
