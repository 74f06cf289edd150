"""`docker events --format '{{json .}}'` to node events (Docker Engine API, `GET /events`). Pure."""

from collections.abc import Mapping
from typing import Any

from clab.labels import node_name
from collectors.collector import RuntimeMapping
from collectors.observations import RAW_LIMIT, NodeEvent, Observation

EVENTS = ("create", "start", "kill", "die", "stop", "pause", "unpause", "restart", "destroy")


def node_event(action: str, node: str, ns: int, attributes: Mapping[str, Any], raw: str) -> NodeEvent | None:
    """One container's life-cycle event; None for anything else (exec, health, network, image)."""
    if action not in EVENTS or not node:
        return None
    return NodeEvent(
        node=node,
        source="runtime",
        seen_ns=ns,
        received_ns=ns,
        raw=raw[:RAW_LIMIT],
        origin="docker",
        event=action,  # type: ignore[arg-type]  # one of EVENTS, which are the Literal's words
        signal=_number(attributes.get("signal")),
        exit_code=_number(attributes.get("exitCode")),
    )


def _number(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return None


def parse(event: Mapping[str, Any], lab: str | None) -> tuple[Observation, ...]:
    """One line of docker's event stream."""
    actor = event.get("Actor")
    if event.get("Type", "container") != "container" or not isinstance(actor, Mapping):
        return ()
    attributes = actor.get("Attributes")
    nano = _number(event.get("timeNano")) or (_number(event.get("time")) or 0) * 1_000_000_000
    if not isinstance(attributes, Mapping) or not nano:
        return ()
    action = str(event.get("Action") or event.get("status") or "")
    node = node_name(attributes, lab)
    signal = f" signal={attributes['signal']}" if "signal" in attributes else ""
    code = f" exitCode={attributes['exitCode']}" if "exitCode" in attributes else ""
    said = f"container {action} {attributes.get('name', '')}{signal}{code}"
    one = node_event(action, node, nano, attributes, said)
    return (one,) if one else ()


MAPPING = RuntimeMapping("docker", parse)
