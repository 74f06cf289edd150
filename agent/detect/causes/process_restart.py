"""The routing daemon ended in order, or was restarted."""

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.diagnosis import Case, Claim, Rule
from collectors.observations import ProcessEvent

S = 1_000_000_000


def diagnose(case: Case) -> Claim | None:
    """Proved by the daemon's own line beside the loss."""
    for node in case.peering.nodes:
        events = case.scene.of_node(ProcessEvent, node, case.lost_ns - 3 * S, case.lost_ns + 3 * S)
        ended = [each for each in events if each.event == "ended" and "bgp" in each.process.lower()]
        ended = ended or [each for each in events if each.event == "ended" and each.process in ("bird", "gobgpd")]
        if ended:
            started = min(case.lost_ns, case.scene.at(ended[0]))
            return Claim(
                "process_restart",
                "proved",
                ("process_restart", node),
                node,
                (node,),
                (ended[0], *case.sources()[:2]),
                started,
                spread_ns=5 * S,
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
