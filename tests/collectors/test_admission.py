"""What may cross to the agent: right types, numbers and times that can be, clean texts."""

from dataclasses import fields, replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectors.admission import FIRST_NS, LAST_NS, admit, admitted
from collectors.observations import BgpState, Gap, NeighborFacts, Observation, PrefixCount

AT_NS = 1_795_600_800_000_000_000
STATE = BgpState(node="r1", source="log", seen_ns=AT_NS, received_ns=AT_NS, neighbor="10.1.2.2", state="down")


def test_a_plain_observation_crosses_as_it_is() -> None:
    """Nothing is made anew where nothing is wrong."""
    assert admitted(STATE) == (STATE, "")
    assert admitted(STATE)[0] is STATE


@pytest.mark.parametrize(
    "changes",
    [
        {"neighbor": ["10.1.2.2"]},
        {"neighbor": None},
        {"state": "gone"},
        {"flaps": 1.5},
        {"flaps": True},
        {"flaps": 10**5000},
        {"seen_ns": 5, "received_ns": 5},
        {"received_ns": LAST_NS},
        {"peer_host": {"a": 1}},
    ],
)
def test_what_cannot_be_does_not_cross(changes: dict[str, Any]) -> None:
    """The reason names the field in clean words."""
    one, why = admitted(replace(STATE, **changes))
    assert one is None
    assert why.isprintable()


def test_a_stamp_that_cannot_be_is_no_stamp() -> None:
    """Before 1990 or more than a day after its arrival: the time of arrival stands for it."""
    for seen_ns in (0, FIRST_NS - 1, LAST_NS, AT_NS + 86_401 * 10**9):
        one, _ = admitted(replace(STATE, seen_ns=seen_ns))
        assert one is not None
        assert one.seen_ns == AT_NS


def test_texts_are_cleaned_and_cut() -> None:
    """Names without control characters, evidence of at most 500 bytes."""
    one, _ = admitted(replace(STATE, neighbor="r\x1b2", peer_host="x" * 9000, raw="é" * 400))
    assert one is not None
    assert isinstance(one, BgpState)
    assert (one.neighbor, len(one.peer_host or ""), len(one.raw.encode())) == ("r␛2", 4096, 500)
    facts, _ = admitted(
        NeighborFacts(node="r1", source="gnmi", seen_ns=AT_NS, received_ns=AT_NS, neighbor="a", afis=("\x00",))
    )
    assert isinstance(facts, NeighborFacts)
    assert facts.afis == ("␀",)


def test_gaps_cross_with_times_that_are_open() -> None:
    """A gap has no end while it lasts."""
    gap = Gap(node="-", source="gnmi", seen_ns=AT_NS, received_ns=AT_NS, from_ns=AT_NS, to_ns=None, reason="lost")
    assert admitted(gap)[0] is gap


@given(st.sampled_from(get_args(Observation)), st.data())
def test_whatever_the_fields_hold_nothing_is_raised(made: type, data: st.DataObject) -> None:
    """Any value in any field: the observation crosses or not."""
    odd = st.none() | st.integers() | st.text(max_size=5) | st.floats() | st.lists(st.text(max_size=2), max_size=2)
    seen = made(**{field.name: data.draw(odd) for field in fields(made)})
    good, bad = admit([seen, STATE])
    assert good[-1] is STATE
    assert len(good) + len(bad) == 2


def test_numbers_of_any_size_are_asked() -> None:
    """A count that no router has is refused."""
    count = PrefixCount(
        node="r1", source="gnmi", seen_ns=AT_NS, received_ns=AT_NS, neighbor="a", afi="ipv4Unicast", received=1 << 64
    )
    assert admitted(count)[0] is None
