"""Sentences compared with code's own, word by word."""

import pytest

from agent.report.claims.outcome import Wrong
from agent.report.claims.tokens import Names, tokens
from agent.report.claims.wordings import said, synonyms, wordings

NAMES = Names.of(["r1", "r2"], [], "")
KNOWN = wordings([("Nothing was heard of r1 since 10:00:00.250.", ("F1",)), ("Two peerings were up.", ("F2",))], NAMES)


def facts(text: str) -> tuple[str, ...] | None:
    """The facts that a sentence states."""
    return said(tokens(text, NAMES), KNOWN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nothing was heard of r1 since 10:00:00.", ("F1",)),
        ("2 sessions were up", ("F2",)),
        ("Two peerings were up; nothing was heard of r1 since 10:00.", ("F2", "F1")),
        ("Two peerings were up and nothing was heard of r1 since 10:00.", ("F2", "F1")),
        ("Two peerings were down.", None),
        ("Nothing was heard of r1.", None),
        ("Not two peerings were up.", None),
    ],
)
def test_only_order_and_words_of_code_are_read(text: str, expected: tuple[str, ...] | None) -> None:
    """Articles, synonyms and shorter wordings of a value may differ, nothing else."""
    assert expected == facts(text)


def test_one_other_value_is_wrong() -> None:
    """The frame is code's, the value is not."""
    with pytest.raises(Wrong, match="r2"):
        facts("Nothing was heard of r2 since 10:00:00.")


def test_synonyms_are_one_way() -> None:
    """What a word is compared as is compared as itself."""
    table = synonyms()
    assert all(table.get(first, first) == first for first in table.values() if first)
