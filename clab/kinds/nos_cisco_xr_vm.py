"""Cisco IOS XR as a VM: its gNMI stands in the management VRF. Pure."""

from clab.kind import SYSLOG, GnmiService, KindProfile, Show

PROFILE = KindProfile(
    "Cisco IOS XR (VM)",
    ("cisco_xrv9k", "cisco_xrv", "cisco_xrd_vrouter"),
    "clab",
    "clab@123",
    GnmiService(57400),
    (),
    "cisco_xr",
    (Show("bgp-summary", "show bgp summary", "table", known=("cisco_xr", "show ip bgp summary")),),
    virtual=True,
    mend_log=SYSLOG,
    options={"cisco_xrd_vrouter": "9339"},
)
