"""What the servers of a trial answer: sample values for the leaves of a path, and what a command line prints. Pure but
for the clock of a device."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from agent.gates.script.frr_answers import frr_answer
from clab.demo.target import Elems
from clab.gnmi_known import TABLES
from clab.gnmi_path import Element, PathError, known_leaves, parse_path
from clab.show_commands import is_paging, not_read_only

MOST_LEAVES = 400
SAMPLES = {
    "interface/name": ("ethernet-1/1", "ethernet-1/2", "mgmt0"),
    "app/name": ("bgp_mgr",),
    "name": ("default",),
    "peer-address": ("10.0.0.1", "10.0.0.2"),
    "neighbor-address": ("10.0.0.1", "10.0.0.2"),
    "afi-safi-name": ("ipv4-unicast",),
    "identifier": ("BGP",),
    "index": ("0",),
    "slot": ("A",),
    "interface-name": ("ethernet-1/1.0",),
    "area-id": ("0.0.0.0",),
    "router-id": ("10.255.0.2",),
    "neighbor-system-id": ("0100.0000.0002",),
    "adjacency-level": ("2",),
    "ip-prefix": ("10.0.12.1/30",),
    "ipv4-prefix": ("0.0.0.0/0", "10.1.0.0/24"),
    "ipv6-prefix": ("::/0", "2001:db8:1::/64"),
    "route-type": ("bgp",),
    "route-owner": ("bgp_mgr",),
    "id": ("0",),
    "origin-network-instance": ("default",),
}
"""Values of keys, by the list and the key, or by the key."""

VALUES = {
    "session-state": ("established", "idle"),
    "oper-state": ("up", "down"),
    "admin-state": ("enable", "disable"),
    "oper-status": ("UP", "DOWN"),
    "adjacency-state": ("UP", "DOWN"),
    "state": ("up", "down"),
    "peer-as": (65001,),
    "mtu": (9214,),
    "description": ("to spine1",),
    "metric": (10,),
    "active": (True,),
    "next-hop-group": ("0",),
    "next-hop": ("0",),
    "ip-address": ("10.0.12.2",),
    "subinterface": ("ethernet-1/1.0",),
    "version": ("v24.10.1-492-gf8858c5836",),
    "software-version": ("4.32.0F",),
    "host-name": ("srl",),
    "origin": ("static",),
    "status": ("preferred",),
    "last-established": ("2026-01-01T00:00:00.000Z",),
    "last-change": ("2026-01-01T00:00:00.000Z",),
    "last-booted": ("2026-01-01T00:00:00.000Z",),
}
"""Values of leaves, one after the other; all others are numbers that go up."""


def sample_leaves(paths: Sequence[str]) -> Iterator[Elems]:
    """Leaves for every path that is asked: the known ones at or below it, with the keys that it names."""
    made = 0
    for text in paths:
        try:
            _, wanted = parse_path(text)
        except PathError:
            continue
        found = False
        for model in TABLES:
            for leaf in known_leaves(model):
                if made < MOST_LEAVES and _below(wanted, leaf):
                    found = True
                    for item in _keyed(wanted, leaf):
                        made += 1
                        yield item
        if not found:
            yield from _keyed(wanted, wanted)


def _below(wanted: Sequence[Element], leaf: Sequence[Element]) -> bool:
    return len(wanted) <= len(leaf) and all(one.name in ("*", far.name) for one, far in zip(wanted, leaf, strict=False))


def _keyed(wanted: Sequence[Element], leaf: Sequence[Element]) -> list[Elems]:
    """The leaf with its keys filled: as asked, else by sample; one copy per sample of the last key."""
    copies: list[list[tuple[str, tuple[tuple[str, str], ...]]]] = [[]]
    for depth, element in enumerate(leaf):
        asked = wanted[depth].keys if depth < len(wanted) else {}
        rows: list[dict[str, str]] = [{}]
        for key in {*element.keys, *asked}:
            value = asked.get(key, "*")
            known = SAMPLES.get(f"{element.name}/{key}") or SAMPLES.get(key, ("1",))
            values = known if value == "*" else (value,)
            rows = [{**row, key: item} for row in rows for item in values]
        name = element.name if element.name != "*" else "any"
        copies = [[*copy, (name, tuple(sorted(row.items())))] for copy in copies for row in rows]
    return [tuple(copy) for copy in copies]


def value_of(leaf: Elems, turn: int) -> Any:
    """What a leaf has, turn after turn."""
    if leaf[-1][0] == "current-datetime":
        return datetime.now(UTC).isoformat(timespec="milliseconds")
    words = VALUES.get(leaf[-1][0])
    return words[turn % len(words)] if words else turn


_EOS_PEERS = {"10.0.0.1": {"peerState": "Established", "asn": "65001", "prefixReceived": 4, "prefixAccepted": 4}}
_EOS_ROUTE = {"routeType": "eBGP", "kernelProgrammed": True, "metric": 0, "preference": 200}
EOS = {
    "show ip bgp summary | json": json.dumps({"vrfs": {"default": {"asn": "65010", "peers": _EOS_PEERS}}}),
    "show bgp evpn summary | json": json.dumps({"vrfs": {"default": {"asn": "65010", "peers": _EOS_PEERS}}}),
    "show ip route | json": json.dumps(
        {"vrfs": {"default": {"routes": {
            "0.0.0.0/0": {**_EOS_ROUTE, "vias": [{"nexthopAddr": "10.0.0.1", "interface": "Ethernet1"}]},
            "10.0.0.0/30": {**_EOS_ROUTE, "routeType": "connected", "vias": [{"interface": "Ethernet1"}]},
        }}}}
    ),
    "show ip route summary | json": json.dumps({"vrfs": {"default": {"totalRoutes": 12}}}),
    "show interfaces | json": json.dumps(
        {"interfaces": {"Ethernet1": {
            "lineProtocolStatus": "up", "interfaceStatus": "connected", "description": "to spine1", "mtu": 9214,
            "physicalAddress": "aa:c1:ab:00:00:01",
            "interfaceStatistics": {"inBitsRate": 1000.0, "outBitsRate": 2000.0},
            "interfaceCounters": {
                "inOctets": 1, "outOctets": 2, "totalInErrors": 0, "totalOutErrors": 0, "inDiscards": 0,
                "outDiscards": 0,
            },
        }}}
    ),
    "show version | json": json.dumps(
        {"modelName": "cEOSLab", "version": "4.32.0F", "serialNumber": "", "memFree": 1000, "memTotal": 4000}
    ),
    "show hostname | json": json.dumps({"hostname": "ceos1", "fqdn": "ceos1"}),
    "show lldp neighbors | json": json.dumps(
        {"lldpNeighbors": [{"port": "Ethernet1", "neighborDevice": "spine1", "neighborPort": "ethernet-1/1"}]}
    ),
    "show mac address-table | json": json.dumps(
        {"unicastTable": {"tableEntries": [
            {"macAddress": "aa:c1:ab:00:00:02", "vlanId": 10, "interface": "Ethernet1", "entryType": "dynamic"}
        ]}}
    ),
    "show ip interface brief | json": json.dumps(
        {"interfaces": {
            "Ethernet1": {"interfaceAddress": {"ipAddr": {"address": "10.0.0.0", "maskLen": 31}}},
            "Loopback0": {"interfaceAddress": {"ipAddr": {"address": "10.255.1.1", "maskLen": 32}}},
        }}
    ),
    "show isis neighbors | json": json.dumps(
        {"vrfs": {"default": {"isisInstances": {"core": {"neighbors": {"0100.0000.0002": {"adjacencies": [
            {"hostname": "spine1", "circuitId": "01", "interfaceName": "Ethernet1", "state": "up"}
        ]}}}}}}}
    ),
    "show vlan | json": json.dumps(
        {"vlans": {"10": {"name": "red", "status": "active", "interfaces": {"Ethernet1": {}, "Cpu": {}}}}}
    ),
    "show interfaces transceiver | json": json.dumps(
        {"interfaces": {"Ethernet1": {"rxPower": -2.5, "txPower": -1.5, "temperature": 31.0}}}
    ),
    "show bgp evpn | json": json.dumps(
        {"vrfs": {"default": {"evpnRoutes": {
            "RD: 10.0.0.1:10 imet 10.0.0.1": {"routeKeyDetail": {"rd": "10.0.0.1:10", "nlriType": "imet"}},
            "RD: 10.0.0.1:10 mac-ip aac1.ab00.0002": {"routeKeyDetail": {"rd": "10.0.0.1:10", "nlriType": "mac-ip"}},
        }}}}
    ),
    "show ip arp | json": json.dumps(
        {"ipV4Neighbors": [{"address": "10.0.0.1", "hwAddress": "aac1.ab00.0001", "interface": "Ethernet1"}]}
    ),
    "show mlag | json": json.dumps(
        {"state": "active", "negStatus": "connected", "peerLinkStatus": "up", "configSanity": "consistent",
         "peerAddress": "10.255.0.1", "mlagPorts": {"Inactive": 0, "Active-full": 2}}
    ),
    "show ip ospf neighbor | json": json.dumps(
        {"vrfs": {"default": {"instList": {"1": {"ospfNeighborEntries": [
            {"routerId": "10.255.0.2", "adjacencyState": "full", "interfaceName": "Ethernet1"}
        ]}}}}}
    ),
}  # fmt: skip
"""What Arista's command line prints, by command."""

