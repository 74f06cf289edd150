"""Places: the node that a cause is pinned to."""

import pytest

from agent.core.monitor import prose
from agent.core.monitors.places import MONITOR
from tests.agent.core.texts import sheet_of

MUTATIONS = [
    ("diamond-node-pause", "r4 was paused, and b4 lost it.", "r4 was paused together with r2."),
    ("diamond-node-pause", "r4 and its sessions stood still.", "r4 and r3 were both paused."),
    ("diamond-clear-one", "r2 issued an administrative reset.", "r4 issued an administrative reset."),
    ("diamond-node-pause", "r4 was paused.", "r2 was paused."),
    ("diamond-clear-one", "An operator on r2 reset the session.", "An operator on r4 reset the session."),
    ("given-06", "r1 shut the session down.", "r4 shut the session down."),
    ("diamond-bgpd-killed", "The BGP daemon on r3 crashed.", "The BGP daemon on r1 crashed."),
    ("diamond-route-withdrawal", "e1 withdrew routes.", "r1 withdrew routes."),
    ("given-11", "r2 tore down the session.", "e2 tore down the session."),
]


@pytest.mark.parametrize(("about", "faithful", "corrupted"), MUTATIONS)
def test_the_corruption_is_found_and_the_faithful_text_is_not(about: str, faithful: str, corrupted: str) -> None:
    """The monitor tells one from the other by itself."""
    assert [] == [each.message for each in MONITOR.check(prose(faithful, sheet_of(about)))]
    assert "places" in {each.monitor for each in MONITOR.check(prose(corrupted, sheet_of(about)))}
