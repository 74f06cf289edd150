"""Nokia: SR Linux, SR OS as a container (SR-SIM) and as a VM. Pure.

SR Linux's gNMI has the lab's certificate on 57400 and, from 24.3.1 on, no protection on 57401. Its `file/messages`
lacks the lines of sessions that come up, so the buffer is read.
"""

import re

from clab.kind import SYSLOG, GnmiService, Kind, LogPlace, Monitoring, Rename, Show, words

_SROS_PORT = r"(?<!\d)\d+/(?:x\d+/)?\d+/(?:c\d+/)?\d+"
_SROS_SLOTS = re.compile(r"(\d+)/(?:x(\d+)/)?(\d+)/(?:c(\d+)/)?(\d+)$")
_SRL_TYPES = words(
    """
    ixs-a1 ixr-d1 ixr-d2 ixr-d3 ixr-d2l ixr-d3l ixr-d4 ixr-d5 ixr-h2 ixr-h3 ixr-h4 ixr-h4-32d ixr-h5 ixr-h5-32d
    ixr-h5-64d ixr-h5-64o ixr-h6 ixr-6 ixr-6e ixr-10 ixr-10e ixr-18e sxr-1x-44s sxr-1d-32d sxr-1-32d ixr-x1b ixr-x3b
    ixr-x4 ixr-x4-d
    """
)
_SRSIM_TYPES = words(
    """
    dms-1-24d ixr-10 ixr-6 ixr-e2c ixr-e2 ixr-e2n ixr-e2n-s ixr-e3c ixr-e3x ixr-ec ixr-e ixr-r4 ixr-r6dl ixr-r6d
    ixr-r6 ixr-s ixr-x3 ixr-x sar-1 sar-hm sar-hmc sar-hx sar-mx sr-1-24d sr-12e sr-12 sr-1-46s sr-14s sr-1-92s
    sr-1e sr-1se sr-1s sr-1-48d sr-1x-48d sr-1x-92s sr-1 sr-2e sr-2se sr-2s sr-3e sr-7s sr-7 sr-a4 sr-a8 vsr-i
    xrs-20e xrs-20 ess-7 ess-12
    """
)
_SROS_SHOWS = (
    Show("bgp-summary", "show router bgp summary all", "table", "nokia_sros_show_router_bgp_summary.textfsm"),
)


def _sros_unmapped(interface: str, has_components: bool) -> str:
    """The VM maps ports of slot 1, MDA 1 to its network cards, unless the topology says which cards it has."""
    slots = _SROS_SLOTS.match(interface)
    if not slots or has_components:
        return ""
    card, _, mda, connector, port = slots.groups()
    if (card, mda) != ("1", "1"):
        return f"without `components`, nokia_sros has ports of slot 1, MDA 1 only, not {interface!r}"
    if connector and port != "1":
        return f"nokia_sros maps no breakout port {interface!r}; use its ethN"
    if int(connector or port) < 1:
        return f"nokia_sros has no interface {interface!r}"
    return ""


KINDS = (
    Kind(
        "nokia_srlinux",
        "Nokia SR Linux",
        ("srl",),
        re.compile(r"^(?:(?:ethernet-[1-9]\d*/[1-9]\d*(?:/[1-9]\d*)?|e[1-9]\d*-[1-9]\d*(?:-[1-9]\d*)?)$|mgmt0$)"),
        "e1-1",
        management=re.compile(r"mgmt0$"),
        spellings=(Rename(re.compile(r"ethernet-(.*)"), lambda m: f"e{m[1].replace('/', '-')}"),),
        types=_SRL_TYPES | {name.replace("-", "") for name in _SRL_TYPES},
        router_names=(
            Rename(re.compile(r"e(\d+)-(\d+)-(\d+)$"), lambda m: f"ethernet-{m[1]}/{m[2]}/{m[3]}"),
            Rename(re.compile(r"e(\d+)-(\d+)$"), lambda m: f"ethernet-{m[1]}/{m[2]}"),
        ),
        monitoring=Monitoring(
            username="admin",
            password="NokiaSrl1!",
            gnmi=GnmiService(57400, "lab_ca", plain_port=57401),
            logs=(LogPlace("inside", "/var/log/srlinux/buffer/messages"),),
            platform="nokia_srl",
            shows=(
                Show(
                    "bgp-summary",
                    "show network-instance default protocols bgp neighbor",
                    "table",
                    "nokia_srl_show_network-instance_protocols_bgp_neighbor.textfsm",
                ),
            ),
            log_hint=(
                "system logging buffer messages facility local6 priority match-above informational (SR Linux's "
                "default); file/messages holds warnings only"
            ),
        ),
    ),
    Kind(
        "nokia_srsim",
        "Nokia SR OS (SR-SIM)",
        ports=re.compile(rf"(?:{_SROS_PORT}|e\d+-(?:x\d+-)?\d+(?:-c\d+)?-\d+|eth[1-9]\d*)$"),
        example="1/1/c1/1",
        spellings=(Rename(_SROS_SLOTS, lambda m: f"e{m[0].replace('/', '-')}"),),
        types=_SRSIM_TYPES,
        licence=True,
        router_names=(
            Rename(
                re.compile(r"e(\d+)-(x\d+-)?(\d+)-(c\d+-)?(\d+)$"),
                lambda m: "/".join(group.rstrip("-") for group in m.groups() if group),
            ),
        ),
        monitoring=Monitoring(
            username="admin",
            password="NokiaSros1!",
            gnmi=GnmiService(57400),
            logs=(LogPlace("output"),),
            platform="nokia_sros",
            shows=_SROS_SHOWS,
            log_hint=SYSLOG,
        ),
    ),
    Kind(
        "nokia_sros",
        "Nokia SR OS (VM)",
        ("vr-sros", "vr-nokia_sros"),
        re.compile(rf"{_SROS_PORT}$|eth[1-9]\d*$"),
        "1/1/1",
        spellings=(
            Rename(re.compile(r"1/(?:x\d+/)?1/(?:c0*([1-9]\d*)/1|0*([1-9]\d*))$"), lambda m: f"eth{int(m[1] or m[2])}"),
        ),
        unmapped=_sros_unmapped,
        virtual=True,
        router_names=(Rename(re.compile(r"eth([1-9]\d*)$"), lambda m: f"1/1/{m[1]}"),),
        monitoring=Monitoring(
            username="admin",
            password="admin",
            gnmi=GnmiService(57400),
            platform="nokia_sros",
            shows=_SROS_SHOWS,
            log_hint=SYSLOG,
        ),
    ),
)
