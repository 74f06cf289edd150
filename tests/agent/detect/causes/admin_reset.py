"""Stories of `admin_reset`: a NOTIFICATION 6/4, of one session or of all of a router."""

from tests.agent.detect.causes.words import Story, back, begun, told

TRIGGERS = (
    Story(
        "one session",
        (*begun(), *told("r2", "r1", 20, 6, 4), *back(23, ("r1", "r2"))),
        ("admin_reset",),
        "r2 neighbor 10.255.0.1",
    ),
    Story(
        "all sessions of a router",
        (*begun(), *told("r2", "r1", 20, 6, 4), *told("r2", "r3", 20.01, 6, 4), *back(23, ("r1", "r2"), ("r2", "r3"))),
        ("admin_reset",),
        "r2",
        "proved",
    ),
)
OTHERS = (Story("a shutdown", (*begun(), *told("r2", "r1", 20, 6, 2), *back(40, ("r1", "r2"))), ("admin_shutdown",)),)
