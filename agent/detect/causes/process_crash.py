"""The routing daemon died while its node ran on."""

from collections.abc import Sequence
from dataclasses import replace

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, Rule
from agent.detect.igp import IGP_DAEMONS, cut, daemon_gone
from clab.units import SECOND_NS
from collectors.observations import ProcessEvent, Seen

SIBLINGS = (*IGP_DAEMONS, "bfdd", "staticd", "pimd", "ldpd", "vrrpd", "pbrd", "nhrpd", "pathd", "vncd", "watchfrr")
"""Daemons that hold no BGP session: their death alone ends none."""


def diagnose(case: DiagnosisContext) -> Diagnosis | None:
    """Proved by its supervisor's or a sibling's line; likely when all peers see it close and its node's log goes on."""
    for node in case.peering.nodes:
        events = case.scene.of_node(ProcessEvent, node, case.lost_ns - 3 * SECOND_NS, case.lost_ns + 3 * SECOND_NS)
        died = [event for event in events if event.event == "died" and event.process not in SIBLINGS]
        if died and not any(item.event == "ended" and item.process == died[0].process for item in events):
            return _claim(case, node, died, proved=True)
    if case.teardown_kind in ("timer", "unsaid") and (diagnosis := _under(case)):
        return diagnosis
    return next(filter(None, (_likely(case, node) for node in case.peering.nodes)), None)


def _under(case: DiagnosisContext) -> Diagnosis | None:
    """The IGP that carried the session died: proved where its adjacencies went with it, before the session did."""
    found = cut(case)
    process, lines = (found.process, found.evidence[:6]) if found else (daemon_gone(case), ())
    died = [item for item in process if item.event == "died"]
    if not died:
        return None
    diagnosis = _claim(case, died[0].node, (*died, *lines), proved=found is not None)
    return replace(diagnosis, spread_ns=case.hold_ns)


def _claim(case: DiagnosisContext, node: str, evidence: Sequence[Seen], *, proved: bool) -> Diagnosis:
    return Diagnosis(
        type="process_crash",
        certainty="proved" if proved else "likely",
        key=("process_crash", node),
        subject=node,
        nodes=(node,),
        evidence=tuple(evidence),
        started_ns=min(case.lost_ns, *(case.scene.at(item) for item in evidence)),
        spread_ns=5 * SECOND_NS,
    )


def _likely(case: DiagnosisContext, node: str) -> Diagnosis | None:
    """All its sessions are closed at once by it, it says nothing of an end, and its other daemons go on writing."""
    if case.downs(node) or case.teardown_kind != "closed" or not case.scene.has_log(node):
        return None
    together = case.related(node, 2 * SECOND_NS)
    if len({each.peering.other(node) for each in together}) < 2:
        return None
    if {item.peering.id for item in together} != {peering.id for peering in case.peerings_of(node)}:
        return None
    back = min((each.loss.restored_ns for each in together if each.loss.restored_ns), default=case.scene.now_ns)
    events = case.scene.of_node(ProcessEvent, node, case.lost_ns - 3 * SECOND_NS, back)
    if any(event.event in ("ended", "started") for event in events):
        return None
    if not case.scene.has_log_line(node, case.lost_ns + SECOND_NS // 10, min(back, case.lost_ns + 5 * SECOND_NS)):
        return None
    return _claim(case, node, [edge.seen for each in together for edge in each.loss.downs[:1]], proved=False)


RULE = Rule(
    "process_crash",
    rank=15,
    diagnose=diagnose,
    text=CauseText(
        titles=("a crash of the routing daemon", "a routing daemon that died"),
        clauses=("the routing daemon on {where} crashed",),
        placement="on",
        meaning="the routing daemon died while its node ran on",
        advice="Look at the routing daemon on {where}: its own log, its core files, its memory",
        reference="FRR zebra/zserv.c (a client that is gone); watchfrr(8)",
        mistaken_for=("process_restart", "node_down", "process_hang"),
        planned_by=PlannedBy(actions=frozenset(("process_kill",)), scope="node"),
        wants_a_person=True,
        silent_end=True,
    ),
)
