"""Quantifiers: both, several, only one, all, and a hub's shares."""

import pytest

from agent.core.monitor import prose
from agent.core.monitors.quantifiers import MONITOR
from tests.agent.core.texts import sheet_of

MUTATIONS = [
    ("given-01", "Both sessions were lost.", "Several sessions, many sessions, were lost."),
    ("diamond-clear-one", "A single session was lost.", "Both sessions were lost."),
    ("diamond-node-pause", "Several sessions were lost.", "A single session was lost."),
    ("made-spine-open", "All but one have recovered.", "All have recovered."),
    ("diamond-bgpd-killed", "r3 lost two sessions to r1 and one each to r2 and r4.", "r3 lost one session, two to r4."),
]


@pytest.mark.parametrize(("about", "faithful", "corrupted"), MUTATIONS)
def test_the_corruption_is_found_and_the_faithful_text_is_not(about: str, faithful: str, corrupted: str) -> None:
    """The monitor tells one from the other by itself."""
    assert [] == [each.message for each in MONITOR.check(prose(faithful, sheet_of(about)))]
    assert "quantifiers" in {each.monitor for each in MONITOR.check(prose(corrupted, sheet_of(about)))}
