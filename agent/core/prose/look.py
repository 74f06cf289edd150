"""What to look at next, by the kind of cause: advice for a person, never a claim of what was seen. Pure."""

from collections.abc import Iterable

from agent.core.prose.names import Names

LINK = "Look at {where} and the other end of its link: carrier, error counters, and what was last changed there"
NODE = "Look at {where}: its console, its uptime, and what its host did to it"
DAEMON = "Look at the routing daemon on {where}: its own log, its core files, its memory"
SESSION = "Look at {where}: the configuration of both ends, and who changed it last"
ADVICE = {
    "link_down": LINK,
    "link_flap": LINK,
    "node_isolated": NODE,
    "node_down": NODE,
    "node_hang": NODE,
    "process_crash": DAEMON,
    "process_restart": DAEMON,
    "one_way_loss": "Look at the path of {where} in each direction alone: filters, queues, counters at both ends",
    "admin_shutdown": "Look at who gave the command for {where}, and whether it was meant",
    "admin_reset": "Look at who gave the command for {where}, and whether it was meant",
    "peer_deconfigured": "Look at the last change of the configuration at {where}, and whether it was meant",
    "remote_as_mismatch": "Look at {where}: the AS number that each end expects of the other",
    "authentication_mismatch": "Look at {where}: the password or key of both ends, and who changed it last",
    "prefix_limit_exceeded": "Look at {where}: what the neighbor announces, and whether its prefix limit still fits",
    "prefix_limit_warning": "Look at {where}: what the neighbor announces, and whether its prefix limit still fits",
    "bfd_down": "Look at the path of {where}: delay, drops, and the BFD timers of both ends",
    "hold_timer_expired": "Look at the path of {where} and the load of both ends: something delayed the keepalives",
    "route_withdrawal": "Look at {where}: what the neighbor stopped to announce, and its filters",
    "host_stall": "Look at {where}: its load, its memory, and whether it was suspended",
}
UNKNOWN = "Look at the logs of {nodes} around {at} UTC, and record runtime events and snapshots to learn more next time"


def look(names: Names) -> Iterable[tuple[str, ...]]:
    """The sentences of the section."""
    subject, nodes = names.get("subject"), names.all_nodes()
    cause = names.incident.cause
    if cause.planned and cause.certainty != "unknown" and all(each.restored is not None for each in names.parts):
        planned = names.get("planned")
        yield (
            f"Nothing needs a look: what happened was {planned}.",
            f"What happened was {planned}: nothing needs a look.",
        )
        return
    kind = cause.type
    where = "the host that runs the lab" if kind == "host_stall" else subject or nodes or "the lab"
    if cause.certainty == "likely":
        where = f"{where}, the likely place"
    if kind in ADVICE:
        advice = ADVICE[kind].format(where=where)
    elif nodes:
        advice = UNKNOWN.format(nodes=nodes, at=names.get("first_loss") or names.get("started_at"))
    else:
        return
    rest = advice.removeprefix("Look at ")
    yield (f"{advice}.", f"Worth a look: {rest}.", f"The next thing to look at is {rest}.")
