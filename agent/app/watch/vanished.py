"""Sources that went away while they were listened to: said once, and shown until they are heard again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from collectors.observations import Gap, Observation
from collectors.supervisor import Health

FILES = ("log", "syslog", "session")
"""Sources that end without an error of their own; of a stream or a poll the supervisor knows."""


@dataclass(slots=True)
class Vanished:
    """What is away, and why, by source and node."""

    away: dict[tuple[str, str], str] = field(default_factory=dict)

    def take(self, observations: Iterable[Observation]) -> Iterator[str]:
        """What was seen; returns what is worth a line."""
        for seen in observations:
            key = (seen.source, seen.node)
            if isinstance(seen, Gap):
                if seen.to_ns is None and seen.source in FILES and self.away.get(key) != seen.reason:
                    self.away[key] = seen.reason
                    yield f"{seen.node}: {seen.reason}"
            elif self.away and key in self.away:
                del self.away[key]
                yield f"{seen.node}: its {seen.source} is read again"

    def marked(self, health: Health) -> Health:
        """A source's state, with what is known of its file."""
        source, _, node = health.name.partition("-")
        why = self.away.get((source, node))
        return replace(health) if why is None else replace(health, state="failed", error=why)
