"""Completeness: what a whole account may not leave out."""

import pytest

from agent.core.monitor import prose
from agent.core.monitors.completeness import MONITOR, missing
from tests.agent.core.texts import sheet_of

WHOLE = (
    "ACTION: spine1 probably went down at 11:22:00. leaf1, leaf2 and leaf3 lost their sessions to spine1. leaf1–spine1 "
    "and leaf2–spine1 are back; leaf3–spine1 is still down."
)


def test_a_whole_account_omits_nothing() -> None:
    """Severity, cause, nodes, peerings, first loss and what is open are all told."""
    assert [] == missing(prose(WHOLE, sheet_of("made-spine-open")))
    assert [] == MONITOR.check(prose(WHOLE, sheet_of("made-spine-open")))


@pytest.mark.parametrize(
    ("without", "omitted"),
    [
        ("ACTION: ", "severity"),
        ("spine1 probably went down at 11:22:00. ", "cause"),
        ("; leaf3–spine1 is still down", "still down"),
        (" at 11:22:00", "began"),
    ],
)
def test_each_part_that_is_left_out_is_named(without: str, omitted: str) -> None:
    """Taking a part out of the account makes it an omission."""
    told = missing(prose(WHOLE.replace(without, ""), sheet_of("made-spine-open")))
    assert any(omitted in each.message for each in told)


def test_a_node_and_its_peering_that_are_left_out_are_named() -> None:
    """Every node that lost something, and every peering."""
    told = missing(prose(WHOLE.replace("leaf2", "leaf1"), sheet_of("made-spine-open")))
    assert any(each.message == "leaf2 is not mentioned" for each in told)
    assert any("the peering leaf2–spine1" in each.message for each in told)


def test_a_count_of_all_sessions_tells_of_all() -> None:
    """ "r4 lost all five sessions" need not name each."""
    told = missing(prose("All five sessions of r4 were lost.", sheet_of("diamond-node-pause")))
    assert not any("the peering" in each.message for each in told)
