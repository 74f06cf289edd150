"""Commands about the program: what it can do, how it is set, and how well it does."""

from pathlib import Path
from typing import Annotated

import typer

from agent.cli.options import ConfigFile, Json, StateDir, app, bench, config_app


@app.command()
def plugins(as_json: Json = False) -> None:
    """List the mappings, engines and cause rules."""
    from agent.commands.about import show_plugins

    show_plugins(as_json=as_json)


@app.command()
def schema(name: Annotated[str, typer.Argument(metavar="NAME")]) -> None:
    """Print a published JSON Schema."""
    from agent.commands.about import show_schema

    show_schema(name)


@config_app.command("show")
def config_show(config: ConfigFile = None, as_json: Json = False) -> None:
    """Each value in force, and where it came from."""
    from agent.commands.about import show_config
    from agent.config.loading import load

    show_config(load(config), as_json=as_json)


@config_app.command("example")
def config_example() -> None:
    """A configuration to start from."""
    from agent.commands.about import show_example

    show_example()


@bench.command("detector")
def bench_detector(
    folders: Annotated[list[Path], typer.Argument(metavar="DIR...", help="Recordings with a truth.json.")],
    as_json: Json = False,
) -> None:
    """Score the detector on recordings that carry a truth."""
    from agent.commands.analyze import run_bench

    raise typer.Exit(run_bench(folders, as_json=as_json))


@bench.command("lanes")
def bench_lanes(
    seed: Annotated[int, typer.Option(metavar="N", help="Of the workload.")] = 1,
    hours: Annotated[
        float, typer.Option(metavar="H", min=0.25, max=240, help="Of virtual time, for each kind of day.")
    ] = 72,
    as_json: Json = False,
) -> None:
    """Drive the lanes' own scheduler with a mixed workload on a virtual clock."""
    from agent.commands.bench_lanes import run_bench

    raise typer.Exit(run_bench(seed=seed, hours=hours, as_json=as_json))


@bench.command("codegen")
def bench_codegen(
    model: Annotated[list[str] | None, typer.Option("--model", help="Instead of the routed one; may repeat.")] = None,
    count: Annotated[int | None, typer.Option(min=1, help="Only the first requests.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Without containerlab, Docker and sandbox.")] = False,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """Put twenty requests for labs and scripts to the coder model, behind the gates."""
    from agent.commands.codegen import run_codegen
    from agent.config.loading import load

    done = run_codegen(load(config), models=model or (), count=count, offline=offline, state=state_dir, as_json=as_json)
    raise typer.Exit(done)
