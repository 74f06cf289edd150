"""`labkeeper watch`, `incidents`, `report`: the running agent, and what it has found."""

import sys
import time
from pathlib import Path
from typing import Any

from agent.app import Agent, Places
from agent.commands.beside import Wishes, beside_labs, watch_labs
from agent.commands.waiting import stopping, wait
from agent.config import journals, load, state_dir
from agent.console import err, incident_line, out, print_json
from agent.core.ledger import IncidentChange
from agent.engine import open_engine
from agent.failure import UsageFailure
from agent.pipeline import HOLD_NS, Beginning
from agent.rounds import Rounds
from agent.store.sqlite import SqliteStore


def run_watch(
    *, config: Path | None, state: Path | None, out_dir: Path | None, record: Path | None, lab: str | None = None
) -> int:
    """Watch until stopped: 0 for SIGTERM, 130 for Ctrl-C."""
    loaded = load(config)
    for warning in loaded.warnings:
        err().print(f"warning: {warning}", markup=False)
    if beside_labs(loaded, lab):
        return watch_labs(loaded, Wishes(state, out_dir, record, lab))
    places = Places(state_dir(state, loaded.config.lab), out_dir or Path("labkeeper-reports"), record)
    engine = open_engine(loaded, places.state)
    err().print(f"models: {engine.sovereignty if engine else 'no engine is asked'}", markup=False)
    told = engine is not None and loaded.config.narrate.watch
    narration = engine.narration(loaded.config.narrate.open_after_s) if engine and told else None
    with stopping() as stop:
        agent = Agent(loaded.config, places, _tell, narration=narration, begin=Beginning(hold_ns=HOLD_NS))
        rounds = Rounds(loaded.config, agent.lab, agent.store, places.out, time.time_ns, engine)
        agent.start()
        rounds.start()
        err().print(
            f"watching {loaded.config.lab or 'the lab'}; reports in {places.out}/incidents; Ctrl-C stops", markup=False
        )
        try:
            wait(agent.health, stop.event)
        finally:
            rounds.stop()
            left = [*agent.stop(), *(engine.close() if engine else ())]
            page = rounds.finish(places.state / "journal.sqlite")
            if page:
                err().print(f"digest: {page}", markup=False)
            for name in left:
                err().print(f"did not stop in time: {name}", markup=False)
    return stop.status


def _tell(change: IncidentChange) -> None:
    sys.stdout.write(incident_line(change.incident, change.reason) + "\n")
    sys.stdout.flush()


def run_incidents(
    id_: str | None, *, config: Path | None, state: Path | None, as_json: bool, lab: str | None = None
) -> None:
    """Show what the stores hold: the one of the lab that is named, else those of all labs that were watched."""
    loaded = load(config)
    kept = journals(state, lab or loaded.config.lab)
    documents = sorted(
        (each for folder in kept.values() for each in _documents(folder)), key=lambda each: str(each["started_at"])
    )
    if id_ is not None:
        documents = [each for each in documents if each["id"] == id_]
        if not documents:
            raise UsageFailure(f"no incident {id_!r}", "labkeeper incidents lists them")
    if as_json:
        named = lab or loaded.config.lab or (next(iter(kept)) if len(kept) == 1 and state is None else None)
        print_json(_answer(named, documents))
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


def _documents(folder: Path) -> list[dict[str, Any]]:
    store = SqliteStore(folder / "journal.sqlite")
    try:
        return store.incidents()
    finally:
        store.close()


def _answer(lab: str | None, documents: list[dict[str, Any]]) -> dict[str, Any]:
    starts = [each["started_at"] for each in documents]
    ends = [each["last_restored_at"] or each["started_at"] for each in documents]
    window = {"start": min(starts, default=None), "end": max(ends, default=None)}
    return {
        "schema": 1,
        "lab": None if lab == "default" else lab,
        "window": window,
        "incidents": documents,
        "notes": [],
        "gaps": [],
        "sources": [],
    }
