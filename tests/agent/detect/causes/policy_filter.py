"""Stories of `policy_filter`: the receiver's count falls, the sender's stays."""

from tests.agent.detect.causes.words import Story, begun, count, sent

TRIGGERS = (
    Story(
        "a filter",
        (
            *begun(),
            count("r1", "e1", 10, 10),
            sent("e1", "r1", 10, 24),
            count("r1", "e1", 20, 2),
            sent("e1", "r1", 20.1, 24),
            sent("e1", "r1", 30, 24),
            count("r1", "e1", 30.1, 2),
        ),
        ("policy_filter",),
        "r1 neighbor 10.1.1.2",
        "proved",
    ),
)
OTHERS = (
    Story(
        "a withdrawal",
        (
            *begun(),
            count("r1", "e1", 10, 10),
            sent("e1", "r1", 10, 24),
            count("r1", "e1", 20, 2),
            sent("e1", "r1", 20.1, 16),
            sent("e1", "r1", 30, 16),
        ),
        ("route_withdrawal",),
    ),
)
