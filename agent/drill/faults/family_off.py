"""An address family is taken off a session that has several."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Stage
from clab.actions import Vtysh

WORDS = {"ipv4Unicast": "ipv4 unicast", "ipv6Unicast": "ipv6 unicast", "l2VpnEvpn": "l2vpn evpn"}


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """`no neighbor X activate` in one of its families; mending activates it again."""
    found = []
    for session in stage.sessions:
        for end, _ in session.ends():
            families = [prefix for prefix in end.prefixes if prefix in WORDS]
            if len(families) > 1:
                found.append((session, end, families[-1]))
    if not found:
        return Impossible("no session carries several address families")
    session, end, family = found[turn % len(found)]
    context = (f"router bgp {end.local_as}", f"address-family {WORDS[family]}")
    line = f"neighbor {end.neighbor} activate"
    strike = (Vtysh(end.node, (*context, f"no {line}"), config=True),)
    mend = (Vtysh(end.node, (*context, line), config=True),)
    place = f"{end.node} neighbor {end.neighbor}"
    return Plan(f"{place} {family}", strike, mend, (session,), lasts_s=20.0, found_s=15.0, places=(place, end.node))


FAULT = Fault("a family is taken off a session", ("afi_lost",), 27, plan, held=True)
