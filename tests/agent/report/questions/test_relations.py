"""What the order of words says: ordinals, numbers, moments, directions, causes with their nodes."""

import pytest

from agent.report.questions.relations import Relations, related
from agent.report.questions.tokens import Tag, split, tags

NAMES = {name: name for name in ("r1", "r2", "r4", "e1", "leaf1", "leaf2", "spine1")}


def relations(question: str) -> tuple[list[Tag], Relations]:
    """The tags of a question, with what belongs together."""
    return related(tags(split(question), NAMES))


def slots(question: str) -> set[str]:
    """All slots of a question."""
    return {slot for tag in relations(question)[0] for slot in tag.slots}


@pytest.mark.parametrize(
    ("question", "nth"), [("3rd flap when", 3), ("when was the second outage", 2), ("third loss", 3)]
)
def test_an_ordinal_before_a_thing_is_its_place(question: str, nth: int) -> None:
    """`second` is a unit elsewhere."""
    assert relations(question)[1].nth == nth
    assert "x.nth" in slots(question)


def test_seconds_stay_a_unit() -> None:
    """No outage is counted by `every second`."""
    assert relations("what happened in the last second")[1].nth is None


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("why did the three leaves go down", ("node", 3)),
        ("list the two sessions", ("session", 2)),
        ("5 times", ("times", 5)),
    ],
)
def test_a_number_of_things_is_a_premise(question: str, counted: tuple[str, int]) -> None:
    """It is held against what there was."""
    assert relations(question)[1].counted == counted


@pytest.mark.parametrize(
    ("question", "slot"),
    [
        ("was all back after the clear", "r.after"),
        ("routes before the outage", "r.before"),
        ("time from the pause until r1 fell", "r.until"),
        ("r1 up since", "q.when"),
        ("how many sessions fell when r1 crashed", "r.during"),
    ],
)
def test_a_moment_that_no_clock_names_is_a_slot(question: str, slot: str) -> None:
    """A look-up uses it, or the question is not answered."""
    assert slot in slots(question)


def test_directions_are_read() -> None:
    """Who sends and who receives."""
    found = relations("how many prefixes from e1 to r1")[1]
    assert (found.sender, found.receiver) == ("e1", "r1")


def test_a_cause_has_its_node() -> None:
    """Only where another node is asked about."""
    assert relations("did the e1 link failure bring down r2-r4")[1].blamed == ("e1",)
    assert relations("did the reset of r4 hit r1")[1].blamed == ("r4",)
    assert relations("was r4 reset")[1].blamed == ()


def test_nodes_in_a_row_are_the_ends_of_one_nodes_sessions() -> None:
    """Behind a verb; without one they are all meant."""
    assert relations("why did r4 lose r1, r2 and e1")[1].peers == ("r1", "r2", "e1")
    assert relations("r1, r2, r4 down")[1].peers == ("r1", "r2", "r4")


def test_what_nodes_are_called_is_a_role() -> None:
    """In the plural, or behind `which`; a lone singular is a name that was lost."""
    assert relations("did the leaves lose spine1")[1].roles == ("leaf",)
    assert relations("which leaf came back last")[1].roles == ("leaf",)
    assert relations("when did the leaf go down")[1].roles == ()


def test_last_as_a_verb_is_no_superlative() -> None:
    """`how long did it last`."""
    assert "x.last" not in slots("how long did each flap last")
    assert "x.last" in slots("how long was the last flap")
