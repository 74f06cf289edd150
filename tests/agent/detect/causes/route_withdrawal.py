"""Stories of `route_withdrawal`: the sender's own count falls with the receiver's."""

from tests.agent.detect.causes.words import Story, back, begun, count, lost, sent, told

TRIGGERS = (
    Story(
        "the sender took them back",
        (
            *begun(),
            count("r1", "e1", 10, 10),
            sent("e1", "r1", 10, 24),
            count("r1", "e1", 20, 2),
            sent("e1", "r1", 20.1, 16),
            sent("e1", "r1", 30, 16),
        ),
        ("route_withdrawal",),
        "r1 neighbor 10.1.1.2",
        "proved",
    ),
    Story(
        "nobody saw the sender's count",
        (*begun(), count("r1", "e1", 10, 10), count("r1", "e1", 20, 2)),
        ("route_withdrawal",),
        None,
        "likely",
    ),
    Story(
        "an unrelated session is down",
        (
            *begun(),
            *lost("r2", "r3", 8),
            count("r1", "e1", 10, 10),
            sent("e1", "r1", 10, 24),
            count("r1", "e1", 20, 2),
            sent("e1", "r1", 20.1, 16),
            sent("e1", "r1", 30, 16),
        ),
        ("unknown", "route_withdrawal"),
    ),
    Story(
        "after an outage that left the count as it was",
        (
            *begun(),
            count("r1", "e1", 10, 10),
            *told("r1", "e1", 12, 6, 4),
            *back(14, ("r1", "e1")),
            count("r1", "e1", 20, 10),
            count("r1", "e1", 125, 10),
            count("r1", "e1", 130, 2),
        ),
        ("admin_reset", "route_withdrawal"),
    ),
    Story(
        "soon after an outage, when the counts had settled",
        (
            *begun(),
            count("r1", "e1", 10, 10),
            *told("r1", "e1", 12, 6, 4),
            *back(14, ("r1", "e1")),
            count("r1", "e1", 16, 8),
            *(count("r1", "e1", at, 10) for at in (21, 26, 31, 36, 41, 46)),
            count("r1", "e1", 51, 2),
        ),
        ("admin_reset", "route_withdrawal"),
    ),
)
OTHERS = (
    Story(
        "the sender was asked before and after it alone",
        (
            *begun(),
            count("r1", "e1", 10, 10),
            sent("e1", "r1", 14, 24),
            count("r1", "e1", 15, 2),
            sent("e1", "r1", 19, 24),
            count("r1", "e1", 20, 10),
            sent("e1", "r1", 24, 24),
        ),
        ("unknown",),
        None,
        "unknown",
    ),
    Story(
        "the receiver refuses them",
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
    ),
    Story(
        "another session of the sender is down for long",
        (
            *begun(),
            count("r2", "r1", 10, 10),
            sent("r1", "r2", 10, 10),
            *told("e1", "r1", 19, 6, 2),
            count("r2", "r1", 190, 10),
            count("r2", "r1", 195, 0),
            sent("r1", "r2", 195.1, 0),
            sent("r1", "r2", 205, 0),
        ),
        ("admin_shutdown", "route_withdrawal"),
    ),
    Story(
        "the sender lost the session that gave them",
        (
            *begun(),
            count("r2", "r1", 10, 10),
            sent("r1", "r2", 10, 10),
            *told("e1", "r1", 19, 6, 2),
            count("r2", "r1", 20, 0),
            sent("r1", "r2", 20.1, 0),
            *back(40, ("e1", "r1")),
        ),
        ("admin_shutdown",),
    ),
    Story(
        "the session came back empty",
        (
            *begun(),
            count("r1", "e1", 10, 10),
            *told("e1", "r1", 19, 6, 4),
            *back(22, ("e1", "r1")),
            count("r1", "e1", 23, 0),
            count("r1", "e1", 25, 10),
        ),
        ("admin_reset",),
    ),
    Story(
        "soon after an outage, while the counts still move",
        (
            *begun(),
            count("r1", "e1", 10, 10),
            *told("r1", "e1", 12, 6, 4),
            *back(14, ("r1", "e1")),
            count("r1", "e1", 16, 10),
            count("r1", "e1", 21, 2),
        ),
        ("admin_reset",),
    ),
)
