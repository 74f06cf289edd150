"""Stories of `link_flap`: three times within ten minutes."""

from tests.agent.detect.causes.words import Story, back, begun, link, lost

TRIGGERS = (
    Story(
        "three times",
        (
            *begun(),
            *(
                item
                for at in (20, 40, 60)
                for item in (
                    link("r1", "eth3", at),
                    *lost("r1", "e1", at + 0.01, "Interface down"),
                    link("r1", "eth3", at + 5, True),
                    *back(at + 7, ("e1", "r1")),
                )
            ),
        ),
        ("link_flap",),
        "r1:eth3",
        "proved",
    ),
)
OTHERS = (
    Story(
        "once",
        (*begun(), link("r1", "eth3", 20), *lost("r1", "e1", 20.01, "Interface down"), *back(27, ("e1", "r1"))),
        ("link_down",),
    ),
)
