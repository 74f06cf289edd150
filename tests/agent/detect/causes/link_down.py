"""Stories of `link_down`: an interface, by its own word or the runtime's; never OSPF's KillNbr alone."""

from tests.agent.detect.causes.words import Story, adjacency, back, begun, link, links_up, lost, timed_out

TRIGGERS = (
    Story(
        "an interface of the link",
        (*begun(), link("r1", "eth3", 20), *lost("r1", "e1", 20.01, "Interface down"), *back(30, ("e1", "r1"))),
        ("link_down",),
        "r1:eth3",
        "proved",
    ),
    Story(
        "both ends' adjacencies ended at once",
        (
            *begun(),
            adjacency("r1", "eth1", "r2", 12, "KillNbr"),
            adjacency("r2", "eth1", "r1", 12.01, "KillNbr"),
            adjacency("r1", "eth2", "r3", 12.2, "KillNbr"),
            adjacency("r3", "eth1", "r1", 12.3, "KillNbr"),
            *timed_out("r2", "r1", 20),
            *back(40, ("r1", "r2")),
        ),
        ("link_down",),
        None,
        "likely",
    ),
)
OTHERS = (
    Story(
        "the process was removed",
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
