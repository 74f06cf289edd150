"""A neighbor takes back a fifth of its prefixes or more, and its session stays."""

from collections.abc import Sequence

from agent.core.cause import Claim, Losses, Rule
from agent.core.cause_text import CauseText, PlannedBy
from agent.core.counts import Fall
from agent.core.peerings import Peering
from agent.core.scene import Scene

S = 1_000_000_000
CHURN_NS = 60 * S
"""Counts that move this soon after a session was lost or came back move because of that."""

TOGETHER_NS = 6 * S


def search(scene: Scene, losses: Losses, peerings: Sequence[Peering]) -> list[Claim]:
    """Falls that no loss explains; those that spread from router to router are one withdrawal, told at its root."""
    ends = [t for each in losses for t in (each.loss.lost_ns, each.loss.restored_ns) if t is not None]
    open_now = [each.loss.lost_ns for each in losses if each.loss.restored_ns is None]
    falls = [
        fall
        for fall in scene.counts.falls(scene.now_ns)
        if not any(-5 * S <= fall.at_ns - t <= CHURN_NS for t in ends) and not any(t <= fall.at_ns for t in open_now)
    ]
    by_view = {view: peering for peering in peerings for view in peering.views}
    claims = []
    for group in _together(falls):
        known = [(fall, by_view[fall.view]) for fall in group if fall.view in by_view]
        if known:
            claims.append(_claim(scene, known))
    return claims


def _together(falls: Sequence[Fall]) -> list[list[Fall]]:
    groups: list[list[Fall]] = []
    for fall in sorted(falls, key=lambda each: each.at_ns):
        if groups and fall.at_ns - groups[-1][0].at_ns <= TOGETHER_NS:
            groups[-1].append(fall)
        else:
            groups.append([fall])
    return groups


def _claim(scene: Scene, known: Sequence[tuple[Fall, Peering]]) -> Claim:
    """The root is the fall whose sender saw no fall itself; the largest where several are left."""
    hearers = {fall.view[0] for fall, _ in known}
    roots = [(fall, peering) for fall, peering in known if peering.other(fall.view[0]) not in hearers] or list(known)
    root, peering = max(roots, key=lambda each: (each[0].before - each[0].after, each[0].view))
    evidence = tuple(fall.seen for fall, _ in known[:6])
    return Claim(
        "route_withdrawal",
        "proved",
        ("withdrawal", peering.id),
        peering.name_at(root.view[0]),
        peering.nodes,
        evidence,
        min(fall.at_ns for fall, _ in known),
        until_ns=max(fall.at_ns for fall, _ in known),
    )


RULE = Rule(
    "route_withdrawal",
    rank=96,
    search=search,
    text=CauseText(
        titles=("a withdrawal of routes", "withdrawn prefixes"),
        meaning="the neighbor took back many of its prefixes, and the session stays",
        advice="Look at {where}: what the neighbor stopped to announce, and its filters",
        reference="RFC 4271 section 4.3 (withdrawn routes)",
        mistaken_for=("policy_filter", "afi_lost"),
        planned_by=PlannedBy(actions=frozenset(("routes_withdraw",)), scope="node", at_neighbor=True),
    ),
)
