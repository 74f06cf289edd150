"""The host stage: what the Docker engine here has and lacks for a lab. Read-only.

What may change by itself or by a command is a note; a subnet or an address that somebody has already is an error, since
no deployment goes through with it.
"""

import ipaddress
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from agent.gates.verdict import Stage, Status
from clab.docker_engine import knock
from clab.finding import Finding
from clab.lint import Topology
from clab.lint_addresses import management_subnet

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
        findings = [*bridges, *_findings(engine, lab), *_networks(engine, lab)]
    except (DockerException, RequestException):
        return Stage("host", "skipped", text="no Docker engine answers here", required=False)
    finally:
        engine.close()
    failed = any(finding.severity == "error" for finding in findings)
    status: Status = "failed" if failed else "passed"
    return Stage("host", status, findings, "", version, time.monotonic() - started, required=False)


def _absent_bridges(lab: Topology) -> Iterator[Finding]:
    for node in lab.nodes:
        of, at = lab.kind_of(node), lab.place(node)
        bridge = node.partition("|")[0]
        switched = of is not None and of.name == "ovs-bridge"
        here = Path("/sys/class/net", bridge) if switched else Path("/sys/class/net", bridge, "bridge")
        if of is not None and of.name in ("bridge", "ovs-bridge") and not here.exists():
            hint = f"ovs-vsctl add-br {bridge}" if switched else f"ip link add {bridge} type bridge"
            yield Finding("bridge-absent", "note", at.line, at.column, f"bridge {bridge} is not on this machine", hint)


def _networks(engine: Any, lab: Topology) -> Iterator[Finding]:
    """Subnets that another network of the engine has, and management addresses that somebody has already."""
    name = lab.document.word("mgmt", "network") or "clab"
    networks = engine.api.networks()
    own = next((item for item in networks if item.get("Name") == name), None)
    if own is not None:
        yield from _taken(engine.api.inspect_network(own["Id"]), lab)
        return
    for version in (4, 6):
        subnet, at = management_subnet(lab, version)
        place = at or lab.document.get("mgmt") or lab.document
        for network in networks if subnet is not None else ():
            for config in (network.get("IPAM") or {}).get("Config") or ():
                other = _network_of(config.get("Subnet"))
                if other is not None and subnet is not None and other.version == version and _overlap(other, subnet):
                    what = (
                        f"the management subnet {subnet} overlaps with {other} of Docker's network {network['Name']!r}"
                    )
                    hint = "mgmt: {network: ..., ipv4-subnet: ...} of its own"
                    yield Finding("management-subnet", "error", place.line, place.column, what, hint)


def _network_of(text: str | None) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        return ipaddress.ip_network(text, strict=False) if text else None
    except ValueError:
        return None


def _overlap(one: Any, other: Any) -> bool:
    return bool(one.overlaps(other))


def _taken(network: dict[str, Any], lab: Topology) -> Iterator[Finding]:
    """Addresses of the lab's nodes that a container of another lab has on the management network."""
    first = lab.document.get("prefix")
    prefix = "clab" if first is None else first.text or ""
    own = {f"{prefix}-{lab.document.word('name')}-{node}" if prefix else node for node in lab.nodes}
    for item in (network.get("Containers") or {}).values():
        if item.get("Name") in own:
            continue
        for version in (4, 6):
            address = str(item.get(f"IPv{version}Address") or "").partition("/")[0]
            for node, section in lab.nodes.items():
                found = section.get(f"mgmt-ipv{version}")
                if address and found is not None and found.text == address:
                    what = f"node {node}: {address} is {item.get('Name')!r}'s management address already"
                    yield Finding("management-address", "error", found.line, found.column, what)


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
    others = {item.lstrip("/") for one in engine.api.containers(all=True) for item in one.get("Names") or ()}
    for node in lab.nodes:
        full = f"{first}-{name}-{node}" if first else node
        if full in others:
            at = lab.place(node)
            found.append(
                Finding("container-exists", "note", at.line, at.column, f"a container {full!r} is here already")
            )
    return found
