"""What a request is about: topics, nodes, interfaces, neighbors, of whom and of what. Pure."""

from collections.abc import Sequence
from typing import Final

from agent.gates.script.request.shapes import is_whole, says, without
from agent.gates.script.request.tokens import Token
from agent.gates.script.request.whom import Subjects, asks_apart, pairs_of, read_nodes
from clab.topics import BY_NAME

_NEIGHBORS: Final = frozenset(
    name for name, topic in BY_NAME.items() if topic.entity == "neighbor" and not name.startswith("bgp_description")
)
_PORTS: Final = frozenset(
    name
    for name, topic in BY_NAME.items()
    if ("[interface-name=" in topic.sr_linux or "/interface[name=" in topic.sr_linux) and name != "ospf_interfaces"
)
_COUNTABLE: Final = ("route_table", "route_table_ipv6")
_ANY: Final = frozenset(BY_NAME)
_LLDP: Final = frozenset(("lldp_neighbors",))
_COLUMNS: Final = {
    "next hop": frozenset(_COUNTABLE),
    "neighbor": _NEIGHBORS,
    "area": frozenset(("ospf_interfaces", "ospf_neighbors")),
    "cost": frozenset(("ospf_interfaces", *_COUNTABLE)),
    "mac": frozenset(("arp", "nd", "interface_mac")),
    "kernel": frozenset(("version", "system")),
    "interface": _PORTS | frozenset(("ospf_interfaces", "ospf_neighbors", "isis_adjacencies")),
    "level": frozenset(("isis_adjacencies",)),
    "mlag": frozenset(("mlag",)),
    "local port": _LLDP,
    "remote system": _LLDP,
    "remote port": _LLDP,
    "chassis": _LLDP,
}
"""Columns that only some topics have."""


_TESTED: Final = {
    "evpn-type": "evpn_routes", "lsa-type": "ospf_database", "peer-as": "bgp_peer_as", "description": "description", "peer-group": "bgp_peer_group",
}  # fmt: skip
"""Topics that a test of a column needs."""


def subjects(
    found: Sequence[Token],
    *,
    has_commands: bool = False,
    wanted: Sequence[str] = (),
    grouped: bool = False,
    compared: bool = False,
    counted: bool = False,
) -> Subjects:
    """What the tokens are about; `wanted` are topics that something else of the request needs."""
    made = Subjects(topics=list(wanted))
    read_nodes(found, made)
    made.interfaces = tuple(
        dict.fromkeys(name for token in found if token.type == "interface" for name in token.value.split())
    )
    made.addresses = tuple(dict.fromkeys(token.value for token in found if token.type == "address"))
    made.instance = next((token.value for token in found if token.type == "instance"), "")
    _topics(found, made, has_commands=has_commands, grouped=grouped, counted=counted)
    made.pairs = pairs_of(found)
    made.between = () if compared else made.between
    _peers(found, made)
    made.family = _family(found, made)
    _direction(found, made)
    made.apart = asks_apart(found)
    made.left += [
        token.text for token in found if token.type == "column" and not _COLUMNS.get(token.value, _ANY) & {*made.topics}
    ]
    peers = any(token.value == "neighbor" or token.value in _NEIGHBORS - {"bgp_peer_as"} for token in found)
    if not peers:  # `the AS numbers of r1 and r2` are their own
        made.left += [token.text for token in found if token.value == "bgp_peer_as" and is_whole(token.text, "as|asn")]
    own = "isis_adjacencies" if "isis_adjacencies" in made.topics else ""
    said_bgp = any(token.type == "topic" and says(token.text, "bgp") for token in found)
    if own and "bgp_timers" in made.topics and not said_bgp:
        made.topics[made.topics.index("bgp_timers")] = "isis_timers"
    if "bgp_timers" in made.topics and not any(token.type == "topic" and says(token.text, "bgp") for token in found):
        made.missing += [
            f"{token.text} of {other.replace('_', ' ')}"
            for token in found
            if token.type == "topic" and token.value == "bgp_timers"
            for other in made.topics
            if other in ("isis_adjacencies", "ospf_neighbors", "bfd_sessions", "lldp_neighbors")
        ]
    for place, token in enumerate(found):
        if token.type == "except" and (
            place + 1 == len(found) or found[place + 1].type not in ("node", "role", "owner")
        ):
            made.left.append(token.text)
    if made.interfaces and not set(made.topics) & _PORTS:
        made.left += made.interfaces
    called = all(token.number for token in found if token.type == "address")
    if made.addresses and not (made.nodes or called):  # of a node, or of a neighbor of all nodes
        made.left += made.addresses
    if made.addresses and not all(name.startswith("bgp") or name == "bfd_sessions" for name in made.topics):
        made.left += made.addresses
    if made.instance and not all("/network-instance[name=*]" in BY_NAME[name].sr_linux for name in made.topics):
        made.left.append(made.instance)
    return made


