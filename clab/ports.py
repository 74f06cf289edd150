"""What a router calls an interface that the lab calls otherwise: `e1-1` is `ethernet-1/1` to SR Linux. Pure.

Names as containerlab's kinds document them; a kind that is not here calls its interfaces as the lab does.
"""

import re
from collections.abc import Callable, Mapping

from clab.kinds.table import ALIASES
from clab.model import Lab

_RULES: Mapping[str, tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = {
    "nokia_srlinux": (
        (re.compile(r"e(\d+)-(\d+)-(\d+)$"), lambda m: f"ethernet-{m[1]}/{m[2]}/{m[3]}"),
        (re.compile(r"e(\d+)-(\d+)$"), lambda m: f"ethernet-{m[1]}/{m[2]}"),
    ),
    "arista_ceos": ((re.compile(r"(?:eth|et)(\d+(?:_\d+)*)$"), lambda m: f"Ethernet{m[1].replace('_', '/')}"),),
    "cisco_xrd": (
        (re.compile(r"Gi(\d+)-(\d+)-(\d+)-(\d+)$"), lambda m: f"GigabitEthernet{m[1]}/{m[2]}/{m[3]}/{m[4]}"),
    ),
    **dict.fromkeys(
        ("cisco_xrv9k", "cisco_xrd_vrouter", "cisco_xrv"),
        (
            (re.compile(r"Gi\s?(\d+/\d+/\d+/\d+)$"), lambda m: f"GigabitEthernet{m[1]}"),
            (re.compile(r"eth([1-9]\d*)$"), lambda m: f"GigabitEthernet0/0/0/{int(m[1]) - 1}"),
        ),
    ),
    "cisco_iol": (
        (re.compile(r"e(\d+/\d+)$"), lambda m: f"Ethernet{m[1]}"),
        (re.compile(r"eth([1-9]\d*)$"), lambda m: f"Ethernet{int(m[1]) // 4}/{int(m[1]) % 4}"),
    ),
    "nokia_srsim": (
        (
            re.compile(r"e(\d+)-(x\d+-)?(\d+)-(c\d+-)?(\d+)$"),
            lambda m: "/".join(group.rstrip("-") for group in m.groups() if group),
        ),
    ),
    "nokia_sros": ((re.compile(r"eth([1-9]\d*)$"), lambda m: f"1/1/{m[1]}"),),
    "sonic-vs": ((re.compile(r"eth(\d+)$"), lambda m: f"Ethernet{4 * (int(m[1]) - 1)}"),),
    **dict.fromkeys(
        ("juniper_vmx", "juniper_vjunosrouter", "juniper_vjunosswitch"),
        ((re.compile(r"eth(\d+)$"), lambda m: f"ge-0/0/{int(m[1]) - 1}"),),
    ),
    "juniper_vjunosevolved": ((re.compile(r"eth(\d+)$"), lambda m: f"et-0/0/{int(m[1]) - 1}"),),
}


def router_port(kind: str, interface: str) -> str:
    """The router's own name of an interface that the lab names."""
    plain = kind.lower()
    for pattern, named in _RULES.get(ALIASES.get(plain, plain.removeprefix("vr-")), ()):
        found = pattern.match(interface)
        if found:
            return named(found)
    return interface


def lab_ports(lab: Lab) -> dict[tuple[str, str], str]:
    """Where a node's own name of an interface differs from the lab's: (node, its name) to the lab's."""
    found = {}
    for end in (end for link in lab.links for end in (link.a, link.b)):
        node = lab.nodes.get(end.node)
        name = router_port(node.kind, end.interface) if node else end.interface
        if name != end.interface:
            found[(end.node, name)] = end.interface
    return found
