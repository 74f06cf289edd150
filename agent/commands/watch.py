"""`labkeeper watch`, `incidents`, `report`: the running agent, and what it has found."""

import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from agent.app import Agent, Places
from agent.config import Loaded, load, state_dir
from agent.console import err, incident_line, out, print_json
from agent.core.ledger import IncidentChange
from agent.engine import open_engine
from agent.failure import UsageFailure
from agent.rounds import Rounds
from agent.store.sqlite import SqliteStore


def run_watch(*, config: Path | None, state: Path | None, out_dir: Path | None, record: Path | None) -> int:
    """Watch until stopped: 0 for SIGTERM, 130 for Ctrl-C."""
    loaded = load(config)
    for warning in loaded.warnings:
        err().print(f"warning: {warning}", markup=False)
    places = Places(state_dir(state, loaded.config.lab), out_dir or Path("labkeeper-reports"), record)
    stop = threading.Event()
    ended_by: list[int] = []

    def end(number: int, frame: object) -> None:
        ended_by.append(number)
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    engine = open_engine(loaded, places.state)
    err().print(f"models: {engine.sovereignty if engine else 'no engine is asked'}", markup=False)
    told = engine is not None and loaded.config.narrate.watch
    narration = engine.narration(loaded.config.narrate.open_after_s) if engine and told else None
    agent = Agent(loaded.config, places, _tell, narration=narration)
    rounds = Rounds(loaded.config, agent.lab, agent.store, places.out, time.time_ns, engine)
    agent.start()
    rounds.start()
    err().print(
        f"watching {loaded.config.lab or 'the lab'}; reports in {places.out}/incidents; Ctrl-C stops", markup=False
    )
    try:
        _wait(agent, stop)
    finally:
        rounds.stop()
        left = [*agent.stop(), *(engine.close() if engine else ())]
        page = rounds.finish(places.state / "journal.sqlite")
        if page:
            err().print(f"digest: {page}", markup=False)
        for name in left:
            err().print(f"did not stop in time: {name}", markup=False)
    return 130 if signal.SIGINT in ended_by else 0


def _tell(change: IncidentChange) -> None:
    sys.stdout.write(incident_line(change.incident, change.reason) + "\n")
    sys.stdout.flush()


def _wait(agent: Agent, stop: threading.Event) -> None:
    """Until stopped; on a terminal with a live table of sources."""
    if not sys.stderr.isatty():
        _wait_plain(agent, stop)
        return
    from rich.live import Live

    with Live(_table(agent), console=err(), refresh_per_second=2) as live:
        while not stop.wait(1.0):
            live.update(_table(agent))


def _wait_plain(agent: Agent, stop: threading.Event) -> None:
    states: dict[str, str] = {}
    while not stop.wait(1.0):
        for each in agent.health():
            if states.get(each.name) != each.state:
                states[each.name] = each.state
                err().print(f"source {each.name}: {each.state.replace('_', ' ')} {each.error}".rstrip(), markup=False)


def _table(agent: Agent) -> Any:
    from rich.table import Table

    table = Table(box=None, header_style="bold")
    for name in ("source", "state", "items", "last heard", "error"):
        table.add_column(name)
    for each in agent.health():
        ago = f"{(time.time_ns() - each.last_ns) / 1e9:.0f} s ago" if each.last_ns else "-"
        table.add_row(each.name, each.state.replace("_", " "), str(each.items), ago, each.error)
    return table


def run_incidents(id_: str | None, *, config: Path | None, state: Path | None, as_json: bool) -> None:
    """Show what the store holds."""
    loaded = load(config)
    documents = _documents(loaded, state)
    if id_ is not None:
        documents = [each for each in documents if each["id"] == id_]
        if not documents:
            raise UsageFailure(f"no incident {id_!r}", "labkeeper incidents lists them")
    if as_json:
        print_json(_answer(loaded, documents))
        return
    for each in documents:
        cause = each["cause"]
        where = cause["subject"] or ", ".join(each["nodes"][:3])
        took = f"{each['reconvergence_s']} s" if each["reconvergence_s"] is not None else "not over"
        line = (
            f"{each['id']}  {each['severity']:7}  {each['status']:6}  {each['started_at']}  {cause['type']} at {where}"
        )
        out().print(f"{line}  {len(each['peerings'])} peerings  {took if each['peerings'] else '-'}", markup=False)
    if not documents:
        out().print("no incident", markup=False)


def _documents(loaded: Loaded, state: Path | None) -> list[dict[str, Any]]:
    path = state_dir(state, loaded.config.lab) / "journal.sqlite"
    if not path.is_file():
        return []
    store = SqliteStore(path)
    try:
        return store.incidents()
    finally:
        store.close()


def _answer(loaded: Loaded, documents: list[dict[str, Any]]) -> dict[str, Any]:
    starts = [each["started_at"] for each in documents]
    ends = [each["last_restored_at"] or each["started_at"] for each in documents]
    window = {"start": min(starts, default=None), "end": max(ends, default=None)}
    return {
        "schema": 1,
        "lab": loaded.config.lab,
        "window": window,
        "incidents": documents,
        "notes": [],
        "gaps": [],
        "sources": [],
    }
