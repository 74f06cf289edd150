"""`labkeeper calls`: what the models were asked, where the time went, how each call ended."""

import time
from pathlib import Path
from typing import Annotated

import typer

from agent.app.console import err, out, print_json
from agent.app.store.journals import Journal, choose
from agent.app.store.reading import opened
from agent.cli.command_group import command_app
from agent.cli.options import ConfigFile, Json, LabName, StateDir
from agent.cli.shared.moments import moment_ns
from agent.config.loading import load, state_dir
from agent.detect.incident import rfc3339
from agent.models.call_log import Call, calls_json, degraded
from agent.report.render import clock, span

app = command_app()


@app.command()
def calls(
    task: Annotated[str | None, typer.Option(metavar="T", help="Only this task's.")] = None,
    since: Annotated[str | None, typer.Option(metavar="TIME", help="From 90m, 2h, 7d ago or a time on.")] = None,
    lab: LabName = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """List the calls of models: waits, loads, speeds, and how each ended."""
    run_calls(task=task, since=since, lab=lab, config=config, state=state_dir, as_json=as_json)


SHOWN = 50
COLUMNS = ("asked (UTC)", "task", "subject", "lane", "model", "outcome", "wait", "load", "prefill", "answer", "rate")


def run_calls(
    *,
    task: str | None,
    since: str | None,
    config: Path | None,
    state: Path | None,
    as_json: bool,
    lab: str | None = None,
) -> None:
    """Show the calls that the store holds, the last 50 where nothing narrows them."""
    loaded = load(config)
    since_ns = moment_ns(since, time.time_ns()) if since else 0
    calls = _read(_journal(state, lab, loaded.config.lab), task, since_ns)
    if as_json:
        print_json(calls_json(calls))
        return
    if not calls:
        out().print("no call of a model", markup=False)
        return
    shown = calls if task or since else calls[-SHOWN:]
    show_calls(shown)
    if len(shown) < len(calls):
        out().print(f"the last {len(shown)} of {len(calls)} calls; --since 1d or --json shows more", markup=False)
    for model, text in degraded(calls).items():
        out().print(f"degraded: {model}: {text}", markup=False)


def _journal(state: Path | None, lab: str | None, configured: str | None) -> Journal | None:
    """The journal of the lab that is meant; where no lab was watched, the one that commands alone have made."""
    choice = choose(state, lab, configured)
    if choice.note and choice.journal:
        err().print(choice.note, markup=False)
    own = Journal(None, state_dir(state, configured))
    return choice.journal or (own if own.path.is_file() else None)


def _read(journal: Journal | None, task: str | None, since_ns: int) -> list[Call]:
    if journal is None:
        return []
    store = opened(journal)
    try:
        return store.calls(task, since_ns)
    finally:
        store.close()


def show_calls(calls: list[Call]) -> None:
    """One row a call, and what went wrong below it."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in COLUMNS:
        table.add_column(name, overflow="fold")
    for call in calls:
        table.add_row(*_cells(call))
    out().print(table)
    for item in calls:
        if item.outcome != "done" and item.detail:
            at = clock(rfc3339(item.at_ns))
            out().print(f"{at} {item.task}: {item.outcome}: {item.detail}", markup=False)


def _cells(call: Call) -> tuple[str, ...]:
    from rich.markup import escape

    again = f" ({call.attempt})" if call.attempt > 1 else ""
    return (
        clock(rfc3339(call.at_ns))[:19],
        escape(call.task),
        escape(call.subject or "-"),
        call.lane,
        escape(call.model),
        call.outcome + again,
        span(call.wait_s),
        span(call.load_s) if call.load_s else "-",
        f"{span(call.prefill_s)} {call.prompt_tokens} t" if call.prefill_s else "-",
        f"{span(call.decode_s)} {call.answer_tokens} t" if call.decode_s else "-",
        f"{call.rate:.1f}/s" if call.rate is not None else "-",
    )
