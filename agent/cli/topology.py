"""`labkeeper topology`: a lab from a request, behind the gate; `--check FILE` is the gate alone, for anybody's file."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from agent.app.console import err, out, print_json
from agent.cli.command_group import command_app
from agent.cli.options import ConfigFile, Json, StateDir
from agent.cli.shared.gate_verdicts import draft_json, exit_of, no_file, not_written, one_of, run_gate, show_verdict
from agent.cli.shared.words import open_words
from agent.config.loading import load
from agent.failure import UsageFailure
from agent.gates.topology.gate import check_topology
from agent.models.api import ModelClient
from agent.tasks.drafting import Outcome
from agent.tasks.topology import LONGEST_REQUEST, Order, make_topology
from clab.design.intent import LAB_NAME
from clab.design.picture import mermaid

app = command_app()


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
    one_of(request, check, "topology", 'labkeeper topology "three FRR routers in a ring"')
    if check is not None:
        raise typer.Exit(run_check(check, as_json=as_json, offline=offline, strict=strict))
    no_file(request or "", "topology", (".yml", ".yaml"))
    loaded = load(config)
    asked = order(request or "", out_dir=out, name=name, images=loaded.config.topologies.images, offline=offline)
    with open_words(loaded, state_dir, "topology", wanted=not no_model) as speaking:
        raise typer.Exit(run_topology(asked, speaking.words, speaking.model, as_json=as_json))


def run_check(file: Path, *, as_json: bool, offline: bool, strict: bool) -> int:
    """Check one file; returns the exit status."""
    return run_gate(
        file,
        lambda on_stage: check_topology(file, offline=offline, strict=strict, on_stage=on_stage),
        named="a topology file",
        as_json=as_json,
    )


def order(request: str, *, out_dir: Path | None, name: str | None, images: dict[str, str], offline: bool) -> Order:
    """A request with its folder: `--out`, else a folder of the lab's name.

    Raises:
        UsageFailure: no words, too many, or a name that containerlab would not take.
    """
    words = " ".join(request.split())
    if not words or len(words) > LONGEST_REQUEST:
        what = "the request is empty" if not words else f"the request has {len(words)} characters"
        raise UsageFailure(what, f"describe the lab in 1 to {LONGEST_REQUEST} characters")
    if name is not None and not LAB_NAME.match(name):
        raise UsageFailure(
            f"--name {name!r}: a lab's name is letters, digits, dashes and underscores", "--name diamond"
        )
    folder = out_dir or Path(name or re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:40].strip("-") or "lab")
    return Order(words, folder, name, images, offline)


def run_topology(asked: Order, words: ModelClient | None, model: str, *, as_json: bool) -> int:
    """Make what was asked; returns the exit status: 0 written, 3 rejected, 4 could not run."""
    with err().status(f"{model}: {asked.request}") as status:
        made = make_topology(asked, words, model, datetime.now(UTC), on_stage=status.update)
    if as_json:
        print_json(_made_json(made))
    else:
        _show_made(made, asked)
    return exit_of(made)


def _made_json(made: Outcome) -> dict[str, Any]:
    drawn = mermaid(made.last.plan) if made.last.plan else None
    return {**draft_json(made), "files": [str(file) for file in made.files], "mermaid": drawn}


def _show_made(made: Outcome, asked: Order) -> None:
    console = out()
    if made.last.verdict:
        show_verdict(made.last.verdict)
    for number, attempt in enumerate(made.attempts[:-1] if made.accepted else made.attempts):
        for finding in attempt.findings:
            console.print(Text(f"answer {number + 1}: {finding}"), soft_wrap=True)
    if made.written_by == "labkeeper":
        console.print(Text(f"No model took part ({made.why}); the request was read by code."), soft_wrap=True)
    else:
        console.print(Text(f"The request was read by {made.written_by}, answer {len(made.attempts)}; code built it."))
    for remark in made.last.remarks:
        console.print(Text(f"Note: {remark}."), soft_wrap=True)
    if not made.accepted:
        console.print(Text(not_written("lab", made)), soft_wrap=True)
        return
    for path in made.files:
        console.print(Text(f"  {path}"))
    assert made.last.plan is not None
    console.print(Text(f"\n```mermaid\n{mermaid(made.last.plan)}\n```\n"))
    main = made.files[0]
    console.print(Text(f"sudo containerlab deploy -t {main}\nlabkeeper watch\nsudo containerlab destroy -t {main}"))
