"""The routing daemon ended in order, or was restarted."""

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, Rule
from clab.units import SECOND_NS
from collectors.observations import ProcessEvent

RUN_DOWN_NS = 30 * SECOND_NS
"""A daemon that was told to end closes its sessions one after the other, for as long as this."""


def diagnose(case: DiagnosisContext) -> Diagnosis | None:
    """Proved by the daemon's own line beside the loss, or before it where the daemon was still closing its sessions."""
    for node in case.peering.nodes:
        ended = _ended(case, node)
        if ended is None:
            continue
        return Diagnosis(
            type="process_restart",
            certainty="proved",
            key=("process_restart", node),
            subject=node,
            nodes=(node,),
            evidence=(ended, *case.sources()[:2]),
            started_ns=min(case.lost_ns, case.scene.at(ended)),
            spread_ns=RUN_DOWN_NS if case.downs(node) else 5 * SECOND_NS,
        )
    return None


def _ended(case: DiagnosisContext, node: str) -> ProcessEvent | None:
    """The daemon's line that it ends: within three seconds of the loss, or earlier where it was not started since and
    itself wrote of the loss. Or a sibling's line that it is gone, where it took out its neighbors first: a daemon that
    crashes writes nothing any more. Where the node itself wrote of the loss, its own clock is all that counts."""
    lost_ns = min((edge.at_ns for edge in case.downs(node)), default=case.lost_ns)
    events = case.scene.of_node(ProcessEvent, node, lost_ns - RUN_DOWN_NS, lost_ns + 3 * SECOND_NS)
    ended = [each for each in events if each.event == "ended" and "bgp" in each.process.lower()]
    if not ended and any("neighbor deleted" in edge.reason.lower() for edge in case.downs(node)):
        ended = [each for each in events if each.event == "died" and each.process == "bgpd"]
    ended = ended or [each for each in events if each.event == "ended" and each.process in ("bird", "gobgpd")]
    near = [each for each in ended if case.scene.at(each) >= lost_ns - 3 * SECOND_NS]
    if near or not ended or not case.downs(node):
        return near[0] if near else None
    last = ended[-1]
    again = any(each.event == "started" and case.scene.at(last) <= case.scene.at(each) <= lost_ns for each in events)
    return None if again else last


RULE = Rule(
    "process_restart",
    rank=12,
    diagnose=diagnose,
    text=CauseText(
        titles=("a restart of the routing daemon", "a routing daemon that was restarted"),
        clauses=("the routing daemon on {where} was restarted",),
        placement="on",
        meaning="the routing daemon ended in order and closed its sessions",
        advice="Look at the routing daemon on {where}: its own log, its core files, its memory",
        reference="FRR lib/sigevent.c (Terminating on signal); RFC 4486 subcodes 2 and 3",
        mistaken_for=("process_crash", "admin_shutdown", "peer_deconfigured"),
        planned_by=PlannedBy(actions=frozenset(("process_restart", "process_stop", "process_kill")), scope="node"),
    ),
)
