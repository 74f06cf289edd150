"""What is said without being asked: one sentence when an incident opens or ends. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from agent.detect.incident import Incident

Announce = Literal["off", "action", "all"]


@dataclass
class Announcer:
    """Holds how the incidents stood when they were last looked at; what was there at first is not announced."""

    which: Announce
    _status: dict[str, str] | None = None
    _told: set[str] = field(default_factory=set)

    def changes(self, incidents: Iterable[Incident]) -> list[str]:
        """The sentences about what changed since the last look."""
        now = {item.id: item for item in incidents}
        before = self._status
        self._status = {id_: item.status for id_, item in now.items()}
        if self.which == "off" or before is None:
            return []
        found = []
        for id_, item in now.items():
            if item.status == "open" and before.get(id_) != "open" and self._wanted(item):
                self._told.add(id_)
                found.append(opened(item))
            elif item.status == "closed" and before.get(id_) != "closed" and (id_ in self._told or self.which == "all"):
                self._told.discard(id_)
                found.append(ended(item))
        return found

    def _wanted(self, incident: Incident) -> bool:
        return self.which == "all" or incident.severity == "ACTION"


def opened(incident: Incident) -> str:
    """`Action: link down at r2:eth3, 2 sessions lost.`"""
    head = "Action" if incident.severity == "ACTION" else "Warning"
    return f"{head}: {_cause(incident)}{_lost(incident)}."


def ended(incident: Incident) -> str:
    """`Over: link down at r2:eth3, all sessions back after 15 s.`"""
    took_ns = incident.reconvergence_ns
    back = f", all sessions back after {round(took_ns / 1e9)} s" if incident.peerings and took_ns is not None else ""
    return f"Over: {_cause(incident)}{back}."


def _cause(incident: Incident) -> str:
    cause = incident.cause
    what = "a cause that is not known" if cause.type == "unknown" else cause.type.replace("_", " ")
    sure = "probably " if cause.certainty == "likely" else ""
    where = (
        f" at {cause.subject}" if cause.subject else f" on {', '.join(incident.nodes[:2])}" if incident.nodes else ""
    )
    return f"{sure}{what}{where}"


def _lost(incident: Incident) -> str:
    count = len(incident.peerings)
    return f", {count} session{'s' if count > 1 else ''} lost" if count else ""
