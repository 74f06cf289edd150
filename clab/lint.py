"""Defects of a topology that is of the right shape, above all those that no run of containerlab sees. Pure.

Each rule is a function from the topology to findings; `RULES` holds them in the order in which people read a file.
"""

import ipaddress
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from clab.document import Item
from clab.finding import Finding, Severity, did_you_mean
from clab.kinds.table import SUPPORTED, Kind, canonical_port, kind

SPECIAL: Final = ("host", "mgmt-net", "macvlan", "vxlan", "vxlan-stitch", "dummy")
STAGES: Final = ("create", "create-links", "configure", "healthy", "exit")
PULL: Final = ("always", "never", "ifnotpresent")
LOWEST_MTU, HIGHEST_MTU = 68, 65_535
LONGEST_LINUX_NAME = 15
_CONTAINER = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9._-]+$")
_MAC = re.compile(r"(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}$")


@dataclass(frozen=True, slots=True)
class End:
    """One end of a link: `node:interface`, and where it is written."""

    node: str
    interface: str
    at: Item

    @property
    def is_open(self) -> bool:
        """Whether a variable or a template stands in it, so that nobody here knows what it will be."""
        return any(
            each is not None and each.is_open for each in (self.at, self.at.get("node"), self.at.get("interface"))
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A link as written: its ends that are nodes of the lab, and whether there were two in the first place."""

    at: Item
    type: str
    ends: tuple[End, ...]


class Topology:
    """A topology file, with what containerlab would resolve in it. `exists` tells whether a file beside it is there."""

    def __init__(self, document: Item, exists: Callable[[str], bool] = lambda _: True) -> None:
        self.document, self.exists = document, exists
        self.nodes: dict[str, Item] = dict(document.each("topology", "nodes"))
        self.links = tuple(_drawn(each) for each in document.list("topology", "links") if each.entries is not None)

    def place(self, node: str) -> Item:
        """Where a node's name is written."""
        nodes = self.document.get("topology", "nodes")
        return nodes.key(node) if nodes is not None else self.document

    def settings(self, node: str) -> Iterator[Item]:
        """Where a node's values are looked for: itself, its group, its kind, the defaults."""
        topology = self.document.get("topology") or self.document
        own = self.nodes.get(node)
        if own is not None:
            yield own
        group = (own.word("group") if own is not None else None) or topology.word("defaults", "group")
        found = [topology.get("groups", group) if group else None]
        name = self._kind_name(own, found[0], topology)
        found += [topology.get("kinds", name) if name else None, topology.get("defaults")]
        yield from (each for each in found if each is not None and each.entries is not None)

    @staticmethod
    def _kind_name(own: Item | None, group: Item | None, topology: Item) -> str | None:
        for each in (own, group, topology.get("defaults")):
            word = each.word("kind") if each is not None else None
            if word:
                return word
        return None

    def setting(self, node: str, key: str) -> Item | None:
        """A node's value under a key, inherited where it has none of its own."""
        for each in self.settings(node):
            found = each.get(key)
            if found is not None and not found.is_null and found.text != "":
                return found
        return None

    def kind_of(self, node: str) -> Kind | None:
        """A node's kind; None where it has none that containerlab knows."""
        found = self.setting(node, "kind")
        return kind(found.text) if found is not None and found.text is not None else None


def _drawn(link: Item) -> Drawn:
    type_ = link.word("type") or "veth"
    one = link.get("endpoint")
    written = [one] if one is not None else link.list("endpoints")
    ends = []
    for each in written:
        if each.entries is not None:
            ends.append(End(each.word("node") or "", each.word("interface") or "", each))
        elif each.text is not None:
            node, _, interface = each.text.partition(":")
            ends.append(End(node, interface, each))
    return Drawn(link, type_, tuple(ends))


def _at(item: Item, rule: str, message: str, hint: str = "", severity: Severity = "error") -> Finding:
    return Finding(rule, severity, item.line, item.column, message, hint)


def names(lab: Topology) -> Iterator[Finding]:
    """A lab and every node need names that a container can have."""
    document = lab.document
    name, prefix = document.get("name"), document.get("prefix")
    if name is None or name.is_null or not name.text:
        yield _at(document, "name-missing", "the lab has no name", "without it containerlab means every running lab")
    if not lab.nodes:
        yield _at(document.key("topology"), "nodes-missing", "the lab has no nodes", "topology: nodes: …")
    lab_name = document.word("name") or "lab"
    first = "clab" if prefix is None else (prefix.text or "")
    if any(each is not None and each.is_open for each in (name, prefix)):
        lab_name, first = "lab", "clab"
    elif name is not None and name.text and not _CONTAINER.match(f"a{lab_name}"):
        yield _at(name, "name", f"lab name {lab_name!r} cannot be part of a container's name", "letters, digits, . _ -")
        lab_name = "lab"
    for node in lab.nodes:
        full = (
            f"{first}-{lab_name}-{node}"
            if first and first != "__lab-name"
            else node
            if not first
            else f"{lab_name}-{node}"
        )
        of = lab.kind_of(node)
        if not _CONTAINER.match(full) and not lab.place(node).is_open and (of is None or of.container):
            what = f"node name {node!r} cannot be part of a container's name ({full!r})"
            yield _at(lab.place(node), "name", what, "letters, digits, . _ -, two at least")
        if node == "host":
            what = "a node called 'host': links to it go to the machine itself"
            yield _at(lab.place(node), "name-host", what, "give it another name")


def kinds(lab: Topology) -> Iterator[Finding]:
    """Kinds that containerlab has, with types that the kind has, images and licences."""
    for node in lab.nodes:
        found = lab.setting(node, "kind")
        if found is None or not found.text:
            yield _at(lab.place(node), "kind-missing", f"node {node} has no kind", "kind: linux")
            continue
        of = kind(found.text)
        if found.is_open:
            continue
        if of is None:
            hint = did_you_mean(found.text.lower(), SUPPORTED)
            if found.text.lower() in ("frr", "bird", "alpine", "debian", "ubuntu"):
                hint = f"kind: linux with an image of {found.text}"
            yield _at(found, "kind", f"node {node}: containerlab has no kind {found.text!r}", hint)
            continue
        type_ = lab.setting(node, "type")
        if of.types and type_ is not None and type_.text and not type_.is_open and type_.text.lower() not in of.types:
            hint = did_you_mean(type_.text.lower(), of.types) or f"one of {', '.join(sorted(of.types)[:8])}, …"
            yield _at(type_, "type-of-kind", f"node {node}: {of.name} has no type {type_.text!r}", hint)
        if of.type_needed and type_ is None:
            hint = f"one of {', '.join(sorted(of.types)[:8])}, …"
            yield _at(lab.place(node), "type-missing", f"node {node} ({of.name}) has no type", hint)
        if of.image and lab.setting(node, "image") is None:
            yield _at(lab.place(node), "image-missing", f"node {node} ({of.name}) has no image", "image: name:tag")
        if of.licence and lab.setting(node, "license") is None:
            yield _at(lab.place(node), "license-missing", f"node {node} ({of.name}) needs a license", "license: FILE")


def settings(lab: Topology) -> Iterator[Finding]:
    """Values that containerlab passes over in silence: groups, pull policies."""
    groups = dict(lab.document.each("topology", "groups"))
    for node, own in lab.nodes.items():
        group = own.get("group")
        if group is not None and group.text and group.text not in groups:
            hint = did_you_mean(group.text, groups) or "define it under topology.groups, or use a label"
            what = f"node {node}: group {group.text!r} is defined nowhere; containerlab ignores it"
            yield _at(group, "group", what, hint, "error" if groups else "warning")
        policy = lab.setting(node, "image-pull-policy")
        if policy is not None and policy.text and policy.text.lower() not in PULL:
            what = f"node {node}: image-pull-policy {policy.text!r} is taken for the default"
            yield _at(policy, "pull-policy", what, "IfNotPresent, Always or Never", "warning")


def files(lab: Topology) -> Iterator[Finding]:
    """Files that the topology names and that are not there."""
    for node in lab.nodes:
        for key in ("startup-config", "license"):
            found = lab.setting(node, key)
            if found is not None and _is_file(found) and not lab.exists(found.text or ""):
                yield _at(found, "file-missing", f"node {node}: {key} {found.text!r} is not there")
        for key in ("binds", "env-files"):
            for each in lab.settings(node):
                for item in each.list(key):
                    path = (item.text or "").partition(":")[0] if key == "binds" else item.text or ""
                    if path and "__clab" not in path.lower() and "$" not in path and not lab.exists(path):
                        yield _at(item, "file-missing", f"node {node}: {key} names {path!r}, which is not there")


def _is_file(item: Item) -> bool:
    text = item.text or ""
    return bool(text) and "\n" not in text and "://" not in text and "$" not in text and "__clab" not in text.lower()


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
        if end.node not in lab.nodes and not (brief and end.node in SPECIAL):
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
    if of.ports is None:
        if end.interface == "eth0" and not alone:
            what = f"{where}: eth0 is the management interface"
            yield _at(end.at, "management-interface", what, "the first link is eth1")
        elif re.search(r"[\s/]", end.interface):
            what = f"{where}: a Linux interface name has no slash and no space"
            yield _at(end.at, "interface", what, f"did you mean {of.example!r}?")
        elif len(end.interface) > LONGEST_LINUX_NAME:
            what = f"{where}: Linux interface names have at most {LONGEST_LINUX_NAME} characters"
            yield _at(end.at, "interface", what, "it becomes an alternative name only", "warning")
        return
    virtual = of.offset is not None and re.search(r"eth[1-9]\d*$", end.interface) is not None
    strict = of.name in ("arista_ceos", "nokia_srlinux")
    fits = of.ports.match(end.interface) if strict else of.ports.search(end.interface)
    if end.interface == "mgmt0" and of.name == "nokia_srlinux" and not alone:
        yield _at(
            end.at, "management-interface", f"{where}: mgmt0 is the management interface", "the first link is e1-1"
        )
    elif not fits and not virtual:
        hint = f"did you mean {_mended(end.interface, of)!r}?"
        yield _at(end.at, "interface", f"{where}: {of.name} has no interface {end.interface!r}", hint)


def _mended(interface: str, of: Kind) -> str:
    """The likeliest right name: the example with the number that was written."""
    number = re.search(r"(?<!\d)(\d+)$", interface)
    mended = re.sub(r"(?<!\d)\d+$", number[1], of.example) if number else of.example
    return mended if of.ports is not None and of.ports.match(mended) else of.example


def addresses(lab: Topology) -> Iterator[Finding]:
    """Management addresses and subnets, and addresses on links."""
    for family, version in (("ipv4", 4), ("ipv6", 6)):
        subnet = lab.document.get("mgmt", f"{family}-subnet")
        network = None
        if subnet is not None and subnet.text and subnet.text != "auto" and not subnet.is_open:
            network = _network(subnet.text, version)
            if network is None:
                what = f"mgmt: {subnet.text!r} is no {family} subnet"
                yield _at(
                    subnet, "management-subnet", what, "172.20.20.0/24" if version == 4 else "3fff:172:20:20::/64"
                )
        seen: dict[object, str] = {}
        for node, own in lab.nodes.items():
            found = own.get(f"mgmt-{family}")
            if found is None or not found.text or found.is_open:
                continue
            address = _address(found.text, version)
            if address is None:
                yield _at(found, "management-address", f"node {node}: {found.text!r} is no {family} address")
            elif address in seen:
                what = f"node {node}: {found.text} is {seen[address]}'s management address, too"
                yield _at(found, "management-address", what)
            elif network is not None and address not in network:
                yield _at(found, "management-address", f"node {node}: {found.text} is not in {network}")
            seen.setdefault(address, node)
    for link in lab.links:
        yield from _link_addresses(link)


def _link_addresses(link: Drawn) -> Iterator[Finding]:
    for family, version in (("ipv4", 4), ("ipv6", 6)):
        given = link.at.list(family)
        if len(given) > 2:
            yield _at(given[2], "address", f"{len(given)} {family} addresses for two ends")
        ends = [found for end in link.ends if (found := end.at.get(family)) is not None]
        for each in [*given, *ends]:
            if each.text and not each.is_open and ("/" not in each.text or _interface(each.text, version) is None):
                what = f"{each.text!r} is no {family} address with its prefix length"
                yield _at(each, "address", what, "10.0.0.1/30" if version == 4 else "2001:db8::1/64")
    for end in link.ends:
        mac = end.at.get("mac")
        if mac is not None and mac.text and not _MAC.match(mac.text):
            yield _at(mac, "mac", f"{mac.text!r} is no MAC address", "aa:c1:ab:00:00:01")
    mtu = link.at.word("mtu")
    if mtu is not None and mtu.lstrip("-").isdigit() and mtu != "0" and not LOWEST_MTU <= int(mtu) <= HIGHEST_MTU:
        place = link.at.get("mtu") or link.at
        yield _at(place, "mtu", f"no interface takes an MTU of {mtu}", f"{LOWEST_MTU} to {HIGHEST_MTU}")


def _network(text: str, version: int) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        found = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None
    return found if found.version == version and "/" in text else None


def _address(text: str, version: int) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    return found if found.version == version else None


def _interface(text: str, version: int) -> object | None:
    try:
        found = ipaddress.ip_interface(text)
    except ValueError:
        return None
    return found if found.version == version else None


def waits(lab: Topology) -> Iterator[Finding]:
    """Waiting for a node or a stage that never comes makes a deployment hang."""
    before: dict[str, list[tuple[str, Item]]] = defaultdict(list)
    for node, own in lab.nodes.items():
        for _, stage in own.each("stages"):
            for wait in stage.list("wait-for"):
                other, name = wait.get("node"), wait.get("stage")
                if other is not None and other.text and other.text not in lab.nodes:
                    what = f"node {node} waits for {other.text!r}, which the lab does not have"
                    yield _at(other, "wait-for", what, did_you_mean(other.text, lab.nodes))
                elif other is not None and other.text:
                    before[node].append((other.text, other))
                if name is not None and name.text not in STAGES:
                    hint = did_you_mean(name.text or "", STAGES) or ", ".join(STAGES)
                    yield _at(name, "wait-for", f"there is no stage {name.text!r}; the deployment would hang", hint)
    for node in lab.nodes:
        way = _circle(node, before)
        if way and node == min(way):
            at = next(item for other, item in before[node] if other in way)
            yield _at(at, "wait-cycle", f"nodes wait for each other: {' -> '.join([*way, way[0]])}")


def _circle(start: str, before: dict[str, list[tuple[str, Item]]]) -> list[str]:
    """The nodes of a circle through `start`; empty where there is none."""
    stack, seen = [(start, [start])], set[str]()
    while stack:
        node, way = stack.pop()
        for other, _ in before.get(node, ()):
            if other == start:
                return way
            if other not in seen:
                seen.add(other)
                stack.append((other, [*way, other]))
    return []


RULES: Final = (names, kinds, settings, files, links, ports, addresses, waits)


def lint(lab: Topology) -> list[Finding]:
    """All findings, by place; what many nodes inherit from one place is one finding."""
    found = {(each.rule, each.line, each.column): each for rule in RULES for each in reversed([*rule(lab)])}
    return sorted(found.values(), key=lambda each: (each.line, each.column, each.rule))
