"""The agent that watches during a drill: the real one, with the moments at which it first told of each incident."""

import threading
import time
from collections.abc import Callable

from agent.detect.incident_registry import IncidentChange
from agent.drill.fault import Plan


class FirstReport:
    """What the agent told, from its own thread: `opened_ns` when each incident was first told, on our clock."""

    def __init__(self, say: Callable[[str], None], line: Callable[[IncidentChange, int], str | None]) -> None:
        self.opened_ns: dict[str, int] = {}
        self.retracted: set[str] = set()
        self._nodes: dict[str, frozenset[str]] = {}
        self._say, self._line = say, line
        self._lock = threading.Lock()

    def __call__(self, change: IncidentChange) -> None:
        incident = change.incident
        with self._lock:
            self.opened_ns.setdefault(incident.id, time.time_ns())
            self._nodes[incident.id] = frozenset(incident.nodes) | frozenset(incident.cause.nodes)
            if change.retracted:
                self.retracted.add(incident.id)
            else:
                self.retracted.discard(incident.id)
        line = self._line(change, time.time_ns())
        if line is not None:
            self._say(line)

    def found(self, plan: Plan, since_ns: int) -> bool:
        """Whether an incident about a plan's nodes was told since then."""
        nodes = {item.node for item in plan.strike if item.node}
        nodes |= {node for session in plan.sessions for node in session.nodes}
        with self._lock:
            fresh = {id_ for id_, at_ns in self.opened_ns.items() if at_ns >= since_ns} - self.retracted
            return any(self._nodes[id_] & nodes for id_ in fresh)
