"""Juniper: cRPD and cSRX as containers, the others as VMs. Pure.

cRPD's log folder lies in the lab directory, and its gNMI is off. Of vJunos only ssh and netconf are set up.
"""

import re
from dataclasses import replace

from clab.kind import SYSLOG, GnmiService, Kind, LogPlace, Monitoring, Rename, Show, vm

_PORT = r"(?:et|xe|ge)-0/0/(?P<port>\d+)$"
_SHOWS = (Show("bgp-summary", "show bgp summary", "table", known=("juniper_junos", "show bgp summary")),)
_GE_NAMES = (Rename(re.compile(r"eth(\d+)$"), lambda m: f"ge-0/0/{int(m[1]) - 1}"),)
_ET_NAMES = (Rename(re.compile(r"eth(\d+)$"), lambda m: f"et-0/0/{int(m[1]) - 1}"),)
_CRPD = Monitoring(
    username="root",
    password="clab123",
    logs=(LogPlace("host", "log/messages"), LogPlace("inside", "/var/log/messages")),
    platform="juniper_junos",
    shows=_SHOWS,
    log_hint="set system syslog file messages any info; set protocols bgp log-updown",
    gnmi_hint="set system services extension-service request-response grpc ..., then name it in labkeeper.yml",
)
_VJUNOS = Monitoring(
    username="admin",
    password="admin@123",
    platform="juniper_junos",
    shows=_SHOWS,
    log_hint=SYSLOG,
    gnmi_hint=(
        "set system services extension-service request-response grpc clear-text port 32767, "
        "then name it in labkeeper.yml"
    ),
)
KINDS = (
    Kind("juniper_crpd", "Juniper cRPD", ("crpd",), monitoring=_CRPD),
    Kind("juniper_csrx", "Juniper cSRX", monitoring=_CRPD),
    vm(
        "juniper_vjunosrouter",
        "Juniper vJunos-router (VM)",
        _PORT,
        "ge-0/0/0",
        0,
        router_names=_GE_NAMES,
        monitoring=_VJUNOS,
    ),
    vm(
        "juniper_vjunosswitch",
        "Juniper vJunos-switch (VM)",
        _PORT,
        "ge-0/0/0",
        0,
        router_names=_GE_NAMES,
        monitoring=_VJUNOS,
    ),
    vm(
        "juniper_vjunosevolved",
        "Juniper vJunosEvolved (VM)",
        _PORT,
        "et-0/0/0",
        0,
        router_names=_ET_NAMES,
        monitoring=_VJUNOS,
    ),
    vm(
        "juniper_cjunosevolved",
        "Juniper cJunosEvolved",
        r"et-0/0/(?P<port>\d+)$",
        "et-0/0/0",
        -3,
        aliases=("cjunosevolved",),
        monitoring=_VJUNOS,
    ),
    vm(
        "juniper_vmx",
        "Juniper vMX (VM)",
        _PORT,
        "ge-0/0/0",
        0,
        aliases=("vr-vmx", "vr-juniper_vmx"),
        router_names=_GE_NAMES,
        monitoring=replace(_VJUNOS, gnmi=GnmiService(57400), gnmi_hint=""),
    ),
    vm("juniper_vqfx", "Juniper vQFX (VM)", _PORT, "xe-0/0/0", 0, aliases=("vr-vqfx", "vr-juniper_vqfx")),
    vm("juniper_vsrx", "Juniper vSRX (VM)", _PORT, "ge-0/0/0", 0, aliases=("vr-vsrx", "vr-juniper_vsrx")),
)
