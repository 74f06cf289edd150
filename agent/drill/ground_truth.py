"""What really happened in a drill, in the contract's shape: causes are what was done, times the routers' own. Pure."""

from collections.abc import Sequence
from typing import Any

from agent.detect.incident import rfc3339
from agent.drill.log_reader import Said, outage
from agent.drill.run import Played
from agent.drill.targets import Bgp, Stage, peering_addresses

EXACT_S, WHOLE_SECONDS_S = 0.1, 1.1
"""How far a time may be off: where the routers write fractions of a second, and where they do not."""


def make_truth(stage: Stage, played: Sequence[Played], said: Said, window: tuple[int, int]) -> dict[str, Any]:
    """The truth of a drill: one incident for each fault that struck."""
    exact = all(edge.exact for edge in said.edges)
    return {
        "name": f"drill of {stage.lab}",
        "window": {"start": rfc3339(window[0]), "end": rfc3339(window[1])},
        "tolerance_s": EXACT_S if exact else WHOLE_SECONDS_S,
        "remark": "",
        "incidents": [_incident(stage, item, said, window[1]) for item in played if item.struck_ns is not None],
    }


def _incident(stage: Stage, played: Played, said: Said, end_ns: int) -> dict[str, Any]:
    assert played.struck_ns is not None
    until_ns = played.whole_ns or end_ns
    peerings = []
    for session in stage.sessions:
        lost = outage(_edges(session, said), played.struck_ns, until_ns)
        if lost:
            peerings.append(_peering(session, *lost))
    firsts = [peering["lost_at"] for peering in peerings]
    lasts = [item["restored_at"] for item in peerings]
    return {
        "cause_any_of": list(played.fault.causes),
        "started_at": rfc3339(played.struck_ns),
        "nodes": sorted({node for each in peerings for node in (each["a"], each["b"])}),
        "first_loss_at": min(firsts, default=None),
        "last_restored_at": max(lasts, default=None) if None not in lasts else None,
        "may_split": False,
        "peerings": peerings,
    }


def _edges(session: Bgp, said: Said) -> list[Any]:
    ends = {(end.node, end.neighbor) for end, _ in session.ends()}
    return [edge for edge in said.edges if (edge.node, edge.neighbor) in ends]


def _peering(session: Bgp, lost_ns: int, restored_ns: int | None) -> dict[str, Any]:
    address_a, address_b = peering_addresses(session)
    return {
        "a": session.a.node,
        "b": session.b.node,
        "address_a": address_a,
        "address_b": address_b,
        "afis": sorted(session.a.prefixes),
        "lost_at": rfc3339(lost_ns),
        "restored_at": rfc3339(restored_ns),
        "required": True,
    }
