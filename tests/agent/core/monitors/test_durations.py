"""Durations: every length of time in any wording, of the thing that it is told of."""

import pytest

from agent.core.monitor import prose
from agent.core.monitors.durations import MONITOR
from tests.agent.core.texts import sheet_of

MUTATIONS = [
    (
        "diamond-link-flap",
        "Each session between e1 and r1 was down for 12 s in total.",
        "Each session between e1 and r1 was down for 36 s in total.",
    ),
    ("made-srl-link-down", "The session was down for 66 s.", "The session was down for 23 minutes."),
    ("made-srl-link-down", "It recovered after just over a minute.", "It recovered after just over two minutes."),
    (
        "made-srl-link-down",
        "It was back a little more than one minute later.",
        "It was back a little more than an hour later.",
    ),
    ("made-srl-link-down", "The outage took 1 min 6 s.", "The outage took 1 min 36 s."),
    ("made-srl-link-down", "The outage lasted for 01:06.", "The outage lasted for 01:36."),
    ("made-srl-link-down", "It took sixty-six seconds to reconverge.", "It took sixty-six minutes to reconverge."),
    ("diamond-clear-one", "It was back in under three seconds.", "It was back in under two seconds."),
    ("diamond-clear-one", "The session was down for two seconds.", "The session was down for half an hour."),
    (
        "diamond-node-pause",
        "The session between b4 and r4 was down for 19.5 s.",
        "The session between b4 and r4 was down for 28.7 s.",
    ),
    ("diamond-node-pause", "The pause lasted 25 seconds.", "The pause lasted 35 seconds."),
    (
        "diamond-node-pause",
        "The first session dropped 6.2 seconds after the pause.",
        "The first session dropped 16.2 seconds after the pause.",
    ),
]


@pytest.mark.parametrize(("about", "faithful", "corrupted"), MUTATIONS)
def test_the_corruption_is_found_and_the_faithful_text_is_not(about: str, faithful: str, corrupted: str) -> None:
    """The monitor tells one from the other by itself."""
    assert [] == [each.message for each in MONITOR.check(prose(faithful, sheet_of(about)))]
    assert "durations" in {each.monitor for each in MONITOR.check(prose(corrupted, sheet_of(about)))}
