"""Stories of `one_way_loss`: one end's timer clearly first, alone on its path."""

from tests.agent.detect.causes.words import Story, back, begun, polls, process, timed_out

TRIGGERS = (
    Story(
        "the deaf end first",
        (*begun(), *timed_out("e1", "r1", 20, late=2.5), *back(40, ("e1", "r1"))),
        ("one_way_loss",),
        "e1 neighbor 10.1.1.1",
        "proved",
    ),
)
OTHERS = (
    Story(
        "other sessions of the node as well",
        (
            *begun(),
            *timed_out("r3", "r1", 20, late=2.5),
            *timed_out("r3", "r2", 20.2, late=2.5),
            *back(40, ("r1", "r3"), ("r2", "r3")),
        ),
        ("hold_timer_expired",),
    ),
    Story(
        "the far end says that it stood still",
        (
            *begun(),
            *timed_out("r1", "e1", 20, late=4),
            process("e1", "bgpd", "starved", 23.99),
            *back(40, ("e1", "r1")),
        ),
        ("unknown",),
    ),
    Story(
        "the collector stood still",
        (
            *begun(),
            *polls(("r1", "e1"), 1, 12),
            *polls(("r1", "e1"), 19, 30),
            *timed_out("e1", "r1", 20, late=2.5),
            *back(40, ("e1", "r1")),
        ),
        ("host_stall",),
        None,
        "likely",
    ),
)
