"""Polls see a change late, each node's at its own moment: what they cannot order proves nothing."""

import random
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from agent.detect.detector import Detector
from agent.detect.prefix_counts import ROUND_NS, SPREAD_NS, STAYS_NS, Counts
from clab.model import Endpoint, Lab, Link, Node
from clab.units import SECOND_NS
from collectors.observations import BgpState, InterfaceState, NeighborFacts, Observation, PrefixCount, PrefixSent

T0_NS = 1_795_000_000 * SECOND_NS
SESSIONS = (("e1", "r1"), ("r1", "r2"), ("r1", "r3"), ("r2", "r3"), ("r2", "e2"))
LAB = Lab(
    "late",
    {name: Node(name, addresses=(f"10.0.0.{k}",)) for k, name in enumerate(("e1", "r1", "r2", "r3", "e2"), 1)},
    tuple(Link(Endpoint(a, f"to-{b}"), Endpoint(b, f"to-{a}")) for a, b in SESSIONS),
)
FAULT_S, REPAIR_S, END_S = 60.0, 78.0, 130.0
EVERY_S, SLOWEST_S = 5.0, 1.9

Poll = tuple[float, float, float]
"""When it was asked for, the moment that the answer is of, and when the answer was there, in seconds."""


def _polls(seed: int) -> dict[str, list[Poll]]:
    """Five seconds between one answer and the next question, as a poller does; an answer may take long."""
    chance = random.Random(seed)
    polls: dict[str, list[Poll]] = {}
    for node in LAB.nodes:
        slowest = chance.choice((0.01, SLOWEST_S))
        at, rows = chance.uniform(0.6, 5.5), []
        while at < END_S:
            took = chance.uniform(0.001, slowest)
            rows.append((at, chance.uniform(at, at + took), at + took))
            at += took + EVERY_S
        polls[node] = rows
    return polls


def _stamps(node: str, source: str, seen_s: float, arrived_s: float | None = None) -> dict[str, object]:
    seen_ns = T0_NS + int(seen_s * SECOND_NS)
    arrived_ns = seen_ns if arrived_s is None else T0_NS + int(arrived_s * SECOND_NS)
    said = f"{node} {source} {seen_s}"
    return {"node": node, "source": source, "seen_ns": seen_ns, "received_ns": arrived_ns, "raw": said}


def _address(node: str) -> str:
    return LAB.nodes[node].addresses[0]


def _sent(a: str, b: str, whole: bool) -> int:
    """How many prefixes `a` sends to `b`, while e1's eight are there or not; everybody has one of its own."""
    if a == "e1":
        return 9 if whole else 1
    return 1 + (8 if whole and b != "e1" and a in {"r1", "r2"} and (a, b) != ("r2", "r3") else 0)


@dataclass(frozen=True, slots=True)
class Story:
    """What happens, and when it is over: e2 filters what r2 sends, and e1 loses its link or takes its prefixes back."""

    filter_s: float | None = None
    cut: bool = False
    withdrawn: bool = False
    over_s: float = REPAIR_S
    filter_over_s: float = END_S
    lag_s: float = 0.0
    """So long after it was sent a router counts it as sent."""


def _counts(node: str, poll: Poll, story: Story) -> Iterator[Observation]:
    """What a node's answer says of its neighbors at the moment that it is of."""
    asked, moment, answered = poll
    during = FAULT_S <= moment < story.over_s
    gone, missed = story.cut and during, (story.cut or story.withdrawn) and during
    kept_back = (story.cut or story.withdrawn) and FAULT_S <= moment - story.lag_s < story.over_s
    for ends in SESSIONS:
        for me, peer in (ends, ends[::-1]):
            if me != node or (gone and set(ends) == {"e1", "r1"}):
                continue
            stamps = {**_stamps(node, "snapshot", asked, answered), "neighbor": _address(peer), "afi": "ipv4Unicast"}
            received = _sent(peer, me, not missed)
            filtered = story.filter_s is not None and story.filter_s <= moment < story.filter_over_s
            if filtered and (me, peer) == ("e2", "r2"):
                received = 1
            yield PrefixCount(**stamps, received=received)  # type: ignore[arg-type]
            yield PrefixSent(**stamps, sent=_sent(me, peer, not (missed if me == "e1" else kept_back)))  # type: ignore[arg-type]


