"""A node dies: its container is killed, and its links go with it."""

from typing import Literal

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Stage
from clab.actions import Act, NodeLife, Reconfigure, Revive, Rewire


def laid_out(stage: Stage, turn: int, what: Literal["kill", "stop"]) -> Plan | Impossible:
    """The container ends; mending starts it, makes its links anew and sees that its daemons run."""
    routers = [router for router in stage.routers() if stage.sessions_of(router)]
    node = routers[turn % len(routers)]
    links: list[Act] = [Rewire(a, b) for a, b in stage.wires_of(node)]
    after = (Revive(node, "bgpd"), Reconfigure(node, stage.running[node]))
    return Plan(
        node,
        (NodeLife(node, what),),
        (NodeLife(node, "start"), *links, *after),
        tuple(stage.sessions_of(node)),
        lasts_s=4.0,
        places=(node,),
    )


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """Killed, from one moment to the next."""
    return laid_out(stage, turn, "kill")


FAULT = Fault("a node's container is killed", ("node_down",), 130, plan)
