"""The plan stage: containerlab itself on the file, in the best way that its version has.

Valid is only what containerlab answers completely: exit 0, every node and link of the file, nothing else. What this
machine or this version keeps it from looking at is "could not run", never "accepted". A version that can only draw
passes a file with what it cannot see in the stage's text; what it refuses is refused.
"""

import re
import time
from collections.abc import Sequence
from pathlib import Path

from agent.gates.topology.containerlab import Binary, Ended, ask
from agent.gates.topology.docker_stub import BRIDGE
from agent.gates.topology.plan_apply import APPLY
from agent.gates.topology.plan_dry_run import DRY_RUN
from agent.gates.topology.plan_graph import GRAPH
from agent.gates.topology.strategy import Way
from agent.gates.verdict import Stage, Status
from clab.finding import Finding
from clab.lint import Topology

WAYS: Sequence[Way] = (DRY_RUN, APPLY, GRAPH)
"""The best first; a containerlab that does not tell its version is asked in turn."""

NOT_ASKED = ("failed to init the container runtime", "this containerlab command requires root")
"""Errors that say nothing about the file."""

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


def plan(file: Path, lab: Topology, binary: Binary | None) -> Stage:
    """Let containerlab look at a topology file; with no `binary` there is nobody to ask."""
    started = time.monotonic()
    if binary is None:
        return Stage(
            "plan",
            "could_not_run",
            text="containerlab is not on PATH: see https://containerlab.dev/install; --offline leaves it out",
        )
    version = f"containerlab {binary.text}"
    ways = ways_of(binary.minor)
    if not ways:
        text = f"{version} can neither plan nor draw a lab; {'.'.join(map(str, GRAPH.since))} or newer is needed"
        return Stage("plan", "could_not_run", text=text, version=version)
    for way in ways:
        ended = ask(binary, way.words, file, bridges(lab), lab)
        if isinstance(ended, str):
            return Stage("plan", "could_not_run", (), ended, version, time.monotonic() - started)
        status, findings, text = judge(way, ended, lab)
        if ended.is_supported:
            break
    return Stage("plan", status, findings, text, version, time.monotonic() - started)


def ways_of(minor: tuple[int, int] | None) -> list[Way]:
    """The ways that a version has; all, where it does not tell what it is."""
    return [way for way in WAYS if way.fits(minor)]


def bridges(lab: Topology) -> list[str]:
    """The bridges that the lab wants to find on its host; `name|alias` is containerlab's way to name one twice."""
    kinds = {node: lab.kind_of(node) for node in lab.nodes}
    return [
        BRIDGE,
        *(
            node.partition("|")[0]
            for node, of in kinds.items()
            if of is not None and of.name in ("bridge", "ovs-bridge")
        ),
    ]


def judge(way: Way, ended: Ended, lab: Topology) -> tuple[Status, Sequence[Finding], str]:
    """What a run in this way says of the file: a status, findings, and the stage's words."""
    if ended.status == 0:
        wrong = way.wrong(ended, lab)
        if wrong:
            return _refused(wrong)
        text = f"{' '.join(way.words[:2])}: {way.did}; this cannot see {way.unseen}"
        limits = [Finding("plan-limits", "note", 0, 0, text, way.advice)] if way.advice else ()
        return "passed", limits, text
    if excuse := way.excuse(ended, lab):
        return "could_not_run", (), f"{' '.join(way.words)}: {excuse}"
    if ended.crash:
        return _refused(f"containerlab crashes on this file: {ended.crash}")
    said, plain = ended.message, ended.message.lower()
    if ended.status < 0 or plain.startswith("unshare:") or not ended.is_supported:
        return "could_not_run", (), said or f"containerlab was ended by signal {-ended.status}"
    if any(item in plain for item in NOT_ASKED):
        return "could_not_run", (), said
    for pattern, why in FALSE_REJECTS:
        if pattern.search(said):
            return "could_not_run", (), f"{why}: {said}"
    named = any(setting.list("env-files") for node in lab.nodes for setting in lab.settings(node))
    if named and ("env-file" in plain or "variable name" in plain):
        said = "an env-file cannot be read (what containerlab says may hold its content, so it is not shown)"
    return _refused(said)


def _refused(said: str) -> tuple[Status, Sequence[Finding], str]:
    line = _LOCATION.search(said)
    return "failed", [Finding("plan", "error", int(line[1]) if line else 0, 1 if line else 0, said)], said
