"""Stories of `process_restart`: the daemon's own orderly end."""

from tests.agent.detect.causes.words import Story, back, begun, process, state

TRIGGERS = (
    Story(
        "in order",
        (
            *begun(),
            process("e1", "bgpd", "ended", 20),
            state("r1", "e1", 20.01, False, "Peer closed the session"),
            *back(30, ("e1", "r1")),
        ),
        ("process_restart",),
        "e1",
        "proved",
    ),
)
OTHERS = (
    Story(
        "died",
        (
            *begun(),
            process("e1", "bgpd", "died", 20),
            state("r1", "e1", 20.01, False, "Peer closed the session"),
            *back(30, ("e1", "r1")),
        ),
        ("process_crash",),
    ),
)
