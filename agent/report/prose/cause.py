"""Why, as surely as the rules found it: proved, likely with its hedge, or unknown with what was not seen. Pure."""

from collections.abc import Iterable

from agent.detect.cause_catalog import cause_text
from agent.report.fact_sheet import AFTER_FALL, BEFORE_FALL
from agent.report.prefix_fall import prefix_fall
from agent.report.prose.names import Names, ref

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
    text = cause_text(names.incident.cause.type)
    meaning = text.meaning if text else None
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
            yield from _prefixes(names)
            return
    yield from _prefixes(names)
    yield from _evidence(names)


def _prefixes(names: Names) -> Iterable[tuple[str, ...]]:
    """From how many prefixes to how many, where the evidence has both counts and the sender is known."""
    fall = prefix_fall(names.incident)
    if fall is None or fall.sender not in names.nodes or fall.receiver not in names.nodes:
        return
    before, after = (ref(names.one("count", role)) for role in (BEFORE_FALL, AFTER_FALL))
    receiver, sender = names.node(fall.receiver), names.node(fall.sender)
    what = "prefix" if fall.after == 1 else "prefixes"
    yield (
        f"{receiver} received {after} {what} from {sender}, down from {before}.",
        f"The number of prefixes that {receiver} received from {sender} fell from {before} to {after}.",
    )


def _evidence(names: Names) -> Iterable[tuple[str, ...]]:
    heard: dict[str, dict[str, None]] = {}
    for item in names.incident.cause.evidence:
        if item.node in names.nodes:
            heard.setdefault(item.source, {})[item.node] = None
    if heard:
        whence = ", and in ".join(f"{SOURCES[source]} {names.all_nodes(nodes)}" for source, nodes in heard.items())
        yield (f"The evidence is in {whence}.", f"The evidence stands in {whence}.")
