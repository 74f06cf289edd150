"""Single outages of a session that flapped, out of an incident's timeline."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from agent.report.records.single_outages import inside, single
from clab.units import SECOND_NS
from tests.recordings import knowledge

FLAP = knowledge("diamond-link-flap").incidents[0]


def test_a_flapping_session_has_as_many_outages_as_losses() -> None:
    """Each of about three seconds, one after the other, in sum the whole."""
    for outage in FLAP.peerings:
        spans = single(outage, FLAP)
        assert spans is not None
        assert len(spans) == outage.losses == 4
        assert sum((end or 0) - start for start, end in spans) == outage.outage_ns
        assert all(2 * SECOND_NS < (end or 0) - start < 4 * SECOND_NS for start, end in spans)


def test_a_timeline_that_lacks_a_moment_tells_no_single_outage() -> None:
    """A guess is not made of what is left."""
    short = replace(FLAP, timeline=FLAP.timeline[: len(FLAP.timeline) // 2])
    assert [single(outage, short) for outage in FLAP.peerings] == [None, None]


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_inside_is_what_touches_a_time(a: int, b: int, from_ns: int, to_ns: int) -> None:
    """Begin and end belong to both."""
    start, end = sorted((a, b))
    first, last = sorted((from_ns, to_ns))
    shared = set(range(start, end + 1)) & set(range(first, last + 1))
    assert bool(inside(((start, end),), first, last)) == bool(shared)
