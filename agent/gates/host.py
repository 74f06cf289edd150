"""The host stage: what the Docker engine here has and lacks for a lab. Read-only, and only notes: it may change."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from agent.gates.verdict import Stage
from clab.engine import knock
from clab.finding import Finding
from clab.lint import Topology

LIMIT_S, API, SOCKET = 5, "1.41", "unix:///var/run/docker.sock"


def look_at_host(lab: Topology) -> Stage:
    """Images not here yet, and containers or a lab of that name that run already."""
    import docker
    from docker.errors import DockerException
    from requests.exceptions import RequestException

    started = time.monotonic()
    bridges = [*_absent_bridges(lab)]
    where = os.environ.get("DOCKER_HOST") or SOCKET
    if not where.startswith("unix://"):
        what = f"DOCKER_HOST {where} is not this machine's socket"
        return Stage("host", "skipped", bridges, what, required=False)
    if not Path(where.removeprefix("unix://")).exists():
        return Stage("host", "skipped", bridges, f"no Docker engine at {where}", required=False)
    try:
        knock(where, LIMIT_S)
    except OSError as error:
        what = f"{where}: {error.strerror or error}"
        return Stage("host", "skipped", bridges, f"no Docker engine can be asked: {what}", required=False)
    try:
        engine = docker.from_env(version=API, timeout=LIMIT_S)
    except DockerException as error:
        return Stage("host", "skipped", text=f"no Docker engine: {error}", required=False)
    try:
        version = f"docker {engine.version()['Version']}"
        findings = [*bridges, *_findings(engine, lab)]
    except (DockerException, RequestException):
        return Stage("host", "skipped", text="no Docker engine answers here", required=False)
    finally:
        engine.close()
    return Stage("host", "passed", findings, "", version, time.monotonic() - started, required=False)


def _absent_bridges(lab: Topology) -> Iterator[Finding]:
    for node in lab.nodes:
        of, at = lab.kind_of(node), lab.place(node)
        bridge = node.partition("|")[0]
        if of is not None and of.name == "bridge" and not Path("/sys/class/net", bridge, "bridge").exists():
            hint = f"ip link add {bridge} type bridge"
            yield Finding("bridge-absent", "note", at.line, at.column, f"bridge {bridge} is not on this machine", hint)


def _findings(engine: Any, lab: Topology) -> list[Finding]:
    found: list[Finding] = []
    here = {tag for image in engine.api.images() for tag in image.get("RepoTags") or ()}
    named: set[str] = set()
    for node in lab.nodes:
        image, of = lab.setting(node, "image"), lab.kind_of(node)
        if image is None or not image.text or image.text in named or (of is not None and not of.image):
            continue
        named.add(image.text)
        if not {image.text, f"{image.text}:latest"} & here:
            what = f"image {image.text} is not here yet"
            found.append(Finding("image-absent", "note", image.line, image.column, what, f"docker pull {image.text}"))
    name, prefix = lab.document.word("name"), lab.document.get("prefix")
    running = engine.api.containers(all=True, filters={"label": [f"containerlab={name}"]})
    place = lab.document.get("name") or lab.document
    if running:
        what = f"a lab called {name!r} is here already ({len(running)} containers): deploying would change it"
        found.append(Finding("lab-exists", "note", place.line, place.column, what, "another name, or destroy it first"))
        return found
    first = "clab" if prefix is None else prefix.text or ""
    others = {each.lstrip("/") for one in engine.api.containers(all=True) for each in one.get("Names") or ()}
    for node in lab.nodes:
        full = f"{first}-{name}-{node}" if first else node
        if full in others:
            at = lab.place(node)
            found.append(
                Finding("container-exists", "note", at.line, at.column, f"a container {full!r} is here already")
            )
    return found
