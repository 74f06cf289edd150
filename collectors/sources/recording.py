"""What a recording gave: its lab, its observations, its sources, and what must be said of them."""

from dataclasses import dataclass, field

from clab.model import Lab
from collectors.observations import Observation, SourceName


class RecordingError(Exception):
    """A folder that cannot be read as a recording: `what` happened, `hint` what to do."""

    def __init__(self, what: str, hint: str = "") -> None:
        self.what, self.hint = what, hint
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class SourceStats:
    """What one file of a recording gave; `unclaimed` is a line on routers' matters in one of no known format."""

    node: str
    source: SourceName
    path: str
    format: str | None
    items: int
    first_ns: int | None
    last_ns: int | None
    state: str
    unread: int = 0
    unclaimed: str = ""


@dataclass(slots=True)
class Recording:
    """Everything a recording holds, observations in order of arrival."""

    lab: Lab
    hosts: dict[str, set[str]] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)
    sources: list[SourceStats] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[tuple[str | None, str, str]] = field(default_factory=list)
    """What must be said of a source: its node, the words, the kind of note."""

    @property
    def window(self) -> tuple[int | None, int | None]:
        """The first and the last moment of which something was seen."""
        seen = [each for each in self.sources if each.source != "session"]
        firsts = [each.first_ns for each in seen if each.first_ns is not None]
        lasts = [each.last_ns for each in seen if each.last_ns is not None]
        return min(firsts, default=None), max(lasts, default=None)
