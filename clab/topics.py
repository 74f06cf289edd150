"""What people ask routers about: the leaves of each model, and where a command line shows them. Pure data.

A topic names leaves, whatever the way: SR Linux has them in gNMI and, by `info from state`, on its command line; FRR's
are members of the JSON that `vtysh` prints, under the names that SR Linux gives them. `clab/topic_words.py` has the
words people use.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from clab.gnmi_path import parse_path

Entity = Literal["neighbor", "interface", "node", "route", "instance"]

NEXT_HOPS: Final = (
    "/network-instance[name=*]/route-table/next-hop-group/next-hop/next-hop",
    "/network-instance[name=*]/route-table/next-hop/ip-address",
    "/network-instance[name=*]/route-table/next-hop/subinterface",
)
"""Where SR Linux has the next hops of its routes, by their groups."""

MOST_COMMANDS: Final = 3
"""So many leaves of one container are asked for one by one."""

_NI: Final = "/network-instance[name=*]"
_BGP: Final = f"{_NI}/protocols/bgp/neighbor[peer-address=*]"
_OC_NI: Final = "/network-instances/network-instance[name=*]"
_OC_BGP: Final = f"{_OC_NI}/protocols/protocol[identifier=BGP][name=*]/bgp/neighbors/neighbor[neighbor-address=*]"
_COUNTERS: Final = "/interface[name=*]/statistics"
_OC_COUNTERS: Final = "/interfaces/interface[name=*]/state/counters"


@dataclass(frozen=True, slots=True)
class FrrAnswer:
    """How FRR answers: a command, the member that every row of its JSON has (empty: it prints text), the key of the
    rows, and the leaves by their names in the rows, `a.b` where several objects have one. A row is called as the object
    stands, or by its member `called`. Of text, `pattern` has the leaves by the names of its groups."""

    command: str
    marker: str = ""
    key: str = ""
    leaves: Mapping[str, str] = field(default_factory=dict)
    called: str = ""
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to ask. `state` is the leaf of a state and `good` its values that are up; `numbers` are the leaves that
    a limit is held against. `shown` are other command lines' commands by netmiko's platform (`""`: all others). `beside`
    are topics that a list of it has as well. `eos` is how Arista's command line answers, in JSON."""

    name: str
    entity: Entity
    sr_linux: str
    openconfig: str = ""
    frr: FrrAnswer | None = None
    shown: Mapping[str, str] = field(default_factory=dict)
    state: str = ""
    good: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    eos: FrrAnswer | None = None


def _bgp(**leaves: str) -> FrrAnswer:
    found = {name: leaf.replace("_", "-") for leaf, name in leaves.items()}
    return FrrAnswer("show bgp summary json", "remoteAs", "peer-address", found)


def _eos_bgp(command: str = "show ip bgp summary", **leaves: str) -> FrrAnswer:
    found = {name: leaf.replace("_", "-") for leaf, name in leaves.items()}
    return FrrAnswer(f"{command} | json", "peerState", "peer-address", found)


_UP: Final = ("up",)
_BGP_SHOWN: Final = {"": "show ip bgp summary"}
_BYTES: Final = ("in-octets", "out-octets")
_PACKETS: Final = ("in-packets", "out-packets")
_ERRORS: Final = ("in-error-packets", "out-error-packets")
_DISCARDS: Final = ("in-discarded-packets", "out-discarded-packets")
_FRR_COUNTERS: Final = {
    "inputBytes": "in-octets", "outputBytes": "out-octets", "inputPackets": "in-packets", "outputPackets": "out-packets",
    "inputErrors": "in-error-packets", "outputErrors": "out-error-packets", "inputDropped": "in-discarded-packets",
    "outputDropped": "out-discarded-packets",
}  # fmt: skip
_OC_NAMES: Final = {
    "in-packets": "in-pkts", "out-packets": "out-pkts", "in-error-packets": "in-errors", "out-error-packets": "out-errors",
    "in-discarded-packets": "in-discards", "out-discarded-packets": "out-discards",
}  # fmt: skip


