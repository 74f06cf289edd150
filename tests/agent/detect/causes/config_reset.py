"""Stories of `config_reset`: a NOTIFICATION 6/6 of sessions that come back."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from collectors.observations import Observation, Session
from tests.agent.detect.causes.words import ADDRESSES, Story, back, begun, note, state, told


def twin(*lines: Session) -> Iterator[Observation]:
    """The same of a second session with r1, by its other address."""
    return (replace(line, neighbor=ADDRESSES["r1"][1]) for line in lines)


def second(at: float) -> Iterable[Observation]:
    """r3 resets its second session with r1, too."""
    reset = note("r3", "r1", at, 6, 6), state("r3", "r1", at, False, "BGP Notification send")
    return twin(*reset, state("r3", "r1", at + 2, True))


TRIGGERS = (
    Story(
        "a router identifier",
        (*begun(), *told("r3", "r1", 20, 6, 6), *told("r3", "r2", 20.001, 6, 6), *back(22, ("r1", "r3"), ("r2", "r3"))),
        ("config_reset",),
        "r3",
        "proved",
    ),
    Story(
        "several sessions with one peer",
        (*begun(), *told("r3", "r1", 20, 6, 6), *second(20.002), *back(22, ("r1", "r3"))),
        ("config_reset",),
        "r3",
        "proved",
    ),
)
OTHERS = (
    Story("a password", (*begun(), *told("r3", "r1", 20, 6, 6), *back(60, ("r1", "r3"))), ("authentication_mismatch",)),
)
