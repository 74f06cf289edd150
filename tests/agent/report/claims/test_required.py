"""What a whole account has to state."""

from agent.report.claims.reading import read_text
from agent.report.claims.required import missing, required
from tests.agent.report.texts import sheet_of


def test_severity_cause_extent_and_end() -> None:
    """All four are missing from an empty account, none from one that has them."""
    sheet = sheet_of("given-01")
    assert [item[0] for item in required(sheet)] == ["the severity", "the cause", "what was lost", "when it was over"]
    whole = (
        "The severity is WARNING. Two sessions between e1 and r1 were lost at 21:16:23 because the link at e1:eth1 "
        "went down. Both were back at 21:16:48."
    )
    assert ((), 4) == (read_text(whole, sheet).omissions, len(missing(sheet, ())))


def test_what_is_down_must_be_said() -> None:
    """Where a session has not come back, that belongs to a whole account."""
    assert "what is still down" in [item[0] for item in required(sheet_of("made-spine-open"))]
