"""BGP's TCP port is dropped in both directions, and everything else on the link goes on."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Stage
from clab.actions import Block, Unblock

BGP = 179


def laid_out(stage: Stage, turn: int, *, both: bool) -> Plan | Impossible:
    """Segments of port 179 are dropped where they come in, at one end of a link or at both."""
    sessions = stage.direct()
    if not sessions:
        return Impossible("no session runs over a single link")
    struck = sessions[turn % len(sessions)]
    assert struck.wire is not None
    ends = struck.wire if both else (struck.wire[turn % 2],)
    over = tuple(session for session in sessions if session.wire and set(session.wire) == set(struck.wire))
    strike = tuple(Block(end.node, end.interface, BGP) for end in ends)
    mend = tuple(Unblock(end.node, end.interface) for end in ends)
    wait_s = max(each.hold_s for each in over) + 6
    places = tuple(f"{end.node} neighbor {end.neighbor}" for item in over for end, _ in item.ends())
    nodes = tuple(end.node for end in struck.wire)
    target = " and ".join(f"{end.node}:{end.interface}" for end in ends)
    return Plan(f"{target} TCP {BGP}", strike, mend, over, lasts_s=wait_s, found_s=wait_s, places=(*places, *nodes))


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """Both directions."""
    return laid_out(stage, turn, both=True)


FAULT = Fault("TCP 179 is dropped in both directions", ("hold_timer_expired",), 72, plan)
