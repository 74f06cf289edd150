"""A recording in, the incidents out: what `labkeeper analyze` does, at full speed."""

from collections.abc import Callable
from datetime import UTC, tzinfo
from pathlib import Path

from agent.core.detector import Detector
from agent.core.incident import Analysis, Note, SourceSummary
from agent.core.ledger import IncidentChange
from collectors.kinds.replay import Recording, read_recording
from collectors.observations import Observation

S = 1_000_000_000
STEP_NS = 1 * S


def analyze(
    folder: Path,
    *,
    lab_file: Path | None = None,
    timezone: tzinfo = UTC,
    progress: Callable[[int, int], None] | None = None,
    on_change: Callable[[IncidentChange], None] | None = None,
) -> Analysis:
    """All incidents of a recording, or of a bare folder of logs."""
    recording = read_recording(folder, timezone=timezone, lab_file=lab_file, progress=progress)
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
                each.node,
                each.source,
                each.format,
                each.items,
                each.first_ns,
                each.last_ns,
                each.state,  # type: ignore[arg-type]  # the reader's words are the contract's
            )
            for each in recording.sources
        ),
    )


def replay(recording: Recording, on_change: Callable[[IncidentChange], None] | None = None) -> Detector:
    """The recording through a detector, in steps of a second of its own time, as it would have come live."""
    detector = Detector(recording.lab, hosts=recording.hosts)
    batch: list[Observation] = []
    until = None
    for seen in recording.observations:
        if until is None:
            until = seen.received_ns + STEP_NS
        if seen.received_ns >= until:
            detector.observe(batch)
            _publish(detector.settle(until), on_change)
            batch = []
            until = seen.received_ns + STEP_NS
        batch.append(seen)
    detector.observe(batch)
    _publish(detector.finish(), on_change)
    return detector


def _publish(changes: list[IncidentChange], on_change: Callable[[IncidentChange], None] | None) -> None:
    for change in changes if on_change else ():
        assert on_change is not None
        on_change(change)


def _notes(recording: Recording) -> list[Note]:
    notes = [Note(None, node, text, "unreadable") for node, text in recording.problems]
    for each in recording.sources:
        if each.state == "unknown_format":
            notes.append(Note(None, each.node, f"{each.path}: no known log format; left alone", "unknown_format"))
    if not recording.sources:
        notes.append(Note(None, None, "the folder holds no log, snapshot, gNMI or runtime file", "empty"))
    return notes
