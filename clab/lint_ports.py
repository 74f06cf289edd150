"""Links, their ends and the names of interfaces: what exists, what a kind takes, nothing twice. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from clab.finding import Finding, did_you_mean
from clab.kind import Kind
from clab.kinds.table import canonical_port, unmapped
from clab.written import CAPTURED, SPECIAL, Drawn, End, Topology
from clab.written import found_at as _at

LONGEST_LINUX_NAME: Final = 15


def links(lab: Topology) -> Iterator[Finding]:
    """Links between two ends that exist."""
    for link in lab.links:
        if link.at.get("endpoint") is not None or link.type in SPECIAL:
            yield from _ends(lab, link)
            continue
        if len(link.ends) != 2:
            what = f"a link has two ends, this one has {len(link.ends)}"
            yield _at(link.at, "endpoints", what, 'endpoints: ["a:eth1", "b:eth1"]')
        yield from _ends(lab, link)


def _ends(lab: Topology, link: Drawn) -> Iterator[Finding]:
    for end in link.ends:
        brief = end.at.entries is None
        if end.is_open:
            continue
        if brief and ":" not in (end.at.text or ""):
            yield _at(end.at, "endpoint", f"endpoint {end.at.text!r} is not node:interface", f"{end.node}:eth1")
            continue
        if not end.interface:
            yield _at(end.at, "interface-missing", f"endpoint {end.node!r} has no interface", f"{end.node}:eth1")
        if end.node not in lab.nodes and not (brief and end.node.lower() in CAPTURED) and end.node not in CAPTURED:
            what = f"link to node {end.node!r}, which the lab does not have"
            yield _at(end.at, "unknown-node", what, did_you_mean(end.node, lab.nodes))


def ports(lab: Topology) -> Iterator[Finding]:
    """Interface names that the node's kind takes, each used once."""
    used: dict[tuple[str, str], list[End]] = defaultdict(list)
    for link in lab.links:
        for end in link.ends:
            of = lab.kind_of(end.node) if end.node in lab.nodes else None
            if of is not None and end.interface and not end.is_open:
                yield from _port(lab, end, of)
            if end.node in lab.nodes and end.interface:
                used[(end.node, canonical_port(of, end.interface) if of else end.interface)].append(end)
    for (node, interface), ends in used.items():
        for again in ends[1:]:
            what = f"{node}:{again.interface} is used twice, first in line {ends[0].at.line}"
            if again.interface != interface or ends[0].interface != interface:
                what += f" ({ends[0].interface} and {again.interface} are both {interface})"
            yield _at(again.at, "duplicate-endpoint", what, "every interface has one link")


def _port(lab: Topology, end: End, of: Kind) -> Iterator[Finding]:
    mode = lab.setting(end.node, "network-mode")
    alone = mode is not None and mode.text == "none"
    if of.endpoints_free:
        return
    where = f"{end.node}:{end.interface}"
    if of.name == "sonic-vs" and not re.match(r"eth\d+$", end.interface):
        what = f"{where}: sonic-vs makes ports of interfaces that are called ethN only"
        yield _at(end.at, "interface", what, "its Ethernet0 is eth1, Ethernet4 is eth2", "warning")
        return
    if of.ports is None:
        if end.interface == "eth0" and not alone:
            what = f"{where}: eth0 is the management interface"
            yield _at(end.at, "management-interface", what, "the first link is eth1")
        elif re.search(r"[\s/]", end.interface):
            what = f"{where}: a Linux interface name has no slash and no space, so it becomes an alternative name only"
            yield _at(end.at, "interface", what, f"did you mean {of.example!r}?", "warning")
        elif len(end.interface) > LONGEST_LINUX_NAME:
            what = f"{where}: Linux interface names have at most {LONGEST_LINUX_NAME} characters"
            yield _at(end.at, "interface", what, "it becomes an alternative name only", "warning")
        return
    virtual = (
        of.offset is not None and of.name != "spirent_stc" and re.search(r"eth[1-9]\d*$", end.interface) is not None
    )
    fits = of.ports.search(end.interface)
    if of.management is not None and of.management.match(end.interface) and not alone:
        what = f"{where}: {end.interface} is the management interface of {of.title}"
        yield _at(end.at, "management-interface", what, f"the first link is {of.example}")
    elif fits and (why := unmapped(of, end.interface, has_components(lab, end.node))):
        yield _at(end.at, "interface", f"{where}: {why}", f"did you mean {of.example!r}?")
    elif not fits and not virtual:
        hint = f"did you mean {_mended(end.interface, of)!r}?"
        yield _at(end.at, "interface", f"{where}: {of.name} has no interface {end.interface!r}", hint)


def has_components(lab: Topology, node: str) -> bool:
    """Whether a chassis says which cards it has."""
    found = lab.setting(node, "components")
    return found is not None and bool(found.items)


def _mended(interface: str, of: Kind) -> str:
    """The likeliest right name: the example with the number that was written."""
    number = re.search(r"(?<!\d)(\d+)$", interface)
    mended = re.sub(r"(?<!\d)\d+$", number[1], of.example) if number else of.example
    return mended if of.ports is not None and of.ports.match(mended) else of.example
