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


@bench.command("models")
def bench_models(
    models: Annotated[
        str | None, typer.Option(metavar="X,Y", help="Names, or paths of GGUF files; else the routed ones.")
    ] = None,
    experiment: Annotated[
        str | None, typer.Option(metavar="NAME", help="One that ships; --models replaces its models.")
    ] = None,
    tasks: Annotated[list[Path] | None, typer.Option(metavar="FILE", help="Your own tasks, too; may repeat.")] = None,
    kinds: Annotated[str | None, typer.Option(metavar="K,L", help="Only these kinds of tasks.")] = None,
    most: Annotated[int | None, typer.Option(min=1, help="So many tasks of a kind at most.")] = None,
    rounds: Annotated[int | None, typer.Option(min=1, help="Repeats with other seeds (3).")] = None,
    until: Annotated[
        str | None, typer.Option(metavar="±N", help="Rounds until every interval is as narrow, in points.")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="One round of eight tasks of a kind.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Without containerlab, Docker and sandbox.")] = False,
    deadline_s: Annotated[float, typer.Option("--deadline", min=1, metavar="S", help="For one call.")] = 120.0,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Where the result is written.")] = None,
    resume: Annotated[Path | None, typer.Option(metavar="DIR", help="Go on with a run that was stopped.")] = None,
    report: Annotated[Path | None, typer.Option(metavar="DIR", help="Write the report of a result anew.")] = None,
    compare: Annotated[
        tuple[Path, Path] | None, typer.Option(metavar="A B", help="Two results beside each other.")
    ] = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """Measure models on tasks of labs, and propose a routing table."""
    from agent.commands import bench_models as command
    from agent.config.loading import load

    if compare is not None:
        raise typer.Exit(command.run_compare(*compare))
    loaded = load(config)
    if report is not None:
        raise typer.Exit(command.run_report(loaded, report, as_json=as_json))
    if resume is not None:
        raise typer.Exit(command.run_on(loaded, resume, state=state_dir, as_json=as_json))
    asked = command.Asked(
        models=command.listed(models),
        experiment=experiment,
        own=tuple(tasks or ()),
        kinds=command.listed(kinds),
        most=most,
        rounds=rounds,
        until=command.width(until),
        quick=quick,
        offline=offline,
        deadline_s=deadline_s,
        out=out,
    )
    raise typer.Exit(command.run_models(loaded, asked, state=state_dir, as_json=as_json))
