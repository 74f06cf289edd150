"""Lines of events: when they are told, and what changed."""

from dataclasses import replace

import pytest

from agent.app.event_lines import EventLines, ordinal
from agent.detect.incident import Cause, Incident, Moment, PeeringOutage
from agent.detect.incident_registry import IncidentChange
from agent.detect.outages import FOUND_DOWN
from clab.units import SECOND_NS

NOW = 1_790_000_000 * SECOND_NS
OUTAGE = PeeringOutage("r1", "r2", "10.0.0.1", "10.0.0.2", (), NOW, None, None, 1, ())
FIRST = Incident("120000-abcdef", 1, "ACTION", "open", NOW, Cause("unknown", "unknown"), ("r1", "r2"), (OUTAGE,), ())


def lines(*versions: Incident | IncidentChange) -> list[str | None]:
    """What is said of each version, without stamp and id."""
    teller = EventLines()
    found = []
    for k, version in enumerate(versions):
        change = (
            version
            if isinstance(version, IncidentChange)
            else IncidentChange(version, "opened" if k == 0 else "more evidence")
        )
        line = teller.line(change, NOW + k * SECOND_NS, "diamond")
        found.append(line and line.partition(f" v{change.incident.version} ")[2])
    return found


def test_a_line_begins_with_when_it_was_told() -> None:
    """Not with when the incident began."""
    line = EventLines().line(IncidentChange(FIRST, "opened"), NOW + SECOND_NS, "diamond")
    assert line == (
        "2026-09-21T14:13:21.000000Z diamond ACTION 120000-abcdef v1 opened: "
        "cause unknown on r1, r2: 1 peering lost, 1 not restored"
    )


def test_what_was_down_already_is_said_as_that() -> None:
    """Its beginning was not seen."""
    moment = Moment(NOW, "r1", f"not ESTABLISHED with r2, as a poll found it: {FOUND_DOWN}", "snapshot")
    assert lines(replace(FIRST, timeline=(moment,))) == [
        "found down already: cause unknown on r1, r2: 1 peering lost, 1 not restored"
    ]


def test_more_evidence_is_no_line() -> None:
    """However often it comes."""
    assert lines(FIRST, replace(FIRST, version=2), replace(FIRST, version=3))[1:] == [None, None]


def test_a_far_end_that_becomes_known_is_no_further_loss() -> None:
    """The session is the same one; another session of the same routers is not."""
    half = replace(FIRST, peerings=(replace(OUTAGE, b=None, address_a=None),))
    assert lines(half, replace(FIRST, version=2))[1:] == [None]
    other = replace(OUTAGE, address_a="fd00::1", address_b="fd00::2")
    said = lines(FIRST, replace(FIRST, version=2, peerings=(OUTAGE, other)))[1]
    assert said == "r1–r2 lost, too: cause unknown on r1, r2: 2 peerings lost, 2 not restored"


def test_after_a_restart_only_what_is_new_is_said() -> None:
    """Not what the life before had said of the incident."""
    change = IncidentChange(replace(FIRST, version=2), "more evidence", earlier=FIRST)
    assert lines(change) == [None]
    closed = replace(FIRST, version=2, status="closed")
    assert lines(IncidentChange(closed, "closed", earlier=FIRST)) == ["closed: cause unknown on r1, r2"]


def test_each_change_is_said() -> None:
    """A cause, a return, a further loss with its number, the end."""
    cause = replace(FIRST, version=2, cause=Cause("link_down", "proved", subject="r1:eth1"))
    back = replace(
        cause,
        version=3,
        peerings=(replace(OUTAGE, restored_ns=NOW + 99 * SECOND_NS // 10, outage_ns=99 * SECOND_NS // 10),),
    )
    again = replace(cause, version=4, peerings=(replace(OUTAGE, losses=3),))
    healed = replace(OUTAGE, losses=3, restored_ns=NOW + 30 * SECOND_NS, outage_ns=20 * SECOND_NS)
    done = replace(cause, version=5, peerings=(healed,))
    over = replace(done, version=6, status="closed", severity="WARNING")
    assert lines(FIRST, cause, back, again, done, over)[1:] == [
        "the cause was unknown, now link down: link down at r1:eth1: 1 peering lost, 1 not restored",
        "restored after 9.9 s: link down at r1:eth1",
        "r1–r2 lost again, 3rd time: link down at r1:eth1: 1 peering lost, 1 not restored",
        "restored, 20.0 s down in all: link down at r1:eth1",
        "closed: link down at r1:eth1",
    ]


def test_further_sessions_and_part_of_a_return() -> None:
    """Who was lost, too, and how many are still down."""
    other = replace(OUTAGE, b="r3", address_b="10.0.0.3")
    two = replace(FIRST, version=2, peerings=(OUTAGE, other))
    half = replace(two, version=3, peerings=(replace(OUTAGE, restored_ns=NOW + SECOND_NS, outage_ns=SECOND_NS), other))
    assert [line and line.partition(":")[0] for line in lines(FIRST, two, half)[1:]] == [
        "r1–r3 lost, too",
        "r1–r2 restored, 1 still down",
    ]


def test_what_a_person_closed_and_what_was_a_mistake() -> None:
    """Their reasons."""
    by_hand = IncidentChange(replace(FIRST, status="closed"), "closed by hand: cable ordered")
    mistake = IncidentChange(replace(FIRST, version=2), "retracted: later facts explain it otherwise", retracted=True)
    assert lines(FIRST, by_hand, mistake)[1:] == [
        "closed by hand: cable ordered: cause unknown on r1, r2",
        "retracted: later facts explain it otherwise",
    ]


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (22, "22nd"), (113, "113th")]
)
def test_ordinals(number: int, said: str) -> None:
    """As they are said."""
    assert ordinal(number) == said
