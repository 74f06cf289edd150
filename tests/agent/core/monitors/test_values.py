"""Values: times, prefix counts and numbers that the sheet does not hold, and times at the wrong event."""

import pytest

from agent.core.monitor import prose
from agent.core.monitors.values import MONITOR
from tests.agent.core.texts import sheet_of

MUTATIONS = [
    ("given-01", "The first session was lost at 21:16:23.438.", "The first session was lost at 21:16:29.438."),
    ("given-01", "It began at 9:16 pm.", "It began at 9:46 pm."),
    ("given-01", "Both sessions came back at 21:16:48.", "Both sessions came back at 21:16:23."),
    ("given-11", "r2 received 21 prefixes, the limit being 20.", "r2 received 31 prefixes, the limit being 20."),
    ("given-11", "The limit is 20 prefixes.", "The limit is 21 prefixes."),
    ("diamond-node-killed", "r2 died with signal 9.", "r2 died with signal 15."),
    ("given-06", "It was a Cease 6/2.", "It was a Cease 6/9."),
    ("given-01", "On 22 November 2026 a link failed.", "On 23 November 2026 a link failed."),
]


@pytest.mark.parametrize(("about", "faithful", "corrupted"), MUTATIONS)
def test_the_corruption_is_found_and_the_faithful_text_is_not(about: str, faithful: str, corrupted: str) -> None:
    """The monitor tells one from the other by itself."""
    assert [] == [each.message for each in MONITOR.check(prose(faithful, sheet_of(about)))]
    assert "values" in {each.monitor for each in MONITOR.check(prose(corrupted, sheet_of(about)))}
