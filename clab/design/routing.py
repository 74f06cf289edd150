"""Who has which AS number, who speaks BGP with whom, and which way static routes go. Pure."""

from collections import deque
from collections.abc import Mapping, Sequence
from ipaddress import ip_address, ip_interface, ip_network
from itertools import combinations
from typing import Final

from clab.design.intent import Intent
from clab.design.plan import PlannedSession, Port, StaticRoute
from clab.design.setting import Settings
from clab.design.shape import Drawn

FIRST_ASN: Final = 65_001


def asns(intent: Intent, routing: Sequence[Drawn]) -> dict[str, int]:
    """Each router's AS number; none without BGP."""
    first = intent.first_asn or (intent.asns[0] if len(intent.asns) == 1 else FIRST_ASN)
    if intent.bgp == "none":
        return {}
    if len(intent.asns) > 1:
        every = zip(routing, intent.asns, strict=True)
        return {one.name: number for one, number in every if one.name not in intent.bgp_off}
    routing = [one for one in routing if one.name not in intent.bgp_off]
    if intent.bgp == "ibgp":
        return {one.name: first for one in routing}
    if intent.bgp == "both" and intent.shape == "sites":
        return {one.name: first + (one.site - 1 if one.site else intent.sites) for one in routing}
    found: dict[str, int] = {}
    shared: dict[tuple[str, int], int] = {}
    for one in routing:
        tier = (one.role, one.site)
        if one.role in ("superspine", "spine"):
            shared.setdefault(tier, first + len(set(found.values())))
            found[one.name] = shared[tier]
        else:
            found[one.name] = first + len(set(found.values()))
    return found


def sessions(
    intent: Intent,
    routing: Sequence[Drawn],
    ports: Mapping[str, Sequence[Port]],
    loopback: Mapping[str, Sequence[str]],
    asn: Mapping[str, int],
) -> dict[str, list[PlannedSession]]:
    """Every BGP session by router: eBGP on links and shared networks, iBGP between loopbacks, each of a family by
    itself."""
    values = Settings(intent.settings)
    found: dict[str, list[PlannedSession]] = {one.name: [] for one in routing}
    routing = [one for one in routing if one.name in asn]
    if intent.bgp in ("ebgp", "both"):
        for router in routing:
            for port in ports[router.name]:
                if port.peer_is_client or port.shared or asn.get(port.peer) in (None, asn[router.name]):
                    continue
                own, number = values.session(router.name, port.peer), asn[port.peer]
                if intent.multihop:
                    far = [PlannedSession(port.peer, one, number, "loopback", hops=2) for one in loopback[port.peer]]
                    found[router.name] += [one for one in far if one not in found[router.name]]
                    continue
                addresses = [one for one in (port.peer_address, port.peer_address6) if one]
                if not addresses:
                    unnumbered = PlannedSession(port.peer, "", number, "link", interface=port.interface, values=own)
                    found[router.name].append(unnumbered)
                found[router.name] += [PlannedSession(port.peer, one, number, "link", values=own) for one in addresses]
        _on_shared(intent, routing, ports, asn, found)
    if intent.bgp in ("ibgp", "both"):
        for a, b in _inner_pairs(intent, routing, asn):
            found[a.name] += _inner(intent, a, b, loopback, asn)
            found[b.name] += _inner(intent, b, a, loopback, asn)
    return found


def _on_shared(
    intent: Intent,
    routing: Sequence[Drawn],
    ports: Mapping[str, Sequence[Port]],
    asn: Mapping[str, int],
    found: dict[str, list[PlannedSession]],
) -> None:
    """On a shared network all speak with the route server; without one, all with all."""
    address = {
        one.name: (port.address or "").partition("/")[0] for one in routing for port in ports[one.name] if port.shared
    }
    for a, b in combinations([one for one in routing if one.name in address], 2):
        if intent.route_server and "route_server" not in (a.role, b.role):
            continue
        for own, peer in ((a, b), (b, a)):
            served = own.role == "route_server"
            found[own.name].append(PlannedSession(peer.name, address[peer.name], asn[peer.name], "link", served=served))


