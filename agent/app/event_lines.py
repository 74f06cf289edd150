"""The lines that `watch` writes: each begins with when it is written, and says what changed of an incident.

A version that only has more evidence gets no line: the report has it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from agent.detect.incident import Incident, PeeringOutage, rfc3339
from agent.detect.incident_registry import IncidentChange
from agent.detect.outages import FOUND_DOWN
from agent.report.render import headline, place, span

REMEMBERED = 1_000
"""Incidents whose last version is held, to say what is other now."""

_SILENT = ("more evidence", "times amended")


@dataclass(slots=True)
class EventLines:
    """Makes the lines of one watch; it holds what was last said of each incident."""

    _last: dict[str, Incident] = field(default_factory=dict)

    def line(self, change: IncidentChange, now_ns: int, lab: str = "") -> str | None:
        """The line of a change; None where nothing is to be said."""
        new = change.incident
        old = self._last.pop(new.id, change.earlier)
        if not change.retracted:
            self._last[new.id] = new
        while len(self._last) > REMEMBERED:
            del self._last[next(iter(self._last))]
        said = what_changed(old, change)
        if said is None:
            return None
        head = " ".join(item for item in (rfc3339(now_ns), lab, new.severity, new.id, f"v{new.version}") if item)
        if change.retracted:
            return f"{head} {said}"
        whole = old is None or "cause" in said or " lost" in said
        return f"{head} {said}: {headline(new) if whole else place(new)}"


def what_changed(old: Incident | None, change: IncidentChange) -> str | None:
    """What is other than it was, in a few words; None where that is nothing a person waits for."""
    if change.retracted:
        return change.reason
    if change.reason.startswith(("closed by hand", "closed: ")):
        return change.reason
    if old is None:
        moments = change.incident.timeline
        if any(FOUND_DOWN in moment.text for moment in moments):
            return "found down already"
        words = [part for part in change.reason.split(", ") if part not in _SILENT]
        return ", ".join(words) or None
    return ", ".join(_differences(old, change.incident)) or None


def _differences(old: Incident, new: Incident) -> Iterator[str]:
    before = _before(old, new)
    fresh = [item for item in new.peerings if _key(item) not in before]
    again = [each for each in new.peerings if _key(each) in before and each.losses > before[_key(each)].losses]
    if fresh:
        yield f"{_named(fresh)} lost, too"
    if again:
        times = max(each.losses for each in again)
        yield f"{_named(again)} lost again, {ordinal(times)} time"
    yield from _restored(before, new)
    if (new.cause.type, new.cause.certainty) != (old.cause.type, old.cause.certainty):
        yield f"the cause was {_cause(old)}, now {_cause(new)}"
    if new.status != old.status:
        yield "closed" if new.status == "closed" else "open again"


def _restored(before: dict[tuple[object, ...], PeeringOutage], new: Incident) -> Iterator[str]:
    back = [
        peering
        for peering in new.peerings
        if peering.restored_ns is not None and _is_back(before.get(_key(peering)), peering)
    ]
    if not back:
        return
    down = sum(item.restored_ns is None for item in new.peerings)
    if down:
        yield f"{_named(back)} restored, {down} still down"
        return
    last = max(back, key=lambda each: each.restored_ns or 0)
    earlier = before.get(_key(last))
    if last.losses > 1 and earlier is not None and earlier.outage_ns is None:
        yield f"restored, {span((last.outage_ns or 0) / 1e9)} down in all"
    else:
        yield f"restored after {span((new.reconvergence_ns or 0) / 1e9)}"


def _is_back(old: PeeringOutage | None, new: PeeringOutage) -> bool:
    return old is None or old.restored_ns is None or new.losses > old.losses


def _key(outage: PeeringOutage) -> tuple[object, ...]:
    return outage.a, outage.b, outage.address_a, outage.address_b


def _before(old: Incident, new: Incident) -> dict[tuple[object, ...], PeeringOutage]:
    """What was said of each peering before; one whose far end was not known then is still the same."""
    before = {_key(peering): peering for peering in old.peerings}
    for key in map(_key, new.peerings):
        for known, peering in list(before.items()):
            if key not in before and all(one is None or one == other for one, other in zip(known, key, strict=True)):
                before[key] = peering
    return before


def _named(outages: list[PeeringOutage]) -> str:
    names = list(
        dict.fromkeys(
            f"{outage.a or outage.address_a or '?'}–{outage.b or outage.address_b or '?'}" for outage in outages
        )
    )
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def _cause(incident: Incident) -> str:
    words = incident.cause.type.replace("_", " ")
    return words if incident.cause.certainty != "likely" else f"likely {words}"


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `4th`, `11th`, `21st`."""
    tail = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"
