"""A peering that the configuration no longer has ends as removed; one that never answered is never up, not down."""

from agent.detect.detector import Detector
from clab.model import Lab, Node
from collectors.observations import BgpState, Observation, Poll

S = 1_000_000_000
T0 = 1_795_000_000 * S
LAB = Lab("two", {f"r{k}": Node(f"r{k}", addresses=(f"10.0.0.{k}",)) for k in (1, 2)})


def polls(at_ns: int, *nodes: int, state: str | None = "established") -> list[Observation]:
    """One poll of each router; None: the neighbor is not in its answer."""
    seen: list[Observation] = []
    for a in nodes:
        common = {"node": f"r{a}", "source": "snapshot", "seen_ns": at_ns, "received_ns": at_ns}
        seen.append(Poll(**common, command="bgp-summary", ok=True))  # type: ignore[arg-type]
        if state is not None:
            raw = f"r{a} {state}"
            seen.append(BgpState(**common, neighbor=f"10.0.0.{3 - a}", state=state, kind="level", raw=raw))  # type: ignore[arg-type]
    return seen


def line(a: int, at_ns: int, *, up: bool) -> Observation:
    """A line of a router's log."""
    state = "established" if up else "down"
    common = {"node": f"r{a}", "source": "log", "seen_ns": at_ns, "received_ns": at_ns, "raw": f"{state} {at_ns}"}
    return BgpState(**common, neighbor=f"10.0.0.{3 - a}", state=state)  # type: ignore[arg-type]


def play(*steps: list[Observation]) -> Detector:
    """Settled after each step."""
    detector = Detector(LAB)
    for each in steps:
        detector.observe(each)
        detector.settle(max(one.received_ns for one in each))
    return detector


def test_a_peering_that_no_end_has_any_more_is_closed_as_removed() -> None:
    """Without a restoration, and without being down for ever."""
    up = [polls(T0 + k * 5 * S, 1, 2) for k in range(3)]
    lost = [[line(1, T0 + 12 * S, up=False), line(2, T0 + 12 * S, up=False)]]
    gone = [polls(T0 + (15 + k * 5) * S, 1, 2, state=None) for k in range(12)]
    detector = play(*up, *lost, *gone)
    (incident,) = detector.incidents()
    (outage,) = incident.peerings
    assert ("closed", "WARNING", None) == (incident.status, incident.severity, outage.restored_ns)
    (moment,) = [each for each in incident.timeline if "configured no more" in each.text]
    assert (T0 + 15 * S, ()) == (moment.at_ns, detector.standings())


def test_one_end_that_still_has_it_keeps_it_down() -> None:
    """It is a fault of the configuration, not its end."""
    up = [polls(T0 + k * 5 * S, 1, 2) for k in range(3)]
    lost = [[line(1, T0 + 12 * S, up=False), line(2, T0 + 12 * S, up=False)]]
    half = [
        [*polls(T0 + (15 + k * 5) * S, 1, state=None), *polls(T0 + (15 + k * 5) * S, 2, state="active")]
        for k in range(12)
    ]
    detector = play(*up, *lost, *half)
    (incident,) = detector.incidents()
    assert ("open", [False]) == (incident.status, [each.up for each in detector.standings()])


def test_a_neighbor_that_comes_back_begins_anew() -> None:
    """Removed, configured again and up: the old incident stays closed, nothing new is lost."""
    up = [polls(T0 + k * 5 * S, 1, 2) for k in range(3)]
    lost = [[line(1, T0 + 12 * S, up=False), line(2, T0 + 12 * S, up=False)]]
    gone = [polls(T0 + (15 + k * 5) * S, 1, 2, state=None) for k in range(12)]
    again = [polls(T0 + (80 + k * 5) * S, 1, 2, state="active" if k == 0 else "established") for k in range(4)]
    detector = play(*up, *lost, *gone, *again)
    (incident,) = detector.incidents()
    assert ("closed", [True]) == (incident.status, [each.up for each in detector.standings()])


def test_a_neighbor_that_never_answered_is_never_up() -> None:
    """No incident, and not down."""
    detector = play(*[polls(T0 + k * 5 * S, 1, state="active") for k in range(10)])
    (standing,) = detector.standings()
    assert ((), True) == (detector.incidents(), standing.never_up)
