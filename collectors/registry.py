"""All mappings, found by their files: one folder a family, one file a member."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from clab.plugins import load
from collectors import runtime
from collectors.collector import GnmiMapping, SnapshotMapping
from collectors.damage import guarded
from collectors.gnmi import profiles
from collectors.observations import Observation
from collectors.snapshots import parsers

RuntimeMapping = Callable[[Mapping[str, Any], str | None], tuple[Observation, ...]]


@cache
def gnmi_mappings() -> dict[str, GnmiMapping]:
    """gNMI profiles by name."""
    return {member.name: member for member in load(profiles, "MAPPING").values() if isinstance(member, GnmiMapping)}


@cache
def snapshot_mappings() -> dict[str, SnapshotMapping]:
    """Snapshot parsers by command."""
    members = [member for family in load(parsers, "MAPPING").values() for member in _members(family)]
    return {member.command: replace(member, parse=guarded(member.parse)) for member in members}


def _members(family: object) -> tuple[SnapshotMapping, ...]:
    members = family if isinstance(family, tuple) else (family,)
    return tuple(member for member in members if isinstance(member, SnapshotMapping))


@cache
def runtime_mappings() -> dict[str, RuntimeMapping]:
    """Event streams by name (`docker`, `clab`)."""
    return {name: guarded(member) for name, member in load(runtime, "MAPPING").items() if callable(member)}
