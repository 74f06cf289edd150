"""A lab as it was found running: the model's lab, and where its nodes can be reached and heard. Pure."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from clab.model import Lab

State = Literal["created", "restarting", "running", "removing", "paused", "exited", "dead"]
"""A container's state in the engine's words."""

Speaker = Literal["frr", "bird", "gobgp", "exabgp"]


@dataclass(frozen=True, slots=True)
class Mount:
    """A host path that a container sees under another name."""

    source: str
    destination: str


@dataclass(frozen=True, slots=True)
class Login:
    """Who to be on a node; `origin` says where that is written down. The password never prints."""

    username: str
    password: str = field(repr=False)
    origin: Literal["inventory", "default", "configuration", "environment"] = "default"


@dataclass(frozen=True, slots=True)
class Inside:
    """What was seen to run in a container: the BGP speaker, the logs that its daemons hold open (paths inside), whether
    they write to the container's own output, and the folder of FRR's vty sockets. `reachable`: its files can be read
    through /proc, so that nothing has to be run in it."""

    speaker: Speaker | None = None
    logs: tuple[str, ...] = ()
    output: bool = False
    vty: str | None = None
    reachable: bool = False
    neighbor_changes: bool | None = None

    @property
    def settled(self) -> bool:
        """Whether the speaker is known and its log found: nothing more is to be looked for."""
        logs = bool(self.logs or self.output)
        return self.speaker is not None and logs and (self.speaker != "frr" or self.neighbor_changes is True)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundNode:
    """One node's container. `pid` is 0 while it does not run; `started_at` is the engine's own stamp."""

    name: str
    kind: str
    container: str
    container_id: str
    state: State
    image: str = ""
    pid: int = 0
    started_at: str = ""
    created_at: str = ""
    addresses: tuple[str, ...] = ()
    mounts: tuple[Mount, ...] = ()
    folder: str = ""
    login: Login | None = None
    inside: Inside = Inside()

    @property
    def management(self) -> str | None:
        """The address under which the node itself answers."""
        return self.addresses[0] if self.addresses else None

    @property
    def started_ns(self) -> int:
        """When the container was started, nanoseconds since the epoch; 0 where the engine does not say."""
        return _ns(self.started_at)

    def on_host(self, path: str) -> str | None:
        """Where a path inside the container lies on the host, None where no folder of the host is mounted there."""
        best = max(
            (mount for mount in self.mounts if path == mount.destination or path.startswith(f"{mount.destination}/")),
            key=lambda item: len(item.destination),
            default=None,
        )
        return best.source + path[len(best.destination) :] if best else None


@dataclass(frozen=True, slots=True)
class FoundLab:
    """A running lab. `remarks` are what could not be read of it, and why."""

    name: str
    lab: Lab
    nodes: dict[str, FoundNode] = field(default_factory=dict)
    topology_file: str = ""
    folder: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def created_ns(self) -> int:
        """When its first container was made; 0 where that is not known."""
        made = (_ns(node.created_at) for node in self.nodes.values())
        return min((item for item in made if item), default=0)

    @property
    def running(self) -> int:
        """How many nodes run (a frozen one does, too)."""
        return sum(node.state in ("running", "paused", "restarting") for node in self.nodes.values())


def _ns(stamp: str) -> int:
    """An RFC 3339 stamp of the engine (nanoseconds, `0001-01-01T00:00:00Z` for never)."""
    whole, _, rest = stamp.rstrip("Z").partition(".")
    try:
        at = datetime.fromisoformat(whole).replace(tzinfo=UTC)
    except ValueError:
        return 0
    fraction = int(rest.ljust(9, "0")[:9]) if rest.isdigit() else 0
    return max(0, int(at.timestamp()) * 1_000_000_000 + fraction)
