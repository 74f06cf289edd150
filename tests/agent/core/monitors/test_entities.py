"""Entities: names that the sheet does not know."""

import pytest

from agent.core.monitor import prose
from agent.core.monitors.entities import MONITOR
from tests.agent.core.texts import sheet_of

MUTATIONS = [
    ("given-01", "e1 lost its sessions.", "e7 lost its sessions."),
    ("given-01", "The session to 10.1.1.1 was lost.", "The session to 10.1.1.9 was lost."),
    ("given-01", "The interface eth1 failed.", "The interface eth7 failed."),
    ("given-01", "The IPv6 session was lost.", "The EVPN session was lost."),
    ("given-01", "e1 announces prefixes.", "e1 announces 192.0.2.0/24."),
    ("given-01", "e1 and r1 are eBGP peers.", "e1 and r1 are eBGP peers in AS 65001."),
    ("clos-spine-isolated", "Spine 1 was isolated.", "Spine 2 was isolated."),
    ("given-01", "fd00:e1::2 lost fd00:e1::1.", "fd00:e1::2 lost fd00:e1::9."),
]


@pytest.mark.parametrize(("about", "faithful", "corrupted"), MUTATIONS)
def test_the_corruption_is_found_and_the_faithful_text_is_not(about: str, faithful: str, corrupted: str) -> None:
    """The monitor tells one from the other by itself."""
    assert [] == [each.message for each in MONITOR.check(prose(faithful, sheet_of(about)))]
    assert "entities" in {each.monitor for each in MONITOR.check(prose(corrupted, sheet_of(about)))}
