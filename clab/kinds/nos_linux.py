"""A Linux container: what it is shows inside (FRR, BIRD, GoBGP, ExaBGP). Pure."""

from clab.kind import KindProfile, Show

FRR_MEND = "log file /var/log/frr/frr.log informational | router bgp ... / bgp log-neighbor-changes"
PROFILE = KindProfile(
    "Linux",
    ("linux",),
    "",
    "",
    None,
    (),
    "linux",
    (Show("bgp-summary", "show bgp summary json"), Show("bgp-neighbors", "show bgp neighbors json")),
    mend_log=FRR_MEND,
)
