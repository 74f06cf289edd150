"""Stories of `process_hang`: one daemon, while its siblings or the runtime speak for the node."""

from tests.agent.detect.causes.words import Story, back, begun, life, links_up, note, polls, process, state

TRIGGERS = (
    Story(
        "its last poll is answered when it wakes",
        (
            *begun(),
            note("r1", "e1", 19, 4),
            state("r1", "e1", 19.001, False),
            *polls(("e1",), 27, 28, ms=3900),
            *polls(("e1",), 20, 30, command="ospf"),
            process("e1", "bgpd", "starved", 31),
            note("e1", "r1", 31.005, 4),
            state("e1", "r1", 31.01, False),
            *back(40, ("e1", "r1")),
        ),
        ("process_hang",),
        "e1",
        "proved",
    ),
    Story(
        "a sibling answers",
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
        "r3",
        "proved",
    ),
    Story(
        "the runtime knows of no pause",
        (
            *begun(),
            *links_up(),
            note("r1", "r3", 19, 4),
            state("r1", "r3", 19.001, False),
            note("r2", "r3", 20, 4),
            state("r2", "r3", 20.001, False),
            process("r3", "bgpd", "starved", 31),
            state("r3", "r1", 31.01, False),
            state("r3", "r2", 31.01, False),
            *back(40, ("r1", "r3"), ("r2", "r3")),
        ),
        ("process_hang",),
        "r3",
        "likely",
    ),
)
OTHERS = (
    Story(
        "the runtime paused the node",
        (
            *begun(),
            *links_up(),
            life("r3", "pause", 10),
            note("r1", "r3", 19, 4),
            state("r1", "r3", 19.001, False),
            note("r2", "r3", 20, 4),
            state("r2", "r3", 20.001, False),
            life("r3", "unpause", 30.9),
            process("r3", "bgpd", "starved", 31),
            state("r3", "r1", 31.01, False),
            state("r3", "r2", 31.01, False),
            *back(40, ("r1", "r3"), ("r2", "r3")),
        ),
        ("node_hang",),
    ),
)
