"""The monitors over prose of each kind of corruption, in words of many voices, beside faithful ones."""

import pytest

from agent.core.trust import check
from tests.agent.core.texts import by_kind, sheet_of


@pytest.mark.parametrize(("kind", "about", "text"), [each[:3] for each in by_kind() if each[3]])
def test_a_faithful_text_passes(kind: str, about: str, text: str) -> None:
    """No finding in what the sheet supports."""
    assert [] == [f"{each.monitor}: {each.message}" for each in check(text, sheet_of(about)).findings]


@pytest.mark.parametrize(("kind", "about", "text"), [each[:3] for each in by_kind() if not each[3]])
def test_a_corrupted_text_is_found(kind: str, about: str, text: str) -> None:
    """At least one finding in what it does not."""
    assert check(text, sheet_of(about)).findings
