"""What is known of a lab, gathered from the store or from a recording, for digests, briefs and answers."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, tzinfo
from pathlib import Path

from agent.app.analysis import replay
from agent.app.store.protocol import Store
from agent.detect.detector import Detector
from agent.detect.evidence import HORIZON_NS
from agent.detect.incident import GapSummary, Incident
from agent.detect.incident_json import NotAnIncident, incident_of
from agent.detect.operator_actions import SLOW_NS, effective, explained
from agent.report.knowledge import Knowledge, LabSession, templates
from clab.model import Lab
from clab.units import SECOND_NS
from collectors.observations import (
    BgpNotification,
    BgpState,
    ConfigChange,
    Gap,
    IgpAdjacency,
    InterfaceState,
    NeighborFacts,
    NodeEvent,
    Observation,
    OperatorCommand,
    OperatorNote,
    Poll,
    PrefixCount,
    PrefixSent,
    ProcessEvent,
    SourceAlive,
)
from collectors.sources.replay import read_recording

BACK_NS = 900 * SECOND_NS
"""What is typed before a session can explain what happens in it."""

PLAYED = (
    "BgpState", "BgpNotification", "PrefixLimit", "IgpAdjacency", "InterfaceState", "BfdState", "ProcessEvent",
    "NodeEvent", "AuthenticationFailure", "ConfigChange", "OperatorCommand", "OperatorNote", "Gap",
)  # fmt: skip
"""Kinds of observations that a digest is made of."""


def from_store(
    store: Store, lab: Lab, session: LabSession, further: Sequence[Observation] = (), *, operators_read: bool = False
) -> Knowledge:
    """What a store knows of a session; `further` is what session logs said that were read just now.

    How peerings stand is told by all edges that the journal still has, and by all that the last half hour told.
    """
    now_ns = session.to_ns
    recent = list(store.since(now_ns - 2 * HORIZON_NS))
    edges = list(store.news(("BgpState", "NodeEvent")))
    told = [*store.news(PLAYED, session.from_ns - BACK_NS), *further]
    detector = Detector(lab)
    detector.observe(each for each in _once([*edges, *recent]) if each.received_ns <= now_ns)
    detector.settle(now_ns)
    incidents = [each for document in store.incidents() if (each := _incident(document)) is not None]
    commands = [item for item in told if isinstance(item, OperatorCommand)]
    return _knowledge(
        session,
        [explained(incident, _beside(commands, incident), lab) for incident in incidents],
        detector,
        [*edges, *recent, *told],
        lab,
        operators_read=operators_read,
    ).since(session.from_ns)


def _once(seen: Iterable[Observation]) -> list[Observation]:
    return list(dict.fromkeys(seen))


def _beside(commands: Sequence[OperatorCommand], incident: Incident) -> list[OperatorCommand]:
    return [command for command in commands if command.seen_ns >= incident.started_ns - SLOW_NS]


def _incident(document: dict[str, object]) -> Incident | None:
    try:
        return incident_of(document)
    except NotAnIncident:
        return None


def from_recording(folder: Path, *, timezone: tzinfo = UTC, session_logs: Sequence[Path] = ()) -> Knowledge:
    """What a recording tells of its whole time.

    Raises:
        RecordingError: it cannot be read.
    """
    recording = read_recording(folder, timezone=timezone, session_logs=session_logs)
    detector = replay(recording)
    start, end = recording.window
    if start is None or end is None:
        now_ns = time.time_ns()  # nothing that was read has a time
        session = LabSession(now_ns, now_ns, recording.lab.name, dated=False)
    else:
        session = LabSession(start, end, recording.lab.name)
    read = any(source.source == "session" for source in recording.sources)
    return _knowledge(
        session, detector.incidents(), detector, recording.observations, recording.lab, operators_read=read
    )


def _knowledge(
    session: LabSession,
    incidents: Sequence[Incident],
    detector: Detector,
    seen: Sequence[Observation],
    lab: Lab,
    *,
    operators_read: bool,
) -> Knowledge:
    heard = _once(item for item in seen if session.from_ns <= item.received_ns <= session.to_ns)
    inside = [_corrected(item, detector.scene.at(item)) for item in heard]
    commands = effective(each for each in inside if isinstance(each, OperatorCommand))
    notes = tuple(each for each in inside if isinstance(each, OperatorNote))
    return Knowledge(
        session=session,
        incidents=tuple(incident for incident in incidents if incident.started_ns <= session.to_ns),
        peerings=detector.standings(),
        commands=tuple(commands),
        notes=notes,
        changes=tuple(each for each in inside if isinstance(each, ConfigChange)),
        events=tuple(each for each in inside if isinstance(each, NodeEvent)),
        gaps=tuple(
            GapSummary(each.source, each.node, each.from_ns, each.to_ns, each.reason)
            for each in inside
            if isinstance(each, Gap)
        ),
        heard=_heard(each for each in seen if each.received_ns <= session.to_ns),
        nodes=tuple(sorted(lab.nodes)),
        templates=templates(each for each in inside if not isinstance(each, SourceAlive)),
        operators_seen=operators_read or bool(commands or notes),
        seen_from_ns=min(
            (each.received_ns for each in seen if each.received_ns and each.source != "session"), default=None
        ),
        lab=lab,
        notifications=tuple(item for item in inside if isinstance(item, BgpNotification)),
        facts=tuple(item for item in inside if isinstance(item, NeighborFacts)),
        clocks={node: error for node, error in detector.scene.offsets.items() if error},
        lab_stops=tuple(stop for stop in detector.lab_stops() if stop.from_ns <= session.to_ns),
        prefixes=tuple(item for item in inside if isinstance(item, PrefixCount | PrefixSent)),
        states=tuple(item for item in inside if isinstance(item, BgpState)),
        ports=tuple(item for item in inside if isinstance(item, InterfaceState)),
        adjacencies=tuple(item for item in inside if isinstance(item, IgpAdjacency)),
        daemons=tuple(item for item in inside if isinstance(item, ProcessEvent)),
    )


def _corrected(item: Observation, at_ns: int) -> Observation:
    """The same at its time by the corrected clock."""
    return item if item.seen_ns == at_ns else replace(item, seen_ns=at_ns)


def _heard(seen: Iterable[Observation]) -> dict[str, int]:
    heard: dict[str, int] = {}
    for item in seen:
        silent = isinstance(item, Gap | OperatorCommand | OperatorNote) or (isinstance(item, Poll) and not item.ok)
        if not silent and item.node not in ("", "-"):
            heard[item.node] = max(heard.get(item.node, 0), item.received_ns)
    return heard
