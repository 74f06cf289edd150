"""Cisco IOS XR: XRd control plane. Pure."""

from clab.kind import SYSLOG, GnmiService, KindProfile, LogPlace, Show

PROFILE = KindProfile(
    "Cisco IOS XR (XRd)",
    ("cisco_xrd",),
    "clab",
    "clab@123",
    GnmiService(9339),
    (LogPlace("output"),),
    "cisco_xr",
    (Show("bgp-summary", "show bgp summary", "table", known=("cisco_xr", "show ip bgp summary")),),
    mend_log=f"logging console informational (XRd prints it to docker logs), or: {SYSLOG}",
)
