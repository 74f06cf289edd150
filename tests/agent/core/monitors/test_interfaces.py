"""Interfaces at the nodes where they have a part."""

import pytest

from agent.core.monitor import prose
from agent.core.monitors.interfaces import MONITOR
from tests.agent.core.texts import sheet_of

MUTATIONS = [
    ("given-01", "eth1 on e1 went down.", "eth1 on r1 went down."),
    ("given-01", "The link at e1:eth1 failed.", "The link at r1:eth1 failed."),
    ("clos-twin-link-down", "On leaf2, eth3 lost its link.", "On leaf1, eth3 lost its link."),
]


@pytest.mark.parametrize(("about", "faithful", "corrupted"), MUTATIONS)
def test_the_corruption_is_found_and_the_faithful_text_is_not(about: str, faithful: str, corrupted: str) -> None:
    """The monitor tells one from the other by itself."""
    assert [] == [each.message for each in MONITOR.check(prose(faithful, sheet_of(about)))]
    assert "interfaces" in {each.monitor for each in MONITOR.check(prose(corrupted, sheet_of(about)))}
