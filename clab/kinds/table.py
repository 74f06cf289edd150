"""What containerlab's node kinds ask of a topology: names, interface names, types, images, licences. Pure data.

As registered in containerlab 0.79 (`nodes/<kind>/*.go`); containerlab itself has the last word in the plan stage.
"""

import re
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: `ports` are the interface names that it takes (each with its port number as group `port`, where the
    name stands for an ethN with N = port - `offset` + 1), `example` is one of them."""

    name: str
    ports: re.Pattern[str] | None = None
    example: str = "eth1"
    offset: int | None = None
    types: frozenset[str] = field(default_factory=frozenset)
    type_needed: bool = False
    image: bool = True
    licence: bool = False
    endpoints_free: bool = False

    @property
    def container(self) -> bool:
        """Whether a node of the kind is a container that containerlab makes and names."""
        return self.image


def _words(text: str) -> list[str]:
    return text.split()


def _vm(name: str, pattern: str, example: str, offset: int) -> Kind:
    return Kind(name, re.compile(pattern), example, offset)


_GI = r"(?:Gi|GigabitEthernet)\s?"
_JUNOS = r"(?:et|xe|ge)-0/0/(?P<port>\d+)$"
_SROS_PORT = r"(?<!\d)\d+/(?:x\d+/)?\d+/(?:c\d+/)?\d+"
_XR = r"(?:Gi|GigabitEthernet|Te|TenGigE|TenGigabitEthernet)\s?0/0/0/(?P<port>\d+)"
_SRL_TYPES = _words(
    """ixs-a1 ixr-d1 ixr-d2 ixr-d3 ixr-d2l ixr-d3l ixr-d4 ixr-d5 ixr-h2 ixr-h3 ixr-h4 ixr-h4-32d ixr-h5 ixr-h5-32d
    ixr-h5-64d ixr-h5-64o ixr-h6 ixr-6 ixr-6e ixr-10 ixr-10e ixr-18e sxr-1x-44s sxr-1d-32d sxr-1-32d ixr-x1b ixr-x3b
    ixr-x4 ixr-x4-d"""
)
_SRSIM_TYPES = _words(
    """dms-1-24d ixr-10 ixr-6 ixr-e2c ixr-e2 ixr-e2n ixr-e2n-s ixr-e3c ixr-e3x ixr-ec ixr-e ixr-r4 ixr-r6dl ixr-r6d
    ixr-r6 ixr-s ixr-x3 ixr-x sar-1 sar-hm sar-hmc sar-hx sar-mx sr-1-24d sr-12e sr-12 sr-1-46s sr-14s sr-1-92s
    sr-1e sr-1se sr-1s sr-1-48d sr-1x-48d sr-1x-92s sr-1 sr-2e sr-2se sr-2s sr-3e sr-7s sr-7 sr-a4 sr-a8 vsr-i
    xrs-20e xrs-20 ess-7 ess-12"""
)
_CIENA_TYPES = _words(
    """3948 3949 3984 3985 5130 5131 5131-910 5132 5134 5144 5162 5164 5164-902 5166 5166-903 5168 5169 5170 5171
    5171-920 5184 5186 8110 8112 8114 8140 8190 8192"""
)
_KINDS: Final = (
    Kind(
        "nokia_srlinux",
        re.compile(r"(?:ethernet-[1-9]\d*/[1-9]\d*(?:/[1-9]\d*)?|e[1-9]\d*-[1-9]\d*(?:-[1-9]\d*)?)$|mgmt0$"),
        "e1-1",
        types=frozenset([*_SRL_TYPES, *(each.replace("-", "") for each in _SRL_TYPES)]),
    ),
    Kind(
        "nokia_srsim",
        re.compile(rf"(?:{_SROS_PORT}|e\d+-(?:x\d+-)?\d+(?:-c\d+)?-\d+|eth[1-9]\d*)$"),
        "1/1/c1/1",
        types=frozenset(_SRSIM_TYPES),
        licence=True,
    ),
    Kind("nokia_sros", re.compile(rf"{_SROS_PORT}$|eth[1-9]\d*$"), "1/1/1"),
    Kind("arista_ceos", re.compile(r"eth?[1-9][\w.]{0,32}$"), "eth1"),
    Kind("cisco_xrd", re.compile(r"Gi0-0-0-\d+$"), "Gi0-0-0-0"),
    Kind(
        "cisco_iol",
        re.compile(r"(?:e|Ethernet)(?:0/[123]|[1-9]/[0-3])$|eth[1-9]\d*$"),
        "Ethernet0/1",
        types=frozenset(("iol", "l2")),
    ),
    Kind("vyosnetworks_vyos", re.compile(r"eth[1-9][0-9]*$"), "eth1"),
    Kind("cumulus_cvx", re.compile(r"swp[\d.]+$"), "swp1"),
    Kind("arrcus_arcos", re.compile(r"swp[\d.]+$"), "swp1"),
    Kind("cisco_c8000", re.compile(r"(?:Fi|Hu|FH)0_0_0_\d+$"), "Hu0_0_0_0"),
    Kind(
        "ciena_saos", re.compile(r"(?<!\d)(?P<port>[1-9]\d*)$"), "1", 1, types=frozenset(_CIENA_TYPES), type_needed=True
    ),
    Kind("spirent_stc", re.compile(r"port(?P<port>[1-9])"), "port1", 1),
    _vm("cisco_asav", r"(?:GigabitEthernet|Gi)\s?0/(?P<port>\d+)", "Gi0/0", 0),
    _vm("cisco_ftdv", r"(?:GigabitEthernet|Gi)\s?0/(?P<port>\d+)", "Gi0/0", 0),
    Kind("cisco_vios", re.compile(_GI + r"(?P<port>\d+)$"), "Gi0", 0, types=frozenset(("router", "switch", "l2"))),
    _vm("cisco_c8000v", _GI + r"(?P<port>\d+)$", "Gi2", 2),
    _vm("cisco_csr1000v", _GI + r"(?P<port>\d+)$", "Gi2", 2),
    _vm("cisco_cat9kv", _GI + r"1/0/(?P<port>\d+)$", "Gi1/0/1", 1),
    _vm("cisco_n9kv", r"(?:Ethernet|Et)\s?1/(?P<port>\d+)", "Et1/1", 1),
    _vm("cisco_xrv", _GI + r"0/0/0/(?P<port>\d+)$", "Gi0/0/0/0", 0),
    _vm("cisco_xrv9k", _XR, "Gi0/0/0/0", 0),
    _vm("cisco_xrd_vrouter", _XR, "Gi0/0/0/0", 0),
    _vm("juniper_cjunosevolved", r"et-0/0/(?P<port>\d+)$", "et-0/0/0", -3),
    _vm("juniper_vjunosevolved", _JUNOS, "et-0/0/0", 0),
    _vm("juniper_vjunosrouter", _JUNOS, "ge-0/0/0", 0),
    _vm("juniper_vjunosswitch", _JUNOS, "ge-0/0/0", 0),
    _vm("juniper_vmx", _JUNOS, "ge-0/0/0", 0),
    _vm("juniper_vqfx", _JUNOS, "xe-0/0/0", 0),
    _vm("juniper_vsrx", _JUNOS, "ge-0/0/0", 0),
    _vm("f5_bigip-ve", r"1\.(?P<port>\d+)$", "1.1", 1),
    _vm("fortinet_fortigate", r"port(?P<port>\d+)$", "port2", 2),
    _vm("nvidia_cumulusvx", r"swp(?P<port>\d+)", "swp1", 1),
    _vm("openbsd", r"vio(?P<port>\d+)", "vio1", 1),
    _vm("freebsd", r"vtnet(?P<port>\d+)", "vtnet1", 1),
    _vm("aruba_aoscx", r"1/1/(?P<port>\d+)", "1/1/1", 1),
    _vm("arista_veos", r"(?:Et|Ethernet)1/(?P<port>\d+)", "Et1/1", 1),
    _vm("mikrotik_ros", r"ether(?P<port>\d+)", "ether2", 2),
    _vm("paloalto_panos", r"Ethernet1/(?P<port>\d+)", "Ethernet1/1", 1),
    *(Kind(each, image=False, endpoints_free=True) for each in ("bridge", "ovs-bridge", "host", "ext-container")),
    Kind("k8s-kind", image=False, endpoints_free=True),
)
"""Kinds with rules of their own; all others take any interface but eth0."""

ALIASES: Final = {
    "srl": "nokia_srlinux",
    "ceos": "arista_ceos",
    "crpd": "juniper_crpd",
    "xrd": "cisco_xrd",
    "cvx": "cumulus_cvx",
    "c8000": "cisco_c8000",
    "cjunosevolved": "juniper_cjunosevolved",
    "vr-csr": "cisco_csr1000v",
    "vr-ftosv": "dell_ftosv",
    "vr-n9kv": "cisco_n9kv",
    "vr-pan": "paloalto_panos",
    "vr-ros": "mikrotik_ros",
    "vr-sros": "nokia_sros",
    "vr-veos": "arista_veos",
    "vr-vmx": "juniper_vmx",
    "vr-vqfx": "juniper_vqfx",
    "vr-vsrx": "juniper_vsrx",
    "vr-xrv": "cisco_xrv",
    "vr-xrv9k": "cisco_xrv9k",
    "vr-aoscx": "aruba_aoscx",
}
SUPPORTED: Final = frozenset(
    _words(
        """6wind_vsr arista_ceos arista_veos arrcus_arcos aruba_aoscx bridge c8000 ceos checkpoint_cloudguard
        ciena_saos cisco_asav cisco_c8000 cisco_c8000v cisco_cat9kv cisco_csr1000v cisco_ftdv cisco_iol cisco_n9kv
        cisco_sdwan cisco_vios cisco_xrd cisco_xrd_vrouter cisco_xrv cisco_xrv9k cjunosevolved crpd cumulus_cvx cvx
        dell_ftosv dell_sonic ext-container f5_bigip-ve fdio_vpp fortinet_fortigate freebsd generic_vm host
        huawei_vrp ipinfusion_ocnos juniper_cjunosevolved juniper_crpd juniper_csrx juniper_vjunosevolved
        juniper_vjunosrouter juniper_vjunosswitch juniper_vmx juniper_vqfx juniper_vsrx k8s-kind keysight_ixia-c-one
        linux mikrotik_ros nokia_srlinux nokia_sros nokia_srsim nvidia_cumulusvx openbsd openwrt ovs-bridge
        paloalto_panos plvision_sonic rare sonic-vm sonic-vs spirent_stc srl veesix_osvbng vr-aoscx vr-arista_veos
        vr-aruba_aoscx vr-ciena_saos vr-cisco_csr1000v vr-cisco_n9kv vr-cisco_xrv vr-cisco_xrv9k vr-csr
        vr-dell_ftosv vr-ftosv vr-juniper_vmx vr-juniper_vqfx vr-juniper_vsrx vr-mikrotik_ros vr-n9kv vr-nokia_sros
        vr-paloalto_panos vr-pan vr-ros vr-sros vr-veos vr-vmx vr-vqfx vr-vsrx vr-xrv vr-xrv9k vyosnetworks_vyos xrd"""
    )
)
"""All kinds that containerlab 0.79 names when it is asked for one that it lacks."""

NEWER: Final = frozenset({"frr"})
"""Kinds that containerlab's repository has and no release that this program knows."""

