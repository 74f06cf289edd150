"""Stories of `link_flap`: three times within ten minutes."""

from dataclasses import replace

from collectors.observations import Observation
from tests.agent.detect.causes.words import Story, back, begun, link, lost


def once(at: float) -> tuple[Observation, ...]:
    """The link goes and comes back, and its session with it."""
    seen: list[Observation] = [link("r1", "eth3", at), link("r1", "eth3", at + 5, True)]
    seen += lost("r1", "e1", at + 0.01, "Interface down")
    seen += back(at + 7, ("e1", "r1"))
    return tuple(seen)


TRIGGERS = (
    Story(
        "three times",
        (
            *begun(),
            *(seen for at in (20, 40, 60) for seen in once(at)),
        ),
        ("link_flap",),
        "r1:eth3",
        "proved",
    ),
    Story(
        "the other end was set down, as its router said at the first time",
        (
            *begun(),
            *(seen for at in (20, 40, 60) for seen in once(at)),
            replace(link("e1", "eth1", 20.5, kind="level"), source="snapshot", admin_down=True),
        ),
        ("link_flap",),
        "e1:eth1",
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
