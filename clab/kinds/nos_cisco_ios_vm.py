"""Cisco IOS and IOS XE as VMs. Pure."""

from clab.kind import SYSLOG, KindProfile, Show

PROFILE = KindProfile(
    "Cisco IOS XE (VM)",
    ("cisco_c8000v", "cisco_csr1000v", "cisco_cat9kv", "cisco_vios"),
    "admin",
    "admin",
    None,
    (),
    "cisco_xe",
    (Show("bgp-summary", "show ip bgp summary", "table", known=("cisco_ios", "show ip bgp summary")),),
    virtual=True,
    mend_log=SYSLOG,
    mend_gnmi="containerlab sets up no gNMI on it",
)
