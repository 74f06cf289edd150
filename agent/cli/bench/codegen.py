"""`labkeeper bench codegen`: requests put to code and the coder model, behind the gates: right, refused, wrong."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from agent.app.console import err, out, print_json
from agent.bench.codegen import CodegenCase, Result, cases, measure
from agent.cli.command_group import command_app
from agent.cli.options import ConfigFile, Json, StateDir
from agent.cli.shared.words import Speaking, open_words
from agent.config.loading import Loaded, load
from agent.failure import Failure

app = command_app()


@app.command()
def bench_codegen(
    model: Annotated[list[str] | None, typer.Option("--model", help="Instead of the routed one; may repeat.")] = None,
    count: Annotated[int | None, typer.Option(min=1, help="Only the first requests.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Without containerlab, Docker and sandbox.")] = False,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """Put 60 requests for labs and 30 for scripts to code and the coder model: right, refused, wrong."""
    done = run_codegen(load(config), models=model or (), count=count, offline=offline, state=state_dir, as_json=as_json)
    raise typer.Exit(done)


ENDS: dict[str, str] = {
    "right": "right",
    "refused": "refused",
    "wrong": "wrong",
    "could_not_run": "could not run",
}


def run_codegen(
    loaded: Loaded, *, models: Sequence[str], count: int | None, offline: bool, state: Path | None, as_json: bool
) -> int:
    """Measure the routed model or the named ones (code alone where the backend is none); 4 where nothing could run."""
    chosen = cases()[:count]
    tables: dict[str, list[Result]] = {}
    with open_words(loaded, state, "topology") as speaking:
        if speaking.words is None and models:
            raise Failure("models.backend is none: there is no model to measure", "models: {backend: ollama}", status=4)
        for model in models or (speaking.model,):
            tables[model] = _measured(speaking, model, chosen, offline)
    if as_json:
        rows = {model: [asdict(item) for item in results] for model, results in tables.items()}
        print_json({"schema": 1, "requests": len(chosen), "models": rows})
    else:
        _show(tables)
    ran = any(result.end != "could_not_run" for results in tables.values() for result in results)
    return 0 if ran else 4


def _measured(speaking: Speaking, model: str, chosen: Sequence[CodegenCase], offline: bool) -> list[Result]:
    with err().status(model) as status:
        return list(
            measure(
                speaking.words,
                model,
                chosen,
                offline=offline,
                on_case=lambda request: status.update(f"{model}: {request}"),
            )
        )


def _show(tables: dict[str, list[Result]]) -> None:
    table = Table(box=None, header_style="bold")
    for name in ("model", "task", "requests", *ENDS.values(), "median s", "tokens"):
        table.add_column(name)
    for model, results in tables.items():
        for task in ("topology", "script"):
            rows = [item for item in results if item.task == task]
            if not rows:
                continue
            ends = Counter[str](row.end for row in rows)
            counts = [str(ends[end]) for end in ENDS]
            took = f"{median(each.seconds for each in rows):.1f}"
            table.add_row(model, task, str(len(rows)), *counts, took, str(sum(each.tokens for each in rows)))
    out().print(table)
    for model, results in tables.items():
        for result in results:
            if result.why:
                out().print(Text(f"{model}: {ENDS[result.end]}: {result.request!r}: {result.why}"), soft_wrap=True)
