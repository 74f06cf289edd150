"""The plan stage: `containerlab deploy --dry-run` against the read-only stub, in namespaces of its own.

Valid is only what containerlab plans completely: exit 0, every node and link of the file in the plan, nothing else.
What this machine or this version keeps it from looking at is "could not run", never "accepted".
"""

import json
import os
import re
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.gates.stub import BRIDGE, SENTINEL, engine_stub
from agent.gates.verdict import Stage
from clab.finding import Finding
from clab.lint import SPECIAL, Topology

LIMIT_S, MEMORY = 30.0, 2 << 30
NEEDED = (0, 78)
WITH_BRIDGES = """count=$1; shift
while [ "$count" -gt 0 ]; do ip link add name "$1" type bridge 2>/dev/null; shift; count=$((count - 1)); done
exec "$@" """
"""In the fresh network namespace the host's bridges are missing: make them, then become containerlab."""

OF_THE_HOST = ("bridge", "ovs-bridge", "host")
"""Kinds that are there already, so that no plan names them."""

NOT_ASKED = (
    "failed to init the container runtime",
    "this containerlab command requires root",
    "unknown flag",
    "unknown command",
)
"""How the errors begin that say nothing about the file."""

FALSE_REJECTS = (
    (re.compile(r"cpu virtualization support is required", re.I), "this machine has no KVM, which the node needs"),
    (re.compile(r"cpu ssse3 support is required|kernel (?:version|module)", re.I), "this machine cannot run the node"),
    (re.compile(r"apply does not support nodes with \"container:", re.I), "network-mode container: is not planned"),
    (re.compile(r"bridge \"[^\"]*\" referenced in topology but does not exist", re.I), "a bridge that is not here"),
    (re.compile(r"failed to fetch", re.I), "the plan runs without a network, so a URL cannot be fetched"),
    (
        re.compile(r"link not found|find a route|no route to host|network is unreachable", re.I),
        "the plan runs without the host's interfaces and routes",
    ),
)
"""Errors about the machine, not about the file; the lint stage has looked at the file."""

_LOCATION = re.compile(r"line (\d+): ")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Binary:
    """A containerlab at a path; `number` is empty where it does not tell."""

    path: str
    number: tuple[int, ...]
    text: str


def find_binary() -> Binary | None:
    """The containerlab on PATH, with its version; None where there is none."""
    path = shutil.which("containerlab") or shutil.which("clab")
    if path is None:
        return None
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": "/", "CLAB_VERSION_CHECK": "disable"}
    try:
        told = subprocess.run(
            [path, "version"], capture_output=True, text=True, timeout=LIMIT_S, env=environment, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Binary(path, (), str(error))
    found = re.search(r"version:\s*v?(\d+)\.(\d+)\.(\d+)", told.stdout)
    number = tuple(int(each) for each in found.groups()) if found else ()
    text = ".".join(map(str, number)) if any(number) else "built from source"
    return Binary(path, number if any(number) else (), text)


def plan(file: Path, lab: Topology) -> Stage:
    """Let containerlab plan a topology file.

    The file's paths are resolved beside it, so it is read where it is; nothing is written there.
    """
    started = time.monotonic()
    binary = find_binary()
    if binary is None:
        return Stage("plan", "could_not_run", text="containerlab is not on PATH: see https://containerlab.dev/install")
    version = f"containerlab {binary.text}"
    if binary.number and binary.number[:2] < NEEDED:
        text = f"{version} has no `deploy --dry-run`; 0.78 or newer is needed"
        return Stage("plan", "could_not_run", text=text, version=version)
    with tempfile.TemporaryDirectory(prefix="labkeeper-gate-") as folder:
        ended = _run(binary.path, file, Path(folder), _bridges(lab))
    seconds = time.monotonic() - started
    if isinstance(ended, str):
        return Stage("plan", "could_not_run", text=ended, version=version, seconds=seconds)
    status, findings, text = _judge(ended, lab)
    return Stage("plan", status, findings, text, version, seconds)  # type: ignore[arg-type]  # a Status


def _bridges(lab: Topology) -> list[str]:
    """The bridges that the lab wants to find on its host; `name|alias` is containerlab's way to name one twice."""
    kinds = {node: lab.kind_of(node) for node in lab.nodes}
    return [BRIDGE, *(node.partition("|")[0] for node, of in kinds.items() if of is not None and of.name == "bridge")]


def _run(binary: str, file: Path, folder: Path, bridges: list[str]) -> "subprocess.CompletedProcess[str] | str":
    for each in ("tmp", "lab"):
        (folder / each).mkdir()
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(folder),
        "TMPDIR": str(folder / "tmp"),
        "CLAB_VERSION_CHECK": "disable",
        "CLAB_LABDIR_BASE": str(folder / "lab"),
        "DOCKER_HOST": f"unix://{folder}/api.sock",
        "__FANG_TEST_WIDTH": "20000",
    }
    command = [binary, "deploy", "--dry-run", "-f", "json", "-t", str(file.resolve())]
    if shutil.which("unshare"):
        command = ["unshare", "-rn", "sh", "-c", WITH_BRIDGES, "sh", str(len(bridges)), *bridges, *command]
    elif os.geteuid() != 0:
        return "containerlab wants root, and `unshare` (util-linux) is not on PATH"
    with engine_stub(folder / "api.sock"):
        try:
            return subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=LIMIT_S,
                env=environment,
                check=False,
                preexec_fn=_limits,
            )
        except subprocess.TimeoutExpired:
            return f"containerlab did not end within {LIMIT_S:g} s"
        except OSError as error:
            return f"{command[0]}: {error}"


