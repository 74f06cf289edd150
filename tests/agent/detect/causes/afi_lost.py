"""Stories of `afi_lost`: a router no longer names a family."""

from tests.agent.detect.causes.words import Story, back, begun, facts, told

TRIGGERS = (
    Story(
        "while the session is up",
        (
            *begun(),
            facts("r1", "e1", 10, afis=("ipv4Unicast", "ipv6Unicast")),
            facts("r1", "e1", 20, afis=("ipv4Unicast",)),
        ),
        ("afi_lost",),
        "r1 neighbor 10.1.1.2",
        "proved",
    ),
    Story(
        "with a reset",
        (
            *begun(),
            facts("r1", "e1", 10, afis=("ipv4Unicast", "l2VpnEvpn")),
            *told("r1", "e1", 15, 6, 6),
            *back(17, ("e1", "r1")),
            facts("r1", "e1", 20, afis=("ipv4Unicast",)),
        ),
        ("afi_lost",),
        "r1 neighbor 10.1.1.2",
        "proved",
    ),
)
OTHERS = (
    Story(
        "a reset alone",
        (
            *begun(),
            facts("r1", "e1", 10, afis=("ipv4Unicast", "l2VpnEvpn")),
            *told("r1", "e1", 15, 6, 6),
            *back(17, ("e1", "r1")),
            facts("r1", "e1", 20, afis=("ipv4Unicast", "l2VpnEvpn")),
        ),
        ("config_reset",),
    ),
)
