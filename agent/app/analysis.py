"""A recording in, the incidents out: what `labkeeper analyze` does, at full speed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, tzinfo
from pathlib import Path

from agent.detect.detector import Detector
from agent.detect.evidence import DEVICE_CLOCK
from agent.detect.incident import Analysis, Note, SourceSummary
from agent.detect.incident_registry import IncidentChange
from clab.units import SECOND_NS
from collectors.observations import Observation, PrefixCount, PrefixSent, SourceAlive
from collectors.sources.recording import Recording
from collectors.sources.replay import read_recording

STEP_NS = 1 * SECOND_NS


def analyze(
    folder: Path,
    *,
    lab_file: Path | None = None,
    timezone: tzinfo = UTC,
    progress: Callable[[int, int], None] | None = None,
    on_change: Callable[[IncidentChange], None] | None = None,
    session_logs: Sequence[Path] = (),
) -> Analysis:
    """All incidents of a recording, or of a bare folder of logs, with what operators did by their session logs."""
    recording = read_recording(
        folder, timezone=timezone, lab_file=lab_file, progress=progress, session_logs=session_logs
    )
    detector = replay(recording, on_change)
    start, end = recording.window
    return Analysis(
        lab=recording.lab.name,
        start_ns=start,
        end_ns=end,
        incidents=detector.incidents(),
        notes=(*_notes(recording), *detector.notes()),
        gaps=detector.gaps(),
        sources=tuple(
            SourceSummary(
                source.node,
                source.source,
                source.format,
                source.items,
                source.first_ns,
                source.last_ns,
                source.state,  # type: ignore[arg-type]  # the reader's words are the contract's
                source.unread,
            )
            for source in recording.sources
        ),
        files=tuple(source.path for source in recording.sources),
    )


def replay(recording: Recording, on_change: Callable[[IncidentChange], None] | None = None) -> Detector:
    """The recording through a detector, in steps of a second of its own time, as it would have come live.

    Where nobody wrote down when a line arrived, its own stamp must do; so the clocks are set right first.
    """
    errors = _clock_errors(recording)
    detector = Detector(recording.lab, hosts=recording.hosts, offsets=errors)
    batch: list[Observation] = []
    until = None
    for seen in sorted(
        recording.observations, key=lambda observation: (_arrival_ns(observation, errors), observation.seq)
    ):
        at_ns = _arrival_ns(seen, errors)
        if until is None:
            until = at_ns + STEP_NS
        if at_ns >= until:
            detector.observe(batch)
            _publish(detector.settle(until), on_change)
            batch = []
            until = at_ns + STEP_NS
        batch.append(seen)
    detector.observe(batch)
    _publish(detector.finish(), on_change)
    return detector


def _clock_errors(recording: Recording) -> dict[str, int]:
    """How far each node's clock is off, by the whole recording."""
    scout = Detector(recording.lab, hosts=recording.hosts)
    scout.observe(
        observation
        for observation in recording.observations
        if not isinstance(observation, SourceAlive | PrefixCount | PrefixSent)
    )
    return scout.clock_errors()


def _arrival_ns(seen: Observation, errors: Mapping[str, int]) -> int:
    if seen.received_ns == seen.seen_ns and seen.source in DEVICE_CLOCK:
        return seen.seen_ns - errors.get(seen.node, 0)
    return seen.received_ns


def _publish(changes: list[IncidentChange], on_change: Callable[[IncidentChange], None] | None) -> None:
    for change in changes if on_change else ():
        assert on_change is not None
        on_change(change)


def _notes(recording: Recording) -> list[Note]:
    notes = [Note(None, node, text, "unreadable") for node, text in recording.problems]
    notes += [Note(None, node, text, kind) for node, text, kind in recording.remarks]
    for source in recording.sources:
        if source.state == "unknown_format":
            quoted = f", such as {source.unclaimed!r}" if source.unclaimed else ""
            text = f"{source.path}: no known log format; left alone{quoted}"
            notes.append(Note(None, source.node, text, "unknown_format"))
    if not recording.sources:
        notes.append(Note(None, None, "the folder holds no log, snapshot, gNMI or runtime file", "empty"))
    elif not any(item.state == "ok" for item in recording.sources if item.source != "session"):
        notes.append(Note(None, None, "nothing could be read", "nothing_read"))
    elif not any(item.items for item in recording.sources):
        told = "no line that was read tells of a session, an adjacency or a link; whether one was lost is not known"
        notes.append(Note(None, None, told, "nothing_told"))
    return notes
