"""The words by which people name a topic, one pattern each; a blank in a pattern is a blank or a dash. Pure data.

Where several match at one place the longest is taken, so a pattern holds only the nouns of its topic: how many, of whom,
when and which are other words of a request.
"""

from typing import Final

_STATE: Final = r"(?: (?:oper(?:ational)? )?(?:stat(?:es?|us(?:es)?)))?"
_NEIGHBOR: Final = r"(?:neighbou?r(?:ship)?|neighbou?r session|peer|peering|session|adjacency|adjacencie)s?"
_USE: Final = r"(?: (?:usage|use|used|load|utili[sz]ations?|consumption|percent(?:age)?))?"
_WAYS: Final = r"(?:in|out|input|output|rx|tx|ingress|egress|incoming|outgoing|receive|transmit)"
_DIRECTION: Final = rf"(?:{_WAYS}(?: ?(?:and|or|/|&|,|\\+) ?{_WAYS})? )?"
_AFTER: Final = r"(?: (?:in|out)(?: ?(?:and|/|&|or) ?(?:in|out))?(?= ?(?:[,;.)?]|$)| (?:on|of|for|is|are|exceeds?|exceeding|over|above|below|under|bigger|more|greater|higher|larger|every|each|by|with)(?!\w)))?"
"""Which way, behind the noun: `errors in, above 100`."""
_WE: Final = r"(?:(?:that|which) )?(?:we|it|i|you|he|is|are) "
_COUNT: Final = r"(?: (?:counts?|counters?|totals?|numbers?|statistics|stats))?"
_PORT: Final = r"(?:interfaces?|ports?|links?|nics?)"
_ROUTES: Final = r"(?:routes?|route entries|routing entries|rib|fib|routing table entries)"

_BITS: Final = r"(?:(?:[mkg]|mega|kilo|giga)?bits? ?(?:/ ?s(?:ec)?|per (?:second|sec))|[mkg]?bps)"
_SUMMED: Final = r"(?:route|routing)(?: tables?)? (?:summar(?:y|ies)|sizes?|totals?|statistics|stats|counts?)|size of the (?:route|routing) tables?"
_TABLE: Final = r"(?:route|routing|forwarding) tables?(?: (?:entries|contents?))?"
_WHOLE: Final = r"(?:(?:whole|entire|full|complete) )?"

_EITHER: Final = (
    r"(?:(?:if|whether) )?(?:(?:they|it|each|this|that|these|those) )?(?:(?:are|is) )?(?:up or down|down or up)"
)
"""Which of two states, not a change between them."""

ENTITIES: Final = (("neighbor", _NEIGHBOR), ("interface", _PORT), ("state", rf"stat(?:es?|us(?:es)?)|{_EITHER}"))
"""What rows are about, and the bare word for how it is: a topic only where no other is named."""

