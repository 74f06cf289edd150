"""An interface loses its address while it stays up."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Stage
from clab.actions import SetAddress


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """`ip address del` at one end of a session's link; mending adds it again."""
    found = []
    for session in stage.direct():
        for wire_end in session.wire or ():
            end = next(end for end, _ in session.ends() if end.node == wire_end.node)
            own = next((address for address in wire_end.addresses if address.partition("/")[0] == end.address), None)
            if own and ":" not in own:
                found.append((session, wire_end, end, own))
    if not found:
        return Impossible("no session runs between the IPv4 addresses of a link")
    session, wire_end, end, own = found[turn % len(found)]
    strike = (SetAddress(wire_end.node, wire_end.interface, own, False),)
    mend = (SetAddress(wire_end.node, wire_end.interface, own, True),)
    places = (f"{end.node} neighbor {end.neighbor}", f"{wire_end.node}:{wire_end.interface}", end.node)
    target = f"{wire_end.node}:{wire_end.interface} {own}"
    wait_s = session.hold_s + 6
    return Plan(target, strike, mend, (session,), lasts_s=wait_s, found_s=wait_s, places=places)


FAULT = Fault("an interface loses its address", ("hold_timer_expired", "link_down", "unknown"), 180, plan, held=True)
