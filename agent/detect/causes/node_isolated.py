"""Every link of a node is down, at once or one after the other, while it runs."""

from dataclasses import dataclass

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, Rule
from agent.detect.links import moments, names_interface, says_interface, went_down
from clab.model import Link
from clab.units import SECOND_NS
from collectors.observations import BgpState, IgpAdjacency, InterfaceState, NodeEvent, Seen

LATE_NS = 3 * SECOND_NS
APART_NS = 120 * SECOND_NS
"""How long a node's other links may outlive the first: sessions that were lost with it wait so long for the rest."""

BACK_NS = 900 * SECOND_NS


@dataclass(frozen=True, slots=True)
class _Down:
    """A link's last going down: when, and what says so."""

    at_ns: int
    evidence: tuple[Seen, ...]
    sure: bool


def diagnose(case: DiagnosisContext) -> Diagnosis | None:
    """Proved when every link that the lab gives the node is down by interface evidence, from the last one on."""
    if case.teardown_kind in ("closed", "told"):
        return None
    return next(filter(None, (_isolated(case, node) for node in case.peering.nodes)), None)


def _isolated(case: DiagnosisContext, node: str) -> Diagnosis | None:
    scene, links = case.scene, case.scene.lab.links_of(node)
    if len(links) < 2:
        return None
    until_ns = case.lost_ns + LATE_NS
    if case.teardown_kind == "interface":
        until_ns = max(until_ns, min(case.loss.restored_ns or scene.now_ns, case.lost_ns + APART_NS))
    downs: list[_Down] = []
    for link in links:
        down = _last_down(case, link, until_ns)
        if down is None:
            return None
        downs.append(down)
    last_ns = max(item.at_ns for item in downs)
    if last_ns < max(case.lost_ns - case.hold_ns, case.came_back_ns) or any(
        _up_between(case, link, down.at_ns, last_ns) for link, down in zip(links, downs, strict=True)
    ):
        return None
    if any(
        each.event in ("die", "kill", "stop")
        for each in scene.of_node(NodeEvent, node, last_ns - 12 * SECOND_NS, until_ns)
    ):
        return None
    evidence = tuple(each.evidence[0] for each in downs)
    return Diagnosis(
        type="node_isolated",
        certainty="proved" if all(each.sure for each in downs) else "likely",
        key=("node_isolated", node),
        subject=node,
        nodes=(node, *sorted({link.other(node).node for link in links})),
        evidence=evidence,
        started_ns=min(scene.at(each) for each in evidence),
        covers=tuple(("link", str(link.a), str(link.b)) for link in links),
    )


def _last_down(case: DiagnosisContext, link: Link, until_ns: int) -> _Down | None:
    """When a link last went down by a time, on the evidence of that moment."""
    scene = case.scene
    seen = went_down(scene, case.losses, link, until_ns - BACK_NS, until_ns)
    if not seen:
        return None
    last_ns = moments([scene.at(item) for item in seen], LATE_NS)[-1]
    mine = tuple(sorted((each for each in seen if scene.at(each) >= last_ns), key=lambda e: not _names_interface(e)))
    return _Down(last_ns, mine, any(_names_interface(each) for each in mine))


def _names_interface(seen: Seen) -> bool:
    match seen:
        case IgpAdjacency():
            return names_interface(seen)
        case BgpState():
            return says_interface(seen.reason)
        case _:
            return True


def _up_between(case: DiagnosisContext, link: Link, from_ns: int, to_ns: int) -> bool:
    """Whether a link came back in a time."""
    for end in (link.a, link.b):
        states = case.scene.of_node(InterfaceState, end.node, from_ns + 1, to_ns)
        if any(state.up and state.interface == end.interface for state in states):
            return True
        adjacencies = case.scene.of_node(IgpAdjacency, end.node, from_ns + 1, to_ns)
        if any(adjacency.up and adjacency.interface == end.interface for adjacency in adjacencies):
            return True
    return False


RULE = Rule(
    "node_isolated",
    rank=50,
    diagnose=diagnose,
    text=CauseText(
        titles=("the loss of all links of a node", "an isolated node"),
        clauses=("{where} lost all its links",),
        meaning="every link that carried its sessions was down while it kept running",
        advice="Look at {where}: its console, its uptime, and what its host did to it",
        reference="RFC 2863 ifOperStatus of every interface under its sessions",
        mistaken_for=("link_down", "node_down"),
        planned_by=PlannedBy(actions=frozenset(("link_down", "impair")), scope="link"),
    ),
)
