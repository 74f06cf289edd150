"""Acts survive being written down."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clab.actions import (
    Act,
    Block,
    NodeLife,
    Reconfigure,
    Revive,
    Rewire,
    SetLink,
    Signal,
    Unblock,
    Vtysh,
    Wait,
    WireEnd,
    from_json,
    to_json,
    words,
)

text = st.text(max_size=12)
many = st.lists(text, max_size=3).map(tuple)
ends = st.builds(WireEnd, text, text, text, st.integers(68, 65535), many, many)
acts = st.one_of(
    st.builds(SetLink, text, text, st.booleans()),
    st.builds(NodeLife, text, st.sampled_from(["pause", "unpause", "kill", "stop", "start"])),
    st.builds(Rewire, ends, ends),
    st.builds(Vtysh, text, many, st.booleans()),
    st.builds(Block, text, text),
    st.builds(Unblock, text, text),
    st.builds(Signal, text, text, st.integers(1, 15)),
    st.builds(Revive, text, text),
    st.builds(Reconfigure, text, text),
    st.builds(Wait, st.floats(0, 100)),
)


@given(acts)
@settings(max_examples=200, deadline=None)
def test_an_act_is_the_same_after_it_was_written_down(act: Act) -> None:
    """Through JSON text and back; and every act has words for people."""
    assert from_json(json.loads(json.dumps(to_json(act)))) == act
    assert words(act)


@pytest.mark.parametrize("data", [{}, {"act": "Explode"}, {"act": "SetLink", "node": "r1"}, {"act": "Rewire", "a": {}}])
def test_what_is_no_act_is_refused(data: dict[str, object]) -> None:
    """A journal that was tampered with names nothing to be done."""
    with pytest.raises(ValueError, match=r"no act|SetLink|Rewire"):
        from_json(data)
