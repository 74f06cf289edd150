"""Recovery: all of it, or a part."""

import pytest

from agent.core.monitor import prose
from agent.core.monitors.recovery import MONITOR
from tests.agent.core.texts import sheet_of

MUTATIONS = [
    ("given-01", "Both sessions recovered.", "Only the IPv6 session recovered."),
    (
        "given-01",
        "The IPv4 session recovered, and so did the IPv6 one.",
        "The IPv4 session recovered, the IPv6 one did not.",
    ),
    ("given-01", "Both sessions came back.", "Half of the sessions came back."),
    ("diamond-node-pause", "All five sessions came back.", "All but one of the sessions came back."),
    (
        "diamond-node-pause",
        "Two of the five sessions came back after 20 s, the others later.",
        "Two of the five sessions came back.",
    ),
    ("made-spine-open", "leaf1 and leaf2 recovered.", "leaf1 and leaf3 recovered."),
    ("made-spine-open", "The network has not fully recovered.", "The network has fully recovered."),
]


@pytest.mark.parametrize(("about", "faithful", "corrupted"), MUTATIONS)
def test_the_corruption_is_found_and_the_faithful_text_is_not(about: str, faithful: str, corrupted: str) -> None:
    """The monitor tells one from the other by itself."""
    assert [] == [each.message for each in MONITOR.check(prose(faithful, sheet_of(about)))]
    assert "recovery" in {each.monitor for each in MONITOR.check(prose(corrupted, sheet_of(about)))}
