"""What was seen: the closed union of values that crosses from collectors to the agent.

Every observation is one typed fact about one node, with two times: `seen_ns` is the device's own clock and
`received_ns` is ours, both integer nanoseconds since the epoch, UTC. `precision_ns` says how wide the device's
stamp is (a stamp of whole seconds is an interval of a second). `seq` is the order within `origin` (a file, a
stream): inside one stamp the file's order is the order. What could not be seen is an observation, too: `Gap`.
"""

from dataclasses import dataclass
from typing import Literal

SourceName = Literal["gnmi", "log", "snapshot", "runtime", "syslog", "session"]
"""`session` is what a person typed or noted, by their own transcript, shell history or notes."""

FsmState = Literal["idle", "connect", "active", "opensent", "openconfirm", "established", "down"]
"""RFC 4271 section 8.2.2 states; `down` stands for any state but established where the source does not say which."""

RAW_LIMIT = 500
"""Bytes of the raw text that an observation keeps as evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What all observations share: which node, by which source, when, and the raw excerpt. `zoned`: the stamp names its
    own zone."""

    node: str
    source: SourceName
    seen_ns: int
    received_ns: int
    raw: str = ""
    precision_ns: int = 1_000
    origin: str = ""
    seq: int = 0
    zoned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(Seen):
    """An observation about one neighbor: an address in canonical text, an interface name (unnumbered), or
    `proto:NAME` where the router only tells its own name for the session (BIRD)."""

    neighbor: str
    vrf: str = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class BgpState(Session):
    """A neighbor's FSM state. An `edge` is a transition that was written when it happened; a `level` is the
    state as it was found (first sync, poll): it tells how things stand, not that they changed now.

    `since_ns` is the device's word on when the state was entered; `flaps` its counter of established sessions lost.
    """

    state: FsmState
    kind: Literal["edge", "level"] = "edge"
    previous: FsmState | None = None
    reason: str = ""
    peer_host: str | None = None
    since_ns: int | None = None
    flaps: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BgpNotification(Session):
    """A NOTIFICATION message (RFC 4271 4.5), as one end logged it; `communication` is RFC 9003 text, as data."""

    direction: Literal["sent", "received"]
    code: int
    subcode: int
    hard_reset: bool = False
    communication: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrefixLimit(Session):
    """A prefix limit was approached (`warning`) or passed (`exceeded`); counts are None where not told."""

    level: Literal["warning", "exceeded"]
    afi: str | None = None
    count: int | None = None
    limit: int | None = None
    teardown: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrefixCount(Session):
    """Prefixes received from a neighbor in one address family (`ipv4Unicast`, `l2VpnEvpn`, ...)."""

    afi: str
    received: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrefixSent(Session):
    """Prefixes that are announced to a neighbor in one address family, by the sender's own count."""

    afi: str
    sent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighborFacts(Session):
    """What a router says of a session besides its state: identities, families, timers, authentication, and how and when
    it ended last (`last_code` and `last_subcode` are that NOTIFICATION's). `prefix_limit` is the configured one, with
    the part of it (in percent) from which on the router warns, and after how long it tries again. `trying`: the session
    was not up, so the addresses are those of a try, which may leave by any interface."""

    local_address: str | None = None
    remote_address: str | None = None
    local_as: int | None = None
    remote_as: int | None = None
    local_host: str | None = None
    peer_host: str | None = None
    local_router_id: str | None = None
    remote_router_id: str | None = None
    afis: tuple[str, ...] = ()
    hold_time_s: float | None = None
    keepalive_s: float | None = None
    authentication: bool | None = None
    shared_network: bool | None = None
    trying: bool = False
    last_reset: str | None = None
    last_reset_ns: int | None = None
    last_code: int | None = None
    last_subcode: int | None = None
    last_direction: Literal["sent", "received"] = "received"
    shutdown_text: str | None = None
    prefix_limit: int | None = None
    limit_warning: int | None = None
    limit_restart_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfaceState(Seen):
    """An interface's operational state; `admin_down` True where the operator's setting is the reason."""

    interface: str
    up: bool
    kind: Literal["edge", "level"] = "edge"
    reason: str = ""
    admin_down: bool | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IgpAdjacency(Seen):
    """An OSPF or IS-IS adjacency came up or went; `interface_down` True where the router names the interface
    as the reason (IS-IS interface-down). OSPF's KillNbr (RFC 2328 10.2) is none: the process ends its neighbors by it
    as well when OSPF is removed."""

    protocol: Literal["ospf", "isis"]
    up: bool
    neighbor_id: str = ""
    neighbor_address: str | None = None
    interface: str = ""
    local_address: str | None = None
    reason: str = ""
    interface_down: bool = False
    hold_expired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BfdState(Session):
    """A BFD session's state, by its remote address (RFC 5880)."""

    up: bool
    local_address: str | None = None
    diagnostic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessEvent(Seen):
    """A daemon's life: `died` by a signal or crash, `ended` in order, `started`, or `starved` (its own late
    timers after it was stopped or frozen)."""

    process: str
    event: Literal["died", "ended", "started", "starved"]
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeEvent(Seen):
    """A node's life as its runtime tells it."""

    event: Literal["create", "start", "kill", "die", "stop", "pause", "unpause", "restart", "destroy"]
    signal: int | None = None
    exit_code: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthenticationFailure(Seen):
    """Kernel or daemon refused a segment for its TCP-MD5 or TCP-AO signature (RFC 2385, RFC 5925)."""

    neighbor: str | None = None
    local_address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigChange(Seen):
    """A configuration was committed or a command given that changes the network."""

    user: str | None = None
    text: str = ""


