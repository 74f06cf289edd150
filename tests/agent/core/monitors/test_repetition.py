"""Repetition: sentences told twice, and loops."""

import pytest

from agent.core.monitor import prose
from agent.core.monitors.repetition import MONITOR
from tests.agent.core.texts import sheet_of

MUTATIONS = [
    (
        "given-01",
        "The link at e1:eth1 failed. Both sessions were lost.",
        "The link at e1:eth1 failed at 21:16:23. The link at e1:eth1 failed at 21:16:23.",
    ),
    ("given-01", "It went down, and up.", "It went down, it went down, it went down, it went down."),
]


@pytest.mark.parametrize(("about", "faithful", "corrupted"), MUTATIONS)
def test_the_corruption_is_found_and_the_faithful_text_is_not(about: str, faithful: str, corrupted: str) -> None:
    """The monitor tells one from the other by itself."""
    assert [] == [each.message for each in MONITOR.check(prose(faithful, sheet_of(about)))]
    assert "repetition" in {each.monitor for each in MONITOR.check(prose(corrupted, sheet_of(about)))}
