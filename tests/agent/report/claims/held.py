"""Texts read against the incidents of recordings, for the tests of the claims."""

from agent.report.claims.reading import read_text
from agent.report.claims.verdict import Decision
from tests.agent.report.texts import sheet_of


def verdict(about: str, text: str, *, published: bool = False) -> Decision:
    """What is said of a text about a stored incident."""
    return read_text(text, sheet_of(about), published=published).verdict
