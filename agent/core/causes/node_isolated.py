"""All links of a node went down at once, while it runs."""

from agent.core.cause import Case, Claim, Rule
from agent.core.cause_text import CauseText, PlannedBy
from agent.core.links import went_down
from collectors.observations import NodeEvent, Seen

S = 1_000_000_000
TOGETHER_NS = 3 * S


def diagnose(case: Case) -> Claim | None:
    """Proved when every link that the lab gives the node was seen to go down within three seconds."""
    if case.manner in ("closed", "told"):
        return None
    return next(filter(None, (_isolated(case, node) for node in case.peering.nodes)), None)


def _isolated(case: Case, node: str) -> Claim | None:
    scene, links = case.scene, case.scene.lab.links_of(node)
    if len(links) < 2:
        return None
    from_ns, to_ns = case.lost_ns - case.hold_ns, case.lost_ns + TOGETHER_NS
    firsts: list[Seen] = []
    for link in links:
        seen = went_down(scene, case.losses, link, from_ns, to_ns)
        if not seen:
            return None
        firsts.append(seen[-1] if case.manner == "interface" else seen[0])
    times = [scene.at(each) for each in firsts]
    if max(times) - min(times) > TOGETHER_NS:
        return None
    if any(each.event in ("die", "kill", "stop") for each in scene.of_node(NodeEvent, node, from_ns, to_ns)):
        return None
    others = {link.other(node).node for link in links}
    return Claim(
        "node_isolated", "proved", ("node_isolated", node), node, (node, *sorted(others)), tuple(firsts), min(times)
    )


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
