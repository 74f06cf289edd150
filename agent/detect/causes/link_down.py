"""A link under the session, or the last one on its way, went down."""

from collections.abc import Sequence

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, Rule
from agent.detect.links import (
    dropped_at_both_ends,
    igp_between,
    interface_evidence,
    link_key,
    link_subject,
    links_under,
    went_down,
)
from clab.model import Link
from collectors.observations import InterfaceState, Seen

NEAR_NS = 2_000_000_000
"""How close an interface's and a session's lines lie when one is the other's cause and nobody says so."""


def diagnose(case: DiagnosisContext) -> Diagnosis | None:
    """Proved by an interface's going down at an end of the link; likely when hold timers follow the IGP's loss."""
    links = links_under(case)
    evidence = interface_evidence(case, links)
    if evidence:
        return _claim(case, links, evidence, proved=True)
    if case.teardown_kind == "unsaid" and (diagnosis := _only_interface(case)):
        return diagnosis
    if case.teardown_kind != "timer":
        return None
    return _after_igp(case, links) or _on_the_way(case)


def _claim(case: DiagnosisContext, links: Sequence[Link], evidence: Sequence[Seen], *, proved: bool) -> Diagnosis:
    return Diagnosis(
        type="link_down",
        certainty="proved" if proved else "likely",
        key=link_key(case, links),
        subject=link_subject(case, links, evidence),
        nodes=case.peering.nodes,
        evidence=tuple(evidence),
        started_ns=min(case.scene.at(item) for item in evidence),
    )


def _only_interface(case: DiagnosisContext) -> Diagnosis | None:
    """Nothing is known of the wiring, and one interface alone of an end went just then."""
    scene = case.scene
    for node in case.peering.nodes:
        if scene.lab.links_of(node):
            continue
        states = scene.of_node(InterfaceState, node, case.lost_ns - NEAR_NS, case.lost_ns + NEAR_NS)
        went = [state for state in states if not state.up and state.kind == "edge"]
        if len({item.interface for item in went}) == 1:
            subject = f"{node}:{went[0].interface}"
            started = min(case.lost_ns, scene.at(went[0]))
            key = ("link", subject)
            return Diagnosis(
                type="link_down",
                certainty="likely",
                key=key,
                subject=subject,
                nodes=case.peering.nodes,
                evidence=tuple(went),
                started_ns=started,
            )
    return None


def _from(case: DiagnosisContext) -> int:
    """How far back the cause of a timer's end may lie."""
    return max(case.lost_ns - case.hold_ns, case.came_back_ns)


def _after_igp(case: DiagnosisContext, links: Sequence[Link]) -> Diagnosis | None:
    """Hold timers at both ends, and the link's own adjacency was ended by both just before."""
    peering = case.peering
    if peering.a is None or peering.b is None or not all(case.downs(node) for node in peering.nodes):
        return None
    igp = igp_between(case.scene, peering.a, peering.b, links, _from(case), case.lost_ns)
    dropped = dropped_at_both_ends(case.scene, igp)
    return _claim(case, links, dropped, proved=False) if dropped else None


def _on_the_way(case: DiagnosisContext) -> Diagnosis | None:
    """A session over several hops, and the links that went down leave no way between its ends."""
    peering, scene = case.peering, case.scene
    if peering.a is None or peering.b is None or not scene.reachable(peering.a, peering.b, ()):
        return None
    found = {}
    for link in scene.lab.links:
        evidence = went_down(scene, case.losses, link, _from(case), case.lost_ns)
        if evidence:
            found[link] = evidence
    if not found or scene.reachable(peering.a, peering.b, found):
        return None
    needed = [link for link in found if scene.reachable(peering.a, peering.b, [item for item in found if item != link])]
    last = max(needed or found, key=lambda link: scene.at(found[link][0]))
    return _claim(case, (last,), found[last], proved=False)


RULE = Rule(
    "link_down",
    rank=60,
    diagnose=diagnose,
    text=CauseText(
        titles=("a link failure", "a link that went down", "an interface that went down"),
        clauses=("the link at {where} went down",),
        placement="at",
        meaning="an interface under the lost sessions went down",
        advice="Look at {where} and the other end of its link: carrier, error counters, and what was changed last",
        reference="RFC 2863 ifOperStatus; OpenConfig /interfaces/interface/state/oper-status",
        mistaken_for=("igp_lost", "one_way_loss", "link_flap", "node_isolated"),
        planned_by=PlannedBy(actions=frozenset(("link_down",)), scope="link"),
    ),
)
