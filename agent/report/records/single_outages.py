"""The single outages of a session that was lost several times, read from its incident's timeline. Pure."""

from agent.detect.incident import Incident, PeeringOutage

LEFT, ENTERED = "left ESTABLISHED with ", "ESTABLISHED with "
"""How a timeline tells that an end left or entered Established."""

SHORT_NS = 10_000_000
"""Less is the two ends' lines of one moment, and no time up."""

Span = tuple[int, int | None]
"""From a loss to its restoration, in nanoseconds since the epoch; None while it lasts."""


def single(outage: PeeringOutage, incident: Incident) -> tuple[Span, ...] | None:
    """Each outage of a session; None where the timeline does not hold them all.

    They are only what was measured where their number, begin, end and sum are those of the outage as a whole.
    """
    if outage.losses == 1:
        return ((outage.lost_ns, outage.restored_ns),)
    edges = edges_of(outage, incident)
    for both in (True, False):
        found = _spans(edges, both=both)
        if len(found) == outage.losses and found[0][0] == outage.lost_ns and found[-1][1] == outage.restored_ns:
            over = [end - start for start, end in found if end is not None]
            if outage.outage_ns is None or sum(over) == outage.outage_ns:
                return found
    return None


def edges_of(outage: PeeringOutage, incident: Incident) -> list[tuple[int, str, bool]]:
    """The moments at which an end left (True) or entered Established, with the end."""
    ends = {outage.a: outage.address_b, outage.b: outage.address_a}
    found = []
    for moment in incident.timeline:
        neighbor = ends.get(moment.node)
        if not moment.node or not neighbor:
            continue
        if f"({neighbor})" in moment.text and moment.text.startswith((LEFT, ENTERED)):
            found.append((moment.at_ns, moment.node, moment.text.startswith(LEFT)))
    return sorted(found)


def short_ups(outage: PeeringOutage, incident: Incident) -> list[int]:
    """How long, in nanoseconds, a session was established for moments that ended no outage."""
    spans = single(outage, incident)
    if spans is None:
        return []
    found: list[int] = []
    for start, end in spans:
        inner = [(at, left) for at, _, left in edges_of(outage, incident) if start < at and (end is None or at < end)]
        up_ns: int | None = None
        for at, left in inner:
            if not left and up_ns is None:
                up_ns = at
            elif left and up_ns is not None:
                found.append(at - up_ns)
                up_ns = None
    return [length for length in found if length >= SHORT_NS]


def _spans(edges: list[tuple[int, str, bool]], *, both: bool) -> tuple[Span, ...]:
    """From the first end that left to the first end, or both, that entered again."""
    found: list[Span] = []
    down: set[str] = set()
    since: int | None = None
    for at_ns, end, left in edges:
        if left:
            since = at_ns if since is None else since
            down.add(end)
            continue
        down.discard(end)
        if since is not None and not (both and down):
            found.append((since, at_ns))
            since, down = None, set()
    if since is not None:
        found.append((since, None))
    return tuple(found)


def inside(spans: tuple[Span, ...], from_ns: int | None, to_ns: int | None) -> tuple[Span, ...]:
    """The outages that touch a time."""
    return tuple(
        (start, end)
        for start, end in spans
        if (to_ns is None or start <= to_ns) and (from_ns is None or end is None or end >= from_ns)
    )
