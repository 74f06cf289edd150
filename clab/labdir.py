"""What containerlab writes into a lab's directory, as values. Pure: text in, values out.

During a deploy the files are there, but empty or half written; what cannot be read is then simply not known yet, and
`None` says so.
"""

import ipaddress
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from clab.model import Endpoint, Link
from clab.running_lab import Login


@dataclass(frozen=True, slots=True)
class LabData:
    """`topology-data.json`: addresses and kind per node, and the links under the interfaces' Linux names."""

    name: str
    kinds: dict[str, str]
    addresses: dict[str, tuple[str, ...]]
    links: tuple[Link, ...]


def parse_topology_data(text: str) -> LabData | None:
    """The lab's own description; None while it is not whole."""
    try:
        data = json.loads(text)
    except ValueError:
        return None
    nodes = data.get("nodes") if isinstance(data, Mapping) else None
    if not isinstance(nodes, Mapping):
        return None
    told = {str(name): item for name, item in nodes.items() if isinstance(item, Mapping)}
    addresses = {name: list(_management(each)) for name, each in told.items()}
    for node, address in _link_addresses(data):
        addresses.setdefault(node, []).append(address)
    return LabData(
        str(data.get("name") or ""),
        {name: str(each.get("kind") or "linux") for name, each in told.items()},
        {name: tuple(dict.fromkeys(each)) for name, each in addresses.items()},
        tuple(_links(data)),
    )


def _management(node: Mapping[str, Any]) -> Iterator[str]:
    for key in ("mgmt-ipv4-address", "mgmt-ipv6-address"):
        found = address(node.get(key))
        if found:
            yield found


def address(text: Any) -> str | None:
    """An address without its prefix length, in canonical text; None for what is none."""
    try:
        return str(ipaddress.ip_interface(str(text or "")).ip)
    except ValueError:
        return None


def _ends(data: Mapping[str, Any]) -> Iterator[list[Mapping[str, Any]]]:
    links = data.get("links")
    for link in links if isinstance(links, list) else ():
        ends = link.get("endpoints") if isinstance(link, Mapping) else None
        if isinstance(ends, Mapping):
            yield [item for item in (ends.get("a"), ends.get("z")) if isinstance(item, Mapping)]


def _links(data: Mapping[str, Any]) -> Iterator[Link]:
    for ends in _ends(data):
        pair = [Endpoint(str(end.get("node") or ""), str(end.get("interface") or "")) for end in ends]
        if len(pair) == 2 and all(item.node and item.interface for item in pair):
            yield Link(pair[0], pair[1])


def _link_addresses(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for ends in _ends(data):
        for end in ends:
            for key in ("ipv4", "ipv6"):
                found = address(end.get(key))
                if found and end.get("node"):
                    yield str(end["node"]), found


def parse_nornir(text: str) -> dict[str, Login]:
    """The logins of `nornir-simple-inventory.yml`; nodes without a user are left out, and so is a file half written."""
    try:
        data = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return {}
    found = {}
    for name, item in data.items() if isinstance(data, Mapping) else ():
        user = item.get("username") if isinstance(item, Mapping) else None
        if user:
            found[str(name)] = Login(str(user), str(item.get("password") or ""), "inventory")
    return found
