"""Stories of `admin_shutdown`: a NOTIFICATION 6/2, and its look-alike 6/4."""

from tests.agent.detect.causes.words import Story, back, begun, told

TRIGGERS = (
    Story(
        "the edge peer shuts down",
        (*begun(), *told("e1", "r1", 20, 6, 2), *back(40, ("e1", "r1"))),
        ("admin_shutdown",),
        "e1 neighbor 10.1.1.1",
        "proved",
    ),
)
OTHERS = (Story("a reset", (*begun(), *told("e1", "r1", 20, 6, 4), *back(23, ("e1", "r1"))), ("admin_reset",)),)
