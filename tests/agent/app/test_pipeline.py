"""Killed at any moment and started again, the pump tells each incident once, and ends with the same facts."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from agent.app.pipeline import Pipeline, StartOptions
from agent.app.store.memory import MemoryStore
from agent.app.store.protocol import Store
from agent.app.store.sqlite import SqliteStore
from agent.detect.detector import Detector
from agent.detect.incident import Note
from agent.detect.incident_registry import IncidentChange
from agent.detect.lab_stops import LabStop
from clab.model import Lab, Node
from clab.units import SECOND_NS
from collectors.observations import BgpNotification, BgpState, NodeEvent, Observation
from collectors.queue import BoundedOutbox

T0 = 1_795_000_000 * SECOND_NS
MS = 1_000_000
LAB = Lab("three", {f"r{k}": Node(f"r{k}", addresses=(f"10.0.0.{k}",)) for k in (1, 2, 3)})
PAIRS = ((1, 2), (1, 3), (2, 3))


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now_ns: int = T0

    def __call__(self) -> int:
        return self.now_ns


@dataclass
class Life:
    """A pump over a store that outlives it; `told` is what it told, in order."""

    store: Store
    clock: Clock
    hold_ns: int = 0
    told: list[IncidentChange] = field(default_factory=list)
    stops: list[LabStop] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.outbox = BoundedOutbox(self.clock)
        begin = StartOptions(hold_ns=self.hold_ns, observer=self)
        detector = Detector(LAB)
        self.pipeline = Pipeline(detector, self.store, self.outbox, self.clock, self.told.append, begin=begin)
        self.pipeline.replay_journal()

    def on_batch(self, observations: Sequence[Observation], now_ns: int) -> Sequence[Note]:
        """It has nothing to note."""
        return ()

    def on_lab_stop(self, stop: LabStop) -> None:
        """Keep it."""
        self.stops.append(stop)

    def see(self, observations: list[Observation]) -> None:
        """What is received now."""
        self.outbox.put(observations)
        self.pipeline.pump(0.0)


def fault(at_ms: int, pair: int, lag_ms: int, length_ms: int, code: tuple[int, int] | None) -> list[Observation]:
    """A session that is lost and comes back, as both ends write it; the second end's words come a little later."""
    seen: list[Observation] = []
    for end, (a, b) in enumerate((PAIRS[pair], PAIRS[pair][::-1])):
        for up, at in ((False, at_ms), (True, at_ms + length_ms)):
            ns = T0 + at * MS + end * MS
            common = {"node": f"r{a}", "source": "log", "origin": f"r{a}.log", "neighbor": f"10.0.0.{b}"}
            times = {"seen_ns": ns, "received_ns": ns + (1 + end * lag_ms) * MS}
            if not up and code:
                direction = "sent" if end == 0 else "received"
                note = {"direction": direction, "code": code[0], "subcode": code[1], "raw": f"note {ns}"}
                seen.append(BgpNotification(**common, **times, **note))  # type: ignore[arg-type]
            state = {"state": "established" if up else "down", "raw": f"{'up' if up else 'down'} {ns}"}
            seen.append(BgpState(**common, **times, **state))  # type: ignore[arg-type]
    return seen


faults = st.tuples(
    st.integers(10_000, 400_000),
    st.integers(0, 2),
    st.integers(1, 400),
    st.integers(200, 90_000),
    st.sampled_from([None, (6, 2), (6, 4), (4, 0)]),
)
stories = st.lists(faults, min_size=1, max_size=6)


def story(made: list[tuple[int, int, int, int, tuple[int, int] | None]]) -> list[Observation]:
    """Faults as they are received, after all sessions came up."""
    begin = [
        item for k in range(3) for item in fault(-100_000, k, 1, 90_000, None) if getattr(item, "state", "") != "down"
    ]
    seen = [*begin, *(each for one in made for each in fault(*one))]
    return sorted(seen, key=lambda each: (each.received_ns, each.node, each.raw))


def play(life: Life, seen: list[Observation]) -> None:
    """One pump a moment, and time runs on between them."""
    for item in seen:
        while item.received_ns - life.clock.now_ns > 5 * SECOND_NS:
            life.clock.now_ns += 5 * SECOND_NS
            life.see([])
        life.clock.now_ns = max(life.clock.now_ns, item.received_ns)
        life.see([item])


def end(life: Life) -> list[dict[str, object]]:
    """The incidents that stand after two quiet minutes, without the numbers of their versions."""
    for _ in range(24):
        life.clock.now_ns += 5 * SECOND_NS
        life.see([])
    return [{**incident, "version": 0} for incident in life.store.incidents()]


