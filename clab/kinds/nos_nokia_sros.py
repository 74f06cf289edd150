"""Nokia SR OS: the container (srsim) and the VM. Pure."""

from clab.kind import SYSLOG, GnmiService, KindProfile, LogPlace, Show

PROFILE = KindProfile(
    "Nokia SR OS (SR-SIM)",
    ("nokia_srsim",),
    "admin",
    "NokiaSros1!",
    GnmiService(57400),
    (LogPlace("output"),),
    "nokia_sros",
    (Show("bgp-summary", "show router bgp summary all", "table", "nokia_sros_show_router_bgp_summary.textfsm"),),
    mend_log=SYSLOG,
)
