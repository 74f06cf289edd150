"""Denial: the cause, taken back."""

import pytest

from agent.core.monitor import prose
from agent.core.monitors.denial import MONITOR
from tests.agent.core.texts import sheet_of

MUTATIONS = [
    ("given-01", "The link was at fault.", "The link was not at fault."),
    ("given-01", "The link was up again at 21:16:48.", "The link stayed up."),
    ("diamond-node-pause", "r4 was paused.", "r4 was never paused."),
    ("diamond-node-pause", "r4 was responding again at 07:50:34.", "r4 kept responding."),
    ("diamond-clear-all", "Somebody reset the sessions of r4.", "Nobody reset anything on r4."),
]


@pytest.mark.parametrize(("about", "faithful", "corrupted"), MUTATIONS)
def test_the_corruption_is_found_and_the_faithful_text_is_not(about: str, faithful: str, corrupted: str) -> None:
    """The monitor tells one from the other by itself."""
    assert [] == [each.message for each in MONITOR.check(prose(faithful, sheet_of(about)))]
    assert "denial" in {each.monitor for each in MONITOR.check(prose(corrupted, sheet_of(about)))}
