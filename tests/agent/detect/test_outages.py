"""One edge for each change, whoever else wrote of it."""

from hypothesis import given
from hypothesis import strategies as st

from agent.detect.outages import Transition, _merged, build_outages, merge_copies
from clab.units import SECOND_NS
from collectors.observations import BgpState

T0 = 1_795_000_000 * SECOND_NS
SOURCES = ("log", "syslog", "snapshot")


def edge(at_ns: int, source: int, precision_ns: int, serial: int, *, up: bool) -> Transition:
    """An edge as one source wrote it."""
    common = {"node": "r1", "neighbor": "10.0.0.2", "seen_ns": at_ns, "received_ns": at_ns, "raw": str(serial)}
    origin = {"source": SOURCES[source], "origin": SOURCES[source]}
    seen = BgpState(**common, **origin, state="established" if up else "down")  # type: ignore[arg-type]
    return Transition(("r1", "default", "10.0.0.2"), at_ns, precision_ns, serial, up, "", seen)


stories = st.lists(
    st.tuples(
        st.integers(0, 160).map(lambda tick: tick * SECOND_NS // 20),
        st.integers(0, 2),
        st.sampled_from((1_000, SECOND_NS)),
        st.booleans(),
    ),
    max_size=12,
)


def edges(story: list[tuple[int, int, int, bool]], from_ns: int, serial: int) -> list[Transition]:
    """A story's edges from a time on."""
    told = enumerate(story, serial)
    return [edge(from_ns + after_ns, source, width, k, up=up) for k, (after_ns, source, width, up) in told]


@given(stories, stories)
def test_what_lies_far_apart_is_merged_alone(early: list, late: list) -> None:  # type: ignore[type-arg]
    """Two stories a minute apart give together what each gives alone: nothing near is parted, nothing far is joined."""
    first, second = edges(early, T0, 1), edges(late, T0 + 60 * SECOND_NS, 100)
    assert merge_copies([*second, *first]) == [*merge_copies(first), *merge_copies(second)]


@given(stories)
def test_comparing_near_edges_gives_what_comparing_all_does(story: list) -> None:  # type: ignore[type-arg]
    """Parting a view's edges by time before they are compared changes nothing."""
    given_ = edges(story, T0, 1)
    whole = sorted(_merged(given_), key=lambda each: (each.at_ns, each.order))
    assert merge_copies(given_) == whole


@given(stories)
def test_no_word_is_lost_and_no_change_told_twice(story: list) -> None:  # type: ignore[type-arg]
    """Each line is the word or a copy of exactly one change; one source's lines stay changes of their own."""
    given_ = edges(story, T0, 1)
    merged = merge_copies(given_)
    words = [seen.raw for each in merged for seen in (each.seen, *each.copies)]
    assert sorted(words, key=int) == [each.seen.raw for each in given_]
    for each in merged:
        sources = [seen.source for seen in (each.seen, *each.copies)]
        assert len(set(sources)) == len(sources)


@given(st.integers(0, 49), st.integers(0, 1))
def test_a_copy_across_the_second_is_one_change(apart_ms: int, later: int) -> None:
    """A log's line and its syslog copy that lie less than 50 ms apart are one change, wherever they lie."""
    pair = [edge(T0, later, 1_000, 1, up=False), edge(T0 + apart_ms * 1_000_000, 1 - later, 1_000, 2, up=False)]
    (only,) = merge_copies(pair)
    assert len(only.copies) == 1


def told(at_s: int, serial: int, *, up: bool, node: str = "r1", previous: str | None = "established") -> Transition:
    """An edge in a log of whole seconds."""
    at_ns = T0 + at_s * SECOND_NS
    common = {"node": node, "neighbor": "10.0.0.2", "seen_ns": at_ns, "received_ns": at_ns, "source": "log"}
    state = {"state": "established"} if up else {"state": "down", "previous": previous}
    seen = BgpState(**common, **state)  # type: ignore[arg-type]
    return Transition((node, "default", "10.0.0.2"), at_ns, SECOND_NS, serial, up, "", seen)


def lost(given_: list[Transition]) -> list[tuple[int, int | None]]:
    """When a session was lost and came back, in seconds of the story; None where its return was not seen."""
    seconds = [(each.lost_ns, each.restored_ns) for each in build_outages(given_, T0 + 9_000 * SECOND_NS)]
    return [(a // SECOND_NS - T0 // SECOND_NS, b and b // SECOND_NS - T0 // SECOND_NS) for a, b in seconds]


def test_a_session_that_is_left_twice_was_up_between() -> None:
    """A log of Down lines alone (its Ups were filtered) tells every loss, and of no return a time."""
    assert [(0, None), (600, None), (4_000, 4_060)] == lost(
        [told(0, 1, up=False), told(600, 2, up=False), told(4_000, 3, up=False), told(4_060, 4, up=True)]
    )


def test_the_other_ends_return_ends_a_loss_whose_own_was_filtered() -> None:
    """Where the second loss shows that the session was back, the end that said so has the time."""
    story = [told(0, 1, up=False), told(0, 2, up=False, node="r2"), told(60, 3, up=True, node="r2")]
    assert [(0, 60), (600, None)] == lost([*story, told(600, 4, up=False)])


def test_an_attempt_that_failed_is_no_second_loss() -> None:
    """A line that does not say that the session had been up says nothing of its return, nor does a repeated one."""
    assert [(0, None)] == lost([told(0, 1, up=False), told(600, 2, up=False, previous=None)])
    assert [(0, None)] == lost([told(0, 1, up=False), told(3, 2, up=False), told(9, 3, up=False)])
