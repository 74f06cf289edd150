"""Certainty: likely is told as likely, proved is not unknown."""

import pytest

from agent.core.monitor import prose
from agent.core.monitors.certainty import MONITOR
from tests.agent.core.texts import sheet_of

MUTATIONS = [
    (
        "diamond-password-changed",
        "The likely cause is an authentication mismatch.",
        "The cause is an authentication mismatch.",
    ),
    (
        "diamond-password-changed",
        "Probably an authentication mismatch caused it.",
        "Without doubt an authentication mismatch caused it.",
    ),
    ("diamond-password-changed", "Certainty: likely.", "Certainty: proved."),
    ("given-01", "The cause is known.", "The cause is unknown."),
    ("given-01", "The cause is proved.", "The cause could not be determined."),
]


@pytest.mark.parametrize(("about", "faithful", "corrupted"), MUTATIONS)
def test_the_corruption_is_found_and_the_faithful_text_is_not(about: str, faithful: str, corrupted: str) -> None:
    """The monitor tells one from the other by itself."""
    assert [] == [each.message for each in MONITOR.check(prose(faithful, sheet_of(about)))]
    assert "certainty" in {each.monitor for each in MONITOR.check(prose(corrupted, sheet_of(about)))}
