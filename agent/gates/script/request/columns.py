"""The columns that people name: by which words, of which topic, and under which leaves rows have them. Pure data."""

from typing import Final

NAMED: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("local port", "local port|interface name?", "", "interface"),
    ("router id", "router id", "", "router-id"),
    ("oper state", "oper|operational state|status", "interface_state", "oper-state oper-status"),
    ("admin state", "admin|administrative state|status", "interface_admin_state", "admin-state admin-status"),
    ("description", "description", "", "description"),
    ("group", "peer group", "bgp_peer_group", "peer-group"),
    ("mtu", "mtu size?", "interface_mtu", "mtu"),
    ("speed", "port|link? speed", "interface_speed", "port-speed speed"),
    ("mac", "mac address? | hardware address", "interface_mac", "hw-mac-address"),
    ("area", "area id?", "", "area area-id"),
    ("preference", "preference | admin|administrative? distance", "", "preference"),
    ("next hop", "next hop | nexthop", "", "next-hop"),
    ("out interface", "out|outgoing|egress|exit interface|port", "", "out-interface"),
    ("protocol", "routing? protocol|owner|source|origin | route? type", "", "route-type route-owner protocol"),
    ("evpn type", "evpn type", "evpn_routes", "evpn-type"),
    ("temperature", "temperature", "temperature", "temperature"),
    ("lsa type", "lsa type", "ospf_database", "lsa-type"),
    ("uptime", "uptime | up time | age | RECENCY", "", "established-for peer-uptime uptime unchanged-for"),
    ("received", "received|learned ( prefix|route count? )? | prefix received|count | number of received? prefix", "bgp_prefixes", "received-routes received"),
    ("sent", "sent|advertised prefix|route | prefix sent|advertised", "bgp_prefixes_sent", "sent-routes sent"),
    ("version", "software|os? version|release", "version", "version software-version"),
    ("kernel", "kernel version?", "version", "kernel"),
    ("level", "level", "", "adjacency-level level"),
    ("cpu", "cpu USE?", "cpu", "cpu-percent instant"),
    ("memory", "mem|memory USE?", "memory", "memory-percent utilization"),
    ("in octets", "INWARD octet|byte|traffic", "interface_octets", "in-octets"),
    ("out octets", "OUTWARD octet|byte|traffic", "interface_octets", "out-octets"),
    ("in rate", "INWARD bit? rate|bps", "interface_rate", "in-bps in-mbit/s"),
    ("out rate", "OUTWARD bit? rate|bps", "interface_rate", "out-bps out-mbit/s"),
    ("errors", "total? error count|counter?", "interface_errors", "in-error-packets in-errors out-error-packets out-errors"),
    ("discards", "total? discard|drop count|counter?", "interface_discards", "in-discarded-packets in-discards out-discarded-packets out-discards"),
    ("flaps", "carrier? transition|flap", "", "carrier-transitions established-transitions"),
    ("system name", "remote|neighbor|neighbour? system name | remote host|system|device", "lldp_neighbors", "system-name"),
    ("port id", "remote|neighbor|neighbour? port id | remote port|interface", "lldp_neighbors", "port-id"),
    ("time", "time stamp | timestamp | time | date", "", "time"),
    ("node", "local|own node|device|system|switch|router|host name? | host|node|device|router|switch? name | hostname | node | device | router | switch | host", "", "node"),
    ("neighbor", "neighbor|neighbour|peer id|ip|address|name?", "", "peer-address neighbor-address router-id neighbor-system-id remote-address peer"),
    ("interface", "interface|port name?", "", "interface interface-name"),
    ("state", "session|adjacency? state|status", "", "session-state adjacency-state state oper-state oper-status"),
    ("as", "peer|remote|neighbor|neighbour? as|asn number?", "bgp_peer_as", "peer-as"),
    ("cost", "ospf? cost", "ospf_interfaces", "metric"),
    ("metric", "metric", "", "metric"),
    ("prefix", "prefix|destination|network", "", "ipv4-prefix ipv6-prefix ip-prefix"),
    ("octets", "traffic|octet|byte", "interface_octets", "in-octets out-octets"),
    ("rate", "bit? rate | bandwidth | throughput", "interface_rate", "in-bps out-bps in-mbit/s out-mbit/s"),
    ("count", "count|number", "", "count"),
    ("routes", "route count? | number of route", "", "active-routes total-routes"),
    ("address", "ip|ipv4|ipv6? address | ip", "", "ip-prefix"),
    ("usage", "USE | percent | percentage", "", "cpu-percent instant memory-percent utilization in-bps out-bps"),
    ("amount", "amount", "", "received-routes received sent-routes sent active-routes installed instant cpu-percent utilization memory-percent in-bps out-bps in-mbit/s out-mbit/s carrier-transitions established-transitions in-octets out-octets in-error-packets out-error-packets in-errors out-errors in-discarded-packets out-discarded-packets in-discards out-discards metric mtu"),
)  # fmt: skip
"""Name, shape of its words, the topic that has it where that is one, and the leaves of all models that it stands for."""

LEAVES: Final = {name: tuple(leaves.split()) for name, _, _, leaves in NAMED}
COLUMN: Final = f"the? ( {' | '.join(words for _, words, _, _ in NAMED)} )"
LIST: Final = "COLUMN ( ,? AND? COLUMN )*"
"""Shapes of one column by any of its words, and of some of them."""
