"""Line breaks that end statements, and those where an editor wrapped prose."""

import pytest

from agent.core.reading.lines import breaks


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One line that goes on\nhere.", 0),
        ("The session between e1 and r1, which had been up since the morning, was\nlost at 21:16:23 UTC.", 0),
        ("The sessions of e1 with r1 were both lost at 21:16:23 UTC when the link of\nr1 failed, and came back.", 0),
        ("Nodes: e1, r1\nLost: 21:16:23", 1),
        ("21:16:23 e1 and r1 down\n21:16:48 e1 and r1 up\n25 s", 2),
        ("WARNING\ne1-r1 down 21:16:23 up 21:16:48", 1),
        ("e1-r1 | 21:16:23 | 21:16:48\ne2-r2 | 21:16:24 | 21:16:49", 1),
        ("- e1 lost r1\n- e1 has r1 back", 1),
    ],
)
def test_a_break_is_meant_or_wrapped(text: str, count: int) -> None:
    """Entries of logs, tickets, lists and tables stand alone; wrapped prose goes on."""
    assert count == len(list(breaks(text)))
