"""Session logs on disk: whole files with their timing files, tailed ones, recordings; their bytes are kept nowhere."""

from pathlib import Path

import pytest

from clab.units import SECOND_NS
from collectors.collector import OffsetMark
from collectors.observations import Gap, Observation, OperatorCommand, OperatorNote
from collectors.queue import BoundedOutbox
from collectors.recorder import Recorder
from collectors.sessions.names import SessionNames
from collectors.sources.replay import read_recording
from collectors.sources.session_log import SessionOptions, SessionTail, observation_of, read_session, row_of

NOW = 1_790_000_000 * SECOND_NS
NAMES = SessionNames(frozenset({"r1", "r4", "e1"}), {}, "o")
REPLAY = Path(__file__).parents[2] / "replays" / "diamond-operator-clear"


def commands(seen: list[Observation]) -> list[OperatorCommand]:
    """The commands among observations."""
    return [item for item in seen if isinstance(item, OperatorCommand)]


def test_a_real_transcript_is_timed_by_its_timing_file() -> None:
    """Typed into vtysh under `script`: what, for which router, and when within the second of the header."""
    found, tally = read_session(REPLAY / "sessions" / "me.typescript", NAMES)
    (clear,) = [command for command in commands(found) if command.command == "clear bgp *"]
    assert (clear.node, clear.action, clear.target, clear.error) == ("r4", "clear_bgp", "*", "")
    assert 1_795_553_737 * SECOND_NS < clear.seen_ns < 1_795_553_739 * SECOND_NS
    assert clear.precision_ns == SECOND_NS
    assert tally.format == "transcript"


def test_without_a_timing_file_the_time_is_between_start_and_end(tmp_path: Path) -> None:
    """Honest about what is not known: as wide as the whole transcript."""
    path = tmp_path / "me.log"
    path.write_bytes((REPLAY / "sessions" / "me.typescript").read_bytes())
    found, _ = read_session(path, NAMES)
    (clear,) = [command for command in commands(found) if command.command == "clear bgp *"]
    assert (clear.seen_ns, clear.precision_ns) == (1_795_553_733 * SECOND_NS, 12 * SECOND_NS)


def test_a_transcript_with_both_streams_is_timed(tmp_path: Path) -> None:
    """`script -B`: what was typed lies in the same file and counts for the offsets."""
    head = b"Script started on 2026-11-24 20:22:30+00:00 [COMMAND=x]\n"
    typed, shown = b"clear bgp *\n", b"r1# clear bgp *\r\n"
    (tmp_path / "b.both").write_bytes(head + typed + shown)
    rows = f"H 0 INPUT_LOG b.both\nH 0 OUTPUT_LOG b.both\nI 2.5 {len(typed)}\nO 0.5 {len(shown)}\n"
    (tmp_path / "b.timing").write_text(rows)
    (seen,) = commands(read_session(tmp_path / "b.both", NAMES)[0])
    assert seen.seen_ns == 1_795_551_750 * SECOND_NS + 3 * SECOND_NS


class Tail:
    """A tailed session log with the outbox and the marks that it fills."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "me.log"
        self.marks: dict[str, OffsetMark] = {}
        self.tapped: list[Observation] = []
        self.now_ns = NOW

    def look(self, *texts: str) -> list[Observation]:
        """What a fresh tail sees of each text, written one after the other."""
        options = SessionOptions((str(self.path),), NAMES)
        outbox = BoundedOutbox(lambda: self.now_ns)
        tail = SessionTail(options, lambda: self.now_ns, self.marks.get, lambda seen: self.tapped.extend(seen))
        found: list[Observation] = []
        for text in texts:
            with self.path.open("a") as file:
                file.write(text)
            tail.scan(outbox)
            batch, marks = outbox.drain(0.0)
            self.marks.update({mark.path: mark for mark in marks})
            found += batch
        tail.close()
        return found


def test_a_tailed_transcript_goes_on_after_a_restart_and_keeps_no_bytes(tmp_path: Path) -> None:
    """Each command once; the mark that the journal keeps holds a hash, not what was typed."""
    tail = Tail(tmp_path)
    first = tail.look("", "r1# neighbor 10.0.0.2 password hunter2222\n")
    again = tail.look("", "r1# clear bgp *\n")
    assert [command.command for command in commands(first)] == ["neighbor 10.0.0.2 password ********"]
    assert [item.command for item in commands(again)] == ["clear bgp *"]
    assert tail.tapped == [*first, *again]
    assert b"hunter" not in tail.marks[str(tail.path)].tail


def test_a_history_that_is_written_anew_is_no_gap(tmp_path: Path) -> None:
    """bash writes its whole history when it ends; what it held before is told again and is the same."""
    tail = Tail(tmp_path)
    tail.look("", "#1790000000\ndocker pause r1\n#1790000002\nls\n")
    tail.path.write_text("")
    found = tail.look("#1790000000\ndocker pause r1\n")
    assert [command.command for command in commands(found)] == ["docker pause r1"]
    assert not [item for item in found if isinstance(item, Gap)]


def test_what_was_recorded_is_read_back(tmp_path: Path) -> None:
    """A recording holds what was understood, starred, in `sessions/`."""
    tail = Tail(tmp_path)
    found = tail.look("", "r1# clear bgp *\nMalformed address\n")
    recorder = Recorder(tmp_path / "rec")
    recorder.session(found)
    recorder.inventory({"r1": {"kind": "linux"}})
    back = read_recording(tmp_path / "rec").observations
    assert [row_of(command) for command in commands(back)] == [row_of(item) for item in commands(found)]


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"seen_ns": 1, "received_ns": 1},
        {"seen_ns": "1", "received_ns": 1, "command": "x", "action": "other"},
        {"seen_ns": 1, "received_ns": 1, "command": "x", "action": "nonsense"},
    ],
)
def test_a_broken_row_of_a_recording_is_left_out(row: dict[str, object]) -> None:
    """It is no observation, and no error."""
    assert observation_of(row, "x") is None


def test_a_row_that_somebody_edited_is_starred_again() -> None:
    """A recording is a file like any other."""
    row = {"node": "-", "seen_ns": 1, "received_ns": 1, "text": "the password is hunter2222"}
    note = observation_of(row, "x")
    assert isinstance(note, OperatorNote)
    assert note.text == "the password is ********"


def test_only_what_was_typed_near_a_recording_belongs_to_it(tmp_path: Path) -> None:
    """A history of years gives what falls into the recording's time."""
    history = tmp_path / "h.log"
    history.write_text("#1790000000\ndocker pause r1\n#1795553737\ndocker pause r4\n")
    seen = read_recording(REPLAY, session_logs=[history]).observations
    assert [command.node for command in commands(seen) if command.action == "node_pause"] == ["r4"]
