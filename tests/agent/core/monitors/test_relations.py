"""Relations: nodes, addresses, interfaces and families that do not belong together."""

import pytest

from agent.core.monitor import prose
from agent.core.monitors.relations import MONITOR
from tests.agent.core.texts import sheet_of

MUTATIONS = [
    ("diamond-node-pause", "r1 lost its session to r4.", "r1 lost its session to r3."),
    ("diamond-node-pause", "The session between b4 and r4 was lost.", "The session between b4 and r2 was lost."),
    ("given-01", "e1 (10.1.1.2) lost its session.", "e1 (10.1.1.1) lost its session."),
    (
        "given-01",
        "The session e1 – r1 (10.1.1.2 – 10.1.1.1) was lost.",
        "The session e1 – r1 (10.1.1.1 – 10.1.1.2) was lost.",
    ),
    ("given-04", "The EVPN session between r1 and r4 was lost.", "The EVPN session between r3 and r4 was lost."),
    ("diamond-neighbor-removed", "e1 sent a Cease (6/3).", "r1 sent a Cease (6/3)."),
    ("given-01", "The session between e1 and r1 was lost.", "The session between e1 and e1 was lost."),
    ("made-srl-link-down", "srl2 warned at 10:15:30.", "srl1 warned at 10:15:30."),
]


@pytest.mark.parametrize(("about", "faithful", "corrupted"), MUTATIONS)
def test_the_corruption_is_found_and_the_faithful_text_is_not(about: str, faithful: str, corrupted: str) -> None:
    """The monitor tells one from the other by itself."""
    assert [] == [each.message for each in MONITOR.check(prose(faithful, sheet_of(about)))]
    assert "relations" in {each.monitor for each in MONITOR.check(prose(corrupted, sheet_of(about)))}
