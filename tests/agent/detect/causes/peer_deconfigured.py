"""Stories of `peer_deconfigured`: a NOTIFICATION 6/3."""

from tests.agent.detect.causes.words import Story, back, begun, state, told

TRIGGERS = (
    Story(
        "removed",
        (*begun(), *told("r1", "e1", 20, 6, 3), *back(40, ("e1", "r1"))),
        ("peer_deconfigured",),
        "r1 neighbor 10.1.1.2",
        "proved",
    ),
    Story(
        "all of them at once",
        (*begun(), *(state("r1", peer, 20, False, "Neighbor deleted") for peer in ("r2", "r3", "e1"))),
        ("peer_deconfigured",),
        "r1",
        "likely",
    ),
)
OTHERS = (Story("shut down", (*begun(), *told("r1", "e1", 20, 6, 2), *back(40, ("e1", "r1"))), ("admin_shutdown",)),)
