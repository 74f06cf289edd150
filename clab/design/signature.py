"""What makes two labs the same lab, ports and addresses aside. Pure."""

from collections import Counter
from typing import Any

from clab.design.intent import Intent
from clab.design.plan import Plan


def signature(plan: Plan, intent: Intent | None = None) -> dict[str, Any]:
    """How many routers of which system there are, how they are joined, what runs, and where the hosts are.

    With the right lab's `intent` also what was named there: names, AS numbers.
    """
    kinds = {router.name: router.kind for router in plan.routers}
    hosts = Counter(client.on for client in plan.clients)
    beside = {name: Counter[str]() for name in kinds}
    for wire in plan.wires:
        ends = (wire.a.node, wire.b.node)
        for one, other in (ends, ends[::-1]):
            if one in kinds:
                beside[one][kinds.get(other, "host")] += 1
    return {
        "routers": sorted((kinds[name], hosts[name], sorted(beside[name].items())) for name in kinds),
        "links": len(plan.wires),
        "igp": plan.igp,
        "igp_off": sum(router.igp == "none" for router in plan.routers) if plan.igp != "none" else 0,
        "bgp": plan.bgp,
        "evpn": plan.evpn,
        "bfd": plan.bfd,
        "unnumbered": plan.unnumbered,
        "image": plan.image,
        "management": plan.management,
        "sessions": sorted(len(router.sessions) for router in plan.routers),
        "reflecting": sum(any(session.client for session in router.sessions) for router in plan.routers),
        "vlans": sorted(vlan for router in plan.routers for vlan in router.vlans),
        **(_named(plan, intent) if intent is not None else {}),
    }


def _named(plan: Plan, right: Intent) -> dict[str, Any]:
    """Names and AS numbers, where the right lab has some of its own."""
    found: dict[str, Any] = {}
    generic = all(name[:1] in "rhslmc" and name[-1].isdigit() for name in right.router_names)
    if right.router_names and not generic:
        found["names"] = sorted(router.name for router in plan.routers)
    if right.asns or right.first_asn:
        found["asns"] = sorted(router.asn or 0 for router in plan.routers)
    return found
