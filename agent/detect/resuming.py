"""Taking up after a restart: how far back the journal must be read, and what became of what lies further back. Pure.

An incident is worked out again only where all of its evidence is read again. What began earlier stays as it was stored;
of those that are still open, only the end is looked for: how their sessions stand now.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from agent.detect.cause_catalog import cause_text
from agent.detect.diagnosis import LostPeering
from agent.detect.evidence import HORIZON_NS
from agent.detect.grouping import QUIET_NS
from agent.detect.incident import Incident, PeeringOutage
from agent.detect.outages import HOLDS_NS
from agent.detect.peerings import Peering
from clab.units import SECOND_NS

EVIDENCE_NS = 300 * SECOND_NS
"""So long before an incident begins, lines can still explain it (a hold time of 180 s, with slack)."""

FURTHEST_NS = 6 * 3600 * SECOND_NS
"""No more of the journal than this is read again; incidents that have been open for longer keep what is stored."""

Ends = tuple[str | None, str | None, str | None, str | None]


def ends_of(what: PeeringOutage | Peering) -> Ends:
    """The two ends of a session, by name and address."""
    return (what.a, what.b, what.address_a, what.address_b)


class Frozen:
    """When the sessions of incidents that nothing changes any more were lost."""

    def __init__(self) -> None:
        self._spans: dict[Ends, list[tuple[int, int | None]]] = defaultdict(list)

    def add(self, incident: Incident) -> None:
        """Take an incident."""
        for peering in incident.peerings:
            self._spans[ends_of(peering)].append((peering.lost_ns, peering.restored_ns))

    def holds(self, lost: LostPeering) -> bool:
        """Whether a loss lies in one of them."""
        at_ns = lost.loss.lost_ns
        spans = self._spans.get(ends_of(lost.peering), ())
        return any(from_ns - SECOND_NS <= at_ns and (to_ns is None or at_ns <= to_ns) for from_ns, to_ns in spans)


Stands = Callable[[PeeringOutage], tuple[bool | None, int | None]]
"""Whether an outage's session is up now, and since when."""


def read_from(incidents: Iterable[Incident], now_ns: int, life_ns: int = 0) -> int:
    """From when on the journal is read again: the last half hour, and all of every incident that reaches into it."""
    from_ns = now_ns - 2 * HORIZON_NS
    for incident in sorted(incidents, key=lambda item: item.started_ns, reverse=True):
        start_ns, end_ns = incident.started_ns - EVIDENCE_NS, _end_ns(incident)
        if start_ns < now_ns - FURTHEST_NS:
            continue
        if end_ns is None or end_ns + QUIET_NS + EVIDENCE_NS >= from_ns:
            from_ns = min(from_ns, start_ns)
    return max(from_ns, life_ns)


def _end_ns(incident: Incident) -> int | None:
    """When the last of an incident was seen; None while it is open."""
    if incident.status == "open":
        return None
    return max([incident.started_ns, *(peering.restored_ns or peering.lost_ns for peering in incident.peerings)])


def brought_up_to_date(incident: Incident, stands: Stands, now_ns: int) -> tuple[Incident, str] | None:
    """An incident that was left open as its sessions stand now, and why; None where nothing is other than before."""
    outages = tuple(_restored(peering, stands, now_ns) for peering in incident.peerings)
    new = replace(incident, peerings=outages)
    down = any(outage.restored_ns is None for outage in outages)
    last_ns = new.last_restored_ns or incident.started_ns
    if not down and now_ns >= last_ns + QUIET_NS:
        new = replace(new, status="closed")
    if new == incident:
        return None
    text = cause_text(new.cause.type)
    if not down and not (text and text.wants_a_person):
        new = replace(new, severity="WARNING")
    return new, "restored, closed" if new.status == "closed" else "restored" if not down else "partly restored"


def _restored(outage: PeeringOutage, stands: Stands, now_ns: int) -> PeeringOutage:
    if outage.restored_ns is not None:
        return outage
    up, since_ns = stands(outage)
    at_ns = now_ns if since_ns is None else since_ns
    if not up or at_ns <= outage.lost_ns or now_ns - at_ns < HOLDS_NS:
        return outage
    return replace(outage, restored_ns=at_ns, outage_ns=at_ns - outage.lost_ns)
