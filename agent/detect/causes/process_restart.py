"""The routing daemon ended in order, or was restarted."""

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, Rule
from clab.units import SECOND_NS
from collectors.observations import ProcessEvent


def diagnose(case: DiagnosisContext) -> Diagnosis | None:
    """Proved by the daemon's own line beside the loss."""
    for node in case.peering.nodes:
        events = case.scene.of_node(ProcessEvent, node, case.lost_ns - 3 * SECOND_NS, case.lost_ns + 3 * SECOND_NS)
        ended = [event for event in events if event.event == "ended" and "bgp" in event.process.lower()]
        ended = ended or [item for item in events if item.event == "ended" and item.process in ("bird", "gobgpd")]
        if ended:
            started = min(case.lost_ns, case.scene.at(ended[0]))
            return Diagnosis(
                "process_restart",
                "proved",
                ("process_restart", node),
                node,
                (node,),
                (ended[0], *case.sources()[:2]),
                started,
                spread_ns=5 * SECOND_NS,
            )
    return None


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
