"""Notes on what costs no session and makes no incident."""

from dataclasses import replace

import pytest

from agent.detect.detector import Detector
from clab.units import SECOND_NS
from collectors.observations import BgpState, ProcessEvent
from tests.agent.detect.test_courses import LAB, T0, state


def outage(behind_ns: int) -> list[BgpState]:
    """A session that is lost for half a minute, one of its routers stamps so much too early from then on."""
    lost_ns, back_ns = T0, T0 + 30 * SECOND_NS
    seen = [state(a, T0 - 60 * SECOND_NS, True) for a in (1, 2)]
    for at_ns, up in ((lost_ns, False), (back_ns, True)):
        seen += [state(1, at_ns, up), replace(state(2, at_ns, up), seen_ns=at_ns - behind_ns)]
    return seen


@pytest.mark.parametrize(
    ("behind_s", "notes"),
    [
        (0.0, []),
        (
            5.0,
            [
                "r1 and r2 say 5.0 s apart that their session was back: one of their clocks was set, or one of the "
                "lines was written late; times of both hold within that"
            ],
        ),
    ],
)
def test_times_that_cannot_both_be_right_are_named_with_their_tolerance(behind_s: float, notes: list[str]) -> None:
    """A clock that was set back by little in a quiet log is not seen to be set; that the two are apart is."""
    detector = Detector(LAB, offsets={})
    detector.observe(outage(int(behind_s * SECOND_NS)))
    detector.finish()
    assert notes == [note.text for note in detector.notes() if note.kind == "clock"]
    assert ["r1"] == [incident.nodes[0] for incident in detector.incidents()]


def test_a_daemon_that_died_without_a_known_loss_is_named_once() -> None:
    """A log of a crash alone says something, too. What holds no session, what ends in order, and what ended sessions is
    no such note."""
    died = ProcessEvent(node="r1", source="log", seen_ns=T0, received_ns=T0, process="bgpd", event="died", raw="x")
    detector = Detector(LAB, offsets={})
    detector.observe([died, replace(died, seen_ns=T0 + SECOND_NS, raw="y")])
    detector.finish()
    assert ["bgpd on r1 died; no loss of a BGP session is known"] == [note.text for note in detector.notes()]
    for others in (
        [replace(died, process="staticd")],
        [died, replace(died, event="ended", seen_ns=T0 - SECOND_NS, raw="z")],
    ):
        detector = Detector(LAB, offsets={})
        detector.observe(others)
        detector.finish()
        assert [] == [note.text for note in detector.notes()]
    detector = Detector(LAB, offsets={})
    detector.observe([*outage(0), died])
    detector.finish()
    assert [] == [note.text for note in detector.notes()]
