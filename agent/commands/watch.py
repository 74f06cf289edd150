"""`labkeeper watch`: the running agent."""

import time
from pathlib import Path

from agent.app import Agent, Places
from agent.commands.beside import Wishes, beside_labs, watch_labs
from agent.commands.waiting import stopping, wait
from agent.config import load, state_dir
from agent.console import err, incident_line, write
from agent.core.ledger import IncidentChange
from agent.engine import open_engine
from agent.pipeline import HOLD_NS, Beginning
from agent.rounds import Rounds


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
    write(incident_line(change.incident, change.reason) + "\n")
