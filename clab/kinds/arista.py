"""Arista EOS: cEOS and the VM. Pure."""

import re
from dataclasses import replace

from clab.kind import SYSLOG, GnmiService, Kind, LogPlace, Monitoring, Rename, Show, vm

_EOS = Monitoring(
    username="admin",
    password="admin",
    gnmi=GnmiService(6030),
    logs=(LogPlace("host", "flash/persist/messages"), LogPlace("inside", "/var/log/messages")),
    platform="arista_eos",
    shows=(Show("bgp-summary", "show bgp summary | json"), Show("bgp-neighbors", "show ip bgp neighbors | json")),
    log_hint="logging persistent 1048576, and: router bgp ... / bgp log-neighbor-changes (the default)",
)
KINDS = (
    Kind(
        "arista_ceos",
        "Arista cEOS",
        ("ceos",),
        re.compile(r"^eth?[1-9][\w.]{0,32}$"),
        router_names=(Rename(re.compile(r"(?:eth|et)(\d+(?:_\d+)*)$"), lambda m: f"Ethernet{m[1].replace('_', '/')}"),),
        monitoring=_EOS,
    ),
    vm(
        "arista_veos",
        "Arista vEOS (VM)",
        r"(?:Et|Ethernet)1/(?P<port>\d+)",
        "Et1/1",
        1,
        aliases=("vr-veos", "vr-arista_veos"),
        monitoring=replace(_EOS, logs=(), log_hint=SYSLOG),
    ),
)
