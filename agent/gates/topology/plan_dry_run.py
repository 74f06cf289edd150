"""containerlab 0.78 and newer: `deploy --dry-run` prints the whole plan as JSON."""

import json
from typing import Any

from agent.gates.topology.containerlab import Ended
from agent.gates.topology.strategy import NO_PLAN_SEES, Planned, Way, unplanned
from clab.lint import Topology

OTHERS = ("recreated-nodes", "started-nodes", "restarted-nodes", "deleted-endpoints", "node-change-reasons")


def _wrong(ended: Ended, lab: Topology) -> str:
    try:
        told: dict[str, Any] = json.loads(ended.stdout)
    except ValueError:
        return "containerlab's plan is no JSON"
    if told.get("dry-run") is not True or told.get("deployed-lab") is not False:
        return "containerlab did not look at the links"
    added, deleted, links = (told.get(key) or [] for key in ("added-nodes", "deleted-nodes", "added-links"))
    more = [f"{key}: {told[key]}" for key in OTHERS if told.get(key)]
    return unplanned(Planned(added, deleted, links, more), lab)


DRY_RUN = Way(
    ("deploy", "--dry-run", "-f", "json"),
    (0, 78),
    None,
    "planned completely",
    NO_PLAN_SEES,
    _wrong,
)
