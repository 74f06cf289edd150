"""Makers with one or two kinds, of which only what a topology needs is known. Pure."""

import re

from clab.kind import Kind, vm, words

_CIENA_TYPES = words(
    """
    3948 3949 3984 3985 5130 5131 5131-910 5132 5134 5144 5162 5164 5164-902 5166 5166-903 5168 5169 5170 5171
    5171-920 5184 5186 8110 8112 8114 8140 8190 8192
    """
)
KINDS = (
    Kind("6wind_vsr", "6WIND VSR"),
    Kind("arrcus_arcos", "Arrcus ArcOS", ports=re.compile(r"swp[\d.]+$"), example="swp1"),
    vm("aruba_aoscx", "Aruba AOS-CX (VM)", r"1/1/(?P<port>\d+)", "1/1/1", 1, aliases=("vr-aoscx", "vr-aruba_aoscx")),
    Kind("checkpoint_cloudguard", "Check Point CloudGuard (VM)", virtual=True),
    Kind(
        "ciena_saos",
        "Ciena SAOS",
        ("vr-ciena_saos",),
        re.compile(r"(?<!\d)(?P<port>[1-9]\d*)$"),
        "1",
        1,
        types=_CIENA_TYPES,
        type_needed=True,
        virtual=True,
    ),
    Kind("cumulus_cvx", "NVIDIA Cumulus VX", ("cvx",), re.compile(r"swp[\d.]+$"), "swp1"),
    vm("nvidia_cumulusvx", "NVIDIA Cumulus VX (VM)", r"swp(?P<port>\d+)", "swp1", 1),
    Kind("dell_ftosv", "Dell FTOSv (VM)", ("vr-ftosv", "vr-dell_ftosv"), virtual=True),
    vm("f5_bigip-ve", "F5 BIG-IP VE (VM)", r"1\.(?P<port>\d+)$", "1.1", 1),
    vm("fortinet_fortigate", "Fortinet FortiGate (VM)", r"port(?P<port>\d+)$", "port2", 2),
    Kind("huawei_vrp", "Huawei VRP (VM)", virtual=True),
    Kind("ipinfusion_ocnos", "IP Infusion OcNOS (VM)", virtual=True),
    vm(
        "mikrotik_ros",
        "MikroTik RouterOS (VM)",
        r"ether(?P<port>\d+)",
        "ether2",
        2,
        aliases=("vr-ros", "vr-mikrotik_ros"),
    ),
    vm(
        "paloalto_panos",
        "Palo Alto PAN-OS (VM)",
        r"Ethernet1/(?P<port>\d+)",
        "Ethernet1/1",
        1,
        aliases=("vr-pan", "vr-paloalto_panos"),
    ),
    Kind("veesix_osvbng", "VeesixNetworks osvbng"),
)
