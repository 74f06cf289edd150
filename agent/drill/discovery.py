"""Looks at a running lab before a drill: which routers are FRR, what they say of their sessions, how they are wired."""

import ipaddress
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from agent.drill.targets import SessionEnd, Stage, pair
from agent.failure import Failure
from clab.actions import ActError, LabDriver, WireEnd, configured
from clab.model import Lab

LOOPBACK = "lo"


def survey(lab: Lab, nodes: Iterable[str], driver: LabDriver) -> Stage:
    """The stage as it stands.

    Raises:
        Failure: no node runs FRR, or no session is up.
    """
    interfaces: dict[str, list[dict[str, Any]]] = {}
    running: dict[str, str] = {}
    for node in sorted(nodes):
        try:
            interfaces[node] = json.loads(driver.run(node, "ip", "-j", "address"))
            running[node] = driver.run(node, "vtysh", "-c", "show running-config")
        except (ActError, ValueError):
            continue  # no FRR in it, or no ip: it is left alone
    if not running:
        raise Failure(f"lab {lab.name}: no node answers to vtysh", "the drill breaks FRR routers; are they up?")
    wires = tuple(_wires(lab, interfaces))
    owners = dict(_owners(interfaces))
    ends = [end for node in running for end in _ends(node, _neighbors(driver, node))]
    sessions = tuple(sorted(pair(ends, owners, wires), key=lambda item: (item.nodes, item.a.address)))
    if not sessions:
        raise Failure(f"lab {lab.name}: no BGP session between two of its routers is up", "wait until it has converged")
    plain = frozenset(set(interfaces) - set(running))
    down = frozenset(not_established(running, driver))
    full = _adjacent(running, driver)
    adjacent = frozenset(end for wire in wires for end in wire if (end.node, end.interface) in full)
    return Stage(lab.name or "lab", running, wires, sessions, plain, _lasting(driver), down, adjacent)


def _lasting(driver: LabDriver) -> bool:
    try:
        return driver.keeps_containers()
    except ActError:
        return False


def _neighbors(driver: LabDriver, node: str) -> Mapping[str, Any]:
    try:
        data = json.loads(driver.run(node, "vtysh", "-c", "show bgp neighbors json"))
    except (ActError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _adjacent(nodes: Iterable[str], driver: LabDriver) -> set[tuple[str, str]]:
    """The interfaces over which OSPF is fully adjacent with somebody, with their nodes."""
    found = set()
    for node in nodes:
        try:
            told = json.loads(driver.run(node, "vtysh", "-c", "show ip ospf neighbor json"))
        except (ActError, ValueError):
            continue
        neighbors = told.get("neighbors") if isinstance(told, dict) else None
        for rows in (neighbors or {}).values():
            for row in rows if isinstance(rows, list) else ():
                if str(row.get("nbrState", row.get("state", ""))).startswith("Full"):
                    found.add((node, str(row.get("ifaceName", "")).partition(":")[0]))
    return found


def _ends(node: str, neighbors: Mapping[str, Any]) -> Iterable[SessionEnd]:
    """What a router says of its established sessions."""
    for name, neighbor in neighbors.items():
        if not isinstance(neighbor, dict) or neighbor.get("bgpState") != "Established":
            continue
        families = neighbor.get("addressFamilyInfo") or {}
        yield SessionEnd(
            node=node,
            neighbor=name,
            address=str(neighbor.get("hostLocal", "")),
            local_as=int(neighbor.get("localAs", 0)),
            remote_as=int(neighbor.get("remoteAs", 0)),
            direct=neighbor.get("bgpConnection") == "sharedNetwork",
            hold_s=float(neighbor.get("bgpTimerHoldTimeMsecs", 0)) / 1000,
            prefixes={family: int(told.get("acceptedPrefixCounter", 0)) for family, told in families.items()},
            limits={
                family: int(told["prefixAllowedMax"]) for family, told in families.items() if "prefixAllowedMax" in told
            },
        )


def _wires(lab: Lab, interfaces: Mapping[str, list[dict[str, Any]]]) -> Iterable[tuple[WireEnd, WireEnd]]:
    """The topology's links of which both ends can be seen."""
    for link in lab.links:
        a, b = (_end(item.node, item.interface, interfaces.get(item.node, [])) for item in (link.a, link.b))
        if a and b:
            yield a, b


def _end(node: str, name: str, found: list[dict[str, Any]]) -> WireEnd | None:
    for item in found:
        if item.get("ifname") == name:
            addresses = tuple(
                f"{row['local']}/{row['prefixlen']}"
                for row in item.get("addr_info", ())
                if row.get("scope") == "global"
            )
            names = tuple(item.get("altnames", ()))
            return WireEnd(node, name, str(item.get("address", "")), int(item.get("mtu", 1500)), names, addresses)
    return None


def _owners(interfaces: Mapping[str, list[dict[str, Any]]]) -> Iterable[tuple[str, str]]:
    """`node address` -> the interface that carries it."""
    for node, found in interfaces.items():
        for item in found:
            for row in item.get("addr_info", ()):
                if row.get("scope") == "global" and item.get("ifname") != LOOPBACK:
                    yield f"{node} {ipaddress.ip_address(row['local'])}", str(item["ifname"])


def unhealthy(stage: Stage, driver: LabDriver) -> list[str]:
    """What is not up now of the stage: its sessions, as `r1 10.1.1.2`, and links without their OSPF adjacency, as
    `r1:eth1`: without one the next fault would take more with it than it should. Of a router that does not answer, all.
    """
    wanted = {(end.node, end.neighbor) for session in stage.sessions for end, _ in session.ends()}
    up = {(end.node, end.neighbor) for node in stage.running for end in _ends(node, _neighbors(driver, node))}
    sessions = [f"{node} {neighbor}" for node, neighbor in sorted(wanted - up)]
    if not stage.adjacencies:
        return sessions
    adjacent = _adjacent(stage.running, driver)
    lost = sorted((end.node, end.interface) for end in stage.adjacencies if (end.node, end.interface) not in adjacent)
    return [*sessions, *(f"{node}:{interface}" for node, interface in lost)]


def not_established(nodes: Iterable[str], driver: LabDriver) -> list[str]:
    """The neighbors of any router that are not up now, as `r1 10.1.1.2`, whether they ever were or not."""
    return [
        f"{node} {name}"
        for node in sorted(nodes)
        for name, neighbor in _neighbors(driver, node).items()
        if isinstance(neighbor, dict) and neighbor.get("bgpState") != "Established"
    ]


def changed(stage: Stage, driver: LabDriver) -> list[str]:
    """Routers whose running configuration is not what it was, with the first lines that differ."""
    found = []
    for node, before in stage.running.items():
        try:
            now = configured(driver.run(node, "vtysh", "-c", "show running-config"))
        except ActError as error:
            found.append(f"{node}: its configuration cannot be read: {error}")
            continue
        was = configured(before)
        gone, new = Counter(was) - Counter(now), Counter(now) - Counter(was)
        if gone or new:
            lines = [*(f"-{item.strip()}" for item in gone), *(f"+{each.strip()}" for each in new)]
            found.append(f"{node}: its configuration is not as before: {'; '.join(lines[:4])}")
    return found
