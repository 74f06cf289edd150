"""What really happened in a drill, in the contract's shape: causes are what was done, times the routers' own. Pure."""

from collections.abc import Sequence
from typing import Any

from agent.bench.truth import TrueIncident, TruePeering, TruthDocument
from agent.documents import publish
from agent.drill.log_reader import Said, outage
from agent.drill.run import Played
from agent.drill.targets import Bgp, Stage, peering_addresses

EXACT_S, WHOLE_SECONDS_S = 0.1, 1.1
"""How far a time may be off: where the routers write fractions of a second, and where they do not."""


def make_truth(stage: Stage, played: Sequence[Played], said: Said, window: tuple[int, int]) -> dict[str, Any]:
    """The truth of a drill: one incident for each fault that struck and is one."""
    exact = all(edge.exact for edge in said.edges)
    document = TruthDocument(
        name=f"drill of {stage.lab}",
        window={"start": window[0], "end": window[1]},
        tolerance_s=EXACT_S if exact else WHOLE_SECONDS_S,
        remark="",
        incidents=[_incident(stage, item, said, window[1]) for item in told_as_incidents(played)],
    )
    return publish(TruthDocument, document)


def told_as_incidents(played: Sequence[Played]) -> list[Played]:
    """The faults that struck and are incidents; the truth has one for each, in this order."""
    return [item for item in played if item.struck_ns is not None and item.fault.causes]


def _incident(stage: Stage, played: Played, said: Said, end_ns: int) -> TrueIncident:
    assert played.struck_ns is not None
    until_ns = played.whole_ns or end_ns
    lost = [
        (session, *times)
        for session in stage.sessions
        if (times := outage(_edges(session, said), played.struck_ns, until_ns))
    ]
    lasts = [restored_ns for *_, restored_ns in lost]
    return {
        "cause_any_of": list(played.fault.causes),
        "started_at": played.struck_ns,
        "nodes": sorted({end.node for session, *_ in lost for end in (session.a, session.b)}),
        "first_loss_at": min((lost_ns for _, lost_ns, _ in lost), default=None),
        "last_restored_at": None if None in lasts else max(filter(None, lasts), default=None),
        "may_split": played.plan is not None and played.plan.may_split,
        "peerings": [_peering(*outage) for outage in lost],
    }


def _edges(session: Bgp, said: Said) -> list[Any]:
    ends = {(end.node, end.neighbor) for end, _ in session.ends()}
    return [edge for edge in said.edges if (edge.node, edge.neighbor) in ends]


def _peering(session: Bgp, lost_ns: int, restored_ns: int | None) -> TruePeering:
    address_a, address_b = peering_addresses(session)
    return {
        "a": session.a.node,
        "b": session.b.node,
        "address_a": address_a,
        "address_b": address_b,
        "afis": sorted(session.a.prefixes),
        "lost_at": lost_ns,
        "restored_at": restored_ns,
        "required": True,
    }
