"""Severity: only the incident's own."""

import pytest

from agent.core.monitor import prose
from agent.core.monitors.severity import MONITOR
from tests.agent.core.texts import sheet_of

MUTATIONS = [
    ("given-01", "Severity: WARNING.", "Severity: ACTION."),
    ("given-11", "ACTION: a person should look.", "WARNING: a person should look."),
    ("given-11", "This is rated ACTION, not WARNING.", "This is rated WARNING."),
    ("given-11", "Somebody has to look at it.", "No action is needed."),
    ("given-01", "The severity is warning.", "The severity is critical."),
]


@pytest.mark.parametrize(("about", "faithful", "corrupted"), MUTATIONS)
def test_the_corruption_is_found_and_the_faithful_text_is_not(about: str, faithful: str, corrupted: str) -> None:
    """The monitor tells one from the other by itself."""
    assert [] == [each.message for each in MONITOR.check(prose(faithful, sheet_of(about)))]
    assert "severity" in {each.monitor for each in MONITOR.check(prose(corrupted, sheet_of(about)))}
