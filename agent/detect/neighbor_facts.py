"""What a router says of a neighbor, as far as it is the same from one answer to the next. Pure."""

from dataclasses import replace

from collectors.observations import NeighborFacts

_IDENTITY = (
    *("local_address", "remote_address", "local_as", "remote_as", "local_host", "peer_host", "afis"),
    *("hold_time_s", "authentication", "shared_network"),
)


def identity_of(facts: NeighborFacts) -> tuple[object, ...]:
    """What of them says who a neighbor is and how it is set."""
    return tuple(getattr(facts, name) for name in _IDENTITY)


def merged(old: NeighborFacts | None, new: NeighborFacts) -> NeighborFacts:
    """The newer facts, with what only the older ones told."""
    if old is None:
        return new
    missing = {name: getattr(old, name) for name in _IDENTITY if getattr(new, name) in (None, ())}
    return replace(new, **{name: value for name, value in missing.items() if value not in (None, ())})
