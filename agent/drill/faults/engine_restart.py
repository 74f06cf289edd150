"""The Docker engine is restarted: without live-restore every container ends, and comes back without its links.

It reaches beyond the lab, so it is played only where it is asked for by name, and where no other container runs.
"""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Stage
from clab.actions import Act, NodeLife, Reconfigure, RestartEngine, Revive, Rewire


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """The whole lab stops, which is a note and no incident; with live-restore nothing of it is to be seen."""
    if stage.lasting:
        return Plan("the engine", (RestartEngine(),), (), stage.sessions, lasts_s=4.0, found_s=0.0)
    nodes = sorted((*stage.running, *stage.plain))
    acts: list[Act] = [NodeLife(node, "start") for node in nodes]
    acts += [Rewire(a, b) for a, b in stage.wires]
    for router, running in stage.running.items():
        acts += [Revive(router, "bgpd"), Reconfigure(router, running)]
    return Plan(
        "the engine", (RestartEngine(),), tuple(acts), stage.sessions, lasts_s=4.0, found_s=0.0, notes=("lab_stopped",)
    )


FAULT = Fault("the Docker engine is restarted", (), 900, plan, by_name=True)
