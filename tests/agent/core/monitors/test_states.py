"""States: lost or kept, back or down, open or closed, planned or not."""

import pytest

from agent.core.monitor import prose
from agent.core.monitors.states import MONITOR
from tests.agent.core.texts import sheet_of

MUTATIONS = [
    ("given-01", "The session between e1 and r1 recovered.", "The session between e1 and r1 never recovered."),
    ("given-01", "Both sessions are up again.", "Both sessions are still down."),
    ("given-01", "No other session was lost.", "No session was lost."),
    ("given-01", "The incident is closed.", "The incident is still open."),
    ("given-01", "It was not planned.", "It was planned."),
    ("diamond-node-pause", "It was planned.", "It was unplanned."),
    ("given-15", "No session was lost.", "The session between e1 and r1 was lost."),
    ("made-spine-open", "leaf3 is still down.", "leaf3 has recovered."),
    ("given-01", "e1 lost its sessions.", "e1 was not affected."),
]


@pytest.mark.parametrize(("about", "faithful", "corrupted"), MUTATIONS)
def test_the_corruption_is_found_and_the_faithful_text_is_not(about: str, faithful: str, corrupted: str) -> None:
    """The monitor tells one from the other by itself."""
    assert [] == [each.message for each in MONITOR.check(prose(faithful, sheet_of(about)))]
    assert "states" in {each.monitor for each in MONITOR.check(prose(corrupted, sheet_of(about)))}