def _inner_pairs(intent: Intent, routing: Sequence[Drawn], asn: Mapping[str, int]) -> list[tuple[Drawn, Drawn]]:
    """Who speaks iBGP with whom: all of an AS with all, or where routers reflect, the others with those."""
    found = []
    for a, b in combinations(routing, 2):
        if asn[a.name] != asn[b.name]:
            continue
        top = _reflecting(intent, routing, asn[a.name], asn)
        if not top or (a.name in top) != (b.name in top) or (a.name in top and not _fabric(intent)):
            found.append((a, b))
    return found


def _reflecting(intent: Intent, routing: Sequence[Drawn], number: int, asn: Mapping[str, int]) -> frozenset[str]:
    """The route reflectors of an AS: those that were asked for, else a fabric's spines."""
    own = [one for one in routing if asn[one.name] == number]
    named = frozenset(one.name for one in own if one.name in intent.reflectors or one.role == "reflector")
    if named or not _fabric(intent):
        return named
    tops = {one.role for one in own}
    role = "superspine" if "superspine" in tops else "spine"
    return frozenset(one.name for one in own if one.role == role)


def _fabric(intent: Intent) -> bool:
    return intent.shape in ("leaf_spine", "clos", "sites") and not intent.reflectors


def _inner(
    intent: Intent, router: Drawn, peer: Drawn, loopback: Mapping[str, Sequence[str]], asn: Mapping[str, int]
) -> list[PlannedSession]:
    reflecting = _reflecting(intent, (router, peer), asn[router.name], asn)
    client = router.name in reflecting and peer.name not in reflecting
    own = Settings(intent.settings).session(router.name, peer.name)
    return [
        PlannedSession(peer.name, one, asn[peer.name], "loopback", client, inner=True, values=own)
        for one in loopback[peer.name]
    ]


def static_routes(
    routing: Sequence[Drawn],
    ports: Mapping[str, Sequence[Port]],
    held: Mapping[str, Sequence[str]],
) -> dict[str, list[StaticRoute]]:
    """On every router one route to all that every other holds, the shortest way."""
    found: dict[str, list[StaticRoute]] = {}
    for router in routing:
        via: dict[str, Port] = {}
        seen, queue = {router.name}, deque([router.name])
        while queue:
            here = queue.popleft()
            for port in ports[here]:
                if port.peer_is_client or port.peer in seen or not (port.peer_address or port.peer_address6):
                    continue
                seen.add(port.peer)
                via[port.peer] = via.get(here, port)
                queue.append(port.peer)
        found[router.name] = [
            StaticRoute(prefix, gateway)
            for name, port in via.items()
            for prefix in held[name]
            if (gateway := port.peer_address6 if ":" in prefix else port.peer_address)
        ]
    return found


def peers_loopbacks(
    routing: Sequence[Drawn], ports: Mapping[str, Sequence[Port]], loopback: Mapping[str, Sequence[str]]
) -> dict[str, list[StaticRoute]]:
    """On every router the routes to its neighbors' loopbacks, where no IGP has them."""
    return {
        router.name: [
            StaticRoute(str(ip_network(one)), gateway)
            for port in ports[router.name]
            for one in loopback.get(port.peer, ())
            if (gateway := port.peer_address6 if ":" in one else port.peer_address)
        ]
        for router in routing
    }


def given_routes(named: Sequence[Sequence[str]], ports: Sequence[Port]) -> list[StaticRoute]:
    """Routes that were named: the prefix, the neighbor that it goes by, and the distance.

    Raises:
        ValueError: the neighbor is none.
    """
    found = []
    for prefix, via, distance in named:
        if via[0].isdigit() and "." in via:
            networks = [ip_interface(one.address).network for one in ports if one.address]
            if not any(ip_address(via) in one for one in networks):
                raise ValueError(f"{prefix} by {via}: no port is in a network with it")
            found.append(StaticRoute(prefix, via, int(distance)))
            continue
        port = next((one for one in ports if one.peer == via), None)
        gateway = (port.peer_address6 if ":" in prefix else port.peer_address) if port else None
        if gateway is None:
            raise ValueError(f"{prefix} by {via}: there is no link to it")
        found.append(StaticRoute(prefix, gateway, int(distance)))
    return found
