"""The columns that people name: by which words, of which topic, and under which leaves rows have them. Pure."""

import re
from typing import Final

NAMED: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("local port", r"local (?:port|interface)s?(?: ?names?)?", "", "interface"),
    ("router id", r"router ids?", "", "router-id"),
    ("oper state", r"oper(?:ational)? ?(?:stat(?:e|us))?", "interface_state", "oper-state oper-status"),
    ("admin state", r"admin(?:istrative)? ?(?:stat(?:e|us))?", "interface_admin_state", "admin-state admin-status"),
    ("description", r"descriptions?", "", "description"),
    ("group", r"peer[ -]groups?", "bgp_peer_group", "peer-group"),
    ("mtu", r"mtus?(?: sizes?)?", "interface_mtu", "mtu"),
    ("speed", r"(?:port |link )?speeds?", "interface_speed", "port-speed speed"),
    ("mac", r"mac(?: address(?:es)?)?|hardware address(?:es)?", "interface_mac", "hw-mac-address"),
    ("area", r"areas?(?: ids?)?", "", "area area-id"),
    ("preference", r"preferences?|(?:admin(?:istrative)? )?distances?", "", "preference"),
    ("next hop", r"next[ -]?hops?", "", "next-hop"),
    ("out interface", r"(?:out(?:going)?|egress|exit) (?:interface|port)s?", "", "out-interface"),
    ("protocol", r"(?:routing )?(?:protocols?|owners?|sources?|origins?)|(?:route )?types?", "", "route-type route-owner protocol"),
    ("uptime", r"up ?times?|ages?", "", "established-for peer-uptime uptime unchanged-for"),
    ("received", r"(?:received|learned) (?:prefix(?:es)?|routes?)(?: counts?)?|prefix(?:es)? (?:received|counts?)|number of (?:received )?prefixes", "bgp_prefixes", "received-routes received"),
    ("sent", r"(?:sent|advertised) (?:prefix(?:es)?|routes?)|prefixes (?:sent|advertised)", "bgp_prefixes_sent", "sent-routes sent"),
    ("version", r"(?:software |os )?(?:versions?|releases?)", "version", "version software-version"),
    ("kernel", r"kernels?(?: versions?)?", "version", "kernel"),
    ("level", r"levels?", "", "adjacency-level level"),
    ("cpu", r"cpu(?: (?:usage|load|utili[sz]ation))?", "cpu", "cpu-percent instant"),
    ("memory", r"mem(?:ory)?(?: (?:usage|use|utili[sz]ation))?", "memory", "memory-percent utilization"),
    ("in octets", r"(?:in|input|received?|rx|ingress|incoming)[ -](?:octets|bytes|traffic)", "interface_octets", "in-octets"),
    ("out octets", r"(?:out|output|sent|tx|egress|outgoing)[ -](?:octets|bytes|traffic)", "interface_octets", "out-octets"),
    ("in rate", r"(?:in|input|rx|ingress)[ -](?:bit )?(?:rates?|bps)", "interface_rate", "in-bps in-mbit/s"),
    ("out rate", r"(?:out|output|tx|egress)[ -](?:bit )?(?:rates?|bps)", "interface_rate", "out-bps out-mbit/s"),
    ("errors", r"(?:total )?errors?(?: counts?| counters?)?", "interface_errors", "in-error-packets in-errors out-error-packets out-errors"),
    ("discards", r"(?:total )?(?:discards?|drops)(?: counts?| counters?)?", "interface_discards", "in-discarded-packets in-discards out-discarded-packets out-discards"),
    ("flaps", r"(?:carrier )?(?:transitions|flaps)", "", "carrier-transitions established-transitions"),
    ("system name", r"(?:remote |neighbou?r )?system[ -]?names?|remote (?:hosts?|systems?|devices?)", "lldp_neighbors", "system-name"),
    ("port id", r"(?:remote |neighbou?r )?ports? ?ids?|remote (?:ports?|interfaces?)", "lldp_neighbors", "port-id"),
    ("time", r"time ?stamps?|time|date", "", "time"),
    ("node", r"(?:host ?|node |device |router |switch )?names?|host ?names?|nodes?|devices?|routers?|switch(?:es)?|host", "", "node"),
    ("neighbor", r"(?:neighbou?r|peer)(?:'s)? ?(?:ids?|ips?|address(?:es)?|names?)|neighbou?rs?|peers?", "", "peer-address neighbor-address router-id neighbor-system-id remote-address peer"),
    ("interface", r"(?:interface|port)(?: ?names?)?s?", "", "interface interface-name"),
    ("state", r"(?:session |adjacency )?stat(?:e|us)s?", "", "session-state adjacency-state state oper-state oper-status"),
    ("as", r"(?:(?:peer|remote|neighbou?r)(?:'s)? )?as(?:n| ?numbers?)?s?", "bgp_peer_as", "peer-as"),
    ("cost", r"(?:ospf )?costs?", "ospf_interfaces", "metric"),
    ("metric", r"metrics?", "", "metric"),
    ("prefix", r"prefix(?:es)?|destinations?|networks?", "", "ipv4-prefix ipv6-prefix ip-prefix"),
    ("octets", r"(?:traffic|octets|bytes)", "interface_octets", "in-octets out-octets"),
    ("rate", r"(?:bit )?rates?|bandwidth|throughput", "interface_rate", "in-bps out-bps in-mbit/s out-mbit/s"),
    ("count", r"counts?|numbers?", "", "count"),
    ("routes", r"(?:route|routes) counts?|routes|number of routes", "", "active-routes total-routes"),
    ("address", r"(?:ip(?:v[46])? )?address(?:es)?|ips?", "", "ip-prefix"),
    ("usage", r"usage|use|load|utili[sz]ation|percent(?:age)?", "", "cpu-percent instant memory-percent utilization in-bps out-bps"),
    ("amount", r"amounts?", "", "received-routes received sent-routes sent active-routes installed instant cpu-percent utilization memory-percent in-bps out-bps in-mbit/s out-mbit/s carrier-transitions established-transitions in-octets out-octets in-error-packets out-error-packets in-errors out-errors in-discarded-packets out-discarded-packets in-discards out-discards metric mtu"),
)  # fmt: skip
"""Name, words, the topic that has it where that is one, and the leaves of all models that it stands for."""