LINUX = {
    "ip -j addr show": [
        {"ifname": "lo", "operstate": "UNKNOWN", "mtu": 65536, "addr_info": [
            {"family": "inet", "local": "127.0.0.1", "prefixlen": 8, "scope": "host"}]},
        {"ifname": "eth1", "operstate": "UP", "mtu": 1500, "addr_info": [
            {"family": "inet", "local": "10.0.1.10", "prefixlen": 24, "scope": "global"}]},
    ],
    "ip -j link show": [{"ifname": "eth1", "operstate": "UP", "mtu": 1500, "address": "aa:c1:ab:00:00:11"}],
    "ip -j -s link show": [{"ifname": "eth1", "operstate": "UP", "stats64": {
        "rx": {"bytes": 1000, "packets": 10, "errors": 2, "dropped": 0},
        "tx": {"bytes": 2000, "packets": 20, "errors": 0, "dropped": 1}}}],
    "ip -j -4 route show": [
        {"dst": "default", "gateway": "10.0.1.1", "dev": "eth1", "flags": []},
        {"dst": "10.0.1.0/24", "dev": "eth1", "protocol": "kernel", "prefsrc": "10.0.1.10", "flags": []},
    ],
    "ip -j -6 route show": [{"dst": "fe80::/64", "dev": "eth1", "protocol": "kernel", "metric": 256, "flags": []}],
    "ip -j -4 neigh show": [{"dst": "10.0.1.1", "dev": "eth1", "lladdr": "aa:c1:ab:00:00:01", "state": ["REACHABLE"]}],
    "bridge -j fdb show": [{"mac": "aa:c1:ab:00:00:02", "ifname": "eth1", "master": "br0", "state": "permanent"}],
}  # fmt: skip
"""What Linux prints, by command."""

