"""BGP summaries as tables and as other makers' JSON, to observations. Pure.

TextFSM gives rows whose columns each template names in its own way (ntc-templates and ours); they mean the same.
A number in the state's column is the count of prefixes, and means that the session is up.
"""

import ipaddress
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from clab.units import SECOND_NS
from collectors.logs.fields import neighbor_name
from collectors.observations import RAW_LIMIT, BgpState, FsmState, NeighborFacts, Observation, PrefixCount

NEIGHBOR = ("neighbor", "bgp_neighbor", "bgp_neigh", "peer_ip", "peer")
STATE = ("state_or_prefixes_received", "state_pfxrcd", "state", "session_state")
PREFIXES = ("state_pfxrcd", "received", "prefixes_received")
PEER_AS = ("neighbor_as", "neigh_as", "peer_as", "remote_as")
_STATES: Mapping[str, FsmState] = {
    "established": "established",
    "estab": "established",
    "establ": "established",
    "idle": "idle",
    "connect": "connect",
    "active": "active",
    "opensent": "opensent",
    "openconfirm": "openconfirm",
}


def rows_to_observations(node: str, t_ns: int, rows: Sequence[Mapping[str, Any]]) -> tuple[Observation, ...]:
    """A summary table: each neighbor's state, its prefix count, and its AS."""
    return tuple(item for row in rows for item in _row(node, t_ns, row))


def _row(node: str, t_ns: int, row: Mapping[str, Any]) -> Iterator[Observation]:
    told = {str(key).lower(): value for key, value in row.items()}
    address = _first(told, NEIGHBOR)
    try:
        neighbor = str(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return
    word = _first(told, STATE)
    count = next((told[key] for key in PREFIXES if str(told.get(key, "")).isdigit()), None)
    count = word if word.isdigit() else count
    state: FsmState = "established" if word.isdigit() else _state(word)
    if not word and count is not None:
        state = "established"
    said = " ".join(f"{key}={value}" for key, value in told.items() if value)[:RAW_LIMIT]
    family = _family(str(told.get("afi") or told.get("address_family") or ""), neighbor)
    yield from _told(node, t_ns, neighbor, state, said)
    if count is not None and state == "established":
        yield PrefixCount(**_common(node, t_ns), neighbor=neighbor, afi=family, received=int(count), raw=said)
    remote = _first(told, PEER_AS)
    if remote.isdigit():
        yield NeighborFacts(**_common(node, t_ns), neighbor=neighbor, remote_as=int(remote), afis=(family,))


def _family(text: str, neighbor: str) -> str:
    """An address family in the words that all sources share."""
    plain = "".join(item for item in text.lower() if item.isalnum())
    names = {"l2vpnevpn": "l2VpnEvpn", "evpn": "l2VpnEvpn", "ipv6unicast": "ipv6Unicast", "ipv6": "ipv6Unicast"}
    names |= {"ipv4unicast": "ipv4Unicast", "ipv4": "ipv4Unicast"}
    return names.get(plain) or ("ipv6Unicast" if ":" in neighbor else "ipv4Unicast")


def _told(node: str, t_ns: int, neighbor: str, state: FsmState, said: str) -> Iterator[Observation]:
    yield BgpState(
        **_common(node, t_ns), neighbor=neighbor, state=state, kind="level", precision_ns=SECOND_NS, raw=said
    )


def _common(node: str, t_ns: int) -> dict[str, Any]:
    return {"node": node, "source": "snapshot", "seen_ns": t_ns, "received_ns": t_ns}


def _first(told: Mapping[str, Any], names: Sequence[str]) -> str:
    return next((str(told[name]).strip() for name in names if told.get(name)), "")


def _state(word: str) -> FsmState:
    plain = word.lower().split("(")[0].split("/")[0].strip()
    return _STATES.get(plain.split()[0] if plain else "", "down")


def eos_summary(node: str, t_ns: int, data: Any) -> tuple[Observation, ...]:
    """Arista's `show bgp summary | json` (and `show ip bgp summary | json`): `vrfs.<vrf>.peers.<address>`."""
    return tuple(_eos(node, t_ns, data)) if isinstance(data, Mapping) else ()


def _eos(node: str, t_ns: int, data: Mapping[str, Any]) -> Iterator[Observation]:
    vrfs = data.get("vrfs")
    for vrf, table in vrfs.items() if isinstance(vrfs, Mapping) else ():
        peers = table.get("peers") if isinstance(table, Mapping) else None
        for name, peer in peers.items() if isinstance(peers, Mapping) else ():
            if not isinstance(peer, Mapping):
                continue
            neighbor, state = neighbor_name(str(name)), _state(str(peer.get("peerState") or ""))
            said = f"show bgp summary: {name} {peer.get('peerState')} prefixReceived {peer.get('prefixReceived')}"
            common = {**_common(node, t_ns), "neighbor": neighbor, "vrf": str(vrf), "raw": said}
            yield BgpState(**common, state=state, kind="level", precision_ns=SECOND_NS)
            if isinstance(peer.get("prefixReceived"), int) and state == "established":
                family = "ipv6Unicast" if ":" in neighbor else "ipv4Unicast"
                yield PrefixCount(**common, afi=family, received=peer["prefixReceived"])
            remote = str(peer.get("peerAsn") or peer.get("asn") or "")
            if remote.isdigit():
                yield NeighborFacts(**common, remote_as=int(remote))