def _named(found: Sequence[Token]) -> list[str]:
    return list(dict.fromkeys(name for token in found if token.type == "node" for name in token.value.split()))


_OF_PEERS: Final = _NEIGHBORS | {"bgp_routes"}


def _peers(found: Sequence[Token], made: Subjects) -> None:
    """`the session between leaf3 and spine2` is asked of one end, and told of the other; routes that a node learns from
    another, or from an address, are its BGP routes of that."""
    ends = [token.text for token in found if token.type == "pair"]
    made.left += ends[1:]  # `between r1 and r2 and between r3 and r4`
    one = any(token.type == "pair" and token.value == "from" for token in found)
    one = one or any(token.type == "address" and token.number > 1 for token in found)
    counted = any(token.type == "count" or (token.type == "topic" and says(token.text, "STATISTIC")) for token in found)
    told = [token.text for token in found if token.type == "topic" and token.value == "bgp_prefixes"]
    if one and told and not counted and set(made.topics) == {"bgp_prefixes"}:
        made.topics = ["bgp_routes"]
    if made.between and one and made.topics and set(made.topics) <= {"route_table", "bgp_routes"}:
        made.topics = ["bgp_routes"]
    if made.peers and not (made.topics and set(made.topics) <= _OF_PEERS):
        made.left += made.peers
    if made.between and made.topics and set(made.topics) <= _OF_PEERS and len(made.nodes) > 1:
        place = next(k for k, token in enumerate(found) if token.type == "pair")
        before, after = _named(found[:place]), _named(found[place:])
        if found[place].value == "between" and not before:
            before, after = after[:1], after[1:]
        if not before or not after or set(before) & set(after):  # `learned from r2 on r1`: who is asked?
            made.left += [*before, *after]
        made.nodes, made.peers, made.between = tuple(before), tuple(after), ()


def _family(found: Sequence[Token], made: Subjects) -> str:
    """Which addresses, where one family is said and no topic has it by itself."""
    said = {token.value for token in found if token.type == "family"}
    for token in found:
        if token.type == "topic" and token.value == "interface_addresses":
            said |= {family for family in ("ipv4", "ipv6") if family[2:] in token.text.lower()}
    named = "interface_addresses" in made.topics or any(
        token.type == "topic" and says(token.text, "bgp|prefix") for token in found
    )
    if (
        len(said) == 1
        and named
        and {"interface_addresses", "bgp_session_state", "bgp_prefixes", "bgp_summary"} & set(made.topics)
    ):
        return said.pop()
    if said != {"ipv4"} or not {"route_table", "routes"} & set(made.topics):
        made.left += [token.text for token in found if token.type == "family"] if len(said) == 1 else []
    return ""


def _topics(found: Sequence[Token], made: Subjects, *, has_commands: bool, grouped: bool, counted: bool) -> None:
    names = [*made.topics, *(token.value for token in found if token.type == "topic")]
    counts = counted or any(token.type == "count" for token in found)
    counts = counts and not grouped and not any(token.type == "owner" for token in found)
    if grouped:
        names = [{"routes": "route_table", "routes_ipv6": "route_table_ipv6"}.get(name, name) for name in names]
    names = [_plain(name, counts) for each in names for name in _split(each)]
    entities = [token for token in found if token.type == "entity"]
    _with_flaps(found, names, made)
    _with_description(entities, names, made)
    if "bgp_summary" in names:
        names = [name for name in names if name != "bgp_session_state"]
    if any(name.startswith("bgp_") and name != "bgp_session_state" for name in names) and not _state_said(found):
        names = [name for name in names if name != "bgp_session_state"]
    if not has_commands:
        _from_entities(entities, names, made)
    tested = [token.value.partition("|")[0].split() for token in found if token.type == "column_test"]
    names += [_TESTED[leaf] for leaves in tested for leaf in leaves if leaf in _TESTED]
    if any("link-layer-address" in leaves for leaves in tested) and "arp" not in names:
        names.append("mac_table")
    if "description" in names:
        _with_description(entities, names, made)
    if "reachable" in names and len(set(names)) > 1:
        made.left += [token.text for token in found if token.value == "reachable"]
    if "interface_last_change" in names and not _of_ports(found, names, made):
        names.remove("interface_last_change")
        made.left += [token.text for token in found if token.value == "interface_last_change"]
    if not names and any(token.type == "event" and says(token.text, "reboot|restart|reload") for token in found):
        names.append("uptime")
    made.topics = list(dict.fromkeys(names))


def _of_ports(found: Sequence[Token], names: Sequence[str], made: Subjects) -> bool:
    """Whether a last change is one of an interface, and not of a session that stands beside it."""
    others = [name for name in names if name != "interface_last_change"]
    ports = bool(made.interfaces) or any(token.value == "interface" for token in found)
    return ports or not others or any(BY_NAME[name].entity == "interface" for name in others if name in BY_NAME)


