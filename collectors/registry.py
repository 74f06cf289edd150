"""All mappings: one folder a family, one file a member, and what installed packages add."""

from dataclasses import replace
from functools import cache
from typing import Any

from clab.plugins import Family, contained, instances
from collectors import runtime
from collectors.collector import GnmiMapping, RuntimeMapping, SnapshotMapping
from collectors.damage import guarded
from collectors.gnmi import profiles
from collectors.gnmi.leaf_state import Told
from collectors.gnmi.updates import Leaf
from collectors.observations import Observation
from collectors.snapshots import parsers


class _ContainedMapper:
    """A target's mapper from outside: it shares each leaf with the built-in ones, and ends none of their work."""

    def __init__(self, mapper: Any, what: str) -> None:
        self.told: Told = mapper.told
        self._observations = contained(lambda leaf: tuple(mapper(leaf)), (), what)

    def __call__(self, leaf: Leaf) -> tuple[Observation, ...]:
        return self._observations(leaf)


def _gnmi(found: object) -> tuple[GnmiMapping, ...]:
    """The mappings in a constant; what each starts must have `told`, which readers ask for what a target has told."""
    members = instances(GnmiMapping)(found)
    for mapping in members:
        if not isinstance(getattr(mapping.start("node"), "told", None), Told):
            raise TypeError(f"what the mapping {mapping.name!r} starts has no `told` (collectors.gnmi.leaf_state.Told)")
    return members


def _gnmi_from_outside(mapping: GnmiMapping, what: str) -> GnmiMapping:
    return replace(mapping, start=lambda node: _ContainedMapper(mapping.start(node), what))


GNMI = Family(
    "gnmi_mappings", profiles, "MAPPING", _gnmi, lambda mapping, _: (mapping.name,), contain=_gnmi_from_outside
)
SNAPSHOTS = Family(
    "snapshot_parsers", parsers, "MAPPING", instances(SnapshotMapping), lambda mapping, _: (mapping.command,)
)
RUNTIME = Family("runtime_mappings", runtime, "MAPPING", instances(RuntimeMapping), lambda mapping, _: (mapping.name,))


def gnmi_mappings() -> dict[str, GnmiMapping]:
    """gNMI profiles by name."""
    return GNMI.loaded.by_name


def gnmi_mappers(node: str) -> list[Any]:
    """A fresh mapper of every profile, for a target of which nobody says which profile it speaks: each takes only its
    own paths, so that a target which speaks several is heard once."""
    return [mapping.start(node) for mapping in gnmi_mappings().values()]


@cache
def snapshot_mappings() -> dict[str, SnapshotMapping]:
    """Snapshot parsers by command."""
    return {name: replace(member, parse=guarded(member.parse)) for name, member in SNAPSHOTS.loaded.by_name.items()}


@cache
def runtime_mappings() -> dict[str, RuntimeMapping]:
    """Event streams by name (`docker`, `clab`)."""
    return {name: replace(member, parse=guarded(member.parse)) for name, member in RUNTIME.loaded.by_name.items()}
