"""Juniper vMX as a VM. Pure."""

from clab.kind import SYSLOG, GnmiService, KindProfile, Show

PROFILE = KindProfile(
    "Juniper vMX (VM)",
    ("juniper_vmx",),
    "admin",
    "admin@123",
    GnmiService(57400),
    (),
    "juniper_junos",
    (Show("bgp-summary", "show bgp summary", "table", known=("juniper_junos", "show bgp summary")),),
    virtual=True,
    mend_log=SYSLOG,
)