def _state_said(found: Sequence[Token]) -> bool:
    """Whether a session's state is asked for, and not only whose numbers are."""
    asked = [token.text.lower() for token in found if token.type == "topic" and token.value == "bgp_session_state"]
    stated = any(says(text, "STATUS_WORD") for text in asked) or any(
        token.type == "entity" and token.value == "state" for token in found
    )
    return stated or any(token.type == "state" for token in found)


_BOTH: Final = {
    "both_states": ("interface_state", "interface_admin_state"),
    "interface_brief": ("interface_state", "interface_addresses"),
    "received_and_active": ("bgp_prefixes", "bgp_prefixes_active"),
    "received_active_sent": ("bgp_prefixes", "bgp_prefixes_active", "bgp_prefixes_sent"),
    "received_and_sent": ("bgp_prefixes", "bgp_prefixes_sent"),
}
"""Words that stand for two topics."""


def _split(name: str) -> tuple[str, ...]:
    return _BOTH.get(name, (name,))


def _plain(name: str, counts: bool) -> str:
    """`how many routes`, not all of them."""
    return {"route_table": "routes", "route_table_ipv6": "routes_ipv6"}[name] if counts and name in _COUNTABLE else name


def _with_description(entities: Sequence[Token], names: list[str], made: Subjects) -> None:
    """A bare `description` is one of what the request is about."""
    while "description" in names:
        place = names.index("description")
        ports = set(names) & _PORTS or made.interfaces or any(token.value == "interface" for token in entities)
        peers = set(names) & _NEIGHBORS or any(token.value == "neighbor" for token in entities)
        if bool(ports) == bool(peers):
            names.pop(place)
            made.left.append("description")
        else:
            names[place] = "interface_description" if ports else "bgp_description"


def _with_flaps(found: Sequence[Token], names: list[str], made: Subjects) -> None:
    """`flaps` of what is named: a device's own counter, or changes of a state that are counted here."""
    while "flaps" in names:
        names.remove("flaps")
        counted = any(token.type == "count" for token in found)
        of_ports = set(names) & _PORTS or any(token.type == "entity" and token.value == "interface" for token in found)
        if counted and {"interface_state", "bgp_session_state"} & set(names):
            made.tallied = True
            continue
        if of_ports and "bgp_session_state" not in names:
            names.append("interface_flaps")
        elif "bgp_session_state" in names or not names:
            names.append("bgp_flaps")
        else:
            made.left.append("flaps")


def _from_entities(entities: Sequence[Token], names: list[str], made: Subjects) -> None:
    """A bare word for what rows are about is a topic where no other is named."""
    for token in entities:
        if token.value == "interface" and not set(names) & {*_PORTS, "ospf_interfaces"}:
            names.append("interface_state")
        elif token.value == "neighbor" and not set(names) & {*_NEIGHBORS, "mlag"}:
            if says(token.text, "adjacency"):
                made.left.append(token.text)
            else:
                names.append("bgp_session_state")
    stated = any(token.value == "state" for token in entities)
    ports = set(names) & _PORTS
    if stated and ports and not any(BY_NAME[name].state for name in names if name in BY_NAME):
        names.append("interface_state")
    if made.interfaces and not names:
        names.append("interface_state")
    if not names and any(token.value == "state" for token in entities):
        made.left += [token.text for token in entities if token.value == "state"]


_WAYS: Final = (("in", "in|input|rx|ingress|incoming|receive"), ("out", "out|output|tx|egress|outgoing|transmit"))


def _ways_of(text: str) -> list[str]:
    """The ways that a topic's words say: in, out, or both."""
    text = without(text, "in !!BITS", "<traffic in !!bytes|octets")
    return [way for way, words in _WAYS if says(text, words)]


def _apart(found: Sequence[Token]) -> str:
    """`out errors on spine1, rx errors on leaf1`: one way of one node, the other of another."""
    said: dict[str, tuple[str, int]] = {}
    for place, token in enumerate(found):
        if token.type != "topic" or not token.value.startswith("interface_"):
            continue
        way = "".join(_ways_of(token.text))
        before = said.setdefault(token.value, (way, place))
        nodes = any(each.type in ("node", "role") for each in found[before[1] : place])
        if way and before[0] and way != before[0] and nodes:
            return token.text
    return ""


def _direction(found: Sequence[Token], made: Subjects) -> None:
    """Which way counters count, where only one is said."""
    said = [token.text for token in found if token.type == "topic" and token.value.startswith(("interface_", "optics"))]
    ways = {way for text in said for way in _ways_of(text)}
    ways |= {token.value for token in found if token.type == "direction"}
    apart = _apart(found)
    made.left += [apart] if apart else []
    numbered = any(BY_NAME[name].numbers for name in made.topics if name.startswith(("interface_", "optics")))
    if len(ways) == 1 and numbered:
        made.direction = "in" if "in" in ways else "out"
    elif ways and not numbered:
        made.left += [token.text for token in found if token.type == "direction"]