LEAVES: Final = {name: tuple(leaves.split()) for name, _, _, leaves in NAMED}

ANY: Final = rf"(?:the )?(?:{'|'.join(f'(?:{words})' for _, words, _, _ in NAMED)})"
"""One column by any of its words."""

LIST: Final = rf"{ANY}(?:(?:\s?,\s?(?:and |& ?)?|\s?(?:and|&|\+|/)\s?|\s){ANY}){{0,9}}"
"""Some of them."""

_ONE: Final = tuple(
    (name, re.compile(rf"(?:the )?(?:{words})$", re.IGNORECASE), topic) for name, words, topic, _ in NAMED
)


def column(text: str) -> tuple[str, str]:
    """The column that some words name, and its topic; empty where they name none."""
    plain = " ".join(text.split())
    return next(((name, topic) for name, words, topic in _ONE if words.match(plain)), ("", ""))


_NEXT: Final = re.compile(rf"{ANY}(?![\w-])", re.IGNORECASE)


def column_list(text: str) -> tuple[str, ...]:
    """The columns that a list names, in its order."""
    found: list[str] = []
    for part in re.split(r"\s?(?:,|\band\b|&|\+|/)\s?", text):
        whole = column(part)[0]
        names = [whole] if whole else [column(one[0])[0] for one in _NEXT.finditer(part)]
        found += [name for name in names if name]
    return tuple(dict.fromkeys(found))
