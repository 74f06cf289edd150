"""Every link of a node is down, at once or one after the other, while it runs."""

from dataclasses import dataclass

from agent.core.cause import Case, Claim, Rule
from agent.core.cause_text import CauseText, PlannedBy
from agent.core.links import moments, names_interface, says_interface, went_down
from clab.model import Link
from collectors.observations import BgpState, IgpAdjacency, InterfaceState, NodeEvent, Seen

S = 1_000_000_000
LATE_NS = 3 * S
APART_NS = 120 * S
"""How long a node's other links may outlive the first: sessions that were lost with it wait so long for the rest."""

BACK_NS = 900 * S


@dataclass(frozen=True, slots=True)
class _Down:
    """A link's last going down: when, and what says so."""

    at_ns: int
    evidence: tuple[Seen, ...]
    sure: bool


def diagnose(case: Case) -> Claim | None:
    """Proved when every link that the lab gives the node is down by interface evidence, from the last one on."""
    if case.manner in ("closed", "told"):
        return None
    return next(filter(None, (_isolated(case, node) for node in case.peering.nodes)), None)


def _isolated(case: Case, node: str) -> Claim | None:
    scene, links = case.scene, case.scene.lab.links_of(node)
    if len(links) < 2:
        return None
    until_ns = case.lost_ns + LATE_NS
    if case.manner == "interface":
        until_ns = max(until_ns, min(case.loss.restored_ns or scene.now_ns, case.lost_ns + APART_NS))
    downs: list[_Down] = []
    for link in links:
        down = _last_down(case, link, until_ns)
        if down is None:
            return None
        downs.append(down)
    last_ns = max(each.at_ns for each in downs)
    if last_ns < case.lost_ns - case.hold_ns or any(
        _up_between(case, link, down.at_ns, last_ns) for link, down in zip(links, downs, strict=True)
    ):
        return None
    if any(
        each.event in ("die", "kill", "stop") for each in scene.of_node(NodeEvent, node, last_ns - 12 * S, until_ns)
    ):
        return None
    evidence = tuple(each.evidence[0] for each in downs)
    return Claim(
        "node_isolated",
        "proved" if all(each.sure for each in downs) else "likely",
        ("node_isolated", node),
        node,
        (node, *sorted({link.other(node).node for link in links})),
        evidence,
        min(scene.at(each) for each in evidence),
        covers=tuple(("link", str(link.a), str(link.b)) for link in links),
    )


def _last_down(case: Case, link: Link, until_ns: int) -> _Down | None:
    """When a link last went down by a time, on the evidence of that moment."""
    scene = case.scene
    seen = went_down(scene, case.losses, link, until_ns - BACK_NS, until_ns)
    if not seen:
        return None
    last_ns = moments([scene.at(each) for each in seen], LATE_NS)[-1]
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


def _up_between(case: Case, link: Link, from_ns: int, to_ns: int) -> bool:
    """Whether a link came back in a time."""
    for end in (link.a, link.b):
        states = case.scene.of_node(InterfaceState, end.node, from_ns + 1, to_ns)
        adjacencies = case.scene.of_node(IgpAdjacency, end.node, from_ns + 1, to_ns)
        if any(each.up and each.interface == end.interface for each in (*states, *adjacencies)):
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
