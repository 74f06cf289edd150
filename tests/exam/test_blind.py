"""Texts by authors who had not seen the code: what is false is not supported, what is true is seldom denied.

Each set was measured once before anybody looked at it (docs/measurements.md); these floors keep what was
reached since.
"""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from agent.report.claims.reading import read_text
from agent.report.claims.verdict import SentenceVerdict
from agent.report.fact_sheet import FactSheet, sheet
from agent.report.verify import sheet_of
from tests.agent.incidents import recorded
from tests.exam.papers import faithful, false, incidents

HERE = Path(__file__).parent
SETS = sorted(path.name for path in HERE.glob("blind-*.yml"))
READ = {"blind-6.yml": 0.25}
"""The share of true sentences that is read at the least, where it is not 45 of 100: single sentences, many of which
compare, or tell of what was between two events."""


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return rows


@cache
def _sheet(recording: str, id_: str) -> FactSheet:
    found, lab = recorded(recording)
    return sheet(next(item for item in found if item.id == id_), lab)


def _read(row: dict[str, Any]) -> tuple[SentenceVerdict, ...]:
    return read_text(row["text"], _sheet(row["recording"], row["incident"])).sentences


@pytest.mark.parametrize("name", SETS)
def test_no_false_text_is_wholly_supported(name: str) -> None:
    """The sentence that holds the mistake is contradicted or not read."""
    rows = [row for row in _rows(name) if not row["truth"]]
    wrong = [row["text"] for row in rows if {item.verdict for item in _read(row)} == {"supported"}]
    assert (40 < len(rows), []) == (True, wrong)


@pytest.mark.parametrize("name", SETS)
def test_true_sentences_are_read_and_seldom_denied(name: str) -> None:
    """At least 45 of 100 are read, where nothing else is said, and no more than 2 are called false."""
    found = [item for row in _rows(name) if row["truth"] for item in _read(row)]
    read = sum(item.verdict == "supported" for item in found)
    denied = [item.text for item in found if item.verdict == "contradicted"]
    assert (read >= READ.get(name, 0.45) * len(found), len(denied) <= 0.02 * len(found)) == (True, True), (
        read,
        len(found),
        denied,
    )


def test_the_papers_are_read_as_they_are() -> None:
    """The same of the larger exam: half of its true sentences are read, and none of its mistakes is."""
    sheets = {name: sheet_of(document) for name, document in incidents().items()}
    true = [item for paper in faithful() for item in read_text(paper.text, sheets[paper.incident]).sentences]
    verdicts = [item.verdict for item in true]
    assert verdicts.count("supported") >= 0.55 * len(true)
    assert verdicts.count("contradicted") <= 0.01 * len(true)
    passed = [
        paper.text
        for paper in false()
        if not paper.complete and read_text(paper.text, sheets[paper.incident]).verdict == "supported"
    ]
    assert [] == passed
