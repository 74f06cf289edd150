"""Cisco IOS on Linux: no gNMI; its console is the container's output. Pure."""

from clab.kind import KindProfile, LogPlace, Show

PROFILE = KindProfile(
    "Cisco IOL",
    ("cisco_iol",),
    "admin",
    "admin",
    None,
    (LogPlace("output"),),
    "cisco_ios",
    (Show("bgp-summary", "show ip bgp summary", "table", known=("cisco_ios", "show ip bgp summary")),),
    mend_log="logging console informational (it goes to docker logs), and: router bgp ... / bgp log-neighbor-changes",
    mend_gnmi="IOL has no gNMI: its log and its command line tell",
)
