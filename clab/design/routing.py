"""Who has which AS number, who speaks BGP with whom, and which way static routes go. Pure."""

from collections import deque
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final

from clab.design.intent import Intent
from clab.design.plan import PlannedSession, Port, StaticRoute
from clab.design.shape import Drawn

FIRST_ASN: Final = 65_001


def asns(intent: Intent, routing: Sequence[Drawn]) -> dict[str, int]:
    """Each router's AS number; none without BGP."""
    first = intent.first_asn or (intent.asns[0] if len(intent.asns) == 1 else FIRST_ASN)
    if intent.bgp == "none":
        return {}
    routing = [one for one in routing if one.name not in intent.bgp_off]
    if len(intent.asns) > 1:
        return {one.name: number for one, number in zip(routing, intent.asns, strict=True)}
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
    loopback: Mapping[str, str],
    asn: Mapping[str, int],
) -> dict[str, list[PlannedSession]]:
    """Every BGP session by router: eBGP on links and shared networks, iBGP between loopbacks."""
    found: dict[str, list[PlannedSession]] = {one.name: [] for one in routing}
    routing = [one for one in routing if one.name in asn]
    if intent.bgp in ("ebgp", "both"):
        for router in routing:
            for port in ports[router.name]:
                if port.peer_is_client or port.shared or asn.get(port.peer) in (None, asn[router.name]):
                    continue
                interface = port.interface if port.address is None else ""
                found[router.name].append(
                    PlannedSession(port.peer, port.peer_address or "", asn[port.peer], "link", interface=interface)
                )
        _on_shared(intent, routing, ports, asn, found)
    if intent.bgp in ("ibgp", "both"):
        for a, b in _inner_pairs(intent, routing, asn):
            found[a.name].append(_inner(intent, a, b, loopback, asn))
            found[b.name].append(_inner(intent, b, a, loopback, asn))
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
    intent: Intent, router: Drawn, peer: Drawn, loopback: Mapping[str, str], asn: Mapping[str, int]
) -> PlannedSession:
    reflecting = _reflecting(intent, (router, peer), asn[router.name], asn)
    client = router.name in reflecting and peer.name not in reflecting
    return PlannedSession(peer.name, loopback[peer.name], asn[peer.name], "loopback", client, inner=True)


def static_routes(
    routing: Sequence[Drawn],
    ports: Mapping[str, Sequence[Port]],
    loopback: Mapping[str, str],
    networks: Mapping[str, Sequence[str]],
) -> dict[str, list[StaticRoute]]:
    """On every router one route to every other's loopback and client networks, the shortest way."""
    found: dict[str, list[StaticRoute]] = {}
    for router in routing:
        via: dict[str, str] = {}
        seen, queue = {router.name}, deque([router.name])
        while queue:
            here = queue.popleft()
            for port in ports[here]:
                if port.peer_is_client or port.peer in seen or port.peer_address is None:
                    continue
                seen.add(port.peer)
                via[port.peer] = via.get(here, port.peer_address)
                queue.append(port.peer)
        found[router.name] = [
            StaticRoute(prefix, via[name]) for name in via for prefix in (f"{loopback[name]}/32", *networks[name])
        ]
    return found
