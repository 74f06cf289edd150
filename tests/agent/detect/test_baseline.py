"""What was stable is expected in the lab's next life, and missed once when it does not come up."""

import json

from agent.detect.baseline import STABLE_NS, WAIT_NS, Baseline
from agent.detect.incident import Note
from clab.units import SECOND_NS
from collectors.observations import BgpState, FsmState, NodeEvent, Observation

OWNERS = {"10.0.0.2": "b", "10.0.0.1": "a"}


def state(node: str, neighbor: str, state: FsmState, at_ns: int) -> BgpState:
    """A poll's word."""
    return BgpState(node=node, source="snapshot", seen_ns=at_ns, received_ns=at_ns, neighbor=neighbor, state=state)


def grown() -> list[dict[str, object]]:
    """What a life of two stable ends leaves, and of one that was up for a moment only."""
    baseline = Baseline(0, OWNERS.get)
    up: list[Observation] = [state("a", "10.0.0.2", "established", 0), state("b", "10.0.0.1", "established", 0)]
    baseline.take([*up, state("a", "10.0.0.9", "established", 0)], 0)
    baseline.take([state("a", "10.0.0.9", "idle", 5 * SECOND_NS)], 5 * SECOND_NS)
    assert [] == baseline.notes(STABLE_NS)
    return baseline.to_json()


def next_life(*seen: Observation, at_ns: int = WAIT_NS) -> list[Note]:
    """What is missed in the next life, given what was seen in it."""
    baseline = Baseline(0, OWNERS.get)
    baseline.recall(json.loads(json.dumps(grown())))
    baseline.take(seen, SECOND_NS)
    return baseline.notes(at_ns)


def test_stable_sessions_are_learned_and_others_are_not() -> None:
    """Two ends of one session, with the node at the other end."""
    assert [("a", "10.0.0.2", "b"), ("b", "10.0.0.1", "a")] == [
        (item["node"], item["neighbor"], item["peer"]) for item in grown()
    ]


def test_a_session_that_never_comes_up_is_one_note_for_both_its_ends() -> None:
    """It names the nodes and both neighbors."""
    (note,) = next_life(state("a", "10.0.0.2", "active", SECOND_NS), state("b", "10.0.0.1", "idle", SECOND_NS))
    assert "between a and b (a neighbor 10.0.0.2, b neighbor 10.0.0.1)" in note.text
    assert ("never_up", WAIT_NS) == (note.kind, note.at_ns)


def test_nobody_is_missed_before_the_lab_had_its_time() -> None:
    """Sessions take a while to come up."""
    assert [] == next_life(state("a", "10.0.0.2", "active", SECOND_NS), at_ns=WAIT_NS - 1)


def test_what_came_up_once_is_the_detectors_matter() -> None:
    """Its loss is an incident already."""
    up, down = state("a", "10.0.0.2", "established", SECOND_NS), state("a", "10.0.0.2", "idle", SECOND_NS)
    assert [] == next_life(up, down)


def test_a_node_that_is_not_heard_or_has_ended_misses_nothing() -> None:
    """Its sessions cannot be up."""
    die = NodeEvent(node="a", source="runtime", seen_ns=SECOND_NS, received_ns=SECOND_NS, event="die")
    assert [] == next_life()
    assert [] == next_life(state("a", "10.0.0.2", "active", SECOND_NS), die)


def test_it_is_told_once() -> None:
    """The next look adds nothing."""
    baseline = Baseline(0, OWNERS.get)
    baseline.recall(grown())
    baseline.take([state("a", "10.0.0.2", "active", SECOND_NS)], SECOND_NS)
    assert (1, 0) == (len(baseline.notes(WAIT_NS)), len(baseline.notes(WAIT_NS + SECOND_NS)))


def test_a_damaged_memory_is_no_memory() -> None:
    """Rows that make no sense are left out."""
    baseline = Baseline(0)
    baseline.recall([{}, {"node": 3, "neighbor": "x", "vrf": "default"}, {"node": "a", "neighbor": "x"}])
    assert [] == baseline.to_json()


def test_after_a_stop_of_the_whole_lab_what_was_up_is_expected_again() -> None:
    """It was up in this life until then, and nothing of it comes back: one note for a lab of which nothing does."""
    baseline = Baseline(0, {**OWNERS, "10.1.0.3": "c"}.get)
    ups = [("a", "10.0.0.2"), ("b", "10.0.0.1"), ("a", "10.1.0.3")]
    baseline.take([state(*end, "established", 0) for end in ups], 0)
    assert [] == baseline.notes(WAIT_NS)
    baseline.begin_again(WAIT_NS)
    baseline.take([state(*end, "active", WAIT_NS) for end in ups], WAIT_NS)
    assert [] == baseline.notes(2 * WAIT_NS - 1)
    (note,) = baseline.notes(2 * WAIT_NS)
    assert "none of the sessions that were up before (2) has come up in this life of the lab" == note.text
    assert [] == baseline.notes(3 * WAIT_NS)
