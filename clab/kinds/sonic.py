"""SONiC: FRR inside, its log in the container's syslog; no gNMI. Pure."""

import re

from clab.kind import BGP_SUMMARY_JSON, Kind, LogPlace, Monitoring, Rename

KINDS = (
    Kind(
        "sonic-vs",
        "SONiC (container)",
        router_names=(Rename(re.compile(r"eth(\d+)$"), lambda m: f"Ethernet{4 * (int(m[1]) - 1)}"),),
        monitoring=Monitoring(
            logs=(LogPlace("inside", "/var/log/syslog"),),
            shows=BGP_SUMMARY_JSON,
            log_hint="log syslog informational, and: router bgp ... / bgp log-neighbor-changes",
            gnmi_hint="sonic-vs has no gNMI: FRR's log and vty tell",
        ),
    ),
    Kind("sonic-vm", "SONiC (VM)", virtual=True),
    Kind("dell_sonic", "Dell Enterprise SONiC (VM)", virtual=True),
    Kind("plvision_sonic", "PLVision SONiC"),
)