PAGED = {
    "terminal width": "Width set to 511 columns.",
    "terminal length": "Pagination disabled.",
    "set cli screen-width": "Screen width set to 511",
    "set cli screen-length": "Screen length set to 0",
    "set cli complete-on-space": "Disabling complete-on-space",
}
"""What netmiko waits for after it has set the terminal."""


_PINGED = """5 packets transmitted, 5 received, 0% packet loss, time 4005ms
rtt min/avg/max/mdev = 0.041/0.052/0.071/0.010 ms"""


def shown(command: str) -> str | None:
    """What the command line prints: FRR's own answers, SR Linux's leaves as JSON, and BGP for all others."""
    words = command.lower()
    if is_paging(command):
        return next((text for begin, text in PAGED.items() if words.startswith(begin)), "")
    if not_read_only(command):
        return None
    if words in LINUX:
        return json.dumps(LINUX[words])
    if words.startswith("ping "):
        return _PINGED
    if words.startswith("traceroute "):
        return "traceroute to 10.0.1.10, 30 hops max\n 1  10.0.1.1  0.05 ms  0.04 ms\n 2  10.0.1.10  0.09 ms  0.08 ms"
    typed = re.search(r"-c ['\"]?([^'\"]+)", command)
    known = EOS.get(" ".join(words.split())) or frr_answer(typed[1] if typed else command)
    if known is not None:
        return known
    if words.startswith("info from state ") and words.endswith("| as json"):
        return json.dumps(_info(command.split("|")[0].split()[3:]))
    return frr_answer("show bgp summary json" if "json" in words else "show bgp summary")


def _info(words: Sequence[str]) -> dict[str, Any]:
    """SR Linux's leaves at or below what `info from state` names, as JSON."""
    path = "/" + "/".join(_elements(words))
    made: dict[str, Any] = {}
    for leaf in sample_leaves([path]):
        here: Any = made
        for name, keys in leaf[:-1]:
            if not keys:
                here = here.setdefault(name, {})
                continue
            rows = here.setdefault(name, [])
            row = next((each for each in rows if all(each.get(key) == value for key, value in keys)), None)
            if row is None:
                row = dict(keys)
                rows.append(row)
            here = row
        here[leaf[-1][0]] = value_of(leaf, 0)
    return made


def _elements(words: Sequence[str]) -> Iterator[str]:
    """The words of a command as elements of a path: behind the name of a list come the values of its keys."""
    lists = {
        tuple(element.name for element in leaf[: depth + 1]): list(element.keys)
        for leaf in known_leaves("SR Linux")
        for depth, element in enumerate(leaf)
    }
    place, names = 0, []
    while place < len(words):
        names.append(words[place])
        keys = lists.get(tuple(names), [])[: len(words) - place - 1]
        values = words[place + 1 : place + 1 + len(keys)]
        yield words[place] + "".join(f"[{key}={value}]" for key, value in zip(keys, values, strict=True))
        place += 1 + len(keys)
