"""What is said of incidents without being asked."""

from agent.voice.announcing import Announcer
from tests.agent.incidents import incident, outage

DOWN = incident(outage("r1", "r2", down_s=None), outage("r1", "r2", down_s=None), id_="a")
OVER = incident(outage("r1", "r2", down_s=66.0), outage("r1", "r2", down_s=60.0), id_="a")
MILD = incident(outage("r1", "r2"), id_="b", open_=True, certainty="likely")


def test_what_was_there_at_first_is_not_announced() -> None:
    """Who starts it knows how things stand, or asks."""
    assert [] == Announcer("all").changes([DOWN])


def test_an_incident_is_announced_when_it_opens_and_when_it_ends() -> None:
    """One sentence each, once."""
    one = Announcer("action")
    one.changes([])
    assert ["Action: link down at r1:eth1, 2 sessions lost."] == one.changes([DOWN])
    assert [] == one.changes([DOWN])
    assert ["Over: link down at r1:eth1, all sessions back after 66 s."] == one.changes([OVER])
    assert [] == one.changes([OVER])


def test_only_what_is_wanted_is_announced() -> None:
    """`action` leaves out what only warns, `off` everything."""
    for which, count in (("off", 0), ("action", 1), ("all", 2)):
        one = Announcer(which)  # type: ignore[arg-type]  # of the three words
        one.changes([])
        assert count == len(one.changes([DOWN, MILD])), which


def test_a_cause_that_is_only_likely_is_called_so() -> None:
    """Nothing is said more surely than it is known."""
    one = Announcer("all")
    one.changes([])
    assert ["Warning: probably link down at r1:eth1, 1 session lost."] == one.changes([MILD])
