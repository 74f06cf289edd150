"""A plan as files: the topology and the initial configuration of every router that has a template."""

from collections.abc import Mapping
from functools import cache
from ipaddress import IPv4Address

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from agent.resources import resource
from clab.design.linux_commands import router_commands
from clab.design.node_systems import FRR, LINUX_ROUTER
from clab.design.plan import Bridge, Plan, Router
from clab.design.text import topology_text


def lab_files(plan: Plan, request: str, images: Mapping[str, str], version: tuple[int, ...] = ()) -> dict[str, str]:
    """Every file of the lab by its path below the lab's folder; the topology is `<name>.clab.yml`, as a containerlab of
    `version` reads it."""
    found = {topology_name(plan): topology_text(plan, request, images, version)}
    found |= {path: text for router in plan.routers for path, text in _config(plan, router)}
    if any(item.kind == FRR and item.configured for item in plan.routers):
        values = {
            **_families(plan),
            "bgp": plan.bgp,
            "igps": plan.igps,
            "bfd": plan.bfd,
            "statics": any(router.statics for router in plan.routers),
        }
        found["configs/daemons"] = _templates().get_template("daemons.j2").render(values)
    return found


def topology_name(plan: Plan) -> str:
    """The topology's file name."""
    return f"{plan.name}.clab.yml"


def configs(plan: Plan) -> dict[str, str]:
    """Each configured router's own text by node name; a Linux node that forwards has its commands."""
    forwarding = [one for one in plan.routers if one.kind == LINUX_ROUTER and one.configured]
    found = {one.name: "\n".join(router_commands(one)) for one in forwarding}
    return found | {router.name: text for router in plan.routers for _, text in _config(plan, router)}


def _config(plan: Plan, router: Router) -> list[tuple[str, str]]:
    if not router.configured or router.kind == LINUX_ROUTER:
        return []
    path, template = _PLACES.get(router.kind, ("configs/{}.cli", f"{router.kind}.cli.j2"))
    values = {
        "router": router,
        **_families(plan),
        "bgp": plan.bgp,
        "evpn": plan.evpn,
        "bfd": plan.bfd,
        "net": _net(router),
        "level": next(iter(router.values.get("level", ())), "2"),
        "into": _into,
        "bfd_ms": plan.details.bfd_ms if plan.details else 0,
        "bfd_times": plan.details.bfd_times if plan.details else 0,
    }
    return [(path.format(router.name), _templates().get_template(template).render(values))]


_PLACES: Mapping[str, tuple[str, str]] = {
    FRR: ("configs/{}/frr.conf", "frr.conf.j2"),
    "arista_ceos": ("configs/{}.cfg", "arista_ceos.cfg.j2"),
}


def _families(plan: Plan) -> dict[str, bool]:
    """Which families there are."""
    return {"v4": plan.family != "ipv6", "v6": plan.family != "ipv4"}


def _into(protocol: str, router: Router) -> list[str]:
    """What a router redistributes into a protocol."""
    pairs = [one.split() for one in router.values.get("redistribute", ())]
    return [source for into, source in pairs if into == protocol]


def _net(router: Router) -> str:
    """An IS-IS network entity title (ISO 10589), of area 49.0001 where none was named; the system id is the router's
    number."""
    return f"{next(iter(router.values.get('iso_area', ())), '49.0001')}.0000.0000.{router.number:04d}.00"


def long_port(interface: str) -> str:
    """SR Linux's own name of a port: `e1-2` is `ethernet-1/2`."""
    if interface.startswith("lo"):
        return interface
    return "ethernet-" + interface.removeprefix("e").replace("-", "/")


def evi(vni: int) -> int:
    """The EVPN instance of a VNI: the VNI itself where it fits into 16 bits."""
    return vni if vni < 2**16 else vni % 2**15 + 2**15


def vlan(bridge: Bridge) -> int:
    """The VLAN in which EOS bridges a network: its own, else one by its VNI."""
    return bridge.vlan or (bridge.number if bridge.number < 4095 else 2 + bridge.number % 4000)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(resource("templates/configs")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # router configurations, not HTML
    )
    environment.filters["long_port"] = long_port
    environment.filters["vlan"] = vlan
    environment.globals["evi"] = evi
    environment.filters["dotted"] = lambda area: str(IPv4Address(int(area)))
    environment.filters["slug"] = lambda address: address.replace(".", "-").replace(":", "-")
    return environment
