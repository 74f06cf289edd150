"""Closing by hand: the reason stands in every version, and a later loss opens the incident again."""

from dataclasses import replace

from agent.detect.closing import document_with_closing, reason, with_closing
from agent.detect.incident import Cause, Closing, Incident, PeeringOutage, to_json
from agent.detect.incident_json import incident_of
from clab.units import SECOND_NS

OUTAGE = PeeringOutage("r1", "r2", None, None, (), 10 * SECOND_NS, None, None, 1, ())
OPEN = Incident(
    "100000-abcdef", 1, "ACTION", "open", 10 * SECOND_NS, Cause("unknown", "unknown"), ("r1", "r2"), (OUTAGE,), ()
)
CLOSING = Closing(20 * SECOND_NS, "cable ordered", 1)


def test_it_is_closed_and_its_timeline_says_why() -> None:
    """The reason is in the JSON, once, however often it is laid over."""
    twice = with_closing(with_closing(OPEN, CLOSING), CLOSING)
    data = to_json(twice)
    assert ("closed", ["closed by hand: cable ordered"]) == (twice.status, [item.text for item in twice.timeline])
    assert {"at": "1970-01-01T00:00:20.000000Z", "why": "cable ordered", "losses": 1} == data["closed_by_hand"]
    assert twice == incident_of(data)


def test_a_later_version_of_the_same_losses_stays_closed() -> None:
    """More evidence changes nothing of what a person decided."""
    later = replace(OPEN, version=7, nodes=("r1", "r2", "r3"))
    assert with_closing(later, CLOSING).status == "closed"


def test_a_further_loss_opens_it_again_and_keeps_the_reason() -> None:
    """What was decided was decided about fewer losses."""
    again = with_closing(replace(OPEN, peerings=(replace(OUTAGE, losses=2),)), CLOSING)
    assert ("open", CLOSING) == (again.status, again.closing)


def test_a_reason_is_one_printable_line() -> None:
    """Control characters and line ends do not reach a terminal or a report."""
    assert reason("a\x1b[2Jb\n\n c\t") == "a [2Jb c"
    assert reason("\x07\n ") == ""


def test_a_stored_document_that_cannot_be_read_is_left_as_it_is() -> None:
    """A closing never costs what is stored."""
    assert document_with_closing({"id": "x"}, {"x": CLOSING}) == {"id": "x"}
