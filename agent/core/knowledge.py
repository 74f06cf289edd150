"""Everything that is known of a lab in one span of time: what digests, briefs and answers are made of. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from agent.core.incident import GapSummary, Incident
from agent.core.standing import Standing
from clab.model import Lab
from collectors.observations import (
    ConfigChange,
    NodeEvent,
    Observation,
    OperatorCommand,
    OperatorNote,
    Seen,
)

S = 1_000_000_000
TEMPLATES_AT_MOST = 12
_MASKS = (
    (re.compile(r"\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?"), "<time>"),
    (re.compile(r"\b[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d(?:\.\d+)?"), "<time>"),
    (re.compile(r"(?<![\w:])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?:/\d+)?(?![\w:])"), "<address>"),
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}(?:/\d+)?\b"), "<address>"),
    (re.compile(r"\[[A-Z0-9]{5}-[A-Z0-9]{5}\]"), ""),
    (re.compile(r"\b0x[0-9a-fA-F]+\b|\b\d+(?:\.\d+)?\b"), "<n>"),
    (re.compile(r"\s+"), " "),
)


@dataclass(frozen=True, slots=True)
class LabSession:
    """From deploy to destroy of a lab, or from start to stop of watching it; `to_ns` is the end, or now."""

    from_ns: int
    to_ns: int
    lab: str | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """Lines that say the same but for addresses, numbers and times: how often, and on which nodes."""

    text: str
    count: int
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """One span of a lab's life. `heard` is the last moment that each node was heard of, by node.

    `seen_from_ns` is the first moment of which anything is kept. `operators_seen`: whether any session log was read, so
    that "nothing was typed" can be told from "nobody looked".
    """

    session: LabSession
    incidents: tuple[Incident, ...] = ()
    peerings: tuple[Standing, ...] = ()
    commands: tuple[OperatorCommand, ...] = ()
    notes: tuple[OperatorNote, ...] = ()
    changes: tuple[ConfigChange, ...] = ()
    events: tuple[NodeEvent, ...] = ()
    gaps: tuple[GapSummary, ...] = ()
    heard: dict[str, int] = field(default_factory=dict)
    nodes: tuple[str, ...] = ()
    templates: tuple[Template, ...] = ()
    operators_seen: bool = False
    seen_from_ns: int | None = None
    lab: Lab = field(default_factory=Lab)

    @property
    def empty(self) -> bool:
        """Whether nothing at all was seen."""
        return not (self.heard or self.peerings or self.incidents or self.events)

    @property
    def open(self) -> tuple[Incident, ...]:
        """The incidents that go on."""
        return tuple(each for each in self.incidents if each.status == "open")

    @property
    def down(self) -> tuple[Standing, ...]:
        """The peerings that are down."""
        return tuple(each for each in self.peerings if each.up is False and not each.never_up)

    @property
    def never_up(self) -> tuple[Standing, ...]:
        """The peerings that are configured and were never seen up."""
        return tuple(each for each in self.peerings if each.never_up)

    def since(self, from_ns: int) -> "Knowledge":
        """The same from a later moment on; how things stand now stays."""

        def recent(items: Sequence[Seen]) -> tuple[Seen, ...]:
            return tuple(each for each in items if each.seen_ns >= from_ns)

        return replace(
            self,
            session=replace(self.session, from_ns=from_ns),
            incidents=tuple(each for each in self.incidents if ends(each) is None or (ends(each) or 0) >= from_ns),
            commands=recent(self.commands),  # type: ignore[arg-type]  # of one kind each
            notes=recent(self.notes),  # type: ignore[arg-type]
            changes=recent(self.changes),  # type: ignore[arg-type]
            events=recent(self.events),  # type: ignore[arg-type]
            gaps=tuple(each for each in self.gaps if each.to_ns is None or each.to_ns >= from_ns),
        )


def ends(incident: Incident) -> int | None:
    """When an incident was over for those who had it: its last restoration; None while it goes on."""
    if not incident.peerings:
        return incident.started_ns if incident.status == "closed" else None
    return incident.last_restored_ns


def ended_ns(knowledge: Knowledge) -> int | None:
    """When the whole lab was stopped, where it was."""
    last = {each.node: each for each in sorted(knowledge.events, key=lambda each: each.seen_ns)}
    gone = [each.seen_ns for each in last.values() if each.event in ("die", "stop", "destroy", "kill")]
    return max(gone) if last and len(gone) == len(last) and set(knowledge.heard) <= set(last) else None


def templates(seen: Iterable[Observation]) -> tuple[Template, ...]:
    """A long log in a few lines: what was written most often, with counts; the rarest are left out."""
    counts: Counter[str] = Counter()
    where: dict[str, set[str]] = {}
    for each in seen:
        if each.source in ("log", "syslog") and each.raw:
            text = mask(each.raw)
            counts[text] += 1
            where.setdefault(text, set()).add(each.node)
    found = sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:TEMPLATES_AT_MOST]
    return tuple(Template(text, count, tuple(sorted(where[text]))) for text, count in found)


def mask(line: str) -> str:
    """A line without what differs from one time to the next."""
    for pattern, word in _MASKS:
        line = pattern.sub(word, line)
    return line.strip()[:160]


def quiet(knowledge: Knowledge) -> tuple[int, int]:
    """The longest time in which nothing happened: no incident, no command that changes anything, no node event."""
    session = knowledge.session
    busy = [(each.started_ns, ends(each) or session.to_ns) for each in knowledge.incidents]
    busy += [(each.seen_ns, each.seen_ns) for each in knowledge.commands if each.action not in ("look", "other")]
    busy += [(each.seen_ns, each.seen_ns) for each in knowledge.events]
    best, at_ns = (session.from_ns, session.from_ns), session.from_ns
    for start, end in sorted((*busy, (session.to_ns, session.to_ns))):
        if start - at_ns > best[1] - best[0]:
            best = (at_ns, min(start, session.to_ns))
        at_ns = max(at_ns, end)
    return best
