"""Stories of `node_down`: the runtime's word."""

from tests.agent.detect.causes.words import Story, back, begun, life, process, state

TRIGGERS = (
    Story(
        "killed",
        (
            *begun(),
            life("e1", "kill", 19.9),
            life("e1", "die", 20),
            state("r1", "e1", 20.1, False, "Peer closed the session"),
            life("e1", "start", 30),
            *back(40, ("e1", "r1")),
        ),
        ("node_down",),
        "e1",
        "proved",
    ),
)
OTHERS = (
    Story(
        "only its daemon died",
        (
            *begun(),
            process("e1", "bgpd", "died", 20),
            state("r1", "e1", 20.01, False, "Peer closed the session"),
            *back(30, ("e1", "r1")),
        ),
        ("process_crash",),
    ),
    Story("a container beside the lab", (*begun(), life("helper", "start", 18), life("helper", "die", 20)), ()),
)
