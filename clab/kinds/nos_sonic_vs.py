"""SONiC in a container: FRR inside, its log in the container's syslog; no gNMI. Pure."""

from clab.kind import KindProfile, LogPlace, Show

PROFILE = KindProfile(
    "SONiC (container)",
    ("sonic-vs",),
    "",
    "",
    None,
    (LogPlace("inside", "/var/log/syslog"),),
    "",
    (Show("bgp-summary", "show bgp summary json"), Show("bgp-neighbors", "show bgp neighbors json")),
    mend_log="log syslog informational, and: router bgp ... / bgp log-neighbor-changes",
    mend_gnmi="sonic-vs has no gNMI: FRR's log and vty tell",
)
