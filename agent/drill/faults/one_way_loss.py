"""Packets get lost in one direction, and no interface goes down."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Stage
from clab.actions import Block, Unblock


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """All that comes in on one end's interface is dropped until both hold timers have ended."""
    sessions = stage.direct()
    if not sessions:
        return Impossible("no session runs over a single link")
    struck = sessions[turn % len(sessions)]
    assert struck.wire is not None
    end = struck.wire[turn % 2]
    over = tuple(session for session in sessions if session.wire and set(session.wire) == set(struck.wire))
    hold_s = max(item.hold_s for item in over)
    strike, mend = (Block(end.node, end.interface),), (Unblock(end.node, end.interface),)
    target = f"{end.node}:{end.interface}"
    deaf = [mine for session in over for mine, _ in session.ends() if mine.node == end.node]
    places = (target, *(f"{end.node} neighbor {mine.neighbor}" for mine in deaf))
    return Plan(target, strike, mend, over, lasts_s=hold_s + 5, found_s=hold_s + 6, places=places)


FAULT = Fault("all that comes in on an interface is lost", ("one_way_loss", "hold_timer_expired"), 70, plan)
