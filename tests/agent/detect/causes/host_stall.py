"""Stories of `host_stall`: unrelated sessions that time out while the collector stood still."""

from tests.agent.detect.causes.words import Story, back, begun, polls, timed_out

TRIGGERS = (
    Story(
        "the polls stood still",
        (
            *begun(),
            *polls(("r1", "e1"), 1, 12),
            *polls(("r1", "e1"), 22, 40),
            *timed_out("e1", "r1", 22),
            *timed_out("r2", "r3", 22.1),
            *timed_out("r1", "r2", 22.2),
            *back(40),
        ),
        ("host_stall",),
        "host",
        "proved",
    ),
)
OTHERS = (
    Story(
        "the polls went on",
        (*begun(), *polls(("r1", "e1"), 1, 40), *timed_out("e1", "r1", 22), *back(40, ("e1", "r1"))),
        ("hold_timer_expired",),
    ),
)
