"""Situations for tests: two routers on a link, as their polls tell of them."""

from collections.abc import Mapping, Sequence

from agent.detect.name_resolver import NameResolver
from agent.readiness.intended import Intended
from agent.readiness.neighbors import Neighbors
from agent.readiness.reasons import Interface, NodeState, Probed, Situation
from clab.model import Endpoint, Lab, Link, Node
from clab.units import SECOND_NS
from collectors.observations import BgpState, FsmState, NeighborFacts, Observation, Poll

NOW = 1_000_000 * SECOND_NS
LAB = Lab(
    "pair",
    {name: Node(name, "linux") for name in ("r1", "r2")},
    (Link(Endpoint("r1", "eth1"), Endpoint("r2", "eth1")),),
)
ADDRESS = {"r1": "10.0.12.1", "r2": "10.0.12.2"}
PORTS = {name: Probed({"eth1": Interface(True, (f"{ADDRESS[name]}/30",))}) for name in ADDRESS}


def state(
    node: str,
    state: FsmState,
    *,
    up_s: float | None = None,
    word: str = "",
    neighbor: str = "",
    now_ns: int = NOW,
    flaps: int | None = 0,
) -> list[Observation]:
    """One router's poll: it answers, and has its one neighbor in this state."""
    neighbor = neighbor or ADDRESS["r2" if node == "r1" else "r1"]
    seen = {"node": node, "source": "snapshot", "seen_ns": now_ns, "received_ns": now_ns}
    since = None if up_s is None else now_ns - int(up_s * SECOND_NS)
    raw = f"show bgp summary: {neighbor} {state.capitalize()} ({word or 'OK'})"
    return [
        Poll(**seen, command="bgp-summary", ok=True),  # type: ignore[arg-type]
        BgpState(**seen, neighbor=neighbor, state=state, kind="level", since_ns=since, raw=raw, flaps=flaps),  # type: ignore[arg-type]
    ]


def facts(node: str, local_as: int, remote_as: int, *, key: bool = False) -> list[Observation]:
    """What a router says of its one neighbor."""
    return [
        NeighborFacts(
            node=node,
            source="snapshot",
            seen_ns=NOW,
            received_ns=NOW,
            neighbor=ADDRESS["r2" if node == "r1" else "r1"],
            local_as=local_as,
            remote_as=remote_as,
            authentication=key,
        )
    ]


def situation(
    *observations: Sequence[Observation],
    nodes: Sequence[NodeState] = (NodeState("r1", "running", True), NodeState("r2", "running", True)),
    probed: Mapping[str, Probed] = PORTS,
    intended: Mapping[str, Intended] | None = None,
    lab: Lab = LAB,
) -> Situation:
    """What is known after these observations."""
    neighbors = Neighbors(NameResolver(lab))
    for name, told in probed.items():
        for port in told.interfaces.values():
            for address in port.addresses:
                neighbors.directory.owns(name, address.partition("/")[0])
    for observation in observations:
        neighbors.observe(observation, NOW)
    return Situation(lab, {node.name: node for node in nodes}, neighbors, probed, intended or {}, NOW)
