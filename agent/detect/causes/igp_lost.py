"""The IGP under the sessions went while every link stayed up: its adjacencies timed out, or its process ended."""

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, Rule
from agent.detect.igp import cut, daemon_gone, seen_of
from agent.detect.standstill import stood_still
from clab.units import SECOND_NS
from collectors.observations import InterfaceState

ROUTE_WORDS = ("route to peer lost",)
"""Reasons by which routers say that they lost the route to the neighbor (IOS' fast session deactivation)."""


def diagnose(case: DiagnosisContext) -> Diagnosis | None:
    """Proved by the adjacencies' own lines where the links are known to have stayed up, or the IGP's process said that
    it ended; likely where nothing is known of the links, and where a router only says that it lost the route. A node
    that said nothing meanwhile may have stood still."""
    if case.teardown_kind not in ("timer", "unsaid"):
        return None
    found = cut(case)
    if found is None or (not found.alive and not found.process):
        return _route_lost(case) or _daemon_ended(case)
    evidence = (*seen_of(found)[:8], *case.sources()[:2])
    still = stood_still(case.scene, case.lost_ns - case.hold_ns, case.lost_ns + SECOND_NS)
    proved = (found.links_up or bool(found.process)) and not still
    return Diagnosis(
        type="igp_lost",
        certainty="proved" if proved else "likely",
        key=("igp_lost", found.subject),
        subject=found.subject,
        nodes=found.nodes,
        evidence=evidence,
        started_ns=min(case.lost_ns, *(case.scene.at(item) for item in evidence)),
        spread_ns=case.hold_ns,
    )


def _route_lost(case: DiagnosisContext) -> Diagnosis | None:
    """A router that says that it lost the route to its neighbor, where no interface of its own went."""
    own = [edge for edge in case.loss.downs if any(word in edge.reason.lower() for word in ROUTE_WORDS)]
    if not own:
        return None
    node, at_ns = own[0].view[0], own[0].at_ns
    states = case.scene.of_node(InterfaceState, node, at_ns - case.hold_ns, at_ns + SECOND_NS)
    if any(not state.up for state in states):
        return None
    evidence = case.sources(node)
    return Diagnosis(
        type="igp_lost",
        certainty="likely",
        key=("igp_lost", node),
        subject=node,
        nodes=case.peering.nodes,
        evidence=evidence,
        started_ns=case.lost_ns,
        spread_ns=2 * SECOND_NS,
    )


def _daemon_ended(case: DiagnosisContext) -> Diagnosis | None:
    """The IGP's daemon at an end of the session was ended, and its neighbors had not missed it yet."""
    ended = [event for event in daemon_gone(case) if event.event == "ended"]
    if not ended:
        return None
    node, at_ns = ended[0].node, case.scene.at(ended[0])
    evidence = (*ended, *case.sources()[:2])
    return Diagnosis(
        type="igp_lost",
        certainty="likely",
        key=("igp_lost", node),
        subject=node,
        nodes=(node,),
        evidence=evidence,
        started_ns=at_ns,
        spread_ns=case.hold_ns,
    )


RULE = Rule(
    "igp_lost",
    rank=58,
    diagnose=diagnose,
    text=CauseText(
        titles=("a loss of the IGP under the sessions", "an IGP adjacency that was lost"),
        clauses=("the IGP at {where} lost its adjacencies or routes",),
        placement="at",
        meaning="the IGP's adjacencies went while the links stayed up, and the routes under the sessions with them",
        advice="Look at the IGP on {where}: its process, its configuration, its timers, and what filters its packets",
        reference="RFC 2328 section 10 (InactivityTimer, KillNbr); ISO 10589 (adjacency holding timer)",
        mistaken_for=("link_down", "node_isolated", "one_way_loss", "process_hang"),
        planned_by=PlannedBy(actions=frozenset(("process_kill", "process_stop", "config")), scope="node", slow=True),
    ),
)
