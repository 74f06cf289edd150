"""What can be done to a running lab, as values: a fault and its undoing are lists of acts. Pure.

Acts are data so that an undoing can be written down before the fault strikes and be carried out by another process.
Every act that mends is idempotent: it may be carried out again on a lab that is whole.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, Protocol, get_args

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class WireEnd:
    """One end of a link as it was found: what must be the same when the link is made anew. `addresses` carry their
    prefix length."""

    node: str
    interface: str
    mac: str = ""
    mtu: int = 1500
    altnames: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetLink:
    """Set an interface up or down in its node."""

    node: str
    interface: str
    up: bool


@dataclass(frozen=True, slots=True)
class NodeLife:
    """Pause, resume, kill, stop or start a node's container."""

    node: str
    what: Literal["pause", "unpause", "kill", "stop", "start"]


@dataclass(frozen=True, slots=True)
class Rewire:
    """Make a link anew where a container's end took it away; nothing where it is there."""

    a: WireEnd
    b: WireEnd

    @property
    def node(self) -> str:
        """The end that is named first."""
        return self.a.node


@dataclass(frozen=True, slots=True)
class Vtysh:
    """Commands on a router's vty; in configuration mode where `config`."""

    node: str
    commands: tuple[str, ...]
    config: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Drop what comes in on an interface, which stays up: everything, or the TCP segments of one port."""

    node: str
    interface: str
    port: int = 0


@dataclass(frozen=True, slots=True)
class Unblock:
    """Let packets in again."""

    node: str
    interface: str


@dataclass(frozen=True, slots=True)
class SetMtu:
    """Give an interface another MTU, in bytes."""

    node: str
    interface: str
    mtu: int


@dataclass(frozen=True, slots=True)
class SetAddress:
    """See to it that an interface has an address (with its prefix length), or has it not."""

    node: str
    interface: str
    address: str
    present: bool


@dataclass(frozen=True, slots=True)
class Unconfigure:
    """Take lines out of a router's running configuration, as far as they are in it; `context` leads to them."""

    node: str
    context: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signal:
    """Send a signal to a daemon of a node."""

    node: str
    daemon: str
    number: int


@dataclass(frozen=True, slots=True)
class Revive:
    """See to it that a daemon runs: its supervisor may do it, else it is started."""

    node: str
    daemon: str


@dataclass(frozen=True, slots=True)
class Reconfigure:
    """Bring a router's running configuration back to what it was, where it is not."""

    node: str
    running: str


@dataclass(frozen=True, slots=True)
class RestartEngine:
    """Stop the engine that runs the containers, and start it again."""

    @property
    def node(self) -> str:
        """No node."""
        return ""


@dataclass(frozen=True, slots=True)
class Wait:
    """Let time pass, in seconds."""

    seconds: float

    @property
    def node(self) -> str:
        """No node."""
        return ""


Act = (
    SetLink
    | SetMtu
    | SetAddress
    | NodeLife
    | Rewire
    | Vtysh
    | Unconfigure
    | Block
    | Unblock
    | Signal
    | Revive
    | Reconfigure
    | RestartEngine
    | Wait
)
KINDS: dict[str, type[Act]] = {item.__name__: item for item in get_args(Act)}


class ActError(Exception):
    """An act that could not be carried out: what was tried, on what, what happened."""


class LabDriver(Protocol):
    """The hands on a running lab."""

    def act(self, act: Act) -> None:
        """Carry out one act.

        Raises:
            ActError: it could not be.
        """

    def run(self, node: str, *command: str) -> str:
        """A command's output, run in a node.

        Raises:
            ActError: it failed, or the node does not answer.
        """

    def lacks(self, act: Act) -> str:
        """Why an act cannot be had here, empty where nothing speaks against it."""

    def keeps_containers(self) -> bool:
        """Whether the containers outlive their engine (Docker's live-restore)."""

    def identity(self, node: str) -> str:
        """What tells a node's container from another of the same name; empty where there is none."""


def to_json(act: Act) -> dict[str, Any]:
    """An act as plain data."""
    return {"act": type(act).__name__, **asdict(act)}


def from_json(data: Mapping[str, Any]) -> Act:
    """The act that `to_json` wrote.

    Raises:
        ValueError: the data is no act.
    """
    values = {name: value for name, value in data.items() if name != "act"}
    kind = KINDS.get(str(data.get("act")))
    if kind is None:
        raise ValueError(f"no act {data.get('act')!r}")
    return TypeAdapter(kind).validate_python(values)


def words(act: Act) -> str:
    """An act in a few words, for people."""
    match act:
        case SetLink(node, interface, up):
            return f"{node}: ip link set {interface} {'up' if up else 'down'}"
        case NodeLife(node, what):
            return f"{node}: {what} the container"
        case Rewire(a, b):
            return f"{a.node}:{a.interface} -- {b.node}:{b.interface}: make the link anew"
        case Vtysh(node, commands, config):
            return f"{node}: vtysh{' configure' if config else ''}: {'; '.join(commands)}"
        case Block(node, interface, port):
            return f"{node}: drop {f'TCP port {port}' if port else 'all'} that comes in on {interface}"
        case SetMtu(node, interface, mtu):
            return f"{node}: ip link set {interface} mtu {mtu}"
        case SetAddress(node, interface, address, present):
            return f"{node}: ip address {'add' if present else 'del'} {address} dev {interface}"
        case Unconfigure(node, context, lines):
            return f"{node}: see that the configuration is without {'; '.join((*context, *lines))}"
        case Unblock(node, interface):
            return f"{node}: let packets in on {interface}"
        case Signal(node, daemon, number):
            return f"{node}: kill -{number} {daemon}"
        case Revive(node, daemon):
            return f"{node}: see that {daemon} runs"
        case Reconfigure(node, _):
            return f"{node}: see that the configuration is as before"
        case RestartEngine():
            return "restart the Docker engine"
        case Wait(seconds):
            return f"wait {seconds:g} s"


def configured(running: str) -> list[str]:
    """The lines of a router's running configuration, without what differs from one print to the next."""
    skip = ("Building configuration", "Current configuration", "frr version", "!", "end")
    return [line.rstrip() for line in running.splitlines() if line.strip() and not line.startswith(skip)]
