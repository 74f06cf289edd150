"""FRR's `show bgp summary json` and `show bgp neighbors json` to observations (FRR `bgpd/bgp_vty.c`). Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from clab.units import SECOND_NS
from collectors.collector import SnapshotMapping
from collectors.logs.fields import neighbor_name
from collectors.observations import BgpState, FsmState, NeighborFacts, Observation, PrefixCount, PrefixSent

MS = 1_000_000
_STATES: dict[str, FsmState] = {
    "Established": "established",
    "Idle": "idle",
    "Connect": "connect",
    "Active": "active",
    "OpenSent": "opensent",
    "OpenConfirm": "openconfirm",
}


def fsm_state(text: str) -> FsmState:
    """FRR's state word (`Idle (PfxCt)`, `Clearing`, ...) as an FSM state."""
    return _STATES.get(text.partition(" ")[0], "down")


def _common(node: str, t_ns: int, ms: float = 0.0) -> dict[str, Any]:
    """`ms` is how long the answer took: what it says was so at a moment between asking and then."""
    return {"node": node, "source": "snapshot", "seen_ns": t_ns, "received_ns": t_ns + int(ms * MS)}


def summary(node: str, t_ns: int, ms: float, data: Any) -> tuple[Observation, ...]:
    """Each neighbor's state once, and its prefix count and family per AFI."""
    return tuple(_summary(node, t_ns, ms, data)) if isinstance(data, Mapping) else ()


def _summary(node: str, t_ns: int, ms: float, data: Mapping[str, Any]) -> Iterator[Observation]:
    told: set[str] = set()
    families: dict[str, list[str]] = {}
    facts: dict[str, Mapping[str, Any]] = {}
    own: dict[str, Any] = {}
    for afi, table in data.items():
        peers = table.get("peers") if isinstance(table, Mapping) else None
        for name, peer in peers.items() if isinstance(peers, Mapping) else ():
            if not isinstance(peer, Mapping):
                continue
            neighbor = neighbor_name(name)
            families.setdefault(neighbor, []).append(afi)
            facts.setdefault(neighbor, peer)
            own.setdefault(neighbor, table.get("routerId"))
            if neighbor not in told:
                told.add(neighbor)
                yield _state(node, t_ns, neighbor, peer)
            if isinstance(peer.get("pfxRcd"), int) and peer.get("state") == "Established":
                yield PrefixCount(
                    **_common(node, t_ns, ms),
                    neighbor=neighbor,
                    afi=afi,
                    received=peer["pfxRcd"],
                    raw=_said(name, peer, afi),
                )
            if isinstance(peer.get("pfxSnt"), int) and peer.get("state") == "Established":
                said = f"show bgp summary: {name} {peer.get('state')}, {afi} pfxSnt {peer['pfxSnt']}"
                yield PrefixSent(**_common(node, t_ns, ms), neighbor=neighbor, afi=afi, sent=peer["pfxSnt"], raw=said)
    for neighbor, afis in families.items():
        peer = facts[neighbor]
        yield NeighborFacts(
            **_common(node, t_ns),
            neighbor=neighbor,
            raw=f"show bgp summary: {neighbor} {peer.get('state')}, families {', '.join(afis)}",
            afis=tuple(afis),
            local_as=peer.get("localAs"),
            remote_as=peer.get("remoteAs"),
            peer_host=peer.get("hostname"),
            local_router_id=own[neighbor],
        )


def _state(node: str, t_ns: int, neighbor: str, peer: Mapping[str, Any]) -> BgpState:
    state = fsm_state(str(peer.get("state", "")))
    up_ms = peer.get("peerUptimeMsec")
    since = t_ns - up_ms * MS if isinstance(up_ms, int) and up_ms > 0 else None
    return BgpState(
        **_common(node, t_ns),
        neighbor=neighbor,
        state=state,
        kind="level",
        since_ns=since,
        precision_ns=SECOND_NS,
        flaps=peer.get("connectionsDropped"),
        peer_host=peer.get("hostname"),
        raw=_said(neighbor, peer, None),
    )


def _said(name: str, peer: Mapping[str, Any], afi: str | None) -> str:
    count = f", {afi} pfxRcd {peer.get('pfxRcd')}" if afi else ""
    return f"show bgp summary: {name} {peer.get('state')} ({peer.get('peerState', '?')}){count}"


