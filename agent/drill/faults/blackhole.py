"""A router drops what it sends to a neighbor's address: a static route into nothing."""

import ipaddress

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Stage
from clab.actions import Unconfigure, Vtysh


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """`ip route X/32 blackhole` for the far end of a session of several hops; what others send there through this
    router is dropped, too."""
    found = []
    for session in stage.sessions:
        for end, peer in session.ends():
            if session.wire is None and ":" not in peer.address:
                found.append((session, end, peer))
    if not found:
        return Impossible("no IPv4 session has several hops")
    session, end, peer = found[turn % len(found)]
    line = f"ip route {ipaddress.ip_network(peer.address)} blackhole"
    strike, mend = (Vtysh(end.node, (line,), config=True),), (Unconfigure(end.node, (), (line,)),)
    beside = [item for item in stage.sessions_of(peer.node) if item.wire is None]
    ends = [pair for each in beside for pair in each.ends() if peer.address in (pair[0].address, pair[1].address)]
    places = (*(f"{near.node} neighbor {near.neighbor}" for near, _ in ends), end.node)
    wait_s = session.hold_s + 6
    return Plan(
        f"{end.node} -> {peer.address}",
        strike,
        mend,
        (session,),
        lasts_s=wait_s,
        found_s=wait_s,
        places=places,
        may_split=True,
    )


FAULT = Fault(
    "a static route leads a neighbor's address into nothing",
    ("hold_timer_expired", "one_way_loss"),
    190,
    plan,
    held=True,
)
