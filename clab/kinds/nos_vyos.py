"""VyOS: FRR inside, its log in the journal; no gNMI. Pure."""

from clab.kind import SYSLOG, KindProfile, LogPlace, Show

PROFILE = KindProfile(
    "VyOS",
    ("vyosnetworks_vyos",),
    "admin",
    "admin",
    None,
    (LogPlace("inside", "/var/log/messages"),),
    "vyos",
    (Show("bgp-summary", "show bgp summary json"), Show("bgp-neighbors", "show bgp neighbors json")),
    mend_log=f"VyOS keeps its log in the journal; {SYSLOG}",
    mend_gnmi="VyOS has no gNMI: FRR's vty tells",
)
