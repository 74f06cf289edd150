"""What a store has is held against what is read again: taken over, withdrawn, told anew under the same id."""

from agent.detect.detector import Detector
from agent.detect.incident_registry import IncidentChange, StoredIncident
from clab.model import Lab, Node
from clab.units import SECOND_NS
from collectors.observations import BgpState, Observation

T0 = 1_795_000_000 * SECOND_NS
MS = 1_000_000
LAB = Lab("three", {f"r{k}": Node(f"r{k}", addresses=(f"10.0.0.{k}",)) for k in (1, 2, 3)})


def words(one: int, other: int, at_ms: int, *, up: bool = False) -> list[Observation]:
    """Both ends' lines of one change."""
    found: list[Observation] = []
    for a, b in ((one, other), (other, one)):
        at_ns, what = T0 + at_ms * MS + a, "established" if up else "down"
        common = {"node": f"r{a}", "source": "log", "origin": f"r{a}.log", "neighbor": f"10.0.0.{b}"}
        found.append(BgpState(**common, seen_ns=at_ns, received_ns=at_ns, state=what, raw=f"r{a} {b} {at_ns}"))  # type: ignore[arg-type]
    return found


BEGIN = [item for pair in ((1, 2), (1, 3), (2, 3)) for item in words(*pair, -60_000, up=True)]
FIRST, SECOND = words(1, 2, 0), words(1, 3, 500)


def look(detector: Detector, seen: list[Observation], at_ms: int) -> list[IncidentChange]:
    """What changes when this is seen."""
    detector.observe(seen)
    return detector.settle(T0 + at_ms * MS)


def told(*seen: Observation) -> StoredIncident:
    """The one incident of a life that saw this, as its store has it."""
    detector = Detector(LAB)
    look(detector, [*BEGIN, *seen], 600)
    (incident,) = detector.incidents()
    return StoredIncident(incident, marks=detector.registry.confirm(incident.id))


def started(kept: list[StoredIncident], *journal: Observation) -> tuple[Detector, list[IncidentChange]]:
    """A new life over a store and a journal, and what it tells at its start."""
    detector = Detector(LAB)
    detector.resume(kept, T0 - 300 * SECOND_NS)
    look(detector, [*BEGIN, *journal], 700)
    return detector, detector.awake()


def test_an_incident_whose_losses_another_has_is_withdrawn_at_the_start() -> None:
    """Two were told of what is one fault: the one that is named after its first loss stays."""
    first, second = told(*FIRST), told(*SECOND)
    detector, changes = started([first, second], *FIRST, *SECOND)
    assert {first.incident.id: False, second.incident.id: True} == {c.incident.id: c.retracted for c in changes}
    assert [first.incident.id] == [item.id for item in detector.incidents()]


def test_one_that_was_kept_without_its_marks_is_withdrawn_too() -> None:
    """A life that ended between two writes; its losses lie in what is said of the same sessions."""
    first, second = told(*FIRST), told(*SECOND)
    _, changes = started([first, StoredIncident(second.incident)], *FIRST, *SECOND)
    assert [second.incident.id] == [change.incident.id for change in changes if change.retracted]


def test_what_is_as_it_was_is_not_told_again() -> None:
    """Neither at the start nor by the next look."""
    kept = told(*FIRST)
    detector, changes = started([kept], *FIRST)
    assert [] == changes
    assert [] == [change for change in look(detector, [], 800) if change.retracted]


def test_an_incident_of_the_store_keeps_its_id_when_lines_that_come_late_move_its_loss() -> None:
    """The session was lost before, and up in between for too short a time to end that."""
    kept = told(*FIRST)
    detector, changes = started([kept], *FIRST)
    assert [] == changes
    (change,) = look(detector, [*words(1, 2, -9_000), *words(1, 2, -2_000, up=True)], 900)
    assert (kept.incident.id, kept.incident.version + 1) == (change.incident.id, change.incident.version)
    assert T0 - 9_000 * MS + 1 == change.incident.first_loss_ns


def test_what_was_retracted_comes_back_under_its_own_id() -> None:
    """And not under another that only looks like it."""
    kept = told(*FIRST)
    detector, changes = started([StoredIncident(kept.incident, retracted=True, marks=kept.marks)], *FIRST)
    assert [(kept.incident.id, kept.incident.version + 1)] == [(c.incident.id, c.incident.version) for c in changes]
    without_marks, changes = started([StoredIncident(kept.incident, retracted=True)], *FIRST)
    assert [(kept.incident.id, False)] == [(c.incident.id, c.retracted) for c in changes]
    assert [item.id for item in detector.incidents()] == [item.id for item in without_marks.incidents()]


def test_an_old_loss_is_not_told_again_half_an_hour_later() -> None:
    """What is over and forgotten stays so, though its session has not changed since."""
    detector = Detector(LAB)
    changes = look(detector, [*BEGIN, *FIRST], 100) + look(detector, words(1, 2, 8_000, up=True), 9_000)
    for minute in range(1, 90):
        at_ms = minute * 60_000
        changes += look(detector, words(2, 3, at_ms) if minute % 2 else words(2, 3, at_ms, up=True), at_ms + 100)
    mine = {c.incident.id for c in changes if any({"r1", "r2"} == {o.a, o.b} for o in c.incident.peerings)}
    assert 1 == len(mine)
