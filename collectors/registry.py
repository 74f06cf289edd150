"""All mappings, found by their files. What one of them raises is an `UnreadableRecord`: it costs that record alone."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from clab.plugins import load
from collectors import mapping
from collectors.collector import GnmiMapping, SnapshotMapping
from collectors.damage import guarded
from collectors.observations import Observation

RuntimeMapping = Callable[[Mapping[str, Any], str | None], tuple[Observation, ...]]


@cache
def gnmi_mappings() -> dict[str, GnmiMapping]:
    """gNMI profiles by name."""
    return {item.name: item for item in load(mapping, "MAPPING", "gnmi_").values() if isinstance(item, GnmiMapping)}


@cache
def snapshot_mappings() -> dict[str, SnapshotMapping]:
    """Snapshot parsers by command."""
    members = [item for family in load(mapping, "MAPPING", "snapshot_").values() for item in _each(family)]
    return {member.command: replace(member, parse=guarded(member.parse)) for member in members}


def _each(family: object) -> tuple[SnapshotMapping, ...]:
    members = family if isinstance(family, tuple) else (family,)
    return tuple(member for member in members if isinstance(member, SnapshotMapping))


@cache
def runtime_mappings() -> dict[str, RuntimeMapping]:
    """Event streams by name (`docker`, `clab`)."""
    return {name: guarded(item) for name, item in load(mapping, "MAPPING", "runtime_").items() if callable(item)}