def _told(polls: dict[str, list[Poll]], story: Story, more: Sequence[Observation] = ()) -> list[str]:
    """The causes of all incidents that were ever told, by a detector that hears each thing when it arrives, and looks
    again whenever a count has stood for long enough to be believed."""
    seen: list[Observation] = [*more]
    for ends in SESSIONS:
        for me, peer in (ends, ends[::-1]):
            name = {"neighbor": _address(peer)}
            facts = {"local_address": _address(me), "hold_time_s": 9.0}
            seen.append(NeighborFacts(**_stamps(me, "snapshot", 0), **name, **facts))  # type: ignore[arg-type]
            seen.append(BgpState(**_stamps(me, "log", 0.5), **name, state="established"))  # type: ignore[arg-type]
            for at, up in ((FAULT_S, False), (story.over_s, True)):
                if story.cut and set(ends) == {"e1", "r1"}:
                    port = {"interface": f"to-{peer}", "up": up}
                    seen.append(InterfaceState(**_stamps(me, "runtime", at), **port))  # type: ignore[arg-type]
                    state = {"state": "established" if up else "down", "reason": "Interface down" if not up else ""}
                    seen.append(BgpState(**_stamps(me, "log", at + 0.01), **name, **state))  # type: ignore[arg-type]
    for node, rows in polls.items():
        for poll in rows:
            seen.extend(_counts(node, poll, story))
    detector = Detector(LAB)
    types: dict[str, str] = {}
    waiting = sorted(seen, key=lambda each: each.received_ns)
    looks = {each.received_ns for each in seen}
    looks |= {each.seen_ns + STAYS_NS for each in seen if isinstance(each, PrefixCount)}
    first = 0
    for now_ns in sorted(looks):
        last = bisect_right(waiting, now_ns, first, key=lambda each: each.received_ns)
        detector.observe(waiting[first:last])
        first = last
        types.update((change.incident.id, change.incident.cause.type) for change in detector.settle(now_ns))
    types.update((change.incident.id, change.incident.cause.type) for change in detector.finish())
    return list(types.values())


@settings(max_examples=50, deadline=None)
@given(
    seed=st.integers(0, 1 << 32),
    lag_s=st.sampled_from((0.0, 0.05, 0.5)),
    over_s=st.sampled_from((61.0, 62.5, 66.0, REPAIR_S)),
)
def test_what_a_lost_session_took_away_is_no_incident_of_its_own(seed: int, lag_s: float, over_s: float) -> None:
    """A link goes and comes back: its prefixes are missed everywhere, and nobody filters or withdraws anything, also
    where a router counts what it sent only a moment after it has sent it, and where all is over between two polls."""
    assert ["link_down"] == _told(_polls(seed), Story(cut=True, lag_s=lag_s, over_s=over_s))


def test_where_a_change_began_is_known_when_all_that_was_seen_of_it_has_stayed() -> None:
    """e2 is asked 18 ms before r2, of which it has its routes: when e2's count has stayed and is back already, r2's has
    not stayed yet, and r2 counts what it sent late."""
    moments = {"e1": 60.7, "r1": 60.8, "r2": 60.518, "r3": 60.9, "e2": 60.5}
    polls = {node: [(at, at, at) for at in (first - 5.0, first, first + 3.002)] for node, first in moments.items()}
    earlier = {**_stamps("r2", "snapshot", 48.0), "neighbor": _address("e2"), "afi": "ipv4Unicast"}
    more = [PrefixSent(**earlier, sent=19)]  # type: ignore[arg-type]
    assert ["link_down"] == _told(polls, Story(cut=True, lag_s=0.7, over_s=62.0), more)


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 1 << 32))
def test_a_filter_is_found_whenever_the_polls_come(seed: int) -> None:
    """The receiver's count fell and the sender's did not: an incident, and that cause alone."""
    assert ["policy_filter"] == _told(_polls(seed), Story(filter_s=FAULT_S))


