"""FRR's `show interface json` to observations (FRR `zebra/interface.c`): interfaces as set and as they stand. Pure.

`administrativeStatus` is the operator's setting (RFC 2863 ifAdminStatus), `operationalStatus` what became of it; of an
interface that an operator set down FRR writes the first alone.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from collectors.collector import SnapshotMapping
from collectors.observations import RAW_LIMIT, InterfaceState, Observation

MANAGEMENT = ("lo", "eth0", "mgmt0")
"""Interfaces that are no links of the lab."""
_STATUS = frozenset(("administrativeStatus", "operationalStatus"))


def interfaces(node: str, t_ns: int, ms: float, data: Any) -> tuple[Observation, ...]:
    """Each interface's state, and whether an operator set it down."""
    return tuple(_interfaces(node, t_ns, data)) if isinstance(data, Mapping) else ()


def _interfaces(node: str, t_ns: int, data: Mapping[str, Any]) -> Iterator[InterfaceState]:
    for name, told in data.items():
        if name in MANAGEMENT or not isinstance(told, Mapping) or not told.keys() & _STATUS:
            continue
        admin = str(told.get("administrativeStatus", ""))
        state = str(told.get("operationalStatus", "down"))
        yield InterfaceState(
            node=node,
            source="snapshot",
            seen_ns=t_ns,
            received_ns=t_ns,
            raw=f"show interface: {name} is {state} (administratively {admin or '?'})"[:RAW_LIMIT],
            interface=str(name),
            up=state == "up",
            kind="level",
            reason="" if state == "up" else "administratively down" if admin == "down" else "no carrier",
            admin_down=admin == "down" if admin else None,
        )


MAPPING = SnapshotMapping("frr-interfaces", "interfaces", interfaces)
