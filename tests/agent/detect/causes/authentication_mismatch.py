"""Stories of `authentication_mismatch`: 6/6 and silence, or snapshots that differ."""

from tests.agent.detect.causes.words import Story, back, begun, facts, told

TRIGGERS = (
    Story(
        "silence after 6/6",
        (*begun(), *told("e1", "r1", 20, 6, 6), *back(60, ("e1", "r1"))),
        ("authentication_mismatch",),
        "e1 neighbor 10.1.1.1",
        "likely",
    ),
    Story(
        "both ends' snapshots",
        (
            *begun(),
            *told("e1", "r1", 20, 6, 6),
            facts("e1", "r1", 25, authentication=True),
            facts("r1", "e1", 25, authentication=False),
            *back(60, ("e1", "r1")),
        ),
        ("authentication_mismatch",),
        None,
        "proved",
    ),
)
OTHERS = (Story("back at once", (*begun(), *told("e1", "r1", 20, 6, 6), *back(22, ("e1", "r1"))), ("config_reset",)),)
