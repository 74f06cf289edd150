"""A long flap costs the same for every change, says how often, and shows its first and its last moments."""

import random
import time
from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.detect.courses import Courses
from agent.detect.detector import Detector
from agent.detect.outages import Transition, build_outages
from agent.detect.peerings import Peering
from clab.model import Lab, Node
from clab.units import SECOND_NS
from collectors.observations import BgpState, Observation

T0 = 1_795_000_000 * SECOND_NS
LAB = Lab("two", {"r1": Node("r1", addresses=("10.0.0.1",)), "r2": Node("r2", addresses=("10.0.0.2",))})
VIEW = ("r1", "default", "10.0.0.2")


def state(a: int, at_ns: int, up: bool) -> BgpState:
    """One end's word."""
    what = "established" if up else "down"
    return BgpState(
        node=f"r{a}",
        source="log",
        origin=f"r{a}.log",
        seen_ns=at_ns,
        received_ns=at_ns + 1,
        neighbor=f"10.0.0.{3 - a}",
        state=what,  # type: ignore[arg-type]
        raw=f"{what} {at_ns}",
    )


def flaps(count: int, every_ns: int = 10 * SECOND_NS) -> list[Observation]:
    """A session that is lost for a second, again and again."""
    seen: list[Observation] = [state(a, T0 - 60 * SECOND_NS, True) for a in (1, 2)]
    for k in range(count):
        at_ns = T0 + k * every_ns
        seen += [state(a, at_ns + a, False) for a in (1, 2)] + [state(a, at_ns + SECOND_NS + a, True) for a in (1, 2)]
    return seen


def run(seen: list[Observation]) -> tuple[Detector, float]:
    """All of it, each change as it comes; with the CPU seconds that it cost."""
    detector, started = Detector(LAB), time.process_time()
    for item in seen:
        detector.observe([item])
        detector.settle(item.received_ns)
    detector.finish()
    return detector, time.process_time() - started


def test_a_long_flap_is_one_incident_that_says_how_often() -> None:
    """Counted and summed up over all of it; the timeline has the first and the last moments."""
    detector, _ = run(flaps(300))
    (incident,) = detector.incidents()
    (outage,) = incident.peerings
    assert (300, 300 * (SECOND_NS + 1)) == (outage.losses, outage.outage_ns)
    assert (T0 + 1, T0 + 2990 * SECOND_NS + SECOND_NS + 2) == (outage.lost_ns, outage.restored_ns)
    first, *_, last = incident.timeline
    assert (outage.lost_ns, outage.restored_ns) == (first.at_ns, last.at_ns)
    (said,) = [item.text for item in incident.timeline if "left out" in item.text]
    assert said.endswith("the session was lost 300 times in all")
    assert len(incident.timeline) <= 65


def polled(a: int, at_ns: int, up: bool, since_ns: int) -> BgpState:
    """What one end answers to a poll; it counts whole seconds, from the moment of the poll back."""
    whole_s = (at_ns - since_ns) // SECOND_NS
    told_ns = at_ns - whole_s * SECOND_NS
    seen = state(a, at_ns, up)
    return replace(seen, source="snapshot", origin="", kind="level", since_ns=told_ns, raw=f"poll {a} {at_ns}")


@given(seed=st.integers(0, 1 << 32))
@settings(max_examples=30, deadline=None)
def test_polls_beside_the_logs_change_no_time_of_a_long_flap(seed: int) -> None:
    """Whenever they come: also when what the logs said of the first losses is not at hand any more."""
    chance, lost, seen = random.Random(seed), [], [state(a, T0 - 60 * SECOND_NS, True) for a in (1, 2)]
    edges = [(T0 - 60 * SECOND_NS, True)]
    for k in range(30):
        down_ns = T0 + int((40 * k + chance.uniform(0, 10)) * SECOND_NS)
        up_ns = down_ns + int(chance.uniform(1, 20) * SECOND_NS)
        lost.append((down_ns, up_ns))
        edges += [(down_ns, False), (up_ns, True)]
    seen += [state(a, at_ns, up) for at_ns, up in edges[1:] for a in (1, 2)]
    for a in (1, 2):
        at_ns = T0 - 30 * SECOND_NS + int(chance.uniform(0, 5) * SECOND_NS)
        while at_ns < edges[-1][0] + 60 * SECOND_NS:
            since_ns, up = next(edge for edge in reversed(edges) if edge[0] <= at_ns)
            seen.append(polled(a, at_ns, up, since_ns))
            at_ns += 5 * SECOND_NS
    detector, _ = run(sorted(seen, key=lambda item: item.received_ns))
    outages = sorted((each for item in detector.incidents() for each in item.peerings), key=lambda each: each.lost_ns)
    assert (lost[0][0], lost[-1][1]) == (outages[0].lost_ns, outages[-1].restored_ns)
    assert sum(up_ns - down_ns for down_ns, up_ns in lost) == sum(each.outage_ns or 0 for each in outages)
    assert len(lost) == sum(each.losses for each in outages)


def test_each_change_of_a_long_flap_costs_the_same() -> None:
    """Four times the flaps, about four times the time; it would be sixteen if the whole were told anew."""
    run(flaps(60))
    _, short_s = run(flaps(100))
    _, long_s = run(flaps(400))
    assert long_s < 8 * short_s


def test_what_is_sealed_gives_the_same_outages() -> None:
    """Edge by edge, as if all were folded at once."""
    edges = [
        Transition(VIEW, each.seen_ns, 1000, k, each.state == "established", "", each)
        for k, each in enumerate(
            flap for flap in flaps(200, 7 * SECOND_NS) if isinstance(flap, BgpState) and flap.node == "r1"
        )
    ]
    peering, courses = Peering((VIEW,), "r1", "r2", "10.0.0.1", "10.0.0.2"), Courses()
    held: list[Transition] = []
    for edge in edges:
        held.append(edge)
        losses, cut_ns = courses.fold(peering, held, edge.at_ns, ())
        if cut_ns is not None:
            held = [item for item in held if item.at_ns > cut_ns]
    assert build_outages(edges, edges[-1].at_ns) == losses
    assert len(held) < 100


def test_what_was_written_while_nobody_watched_is_whole_whichever_log_is_read_first() -> None:
    """One router's log is read whole, and only then the other's: the first stamps of both count."""
    written = [replace(item, seq=k) for k, item in enumerate(flaps(60))]
    found = []
    for first, later_s in product(("r1", "r2"), (10, 600, 5_000)):
        read_ns = written[-1].seen_ns + later_s * SECOND_NS
        detector = Detector(LAB)
        for turn, late in enumerate((False, True)):
            mine = [item for item in written if (item.node != first) is late]
            detector.observe(replace(item, received_ns=read_ns + turn * SECOND_NS) for item in mine)
            detector.settle(read_ns + turn * SECOND_NS)
        for second in range(2, 300):
            detector.settle(read_ns + second * SECOND_NS)
        detector.finish()
        found.append([(outage.lost_ns, outage.losses) for item in detector.incidents() for outage in item.peerings])
    assert [[(T0 + 1, 60)]] * 6 == found
