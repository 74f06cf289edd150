"""Stories of `node_isolated`: every link of a node, at once or one after the other."""

from tests.agent.detect.causes.words import Story, adjacency, back, begun, link, links_up, timed_out

TRIGGERS = (
    Story(
        "ten seconds apart",
        (
            *begun(),
            link("r3", "eth1", 10),
            link("r1", "eth2", 10.01),
            link("r3", "eth2", 20),
            link("r2", "eth2", 20.01),
            *timed_out("r3", "r1", 27),
            *timed_out("r3", "r2", 27.5),
            *back(60, ("r1", "r3"), ("r2", "r3")),
        ),
        ("node_isolated",),
        "r3",
        "proved",
    ),
)
OTHERS = (
    Story(
        "one link came back before",
        (
            *begun(),
            link("r3", "eth1", 10),
            link("r3", "eth1", 15, True),
            link("r3", "eth2", 20),
            *timed_out("r3", "r2", 27),
            *back(60, ("r2", "r3")),
        ),
        ("hold_timer_expired",),
    ),
    Story(
        "the IGP alone",
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
    ),
)
