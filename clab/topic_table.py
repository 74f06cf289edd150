"""What people ask routers about: the leaves of each model, and where a command line shows them. Pure data.

A topic names leaves, whatever the way: SR Linux has them in gNMI and, by `info from state`, on its command line; FRR's
are members of the JSON that `vtysh` prints, under the names that SR Linux gives them. `clab/topic_words.py` has the
words people use.
"""

from typing import Final

from clab.topic import FrrAnswer, Topic

_NI: Final = "/network-instance[name=*]"
_BGP: Final = f"{_NI}/protocols/bgp/neighbor[peer-address=*]"
_OC_NI: Final = "/network-instances/network-instance[name=*]"
_OC_BGP: Final = f"{_OC_NI}/protocols/protocol[identifier=BGP][name=*]/bgp/neighbors/neighbor[neighbor-address=*]"
_COUNTERS: Final = "/interface[name=*]/statistics"
_OC_COUNTERS: Final = "/interfaces/interface[name=*]/state/counters"


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


def _eos_port(**leaves: str) -> FrrAnswer:
    """What Arista tells of its interfaces."""
    found = {name.replace("__", "."): leaf.replace("_", "-") for leaf, name in leaves.items()}
    return FrrAnswer("show interfaces | json", "lineProtocolStatus", "interface", found)


def _eos_system(**leaves: str) -> FrrAnswer:
    """What Arista tells of itself."""
    found = {name: leaf.replace("_", "-") for leaf, name in leaves.items()}
    return FrrAnswer("show version | json", "modelName", "", found)


_EOS_COUNTERS: Final = {
    "interfaceCounters.inOctets": "in-octets", "interfaceCounters.outOctets": "out-octets",
    "interfaceCounters.totalInErrors": "in-error-packets", "interfaceCounters.totalOutErrors": "out-error-packets",
    "interfaceCounters.inDiscards": "in-discarded-packets", "interfaceCounters.outDiscards": "out-discarded-packets",
}  # fmt: skip


def _counters(name: str, leaves: tuple[str, ...]) -> Topic:
    """Counters of interfaces."""
    own = {key: leaf for key, leaf in _FRR_COUNTERS.items() if leaf in leaves}
    eos = {key: leaf for key, leaf in _EOS_COUNTERS.items() if leaf in leaves}
    return Topic(
        name,
        "interface",
        f"{_COUNTERS}/{{{','.join(leaves)}}}",
        f"{_OC_COUNTERS}/{{{','.join(_OC_NAMES.get(leaf, leaf) for leaf in leaves)}}}",
        FrrAnswer("show interface json", "administrativeStatus", "interface", own),
        {"": "show interfaces"},
        numbers=(*leaves, *(_OC_NAMES[leaf] for leaf in leaves if leaf in _OC_NAMES)),
        eos=FrrAnswer("show interfaces | json", "lineProtocolStatus", "interface", eos)
        if len(eos) == len(leaves)
        else None,
    )


_PING: Final = (
    r"(?P<sent>\d+) packets transmitted, (?P<received>\d+)(?: packets)? received,(?: \+\d+ errors,)? (?P<loss_percent>[\d.]+)% "
    r"packet loss(?:[^=]{0,200}= (?P<rtt_min_ms>[\d.]+)/(?P<rtt_avg_ms>[\d.]+)/(?P<rtt_max_ms>[\d.]+))?"
)


