"""The verdict of a whole text."""

import pytest

from agent.report.claims.verdict import Decision, Omission, SentenceVerdict, TextVerdict


def text(*verdicts: Decision, missing: int = 0) -> TextVerdict:
    """A text with these sentences."""
    return TextVerdict(
        tuple(SentenceVerdict("x", (0, 1), verdict) for verdict in verdicts), (Omission("F1", "x"),) * missing
    )


@pytest.mark.parametrize(
    ("found", "plain", "strict", "complete"),
    [
        (text("supported"), False, False, False),
        (text("supported", "not_read"), False, True, False),
        (text("not_read", "contradicted", "supported"), True, True, True),
        (text("supported", missing=1), False, False, True),
    ],
)
def test_what_is_refused(found: TextVerdict, plain: bool, strict: bool, complete: bool) -> None:
    """Contradicted always; not read and incomplete where that is asked for."""
    assert (plain, strict, complete) == (
        found.refused(), found.refused(strict=True), found.refused(complete=True)
    )  # fmt: skip
