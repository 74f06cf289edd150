"""Commands that write code, or judge it."""

from pathlib import Path
from typing import Annotated

import typer

from agent.cli.options import ConfigFile, Json, StateDir, app


@app.command()
def topology(
    request: Annotated[str | None, typer.Argument(metavar="[REQUEST]", help="The lab in words.")] = None,
    check: Annotated[
        Path | None, typer.Option("--check", metavar="FILE", help="Judge this *.clab.yml; exit 0, 3 or 4.")
    ] = None,
    name: Annotated[str | None, typer.Option("--name", metavar="N", help="The lab's name.")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where the files are written.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Without containerlab and Docker.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Reach beyond the lab's folder is an error.")] = False,
    no_model: Annotated[bool, typer.Option("--no-model", help="Read the request by code alone.")] = False,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """Make a lab from a request, or judge a topology file: nothing is deployed, nothing is changed."""
    from agent.commands.topology import order, run_check, run_topology
    from agent.failure import UsageFailure

    if (request is None) == (check is None):
        hint = 'labkeeper topology "three FRR routers in a ring"'
        raise UsageFailure("say what to make, or name a file to check", hint)
    if check is not None:
        raise typer.Exit(run_check(check, as_json=as_json, offline=offline, strict=strict))
    from agent.commands.words import open_words
    from agent.config.loading import load

    loaded = load(config)
    asked = order(request or "", out_dir=out, name=name, images=loaded.config.topologies.images, offline=offline)
    with open_words(loaded, state_dir, "topology", wanted=not no_model) as speaking:
        raise typer.Exit(run_topology(asked, speaking.words, speaking.model, as_json=as_json))


@app.command()
def script(
    request: Annotated[str | None, typer.Argument(metavar="[REQUEST]", help="The script in words.")] = None,
    check: Annotated[
        Path | None, typer.Option("--check", metavar="FILE", help="Judge this script; exit 0, 3 or 4.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where the script is written.")] = None,
    topology: Annotated[Path | None, typer.Option(metavar="FILE", help="The lab's *.clab.yml.")] = None,
    allow: Annotated[list[str] | None, typer.Option("--allow", help="Approve what the gate refuses.")] = None,
    yang_dir: Annotated[Path | None, typer.Option("--yang-dir", metavar="DIR", help="Your YANG modules.")] = None,
    target: Annotated[str | None, typer.Option("--target", metavar="NODE", help="Ask this node for the paths.")] = None,
    args: Annotated[str | None, typer.Option("--args", help="The script's arguments in the trial.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Without the trial in a sandbox.")] = False,
    no_model: Annotated[bool, typer.Option("--no-model", help="Read the request by code alone.")] = False,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """Write a gNMI or command-line script from a request, or judge a script, trying it in a sandbox."""
    import shlex

    from agent.commands.script import path_source, rules, run_script, run_script_check, script_nodes, script_order
    from agent.config.loading import load
    from agent.failure import UsageFailure

    if (request is None) == (check is None):
        raise UsageFailure(
            "say what to write, or name a script to check", 'labkeeper script "bgp session state of all spines"'
        )
    loaded = load(config)
    paths = path_source(yang_dir, target, loaded.config)
    how = rules(allow or (), paths, offline, shlex.split(args) if args is not None else None)
    if check is not None:
        raise typer.Exit(run_script_check(check, how, as_json=as_json))
    from agent.app.assembly import lab_of
    from agent.commands.words import open_words

    drawn = loaded.config if topology is None else loaded.config.model_copy(update={"topology": str(topology)})
    asked = script_order(request or "", script_nodes(drawn, lab_of(drawn)), out, how)
    with open_words(loaded, state_dir, "script", wanted=not no_model) as speaking:
        raise typer.Exit(run_script(asked, speaking.words, speaking.model, as_json=as_json))
