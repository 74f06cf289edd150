"""The host stood still: unrelated sessions time out together, and no link or node is to blame."""

from agent.core.cause import Case, Claim, LostPeering, Rule
from agent.core.cause_text import CauseText
from agent.core.incident import Certainty
from agent.core.standstill import stood_still
from collectors.observations import NodeEvent, ProcessEvent, Seen

S = 1_000_000_000
TOGETHER_NS = 12 * S
SESSIONS = 3


def diagnose(case: Case) -> Claim | None:
    """Likely when three or more sessions without a common node time out together; proved when the polls stood still.
    A timer that ended while they stood still proves nothing else, for one session either."""
    if case.manner not in ("timer", "unsaid"):
        return None
    together = [
        each for each in case.losses if abs(each.loss.lost_ns - case.lost_ns) <= TOGETHER_NS and _timed_out(each, case)
    ]
    nodes = [set(each.peering.nodes) for each in together]
    unrelated = len(together) >= SESSIONS and not set.intersection(*nodes)
    frozen = _frozen(case)
    if unrelated:
        still = stood_still(case.scene, case.lost_ns - 60 * S, case.lost_ns + 20 * S)
    else:
        still = stood_still(case.scene, case.lost_ns - case.hold_ns, case.lost_ns + S) if case.manner == "timer" else []
    if not still and (not unrelated or len(frozen) < 2):
        return None
    paused = [
        each for each in case.scene.everywhere(NodeEvent, case.lost_ns - 200 * S, case.lost_ns) if each.event == "pause"
    ]
    if paused:
        return None
    evidence = (*still[:2], *frozen[:4], *case.sources()[:2])
    started = min(case.lost_ns, *(case.scene.at(each) for each in evidence))
    everyone = tuple(sorted(set().union(*nodes)))
    certainty: Certainty = "proved" if still and unrelated else "likely"
    return Claim("host_stall", certainty, ("host_stall",), "host", everyone, evidence, started, spread_ns=60 * S)


def _timed_out(lost: LostPeering, case: Case) -> bool:
    other = Case(lost.peering, lost.loss, case.scene)
    return other.manner in ("timer", "unsaid")


def _frozen(case: Case) -> list[Seen]:
    """One starvation line of each node that says it was late, near the loss."""
    found: dict[str, Seen] = {}
    for each in case.scene.everywhere(ProcessEvent, case.lost_ns - 20 * S, case.lost_ns + 20 * S):
        if each.event == "starved":
            found.setdefault(each.node, each)
    return list(found.values())


RULE = Rule(
    "host_stall",
    rank=18,
    diagnose=diagnose,
    text=CauseText(
        titles=("a stall of the host", "a host that stood still"),
        clauses=("the host stood still",),
        placement="none",
        meaning="unrelated sessions timed out together, and no link event was seen",
        advice="Look at the host that runs the lab: its load, its memory, and whether it was suspended",
        reference="proc(5) /proc/stat steal time; RFC 4271 section 6.5",
        mistaken_for=("node_hang", "one_way_loss"),
        planned_by=None,
    ),
)