Action = Literal[
    "clear_bgp",
    "clear_soft",
    "neighbor_shutdown",
    "neighbor_enable",
    "neighbor_remove",
    "remote_as",
    "neighbor_password",
    "maximum_prefix",
    "routes_withdraw",
    "routes_announce",
    "link_down",
    "link_up",
    "impair",
    "repair",
    "node_pause",
    "node_unpause",
    "node_stop",
    "node_kill",
    "node_start",
    "node_restart",
    "process_kill",
    "process_stop",
    "process_start",
    "process_restart",
    "lab_deploy",
    "lab_destroy",
    "config",
    "look",
    "other",
]
"""What a command does to the network; `look` only shows, `other` does nothing that we know of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorCommand(Seen):
    """A person's command, as a session log has it, secrets starred. `node` is the node it acts on, `-` where it names
    none; `target` what on it (a neighbor's address, an interface, a daemon; `*` all). `error` is what was printed
    when it failed. A stamp that is `precision_ns` wide begins at `seen_ns`."""

    command: str
    action: Action = "other"
    target: str = ""
    error: str = ""
    user: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorNote(Seen):
    """A person's own line of notes, secrets starred; `node` is `-`: notes name what they like."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll(Seen):
    """One poll of a router: it answered, or it did not. `seen_ns` is when it was sent; `ms` how long it took."""

    command: str
    ok: bool
    ms: float = 0.0
    error: str = ""

    @property
    def took_ns(self) -> int:
        """How long it took until it was answered or given up."""
        return int(self.ms * 1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAlive(Seen):
    """The source is alive: it wrote something that maps to nothing else (at most one a second and origin)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostClock(Seen):
    """The host's clock was set: it shows `seen_ns` where our own, which goes on evenly, shows `received_ns`. Whatever
    shares it (containers, their engine) stamps with it. `followed`: it was not set, our own went after it."""

    followed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InitialSync(Seen):
    """A stream has told its whole present state; what was there before and was not told again is gone."""

    values: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap(Seen):
    """Between `from_ns` and `to_ns` (ours; None: still) nothing could be seen by this source."""

    from_ns: int
    to_ns: int | None
    reason: str


Observation = (
    BgpState
    | BgpNotification
    | PrefixLimit
    | PrefixCount
    | PrefixSent
    | NeighborFacts
    | InterfaceState
    | IgpAdjacency
    | BfdState
    | ProcessEvent
    | NodeEvent
    | AuthenticationFailure
    | ConfigChange
    | OperatorCommand
    | OperatorNote
    | Poll
    | SourceAlive
    | HostClock
    | InitialSync
    | Gap
)
