"""`labkeeper script`: a gNMI or command-line script from a request, behind the gate; `--check` is the gate alone."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.text import Text

from agent.asking import Words
from agent.commands.topology import EXITS, show_verdict
from agent.console import err, out, print_json
from agent.core.scripts import APPROVALS
from agent.failure import UsageFailure
from agent.gates.script import Rules, check_script
from agent.gates.yang import YangFolder
from agent.settings.nodes import GnmiConfig, NodeConfig
from agent.settings.whole import Config
from agent.tasks.script import ScriptOrder, Written, make_script
from agent.tasks.script_frame import ScriptNode
from clab.model import Lab
from clab.registry import profile

LONGEST_REQUEST = 2_000


def rules(allow: Sequence[str], yang_dir: Path | None, offline: bool, arguments: Sequence[str] | None = None) -> Rules:
    """The gate's rules from the command line.

    Raises:
        UsageFailure: an approval that there is none of, or a folder without YANG.
    """
    for each in allow:
        if each not in APPROVALS:
            known = ", ".join(f"{name} ({what})" for name, what in APPROVALS.items())
            raise UsageFailure(f"--allow {each!r}: there is no such approval", f"one of: {known}")
    if yang_dir is None:
        return Rules(frozenset(allow), offline=offline, arguments=arguments)
    return Rules(frozenset(allow), YangFolder(yang_dir), f"yangson on {yang_dir}", offline, arguments)


def run_script_check(file: Path, how: Rules, *, as_json: bool) -> int:
    """Check one script; returns the exit status."""
    try:
        with err().status("") as status:
            verdict = check_script(file, how, on_stage=lambda name: status.update(f"{file}: {name}"))
    except OSError as error:
        raise UsageFailure(f"{file}: {error.strerror or error}", "name a script that can be read") from error
    except UnicodeDecodeError as error:
        raise UsageFailure(f"{file}: is no UTF-8 text: {error.reason}", "name a Python script") from error
    if as_json:
        print_json(verdict.to_json())
    else:
        show_verdict(verdict)
    return EXITS[verdict.decision]


def script_order(request: str, nodes: Sequence[ScriptNode], out_file: Path | None, how: Rules) -> ScriptOrder:
    """A request with its file.

    Raises:
        UsageFailure: no words or too many, or no node to ask.
    """
    words = " ".join(request.split())
    if not words or len(words) > LONGEST_REQUEST:
        raise UsageFailure(f"the request has {len(words)} characters", f"1 to {LONGEST_REQUEST} are read")
    if not nodes:
        raise UsageFailure("no lab, so no node to ask", "--topology lab.clab.yml, or name nodes in labkeeper.yml")
    slug = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:48].strip("_")
    return ScriptOrder(words, nodes, out_file or Path(f"{slug or 'script'}.py"), how)


def script_nodes(config: Config, lab: Lab) -> list[ScriptNode]:
    """The nodes a script may ask: what the configuration says of them, else what containerlab sets for their kind."""
    return [_node(name, node.kind, config.nodes.get(name), lab.name) for name, node in lab.nodes.items()]


def _node(name: str, kind: str, own: NodeConfig | None, lab: str | None) -> ScriptNode:
    known = profile(kind)
    address = f"clab-{lab}-{name}" if lab else name
    platform = known.platform if known else ""
    username = known.username if known and known.username else "admin"
    port, tls = 57400, "skip-verify"
    if known and known.gnmi:
        port = known.gnmi.port
        tls = "plaintext" if known.gnmi.tls == "plaintext" else "skip-verify"
    if own is not None and own.gnmi is not None:
        return ScriptNode(
            name, kind, own.gnmi.address, own.gnmi.port, _tls(own.gnmi), own.gnmi.username or username, platform
        )
    return ScriptNode(name, kind, address, port, tls, username, platform)


def _tls(gnmi: GnmiConfig) -> str:
    return gnmi.tls.replace("_", "-") if isinstance(gnmi.tls, str) else "verify"


def run_script(asked: ScriptOrder, words: Words | None, model: str, *, as_json: bool) -> int:
    """Write what was asked; returns the exit status: 0 written, 3 rejected, 4 could not run."""
    with err().status(f"{model}: {asked.request}") as status:
        written = make_script(asked, words, model, datetime.now(UTC), on_stage=status.update)
    if as_json:
        print_json(_json(written))
    else:
        for line in _lines(written):
            out().print(Text(line), soft_wrap=True)
    if written.file:
        return 0
    return EXITS[written.verdict.decision] if written.verdict else 3


def _json(written: Written) -> dict[str, Any]:
    return {
        "schema": 1,
        "request": written.request,
        "written_by": written.written_by,
        "why": written.why,
        "file": str(written.file) if written.file else None,
        "rejected": str(written.rejected) if written.rejected else None,
        "rounds": [{"answer": each.answer, "findings": list(each.findings)} for each in written.attempts],
        "verdict": written.verdict.to_json() if written.verdict else None,
    }


def _lines(written: Written) -> Iterator[str]:
    if written.verdict:
        show_verdict(written.verdict)
    for number, each in enumerate(written.attempts):
        yield from (f"answer {number + 1}: {finding}" for finding in each.findings)
    last = written.attempts[-1]
    yield from (f"left out: {each}" for each in last.remarks)
    if written.why:
        yield f"No model took part ({written.why}); the request was read by code."
    else:
        yield f"The request was read by {written.written_by}, answer {len(written.attempts)}; code wrote the frame."
    if written.file:
        yield f"  {written.file}"
        yield f"python3 {written.file} --help"
    else:
        yield f"Nothing was written; the draft and its verdict: {written.rejected or '-'}"