def _ping(name: str, leaves: tuple[str, ...], number: str) -> Topic:
    """The answers of ping, as iputils and busybox print them."""
    found = {leaf.replace("-", "_"): leaf for leaf in leaves}
    typed = ("ping -c {count} {destination}", "ping {destination} repeat {count}",
             "ping {destination} network-instance default -c {count}")  # fmt: skip
    frr, eos, srl = (FrrAnswer(command, "", "destination", found, pattern=_PING) for command in typed)
    return Topic(name, "neighbor", "", "", frr, numbers=(number,), eos=eos, srl=srl)


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
    Topic("evpn_routes", "route", "", "",
          FrrAnswer("show bgp l2vpn evpn route json", "prefixLen", "", {"prefix": "evpn-prefix"}),
          {"": "show bgp evpn", "nokia_srl": "show network-instance default protocols bgp routes evpn route-type summary"},
          eos=FrrAnswer("show bgp evpn | json", "routeKeyDetail", "", {"routeKeyDetail.nlriType": "evpn-type",
                        "routeKeyDetail.rd": "route-distinguisher"})),
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
        f"{_OC_BGP}/timers/state/negotiated-hold-time",
        FrrAnswer("show bgp neighbors json", "bgpState", "peer-address", {"bgpTimerHoldTimeMsecs": "hold-time-ms",
                  "bgpTimerKeepAliveIntervalMsecs": "keepalive-ms"}), {"": "show ip bgp neighbors"},
    ),
    Topic(
        "bgp_messages", "neighbor", f"{_BGP}/{{received-messages,sent-messages}}/total-messages", "",
        _bgp(received_messages="msgRcvd", sent_messages="msgSent"), _BGP_SHOWN,
        numbers=("received-messages", "sent-messages"),
        eos=_eos_bgp(received_messages="msgReceived", sent_messages="msgSent"),
    ),
    Topic(
        "bgp_last_reset", "neighbor", f"{_BGP}/last-event", "",
        FrrAnswer("show bgp neighbors json", "bgpState", "peer-address", {"lastResetDueTo": "last-reset",
                  "lastResetTimerMsecs": "last-reset-ms-ago"}), {"": "show ip bgp neighbors"},
    ),
    Topic(
        "bgp_local", "instance", f"{_NI}/protocols/bgp/{{router-id,autonomous-system}}",
        f"{_OC_NI}/protocols/protocol[identifier=BGP][name=*]/bgp/global/state/{{router-id,as}}",
        FrrAnswer("show bgp summary json", "routerId", "", {"routerId": "router-id", "as": "local-as"}), _BGP_SHOWN,
        eos=FrrAnswer("show ip bgp summary | json", "routerId", "", {"routerId": "router-id", "asn": "local-as"}),
    ),
    Topic(
        "interface_state", "interface", "/interface[name=*]/oper-state", "/interfaces/interface[name=*]/state/oper-status",
        _port(oper_state="operationalStatus"),
        {"": "show interfaces description"}, "oper-state", _UP,
          eos=_eos_port(oper_state="lineProtocolStatus")),
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
          eos=_eos_port(in_bps="interfaceStatistics__inBitsRate", out_bps="interfaceStatistics__outBitsRate")),
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
          eos=_eos_port(mtu="mtu")),
    Topic("interface_speed", "interface", "/interface[name=*]/ethernet/port-speed", "", _port(speed="speed"),
          numbers=("speed",)),
    Topic("interface_mac", "interface", "/interface[name=*]/ethernet/hw-mac-address", "",
          _port(hw_mac_address="hardwareAddress"),
          eos=_eos_port(hw_mac_address="physicalAddress")),
    Topic(
        "interface_addresses", "interface",
        "/interface[name=*]/subinterface[index=*]/{ipv4,ipv6}/address[ip-prefix=*]/{origin,status}", "",
        _port(ip_prefix="ipAddresses.address"), {"": "show ip interface brief"},
    ),
    Topic(
        "interface_description", "interface", "/interface[name=*]/description",
        "/interfaces/interface[name=*]/state/description",
        _port(description="description"),
          eos=_eos_port(description="description")),
    Topic("lldp_neighbors", "neighbor", "/system/lldp/interface[name=*]/neighbor[id=*]/{system-name,port-id,chassis-id}",
          "/lldp/interfaces/interface[name=*]/neighbors/neighbor[id=*]/state/{system-name,port-id,chassis-id}", None,
          {"": "show lldp neighbors"},
          eos=FrrAnswer("show lldp neighbors | json", "neighborDevice", "interface", {"neighborDevice": "system-name", "neighborPort":
                        "port-id"}, "port")),
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
        "ospf_database", "route", "", "",
        FrrAnswer("show ip ospf database json", "lsId", "lsa-type", {"lsId": "ls-id", "advertisedRouter":
                  "advertising-router", "sequenceNumber": "sequence-number", "lsaAge": "lsa-age"}),
        {"": "show ip ospf database"}, known_by=("lsa-type", "ls-id", "advertising-router"),
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
        eos=FrrAnswer("show ip route | json", "routeType", "ipv4-prefix", _EOS_ROUTE), known_by=("ipv4-prefix",),
    ),
    Topic(
        "route_table_ipv6", "route", f"{_NI}/route-table/ipv6-unicast/route/{{active,metric,preference,next-hop-group}}",
        "",
        FrrAnswer("show ipv6 route json", "prefix", "ipv6-prefix", _FRR_ROUTE),
        {"": "show ipv6 route", "nokia_srl": "show network-instance default route-table ipv6-unicast summary"},
        eos=FrrAnswer("show ipv6 route | json", "routeType", "ipv6-prefix", _EOS_ROUTE), known_by=("ipv6-prefix",),
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
          eos=FrrAnswer("show mac address-table | json", "entryType", "address", {"vlanId": "vlan", "interface": "destination",
                        "entryType": "type"}, "macAddress")),
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
          {"": "show memory"}, numbers=("free",),
          eos=_eos_system(free="memFree")),
    Topic("version", "node", "/system/information/version", "/system/state/software-version",
          _version("version", "kernel"), {"": "show version"},
          eos=_eos_system(version="version")),
    Topic("host_name", "node", "/system/name/host-name", "/system/state/hostname", _version("host-name"),
          {"": "show hostname"},
          eos=FrrAnswer("show hostname | json", "hostname", "", {"hostname": "host-name"})),
    Topic("clock", "node", "/system/information/current-datetime", "/system/state/current-datetime", None,
          {"": "show clock"}, numbers=("off-s",)),
    _ping("ping", ("sent", "received", "loss-percent", "rtt-min-ms", "rtt-avg-ms", "rtt-max-ms"), "loss-percent"),
    _ping("ping_rtt", ("rtt-min-ms", "rtt-avg-ms", "rtt-max-ms"), "rtt-avg-ms"),
    Topic("traceroute", "neighbor", "", "", FrrAnswer("traceroute {destination}"), {
        "": "traceroute {destination}", "nokia_srl": "traceroute {destination} network-instance default"}),
    Topic("reachable", "node", "/system/name/host-name", "/system/state/hostname", _version("host-name"),
          {"": "show version"}, "reachable", ("yes",),
          eos=_eos_system(version="version")),
    Topic("capabilities", "node", "/system/name/host-name", "/system/state/hostname"),
    Topic("temperature", "node", "/platform/control[slot=*]/temperature/instant", "", None,
          {"": "show environment temperature", "arista_eos": "show system environment temperature"}, numbers=("temperature",)),
    Topic("fans", "node", "/platform/fan-tray[id=*]/oper-state", "", None,
          {"": "show environment fan", "arista_eos": "show system environment cooling"}, "oper-state", _UP),
    Topic("power_supplies", "node", "/platform/power-supply[id=*]/oper-state", "", None,
          {"": "show environment power", "arista_eos": "show system environment power"}, "oper-state", _UP),
    Topic("optics", "interface", "/interface[name=*]/transceiver/channel[index=*]/{input-power,output-power}/latest-value",
          "", None, {"": "show interfaces transceiver"}, numbers=("input-power", "output-power"),
          eos=FrrAnswer("show interfaces transceiver | json", "rxPower", "interface", {"rxPower": "input-power", "txPower":
                        "output-power"})),
    Topic("transceivers", "interface", "/interface[name=*]/transceiver/{form-factor,vendor,vendor-part-number,"
          "vendor-serial-number}", "", None, {"": "show inventory"}),
    Topic("vlans", "node", "", "", None, {"": "show vlan", "nokia_srl": ""},
          eos=FrrAnswer("show vlan | json", "interfaces", "vlan", {"name": "name", "status": "status", "interfaces":
                        "interfaces"})),
    Topic("config", "node", "", "", FrrAnswer("show running-config"), {
        "": "show running-config", "nokia_srl": "info from running", "juniper_junos": "show configuration",
        "huawei": "display current-configuration", "hp_comware": "display current-configuration"}),
    Topic("ntp", "node", "/system/ntp/{oper-state,synchronized}", "", None, {"": "show ntp status"}),
    Topic("chassis", "node", "/platform/chassis/{type,serial-number}", "", None, {"": "show inventory"},
          eos=_eos_system(type="modelName", serial_number="serialNumber")),
    Topic("uptime", "node", "/system/information/last-booted", "/system/state/boot-time", None, {"": "show version"}),
    Topic("system", "node", "/system/information/{version,description,current-datetime,last-booted}",
          "/system/state/{software-version,hostname,boot-time}", _version("version", "host-name", "kernel"), {"": "show version"}),
    Topic("applications", "node", "/system/app-management/application[name=*]/state", "", None, {"": "show processes"},
          "state", ("running",)),
)  # fmt: skip
