"""Causality: the cause that a rule proved, and the right way round."""

import pytest

from agent.core.monitor import prose
from agent.core.monitors.causality import MONITOR
from tests.agent.core.texts import sheet_of

MUTATIONS = [
    ("given-01", "A link failure took down both sessions.", "A power failure took down both sessions."),
    (
        "given-01",
        "The sessions were lost because the link failed.",
        "The sessions were lost because the daemon crashed.",
    ),
    ("given-01", "A link failure took down both sessions.", "The loss of both sessions took the link down."),
    ("given-01", "The root cause was a failed link.", "The root cause was an expired hold timer."),
    ("given-11", "An exceeded prefix limit caused the loss.", "A link failure caused the loss."),
    ("diamond-bird-killed", "Why the session was lost is unknown.", "The session was lost because of a crash."),
    (
        "given-17-link",
        "The link failed, so the session was lost.",
        "The link failed, so r2 tore its session down for exceeding the prefix limit.",
    ),
    ("given-01", "The link did go down.", "The link did not go down."),
]


@pytest.mark.parametrize(("about", "faithful", "corrupted"), MUTATIONS)
def test_the_corruption_is_found_and_the_faithful_text_is_not(about: str, faithful: str, corrupted: str) -> None:
    """The monitor tells one from the other by itself."""
    assert [] == [each.message for each in MONITOR.check(prose(faithful, sheet_of(about)))]
    assert "causality" in {each.monitor for each in MONITOR.check(prose(corrupted, sheet_of(about)))}
