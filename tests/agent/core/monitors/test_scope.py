"""Scope: counts."""

import pytest

from agent.core.monitor import prose
from agent.core.monitors.scope import MONITOR
from tests.agent.core.texts import sheet_of

MUTATIONS = [
    ("given-01", "Two sessions were lost.", "Three sessions were lost."),
    ("made-spine-open", "One of three peerings is still down.", "Two of three peerings are still down."),
    ("diamond-node-pause", "Five nodes were involved.", "Six nodes were involved."),
    ("diamond-link-flap", "Each session was lost four times.", "Each session was lost twice."),
    ("clos-spine-isolated", "All three leaves lost it.", "All four leaves lost it."),
]


@pytest.mark.parametrize(("about", "faithful", "corrupted"), MUTATIONS)
def test_the_corruption_is_found_and_the_faithful_text_is_not(about: str, faithful: str, corrupted: str) -> None:
    """The monitor tells one from the other by itself."""
    assert [] == [each.message for each in MONITOR.check(prose(faithful, sheet_of(about)))]
    assert "scope" in {each.monitor for each in MONITOR.check(prose(corrupted, sheet_of(about)))}
