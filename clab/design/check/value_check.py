"""Whether a draft has MTUs, keys, limits, communities and kinds of areas where they were named. Pure."""

import re
from ipaddress import IPv4Address

from clab.design.check.lab_graph import Drafted

SESSION = ("password", "max_prefix")
"""Values of sessions that this module looks for."""


def port_has(what: str, value: str, end: tuple[str, str], lines: str, drafted: Drafted) -> bool:
    """Whether a router's port, which is `end`, has an MTU or a key of OSPF; `lines` is what its configuration says."""
    node, text = end[0], drafted.configs.get(end[0], "")
    if what == "mtu":
        links = [link for link in drafted.topology.links if any((one.node, one.interface) == end for one in link.ends)]
        wired = bool(links) and all(link.at.word("mtu") == value for link in links)
        needs = {"nokia_srlinux": rf" ip-mtu {value}$", "arista_ceos": rf"^ +mtu {value}$"}.get(drafted.systems[node])
        return wired and (needs is None or re.search(needs, lines, re.MULTILINE) is not None)
    manner, number, key = value.split()
    chain = re.search(r"authentication keychain (\S+)$", lines, re.MULTILINE)
    if chain is not None:
        return _chained(chain[1], number, key, text)
    key = re.escape(key)
    wanted = (
        (r"ip ospf authentication message-digest$", rf"message-digest-key {number} md5 (?:0 )?{key}$")
        if manner == "md5"
        else (r"ip ospf authentication$", rf"ip ospf authentication-key (?:0 )?{key}$")
    )
    return all(re.search(one, lines, re.MULTILINE) for one in wanted)


def _chained(name: str, number: str, key: str, text: str) -> bool:
    """Whether SR Linux has a key under a name."""
    return f'keychain {name} key {number} authentication-key "{key}"' in text


def session_has(what: str, value: str, said: str, text: str) -> bool:
    """Whether a session has a password or a limit; `said` are its lines."""
    if what == "max_prefix":
        return re.search(rf"maximum-(?:prefix|routes) {value}$", said, re.MULTILINE) is not None
    chain = re.search(r"authentication keychain (\S+)$", said, re.MULTILINE)
    if chain is not None:
        return _chained(chain[1], "1", value, text)
    return re.search(rf"password (?:0 )?{re.escape(value)}$", said, re.MULTILINE) is not None


def tagged(value: str, text: str) -> bool:
    """Whether a network is announced with a community: `PREFIX COMMUNITY`."""
    prefix, community = value.split()
    named = re.search(rf"^ +network {re.escape(prefix)} route-map (\S+)$", text, re.MULTILINE)
    return named is not None and f"route-map {named[1]} permit 10\n set community {community}\n" in text


def typed(value: str, text: str) -> bool:
    """Whether a router that is in an area has its kind: `AREA KIND`; only a router of several areas cuts summaries."""
    area, kind = value.split()
    dotted = str(IPv4Address(int(area)))
    own = rf"(?:{area}|{re.escape(dotted)})"
    inside = re.search(
        rf"(?:ospf6? area {own}$|ospf instance \S+ area {re.escape(dotted)} interface)", text, re.MULTILINE
    )
    if inside is None:
        return True
    areas = set(re.findall(r"(?:ospf6? area|ospf instance \S+ area) (\S+)", text))
    plain, cut = kind.removeprefix("totally-"), kind.startswith("totally-") and len(areas) > 1
    lines = re.findall(rf"area {own} {plain}(?: (no-summary|summaries \w+))?$", text, re.MULTILINE)
    return bool(lines) and all((one in ("no-summary", "summaries false")) == cut for one in lines)


def passive(port: str, lines: str, text: str) -> bool:
    """Whether no adjacency is looked for on a port towards a host, by itself or in its protocol's part."""
    name = port.replace("eth", "(?:eth|Ethernet)")
    own = re.search(r"(?:ip ospf6?|ospf6|isis) passive$|passive true$", lines, re.MULTILINE)
    return own is not None or re.search(rf"passive-interface {name}$", text, re.MULTILINE) is not None
