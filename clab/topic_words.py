"""The words by which people name a topic: shapes of words in their base form (see the reading of script requests). Pure data.

Where several stand at one place the longest is taken, so a shape holds only the nouns of its topic: how many, of whom,
when and which are other words of a request.
"""

from typing import Final

TOPIC_SENSES: Final = {
    "STATUS_WORD": "state status",
    "LOAD": "usage use load utilization utilisation consumption percent percentage",
    "WAY_WORD": "in out input output rx tx ingress egress incoming outgoing receive transmit",
    "STATISTIC": "count counter total number statistic stat",
    "LINK": "interface port link nic",
    "BITS": "bps mbps kbps gbps bit_/_s bits_/_s mbit_/_s kbit_/_s gbit_/_s bit_/_sec mbit_/_sec bit_per_second bit_per_sec mbit_per_second "
    "mbit_per_sec megabit_per_second megabit_per_sec megabit_/_s kilobit_per_second gigabit_per_second kbit_per_second gbit_per_second",
    "ROUTES": "route route_entry routing_entry rib fib routing_table_entry",
    "CABLES": "cabling wiring cable",
    "OPTIC": "optic optical transceiver sfp qsfp",
    "LEVEL": "level value reading",
    "AFTERWARDS": "on of for is are exceed over above below under bigger more greater higher larger every each by with",
}  # fmt: skip
TOPIC_PARTS: Final = {
    "STATE_OF": "oper|operational? STATUS_WORD",
    "NEIGHBOR": "neighbor|neighbour session? | peer|peering|session|adjacency|neighborship|neighbourship",
    "VERSUS": "( and | or | / | & | vs | versus | , | + )*",
    "WAYS": "WAY_WORD ( and|or|/|&|,|+ WAY_WORD )?",
    "BEHIND": "in|out ( and|or|/|& in|out )? !!( END | AFTERWARDS )",
    "SUBJECT": "that|which? we|it|i|you|he|she|is|are",
    "SUMMED": "route|routing table? summary|size|total|statistic|stat|count | size of the route|routing table",
    "RIB": "route|routing|forwarding table entry|content?",
    "OF_PORTS": "of|on|per|for the|all|every|each|its* LINK",
    "OF_OPTICS": "of|on|from the|all|every|each|its* OPTIC",
    "EITHER": "if|whether? they|it|each|this|that|these|those? are|is? ( up or down | down or up )",
}
ENTITIES: Final = (("neighbor", "NEIGHBOR"), ("interface", "LINK"), ("state", "STATUS_WORD | EITHER"))
"""What rows are about, and the bare word for how it is: a topic only where no other is named."""

