"""Whether the values of routing protocols that were named suit what runs in a lab. Pure."""

from typing import Final

from clab.design.builder import work_out
from clab.design.intent import Intent
from clab.design.plan import Plan
from clab.design.setting import VALUES, Setting
from clab.design.structure import Unclear

_LINK_STATE: Final = frozenset(("ospf", "isis"))


def suited(intent: Intent, plan: Plan) -> None:
    """Every value stands on a router, a link or a session that has its protocol.

    Raises:
        Unclear: one does not.
    """
    igps = set(plan.igps)
    named = {one.what for one in intent.settings}
    if "area" in named and "ospf" not in igps:
        raise Unclear("an OSPF area, and no OSPF")
    if named & {"cost", "hello", "dead", "priority", "network"} and not igps & _LINK_STATE:
        raise Unclear("a value of a link, and neither OSPF nor IS-IS")
    if "dead" in named and "ospf" not in igps:
        raise Unclear("a dead interval, and no OSPF")
    if "level" in named and "isis" not in igps:
        raise Unclear("an IS-IS level, and no IS-IS")
    if "paths" in named and not igps & _LINK_STATE and plan.bgp == "none":
        raise Unclear("several paths, and no routing protocol")
    if "announce" in named and not igps and plan.bgp == "none":
        raise Unclear("a prefix to announce, and no routing protocol")
    if "route" in named and (igps - {"static"} or plan.bgp != "none"):
        raise Unclear("a static route beside a routing protocol: it is not said which of them wins")
    if "passive" in named and (not igps & {"ospf", "isis", "rip"} or not plan.clients):
        raise Unclear("passive interfaces towards hosts: there is no IGP, or there are no hosts")
    areas = {port.values.get("area", "0") for one in plan.routers for port in one.ports if port.igp == "ospf"}
    for one in intent.settings:
        if one.what == "area_type" and (one.value.split()[0] == "0" or one.value.split()[0] not in areas):
            raise Unclear(f"{one.value}: {'the backbone is none' if one.value[0] == '0' else 'there is no such area'}")
        if one.what == "ospf_auth" and "ospf" not in igps:
            raise Unclear("OSPF authentication, and no OSPF")
        if one.what == "ospf_auth" and plan.family != "ipv4":
            raise Unclear("OSPF authentication of IPv6: labkeeper writes none")
        _placed(one, plan)


def _placed(one: Setting, plan: Plan) -> None:
    own = [router for router in plan.routers if one.on in ("", router.name)]
    title = VALUES[one.what].title
    if VALUES[one.what].of == "port":
        ports = [
            port
            for router in own
            for port in router.ports
            if one.to in ("", port.peer)
            and not port.peer_is_client
            and (port.igp in _LINK_STATE or one.what in ("subnet", "address", "mtu"))
        ]
        if not ports:
            raise Unclear(f"{title} of {one.on}: no OSPF or IS-IS runs there")
        if one.what == "priority" and not all(port.shared or port.values["network"] == "broadcast" for port in ports):
            raise Unclear(f"{title} of {one.on}: a router is elected on a shared network alone")
        if one.what == "area" and not any(port.igp == "ospf" for port in ports):
            raise Unclear(f"{title} of {one.on}: no OSPF runs there")
    if VALUES[one.what].of == "session" and not any(
        one.to in ("", session.peer) for router in own for session in router.sessions
    ):
        raise Unclear(f"{title} of {one.on or one.to}: there is no such BGP session")
    if one.what == "next_hop_self" and not any(session.inner for router in own for session in router.sessions):
        raise Unclear("next-hop-self, and no iBGP")
    if one.what == "redistribute":
        wanted = set(one.value.split()) - {"connected", "static"}
        for router in own:
            lacking = wanted - {*router.igps, *(["bgp"] if router.asn else [])}
            if lacking:
                raise Unclear(f"{router.name} runs no {' and '.join(sorted(lacking))} to redistribute")


def named_redistribution(intent: Intent) -> Intent:
    """`redistribute in both directions`, with the protocols of the routers that run two.

    Raises:
        Unclear: it is not said which.
    """
    open_ = [one for one in intent.settings if one.what == "redistribute" and (not one.on or "mutual" in one.value)]
    if not open_:
        return intent
    plan = work_out(intent.model_copy(update={"settings": tuple(set(intent.settings) - set(open_))}))
    runs = {router.name: [*router.igps, *(["bgp"] if router.asn else [])] for router in plan.routers}
    found = [one for one in intent.settings if one not in open_]
    for one in open_:
        into, source = one.value.split()
        wanted = {into, source} - {"mutual", "connected", "static"}
        where = [one.on] if one.on else [name for name, own in runs.items() if len(own) > 1 and wanted <= set(own)]
        if not where:
            raise Unclear("redistribution: no router runs both protocols")
        for name in where:
            if "mutual" not in one.value:
                found.append(Setting(what="redistribute", value=one.value, on=name))
                continue
            if len(runs.get(name, ())) != 2:
                raise Unclear(f"redistribution on {name}: it is not said of which protocols")
            a, b = runs[name]
            found += [Setting(what="redistribute", value=f"{x} {y}", on=name) for x, y in ((a, b), (b, a))]
    return intent.model_copy(update={"settings": tuple(dict.fromkeys(found))})
