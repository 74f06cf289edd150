"""What gNMI clients print: one loss, however it was written down."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clab.units import SECOND_NS
from collectors.gnmi.collected import is_collected, observations_of, rows_in
from collectors.observations import BgpState
from collectors.registry import gnmi_mappers

TIMES = ((1778342400, "ESTABLISHED"), (1778343023, "IDLE"), (1778343053, "ESTABLISHED"))
PATH = "network-instances/network-instance[name=default]/protocols/protocol[identifier=BGP][name=BGP]/bgp/neighbors"
LEAF = f"{PATH}/neighbor[neighbor-address=10.0.0.2]/state/session-state"


def _gnmic(at: int, state: str) -> object:
    return {
        "source": "r1:57400",
        "timestamp": at * SECOND_NS,
        "updates": [{"Path": LEAF, "values": {"x/session-state": state}}],
    }


def _event(at: int, state: str) -> object:
    tags = {"neighbor_neighbor-address": "10.0.0.2", "network-instance_name": "default", "source": "r1"}
    path = "/network-instances/network-instance/protocols/protocol/bgp/neighbors/neighbor/state/session-state"
    return [{"name": "bgp", "timestamp": at * SECOND_NS, "tags": tags, "values": {path: state}}]


def _telegraf(at: int, state: str) -> object:
    tags = {"neighbor_address": "10.0.0.2", "source": "r1", "name": "default"}
    return {"fields": {"session_state": state}, "name": "bgp", "tags": tags, "timestamp": at}


def _pygnmi(at: int, state: str) -> object:
    return {"update": {"update": [{"path": LEAF, "val": state}], "timestamp": at * SECOND_NS, "prefix": ""}}


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("form", [_gnmic, _event, _telegraf, _pygnmi])
def test_a_loss_is_the_same_in_every_form(form: object, indent: int | None) -> None:
    """One object a line, or printed over many."""
    text = "\n".join(json.dumps(form(at, state), indent=indent) for at, state in TIMES)  # type: ignore[operator]
    rows = rows_in(text)
    assert all(is_collected(each) for each in rows)
    edges = [
        each for each in observations_of(rows, gnmi_mappers("r1")) if isinstance(each, BgpState) and each.kind == "edge"
    ]
    assert [("10.0.0.2", 1778343023, "idle"), ("10.0.0.2", 1778343053, "established")] == [
        (edge.neighbor, edge.seen_ns // SECOND_NS, edge.state) for edge in edges
    ]


def test_pythons_own_spelling_is_read_too() -> None:
    """What `print` makes of a dictionary is no JSON."""
    rows = rows_in("\n".join(repr(_pygnmi(at, state)) for at, state in TIMES))
    assert 3 == len(rows)


@given(st.text(max_size=300))
def test_arbitrary_text_is_never_an_error(text: str) -> None:
    """Nothing of it is an answer."""
    list(observations_of([each for each in rows_in(text) if is_collected(each)], gnmi_mappers("r1")))