def _ends_within_a_round(receiver: list[Poll], sender: list[Poll], over_s: float) -> bool:
    """Whether one round of polls sees the receiver just before and the sender just after: it cannot be told apart."""
    before = [answered for _, moment, answered in receiver if moment < over_s]
    after = [answered for _, moment, answered in sender if moment >= over_s]
    return after[0] - before[-1] <= ROUND_NS / SECOND_NS


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 1 << 32), held_s=st.floats(0.1, 40))
def test_a_withdrawal_of_any_length_is_never_a_filter(seed: int, held_s: float) -> None:
    """A sender takes its prefixes back and announces them again, between any two polls: that is what is told, or
    nothing where no poll fell into it, or that nobody knows who it was where no poll of the sender did."""
    polls, over_s = _polls(seed), FAULT_S + held_s
    assume(
        not any(
            _ends_within_a_round(polls[me], polls[peer], over_s) for ends in SESSIONS for me, peer in (ends, ends[::-1])
        )
    )
    told = _told(polls, Story(withdrawn=True, over_s=over_s))
    assert set(told) <= {"route_withdrawal"} or (told == ["unknown"] and held_s < EVERY_S + SLOWEST_S)
    assert len(told) == 1 or held_s < 2 * (EVERY_S + SLOWEST_S)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 1 << 32), held_s=st.floats(0.1, 40))
def test_a_filter_is_named_where_it_lasted_for_a_few_polls(seed: int, held_s: float) -> None:
    """A shorter one is a fall of which nobody knows who it was, or is not seen at all."""
    told = _told(_polls(seed), Story(filter_s=FAULT_S, filter_over_s=FAULT_S + held_s))
    assert told in ([], ["unknown"], ["policy_filter"])
    assert told == ["policy_filter"] or held_s < 4 * (EVERY_S + SLOWEST_S)


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 1 << 32))
def test_two_changes_are_two_incidents(seed: int) -> None:
    """A sender takes its prefixes back for a while; after that another router filters another neighbor."""
    told = _told(_polls(seed), Story(withdrawn=True, filter_s=REPAIR_S + 15))
    assert ["route_withdrawal", "policy_filter"] == told


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1 << 32))
def test_changes_soon_after_a_session_is_back_are_told(seed: int) -> None:
    """The counts had settled since, though one of them moved again: r2 and r3 had lost theirs half a minute before."""
    outage: list[Observation] = []
    for me, peer in (("r2", "r3"), ("r3", "r2")):
        for at_s, state in ((25.0, "down"), (32.0, "established")):
            stamps = _stamps(me, "log", at_s)
            outage.append(BgpState(**stamps, neighbor=_address(peer), state=state))  # type: ignore[arg-type]
    told = _told(_polls(seed), Story(withdrawn=True, over_s=67.0, filter_s=76.0), outage)
    assert {"route_withdrawal", "policy_filter"} <= set(told)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1 << 32))
def test_polls_alone_make_no_incident(seed: int) -> None:
    """Nothing happened, and nothing is told."""
    assert [] == _told(_polls(seed), Story())


def test_a_fall_is_judged_alike_while_its_past_is_forgotten() -> None:
    """What a count stood at before it rose is known for as long as the fall after it is."""
    counts = Counts()
    view = ("r1", "default", "10.0.0.1")
    for at_s, received in ((0, 10), (100, 2), (110, 10), (130, 2), (140, 10), (2000, 10)):
        at_ns = T0_NS + at_s * SECOND_NS
        stamps = _stamps("r1", "log", at_s)
        counts.add(at_ns, PrefixCount(**stamps, neighbor="10.0.0.1", afi="ipv4Unicast", received=received))  # type: ignore[arg-type]
    now_ns = T0_NS + 2000 * SECOND_NS
    told = []
    for before_s in (0, 90, 105, 115, 125, 131, 145):
        counts.prune(T0_NS + before_s * SECOND_NS + SPREAD_NS)
        falls = [fall for fall in counts.falls(now_ns) if fall.view == view and fall.settled]
        told.append([(fall.at_ns - T0_NS) // SECOND_NS for fall in falls])
    assert told == [[100, 130], [100, 130], [130], [130], [130], [], []]
