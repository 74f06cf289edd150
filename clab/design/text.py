"""A plan as a topology file: short, ordered, commented. Pure."""

from collections.abc import Mapping

from clab.design.linux_commands import host_commands, lan_commands, router_commands, service_commands, stub_commands
from clab.design.node_systems import FRR, LINUX_ROUTER
from clab.design.plan import Plan, Router

IMAGES: Mapping[str, str] = {
    "nokia_srlinux": "ghcr.io/nokia/srlinux:latest",
    FRR: "quay.io/frrouting/frr:10.2.1",
    "linux": "ghcr.io/srl-labs/network-multitool:latest",
    "arista_ceos": "ceos:latest",
    "cisco_xrd": "ios-xr/xrd-control-plane:latest",
    "cisco_iol": "vrnetlab/cisco_iol:latest",
    "juniper_crpd": "crpd:latest",
    "sonic-vs": "docker-sonic-vs:latest",
    "vyosnetworks_vyos": "vyos:latest",
}
"""Where nothing else is configured. Kinds that are not here come as images that a user builds: `KIND:latest`."""

FRR_BINDS = ("configs/__clabNodeName__/frr.conf:/etc/frr/frr.conf", "configs/daemons:/etc/frr/daemons")
CAPABILITIES = ("NET_ADMIN", "NET_RAW", "SYS_ADMIN", "SYS_NICE")
UNPRIVILEGED = (0, 78)
"""The containerlab from which a node may go without privileges."""

IPV6 = ("net.ipv6.conf.all.disable_ipv6: 0", "net.ipv6.conf.default.disable_ipv6: 0")
"""BGP over interfaces finds its peer by its IPv6 link-local address (RFC 5549)."""
FORWARD6 = "net.ipv6.conf.all.forwarding: 1"

SYSCTLS = ("net.ipv4.ip_forward: 1", "net.ipv4.fib_multipath_hash_policy: 1")


def topology_text(plan: Plan, request: str, images: Mapping[str, str] = IMAGES, version: tuple[int, ...] = ()) -> str:
    """The `*.clab.yml` of a plan. `images` by kind (`frr` is one) win over the defaults; `version` is that of the
    containerlab that will read it, the newest where nobody knows."""
    chosen = {**IMAGES, **images}
    if plan.image:
        chosen |= dict.fromkeys({router.kind for router in plan.routers}, plan.image)
    chosen |= dict(plan.details.images) if plan.details else {}
    if plan.details and plan.details.host_image:
        chosen["linux"] = plan.details.host_image
    lines = [*_comment(plan, request), f"name: {plan.name}"]
    if plan.management:
        own = plan.details.management_name if plan.details else None
        lines += ["mgmt:", f"  network: {own or f'{plan.name}_mgmt'}", f"  ipv4-subnet: {plan.management}"]
    lines.append("topology:")
    lines += _kinds(plan, chosen, version)
    lines += ["  nodes:"]
    width = max((len(item.name) for item in plan.routers), default=0) + 1
    for router in plan.routers:
        lines.append(f"    {(router.name + ':').ljust(width)} {_router(router, _extra(plan, router))}{_said(router)}")
    for name in dict.fromkeys(client.name for client in plan.clients):
        legs = [client for client in plan.clients if client.name == name]
        lines += [f"    {name}:", "      kind: linux"]
        if not plan.bare:
            lines += ["      exec:", *(f"        - {command}" for command in host_commands(legs, plan.pools))]
    for lan in plan.lans:
        lines += [f"    {lan.name}:  # a Linux bridge", "      kind: linux", "      exec:"]
        lines += [f"        - {command}" for command in lan_commands(lan)]
    if plan.wires:
        lines.append("  links:")
        for wire in plan.wires:
            lines.append(f'    - endpoints: ["{wire.a}", "{wire.b}"]' + (f"  # {wire.network}" if wire.network else ""))
            lines += [f"      mtu: {wire.mtu}"] if wire.mtu else []
    return "\n".join(lines) + "\n"


