"""Form: empty texts, left-over placeholders, control characters, endless sentences."""

import pytest

from agent.core.monitor import prose
from agent.core.monitors.form import MONITOR
from tests.agent.core.texts import sheet_of

MUTATIONS = [
    ("given-01", "A link failed.", ""),
    ("given-01", "A link failed.", "{F7} failed."),
    ("given-01", "A link failed.", "A link\x07 failed."),
    (
        "given-01",
        "A link failed.",
        "A link failed" + " and failed" * 170 + ".",
    ),
]


@pytest.mark.parametrize(("about", "faithful", "corrupted"), MUTATIONS)
def test_the_corruption_is_found_and_the_faithful_text_is_not(about: str, faithful: str, corrupted: str) -> None:
    """The monitor tells one from the other by itself."""
    assert [] == [each.message for each in MONITOR.check(prose(faithful, sheet_of(about)))]
    assert "form" in {each.monitor for each in MONITOR.check(prose(corrupted, sheet_of(about)))}
