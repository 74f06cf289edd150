"""How many prefixes a neighbor's were before and after they fell, read from an incident's own evidence. Pure."""

import re
from dataclasses import dataclass
from itertools import pairwise

from agent.detect.incident import Evidence, Incident

FALLS = ("route_withdrawal", "policy_filter")
_COUNT = re.compile(
    r"show bgp summary: (?P<neighbor>\S{1,80}) .{0,80}?, (?P<family>\w{1,40}) pfxRcd (?P<count>\d{1,10})"
)


@dataclass(frozen=True, slots=True)
class PrefixFall:
    """What `receiver` counted of `neighbor` (an address; `sender` is its router, where that is known)."""

    receiver: str
    neighbor: str
    sender: str | None
    family: str
    before: int
    after: int


def is_fall(incident: Incident) -> bool:
    """Whether an incident is a fall of prefixes: also where nobody knows which end changed, and no session was lost."""
    return incident.cause.type in FALLS or (incident.cause.type == "unknown" and not incident.peerings)


def prefix_fall(incident: Incident) -> PrefixFall | None:
    """The fall that an incident is; None where it is none, or its evidence does not hold both counts."""
    receiver, found, neighbor = (incident.cause.subject or "").partition(" neighbor ")
    if not is_fall(incident) or not found:
        return None
    counts = [count for line in incident.cause.evidence if (count := _count(line, receiver, neighbor))]
    falls = [
        (family, one, other) for (family, one), (then, other) in pairwise(counts) if family == then and other < one
    ]
    if not falls:
        return None
    family, before, after = falls[0]
    others = [node for node in incident.cause.nodes if node != receiver]
    return PrefixFall(receiver, neighbor, others[0] if len(others) == 1 else None, family, before, after)


def _count(line: Evidence, receiver: str, neighbor: str) -> tuple[str, int] | None:
    told = _COUNT.match(line.text) if line.node == receiver else None
    return (told["family"], int(told["count"])) if told and told["neighbor"] == neighbor else None
