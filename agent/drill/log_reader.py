"""The routers' own words, read from a drill's recording by a few lines that share nothing with the product's mappings.

What the drill is scored against must not come from what is scored. Stamps without a zone are in the zone that the
configuration names.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from clab.units import SECOND_NS

STAMP = r"(?P<t>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d(?P<part>\.\d{1,6})?)"
CHANGE = re.compile(STAMP + r".{0,300}? %ADJCHANGE: neighbor (?P<peer>\S+?)(?:\([^()]*\))? in vrf \S+ (?P<to>Up|Down)")
TROUBLE = re.compile(
    STAMP + r".{0,300}?(%ADJCHANGE: .{0,200} Down|%NOTIFICATION|%MAXPFX|AdjChg: .{0,200}-> (Down|Deleted)"
    r"|encountered an error and is shutting down|Terminating on signal)"
)


@dataclass(frozen=True, slots=True)
class LogTransition:
    """One Up or Down line of a router about a neighbor. `exact`: its stamp has fractions of a second."""

    at_ns: int
    node: str
    neighbor: str
    up: bool
    exact: bool


@dataclass(frozen=True, slots=True)
class Said:
    """All that a recording's logs say: edges, and the moments at which a router told of trouble."""

    edges: tuple[LogTransition, ...]
    trouble_ns: tuple[int, ...]

    def first_trouble(self, from_ns: int, to_ns: int) -> int | None:
        """The first line of trouble in a time."""
        return next((item for item in self.trouble_ns if from_ns <= item <= to_ns), None)


def read_lines(folder: Path, zone: tzinfo) -> Said:
    """What the logs in a recording say."""
    edges: list[LogTransition] = []
    trouble: list[int] = []
    for path in sorted((folder / "logs").glob("*.log")):
        node = path.name.partition(".")[0]
        for line in path.read_text(errors="replace").splitlines():
            said = TROUBLE.search(line)
            if said:
                trouble.append(_ns(said["t"], zone))
            match = CHANGE.search(line)
            if match:
                up, exact = match["to"] == "Up", match["part"] is not None
                edges.append(LogTransition(_ns(match["t"], zone), node, match["peer"], up, exact))
    return Said(tuple(sorted(edges, key=lambda edge: edge.at_ns)), tuple(sorted(trouble)))


def _ns(text: str, zone: tzinfo) -> int:
    """A stamp in nanoseconds, without a float between."""
    whole, _, part = text.partition(".")
    at = datetime.strptime(whole, "%Y/%m/%d %H:%M:%S").replace(tzinfo=zone)
    return int(at.timestamp()) * SECOND_NS + int(part.ljust(9, "0") if part else 0)


def outage(edges: Iterable[LogTransition], from_ns: int, to_ns: int) -> tuple[int, int | None] | None:
    """The first Down and the last Up after it among both ends' edges of a time; None where nothing went down."""
    inside = list(_between(edges, from_ns, to_ns))
    first = next((each.at_ns for each in inside if not each.up), None)
    if first is None:
        return None
    ups = [item.at_ns for item in inside if item.up and item.at_ns > first]
    return first, max(ups, default=None)


def _between(edges: Iterable[LogTransition], from_ns: int, to_ns: int) -> Iterator[LogTransition]:
    return (edge for edge in edges if from_ns <= edge.at_ns <= to_ns)
