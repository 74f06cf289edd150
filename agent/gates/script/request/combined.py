"""Tokens that mean something together: what a word is by the words around it. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from agent.gates.script.request.shapes import is_whole, says
from agent.gates.script.request.tokens import Token

_ROUTE_TABLES: Final = ("route_table", "route_table_ipv6")
_BGP_ROUTES: Final = "bgp ipv4|ipv6? route | route learned|learnt|received"


def combined(found: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens of a request, each as what it is beside the others."""
    for step in (
        _left_out,
        _reached,
        _able,
        _by_way,
        _bgp_table,
        _peer_ages,
        _acts,
        _flapping,
        _told,
        _spans,
        _owners,
        _ages,
        _columns,
        _rates,
        _receives,
        _own_macs,
        _beside_protocols,
        _of_vnis,
        _evpn,
    ):
        found = step(found)
    return tuple(found)


def _own_macs(found: Sequence[Token]) -> Sequence[Token]:
    """`the MAC addresses of all hosts` are their interfaces' own."""
    asked = [token.value for token in found if token.type in ("node", "role")]
    if any(token.value == "mac_table" for token in found):  # its rows have their ports
        found = [token for token in found if not (token.type == "entity" and token.value == "interface")]
    if any(token.type == "column_test" and token.value.startswith("link-layer") for token in found):  # what its row has
        found = [token for token in found if not is_whole(token.text, "the? vlan|port|interface|switch|leaf")]
    return [
        replace(token, value="interface_mac")
        if token.value == "mac_table" and set(asked) == {"host"} and is_whole(token.text, "mac addresses")
        else token
        for token in found
    ]


_OF_VNIS: Final = "remote | remote? vtep|vteps | 'macs | number of | how many"


def _bgp_table(found: Sequence[Token]) -> Sequence[Token]:
    """`BGP routes with their AS path` are those of its table, and no count of each neighbor."""
    if not any(token.type == "topic" and token.value == "bgp_routes" for token in found):
        return found
    return [token for token in found if not (token.value == "bgp_prefixes" and is_whole(token.text, _BGP_ROUTES))]


def _of_vnis(found: Sequence[Token]) -> Sequence[Token]:
    """`VNIs with the number of MACs and remote VTEPs`: all that is in a VNI's row."""
    if not any(token.value == "vxlan_vnis" for token in found):
        return found
    return [
        token for token in found if not (token.type in ("topic", "count", "unknown") and is_whole(token.text, _OF_VNIS))
    ]


def _beside_protocols(found: Sequence[Token]) -> Sequence[Token]:
    """`BGP IPv6 neighbors` are sessions of that family; a router id beside OSPF's neighbors is theirs."""
    held = {token.value for token in found if token.type == "topic"}
    made: list[Token] = []
    for token in found:
        if token.value == "nd" and any(name.startswith("bgp_") for name in held) and says(token.text, "neighbor"):
            made += [replace(token, type="family", value="ipv6"), replace(token, type="entity", value="neighbor")]
        elif token.value == "bgp_local" and "ospf_neighbors" in held and is_whole(token.text, "router id"):
            made.append(replace(token, type="column", value="neighbor"))
        else:
            made.append(token)
    return made


def _evpn(found: Sequence[Token]) -> Sequence[Token]:
    """`evpn: is the session … established` is of that family's sessions."""
    alone = [token for token in found if token.type == "missing" and token.text.lower() == "evpn"]
    sessions = any(token.value in ("neighbor", "bgp_session_state") for token in found)
    others = any(token.type == "topic" and token.value != "bgp_session_state" for token in found)
    if not alone or not sessions or others:
        return found
    return [replace(token, type="topic", value="evpn_sessions") if token in alone else token for token in found]


def _has(found: Sequence[Token], *kinds: str) -> bool:
    return any(token.type in kinds for token in found)


def _left_out(found: Sequence[Token]) -> Sequence[Token]:
    """`r1 (not r2)`: a node that is left out, where another is asked."""
    return [
        replace(token, type="except", value="beside")
        if token.type == "not"
        and after is not None
        and after.type == "node"
        and token.is_beside(after)
        and before
        and before.type in ("node", "role")
        else token
        for before, token, after in zip([None, *found], found, [*found[1:], None], strict=False)
    ]


def _other_release(found: Sequence[Token]) -> Sequence[Token]:
    """`compare the version with 24.10.1, print those that differ`: another release, and no change of one."""
    differs = [
        token for token in found if token.type == "event" and is_whole(token.text, "'differs|'differ | different from?")
    ]
    if not differs or not _has(found, "release"):
        return found
    made: list[Token] = []
    for token in found:
        if token.type == "release":
            made.append(replace(token, type="compare", value="!="))
        made += [] if token in differs else [token]
    return made


_ABLE: Final = frozenset(
    ("version", "models", "model", "encodings", "encoding", "supported", "support", "organization", "name")
)


def _able(found: Sequence[Token]) -> Sequence[Token]:
    """Of capabilities the version, the models and the encodings are all that there is."""
    if not any(token.value == "capabilities" for token in found):
        return found
    return [
        token
        for token in found
        if not (token.text.lower() in _ABLE or (token.type == "topic" and token.value in ("version", "chassis")))
    ]


