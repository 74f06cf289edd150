"""`containerlab events --format json` to node and interface observations (containerlab 0.72 and later). Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from clab.labels import node_name
from collectors.collector import RuntimeMapping
from collectors.logs.frame import stamps
from collectors.observations import RAW_LIMIT, ConfigChange, InterfaceState, Observation
from collectors.runtime.docker import node_event

IMPAIRMENTS = ("netem_delay", "netem_jitter", "netem_loss", "netem_rate", "netem_corruption")
NOTHING = ("", "0", "0s", "0.00", "0.00%", "0%", "N/A")
MANAGEMENT = ("lo", "eth0", "mgmt0")
"""Interfaces that are no links of the lab."""


def parse(event: Mapping[str, Any], lab: str | None) -> tuple[Observation, ...]:
    """One line of containerlab's event stream."""
    attributes = event.get("attributes")
    stamp = stamps.iso(str(event.get("timestamp", "")))
    if not isinstance(attributes, Mapping) or stamp is None:
        return ()
    ns, action = stamp[0], str(event.get("action", ""))
    named = {**attributes, "name": attributes.get("name") or event.get("actor_name", "")}
    node = node_name(named, attributes.get("lab") or attributes.get("containerlab") or lab)
    if event.get("type") == "container":
        signal = f" signal={attributes['signal']}" if "signal" in attributes else ""
        code = f" exitCode={attributes['exitCode']}" if "exitCode" in attributes else ""
        one = node_event(action, node, ns, attributes, f"container {action} {named['name']}{signal}{code}")
        return (one,) if one else ()
    if event.get("type") == "interface":
        return _interface(action, node, ns, attributes)
    return ()


def _interface(action: str, node: str, ns: int, attributes: Mapping[str, Any]) -> tuple[Observation, ...]:
    name, state = str(attributes.get("ifname", "")), str(attributes.get("state", "")).lower()
    if not name or not node or name in MANAGEMENT or name.startswith("clab-"):
        return ()
    return (*_impairment(action, node, ns, name, attributes), *_state(action, node, ns, (name, state)))


def _impairment(action: str, node: str, ns: int, name: str, attributes: Mapping[str, Any]) -> Iterator[Observation]:
    """Delay, loss and the like that an operator put on an interface (`containerlab tools netem`, 0.73 and later)."""
    told = {key: str(attributes[key]) for key in IMPAIRMENTS if str(attributes.get(key) or "") not in NOTHING}
    if told and action in ("update", "create"):
        words = " ".join(f"{key.removeprefix('netem_')}={value}" for key, value in told.items())
        said = f"netem on {node}:{name}: {words}"
        yield ConfigChange(
            node=node, source="runtime", seen_ns=ns, received_ns=ns, raw=said[:RAW_LIMIT], origin="clab", text=said
        )


def _state(action: str, node: str, ns: int, told: tuple[str, str]) -> tuple[Observation, ...]:
    name, state = told
    if action != "delete" and state not in ("up", "down", "lowerlayerdown", "dormant", "notpresent"):
        return ()
    up = action != "delete" and state == "up"
    one = InterfaceState(
        node=node,
        source="runtime",
        seen_ns=ns,
        received_ns=ns,
        raw=f"interface {action} {node} ifname={name} state={state or '-'}"[:RAW_LIMIT],
        origin="clab",
        interface=name,
        up=up,
        kind="level" if action == "snapshot" else "edge",
        reason=state if not up else "",
        gone=action == "delete",
    )
    return (one,)


MAPPING = RuntimeMapping("clab", parse)