def _limits() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _judge(ended: "subprocess.CompletedProcess[str]", lab: Topology) -> tuple[str, Sequence[Finding], str]:
    said = _message(ended.stderr)
    if ended.returncode == 0:
        wrong = _unplanned(ended.stdout, lab)
        return (
            ("failed", [Finding("plan", "error", 0, 0, wrong)], wrong)
            if wrong
            else ("passed", (), "planned completely")
        )
    if "panic:" in ended.stderr or "fatal error:" in ended.stderr:
        crash = re.search(r"(?:panic|fatal error): [^\n]*", ended.stderr)
        said = f"containerlab crashes on this file: {crash[0] if crash else ''}"
        return "failed", [Finding("plan", "error", 0, 0, said)], said
    plain = said.lower()
    if ended.returncode < 0 or plain.startswith("unshare:") or any(each in plain for each in NOT_ASKED):
        return "could_not_run", (), said or f"containerlab was ended by signal {-ended.returncode}"
    for pattern, why in FALSE_REJECTS:
        if pattern.search(said):
            return "could_not_run", (), f"{why}: {said}"
    named = any(each.list("env-files") for node in lab.nodes for each in lab.settings(node))
    if named and ("env-file" in plain or "variable name" in plain):
        said = "an env-file cannot be read (what containerlab says may hold its content, so it is not shown)"
    line = _LOCATION.search(said)
    return "failed", [Finding("plan", "error", int(line[1]) if line else 0, 1 if line else 0, said)], said


def _message(stderr: str) -> str:
    """What containerlab says in the end, without its frame and its log lines."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", stderr)
    lines = [
        each for each in text.splitlines() if not re.match(r"\s*(?:\d\d:\d\d:\d\d )?(?:INFO|WARN|DEBU|ERRO)\b", each)
    ]
    return _SPACE.sub(" ", " ".join(each for each in lines if each.strip() not in ("", "ERROR"))).strip()


def _unplanned(stdout: str, lab: Topology) -> str:
    """Why a plan with exit 0 is not this file's; empty where it is."""
    try:
        told: dict[str, Any] = json.loads(stdout)
    except ValueError:
        return "containerlab's plan is no JSON"
    if (
        told.get("dry-run") is not True
        or told.get("deployed-lab") is not False
        or told.get("deleted-nodes") != [SENTINEL]
    ):
        return "containerlab did not look at the links"
    kinds = {node: lab.kind_of(node) for node in lab.nodes}
    nodes = sorted(node for node, of in kinds.items() if of is None or of.name not in OF_THE_HOST)
    if sorted(told.get("added-nodes") or []) != nodes:
        return f"the plan has nodes {told.get('added-nodes')}, the file {nodes}"
    planned = told.get("added-links") or []
    if len(planned) != len(lab.links):
        return f"the plan has {len(planned)} links, the file {len(lab.links)}"
    two = [each for each in lab.links if each.type not in SPECIAL and len(each.ends) == 2]
    pairs = [each for each in planned if each.count(" -- ") == 1 and all(":" in end for end in each.split(" -- "))]
    if len(pairs) < len([each for each in two if all(end.node in lab.nodes for end in each.ends)]):
        return f"a planned link has not two ends: {sorted(set(planned) - set(pairs))}"
    for key in ("recreated-nodes", "started-nodes", "restarted-nodes", "deleted-endpoints"):
        if told.get(key):
            return f"the plan wants {key}: {told[key]}"
    return "the plan changes nodes that are not there" if told.get("node-change-reasons") else ""
