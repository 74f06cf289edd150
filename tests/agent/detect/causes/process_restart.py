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
    Story(
        "one session after the other",
        (
            *begun(),
            process("r1", "bgpd", "ended", 20),
            state("r1", "r2", 21, False, "Neighbor deleted"),
            state("r1", "r3", 27, False, "Neighbor deleted"),
            state("r1", "e1", 36, False, "Neighbor deleted"),
            *back(50, ("r1", "r2"), ("r1", "r3"), ("e1", "r1")),
        ),
        ("process_restart",),
        "r1",
        "proved",
    ),
    Story(
        "gone by a sibling's word, its neighbors deleted by its own",
        (
            *begun(),
            process("r1", "bgpd", "died", 20),
            *(state("r1", peer, 20.1, False, "Neighbor deleted") for peer in ("r2", "r3", "e1")),
            *back(50, ("r1", "r2"), ("r1", "r3"), ("e1", "r1")),
        ),
        ("process_restart",),
        "r1",
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
    Story(
        "started again, then a neighbor is removed",
        (
            *begun(),
            process("r1", "bgpd", "ended", 20),
            process("r1", "bgpd", "started", 22),
            state("r1", "e1", 40, False, "Neighbor deleted"),
        ),
        ("peer_deconfigured",),
    ),
)