def _comment(plan: Plan, request: str) -> list[str]:
    words = " ".join(request.split())
    titles = {"none": "", "isis": "IS-IS", "static": "static routes"}
    routing = [titles.get(igp, igp.upper()) for igp in plan.igps or (plan.igp,)]
    routing += [{"dual": "IPv4 and IPv6", "ipv6": "IPv6 alone"}.get(plan.family, "")]
    routing += [
        {"ebgp": "eBGP", "ibgp": "iBGP", "both": "iBGP and eBGP"}.get(plan.bgp, ""),
        "EVPN" if plan.evpn else "",
    ]
    routing += ["BFD" if plan.bfd else ""]
    said = ", ".join(item for item in routing if item) or "no routing protocol"
    count = (
        f"{len(plan.routers)} routers, {len({client.name for client in plan.clients})} clients, {len(plan.wires)} links"
    )
    return [f"# Asked for: {words}", f"# {plan.shape.replace('_', ' ')}: {count}; {said}"]


def _kinds(plan: Plan, images: Mapping[str, str], version: tuple[int, ...]) -> list[str]:
    """Images by kind. Linux nodes get what routing needs and no more: containerlab would make them privileged.

    Versions before 0.78 always do, and refuse the keys that say otherwise.
    """
    kinds = sorted({router.kind for router in plan.routers} - {FRR, LINUX_ROUTER})
    lines = [f"    {kind}: {{image: {_quoted(images.get(kind, f'{kind}:latest'))}}}" for kind in kinds]
    frr, forwarding = (any(item.kind == own for item in plan.routers) for own in (FRR, LINUX_ROUTER))
    if (plan.clients or plan.lans or frr or forwarding) and "linux" not in kinds:
        image = images["linux" if plan.clients or plan.lans or forwarding else FRR]
        lines += ["    linux:", f"      image: {_quoted(image)}"]
        if not version or version >= UNPRIVILEGED:
            lines += ["      privileged: false", f"      cap-add: [{', '.join(CAPABILITIES)}]"]
            lines += ["      sysctls:", *(f"        {one}" for one in IPV6)] if plan.family != "ipv4" else []
        else:
            here = ".".join(map(str, version))
            lines[-1] += f"  # containerlab {here} gives it every privilege; from 0.78 on it needs none"
    if lines:
        lines = ["  kinds:", *lines]
    if frr or forwarding:
        lines.append("  groups:")
    if forwarding:
        lines += ["    linux-router:", "      kind: linux", "      sysctls:", f"        {SYSCTLS[0]}"]
    if frr:
        lines += ["    frr:", "      kind: linux", f"      image: {_quoted(images[FRR])}"]
        lines += [] if plan.bare else ["      binds:", *(f"        - {bind}" for bind in FRR_BINDS)]
        lines += [
            "      sysctls:",
            *(f"        {sysctl}" for sysctl in SYSCTLS),
            *(f"        {sysctl}" for sysctl in IPV6 if plan.unnumbered or plan.family != "ipv4"),
            *(f"        {sysctl}" for sysctl in (FORWARD6,) if plan.family != "ipv4"),
        ]
    return lines


_GROUPS = {FRR: "frr", LINUX_ROUTER: "linux-router"}


def _quoted(image: str) -> str:
    return f'"{image}"'


def _extra(plan: Plan, router: Router) -> str:
    """The hardware type, the management address and the limits that were named."""
    details = plan.details
    limits = "".join(f", {what}: {router.values[what][0]}" for what in ("cpu", "memory") if router.values[what])
    if details is None:
        return limits
    types = dict(details.types)
    kind_of = types.get(router.name.lower()) or types.get(router.role) or types.get("", "")
    found = f", type: {kind_of}" if kind_of and router.kind == "nokia_srlinux" else ""
    for who, addresses in details.management_at:
        own = [one.name for one in plan.routers if who in ("", one.name.lower(), one.role)]
        if router.name in own:
            found += f", mgmt-ipv4: {addresses[own.index(router.name)]}"
    return found + limits


def _router(router: Router, extra: str) -> str:
    if router.kind in (FRR, LINUX_ROUTER):
        return f"{{group: {_GROUPS[router.kind]}{extra}{_exec(router)}}}"
    ending = "cfg" if router.kind == "arista_ceos" else "cli"
    config = f", startup-config: configs/{router.name}.{ending}" if router.configured else ""
    return f"{{kind: {router.kind}{extra}{config}}}"


def _exec(router: Router) -> str:
    if router.bare:
        return ""
    frr = [*service_commands(router), *stub_commands(router)]
    commands = router_commands(router) if router.kind == LINUX_ROUTER else frr
    return f", exec: [{', '.join(_quoted(command) for command in commands)}]" if commands else ""


def _said(router: Router) -> str:
    asn = f"AS {router.asn}, " if router.asn else ""
    return "" if router.bare else f"  # {asn}{router.loopback}"