_FRR_ROUTE: Final = {
    "protocol": "route-owner", "selected": "active", "metric": "metric", "distance": "preference",
    "nexthops.ip": "next-hop", "nexthops.interfaceName": "out-interface",
}  # fmt: skip
_EOS_ROUTE: Final = {
    "routeType": "route-owner", "metric": "metric", "preference": "preference", "vias.nexthopAddr": "next-hop",
    "vias.interface": "out-interface",
    "kernelProgrammed": "active",
}  # fmt: skip
_FRR_VERSION: Final = r"FRRouting (?P<version>\S+) \((?P<host_name>[^)\s]*)\)(?: on (?P<kernel>\S+?)\.?(?:\s|$))?"


def _version(*leaves: str) -> FrrAnswer:
    """What FRR says of itself."""
    return FrrAnswer("show version", leaves={leaf.replace("-", "_"): leaf for leaf in leaves}, pattern=_FRR_VERSION)


def _port(**leaves: str) -> FrrAnswer:
    """What FRR tells of its interfaces."""
    found = {name: leaf.replace("_", "-") for leaf, name in leaves.items()}
    return FrrAnswer("show interface json", "administrativeStatus", "interface", found)


def _counters(name: str, leaves: tuple[str, ...]) -> Topic:
    """Counters of interfaces."""
    own = {key: leaf for key, leaf in _FRR_COUNTERS.items() if leaf in leaves}
    return Topic(
        name,
        "interface",
        f"{_COUNTERS}/{{{','.join(leaves)}}}",
        f"{_OC_COUNTERS}/{{{','.join(_OC_NAMES.get(leaf, leaf) for leaf in leaves)}}}",
        FrrAnswer("show interface json", "administrativeStatus", "interface", own),
        {"": "show interfaces"},
        numbers=(*leaves, *(_OC_NAMES[leaf] for leaf in leaves if leaf in _OC_NAMES)),
    )


