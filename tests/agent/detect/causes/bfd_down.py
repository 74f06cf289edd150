"""Stories of `bfd_down`: a NOTIFICATION 6/10."""

from tests.agent.detect.causes.words import Story, back, begun, link, told

TRIGGERS = (
    Story(
        "nothing stronger",
        (*begun(), *told("r1", "r2", 20, 6, 10), *back(30, ("r1", "r2"))),
        ("bfd_down",),
        "r1 neighbor 10.255.0.2",
        "proved",
    ),
)
OTHERS = (
    Story(
        "the link went",
        (*begun(), link("e1", "eth1", 19.9), *told("r1", "e1", 20, 6, 10), *back(30, ("e1", "r1"))),
        ("link_down",),
    ),
)