def neighbors(node: str, t_ns: int, ms: float, data: Any) -> tuple[Observation, ...]:
    """What the router says of each neighbor besides its state."""
    if not isinstance(data, Mapping):
        return ()
    return tuple(_facts(node, t_ns, name, item) for name, item in data.items() if _is_neighbor(item))


def _is_neighbor(each: Any) -> bool:
    return isinstance(each, Mapping) and "bgpState" in each


def _facts(node: str, t_ns: int, name: str, told: Mapping[str, Any]) -> NeighborFacts:
    hosts = _inside(told, "neighborCapabilities", "hostName")
    families = told.get("addressFamilyInfo")
    connection = told.get("bgpConnection")
    said = f"show bgp neighbors: {name} remoteAs {told.get('remoteAs')} localAs {told.get('localAs')}"
    said += f" families {', '.join(families) if isinstance(families, Mapping) else '-'}"
    said += f" authentication {'on' if told.get('authenticationEnabled') else 'off'}"
    reset, why = _reason(told.get("lastResetDueTo")), told.get("lastNotificationReason")
    code, subcode = _code(told.get("lastErrorCodeSubcode"))
    limit = _limit(families)
    return NeighborFacts(
        **_common(node, t_ns),
        neighbor=neighbor_name(name),
        raw=f"{said} last reset {reset or '?'}" + (f" ({why})" if why else ""),
        local_address=_address(told.get("hostLocal")),
        remote_address=_address(told.get("hostForeign")),
        local_as=told.get("localAs"),
        remote_as=told.get("remoteAs"),
        local_host=hosts.get("advHostName"),
        peer_host=told.get("hostname") or hosts.get("rcvHostName"),
        local_router_id=told.get("localRouterId"),
        remote_router_id=told.get("remoteRouterId"),
        afis=tuple(families) if isinstance(families, Mapping) else (),
        hold_time_s=_seconds(told.get("bgpTimerHoldTimeMsecs")),
        keepalive_s=_seconds(told.get("bgpTimerKeepAliveIntervalMsecs")),
        authentication=bool(told.get("authenticationEnabled")),
        shared_network=None if connection is None else connection == "sharedNetwork",
        trying=told.get("bgpState") != "Established",
        last_reset=reset,
        last_reset_ns=_ago(t_ns, told.get("lastResetTimerMsecs")),
        last_code=code,
        last_subcode=subcode,
        last_direction="sent" if reset == "BGP Notification send" else "received",
        shutdown_text=told.get("lastShutdownDescription"),
        prefix_limit=_whole(limit.get("prefixAllowedMax")),
        limit_warning=_whole(limit.get("prefixAllowedWarningThresh")),
        limit_restart_s=_seconds(limit.get("prefixAllowedRestartIntervalMsecs")),
    )


def _limit(families: Any) -> Mapping[str, Any]:
    """What is said of the first family for which a maximum of prefixes is configured."""
    each = families.values() if isinstance(families, Mapping) else ()
    return next((one for one in each if isinstance(one, Mapping) and "prefixAllowedMax" in one), {})


def _whole(told: Any) -> int | None:
    return told if isinstance(told, int) else None


def _inside(told: Mapping[str, Any], *keys: str) -> Mapping[str, Any]:
    here: Any = told
    for key in keys:
        here = here.get(key) if isinstance(here, Mapping) else None
    return here if isinstance(here, Mapping) else {}


def _address(told: Any) -> Any:
    """An address; FRR says `Unknown` while there is no connection."""
    return None if told == "Unknown" else told


def _reason(told: Any) -> str | None:
    """Why a session ended last; in its place FRR may say what it waits for now (`Waiting for peer OPEN`)."""
    return told if isinstance(told, str) and not told.startswith("Waiting for") else None


def _ago(t_ns: int, msecs: Any) -> int | None:
    return t_ns - msecs * MS if isinstance(msecs, int) and msecs > 0 else None


def _code(told: Any) -> tuple[int, int] | tuple[None, None]:
    """The NOTIFICATION's code and subcode, which FRR prints as two bytes in hexadecimal."""
    try:
        code, subcode = bytes.fromhex(told)
    except (TypeError, ValueError):
        return None, None
    return code, subcode


def _seconds(msecs: Any) -> float | None:
    return msecs / 1000 if isinstance(msecs, int | float) else None


MAPPING = (
    SnapshotMapping("frr-summary", "bgp-summary", summary),
    SnapshotMapping("frr-neighbors", "bgp-neighbors", neighbors),
)
