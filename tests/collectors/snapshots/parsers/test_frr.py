"""FRR's words of how a session ended last."""

from typing import Any

import pytest

from collectors.observations import NeighborFacts
from collectors.snapshots.parsers.frr import neighbors

T_NS = 1_795_000_000_000_000_000


def facts(**told: Any) -> NeighborFacts:
    """What an answer with these words of a neighbor says."""
    (found,) = neighbors("r1", T_NS, 1.0, {"10.0.0.2": {"bgpState": "Active", **told}})
    return found


@pytest.mark.parametrize(
    ("reason", "code", "said"),
    [
        ("Admin. shutdown", None, ("Admin. shutdown", None, None, "received")),
        ("BGP Notification received", "0602", ("BGP Notification received", 6, 2, "received")),
        ("BGP Notification send", "0400", ("BGP Notification send", 4, 0, "sent")),
        ("Waiting for NHT", None, (None, None, None, "received")),
        ("Waiting for peer OPEN", "0x", (None, None, None, "received")),
        (7, 7, (None, None, None, "received")),
    ],
)
def test_how_a_session_ended_last(reason: Any, code: Any, said: tuple[Any, ...]) -> None:
    """What it waits for now is no reason; a code that is none is left out."""
    found = facts(lastResetDueTo=reason, lastErrorCodeSubcode=code, lastResetTimerMsecs=5000)
    assert said == (found.last_reset, found.last_code, found.last_subcode, found.last_direction)
    assert T_NS - 5_000_000_000 == found.last_reset_ns
