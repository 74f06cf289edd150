"""VyOS: FRR inside, its log in the journal; no gNMI. Pure."""

import re

from clab.kind import BGP_SUMMARY_JSON, SYSLOG, Kind, LogPlace, Monitoring

KINDS = (
    Kind(
        "vyosnetworks_vyos",
        "VyOS",
        ports=re.compile(r"eth[1-9][0-9]*$"),
        monitoring=Monitoring(
            username="admin",
            password="admin",
            logs=(LogPlace("inside", "/var/log/messages"),),
            platform="vyos",
            shows=BGP_SUMMARY_JSON,
            log_hint=f"VyOS keeps its log in the journal; {SYSLOG}",
            gnmi_hint="VyOS has no gNMI: FRR's vty tells",
        ),
    ),
)
