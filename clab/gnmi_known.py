"""The gNMI paths that operational tools ask routers for: names, keys and leaves, one path a line. Pure data.

SR Linux's native ones after Nokia's YANG tags 21.6 to 25.x, OpenConfig's after openconfig/public; braces hold alternatives.
"""

from collections.abc import Mapping
from typing import Final

SR_LINUX: Final = """
/network-instance[name]/{oper-state,oper-down-reason,admin-state,type}
/network-instance[name]/protocols/bgp/{admin-state,oper-state,autonomous-system,router-id}
/network-instance[name]/protocols/bgp/statistics/{total-peers,up-peers,disabled-peers,total-received-routes,total-active-routes,total-prefixes}
/network-instance[name]/protocols/bgp/neighbor[peer-address]/{session-state,last-state,last-event,last-established,established-transitions}
/network-instance[name]/protocols/bgp/neighbor[peer-address]/{admin-state,peer-as,peer-type,peer-group,under-maintenance,description}
/network-instance[name]/protocols/bgp/neighbor[peer-address]/{last-prefix-limit-exceeded,dynamic-neighbor}
/network-instance[name]/protocols/bgp/neighbor[peer-address]/transport/local-address
/network-instance[name]/protocols/bgp/neighbor[peer-address]/timers/{connect-retry,hold-time,keepalive-interval,negotiated-hold-time,negotiated-keepalive-interval,prefix-limit-restart-timer}
/network-instance[name]/protocols/bgp/neighbor[peer-address]/failure-detection/{enable-bfd,fast-failover}
/network-instance[name]/protocols/bgp/neighbor[peer-address]/{sent-messages,received-messages}/{last-notification-time,last-notification-error-code,last-notification-error-subcode,total-notifications,total-messages,total-updates}
/network-instance[name]/protocols/bgp/neighbor[peer-address]/graceful-restart/{admin-state,helper-active,number-of-restarts,last-restart-time}
/network-instance[name]/protocols/bgp/neighbor[peer-address]/afi-safi[afi-safi-name]/{received-routes,active-routes,sent-routes,rejected-routes,admin-state,oper-state}
/network-instance[name]/protocols/bgp/neighbor[peer-address]/afi-safi[afi-safi-name]/{ipv4-unicast,ipv6-unicast,evpn}/{prefix-limit,prefix-limit-received,prefix-limit-accepted}/{max-received-routes,warning-threshold-pct,prevent-teardown,prefix-limit-exceeded}
/network-instance[name]/protocols/bgp/neighbor[peer-address]/{ipv4-unicast,ipv6-unicast,evpn}/{received-routes,active-routes,sent-routes}
/network-instance[name]/protocols/isis/instance[name]/interface[interface-name]/adjacency[neighbor-system-id][adjacency-level]/{state,down-reason,neighbor-hostname,neighbor-ipv4,up-down-transitions,last-up-down-transition}
/network-instance[name]/protocols/ospf/instance[name]/area[area-id]/interface[interface-name]/neighbor[router-id]/{adjacency-state,last-established-time}
/network-instance[name]/protocols/ospf/instance[name]/area[area-id]/interface[interface-name]/{oper-state,metric,interface-type}
/network-instance[name]/protocols/bgp-evpn/bgp-instance[id]/{oper-state,oper-down-reason,evi}
/network-instance[name]/route-table/{ipv4-unicast,ipv6-unicast}/statistics/{active-routes,total-routes,active-routes-with-ecmp,fib-failed-routes}
/network-instance[name]/route-table/ipv4-unicast/route[ipv4-prefix][route-type][route-owner][id][origin-network-instance]/{active,metric,preference,next-hop-group}
/network-instance[name]/route-table/ipv6-unicast/route[ipv6-prefix][route-type][route-owner][id][origin-network-instance]/{active,metric,preference,next-hop-group}
/network-instance[name]/route-table/next-hop-group[index]/next-hop[id]/next-hop
/network-instance[name]/route-table/next-hop[index]/{ip-address,type,subinterface}
/network-instance[name]/bridge-table/mac-table/mac[address]/{destination,type}
/network-instance[name]/bgp-rib/afi-safi[afi-safi-name]/{ipv4-unicast,ipv6-unicast,evpn}/{local-rib,rib-in-out}
/interface[name]/{admin-state,oper-state,oper-down-reason,last-change,description,mtu}
/interface[name]/statistics/{in-octets,out-octets,in-packets,out-packets,in-error-packets,out-error-packets,in-discarded-packets,out-discarded-packets,carrier-transitions}
/interface[name]/traffic-rate/{in-bps,out-bps}
/interface[name]/transceiver/{oper-state,form-factor,vendor,vendor-part-number,vendor-serial-number}
/interface[name]/transceiver/channel[index]/{input-power,output-power}/latest-value
/interface[name]/ethernet/{port-speed,hw-mac-address}
/interface[name]/subinterface[index]/{admin-state,oper-state,oper-down-reason,last-change}
/interface[name]/subinterface[index]/statistics/{in-octets,out-octets,in-packets,out-packets}
/interface[name]/subinterface[index]/{ipv4,ipv6}/address[ip-prefix]/{origin,status}
/interface[name]/subinterface[index]/ipv4/arp/neighbor[ipv4-address]/{link-layer-address,origin}
/interface[name]/subinterface[index]/ipv6/neighbor-discovery/neighbor[ipv6-address]/{link-layer-address,origin,current-state}
/bfd/network-instance[name]/peer[local-discriminator]/{session-state,oper-state,local-address,remote-address,subscribed-protocols,local-diagnostic-code,remote-diagnostic-code,last-failure-time,failure-transitions}
/tunnel-interface[name]/vxlan-interface[index]/{oper-state,oper-down-reason}
/tunnel-interface[name]/vxlan-interface[index]/bridge-table/statistics/{active-entries,total-entries,failed-entries}
/system/app-management/application[name]/{state,last-change,last-start-type}
/system/name/host-name
/system/ntp/{oper-state,synchronized}
/system/information/{version,current-datetime,last-booted,description}
/system/lldp/interface[name]/neighbor[id]/{system-name,port-id,chassis-id}
/platform/chassis/{type,serial-number,part-number}
/platform/control[slot]/temperature/instant
/platform/{fan-tray,power-supply}[id]/oper-state
/platform/control[slot]/cpu[index]/total/{instant,average-1,average-5,average-15}
/platform/control[slot]/memory/{free,physical,reserved,utilization}
"""
_NEIGHBOR = (
    "/network-instances/network-instance[name]/protocols/protocol[identifier][name]/bgp/neighbors/"
    "neighbor[neighbor-address]"
)
OPENCONFIG: Final = f"""
{_NEIGHBOR}/state/{{session-state,last-established,established-transitions,enabled,peer-as,peer-type,neighbor-address,description,last-prefix-limit-exceeded}}
{_NEIGHBOR}/state/messages/{{sent,received}}/{{UPDATE,NOTIFICATION,last-notification-time,last-notification-error-code,last-notification-error-subcode}}
{_NEIGHBOR}/afi-safis/afi-safi[afi-safi-name]/state/prefixes/{{received,received-pre-policy,installed,sent}}
{_NEIGHBOR}/afi-safis/afi-safi[afi-safi-name]/state/{{active,enabled}}
{_NEIGHBOR}/afi-safis/afi-safi[afi-safi-name]/{{ipv4-unicast,ipv6-unicast}}/{{prefix-limit,prefix-limit-received,prefix-limit-accepted}}/state/{{max-prefixes,prevent-teardown,warning-threshold-pct,prefix-limit-exceeded}}
{_NEIGHBOR}/timers/state/{{hold-time,negotiated-hold-time,keepalive-interval,restart-time,connect-retry}}
{_NEIGHBOR}/graceful-restart/state/{{peer-restarting,local-restarting,mode}}
{_NEIGHBOR}/transport/state/{{local-address,local-port,remote-address,remote-port}}
/network-instances/network-instance[name]/protocols/protocol[identifier][name]/bgp/global/state/{{as,router-id,total-paths,total-prefixes}}
/network-instances/network-instance[name]/protocols/protocol[identifier][name]/isis/interfaces/interface[interface-id]/levels/level[level-number]/adjacencies/adjacency[system-id]/state/{{adjacency-state,system-id,neighbor-ipv4-address,up-timestamp}}
/network-instances/network-instance[name]/protocols/protocol[identifier][name]/ospfv2/areas/area[identifier]/interfaces/interface[id]/neighbors/neighbor[router-id]/state/{{adjacency-state,router-id}}
/interfaces/interface[name]/state/{{oper-status,admin-status,last-change,enabled,description,mtu}}
/interfaces/interface[name]/state/counters/{{in-octets,out-octets,in-pkts,out-pkts,in-errors,out-errors,in-discards,out-discards,carrier-transitions}}
/interfaces/interface[name]/subinterfaces/subinterface[index]/state/{{oper-status,admin-status,last-change,enabled}}
/bfd/interfaces/interface[id]/peers/peer[local-discriminator]/state/{{session-state,remote-address,local-diagnostic-code,failure-transitions,subscribed-protocols}}
/lldp/interfaces/interface[name]/neighbors/neighbor[id]/state/{{system-name,port-id,chassis-id}}
/system/state/{{hostname,current-datetime,boot-time,software-version}}
/system/cpus/cpu[index]/state/total/{{instant,avg,min,max}}
/system/memory/state/{{physical,reserved,free,used}}
/components/component[name]/state/{{name,description,oper-status,type}}
"""
TABLES: Final[Mapping[str, str]] = {"SR Linux": SR_LINUX, "OpenConfig": OPENCONFIG}

