"""Whether a draft has a value that was named: an address, a type, an image, a timer, a port. Pure."""

import re
from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_interface, ip_network
from typing import Final

from clab.design.check.lab_graph import Drafted
from clab.kinds.table import canonical_port

_ADDRESS: Final = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}/\d{1,2}(?![\d.])")

_ADDRESS6: Final = re.compile(r"(?<![\w:])[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7}/\d{1,3}(?!\w)")
_WAY: Final = re.compile(r"ip route add \S+ via (?P<via>\S+) metric (?P<metric>\d+)")


def has_detail(needle: str, drafted: Drafted) -> bool:
    """`config TEXT` (or `A|B`), `within NETWORK`, `node KEY VALUE`, `management NAME`, `port NODE PORT`."""
    what, _, rest = needle.partition(" ")
    if what == "config":
        wanted = [re.compile(rf"(?<![\w.]){re.escape(one)}(?![\w.])") for one in rest.split("|")]
        return any(one.search(text) for one in wanted for text in drafted.configs.values())
    if what == "within":
        return _within(ip_network(rest), drafted)
    if what == "node":
        key, _, value = rest.partition(" ")
        return any(
            settings.word(key) == value
            for node in drafted.topology.nodes
            for settings in drafted.topology.settings(node)
        )
    if what == "gateway":
        return any(f" {rest}/" in line for text in _texts(drafted) for line in text.splitlines())
    if what == "backup":
        return _backup(rest.split(), drafted)
    if what == "port":
        node, _, port = rest.partition(" ")
        return any(
            end.node.lower() == node.lower()
            and _canonical(drafted, end.node, end.interface) == _canonical(drafted, node, port)
            for link in drafted.topology.links
            for end in link.ends
        )
    return what == "management" and drafted.topology.document.word("mgmt", "network") == rest


def _canonical(drafted: Drafted, node: str, port: str) -> str:
    known = drafted.topology.kind_of(node)
    return canonical_port(known, port) if known else port


def _texts(drafted: Drafted) -> list[str]:
    """All configurations and all commands."""
    texts = list(drafted.configs.values())
    for node in drafted.topology.nodes:
        texts += [item.text or "" for one in drafted.topology.settings(node) for item in one.list("exec")]
    return texts


def _backup(names: Sequence[str], drafted: Drafted) -> bool:
    """Whether some host has ways over both routers, and the first's have the lower metric."""
    own = {node.lower(): set(_ADDRESS.findall(text)) for node, text in drafted.configs.items()}
    gateways = [{one.partition("/")[0] for one in own.get(name.lower(), ())} for name in names]
    for host in drafted.hosts:
        commands = [item.text or "" for one in drafted.topology.settings(host) for item in one.list("exec")]
        ways = [found for command in commands if (found := _WAY.search(command))]
        best = [[int(way["metric"]) for way in ways if way["via"] in of] for of in gateways]
        if all(best) and max(best[0]) < min(best[1]):
            return True
    return False


def _within(network: IPv4Network | IPv6Network, drafted: Drafted) -> bool:
    """Whether something has an address out of a network: a router's configuration, or a host's command."""
    for text in _texts(drafted):
        for found in (*_ADDRESS.findall(text), *_ADDRESS6.findall(text)):
            try:
                if ip_interface(found).ip in network:
                    return True
            except ValueError:
                continue
    return False
