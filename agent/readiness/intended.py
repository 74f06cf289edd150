"""What a lab's own files say should be there: images, startup configurations, and the BGP neighbors in them. Pure.

Read with care for two forms that most routers share: statements below `router bgp`, and flat lines that name `bgp` and
`neighbor`. What is not understood is not expected.
"""

import ipaddress
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

FRR_FILES = ("/etc/frr/frr.conf", "/etc/frr/bgpd.conf", "/etc/frr")
_ADDRESS = re.compile(r"\baddress\s{1,8}([0-9A-Fa-f.:]{2,45})/\d{1,3}\b")
_BELOW = re.compile(r"^\s{1,8}neighbor\s{1,8}(\S{1,64})\s{1,8}(\S{1,32})")
_SHUT = re.compile(r"\bneighbor \S{1,64} shutdown\b|\badmin-state disable\b")
_FLAT = re.compile(r"\bneighbor\s{1,8}([0-9A-Fa-f.:]{2,45})(?=\s|$)")


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A node as the topology file draws it: its image, and where its startup configuration lies on this host."""

    image: str = ""
    configs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Intended:
    """What a startup configuration names: BGP neighbors (addresses or interfaces), with the line of each, those that it
    shuts down, and the node's own addresses."""

    neighbors: dict[str, int]
    shut: frozenset[str] = frozenset()
    addresses: tuple[str, ...] = ()


def drawn_nodes(text: str) -> dict[str, DrawnNode]:
    """The nodes of a topology file; empty where it cannot be read."""
    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError):
        return {}
    topology = _mapping(_mapping(data).get("topology"))
    return {str(name): _drawn(topology, _mapping(spec)) for name, spec in _mapping(topology.get("nodes")).items()}


def _mapping(value: Any) -> Mapping[Any, Any]:
    return value if isinstance(value, Mapping) else {}


def _drawn(topology: Mapping[Any, Any], spec: Mapping[Any, Any]) -> DrawnNode:
    """A node's own words, then its group's, its kind's and the defaults'."""
    defaults = _mapping(topology.get("defaults"))
    group = _mapping(_mapping(topology.get("groups")).get(spec.get("group")))
    kind = spec.get("kind") or group.get("kind") or defaults.get("kind") or "linux"
    layers = (spec, group, _mapping(_mapping(topology.get("kinds")).get(kind)), defaults)
    image = next((str(item["image"]) for item in layers if item.get("image")), "")
    startup = next((str(each["startup-config"]) for each in layers if each.get("startup-config")), "")
    binds = [str(bind) for layer in layers if isinstance(layer.get("binds"), list) for bind in layer["binds"]]
    return DrawnNode(image, tuple(each for each in (startup, *_bound(binds)) if each and "\n" not in each))


def _bound(binds: list[str]) -> Iterator[str]:
    for bind in binds:
        host, _, inside = bind.partition(":")
        inside = inside.partition(":")[0].rstrip("/")
        if inside in FRR_FILES:
            yield f"{host}/frr.conf" if inside == "/etc/frr" else host


def read_intended(text: str) -> Intended:
    """The neighbors and addresses that a startup configuration names."""
    neighbors: dict[str, int] = {}
    addresses: dict[str, None] = {}
    shut: set[str] = set()
    below = False
    for number, line in enumerate(text.splitlines(), 1):
        line = line[:500]
        if line[:1].strip() and not line.startswith(("!", "#", "exit")):
            below = line.startswith("router bgp")
        name = _neighbor(line, below=below)
        if name:
            neighbors.setdefault(name, number)
            shut |= {name} if _SHUT.search(line) else set()
        addresses |= {_canonical(match): None for match in _ADDRESS.findall(line)}
    return Intended(neighbors, frozenset(shut), tuple(address for address in addresses if address))


def _neighbor(line: str, *, below: bool) -> str:
    """The neighbor that a line sets up: an address, or an interface where the statement says that it is one."""
    if below and (found := _BELOW.match(line)):
        return _canonical(found[1]) or (found[1] if found[2] == "interface" else "")
    if "bgp" in line and (found := _FLAT.search(line)):
        return _canonical(found[1])
    return ""


def _canonical(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return ""
