"""Stories of `remote_as_mismatch`: 2/2 after 6/6, and 6/6 alone."""

from tests.agent.detect.causes.words import Story, back, begun, note, told

TRIGGERS = (
    Story(
        "a wrong AS",
        (*begun(), *told("e1", "r1", 20, 6, 6), note("e1", "r1", 23, 2, 2), *back(40, ("e1", "r1"))),
        ("remote_as_mismatch",),
        "e1 neighbor 10.1.1.1",
        "proved",
    ),
)
OTHERS = (Story("another change", (*begun(), *told("e1", "r1", 20, 6, 6), *back(22, ("e1", "r1"))), ("config_reset",)),)
