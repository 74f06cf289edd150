"""Stories of `node_hang`: a pause, or several daemons that say they were late."""

from tests.agent.detect.causes.words import Story, back, begun, life, note, polls, process, state

TRIGGERS = (
    Story(
        "paused",
        (
            *begun(),
            life("e1", "pause", 10),
            note("r1", "e1", 19, 4),
            state("r1", "e1", 19.001, False),
            life("e1", "unpause", 31),
            state("e1", "r1", 31.1, False),
            *back(40, ("e1", "r1")),
        ),
        ("node_hang",),
        "e1",
        "proved",
    ),
    Story(
        "two daemons were late",
        (
            *begun(),
            note("r1", "r3", 19, 4),
            state("r1", "r3", 19.001, False),
            note("r2", "r3", 20, 4),
            state("r2", "r3", 20.001, False),
            process("r3", "bgpd", "starved", 31),
            process("r3", "ospfd", "starved", 31.001),
            state("r3", "r1", 31.01, False),
            state("r3", "r2", 31.01, False),
            *back(40, ("r1", "r3"), ("r2", "r3")),
        ),
        ("node_hang",),
        "r3",
        "proved",
    ),
)
OTHERS = (
    Story(
        "one daemon, and a sibling went on",
        (
            *begun(),
            note("r1", "r3", 19, 4),
            state("r1", "r3", 19.001, False),
            note("r2", "r3", 20, 4),
            state("r2", "r3", 20.001, False),
            *polls(("r3",), 20, 30, ok=False),
            *polls(("r3",), 20, 30, command="ospf"),
            process("r3", "bgpd", "starved", 31),
            state("r3", "r1", 31.01, False),
            state("r3", "r2", 31.01, False),
            *back(40, ("r1", "r3"), ("r2", "r3")),
        ),
        ("process_hang",),
    ),
)
