"""What people ask routers about: the leaves of each model, and where a command line shows them. Pure data.

A topic names leaves, whatever the way: SR Linux has them in gNMI and, by `info from state`, on its command line; FRR's
are members of the JSON that `vtysh` prints, under the names that SR Linux gives them. `clab/topic_words.py` has the
words people use.
"""

from typing import Final

from clab.topic import FrrAnswer, Topic
from clab.topic_answers import (
    BGP,
    BGP_SHOWN,
    BYTES,
    COUNTERS,
    DISCARDS,
    EOS_ROUTE,
    ERRORS,
    FRR_ROUTE,
    NI,
    OC_BGP,
    OC_COUNTERS,
    OC_NI,
    PACKETS,
    UP,
    bgp,
    counters,
    eos_bgp,
    eos_port,
    eos_system,
    linux_port,
    linux_routes,
    pinged,
    port,
    version_of,
)

TOPICS: Final = (
    Topic(
        "bgp_session_state", "neighbor", f"{BGP}/session-state", f"{OC_BGP}/state/session-state",
        bgp(session_state="state"), BGP_SHOWN, "session-state", ("established",), beside=("bgp_peer_as",),
        eos=eos_bgp(session_state="peerState"),
    ),
    Topic(
        "bgp_summary", "neighbor", f"{BGP}/{{session-state,peer-as,last-established}}",
        f"{OC_BGP}/state/{{session-state,peer-as,last-established}}",
        bgp(session_state="state", peer_as="remoteAs", peer_uptime="peerUptime", received_routes="pfxRcd",
             sent_routes="pfxSnt"), BGP_SHOWN, "session-state", ("established",),
        eos=eos_bgp(session_state="peerState", peer_as="asn", received_routes="prefixReceived"),
    ),
    Topic("bgp_peer_as", "neighbor", f"{BGP}/peer-as", f"{OC_BGP}/state/peer-as", bgp(peer_as="remoteAs"), BGP_SHOWN,
          eos=eos_bgp(peer_as="asn")),
    Topic(
        "bgp_description", "neighbor", f"{BGP}/description", f"{OC_BGP}/state/description", bgp(description="desc"),
        BGP_SHOWN, beside=("bgp_session_state",),
    ),
    Topic("bgp_peer_group", "neighbor", f"{BGP}/peer-group"),
    Topic(
        "bgp_prefixes", "neighbor", f"{BGP}/afi-safi[afi-safi-name=*]/received-routes",
        f"{OC_BGP}/afi-safis/afi-safi[afi-safi-name=*]/state/prefixes/received", bgp(received_routes="pfxRcd"),
        BGP_SHOWN, numbers=("received-routes", "received"), eos=eos_bgp(received_routes="prefixReceived"),
    ),
    Topic(
        "bgp_prefixes_sent", "neighbor", f"{BGP}/afi-safi[afi-safi-name=*]/sent-routes",
        f"{OC_BGP}/afi-safis/afi-safi[afi-safi-name=*]/state/prefixes/sent", bgp(sent_routes="pfxSnt"), BGP_SHOWN,
        numbers=("sent-routes", "sent"),
    ),
    Topic(
        "bgp_prefixes_active", "neighbor", f"{BGP}/afi-safi[afi-safi-name=*]/active-routes",
        f"{OC_BGP}/afi-safis/afi-safi[afi-safi-name=*]/state/prefixes/installed", None, BGP_SHOWN,
        numbers=("active-routes", "installed"),
    ),
    Topic("bgp_routes", "route", "", "", FrrAnswer("show bgp ipv4 unicast json", "peerId", "ipv4-prefix", {
        "peerId": "peer-address", "bestpath": "best", "path": "as-path", "nexthops.ip": "next-hop", "metric": "med", "locPrf":
        "local-preference", "weight": "weight", "origin": "origin", "prefixLen": "prefix-length"}, "network"),
        {"": "show ip bgp", "nokia_srl": ""}, known_by=("ipv4-prefix",)),
    Topic(
        "evpn_sessions", "neighbor",
        f"{BGP}/afi-safi[afi-safi-name=evpn]/{{oper-state,received-routes,sent-routes,active-routes}}", "",
        FrrAnswer("show bgp l2vpn evpn summary json", "remoteAs", "peer-address", {"state": "session-state", "remoteAs":
                  "peer-as", "peerUptime": "peer-uptime", "pfxRcd": "received-routes", "pfxSnt": "sent-routes"}),
        {"": "show bgp evpn summary"}, "session-state", ("established",),
        eos=eos_bgp("show bgp evpn summary", session_state="peerState", peer_as="asn", received_routes="prefixReceived"),
    ),
    Topic("evpn_routes", "route", "", "",
          FrrAnswer("show bgp l2vpn evpn route json", "prefixLen", "", {"prefix": "evpn-prefix"}),
          {"": "show bgp evpn", "nokia_srl": "show network-instance default protocols bgp routes evpn route-type summary"},
          eos=FrrAnswer("show bgp evpn | json", "routeKeyDetail", "", {"routeKeyDetail.nlriType": "evpn-type",
                        "routeKeyDetail.rd": "route-distinguisher"})),
    Topic("vxlan_vteps", "node", "", "", None, {"arista_eos": "show vxlan vtep", "nokia_srl": "show tunnel vxlan-tunnel all"}),
    Topic("vxlan_vnis", "node", "", "", FrrAnswer("show evpn vni json", "vxlanIf", "vni", {"type": "type", "vxlanIf":
          "vxlan-interface", "numMacs": "macs", "numArpNd": "arp-nd", "numRemoteVteps": "remote-vteps", "tenantVrf": "vrf"}),
          {"arista_eos": "show vxlan vni"}),
    Topic("vxlan_macs", "node", "", "", None, {"arista_eos": "show vxlan address-table"}),
    Topic("logs", "node", "", "", None, {"": "show logging", "nokia_srl": "show system logging buffer messages",
          "juniper_junos": "show log messages"}),
    Topic("mlag", "node", "", "", None, eos=FrrAnswer("show mlag | json", "negStatus", "", {
        "state": "state", "negStatus": "negotiation", "peerLinkStatus": "peer-link", "configSanity": "config-sanity",
        "peerAddress": "peer-address", "mlagPorts.Inactive": "inactive-ports", "mlagPorts.Active-full": "active-ports"}), state="state", good=("active",)),
    Topic("mlag_interfaces", "node", "", "", None, {"arista_eos": "show mlag interfaces"}),
    Topic(
        "bgp_flaps", "neighbor", f"{BGP}/established-transitions", f"{OC_BGP}/state/established-transitions",
        FrrAnswer("show bgp neighbors json", "bgpState", "peer-address", {"connectionsEstablished":
                  "established-transitions"}), {"": "show ip bgp neighbors"}, numbers=("established-transitions",),
    ),
    Topic(
        "bgp_last_established", "neighbor", f"{BGP}/last-established", f"{OC_BGP}/state/last-established",
        bgp(peer_uptime="peerUptime", up_ms="peerUptimeMsec"), BGP_SHOWN,
    ),
    Topic(
        "bgp_timers", "neighbor", f"{BGP}/timers/{{negotiated-hold-time,negotiated-keepalive-interval}}",
        f"{OC_BGP}/timers/state/negotiated-hold-time",
        FrrAnswer("show bgp neighbors json", "bgpState", "peer-address", {"bgpTimerHoldTimeMsecs": "hold-time-ms",
                  "bgpTimerKeepAliveIntervalMsecs": "keepalive-ms"}), {"": "show ip bgp neighbors"},
    ),
    Topic(
        "bgp_messages", "neighbor", f"{BGP}/{{received-messages,sent-messages}}/total-messages", "",
        bgp(received_messages="msgRcvd", sent_messages="msgSent"), BGP_SHOWN,
        numbers=("received-messages", "sent-messages"),
        eos=eos_bgp(received_messages="msgReceived", sent_messages="msgSent"),
    ),
    Topic(
        "bgp_last_reset", "neighbor", f"{BGP}/last-event", "",
        FrrAnswer("show bgp neighbors json", "bgpState", "peer-address", {"lastResetDueTo": "last-reset",
                  "lastResetTimerMsecs": "last-reset-ms-ago"}), {"": "show ip bgp neighbors"},
    ),
    Topic(
        "bgp_local", "instance", f"{NI}/protocols/bgp/{{router-id,autonomous-system}}",
        f"{OC_NI}/protocols/protocol[identifier=BGP][name=*]/bgp/global/state/{{router-id,as}}",
        FrrAnswer("show bgp summary json", "routerId", "", {"routerId": "router-id", "as": "local-as"}), BGP_SHOWN,
        eos=FrrAnswer("show ip bgp summary | json", "routerId", "", {"routerId": "router-id", "asn": "local-as"}),
    ),
    Topic(
        "interface_state", "interface", "/interface[name=*]/oper-state", "/interfaces/interface[name=*]/state/oper-status",
        port(oper_state="operationalStatus"),
        {"": "show interfaces description"}, "oper-state", UP,
          eos=eos_port(oper_state="lineProtocolStatus"), linux=linux_port(oper_state="operstate")),
    Topic(
        "interface_admin_state", "interface", "/interface[name=*]/admin-state",
        "/interfaces/interface[name=*]/state/admin-status",
        port(admin_state="administrativeStatus"),
        {"": "show interfaces description"}, "admin-state", ("enable", "up"),
    ),
    counters("interface_counters", (*BYTES, *PACKETS, *ERRORS, *DISCARDS)),
    counters("interface_octets", BYTES),
    counters("interface_packets", PACKETS),
    counters("interface_errors", ERRORS),
    counters("interface_discards", DISCARDS),
    Topic(
        "interface_rate", "interface", "/interface[name=*]/traffic-rate/{in-bps,out-bps}", numbers=("in-bps", "out-bps"),
          eos=eos_port(in_bps="interfaceStatistics__inBitsRate", out_bps="interfaceStatistics__outBitsRate")),
    Topic(
        "interface_flaps", "interface", f"{COUNTERS}/carrier-transitions", f"{OC_COUNTERS}/carrier-transitions",
        FrrAnswer("show interface json", "administrativeStatus", "interface", {"linkUps": "link-ups", "linkDowns":
                  "link-downs"}), numbers=("carrier-transitions", "link-downs"),
    ),
    Topic(
        "interface_last_change", "interface", "/interface[name=*]/last-change",
        "/interfaces/interface[name=*]/state/last-change",
    ),
    Topic(
        "interface_mtu", "interface", "/interface[name=*]/mtu", "/interfaces/interface[name=*]/state/mtu",
        port(mtu="mtu"), numbers=("mtu",),
          eos=eos_port(mtu="mtu"), linux=linux_port(mtu="mtu")),
    Topic("interface_speed", "interface", "/interface[name=*]/ethernet/port-speed", "", port(speed="speed"),
          numbers=("speed",)),
    Topic("interface_mac", "interface", "/interface[name=*]/ethernet/hw-mac-address", "",
          port(hw_mac_address="hardwareAddress"),
          eos=eos_port(hw_mac_address="physicalAddress"), linux=linux_port(hw_mac_address="address")),
    Topic(
        "interface_addresses", "interface",
        "/interface[name=*]/subinterface[index=*]/{ipv4,ipv6}/address[ip-prefix=*]/{origin,status}", "",
        port(ip_prefix="ipAddresses.address"), {"": "show ip interface brief"},
        eos=FrrAnswer("show ip interface brief | json", "interfaceAddress", "interface",
                      {"interfaceAddress.ipAddr.address/maskLen": "ip-prefix"}),
        linux=linux_port("addr", ip_prefix="addr_info.local/prefixlen"),
    ),
    Topic(
        "interface_description", "interface", "/interface[name=*]/description",
        "/interfaces/interface[name=*]/state/description",
        port(description="description"),
          eos=eos_port(description="description")),
    Topic("lldp_neighbors", "neighbor", "/system/lldp/interface[name=*]/neighbor[id=*]/{system-name,port-id,chassis-id}",
          "/lldp/interfaces/interface[name=*]/neighbors/neighbor[id=*]/state/{system-name,port-id,chassis-id}", None,
          {"": "show lldp neighbors"},
          eos=FrrAnswer("show lldp neighbors | json", "neighborDevice", "interface", {"neighborDevice": "system-name", "neighborPort":
                        "port-id"}, "port")),
    Topic(
        "isis_adjacencies", "neighbor",
        f"{NI}/protocols/isis/instance[name=*]/interface[interface-name=*]"
        "/adjacency[neighbor-system-id=*][adjacency-level=*]/state",
        f"{OC_NI}/protocols/protocol[identifier=ISIS][name=*]/isis/interfaces/interface[interface-id=*]"
        "/levels/level[level-number=*]/adjacencies/adjacency[system-id=*]/state/adjacency-state",
        FrrAnswer("show isis neighbor json", "adj", "neighbor-system-id", {"state": "state",
                  "interface": "interface-name", "level": "adjacency-level"}, "adj"),
        {"": "show isis neighbors", "nokia_srl": "show network-instance default protocols isis adjacency"}, "state", UP,
        eos=FrrAnswer("show isis neighbors | json", "circuitId", "neighbor-system-id", {"state": "state",
                      "interfaceName": "interface-name"}, "hostname"),
    ),
    Topic("isis_timers", "neighbor", "", "", FrrAnswer("show isis neighbor json", "adj", "neighbor-system-id", {
        "expires-in": "hold-time"}, "adj")),
    Topic(
        "ospf_neighbors", "neighbor",
        f"{NI}/protocols/ospf/instance[name=*]/area[area-id=*]/interface[interface-name=*]/neighbor[router-id=*]"
        "/adjacency-state",
        f"{OC_NI}/protocols/protocol[identifier=OSPF][name=*]/ospfv2/areas/area[identifier=*]/interfaces/interface[id=*]"
        "/neighbors/neighbor[router-id=*]/state/adjacency-state",
        FrrAnswer("show ip ospf neighbor json", "ifaceName", "router-id", {"nbrState": "adjacency-state", "state":
                  "adjacency-state", "ifaceName": "interface-name", "address": "address"}),
        {"": "show ip ospf neighbor"}, "adjacency-state", ("full",),
        eos=FrrAnswer("show ip ospf neighbor | json", "adjacencyState", "router-id", {"adjacencyState": "adjacency-state",
                      "interfaceName": "interface-name"}, "routerId"),
    ),
    Topic("ospf_timers", "neighbor", "", "", FrrAnswer("show ip ospf neighbor json", "ifaceName", "router-id", {
        "deadTime": "dead-time", "upTime": "up-time"}), {"": "show ip ospf neighbor"}),
    Topic("ospf_roles", "neighbor", "", "", FrrAnswer("show ip ospf neighbor json", "ifaceName", "router-id", {
        "nbrPriority": "priority", "role": "role", "address": "address"})),
    Topic("ospf_designated", "interface", "", "", FrrAnswer("show ip ospf interface json", "ospfEnabled", "interface-name", {
        "drId": "designated-router", "drAddress": "dr-address", "bdrId": "backup-router", "state": "role", "priority": "priority",
        "networkType": "network-type"})),
    Topic(
        "ospf_interfaces", "interface",
        f"{NI}/protocols/ospf/instance[name=*]/area[area-id=*]/interface[interface-name=*]/{{oper-state,metric}}", "",
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
        "bfd_sessions", "neighbor", "/bfd/network-instance[name=*]/peer[local-discriminator=*]/{local-address,"
        "remote-address,session-state}",
        "/bfd/interfaces/interface[id=*]/peers/peer[local-discriminator=*]/state/{remote-address,session-state}",
        FrrAnswer("show bfd peers json", "peer", "peer", {"status": "session-state", "local": "local-address"}, "peer"),
        {"": "show bfd neighbors"}, "session-state", UP,
    ),
    Topic(
        "routes", "instance", f"{NI}/route-table/ipv4-unicast/statistics/{{active-routes,total-routes}}",
        "",
        FrrAnswer("show ip route summary json", "routesTotal", "", {"routesTotal": "total-routes", "routesTotalFib":
                  "active-routes"}),
        {"": "show ip route summary"}, numbers=("active-routes", "total-routes"),
        eos=FrrAnswer("show ip route summary | json", "totalRoutes", "", {"totalRoutes": "total-routes"}),
    ),
    Topic(
        "routes_ipv6", "instance", f"{NI}/route-table/ipv6-unicast/statistics/{{active-routes,total-routes}}", "",
        FrrAnswer("show ipv6 route summary json", "routesTotal", "", {"routesTotal": "total-routes", "routesTotalFib":
                  "active-routes"}),
        {"": "show ipv6 route summary"}, numbers=("active-routes", "total-routes"),
    ),
    Topic(
        "route_table", "route", f"{NI}/route-table/ipv4-unicast/route/{{active,metric,preference,next-hop-group}}", "",
        FrrAnswer("show ip route json", "prefix", "ipv4-prefix", FRR_ROUTE),
        {"": "show ip route", "nokia_srl": "show network-instance default route-table ipv4-unicast summary"},
        eos=FrrAnswer("show ip route | json", "routeType", "ipv4-prefix", EOS_ROUTE), known_by=("ipv4-prefix",),
        linux=linux_routes("-4", "ipv4-prefix"),
    ),
    Topic(
        "route_table_ipv6", "route", f"{NI}/route-table/ipv6-unicast/route/{{active,metric,preference,next-hop-group}}",
        "",
        FrrAnswer("show ipv6 route json", "prefix", "ipv6-prefix", FRR_ROUTE),
        {"": "show ipv6 route", "nokia_srl": "show network-instance default route-table ipv6-unicast summary"},
        eos=FrrAnswer("show ipv6 route | json", "routeType", "ipv6-prefix", EOS_ROUTE), known_by=("ipv6-prefix",),
        linux=linux_routes("-6", "ipv6-prefix"),
    ),
    Topic(
        "arp", "interface", "/interface[name=*]/subinterface[index=*]/ipv4/arp/neighbor[ipv4-address=*]"
        "/{link-layer-address,origin}", "", None, {"": "show arp"},
        eos=FrrAnswer("show ip arp | json", "hwAddress", "ipv4-address", {"hwAddress": "link-layer-address", "interface":
                      "interface"}, "address"),
        linux=FrrAnswer("ip -j -4 neigh show", "dst", "ipv4-address", {"lladdr": "link-layer-address", "dev": "interface",
                        "state": "state"}, "dst"),
    ),
    Topic(
        "nd", "interface", "/interface[name=*]/subinterface[index=*]/ipv6/neighbor-discovery/neighbor[ipv6-address=*]"
        "/{link-layer-address,current-state}", "", None, {"": "show ipv6 neighbors"},
        linux=FrrAnswer("ip -j -6 neigh show", "dst", "ipv6-address", {"lladdr": "link-layer-address", "dev": "interface",
                        "state": "state"}, "dst"),
    ),
    Topic(
        "mac_table", "instance", f"{NI}/bridge-table/mac-table/mac[address=*]/{{destination,type}}", "", None,
        {"": "show mac address-table"},
          eos=FrrAnswer("show mac address-table | json", "entryType", "address", {"vlanId": "vlan", "interface": "destination",
                        "entryType": "type"}, "macAddress"),
          linux=FrrAnswer("bridge -j fdb show", "mac", "address", {"ifname": "destination", "master": "bridge", "state":
                          "type"}, "mac")),
    Topic(
        "instances", "instance", f"{NI}/oper-state", "", FrrAnswer("show vrf"), {"": "show vrf"}, "oper-state", UP,
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
          eos=eos_system(free="memFree")),
    Topic("version", "node", "/system/information/version", "/system/state/software-version",
          version_of("version", "kernel"), {"": "show version"},
          eos=eos_system(version="version")),
    Topic("host_name", "node", "/system/name/host-name", "/system/state/hostname", version_of("host-name"),
          {"": "show hostname"},
          eos=FrrAnswer("show hostname | json", "hostname", "", {"hostname": "host-name"})),
    Topic("clock", "node", "/system/information/current-datetime", "/system/state/current-datetime", None,
          {"": "show clock"}, numbers=("off-s",)),
    pinged("ping", ("sent", "received", "loss-percent", "rtt-min-ms", "rtt-avg-ms", "rtt-max-ms"), "loss-percent"),
    pinged("ping_rtt", ("rtt-min-ms", "rtt-avg-ms", "rtt-max-ms"), "rtt-avg-ms"),
    Topic("traceroute", "neighbor", "", "", FrrAnswer("traceroute {destination}"), linux=FrrAnswer("traceroute {destination}"), shown={
        "": "traceroute {destination}", "nokia_srl": "traceroute {destination} network-instance default"}),
    Topic("reachable", "node", "/system/name/host-name", "/system/state/hostname", version_of("host-name"),
          {"": "show version"}, "reachable", ("yes",),
          eos=eos_system(version="version")),
    Topic("capabilities", "node", "/system/name/host-name", "/system/state/hostname"),
    Topic("temperature", "node", "/platform/control[slot=*]/temperature/instant", "", None,
          {"": "show environment temperature", "arista_eos": "show system environment temperature"}, numbers=("temperature",)),
    Topic("fans", "node", "/platform/fan-tray[id=*]/oper-state", "", None,
          {"": "show environment fan", "arista_eos": "show system environment cooling"}, "oper-state", UP),
    Topic("power_supplies", "node", "/platform/power-supply[id=*]/oper-state", "", None,
          {"": "show environment power", "arista_eos": "show system environment power"}, "oper-state", UP),
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
    Topic("startup_config", "node", "", "", None, {"": "show startup-config", "nokia_srl": ""}),
    Topic("port_channels", "node", "", "", None, {"": "show etherchannel summary", "arista_eos": "show port-channel dense",
          "cisco_nxos": "show port-channel summary", "cisco_xr": "show bundle", "nokia_srl": ""}),
    Topic("lacp", "node", "", "", None, {"": "show lacp neighbor", "arista_eos": "show lacp peer", "nokia_srl": ""}),
    Topic("spanning_tree", "node", "", "", None, {"": "show spanning-tree", "nokia_srl": ""}),
    Topic("access_lists", "node", "", "", None, {"": "show ip access-lists", "nokia_srl": "show acl summary"}),
    Topic("route_maps", "node", "", "", FrrAnswer("show route-map"), {"": "show route-map", "nokia_srl": ""}),
    Topic("prefix_lists", "node", "", "", FrrAnswer("show ip prefix-list"), {"": "show ip prefix-list", "nokia_srl": ""}),
    Topic("pim_neighbors", "node", "", "", FrrAnswer("show ip pim neighbor"), {"": "show ip pim neighbor", "nokia_srl": ""}),
    Topic("multicast_routes", "node", "", "", FrrAnswer("show ip mroute"), {"": "show ip mroute", "nokia_srl": ""}),
    Topic("mpls_table", "node", "", "", FrrAnswer("show mpls table"), {"": "show mpls forwarding", "arista_eos": "show mpls lfib route",
          "nokia_srl": ""}),
    Topic("ldp_neighbors", "node", "", "", FrrAnswer("show mpls ldp neighbor"), {"": "show mpls ldp neighbor", "nokia_srl": ""}),
    Topic("vrrp", "node", "", "", FrrAnswer("show vrrp"), {"": "show vrrp", "nokia_srl": ""}),
    Topic("errdisabled", "node", "", "", None, {"arista_eos": "show interfaces status errdisabled",
          "cisco_ios": "show interfaces status err-disabled", "nokia_srl": ""}),
    Topic("ntp", "node", "/system/ntp/{oper-state,synchronized}", "", None, {"": "show ntp status"}),
    Topic("chassis", "node", "/platform/chassis/{type,serial-number}", "", None, {"": "show inventory"},
          eos=eos_system(type="modelName", serial_number="serialNumber")),
    Topic("uptime", "node", "/system/information/last-booted", "/system/state/boot-time", None, {"": "show version"}),
    Topic("system", "node", "/system/information/{version,description,current-datetime,last-booted}",
          "/system/state/{software-version,hostname,boot-time}", version_of("version", "host-name", "kernel"), {"": "show version"}),
    Topic("applications", "node", "/system/app-management/application[name=*]/state", "", None, {"": "show processes"},
          "state", ("running",)),
)  # fmt: skip
