"""Order: what came before what, who was first and who was last."""

import pytest

from agent.core.monitor import prose
from agent.core.monitors.order import MONITOR
from tests.agent.core.texts import sheet_of

MUTATIONS = [
    ("diamond-node-pause", "b4–r4 was lost before r3–r4.", "r3–r4 was lost before b4–r4."),
    ("diamond-node-pause", "b4–r4 dropped, followed by r3–r4.", "r3–r4 dropped, followed by b4–r4."),
    ("diamond-node-pause", "The first to lose its session was b4.", "The first to lose its session was r1."),
    ("diamond-node-pause", "The last to return was r3–r4.", "The last to return was b4–r4."),
    (
        "given-01",
        "After the link had failed, both sessions were lost.",
        "After both sessions had been lost, the link failed.",
    ),
    ("given-01", "The sessions were lost and then came back.", "The sessions came back and then were lost."),
    ("given-04", "The loss of the sessions followed the pause.", "The pause followed the loss of the sessions."),
    (
        "diamond-node-pause",
        "After b4 had lost its session, r4 was unpaused.",
        "b4 lost its session after r4 had been unpaused.",
    ),
    (
        "diamond-one-way-loss",
        "e2's hold timer ran out first.",
        "r2's hold timer ran out first.",
    ),
    (
        "diamond-node-pause",
        "After b4 had lost its session, r4 was unpaused.",
        "b4 lost its session after r4 had been unpaused.",
    ),
    (
        "diamond-one-way-loss",
        "e2's hold timer ran out first.",
        "r2's hold timer ran out first.",
    ),
]


@pytest.mark.parametrize(("about", "faithful", "corrupted"), MUTATIONS)
def test_the_corruption_is_found_and_the_faithful_text_is_not(about: str, faithful: str, corrupted: str) -> None:
    """The monitor tells one from the other by itself."""
    assert [] == [each.message for each in MONITOR.check(prose(faithful, sheet_of(about)))]
    assert "order" in {each.monitor for each in MONITOR.check(prose(corrupted, sheet_of(about)))}