TOPICS: Final = (
    Topic(
        "bgp_session_state", "neighbor", f"{_BGP}/session-state", f"{_OC_BGP}/state/session-state",
        _bgp(session_state="state"), _BGP_SHOWN, "session-state", ("established",), beside=("bgp_peer_as",),
        eos=_eos_bgp(session_state="peerState"),
    ),
    Topic(
        "bgp_summary", "neighbor", f"{_BGP}/{{session-state,peer-as,last-established}}",
        f"{_OC_BGP}/state/{{session-state,peer-as,last-established}}",
        _bgp(session_state="state", peer_as="remoteAs", peer_uptime="peerUptime", received_routes="pfxRcd",
             sent_routes="pfxSnt"), _BGP_SHOWN, "session-state", ("established",),
        eos=_eos_bgp(session_state="peerState", peer_as="asn", received_routes="prefixReceived"),
    ),
    Topic("bgp_peer_as", "neighbor", f"{_BGP}/peer-as", f"{_OC_BGP}/state/peer-as", _bgp(peer_as="remoteAs"), _BGP_SHOWN,
          eos=_eos_bgp(peer_as="asn")),
    Topic(
        "bgp_description", "neighbor", f"{_BGP}/description", f"{_OC_BGP}/state/description", _bgp(description="desc"),
        _BGP_SHOWN, beside=("bgp_session_state",),
    ),
    Topic("bgp_peer_group", "neighbor", f"{_BGP}/peer-group"),
    Topic(
        "bgp_prefixes", "neighbor", f"{_BGP}/afi-safi[afi-safi-name=*]/received-routes",
        f"{_OC_BGP}/afi-safis/afi-safi[afi-safi-name=*]/state/prefixes/received", _bgp(received_routes="pfxRcd"),
        _BGP_SHOWN, numbers=("received-routes", "received"), eos=_eos_bgp(received_routes="prefixReceived"),
    ),
    Topic(
        "bgp_prefixes_sent", "neighbor", f"{_BGP}/afi-safi[afi-safi-name=*]/sent-routes",
        f"{_OC_BGP}/afi-safis/afi-safi[afi-safi-name=*]/state/prefixes/sent", _bgp(sent_routes="pfxSnt"), _BGP_SHOWN,
        numbers=("sent-routes", "sent"),
    ),
    Topic(
        "bgp_prefixes_active", "neighbor", f"{_BGP}/afi-safi[afi-safi-name=*]/active-routes",
        f"{_OC_BGP}/afi-safis/afi-safi[afi-safi-name=*]/state/prefixes/installed", None, _BGP_SHOWN,
        numbers=("active-routes", "installed"),
    ),
    Topic(
        "evpn_sessions", "neighbor",
        f"{_BGP}/afi-safi[afi-safi-name=evpn]/{{oper-state,received-routes,sent-routes,active-routes}}", "",
        FrrAnswer("show bgp l2vpn evpn summary json", "remoteAs", "peer-address", {"state": "session-state", "remoteAs":
                  "peer-as", "peerUptime": "peer-uptime", "pfxRcd": "received-routes", "pfxSnt": "sent-routes"}),
        {"": "show bgp evpn summary"}, "session-state", ("established",),
        eos=_eos_bgp("show bgp evpn summary", session_state="peerState", peer_as="asn", received_routes="prefixReceived"),
    ),
    Topic("evpn_routes", "route", "", "", FrrAnswer("show bgp l2vpn evpn"), {
        "": "show bgp evpn", "nokia_srl": "show network-instance default protocols bgp routes evpn route-type summary"}),
    Topic("vxlan_vteps", "node", "", "", None, {"arista_eos": "show vxlan vtep", "nokia_srl": "show tunnel vxlan-tunnel all"}),
    Topic("vxlan_vnis", "node", "", "", FrrAnswer("show evpn vni"), {"arista_eos": "show vxlan vni"}),
    Topic("mlag", "node", "", "", None, eos=FrrAnswer("show mlag | json", "negStatus", "", {
        "state": "state", "negStatus": "negotiation", "peerLinkStatus": "peer-link", "configSanity": "config-sanity",
        "peerAddress": "peer-address", "mlagPorts.Inactive": "inactive-ports", "mlagPorts.Active-full": "active-ports"}), state="state", good=("active",)),
    Topic("mlag_interfaces", "node", "", "", None, {"arista_eos": "show mlag interfaces"}),
    Topic(
        "bgp_flaps", "neighbor", f"{_BGP}/established-transitions", f"{_OC_BGP}/state/established-transitions",
        FrrAnswer("show bgp neighbors json", "bgpState", "peer-address", {"connectionsEstablished":
                  "established-transitions"}), {"": "show ip bgp neighbors"}, numbers=("established-transitions",),
    ),
    Topic(
        "bgp_last_established", "neighbor", f"{_BGP}/last-established", f"{_OC_BGP}/state/last-established",
        _bgp(peer_uptime="peerUptime", up_ms="peerUptimeMsec"), _BGP_SHOWN,
    ),
    Topic(
        "bgp_timers", "neighbor", f"{_BGP}/timers/{{negotiated-hold-time,negotiated-keepalive-interval}}",
        f"{_OC_BGP}/timers/state/negotiated-hold-time", None, {"": "show ip bgp neighbors"},
    ),
    Topic(
        "interface_state", "interface", "/interface[name=*]/oper-state", "/interfaces/interface[name=*]/state/oper-status",
        _port(oper_state="operationalStatus"),
        {"": "show interfaces description"}, "oper-state", _UP,
    ),
    Topic(
        "interface_admin_state", "interface", "/interface[name=*]/admin-state",
        "/interfaces/interface[name=*]/state/admin-status",
        _port(admin_state="administrativeStatus"),
        {"": "show interfaces description"}, "admin-state", ("enable", "up"),
    ),
    _counters("interface_counters", (*_BYTES, *_PACKETS, *_ERRORS, *_DISCARDS)),
    _counters("interface_octets", _BYTES),
    _counters("interface_packets", _PACKETS),
    _counters("interface_errors", _ERRORS),
    _counters("interface_discards", _DISCARDS),
    Topic(
        "interface_rate", "interface", "/interface[name=*]/traffic-rate/{in-bps,out-bps}", numbers=("in-bps", "out-bps"),
    ),
    Topic(
        "interface_flaps", "interface", f"{_COUNTERS}/carrier-transitions", f"{_OC_COUNTERS}/carrier-transitions",
        numbers=("carrier-transitions",),
    ),
    Topic(
        "interface_last_change", "interface", "/interface[name=*]/last-change",
        "/interfaces/interface[name=*]/state/last-change",
    ),
    Topic(
        "interface_mtu", "interface", "/interface[name=*]/mtu", "/interfaces/interface[name=*]/state/mtu",
        _port(mtu="mtu"), numbers=("mtu",),
    ),
    Topic("interface_speed", "interface", "/interface[name=*]/ethernet/port-speed", "", _port(speed="speed"),
          numbers=("speed",)),
    Topic("interface_mac", "interface", "/interface[name=*]/ethernet/hw-mac-address", "",
          _port(hw_mac_address="hardwareAddress")),
    Topic(
        "interface_addresses", "interface",
        "/interface[name=*]/subinterface[index=*]/{ipv4,ipv6}/address[ip-prefix=*]/{origin,status}", "",
        _port(ip_prefix="ipAddresses.address"), {"": "show ip interface brief"},
    ),
    Topic(
        "interface_description", "interface", "/interface[name=*]/description",
        "/interfaces/interface[name=*]/state/description",
        _port(description="description"),
    ),
    Topic("lldp_neighbors", "neighbor", "/system/lldp/interface[name=*]/neighbor[id=*]/{system-name,port-id,chassis-id}",
          "/lldp/interfaces/interface[name=*]/neighbors/neighbor[id=*]/state/{system-name,port-id,chassis-id}", None,
          {"": "show lldp neighbors"}),
    Topic(
        "isis_adjacencies", "neighbor",
        f"{_NI}/protocols/isis/instance[name=*]/interface[interface-name=*]"
        "/adjacency[neighbor-system-id=*][adjacency-level=*]/state",
        f"{_OC_NI}/protocols/protocol[identifier=ISIS][name=*]/isis/interfaces/interface[interface-id=*]"
        "/levels/level[level-number=*]/adjacencies/adjacency[system-id=*]/state/adjacency-state",
        FrrAnswer("show isis neighbor json", "adj", "neighbor-system-id", {"state": "state",
                  "interface": "interface-name", "level": "adjacency-level"}, "adj"),
        {"": "show isis neighbors", "nokia_srl": "show network-instance default protocols isis adjacency"}, "state", _UP,
    ),
    Topic(
        "ospf_neighbors", "neighbor",
        f"{_NI}/protocols/ospf/instance[name=*]/area[area-id=*]/interface[interface-name=*]/neighbor[router-id=*]"
        "/adjacency-state",
        f"{_OC_NI}/protocols/protocol[identifier=OSPF][name=*]/ospfv2/areas/area[identifier=*]/interfaces/interface[id=*]"
        "/neighbors/neighbor[router-id=*]/state/adjacency-state",
        FrrAnswer("show ip ospf neighbor json", "ifaceName", "router-id", {"nbrState": "adjacency-state", "state":
                  "adjacency-state", "ifaceName": "interface-name"}),
        {"": "show ip ospf neighbor"}, "adjacency-state", ("full",),
        eos=FrrAnswer("show ip ospf neighbor | json", "adjacencyState", "router-id", {"adjacencyState": "adjacency-state",
                      "interfaceName": "interface-name"}, "routerId"),
    ),
    Topic(
        "ospf_interfaces", "interface",
        f"{_NI}/protocols/ospf/instance[name=*]/area[area-id=*]/interface[interface-name=*]/{{oper-state,metric}}", "",
        FrrAnswer("show ip ospf interface json", "ospfEnabled", "interface-name", {"area": "area", "cost": "metric",
                  "ifUp": "oper-state", "nbrAdjacentCount": "neighbors"}),
        {"": "show ip ospf interface brief"}, numbers=("metric",),
    ),
    Topic(
        "bfd_sessions", "neighbor", "/bfd/network-instance[name=*]/peer[local-discriminator=*]/{session-state,"
        "local-address,remote-address}",
        "/bfd/interfaces/interface[id=*]/peers/peer[local-discriminator=*]/state/{session-state,remote-address}",
        FrrAnswer("show bfd peers json", "peer", "peer", {"status": "session-state", "local": "local-address"}, "peer"),
        {"": "show bfd neighbors"}, "session-state", _UP,
    ),
    Topic(
        "routes", "instance", f"{_NI}/route-table/ipv4-unicast/statistics/{{active-routes,total-routes}}",
        "",
        FrrAnswer("show ip route summary json", "routesTotal", "", {"routesTotal": "total-routes", "routesTotalFib":
                  "active-routes"}),
        {"": "show ip route summary"}, numbers=("active-routes", "total-routes"),
        eos=FrrAnswer("show ip route summary | json", "totalRoutes", "", {"totalRoutes": "total-routes"}),
    ),
    Topic(
        "routes_ipv6", "instance", f"{_NI}/route-table/ipv6-unicast/statistics/{{active-routes,total-routes}}", "",
        FrrAnswer("show ipv6 route summary json", "routesTotal", "", {"routesTotal": "total-routes", "routesTotalFib":
                  "active-routes"}),
        {"": "show ipv6 route summary"}, numbers=("active-routes", "total-routes"),
    ),
    Topic(
        "route_table", "route", f"{_NI}/route-table/ipv4-unicast/route/{{active,metric,preference,next-hop-group}}", "",
        FrrAnswer("show ip route json", "prefix", "ipv4-prefix", _FRR_ROUTE),
        {"": "show ip route", "nokia_srl": "show network-instance default route-table ipv4-unicast summary"},
        eos=FrrAnswer("show ip route | json", "routeType", "ipv4-prefix", _EOS_ROUTE),
    ),
    Topic(
        "route_table_ipv6", "route", f"{_NI}/route-table/ipv6-unicast/route/{{active,metric,preference,next-hop-group}}",
        "",
        FrrAnswer("show ipv6 route json", "prefix", "ipv6-prefix", _FRR_ROUTE),
        {"": "show ipv6 route", "nokia_srl": "show network-instance default route-table ipv6-unicast summary"},
        eos=FrrAnswer("show ipv6 route | json", "routeType", "ipv6-prefix", _EOS_ROUTE),
    ),
    Topic(
        "arp", "interface", "/interface[name=*]/subinterface[index=*]/ipv4/arp/neighbor[ipv4-address=*]"
        "/{link-layer-address,origin}", "", None, {"": "show arp"},
        eos=FrrAnswer("show ip arp | json", "hwAddress", "ipv4-address", {"hwAddress": "link-layer-address", "interface":
                      "interface"}, "address"),
    ),
    Topic(
        "mac_table", "instance", f"{_NI}/bridge-table/mac-table/mac[address=*]/{{destination,type}}", "", None,
        {"": "show mac address-table"},
    ),
    Topic(
        "instances", "instance", f"{_NI}/oper-state", "", FrrAnswer("show vrf"), {"": "show vrf"}, "oper-state", _UP,
    ),
    Topic(
        "cpu", "node", "/platform/control[slot=*]/cpu[index=all]/total/instant",
        "/system/cpus/cpu[index=ALL]/state/total/instant", FrrAnswer("show thread cpu"), {"": "show processes cpu"},
        numbers=("instant",),
    ),
    Topic(
        "cpu_average", "node", "/platform/control[slot=*]/cpu[index=all]/total/{average-1,average-5,average-15}",
        "/system/cpus/cpu[index=ALL]/state/total/avg", None, {"": "show processes cpu"},
        numbers=("average-1", "average-5", "average-15", "avg"),
    ),
    Topic(
        "memory", "node", "/platform/control[slot=*]/memory/{utilization,free,physical}",
        "/system/memory/state/{used,free,physical}", FrrAnswer("show memory"), {"": "show memory"},
        numbers=("utilization",),
    ),
    Topic("memory_free", "node", "/platform/control[slot=*]/memory/free", "/system/memory/state/free", None,
          {"": "show memory"}, numbers=("free",)),
    Topic("version", "node", "/system/information/version", "/system/state/software-version",
          _version("version", "kernel"), {"": "show version"}),
    Topic("host_name", "node", "/system/name/host-name", "/system/state/hostname", _version("host-name"),
          {"": "show hostname"}),
    Topic("clock", "node", "/system/information/current-datetime", "/system/state/current-datetime", None,
          {"": "show clock"}, numbers=("off-s",)),
    Topic("ntp", "node", "/system/ntp/{oper-state,synchronized}", "", None, {"": "show ntp status"}),
    Topic("chassis", "node", "/platform/chassis/{type,serial-number}", "", None, {"": "show inventory"}),
    Topic("uptime", "node", "/system/information/last-booted", "/system/state/boot-time", None, {"": "show version"}),
    Topic("system", "node", "/system/information/{version,description,current-datetime,last-booted}",
          "/system/state/{software-version,hostname,boot-time}", _version("version", "host-name", "kernel"), {"": "show version"}),
    Topic("applications", "node", "/system/app-management/application[name=*]/state", "", None, {"": "show processes"},
          "state", ("running",)),
)  # fmt: skip
BY_NAME: Final[Mapping[str, Topic]] = {item.name: item for item in TOPICS}


