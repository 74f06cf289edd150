"""Stories of `prefix_limit_exceeded`: a NOTIFICATION 6/1 with its line."""

from tests.agent.detect.causes.words import Story, back, begun, limit, told

TRIGGERS = (
    Story(
        "torn down",
        (*begun(), limit("r1", "e1", 20, "exceeded"), *told("r1", "e1", 20.01, 6, 1), *back(60, ("e1", "r1"))),
        ("prefix_limit_exceeded",),
        "r1 neighbor 10.1.1.2",
        "proved",
    ),
)
OTHERS = (Story("a warning", (*begun(), limit("r1", "e1", 20, "exceeded")), ("prefix_limit_warning",)),)
