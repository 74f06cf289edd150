"""Functions over the kinds: which one a name means, and what its ports are called. Pure."""

from clab import kinds
from clab.kind import Kind, Monitoring
from clab.plugins import Family, instances

KINDS = Family(
    "kinds",
    kinds,
    "KINDS",
    instances(Kind),
    lambda kind, _: tuple(name.lower() for name in (kind.name, *kind.aliases)),
    is_member=lambda file: file != "table",
)


def all_kinds() -> dict[str, Kind]:
    """Every kind that is known, by each of its names (its own and its aliases, in lower case)."""
    return KINDS.loaded.by_name


def kind(name: str) -> Kind | None:
    """A kind by its name or an alias, in any case as containerlab takes it; None for one that it lacks."""
    return all_kinds().get(name.lower())


def monitoring(name: str) -> Monitoring | None:
    """How nodes of a kind are watched; None where nothing is known of it."""
    found = kind(name)
    return found.monitoring if found else None


def is_router(name: str) -> bool:
    """Whether a node of the kind routes by itself, and can be watched: a Linux container may be anything."""
    return name.lower() != "linux" and monitoring(name) is not None


def canonical_port(of: Kind, interface: str) -> str:
    """The interface under the one name that containerlab gives it, so that two spellings are one."""
    for spelling in of.spellings:
        if found := spelling.form.match(interface):
            return spelling.written(found)
    if of.offset is not None and of.ports is not None:
        found = of.ports.search(interface)
        if found and found["port"]:
            return f"eth{int(found['port']) - of.offset + 1}"
    return interface


def unmapped(of: Kind, interface: str, has_components: bool = False) -> str:
    """Why containerlab makes no port of a name that is of the kind's form; empty where it does."""
    if of.unmapped is not None and (why := of.unmapped(interface, has_components)):
        return why
    found = of.ports.search(interface) if of.offset is not None and of.ports is not None else None
    if found and found["port"] and of.offset is not None and int(found["port"]) < of.offset:
        return f"{of.name} has no interface {interface!r}: its ports begin with {of.example!r}"
    return ""