def _reached(found: Sequence[Token]) -> Sequence[Token]:
    """Whether nodes answer at all: `which are unreachable?`, `print up or down`."""
    if not any(token.value == "reachable" for token in found):
        return found
    made: list[Token] = []
    checks = _has(found, "check")
    told = False
    for before, token, after in zip([None, *found], found, [*found[1:], None], strict=False):
        if token.type == "topic" and token.value == "reachable":
            denied = is_whole(token.text, "unreachable") or (before is not None and before.type == "not")
            made = made[:-1] if before is not None and before.type == "not" else made
            made.append(token)
            made += [replace(token, type="way", value=way) for way, words in _WAYS if says(token.text, words)]
            if denied or (checks and not told):
                made.append(replace(token, type="state", value="down" if denied else "up"))
            told = True
        elif (
            (token.type == "event" and is_whole(token.text, "up / down | up or down"))
            or (token.type == "state" and checks)
            or (
                token.type == "state"
                and {token.value, *(one.value for one in (before, after) if one)} >= {"up", "down"}
            )
        ):
            continue
        elif not (token.type == "entity" and token.value == "state"):
            made.append(token)
    both = [token for token in made if token.type == "state" and token.text.lower() in ("unreachable", "reachable")]
    told_apart = len({token.value for token in both}) < sum(token.value == "reachable" for token in found)
    return [token for token in made if not (told_apart and token in both and not checks)]


_WAYS: Final = (("gnmi", "gnmi"), ("cli", "ssh"))


def _by_way(found: Sequence[Token]) -> Sequence[Token]:
    """`with only ssh`: a way, and no choice of rows."""
    return [
        token
        for token, after in zip(found, [*found[1:], None], strict=False)
        if not (token.type == "only" and after and after.type in ("way", "on_change"))
    ]


def _peer_ages(found: Sequence[Token]) -> Sequence[Token]:
    """`bgp peers with AS and uptime`: how long each is up, and not its node."""
    peers = any(token.type == "topic" and token.value.startswith("bgp_") for token in found)
    peers = peers and not any(token.value in ("version", "cpu", "memory", "host_name", "chassis") for token in found)
    return [
        replace(token, value="bgp_last_established")
        if peers and token.type == "topic" and token.value == "uptime" and is_whole(token.text, "uptime|up_time")
        else token
        for token in found
    ]


def _acts(found: Sequence[Token]) -> Sequence[Token]:
    """`restarts leaf1` is done to it, `leaf1 restarts` happens."""
    made = list(found)
    for place, token in enumerate(found):
        if token.type != "event" or not is_whole(token.text, "'reboots|'restarts|'reloads|'resets"):
            continue
        after = found[place + 1] if place + 1 < len(found) else None
        beside = after is not None and after.start == token.start + len(token.text) + 1
        happens = bool(place) and found[place - 1].type in ("node", "role", "when")
        if after is not None and beside and (after.type in ("node", "role") or (after.type == "when" and not happens)):
            made[place] = replace(token, type="change")
    return made


def _flapping(found: Sequence[Token]) -> Sequence[Token]:
    """`when a BGP session flaps`: its state is asked for, and when that changes."""
    made: list[Token] = []
    whenever = False
    for token in found:
        whenever = whenever or token.type == "when"
        if whenever and token.type == "topic" and token.value in ("flaps", "bgp_flaps", "interface_flaps"):
            state = {"bgp_flaps": "bgp_session_state", "interface_flaps": "interface_state"}.get(token.value)
            made += [replace(token, value=state)] if state else []
            made.append(replace(token, type="event", value="change"))
        else:
            made.append(token)
    return made


def _told(found: Sequence[Token]) -> Sequence[Token]:
    """`tell me which ports are down` only asks; `tell me when one goes down` waits."""
    if _has(found, "when", "event", "stream", "on_change"):
        return found
    return [token for token in found if not (token.type == "alert" and token.value == "told")]


def _spans(found: Sequence[Token]) -> Sequence[Token]:
    """`less than 1 hour` is a limit, not how often."""
    made = list(found)
    for place, (before, token) in enumerate(pairwise(found), 1):
        if before.type == "compare" and token.type == "interval" and token.value == "bare":
            made[place] = replace(token, type="span")
    return made


_BARE: Final = {"bgp": "bgp", "ospf": "ospf", "is-is": "isis", "isis": "isis"}
"""A protocol by its bare name is, beside routes, whose they are."""

_LEARNED: Final = "route learned|learnt|received? via|by|from|through bgp"