_BY_NAME: Final = {item.name: item for item in _KINDS}


def kind(name: str) -> Kind | None:
    """A kind by its name or an alias, in any case as containerlab takes it; None for one that it lacks."""
    plain = name.lower()
    if plain not in SUPPORTED:
        return None
    canonical = ALIASES.get(plain, plain.removeprefix("vr-") if plain.startswith("vr-") else plain)
    return _BY_NAME.get(canonical, Kind(canonical))


_SLOTS: Final = re.compile(r"(\d+)/(?:x(\d+)/)?(\d+)/(?:c(\d+)/)?(\d+)$")
_IOL: Final = re.compile(r"(?:e|Ethernet)(\d)/([0-3])$")


def canonical_port(of: Kind, interface: str) -> str:
    """The interface under the one name that containerlab gives it, so that two spellings are one."""
    if of.name == "nokia_srlinux" and interface.startswith("ethernet-"):
        return "e" + interface.removeprefix("ethernet-").replace("/", "-")
    if of.name == "nokia_srsim" and _SLOTS.match(interface):
        return "e" + interface.replace("/", "-")
    if of.name == "nokia_sros" and (slots := _SLOTS.match(interface)) and not unmapped(of, interface):
        return f"eth{int(slots[4] or slots[5])}"
    if of.name == "cisco_iol" and (port := _IOL.match(interface)):
        return f"eth{4 * int(port[1]) + int(port[2])}"
    if of.offset is not None and of.ports is not None:
        found = of.ports.search(interface)
        if found and found["port"]:
            return f"eth{int(found['port']) - of.offset + 1}"
    return interface


def unmapped(of: Kind, interface: str, has_components: bool = False) -> str:
    """Why containerlab makes no port of a name that is of the kind's form; empty where it does."""
    slots = _SLOTS.match(interface)
    if of.name == "nokia_sros" and slots and not has_components:
        card, _, mda, connector, port = slots.groups()
        if (card, mda) != ("1", "1"):
            return f"without `components`, nokia_sros has ports of slot 1, MDA 1 only, not {interface!r}"
        if connector and port != "1":
            return f"nokia_sros maps no breakout port {interface!r}; use its ethN"
        if int(connector or port) < 1:
            return f"nokia_sros has no interface {interface!r}"
    found = of.ports.search(interface) if of.offset is not None and of.ports is not None else None
    if found and found["port"] and of.offset is not None and int(found["port"]) < of.offset:
        return f"{of.name} has no interface {interface!r}: its ports begin with {of.example!r}"
    return ""
