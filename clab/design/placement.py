"""Where the hosts stand: the places that a request names, as routers. Pure."""

from collections.abc import Sequence

from clab.design.builder import draw
from clab.design.composing import Structure, Unclear
from clab.design.intent import Host, Intent
from clab.design.phrases import HostGroup, Reading
from clab.design.shape import Drawn


def place_hosts(reading: Reading, intent: Intent, built: Structure) -> list[Host]:
    """Every host on its router.

    Raises:
        Unclear: the place is not said, or is none of this lab.
    """
    routers = [one for one in draw(intent)[0] if one.role not in ("client", "lan", "route_server")]
    joined = {node.name for node in intent.nodes if node.kind == "linux"}
    found: list[Host] = []
    loose = [group for group in reading.hosts if group.where == "somewhere" and group.count and not group.names]
    if loose and len(reading.hosts) > 1:
        raise Unclear(f"{loose[0].words!r}: it is not said on which routers")
    for group in reading.hosts:
        if group.names and set(group.names) <= joined:
            continue
        if joined and group.where == "somewhere" and group.count == len(joined) and len(reading.hosts) == 1:
            continue
        found += _placed(group, routers, intent, built)
    if reading.vlan_count and reading.vlan_count != len({host.vlan for host in found if host.vlan}):
        raise Unclear(f"{reading.vlan_count} VLANs: it is not said which host is in which")
    if reading.one_l2 and not (intent.evpn and found):
        raise Unclear(f"{reading.one_l2!r}: hosts share a network by EVPN or a VLAN alone")
    if found and reading.no_hosts:
        raise Unclear("hosts are asked for and denied")
    if len({host.name for host in found if host.name}) < sum(host.name is not None for host in found):
        raise Unclear("a host's name stands twice")
    return found


def _placed(group: HostGroup, routers: Sequence[Drawn], intent: Intent, built: Structure) -> list[Host]:
    places = _places(group, routers, intent, built)
    if group.homed:
        return _homed(group, places, intent)
    if group.where == "somewhere":
        spots = places
    elif group.count and group.at_each is None:
        raise Unclear(f"{group.words!r}: it is not said how many stand where")
    else:
        spots = [one for one in places for _ in range(group.at_each or 1)]
    if group.whole is not None and group.whole != len(spots):
        raise Unclear(f"{group.words!r}: that makes {len(spots)}, not {group.whole}")
    if group.names and len(group.names) != len(spots):
        raise Unclear(f"{group.words!r}: {len(group.names)} names for {len(spots)} hosts")
    if group.vlans and len(group.vlans) not in (1, len(spots)):
        raise Unclear(f"{group.words!r}: {len(group.vlans)} VLANs for {len(spots)} hosts")
    names: Sequence[str | None] = group.names or [None] * len(spots)
    vlans: Sequence[int | None] = group.vlans or [None]
    return [
        Host(on=spot, name=name, vlan=vlans[k] if len(vlans) > 1 else vlans[0])
        for k, (spot, name) in enumerate(zip(spots, names, strict=True))
    ]


def _homed(group: HostGroup, places: Sequence[str], intent: Intent) -> list[Host]:
    """Hosts with a link to every one of several routers."""
    if group.share:
        return _homes_in_turn(group, places, intent)
    if len(places) < 2 or ("dual" in group.words.lower() and len(places) != 2):
        raise Unclear(f"{group.words!r}: {len(places)} routers to be homed to")
    if intent.evpn or group.vlans:
        raise Unclear(f"{group.words!r}: in one bridged network that needs a bond, which labkeeper does not write")
    count = group.count or 1
    if group.names and len(group.names) != count:
        raise Unclear(f"{group.words!r}: {len(group.names)} names for {count} hosts")
    names: Sequence[str | None] = group.names or [None] * count
    return [Host(on=places[0], also=tuple(places[1:]), name=name) for name in names]


def _homes_in_turn(group: HostGroup, places: Sequence[str], intent: Intent) -> list[Host]:
    """Hosts with links to some of several routers: the first two, the next two, and round again."""
    if intent.evpn or group.vlans:
        raise Unclear(f"{group.words!r}: in one bridged network that needs a bond, which labkeeper does not write")
    names: Sequence[str | None] = group.names or [None] * (group.count or 1)
    if group.count and len(names) != group.count:
        raise Unclear(f"{group.words!r}: {len(names)} names for {group.count} hosts")
    found = []
    for k, name in enumerate(names):
        at = [places[(k * group.share + step) % len(places)] for step in range(group.share)]
        found.append(Host(on=at[0], also=tuple(at[1:]), name=name))
    return found


def _places(group: HostGroup, routers: Sequence[Drawn], intent: Intent, built: Structure) -> list[str]:
    every = [one.name for one in routers]
    edges = [one.name for one in routers if one.edge]
    fabric = intent.shape in ("leaf_spine", "clos", "sites")
    if group.where == "names" and group.at[0].startswith("#"):
        numbers = [int(one.removeprefix("#")) for one in group.at]
        fits = all(-len(every) <= number <= len(every) for number in numbers)
        if intent.shape in ("star", "custom", "exchange", "leaf_spine", "clos", "sites") or not fits:
            raise Unclear(f"{group.words!r}: it is not said which router that is")
        return [every[number - 1 if number > 0 else number] for number in numbers]
    if group.where == "names":
        wrong = [name for name in group.at if name not in every]
        if wrong:
            raise Unclear(f"{group.words!r}: no router is named {wrong[0]}")
        return list(group.at)
    if group.where == "ends":
        if intent.shape not in ("chain", "pair", "single") and len(edges) != 2:
            raise Unclear(f"{group.words!r}: a {intent.shape} has no ends")
        return edges
    if group.where == "edges":
        return edges
    if group.where == "role":
        return _of_role(group, routers, intent, built)
    if group.where == "each":
        if fabric:
            raise Unclear(f"{group.words!r}: it is not said on which switches")
        return every
    return _somewhere(group, every, edges, fabric)


def _of_role(group: HostGroup, routers: Sequence[Drawn], intent: Intent, built: Structure) -> list[str]:
    role = group.role
    if role == "router":
        return [one.name for one in routers]
    if role == "as" and len(routers) > 1:
        return [one.name for one in routers]
    if role == "site" and built.one_each:
        return [one.name for one in routers][intent.shape == "star" :]
    if role == "site" and intent.shape == "star":
        return [one.name for one in routers]
    if role in ("site",) and intent.shape == "sites":
        sites = sorted({one.site for one in routers if one.site})
        return [next(one.name for one in routers if one.site == site and one.edge) for site in sites]
    found = [one.name for one in routers if one.role == role or built.roles.get(one.name) == role]
    if not found and intent.shape == "star" and role in ("hub", "spoke"):
        found = [one.name for k, one in enumerate(routers) if (k == 0) == (role == "hub")]
    if not found and role in ("edge", "customer", "access"):
        found = [one.name for one in routers if one.edge] if role == "edge" else []
    if not found:
        raise Unclear(f"{group.words!r}: the lab has no {role}")
    return found


def _somewhere(group: HostGroup, every: list[str], edges: list[str], fabric: bool) -> list[str]:
    """Hosts without a place: where the number fits, else it is not said."""
    count = group.count
    spots = edges if fabric else every
    if count is None:
        return spots if fabric or len(every) <= 2 else edges
    if len(every) == 1:
        return every * count
    if count % len(spots) == 0 and (fabric or count == len(spots)):
        return [spot for spot in spots for _ in range(count // len(spots))]
    if count == len(edges):
        return edges
    raise Unclear(f"{group.words!r}: it is not said on which routers")
