"""Nokia SR OS as a VM. Pure."""

from clab.kind import SYSLOG, GnmiService, KindProfile, Show

PROFILE = KindProfile(
    "Nokia SR OS (VM)",
    ("nokia_sros",),
    "admin",
    "admin",
    GnmiService(57400),
    (),
    "nokia_sros",
    (Show("bgp-summary", "show router bgp summary all", "table", "nokia_sros_show_router_bgp_summary.textfsm"),),
    virtual=True,
    mend_log=SYSLOG,
)