@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(stories, st.lists(st.floats(0, 1), min_size=1, max_size=3), st.sampled_from([0, 250 * MS]))
def test_killed_at_any_cut_it_ends_with_the_same_incidents(
    made: list[tuple[int, int, int, int, tuple[int, int] | None]], cuts: list[float], hold_ns: int
) -> None:
    """Same ids, same facts, each kept once, as if it had never been killed."""
    seen = story(made)
    whole = Life(MemoryStore(), Clock(), hold_ns)
    play(whole, seen)
    expected = end(whole)
    life = Life(MemoryStore(), Clock(), hold_ns)
    last = 0
    for cut in sorted(int(item * len(seen)) for item in cuts):
        play(life, seen[last:cut])
        last = cut
        life = Life(life.store, life.clock, hold_ns)
    play(life, seen[last:])
    assert expected == end(life)
    again = Life(life.store, life.clock, hold_ns)
    assert (expected, []) == (end(again), again.told)


def test_an_incident_that_ends_while_nobody_watches_is_its_next_version() -> None:
    """Open, killed, restored, started: version 2 of the same id says so, and nothing is told twice."""
    seen = story([(20_000, 0, 1, 10_000, (6, 2))])
    life = Life(MemoryStore(), Clock())
    play(life, seen[:-2])
    (opened,) = life.store.incidents()
    assert ("open", None) == (opened["status"], opened["last_restored_at"])
    later = Life(life.store, life.clock)
    assert [] == later.told
    play(later, seen[-2:])
    end(later)
    (closed,) = later.store.incidents()
    assert (opened["id"], "closed") == (closed["id"], closed["status"])
    assert closed["version"] > opened["version"]


def test_a_journal_that_was_deleted_while_watching_gets_all_that_is_held(tmp_path: Path) -> None:
    """The loss is noticed with the next batch; the open incident is kept again, and what came meanwhile, too."""
    path = tmp_path / "journal.sqlite"
    seen = story([(20_000, 0, 1, 10_000, (6, 2))])
    with closing(SqliteStore(path)) as store:
        life = Life(store, Clock())
        play(life, seen[:-2])
        (opened,) = store.incidents()
        for each in tmp_path.iterdir():
            each.unlink()
        play(life, seen[-2:])
        end(life)
        (kept,) = store.incidents()
        assert (opened["id"], "closed") == (kept["id"], kept["status"])
        assert path.is_file()


def life_event(node: str, event: str, at_ms: int, origin: str = "docker") -> NodeEvent:
    """What the engine tells of a container."""
    ns = T0 + at_ms * MS
    return NodeEvent(node=node, source="runtime", seen_ns=ns, received_ns=ns, origin=origin, event=event)  # type: ignore[arg-type]


def test_a_stop_of_the_whole_lab_is_told_once_and_costs_no_incident() -> None:
    """Also where containerlab tells the same once more, and not again after a restart of the watch."""
    life = Life(MemoryStore(), Clock())
    play(life, story([]))
    ends = [life_event(f"r{k}", "die", 1_000 + 100 * k) for k in (1, 2, 3)]
    again = [life_event(f"r{k}", "die", 995 + 100 * k, "clab") for k in (1, 2, 3)]
    starts = [life_event(f"r{k}", "start", 4_000 + k) for k in (1, 2, 3)]
    lost = [item for one in (fault(1_200, k, 1, 1, None) for k in range(3)) for item in one if is_down(item)]
    play(life, sorted([*ends, *again, *starts, *lost], key=lambda each: each.received_ns))
    assert ([], 1) == (end(life), len(life.stops))
    later = Life(life.store, life.clock)
    assert ([], []) == (end(later), later.stops)
    play(later, [life_event(f"r{k}", "die", 900_000 + k) for k in (1, 2, 3)])
    assert ([], 1) == (end(later), len(later.stops))


def test_a_node_that_ended_and_was_started_before_the_lab_was_stopped_is_an_incident() -> None:
    """Its end was one of its own, though all others ended seconds later."""
    life = Life(MemoryStore(), Clock())
    died = [life_event("r3", "die", 20_000), life_event("r3", "start", 24_000)]
    ends = [life_event(f"r{k}", "die", 33_000 + 50 * k) for k in (1, 2, 3)]
    lost = [item for pair in (1, 2) for item in fault(20_010, pair, 1, 8_000, None)]
    seen = sorted([*story([]), *died, *ends, *lost], key=lambda each: each.received_ns)
    play(life, seen)
    (incident,) = end(life)
    assert ("node_down", "r3") == (incident["cause"]["type"], incident["cause"]["subject"])  # type: ignore[index]
    (stop,) = life.stops
    assert stop.from_ns == T0 + 33_050 * MS


def is_down(item: Observation) -> bool:
    """A session's end."""
    return isinstance(item, BgpState) and item.state == "down"
