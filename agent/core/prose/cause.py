"""Why, as surely as the rules found it: proved, likely with its hedge, or unknown with what was not seen. Pure."""

from collections.abc import Iterable

from agent.core.prose.names import Names

MEANING = {
    "one_way_loss": "each end's timer ran out by itself, one clearly first",
    "node_isolated": "all its links went down together while it kept running",
    "node_hang": "it answered nothing until it ran again, and its peers' timers ran out",
    "process_crash": "the routing daemon died while its node ran on",
    "remote_as_mismatch": "one end expects another AS number than its peer has",
    "authentication_mismatch": "the two ends sign their TCP segments differently",
    "prefix_limit_exceeded": "the neighbor sent more prefixes than its limit allows, and the session was torn down",
    "prefix_limit_warning": "the neighbor reached its prefix limit, and the session stays",
    "route_withdrawal": "the neighbor took back many of its prefixes, and the session stays",
    "host_stall": "unrelated sessions timed out together, and no link event was seen",
}
"""What a cause says more than its name, as a clause that a hedge may stand before."""

SOURCES = {
    "log": "the logs of",
    "syslog": "the syslog of",
    "gnmi": "gNMI on",
    "snapshot": "snapshots of",
    "runtime": "runtime events of",
    "session": "what an operator typed for",
}


def cause(names: Names) -> Iterable[tuple[str, ...]]:
    """The sentences of the section."""
    why, where, sure = names.get("cause"), names.where(), names.get("certainty")
    meaning = MEANING.get(names.incident.cause.type)
    match names.incident.cause.certainty:
        case "proved":
            yield (
                f"The cause is {sure}: {why}{where}.",
                f"What was seen makes the cause {sure}: {why}{where}.",
            )
            if meaning:
                yield (f"That is to say: {meaning}.", f"In other words, {meaning}.")
        case "likely":
            yield (
                f"The cause is {why}{where}; this is {sure}, not proved.",
                f"It is {sure}, but not proved, that the cause is {why}{where}.",
            )
            if meaning:
                yield (f"That is to say, probably: {meaning}.", f"In other words, {meaning}, probably.")
        case "unknown":
            yield (
                f"The cause is {sure}: no interface, process, node or operator event was seen that proves one.",
                f"The cause stays {sure}, for no interface, process, node or operator event was seen that proves one.",
            )
            return
    yield from _evidence(names)


def _evidence(names: Names) -> Iterable[tuple[str, ...]]:
    heard: dict[str, dict[str, None]] = {}
    for each in names.incident.cause.evidence:
        if each.node in names.nodes:
            heard.setdefault(each.source, {})[each.node] = None
    if heard:
        whence = ", and in ".join(f"{SOURCES[source]} {names.all_nodes(nodes)}" for source, nodes in heard.items())
        yield (f"The evidence is in {whence}.", f"The evidence stands in {whence}.")
