"""Cisco: IOS and IOS XE, IOS XR, NX-OS and the firewalls. Pure.

IOL's console is its container's output. IOS XR's VM has its gNMI in the management VRF.
"""

import re
from dataclasses import replace

from clab.kind import SYSLOG, GnmiService, Kind, LogPlace, Monitoring, Rename, Show, vm

_GI = r"(?:Gi|GigabitEthernet)\s?"
_XR = r"(?:Gi|GigabitEthernet|Te|TenGigE|TenGigabitEthernet)\s?0/0/0/(?P<port>\d+)"
_IOS_SHOWS = (Show("bgp-summary", "show ip bgp summary", "table", known=("cisco_ios", "show ip bgp summary")),)
_XR_SHOWS = (Show("bgp-summary", "show bgp summary", "table", known=("cisco_xr", "show ip bgp summary")),)
_XR_NAMES = (
    Rename(re.compile(r"Gi\s?(\d+/\d+/\d+/\d+)$"), lambda m: f"GigabitEthernet{m[1]}"),
    Rename(re.compile(r"eth([1-9]\d*)$"), lambda m: f"GigabitEthernet0/0/0/{int(m[1]) - 1}"),
)
_IOS_XE = Monitoring(
    username="admin",
    password="admin",
    platform="cisco_xe",
    shows=_IOS_SHOWS,
    log_hint=SYSLOG,
    gnmi_hint="containerlab sets up no gNMI on it",
)
_XR_VM = Monitoring(
    username="clab",
    password="clab@123",
    gnmi=GnmiService(57400),
    platform="cisco_xr",
    shows=_XR_SHOWS,
    log_hint=SYSLOG,
)
KINDS = (
    Kind(
        "cisco_iol",
        "Cisco IOL",
        ports=re.compile(r"(?:e|Ethernet)(?:0/[123]|[1-9]/[0-3])$|eth[1-9]\d*$"),
        example="Ethernet0/1",
        management=re.compile(r"(?:e|Ethernet)0/0$|eth0$"),
        spellings=(Rename(re.compile(r"(?:e|Ethernet)(\d)/([0-3])$"), lambda m: f"eth{4 * int(m[1]) + int(m[2])}"),),
        types=frozenset(("iol", "l2")),
        router_names=(
            Rename(re.compile(r"e(\d+/\d+)$"), lambda m: f"Ethernet{m[1]}"),
            Rename(re.compile(r"eth([1-9]\d*)$"), lambda m: f"Ethernet{int(m[1]) // 4}/{int(m[1]) % 4}"),
        ),
        monitoring=Monitoring(
            username="admin",
            password="admin",
            logs=(LogPlace("output"),),
            platform="cisco_ios",
            shows=_IOS_SHOWS,
            log_hint=(
                "logging console informational (it goes to docker logs), and: router bgp ... / bgp log-neighbor-changes"
            ),
            gnmi_hint="IOL has no gNMI: its log and its command line tell",
        ),
    ),
    vm(
        "cisco_vios",
        "Cisco IOSv (VM)",
        _GI + r"(?P<port>\d+)$",
        "Gi0",
        0,
        types=frozenset(("router", "switch", "l2")),
        monitoring=_IOS_XE,
    ),
    vm("cisco_c8000v", "Cisco Catalyst 8000V (VM)", _GI + r"(?P<port>\d+)$", "Gi2", 2, monitoring=_IOS_XE),
    vm(
        "cisco_csr1000v",
        "Cisco CSR 1000V (VM)",
        _GI + r"(?P<port>\d+)$",
        "Gi2",
        2,
        aliases=("vr-csr", "vr-cisco_csr1000v"),
        monitoring=_IOS_XE,
    ),
    vm("cisco_cat9kv", "Cisco Catalyst 9000v (VM)", _GI + r"1/0/(?P<port>\d+)$", "Gi1/0/1", 1, monitoring=_IOS_XE),
    Kind(
        "cisco_xrd",
        "Cisco IOS XR (XRd)",
        ("xrd",),
        re.compile(r"Gi0-0-0-\d+$"),
        "Gi0-0-0-0",
        router_names=(
            Rename(re.compile(r"Gi(\d+)-(\d+)-(\d+)-(\d+)$"), lambda m: f"GigabitEthernet{m[1]}/{m[2]}/{m[3]}/{m[4]}"),
        ),
        monitoring=Monitoring(
            username="clab",
            password="clab@123",
            gnmi=GnmiService(9339),
            logs=(LogPlace("output"),),
            platform="cisco_xr",
            shows=_XR_SHOWS,
            log_hint=f"logging console informational (XRd prints it to docker logs), or: {SYSLOG}",
        ),
    ),
    vm(
        "cisco_xrd_vrouter",
        "Cisco IOS XR (XRd vRouter)",
        _XR,
        "Gi0/0/0/0",
        0,
        router_names=_XR_NAMES,
        monitoring=replace(_XR_VM, gnmi=GnmiService(9339)),
    ),
    vm(
        "cisco_xrv9k",
        "Cisco IOS XRv 9000 (VM)",
        _XR,
        "Gi0/0/0/0",
        0,
        aliases=("vr-xrv9k", "vr-cisco_xrv9k"),
        router_names=_XR_NAMES,
        monitoring=_XR_VM,
    ),
    vm(
        "cisco_xrv",
        "Cisco IOS XRv (VM)",
        _GI + r"0/0/0/(?P<port>\d+)$",
        "Gi0/0/0/0",
        0,
        aliases=("vr-xrv", "vr-cisco_xrv"),
        router_names=_XR_NAMES,
        monitoring=_XR_VM,
    ),
    Kind("cisco_c8000", "Cisco 8000 (emulator)", ("c8000",), re.compile(r"(?:Fi|Hu|FH)0_0_0_\d+$"), "Hu0_0_0_0"),
    vm(
        "cisco_n9kv",
        "Cisco Nexus 9000v (VM)",
        r"(?:Ethernet|Et)\s?1/(?P<port>\d+)",
        "Et1/1",
        1,
        aliases=("vr-n9kv", "vr-cisco_n9kv"),
    ),
    vm("cisco_asav", "Cisco ASAv (VM)", r"(?:GigabitEthernet|Gi)\s?0/(?P<port>\d+)", "Gi0/0", 0),
    vm("cisco_ftdv", "Cisco FTDv (VM)", r"(?:GigabitEthernet|Gi)\s?0/(?P<port>\d+)", "Gi0/0", 0),
    Kind("cisco_sdwan", "Cisco SD-WAN", virtual=True),
)
