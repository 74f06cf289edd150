"""What a router says of a neighbor, as far as it is the same from one answer to the next. Pure."""

from dataclasses import replace

from clab.units import SECOND_NS
from collectors.observations import BgpNotification, NeighborFacts

_IDENTITY = (
    *("local_address", "remote_address", "local_as", "remote_as", "local_host", "peer_host", "afis"),
    *("hold_time_s", "authentication", "shared_network"),
)

_ADDRESSES = ("local_address", "remote_address", "shared_network")


def identity_of(facts: NeighborFacts) -> tuple[object, ...]:
    """What of them says who a neighbor is and how it is set."""
    return tuple(getattr(facts, name) for name in _IDENTITY)


def merged(old: NeighborFacts | None, new: NeighborFacts) -> NeighborFacts:
    """The newer facts, with what only the older ones told, and the addresses of the session rather than of a try."""
    if old is None:
        return new
    stays = _ADDRESSES if new.trying and not old.trying else ()
    kept = {name: getattr(old, name) for name in _IDENTITY if name in stays or getattr(new, name) in (None, ())}
    facts = replace(new, **{name: value for name, value in kept.items() if value not in (None, ())})
    return replace(facts, trying=False) if stays else facts


def last_notification(facts: NeighborFacts, at_ns: int) -> BgpNotification | None:
    """The NOTIFICATION that ended the session last, as its router still tells it; `at_ns` is when."""
    if facts.last_code is None or facts.last_subcode is None:
        return None
    return BgpNotification(
        node=facts.node,
        source=facts.source,
        origin=facts.origin,
        seen_ns=at_ns,
        received_ns=facts.received_ns,
        precision_ns=SECOND_NS,
        seq=facts.seq,
        raw=facts.raw,
        vrf=facts.vrf,
        neighbor=facts.neighbor,
        direction=facts.last_direction,
        code=facts.last_code,
        subcode=facts.last_subcode,
        communication=facts.shutdown_text,
    )