WORDS: Final = (
    (
        "bgp_session_state",
        rf"bgp {_NEIGHBOR}{_STATE}|bgp{_STATE}|(?:session|peer|peering|neighbou?r) (?:stat(?:es?|us(?:es)?))",
    ),
    ("bgp_summary", r"(?:ip )?bgp (?:summar(?:y|ies)|overview)"),
    ("bgp_peer_as", r"(?:peer|remote|neighbou?r) (?:as|asns?|as numbers?)"),
    ("bgp_description", r"(?:peer|neighbou?r) descriptions?"),
    ("bgp_peer_group", r"peer groups?"),
    (
        "bgp_prefixes",
        r"received(?= (?:and|or|/) (?:sent|advertised) (?:prefix|route))|(?:(?:bgp )?(?:received|learned|learnt) (?:bgp )?(?:prefix(?:es)?|routes?)|bgp (?:prefix(?:es)?|routes?)|"
        rf"(?:prefix(?:es)?|bgp routes?|routes?) (?:{_WE})?(?:received?|receives|gets?|learns?|learned|learnt|hears?)|prefix(?:es)?){_COUNT}",
    ),
    (
        "bgp_prefixes_sent",
        r"(?:sent|advertised)(?= (?:and|or|/) (?:received|learned) (?:prefix|route))|(?:(?:bgp )?(?:sent|advertised|announced) (?:bgp )?(?:prefix(?:es)?|routes?)|"
        rf"(?:prefix(?:es)?|bgp routes?|routes?) (?:{_WE})?(?:sent|sends?|advertised?|advertises|announced?|announces)){_COUNT}",
    ),
    (
        "bgp_prefixes_active",
        rf"(?:active|installed|best) (?:bgp )?(?:prefix(?:es)?|bgp routes?){_COUNT}",
    ),
    (
        "bgp_flaps",
        rf"(?:bgp )?(?:{_NEIGHBOR} )?flap counters?|bgp (?:{_NEIGHBOR} )?flaps?(?: counts?)?|established transitions?",
    ),
    (
        "bgp_last_established",
        rf"last established(?: times?)?|(?:bgp )?{_NEIGHBOR} (?:up ?times?|ages?)|bgp up ?times?",
    ),
    ("bgp_timers", r"(?:bgp )?(?:hold ?times?|keep ?alives?(?: (?:timers?|intervals?))?|timers)"),
    (
        "interface_state",
        rf"{_PORT} (?:oper(?:ational)? )?(?:stat(?:es?|us(?:es)?))|oper(?:ational)? ?stat(?:es?|us(?:es)?)",
    ),
    ("interface_admin_state", rf"(?:{_PORT} )?admin(?:istrative)? ?stat(?:es?|us(?:es)?)"),
    (
        "both_states",
        rf"(?:{_PORT} )?(?:admin(?:istrative)?) ?(?:and|/|&|\+) ?oper(?:ational)?(?: ?stat(?:es?|us(?:es)?))?|"
        rf"(?:{_PORT} )?oper(?:ational)? ?(?:and|/|&|\+) ?admin(?:istrative)?(?: ?stat(?:es?|us(?:es)?))?",
    ),
    (
        "interface_counters",
        rf"{_PORT} (?:counters?|statistics|stats)|(?:traffic )?counters|traffic statistics|traffic stats",
    ),
    (
        "interface_octets",
        rf"(?:{_PORT} )?{_DIRECTION}traffic in (?:bytes|octets)|(?:{_PORT} )?{_DIRECTION}(?:octets|bytes|traffic){_COUNT}{_AFTER}",
    ),
    ("interface_packets", rf"(?:{_PORT} )?{_DIRECTION}(?:packets?|frames?|pkts){_COUNT}{_AFTER}"),
    ("interface_errors", rf"(?:{_PORT} )?{_DIRECTION}(?:errors?|errored packets|error packets){_COUNT}{_AFTER}"),
    (
        "interface_discards",
        rf"(?:{_PORT} )?{_DIRECTION}(?:discards?|dropped packets|discarded packets|packet drops?){_COUNT}{_AFTER}|(?:{_PORT}|{_WAYS}) drops",
    ),
    (
        "interface_rate",
        rf"(?:{_PORT} )?{_DIRECTION}(?:(?:traffic|data) )?(?:traffic|throughput|bandwidth(?:{_USE})|octets?|rates?) in {_BITS}"
        rf"|(?:{_PORT} )?{_DIRECTION}(?:(?:traffic|octets?|bits?|byte|data) )?rates?|(?:{_PORT} )?(?:bandwidth{_USE}|throughput)"
        rf"|(?:in )?{_BITS}",
    ),
    ("interface_flaps", rf"{_PORT} (?:flap(?: ?counts?|s)?|transitions?)|carrier transitions?"),
    ("flaps", r"flaps|flap ?counts?"),
    ("interface_last_change", rf"(?:{_PORT} )?last (?:state )?changes?(?: times?)?"),
    ("interface_speed", rf"(?:{_PORT} )?(?:link |port )?speeds?"),
    (
        "interface_mac",
        rf"(?:{_PORT} )?(?:mac|hardware) address(?:es)? of (?:the |all |every |each )?(?:its )?{_PORT}|{_PORT} (?:mac|hardware) address(?:es)?|hw[ -]mac",
    ),
    (
        "interface_addresses",
        rf"(?:{_PORT} )?ip(?:v4|v6)? ?address(?:es|ing)?(?: (?:of|on|per|for) (?:the |all |every |each |its )*{_PORT})?|{_PORT} address(?:es)?|address(?:es)? (?:of|on|per|for) (?:the |all |every |each |its )*{_PORT}",
    ),
    ("interface_mtu", rf"(?:{_PORT} )?mtus?(?: sizes?)?"),
    ("description", r"descriptions?"),
    ("interface_description", rf"{_PORT} descriptions?"),
    ("lldp_neighbors", r"lldp(?: (?:neighbou?r|peer|adjacency|adjacencie)s?)?(?: (?:information|info|tables?|data))?"),
    ("isis_adjacencies", rf"is ?is(?: {_NEIGHBOR})?{_STATE}"),
    ("ospf_neighbors", rf"ospf(?:v2)?(?: {_NEIGHBOR})?{_STATE}"),
    (
        "ospf_interfaces",
        rf"ospf(?:v2)? (?:enabled )?(?:{_PORT})(?: (?:costs?|metrics?|areas?))*|ospf (?:costs?|metrics?)|(?:{_PORT}|links?) (?:that )?(?:run|running|in|with) ospf",
    ),
    ("bfd_sessions", rf"bfd(?: {_NEIGHBOR})?{_STATE}"),
    ("routes", rf"(?:(?:ipv4|ip|v4)(?: unicast)? )?(?:{_SUMMED}|{_ROUTES} (?:counts?|totals?))"),
    ("routes_ipv6", rf"(?:ipv6|v6)(?: unicast)? (?:{_SUMMED}|{_ROUTES} (?:counts?|totals?))"),
    ("route_table", rf"{_WHOLE}(?:(?:ipv4|ip|v4)(?: unicast)? )?(?:{_TABLE}|{_ROUTES})"),
    ("route_table_ipv6", rf"{_WHOLE}(?:ipv6|v6)(?: unicast)? (?:{_TABLE}|{_ROUTES})"),
    ("arp", r"arp(?: (?:tables?|entries|entry|caches?|neighbou?rs?))?"),
    ("mac_table", r"mac(?: address(?:es)?)? (?:tables?|entries)|mac addresses(?: learned)?|bridge tables?"),
    ("instances", r"(?:network instances?|vrfs?)(?: (?:oper )?stat(?:es?|us(?:es)?))?"),
    ("cpu", rf"(?:control(?: plane)? )?(?:cpu|processor){_USE}"),
    ("cpu_average", rf"average (?:cpu|processor){_USE}|(?:cpu|processor)(?: load)? averages?"),
    ("memory", rf"(?:memory|mem|ram){_USE}"),
    ("memory_free", r"(?:free|available) (?:memory|mem|ram)|(?:memory|mem|ram)(?: is| are)? (?:free|available|left)"),
    (
        "version",
        r"(?:software |os |firmware |image |srl |sr linux |nos )?(?:versions?|releases?)|(?:running )?(?:software|firmware)",
    ),
    ("host_name", r"host ?names?|system names?"),
    (
        "clock",
        r"(?:system |device |node |router )?(?:clocks?|date and time|current (?:date|time|datetime)|system time|local time)",
    ),
    ("ntp", r"ntp(?: (?:stat(?:e|us)|sync(?:hroni[sz]ation)?(?: stat(?:e|us))?|synced|peers?|servers?))?"),
    (
        "chassis",
        r"(?:chassis|hardware|platform|device) (?:types?|models?)|serial numbers?|(?:chassis )?(?:inventory)|chassis",
    ),
    ("uptime", r"(?:system |node |device )?(?:up ?times?|boot(?: up)? times?|last boot(?:ed)?(?: times?)?)"),
    ("system", r"(?:system|device|node) (?:info(?:rmation)?|details|facts)"),
    ("applications", r"(?:applications?|apps?|process(?:es)?)(?: stat(?:es?|us(?:es)?))?"),
)