def _owners(found: Sequence[Token]) -> Sequence[Token]:
    """`BGP routes` beside a route table are those of its routes; `static routes` are a route table."""
    counted = _has(found, "count", "compare") or any(token.value == "neighbor" for token in found)
    if not counted:
        found = [
            replace(token, type="owner", value="bgp")
            if token.type == "topic" and is_whole(token.text, _LEARNED)
            else token
            for token in found
        ]
    tables = any(token.type == "topic" and token.value in _ROUTE_TABLES for token in found)
    if any(token.type == "topic" and token.value in (*_ROUTE_TABLES, "routes", "routes_ipv6") for token in found):
        found = [
            replace(token, type="owner", value=_BARE[token.text.lower()])
            if token.type == "topic" and token.text.lower() in _BARE
            else token
            for token in found
        ]
    hops = any(token.type == "column" and token.value == "next hop" for token in found)
    made: list[Token] = []
    for token in found:
        if hops and token.type == "topic" and token.text.lower() == "bgp":
            continue
        if hops and not tables and token.type in ("topic", "owner") and token.value in ("bgp_prefixes", "bgp"):
            made += [replace(token, type="topic", value="route_table"), replace(token, type="owner", value="bgp")]
            tables = True
            continue
        if tables and token.type == "topic" and token.value == "bgp_prefixes" and is_whole(token.text, _BGP_ROUTES):
            made.append(replace(token, type="owner", value="bgp"))
            continue
        if token.type == "owner" and token.value != "active" and not tables:
            made.append(replace(token, type="topic", value=_ROUTE_TABLES["ipv6" in token.text.lower()]))
        made.append(token)
    return made


def _ages(found: Sequence[Token]) -> Sequence[Token]:
    """`since how long is each BGP neighbor established`: since when, of what is named."""
    if not _has(found, "age"):
        return found
    topics = {token.value for token in found if token.type == "topic"}
    entities = {token.value for token in found if token.type == "entity"}
    down = any(token.type == "state" and token.value == "down" for token in found)
    past = any(token.type == "age" and token.value == "past" for token in found)
    ports = "interface_state" in topics or "interface" in entities or _has(found, "interface")
    if past or _has(found, "stream", "on_change", "event") or (down and not ports):
        return [replace(token, type="unknown", value=token.text) if token.type == "age" else token for token in found]
    if "bgp_session_state" in topics or (topics <= {"bgp_last_established"} and "neighbor" in entities):
        topic, good = "bgp_last_established", {"established", "up"}
    elif not topics - {"interface_state"} and ports:
        topic, good = "interface_last_change", {"up", "down", "oper-up", "oper-down"}
    elif topics <= {"uptime", "version", "host_name", "system", "cpu", "memory"} and not entities:
        topic, good = "uptime", {"up"}
    else:
        return [replace(token, type="unknown", value=token.text) if token.type == "age" else token for token in found]
    kept = [token for token in found if not (token.type == "state" and token.value in good) and token.text != "came"]
    return [replace(token, type="topic", value=topic, number=1) if token.type == "age" else token for token in kept]


def _columns(found: Sequence[Token]) -> Sequence[Token]:
    """Of neighbors by LLDP a `system name` is the neighbor's."""
    held = {token.value for token in found if token.type == "topic"}
    ports = any(token.value == "interface" for token in found) or any(name.startswith("interface_") for name in held)
    if ports and not held & {"arp", "mac_table", "lldp_neighbors"}:
        found = [
            replace(token, type="topic", value="interface_mac")
            if (token.type, token.value) == ("column", "mac")
            else token
            for token in found
        ]
    if "isis_adjacencies" in held and "lldp_neighbors" not in held:  # the neighbor is a system
        return [
            replace(token, value="neighbor") if (token.type, token.value) == ("column", "remote system") else token
            for token in found
        ]
    if "lldp_neighbors" not in held:
        return found
    return [
        replace(token, type="column", value="remote system")
        if token.type == "topic" and token.value == "host_name" and token.text.lower().startswith("system")
        else token
        for token in found
    ]


def _rates(found: Sequence[Token]) -> Sequence[Token]:
    """`the traffic, as a rate`: traffic is what the rate is of; `the traffic in bytes` is no way."""
    if any(token.type == "topic" and token.text.lower().endswith("traffic") for token in found):
        found = [token for token in found if not (token.type == "topic" and is_whole(token.text, "in bytes|octets"))]
    if not any(token.type == "topic" and token.value == "interface_rate" for token in found):
        return found
    return [
        token
        for token in found
        if not (token.type == "topic" and token.value == "interface_octets" and token.text.lower().endswith("traffic"))
    ]


def _receives(found: Sequence[Token]) -> Sequence[Token]:
    """`the prefixes that leaf1 receives`: the node does, not a neighbor of it."""
    taken = any(
        token.type == "direction" and token.text.lower().startswith("receive") and before.type in ("node", "role")
        for before, token in pairwise(found)
    )
    if taken and any(token.value in ("neighbor", "bgp_session_state") for token in found):
        found = [
            replace(token, value="bgp_prefixes")
            if token.type == "topic" and token.value == "route_table" and token.text.lower() == "routes"
            else token
            for token in found
        ]
    if not any(token.type == "topic" and token.value == "bgp_prefixes" for token in found):
        return found
    return [
        token
        for before, token in zip([None, *found], found, strict=False)
        if not (token.type == "direction" and token.value == "in" and before and before.type in ("node", "role"))
    ]
