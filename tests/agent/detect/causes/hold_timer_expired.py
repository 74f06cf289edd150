"""Stories of `hold_timer_expired`: a NOTIFICATION 4/0 and nothing else."""

from tests.agent.detect.causes.words import Story, back, begun, life, lost, note, timed_out

TRIGGERS = (
    Story(
        "both ends at once", (*begun(), *timed_out("e1", "r1", 20), *back(40, ("e1", "r1"))), ("hold_timer_expired",)
    ),
    Story(
        "two sessions of a node within a second",
        (*begun(), *timed_out("r3", "r1", 20), *timed_out("r3", "r2", 20.5), *back(40, ("r1", "r3"), ("r2", "r3"))),
        ("hold_timer_expired",),
        "r3",
    ),
)
OTHERS = (
    Story(
        "the node was paused",
        (
            *begun(),
            life("e1", "pause", 10),
            note("r1", "e1", 19, 4),
            *lost("r1", "e1", 19.001, late=12),
            life("e1", "unpause", 31),
            *back(40, ("e1", "r1")),
        ),
        ("node_hang",),
    ),
)