def expanded(text: str) -> Iterator[str]:
    """Every path of one with alternatives in braces."""
    found = re.search(r"\{([^{}]*)\}", text)
    if not found:
        yield text
        return
    for part in found[1].split(","):
        yield from expanded(text[: found.start()] + part + text[found.end() :])


def paths_of(topic: Topic, kind: str) -> tuple[str, ...]:
    """The topic's leaves on a kind: SR Linux has its own, all others speak OpenConfig; empty where a kind has none."""
    text = topic.sr_linux if kind == "nokia_srlinux" else f"openconfig:{topic.openconfig}" if topic.openconfig else ""
    return tuple(expanded(text)) if text else ()


def answer_of(topic: Topic, platform: str) -> FrrAnswer | None:
    """How a command line answers, whose answers are known by their members."""
    return {"linux": topic.frr, "arista_eos": topic.eos}.get(platform)


def commands_of(topic: Topic, platform: str) -> tuple[str, ...]:
    """The topic's commands on a platform; empty where it has none."""
    answer = answer_of(topic, platform)
    if platform == "linux" or answer:
        return (answer.command,) if answer else ()
    if platform == "nokia_srl" and platform not in topic.shown:
        if not topic.sr_linux:
            return ()
        return tuple(info_of(path) for path in _gathered(topic.sr_linux))
    shown = topic.shown.get(platform, topic.shown.get("", ""))
    return (shown,) if shown else ()


def _gathered(text: str) -> tuple[str, ...]:
    """Every path; many leaves of one container as the container."""
    found = tuple(expanded(text))
    return found if len(found) <= MOST_COMMANDS else (text[: text.index("/{")],)


def info_of(path: str) -> str:
    """SR Linux's command for a path of its own: the same leaves, as JSON."""
    steps = [word for element in parse_path(path)[1] for word in (element.name, *element.keys.values())]
    return f"info from state {' '.join(steps)} | as json"
