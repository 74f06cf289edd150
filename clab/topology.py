"""*.clab.yml and inventory text to the lab's model. Pure.

Unknown keys are left alone: the file is containerlab's, not ours. What is wrong with the parts that matter here is an
error that names the place.
"""

import ipaddress
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from clab.cleaning import clean_data
from clab.model import Endpoint, Lab, Link, Node


class LabFileError(ValueError):
    """A lab file that cannot be read: `where` it is wrong and `what` is."""

    def __init__(self, name: str, line: int | None, what: str) -> None:
        self.name, self.line, self.what = name, line, what
        super().__init__(f"{name}{f', line {line}' if line else ''}: {what}")


def _load(text: str, name: str) -> Mapping[str, Any]:
    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        raise LabFileError(name, mark.line + 1 if mark else None, f"is no YAML: {problem}") from error
    except (ValueError, RecursionError) as error:
        raise LabFileError(name, None, f"is no YAML: {error}") from error
    if data is None:
        return {}
    if not isinstance(data, Mapping):
        raise LabFileError(name, 1, f"holds a {type(data).__name__}, expected a mapping")
    return data


def parse_topology(text: str, name: str = "lab.clab.yml", bad_links: list[str] | None = None) -> Lab:
    """A containerlab topology as a lab. A link that has not two ends is an error; where `bad_links` is given it is left
    out and described there.

    Raises:
        LabFileError: the text is no YAML mapping, it has no nodes or they are no mapping, or a link has not two ends.
    """
    data = clean_data(_load(text, name))
    topology = _mapping(data, "topology", name)
    nodes = _mapping(topology, "nodes", name, "topology.nodes")
    found = {
        str(node): Node(str(node), _kind(topology, spec), management=tuple(_management(spec)))
        for node, spec in nodes.items()
    }
    wrong: list[str] = []
    links = tuple(_links(topology, wrong))
    if wrong and bad_links is None:
        raise LabFileError(name, None, wrong[0])
    if bad_links is not None:
        bad_links += wrong
    title = data.get("name")
    return Lab(str(title) if title else None, found, links)


def _mapping(data: Mapping[str, Any], key: str, name: str, path: str | None = None) -> Mapping[str, Any]:
    """What a topology cannot be without."""
    found = data.get(key)
    if not isinstance(found, Mapping) or not found:
        there = (
            f"is of type {type(found).__name__}"
            if found is not None and not isinstance(found, Mapping)
            else "is missing"
        )
        raise LabFileError(name, None, f"{path or key} {there}, expected a mapping with the lab's nodes")
    return found


def _kind(topology: Mapping[str, Any], spec: Any) -> str:
    """A node's kind: its own, its group's, or the default's."""
    spec = spec if isinstance(spec, Mapping) else {}
    groups, defaults = topology.get("groups"), topology.get("defaults")
    group = groups.get(spec.get("group")) if isinstance(groups, Mapping) else None
    for item in (spec, group, defaults):
        if isinstance(item, Mapping) and item.get("kind"):
            return str(item["kind"])
    return "linux"


def _management(spec: Any) -> Iterator[str]:
    """The management addresses that the topology sets; what is no address is left to the gate."""
    for key in ("mgmt-ipv4", "mgmt-ipv6") if isinstance(spec, Mapping) else ():
        try:
            yield str(ipaddress.ip_interface(str(spec.get(key) or "")).ip)
        except ValueError:
            continue


def _links(topology: Mapping[str, Any], wrong: list[str]) -> Iterator[Link]:
    """Point-to-point links, in the short form and in the long one; `wrong` gets what is none. A link of one end by its
    nature (`endpoint`: to the host, to the management network) joins no two nodes."""
    links = topology.get("links")
    if links is not None and not isinstance(links, list):
        wrong.append(f"topology.links is of type {type(links).__name__}, expected a list")
    for number, link in enumerate(links if isinstance(links, list) else (), 1):
        if isinstance(link, Mapping) and "endpoints" not in link and "endpoint" in link:
            continue
        ends = link.get("endpoints") if isinstance(link, Mapping) else None
        pair = [_endpoint(end) for end in ends] if isinstance(ends, list) else []
        if len(pair) == 2 and pair[0] and pair[1]:
            yield Link(pair[0], pair[1])
        else:
            wrong.append(
                f"topology.links: link {number} has not two ends, each a node with its interface: {link!r:.80}"
            )


def _endpoint(text: Any) -> Endpoint | None:
    if isinstance(text, Mapping):
        node, interface = text.get("node"), text.get("interface")
        return Endpoint(str(node), str(interface)) if node and interface else None
    node, colon, interface = str(text).partition(":")
    return Endpoint(node, interface) if colon and node and interface else None


def parse_inventory(text: str, name: str = "inventory.yml") -> dict[str, Node]:
    """An inventory's nodes: `{nodes: {r1: {kind, addresses, unnumbered}}}`.

    Raises:
        LabFileError: no YAML, or an address that is none.
    """
    data = clean_data(_load(text, name))
    nodes = data.get("nodes")
    nodes = nodes if isinstance(nodes, Mapping) else {}
    found = {}
    for node, spec in nodes.items():
        spec = spec if isinstance(spec, Mapping) else {}
        addresses = tuple(_address(text, str(node), name) for text in spec.get("addresses") or ())
        unnumbered = tuple(str(text) for text in spec.get("unnumbered") or ())
        found[str(node)] = Node(str(node), str(spec.get("kind") or "linux"), addresses, unnumbered)
    return found


def _address(text: Any, node: str, name: str) -> str:
    try:
        return str(ipaddress.ip_interface(str(text)).ip)
    except ValueError as error:
        raise LabFileError(name, None, f"nodes.{node}.addresses: {text!r} is no IP address") from error


def with_inventory(lab: Lab, inventory: Mapping[str, Node]) -> Lab:
    """The lab with what the inventory adds; a node's kind is the topology's where it has one."""
    nodes = dict(lab.nodes)
    for item in inventory.values():
        old = nodes.get(item.name)
        kind, management = (old.kind, old.management) if old else (item.kind, ())
        nodes[item.name] = Node(item.name, kind, item.addresses, item.unnumbered, management)
    return Lab(lab.name, nodes, lab.links)
