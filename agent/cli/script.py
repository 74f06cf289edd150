"""`labkeeper script`: a gNMI or command-line script from a request, behind the gate; `--check` is the gate alone."""

import re
import shlex
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from agent.app.assembly import gnmi_options, lab_of
from agent.app.console import err, out, print_json
from agent.cli.command_group import command_app
from agent.cli.options import ConfigFile, Json, StateDir
from agent.cli.shared.gate_verdicts import draft_json, exit_of, no_file, not_written, one_of, run_gate, show_verdict
from agent.cli.shared.words import open_words
from agent.config.loading import load
from agent.config.nodes import GnmiConfig, NodeConfig
from agent.config.whole import Config
from agent.failure import UsageFailure
from agent.gates.script.gate import Rules, check_script
from agent.gates.script.live import LiveTarget
from agent.gates.script.tables import APPROVALS
from agent.gates.script.yang import YangFolder
from agent.models.api import ModelClient
from agent.tasks.drafting import Outcome
from agent.tasks.script import ScriptOrder, make_script
from agent.tasks.script_frame import ScriptNode
from clab.kinds.table import monitoring
from clab.model import Lab, Node

app = command_app()


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
    one_of(request, check, "script", 'labkeeper script "bgp session state of all spines"')
    loaded = load(config)
    paths = path_source(yang_dir, target, loaded.config)
    how = rules(allow or (), paths, offline, shlex.split(args) if args is not None else None)
    if check is not None:
        raise typer.Exit(run_script_check(check, how, as_json=as_json))
    no_file(request or "", "script", (".py",))
    drawn = loaded.config if topology is None else loaded.config.model_copy(update={"topology": str(topology)})
    asked = script_order(request or "", script_nodes(drawn, lab_of(drawn)), out, how)
    with open_words(loaded, state_dir, "script", wanted=not no_model) as speaking:
        raise typer.Exit(run_script(asked, speaking.words, speaking.model, as_json=as_json))


LONGEST_REQUEST = 2_000


def rules(
    allow: Sequence[str],
    paths: YangFolder | LiveTarget | None,
    offline: bool,
    arguments: Sequence[str] | None = None,
) -> Rules:
    """The gate's rules from the command line; `paths` knows more paths than our table.

    Raises:
        UsageFailure: an approval that there is none of.
    """
    for item in allow:
        if item not in APPROVALS:
            known = ", ".join(f"{name} ({what})" for name, what in APPROVALS.items())
            raise UsageFailure(f"--allow {item!r}: there is no such approval", f"one of: {known}")
    if paths is None:
        return Rules(frozenset(allow), offline=offline, arguments=arguments)
    return Rules(frozenset(allow), paths, paths.source, offline, arguments)


def path_source(yang_dir: Path | None, target: str | None, config: Config) -> YangFolder | LiveTarget | None:
    """What checks paths instead of our table: a folder of YANG, or a node of the configuration that is asked.

    Raises:
        UsageFailure: both are named, the folder has no YANG, or the node no gNMI.
    """
    if yang_dir is not None and target is not None:
        raise UsageFailure("--yang-dir and --target: both say where paths are looked up", "name one of them")
    if yang_dir is not None:
        return YangFolder(yang_dir)
    if target is None:
        return None
    node = config.nodes.get(target)
    if node is None or node.gnmi is None:
        known = ", ".join(name for name, item in config.nodes.items() if item.gnmi) or "none"
        raise UsageFailure(f"--target {target!r}: the configuration has no gNMI for it", f"nodes with gNMI: {known}")
    options = gnmi_options(target, node.kind, node.gnmi)
    words = {"username": options.username, "password": options.password}
    metadata = tuple((key, value) for key, value in words.items() if value is not None)
    return LiveTarget(target, options.address, options.port, options.tls, metadata)


def run_script_check(file: Path, how: Rules, *, as_json: bool) -> int:
    """Check one script; returns the exit status."""
    return run_gate(
        file, lambda on_stage: check_script(file, how, on_stage=on_stage), named="a Python script", as_json=as_json
    )


def script_order(request: str, nodes: Sequence[ScriptNode], out_file: Path | None, how: Rules) -> ScriptOrder:
    """A request with its file.

    Raises:
        UsageFailure: no words or too many, or no node to ask.
    """
    words = " ".join(request.split())
    if not words or len(words) > LONGEST_REQUEST:
        what = "the request is empty" if not words else f"the request has {len(words)} characters"
        raise UsageFailure(what, f"say what to ask of which nodes in 1 to {LONGEST_REQUEST} characters")
    if not nodes:
        raise UsageFailure("no lab, so no node to ask", "--topology lab.clab.yml, or name nodes in labkeeper.yml")
    slug = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:48].strip("_")
    return ScriptOrder(words, nodes, out_file or Path(f"{slug or 'script'}.py"), how)


def script_nodes(config: Config, lab: Lab) -> list[ScriptNode]:
    """The nodes a script may ask: what the configuration says of them, else what containerlab sets for their kind."""
    return [_node(node, config.nodes.get(name), lab.name) for name, node in lab.nodes.items()]


def _node(drawn: Node, own: NodeConfig | None, lab: str | None) -> ScriptNode:
    name, kind, management = drawn.name, drawn.kind, drawn.management
    known = monitoring(kind)
    address = f"clab-{lab}-{name}" if lab else name
    platform = known.platform if known else ""
    username = known.username if known and known.username else "admin"
    port, tls = 57400, "skip-verify"
    if known and known.gnmi:
        port = known.gnmi.port
        tls = "plaintext" if known.gnmi.tls == "plaintext" else "skip-verify"
    if own is not None and own.gnmi is not None:
        return ScriptNode(
            name,
            kind,
            own.gnmi.address,
            own.gnmi.port,
            _tls(own.gnmi),
            own.gnmi.username or username,
            platform,
            (own.gnmi.address, *management),
        )
    return ScriptNode(name, kind, address, port, tls, username, platform, management)


def _tls(gnmi: GnmiConfig) -> str:
    return gnmi.tls.replace("_", "-") if isinstance(gnmi.tls, str) else "verify"


def run_script(asked: ScriptOrder, words: ModelClient | None, model: str, *, as_json: bool) -> int:
    """Write what was asked; returns the exit status: 0 written, 3 rejected, 4 could not run."""
    with err().status(f"{model}: {asked.request}") as status:
        written = make_script(asked, words, model, datetime.now(UTC), on_stage=status.update)
    if as_json:
        print_json({**draft_json(written), "file": str(written.files[0]) if written.accepted else None})
    else:
        for line in _lines(written):
            out().print(Text(line), soft_wrap=True)
    return exit_of(written)


def _lines(written: Outcome) -> Iterator[str]:
    if written.last.verdict:
        show_verdict(written.last.verdict)
    for number, attempt in enumerate(written.attempts):
        yield from (f"answer {number + 1}: {finding}" for finding in attempt.findings)
    yield from (f"note: {remark}" for remark in written.last.remarks)
    if written.why:
        yield f"No model took part ({written.why}); the request was read by code."
    else:
        yield f"The request was read by {written.written_by}, answer {len(written.attempts)}; code wrote the frame."
    if written.accepted:
        yield f"  {written.files[0]}"
        yield f"{shlex.quote(sys.executable)} {shlex.quote(str(written.files[0]))} --help"
    else:
        yield not_written("script", written)
