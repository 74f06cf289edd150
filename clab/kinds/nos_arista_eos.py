"""Arista EOS: cEOS and the VM. Pure."""

from clab.kind import GnmiService, KindProfile, LogPlace, Show

PROFILE = KindProfile(
    "Arista EOS",
    ("arista_ceos", "arista_veos"),
    "admin",
    "admin",
    GnmiService(6030),
    (LogPlace("host", "flash/persist/messages"), LogPlace("inside", "/var/log/messages")),
    "arista_eos",
    (Show("bgp-summary", "show bgp summary | json"), Show("bgp-neighbors", "show ip bgp neighbors | json")),
    mend_log="logging persistent 1048576, and: router bgp ... / bgp log-neighbor-changes (the default)",
)
