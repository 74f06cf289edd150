"""Stories of `config_reset`: a NOTIFICATION 6/6 of sessions that come back."""

from tests.agent.detect.causes.words import Story, back, begun, told

TRIGGERS = (
    Story(
        "a router identifier",
        (*begun(), *told("r3", "r1", 20, 6, 6), *told("r3", "r2", 20.001, 6, 6), *back(22, ("r1", "r3"), ("r2", "r3"))),
        ("config_reset",),
        "r3",
        "proved",
    ),
)
OTHERS = (
    Story("a password", (*begun(), *told("r3", "r1", 20, 6, 6), *back(60, ("r1", "r3"))), ("authentication_mismatch",)),
)
