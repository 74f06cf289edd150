"""All mappings: one folder a family, one file a member, and what installed packages add."""

from dataclasses import replace
from functools import cache

from clab.plugins import Family, instances
from collectors import runtime
from collectors.collector import GnmiMapping, RuntimeMapping, SnapshotMapping
from collectors.damage import guarded
from collectors.gnmi import profiles
from collectors.snapshots import parsers

GNMI = Family("gnmi_mappings", profiles, "MAPPING", instances(GnmiMapping), lambda mapping, _: (mapping.name,))
SNAPSHOTS = Family(
    "snapshot_parsers", parsers, "MAPPING", instances(SnapshotMapping), lambda mapping, _: (mapping.command,)
)
RUNTIME = Family("runtime_mappings", runtime, "MAPPING", instances(RuntimeMapping), lambda mapping, _: (mapping.name,))


def gnmi_mappings() -> dict[str, GnmiMapping]:
    """gNMI profiles by name."""
    return GNMI.loaded.by_name


@cache
def snapshot_mappings() -> dict[str, SnapshotMapping]:
    """Snapshot parsers by command."""
    return {name: replace(member, parse=guarded(member.parse)) for name, member in SNAPSHOTS.loaded.by_name.items()}


@cache
def runtime_mappings() -> dict[str, RuntimeMapping]:
    """Event streams by name (`docker`, `clab`)."""
    return {name: replace(member, parse=guarded(member.parse)) for name, member in RUNTIME.loaded.by_name.items()}
