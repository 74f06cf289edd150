"""Stories of `igp_lost`: adjacencies that went while the links stayed up."""

from tests.agent.detect.causes.words import (
    Story,
    adjacency,
    back,
    begun,
    link,
    links_up,
    process,
    state,
    timed_out,
    writes,
)

TRIGGERS = (
    Story(
        "OSPF was removed",
        (
            *begun(),
            *links_up(),
            adjacency("r3", "eth1", "r1", 10, "KillNbr"),
            adjacency("r3", "eth2", "r2", 10, "KillNbr"),
            adjacency("r1", "eth2", "r3", 13, "InactivityTimer"),
            adjacency("r2", "eth2", "r3", 13, "InactivityTimer"),
            *timed_out("r3", "r1", 18),
            *timed_out("r3", "r2", 18.1),
            *back(40, ("r1", "r3"), ("r2", "r3")),
        ),
        ("igp_lost",),
        "r3",
        "proved",
    ),
    Story(
        "nothing is known of the links",
        (
            *begun(),
            adjacency("r3", "eth1", "r1", 10, "KillNbr"),
            adjacency("r3", "eth2", "r2", 10, "KillNbr"),
            *timed_out("r3", "r1", 18),
            *timed_out("r3", "r2", 18.1),
            *back(40, ("r1", "r3"), ("r2", "r3")),
        ),
        ("igp_lost",),
        "r3",
        "likely",
    ),
    Story(
        "a router that only says that its route went",
        (
            *begun(),
            writes("r3", 9),
            state("r3", "r1", 10, False, "Route to peer lost"),
            state("r3", "r2", 10.1, False, "Route to peer lost"),
            writes("r3", 12),
            *back(40, ("r1", "r3"), ("r2", "r3")),
        ),
        ("igp_lost",),
        "r3",
        "likely",
    ),
    Story(
        "a neighbor that is still heard",
        (
            *begun(),
            adjacency("r3", "eth1", "r1", 10, "KillNbr"),
            adjacency("r3", "eth2", "r2", 10, "KillNbr"),
            adjacency("r1", "eth2", "r3", 10.1, "1-WayReceived"),
            adjacency("r2", "eth2", "r3", 10.1, "1-WayReceived"),
            *timed_out("r3", "r1", 18),
            *timed_out("r3", "r2", 18.1),
            *back(40, ("r1", "r3"), ("r2", "r3")),
        ),
        ("igp_lost",),
        "r3",
        "proved",
    ),
)
OTHERS = (
    Story(
        "its route went with its interface",
        (
            *begun(),
            *links_up(),
            link("r3", "eth1", 9.8),
            link("r3", "eth2", 9.9),
            state("r3", "r1", 10, False, "Route to peer lost"),
            state("r3", "r2", 10.1, False, "Route to peer lost"),
            *back(40, ("r1", "r3"), ("r2", "r3")),
        ),
        ("node_isolated",),
    ),
    Story(
        "its daemon died",
        (
            *begun(),
            *links_up(),
            process("r3", "ospfd", "died", 10),
            adjacency("r1", "eth2", "r3", 13, "InactivityTimer"),
            adjacency("r2", "eth2", "r3", 13, "InactivityTimer"),
            *timed_out("r3", "r1", 18),
            *timed_out("r3", "r2", 18.1),
            *back(40, ("r1", "r3"), ("r2", "r3")),
        ),
        ("process_crash",),
    ),
    Story(
        "another way is left",
        (
            *begun(),
            *links_up(),
            adjacency("r3", "eth1", "r1", 10, "InactivityTimer"),
            adjacency("r1", "eth2", "r3", 10, "InactivityTimer"),
            *timed_out("r3", "r1", 18),
            *back(40, ("r1", "r3")),
        ),
        ("hold_timer_expired",),
    ),
)