WORDS: Final = (
    ("bgp_session_state", "bgp NEIGHBOR? STATE_OF? | session|peer|peering|neighbor|neighbour STATUS_WORD"),
    ("bgp_summary", "ip? bgp summary|overview"),
    ("bgp_peer_as", "peer|remote|neighbor|neighbour as|asn number?"),
    ("bgp_description", "peer|neighbor|neighbour description"),
    ("bgp_peer_group", "peer group"),
    ("bgp_prefixes", "received !!( and|or|/ sent|advertised prefix|route ) | bgp? received|learned|learnt bgp? prefix|route STATISTIC? | bgp prefix|route STATISTIC? | "
     "prefix ( SUBJECT? receive|get|learn|learnt|hear )? STATISTIC? | bgp? route SUBJECT? receive|get|learn|learnt|hear STATISTIC?"),
    ("bgp_prefixes_sent", "sent|advertised !!( and|or|/ received|learned prefix|route ) | bgp? sent|advertised|announced bgp? prefix|route STATISTIC? | "
     "bgp? prefix|route SUBJECT? send|sent|advertise|announce STATISTIC?"),
    ("bgp_prefixes_active", "active|installed|best ( bgp? prefix | bgp route ) STATISTIC?"),
    ("received_and_active", "bgp? received|learned VERSUS active|installed|best bgp? prefix|route STATISTIC? | bgp? prefix|route received|learned VERSUS active|installed"),
    ("received_and_sent", "bgp? received|learned VERSUS sent|advertised|announced bgp? prefix|route STATISTIC? | bgp? sent|advertised|announced VERSUS received|learned bgp? prefix|route STATISTIC? | "
     "bgp? prefix|route received|learned VERSUS sent|advertised|announced | bgp? prefix|route sent|advertised|announced VERSUS received|learned"),
    ("bgp_flaps", "bgp? NEIGHBOR? 'flap counter | bgp NEIGHBOR? 'flap|'flaps count? | established transition"),
    ("evpn_sessions", "bgp? l2vpn? evpn bgp? NEIGHBOR|summary|overview STATE_OF? | bgp? l2vpn? evpn STATE_OF"),
    ("evpn_routes", "bgp? l2vpn? evpn route|rib|table type?"),
    ("vxlan_vteps", "vxlan? vtep | vxlan tunnel"),
    ("vxlan_macs", "mac address|addresses? ( BE? learned|learnt|known )? over|via|by|from|through|on|in|behind vxlan|vtep|vteps | vxlan ( mac | address ) address? table? | remote macs | remote mac addresses"),
    ("logs", "syslog|system|device|router|event|error* 'log message|messages|entry|entries|line|lines|buffer|output | 'logs | the 'log | syslog | 'log buffer|file|output | show logging"),
    ("vxlan_vnis", "vxlan|evpn? vni table|mapping?"),
    ("mlag", "mlag STATE_OF|health|summary|detail|peer? | mclag STATE_OF?"),
    ("mlag_interfaces", "mlag interface|port"),
    ("bgp_last_established", "last established time? | bgp? NEIGHBOR uptime|up_time|age | bgp uptime|up_time"),
    ("bgp_messages", "bgp? message ( sent|received ( and|or|/ sent|received )? )? STATISTIC? | sent|received ( and|or|/ sent|received )? bgp? message STATISTIC?"),
    ("bgp_last_reset", "last|latest reset ( reason|cause|error )? | reason|cause of|for the last|latest reset"),
    ("bgp_local", "bgp? router id ( and|,|/|& local|own* as|asn number? )? | local|own as|asn number? ( and|,|/|& bgp? router id )?"),
    ("bgp_timers", "bgp? holdtime|hold_time|timers | bgp? keepalive|keep_alive timer|interval?"),
    ("interface_state", "'ip link | LINK? oper|operational STATUS_WORD | LINK STATE_OF"),
    ("interface_admin_state", "LINK? admin|administrative STATUS_WORD"),
    ("both_states", "LINK? admin|administrative and|/|&|+ oper|operational STATUS_WORD? | LINK? oper|operational and|/|&|+ admin|administrative STATUS_WORD?"),
    ("interface_counters", "LINK counter|statistic|stat | traffic? counters | traffic statistic|stat"),
    ("interface_octets", "LINK? WAYS? traffic in bytes|octets | LINK? WAYS? octet|byte|traffic STATISTIC? BEHIND?"),
    ("interface_packets", "LINK? WAYS? packet|frame|pkt STATISTIC? BEHIND?"),
    ("interface_errors", "LINK? WAYS? error|errored|error_packet|errored_packet STATISTIC? BEHIND?"),
    ("interface_discards", "LINK? WAYS? discard|dropped_packet|discarded_packet|packet_drop STATISTIC? BEHIND? | LINK|WAY_WORD drops"),
    ("interface_rate", "LINK? WAYS? traffic|data? traffic|throughput|bandwidth|octet|rate LOAD? in BITS | LINK? WAYS? traffic|octet|bit|byte|data? rate | "
     "LINK? bandwidth LOAD? | LINK? throughput | in? BITS"),
    ("interface_flaps", "LINK 'flap|'flaps|flapcount count? | LINK transition | carrier transition"),
    ("flaps", "flaps | flap count | flapcount"),
    ("interface_last_change", "LINK? last state? change time?"),
    ("interface_speed", "LINK? speed"),
    ("interface_mac", "LINK? mac|hardware address of the|all|every|each? its? LINK | LINK mac|hardware address | hw mac"),
    ("interface_addresses", "'ip addr|addresses|a | LINK? ip|ipv4|ipv6 address|addressing OF_PORTS? | LINK address | address OF_PORTS"),
    ("interface_mtu", "LINK? mtu size?"),
    ("description", "description"),
    ("interface_description", "LINK description"),
    ("lldp_neighbors", "lldp neighbor|neighbour|peer|adjacency? information|info|table|data|map|topology|overview? | CABLES list|plan|table|map|overview|matrix|sheet|document? | "
     "who|what ( am|are|is i|we|it|this|that|leaf|spine|router )? connect|cabled|wired|attached to? WORD | who|what is? connect|cabled|wired to? WORD | which port is? connect|cabled|wired|go to which"),
    ("isis_adjacencies", "isis|is_is NEIGHBOR? STATE_OF?"),
    ("ospf_neighbors", "ospf|ospfv2 NEIGHBOR? STATE_OF?"),
    ("ospf_timers", "ospf|neighbor|neighbour? dead|inactivity time|timer|interval ( and|,|/ up time|uptime )? | ospf|neighbor|neighbour? deadtime"),
    ("ospf_interfaces", "ospf|ospfv2 enabled? LINK cost|metric|area* | ospf cost|metric | LINK that? run|in|with ospf"),
    ("ospf_database", "ospf|ospfv2 lsdb|database|lsa|link_state_database|link_state_db | lsdb | link state database"),
    ("bfd_sessions", "bfd NEIGHBOR? STATE_OF?"),
    ("routes", "ipv4|ip|v4? unicast? ( SUMMED | ROUTES count|total )"),
    ("routes_ipv6", "ipv6|v6 unicast? ( SUMMED | ROUTES count|total )"),
    ("route_table", "whole|entire|full|complete? ( ipv4|ip|v4 unicast? )? ( RIB | ROUTES )"),
    ("route_table_ipv6", "whole|entire|full|complete? ipv6|v6 unicast? ( RIB | ROUTES )"),
    ("arp", "'ip neigh|neighbor|neighbour | neighbor|neighbour|nd table|cache | arp table|entry|cache|neighbor|neighbour?"),
    ("mac_table", "bridge fdb | mac address? table|entry | mac addresses learned? | bridge table"),
    ("instances", "network_instance|vrf ( oper? STATUS_WORD )?"),
    ("cpu", "control? plane? cpu|processor LOAD?"),
    ("cpu_average", "average cpu|processor LOAD? | cpu|processor load? average"),
    ("memory", "memory|mem|ram LOAD?"),
    ("memory_free", "free|available memory|mem|ram | memory|mem|ram is|are? free|available|left"),
    ("version", "software|os|firmware|image|srl|nos? version|release | sr linux version|release | 'running? software|firmware"),
    ("host_name", "host name | hostname | system names|name"),
    ("clock", "system|device|node|router? clock | date and time | current date|time|datetime | system|local time"),
    ("ping", "'ping|'pings|pinging ( result|answer|statistic|test )? | packet? loss rate|percent|percentage?"),
    ("ping_rtt", "average|avg|min|minimum|max|maximum|mean* ( and|, average|avg|max|maximum )* rtt|latency|delay|roundtrip|round_trip ( time | in_ms | in_milliseconds )*"),
    ("traceroute", "traceroute result|output?"),
    ("reachable", "reachable|reachability|unreachable|connectivity ( over|via|by gnmi|ssh )? | gnmi|ssh port|service|server DIGITS? is|are? answering|answer|open|reachable|alive|respond|up|listening | "
     "answer|answering|respond|reply|responding to|on|over gnmi|ssh | is|are alive|online|answering | answering|responding|responsive"),
    ("capabilities", "gnmi? capability ( request|response|rpc|answer )? | support|supported gnmi? model|encoding|datamodel|schema ( and|,|/ encoding|model|version )* | "
     "gnmi model|encoding ( and|,|/ encoding|model|version )* | gnmi version | yang model|module"),
    ("temperature", "temperature|temp reading|value|sensor?"),
    ("fans", "fan tray? STATE_OF?"),
    ("power_supplies", "power supply|supplies unit? STATE_OF? | psu STATE_OF?"),
    ("optics", "OPTIC? ( rx|tx|receive|transmit|input|output|in|out ( and|or|/|& rx|tx|receive|transmit|input|output|in|out )? )? OPTIC? power|light LEVEL? OF_OPTICS? | "
     "OPTIC LEVEL|dbm | dbm OF_OPTICS? | OPTIC ( / OPTIC )? dbm?"),
    ("transceivers", "OPTIC info|information|inventory|detail|vendor|type|model|list|data"),
    ("vlans", "vlan list|table|database|id|overview?"),
    ("config", "backup|back_up of? DET* running|current? config|configuration of? | running|current? config|configuration ( file|backup|dump )?"),
    ("ntp", "ntp ( STATUS_WORD | sync|synchronization|synchronisation|synced|peer|server STATUS_WORD? )?"),
    ("chassis", "chassis|hardware|platform|device type|model | serial number | chassis? inventory | chassis | 'model|'models"),
    ("uptime", "system|node|device? uptime|up_time | system|node|device? boot up? time | system|node|device? last boot|booted time?"),
    ("system", "system|device|node info|information|details|facts"),
    ("applications", "application|app|process STATUS_WORD?"),
)  # fmt: skip
