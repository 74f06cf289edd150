"""The routing daemon crashes."""

from signal import SIGKILL, Signals

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Stage
from clab.actions import Reconfigure, Revive, Signal


def laid_out(stage: Stage, turn: int, number: Signals) -> Plan | Impossible:
    """bgpd gets a signal; its supervisor starts it again, or mending does."""
    routers = [router for router in stage.routers() if stage.sessions_of(router)]
    node = routers[turn % len(routers)]
    mend = (Revive(node, "bgpd"), Reconfigure(node, stage.running[node]))
    return Plan(
        f"{node} bgpd",
        (Signal(node, "bgpd", int(number)),),
        mend,
        tuple(stage.sessions_of(node)),
        lasts_s=2.0,
        places=(node,),
    )


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """Killed: no word to anybody."""
    return laid_out(stage, turn, SIGKILL)


FAULT = Fault("bgpd is killed (SIGKILL)", ("process_crash",), 50, plan)
