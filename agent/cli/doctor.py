"""`labkeeper doctor`: what is reachable, what is missing, what to do about it."""

import glob
import os
import shutil
import socket
import time
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from agent.app.console import out, print_json
from agent.app.model_rows import model_rows
from agent.app.store.sqlite import SqliteStore
from agent.cli.command_group import command_app
from agent.cli.options import ConfigFile, Json, StateDir
from agent.config.loading import Loaded, load_if_sound, state_dir
from agent.config.whole import Config
from agent.models.api import ModelFailure
from agent.models.backends import build
from agent.models.backends.digest_pins import pins_in
from agent.models.backends.sovereignty import sovereignty_note
from agent.models.call_log import degraded
from clab.docker_engine import DockerEngine, EngineError
from collectors.sources.clab_events import why_not

app = command_app()


@app.command()
def doctor(config: ConfigFile = None, state_dir: StateDir = None, as_json: Json = False) -> None:
    """What is reachable, what is missing, what to do."""
    run_doctor(config=config, state=state_dir, as_json=as_json)


LATELY_NS = 86_400 * 1_000_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: passed, failed, or could not be looked at."""

    what: str
    status: Literal["ok", "failed", "could_not_run"]
    found: str
    hint: str = ""


def run_doctor(*, config: Path | None, state: Path | None, as_json: bool) -> None:
    """Look at everything the configuration names, and at this machine."""
    loaded, broken = load_if_sound(config)
    start = "" if loaded.path else "labkeeper config example > labkeeper.yml"
    file = Check("configuration", "ok", str(loaded.path or "none: defaults"), start)
    if broken is not None:
        file = Check("configuration", "failed", broken.what, f"{broken.hint}; what follows is of the defaults")
    folder = state_dir(state, loaded.config.lab)
    checks = [file, *_machine(folder), *_nodes(loaded.config), *_models(loaded, folder)]
    checks += _degraded(folder)
    if as_json:
        print_json({"schema": 1, "checks": [asdict(item) for item in checks]})
        return
    for check in checks:
        mark = {"ok": "ok  ", "failed": "FAIL", "could_not_run": "?   "}[check.status]
        out().print(
            f"{mark} {check.what}: {check.found}" + (f"\n       {check.hint}" if check.hint else ""), markup=False
        )


def _machine(state: Path) -> list[Check]:
    parent = next(item for item in (state, *state.parents) if item.exists())
    writable = os.access(parent, os.W_OK)
    checks = [
        Check(
            "state folder", "ok" if writable else "failed", str(state), "" if writable else "--state-dir names another"
        )
    ]
    where = shutil.which("containerlab")
    hint = "" if where else "without it: no topology checks, no interface events"
    checks.append(Check("containerlab", "ok" if where else "could_not_run", where or "not on PATH", hint))
    without = why_not() if where else ""
    if without:
        checks.append(Check("containerlab events", "could_not_run", without, "interface changes are not seen"))
    return [*checks, _engine()]


def _engine() -> Check:
    """The Docker engine, which tells what labs run here."""
    with closing(DockerEngine()) as engine:
        try:
            rows = engine.containers()
        except EngineError as error:
            return Check("Docker engine", "could_not_run", error.what, error.hint)
    labs = sorted({str((row.get("Labels") or {}).get("containerlab")) for row in rows})
    return Check("Docker engine", "ok", f"labs: {', '.join(labs)}" if labs else "answers; no lab runs here")


def _degraded(state: Path) -> list[Check]:
    """The models that worked worse than expected when they were last asked."""
    path = state / "journal.sqlite"
    if not path.is_file():
        return []
    with closing(SqliteStore(path)) as store:
        found = degraded(store.calls(since_ns=time.time_ns() - LATELY_NS))
    hint = "labkeeper calls shows it; lanes: vram_share, voice_rate and background_rate say what is expected"
    return [Check(f"model {model}", "failed", text, hint) for model, text in found.items()]


def _files(what: str, pattern: str) -> Check:
    files = glob.glob(str(Path(pattern).expanduser()))
    readable = [file for file in files if os.access(file, os.R_OK)]
    status: Literal["ok", "failed"] = "ok" if readable and len(readable) == len(files) else "failed"
    hint = "" if status == "ok" else "no file yet, or not readable: check the path and its permissions"
    return Check(f"{what} {pattern}", status, f"{len(readable)} of {len(files)} readable", hint)


def _nodes(config: Config) -> list[Check]:
    checks = [_files("session logs", pattern) for pattern in config.session_logs]
    for name, node in config.nodes.items():
        checks += [_files(f"{name} logs", pattern) for pattern in node.logs]
        if node.vty:
            there = (Path(node.vty) / "bgpd.vty").exists()
            hint = "" if there else "FRR's bgpd makes it; mount the node's /var/run/frr on the host"
            checks.append(Check(f"{name} vty", "ok" if there else "failed", f"{node.vty}/bgpd.vty", hint))
        if node.gnmi:
            checks.append(_port(name, node.gnmi.address, node.gnmi.port))
        if not (node.logs or node.vty or node.gnmi):
            checks.append(Check(name, "failed", "no source", "give it logs, vty or gnmi"))
    return checks


def _models(loaded: Loaded, state: Path) -> list[Check]:
    """The engine, its way out, and every routed model."""
    pins = pins_in(state, loaded.config.models.server)
    engine = build(loaded.config.models, pins)
    try:
        note = sovereignty_note(engine.status())
        checks = [Check("sovereignty", "ok" if note.fine else "failed", note.text, note.hint)]
        if loaded.config.models.backend == "none":
            return checks
        for row in model_rows(loaded, engine, pins):
            fine = row.state in ("pinned", "not pinned yet")
            hint = "" if fine else f"without it: {', '.join(row.tasks)} in labkeeper's own words"
            checks.append(Check(f"model {row.model}", "ok" if fine else "failed", row.state, hint))
        return checks
    except ModelFailure as failure:
        hint = f"{failure.hint}; without it labkeeper words everything itself".removeprefix("; ")
        return [Check(f"models: {loaded.config.models.backend}", "could_not_run", failure.what, hint)]
    finally:
        engine.close()


def _port(name: str, address: str, port: int) -> Check:
    what = f"{name} gNMI {address}:{port}"
    try:
        with socket.create_connection((address, port), timeout=2.0):
            return Check(what, "ok", "accepts connections")
    except OSError as error:
        return Check(what, "failed", str(error), "is the node up, and the port the right one?")
