"""`labkeeper labs`: the labs that run here, and of each node what can be watched, what cannot, why, and what to do."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from agent.app.console import out, print_json
from agent.app.watch.lab_document import labs_json
from agent.app.watch.source_plan import NodePlan, plan
from agent.cli.command_group import command_app
from agent.cli.options import ConfigFile, Json
from agent.config.loading import Loaded, load
from agent.failure import Failure
from clab.discovery import Discovery
from clab.docker_engine import DockerEngine, EngineError
from clab.running_lab import FoundLab
from collectors.sources.clab_events import why_not

app = command_app()


@app.command()
def labs(config: ConfigFile = None, as_json: Json = False) -> None:
    """List the labs that run here, and what can and cannot be watched of each node."""
    run_labs(config=config, as_json=as_json)


def run_labs(*, config: Path | None, as_json: bool) -> None:
    """Find, plan, show.

    Raises:
        Failure: the engine cannot be asked.
    """
    loaded = load(config)
    engine = DockerEngine()
    try:
        found = Discovery(engine).labs()
    except EngineError as error:
        raise Failure(f"no labs can be found: {error.what}", error.hint) from error
    finally:
        engine.close()
    plans = {name: plan(lab, _said(loaded, name)) for name, lab in found.items()}
    events = why_not()
    if as_json:
        print_json(labs_json([(lab, plans[name]) for name, lab in found.items()], events))
        return
    for name, lab in found.items():
        _show(lab, plans[name], events)
    if not found:
        out().print("no lab runs here", markup=False)


def _said(loaded: Loaded, lab: str) -> dict[str, Any]:
    return dict(loaded.config.nodes) if loaded.config.lab in (None, lab) else {}


def _show(lab: FoundLab, plans: Sequence[NodePlan], events: str) -> None:
    console = out()
    where = f" ({lab.topology_file})" if lab.topology_file else ""
    console.print(f"{lab.name}: {len(lab.nodes)} nodes, {len(lab.lab.links)} links{where}", markup=False)
    for item in plans:
        node = item.node
        speaker = f" {node.inside.speaker}" if node.inside.speaker else ""
        head = f"  {node.name}  {node.kind}{speaker}  {node.state}  {node.management or '-'}"
        console.print(head, markup=False)
        for source in item.sources:
            console.print(f"    ok    {source.what}: {source.said}", markup=False)
        for lack in item.lacks:
            console.print(f"    lacks {lack.what}: {lack.why}\n          {lack.hint}", markup=False)
    for remark in lab.remarks:
        console.print(f"  remark: {remark}", markup=False)
    if events:
        console.print(f"  no interface events: {events}", markup=False)