CONFIGURED: Final = ("enabled", "description", "name", "type", "mtu")
"""Leaves that `config` containers have beside those of `state`."""

OPEN: Final[Mapping[str, str]] = {
    "": "acl qos lacp routing-policy spanning-tree telemetry-system keychains macsec relay-agent sampling probes"
    " local-routes stp",
    "system": "ntp logging aaa grpc-servers ssh-server clock dns processes alarms license messages config"
    " control-plane-traffic macsec mount-points",
    "interfaces/interface": "ethernet hold-time aggregation routed-vlan tunnel sonet rates",
    "interfaces/interface/subinterfaces/subinterface": "ipv4 ipv6 vlan",
    "components/component": "cpu transceiver fan power-supply subcomponents properties integrated-circuit port chassis"
    " linecard fabric software-module storage optical-channel backplane controller-card",
    "network-instances/network-instance": "interfaces vlans fdb mpls policies policy-forwarding tables table-connections"
    " afts state config encapsulation evpn inter-instance-policies segment-routing",
    "network-instances/network-instance/protocols/protocol": "state config static-routes ospf igmp pim local-aggregates",
    "network-instances/network-instance/protocols/protocol/bgp": "peer-groups rib",
    "network-instances/network-instance/protocols/protocol/bgp/global": "afi-safis confederation graceful-restart"
    " use-multiple-paths route-selection-options default-route-distance dynamic-neighbor-prefixes",
    "network-instances/network-instance/protocols/protocol/isis": "global levels",
    "network-instances/network-instance/protocols/protocol/ospfv2": "global",
    "lldp": "state config",
    "bfd/interfaces/interface": "state config interface-ref",
}
"""Containers of OpenConfig that the table knows by name and does not look into."""
