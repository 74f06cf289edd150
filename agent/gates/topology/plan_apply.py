"""containerlab 0.77: `apply --dry-run` makes the same checks as later versions do and prints the plan as a table."""

import re
from collections import defaultdict

from agent.gates.topology.containerlab import Ended
from agent.gates.topology.strategy import NO_PLAN_SEES, Planned, Way, unplanned
from clab.lint import Topology

PLANNED = ("added nodes", "deleted nodes", "added links")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def rows(table: str) -> dict[str, list[str]]:
    """The details of each action of the table; an action has as many rows as details."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in _COLOUR.sub("", table).splitlines():
        cells = [part.strip() for part in line.strip("│ ").split("│")]
        if len(cells) == 2 and line.startswith("│") and cells != ["Action", "Details"]:
            found[cells[0]].append(cells[1])
    return found


def _wrong(ended: Ended, lab: Topology) -> str:
    told = rows(ended.stdout)
    if not told:
        return "containerlab's plan is no table"
    more = [f"{action}: {', '.join(told[action])}" for action in sorted(set(told) - set(PLANNED))]
    added, deleted, links = (told.get(action, []) for action in PLANNED)
    return unplanned(Planned(added, deleted, links, more), lab)


APPLY = Way(
    ("apply", "--dry-run"),
    (0, 77),
    (0, 78),
    "planned completely (as a table: this version has no JSON for it)",
    NO_PLAN_SEES,
    _wrong,
)
