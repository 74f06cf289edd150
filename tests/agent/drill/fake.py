"""A lab that keeps in memory what was done to it, and time that passes only when somebody waits."""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from signal import SIGCONT

from clab.actions import (
    Act,
    ActError,
    Block,
    NodeLife,
    Reconfigure,
    RestartEngine,
    Revive,
    Rewire,
    SetAddress,
    SetLink,
    SetMtu,
    Signal,
    Unblock,
    Unconfigure,
    Vtysh,
    Wait,
)
from clab.model import Endpoint, Lab, Link, Node
from clab.units import SECOND_NS

LINKS = (("r1:eth1", "r2:eth1"), ("r2:eth2", "r3:eth1"), ("r1:eth2", "r3:eth2"))
ADDRESSES = {
    ("r1", "eth1"): "10.0.12.1",
    ("r2", "eth1"): "10.0.12.2",
    ("r2", "eth2"): "10.0.23.2",
    ("r3", "eth1"): "10.0.23.3",
    ("r1", "eth2"): "10.0.13.1",
    ("r3", "eth2"): "10.0.13.3",
}
AS = {"r1": 65001, "r2": 65002, "r3": 65003}


def lab() -> Lab:
    """Three routers in a triangle, and a host that is no router."""
    ends = [[Endpoint(*end.split(":")) for end in link] for link in LINKS]
    nodes = {name: Node(name) for name in (*AS, "host")}
    return Lab("tri", nodes, tuple(Link(a, b) for a, b in ends))


def sessions() -> list[tuple[str, str, str, str]]:
    """(node, own address, peer, peer's address) of every session's end."""
    found = []
    for link in LINKS:
        (a, if_a), (b, if_b) = (end.split(":") for end in link)
        found += [(a, ADDRESSES[a, if_a], b, ADDRESSES[b, if_b]), (b, ADDRESSES[b, if_b], a, ADDRESSES[a, if_a])]
    return found


@dataclass
class FakeLab:
    """A `LabDriver`. `broken` says what is broken now; `refuse` tells which acts fail; `on_act` hears of each."""

    broken: set[str] = field(default_factory=set)
    done: list[Act] = field(default_factory=list)
    refuse: Callable[[Act, int], bool] = lambda act, n: False
    on_act: Callable[[Act], None] = lambda act: None
    lacking: Callable[[Act], str] = lambda act: ""
    generation: str = "1"

    def copy(self) -> "FakeLab":
        """The lab as it stands, in other hands."""
        return FakeLab(set(self.broken), [], generation=self.generation)

    def lacks(self, act: Act) -> str:
        """Why an act cannot be had."""
        return self.lacking(act)

    def keeps_containers(self) -> bool:
        """Without live-restore."""
        return False

    def identity(self, node: str) -> str:
        """The container's id."""
        return f"{node}-{self.generation}"

    def act(self, act: Act) -> None:
        """Carry it out on the state."""
        self.done.append(copy.deepcopy(act))
        if self.refuse(act, len(self.done)):
            raise ActError(f"{act.node}: refused")
        self._change(act)
        self.on_act(act)

    def _change(self, act: Act) -> None:
        match act:
            case SetLink(node, interface, up):
                self._set(f"{node}:{interface} down", not up)
            case NodeLife(node, "pause" | "unpause" as what):
                self._set(f"{node} paused", what == "pause")
            case NodeLife(node, "kill" | "stop"):
                self.broken |= {f"{node} dead", f"{node} bgpd dead"}
                self.broken |= {f"{a} -- {b} gone" for a, b in LINKS if f"{node}:" in a or f"{node}:" in b}
            case NodeLife(node, "start"):
                self.broken -= {f"{node} dead", f"{node} bgpd dead"}
            case Rewire(a, b):
                self._alive(a.node, b.node)
                names = f"{a.node}:{a.interface}", f"{b.node}:{b.interface}"
                self.broken -= {f"{names[0]} -- {names[1]} gone", f"{names[1]} -- {names[0]} gone"}
            case SetMtu(node, interface, mtu):
                self._set(f"{node}:{interface} small", mtu < 1500)
            case SetAddress(node, interface, _, present):
                self._set(f"{node}:{interface} bare", not present)
            case Unconfigure(node, _, lines):
                self._configure(node, tuple(f"no {line}" for line in lines))
            case Block(node, interface, _):
                self.broken.add(f"{node}:{interface} deaf")
            case Unblock(node, interface):
                self.broken.discard(f"{node}:{interface} deaf")
            case Signal(node, daemon, number):
                self._set(f"{node} {daemon} dead", number != SIGCONT)
            case Revive(node, daemon):
                self._alive(node)
                self.broken.discard(f"{node} {daemon} dead")
            case Vtysh(node, commands):
                self._alive(node)
                self._configure(node, commands)
            case Reconfigure(node, _):
                self._alive(node)
            case RestartEngine():
                self.broken |= {f"{a} -- {b} gone" for a, b in LINKS}
            case Wait():
                raise AssertionError("the drill waits by its own pace")

    def _configure(self, node: str, commands: tuple[str, ...]) -> None:
        """Whatever is not a line of the running configuration is a break; what is one, or a `no`, mends it."""
        here = {item for item in self.broken if item.startswith(f"{node} config ")}
        for line in commands:
            word = line.strip()
            if "network" in word:
                self._set(f"{node} lacks {word.removeprefix('no ')}", word.startswith("no "))
                continue
            if "router-id" in word:
                self._set(f"{node} other id", word not in running(node))
                continue
            neighbor = word.removeprefix("no ").split()[1] if "neighbor" in word else ""
            about = {each for each in here if f" {neighbor}" in each}
            if not neighbor or word.startswith("clear"):
                continue
            if word == f"no neighbor {neighbor}":
                self.broken.add(f"{node} config {neighbor}")
            elif word.startswith("no ") or word in running(node):
                self.broken -= about
            else:
                self.broken.add(f"{node} config {neighbor}")

    def _set(self, what: str, broken: bool) -> None:
        (self.broken.add if broken else self.broken.discard)(what)

    def _alive(self, *nodes: str) -> None:
        for node in nodes:
            if f"{node} dead" in self.broken or f"{node} paused" in self.broken:
                raise ActError(f"{node}: its container does not run")

    def run(self, node: str, *command: str) -> str:
        """What the survey asks."""
        self._alive(node)
        line = " ".join(command)
        if line == "ip -j address":
            return json.dumps([_interface(node, name) for owner, name in ADDRESSES if owner == node])
        if node == "host":
            raise ActError("host: vtysh: not found")
        if "running-config" in line:
            return running(node)
        if "show ip ospf neighbor json" in line:
            return json.dumps({"neighbors": {}})
        assert "show bgp neighbors json" in line
        if f"{node} bgpd dead" in self.broken:
            raise ActError(f"{node}: vtysh: bgpd is not running")
        here = [session for session in sessions() if session[0] == node]
        return json.dumps(
            {
                address: {"bgpState": "Active"}
                if self._touched(node, own, peer, address)
                else _neighbor(node, own, peer)
                for _, own, peer, address in here
            }
        )

    def _touched(self, node: str, own: str, peer: str, address: str) -> bool:
        ends = [f"{owner}:{name}" for (owner, name), value in ADDRESSES.items() if value in (own, address)]
        whole = {f"{item} paused" for item in (node, peer)} | {f"{each} bgpd dead" for each in (node, peer)}
        whole |= {f"{node} config {address}", f"{peer} config {own}"}
        return bool(self.broken & whole) or any(end in each for end in ends for each in self.broken)


def running(node: str) -> str:
    """A router's configuration as FRR prints it."""
    lines = [f"hostname {node}", "!", f"router bgp {AS[node]}", f" bgp router-id 192.0.2.{node[1]}"]
    for owner, _, peer, address in sessions():
        if owner == node:
            lines += [f" neighbor {address} remote-as {AS[peer]}", f" neighbor {address} timers 3 9"]
    family = [" address-family ipv4 unicast", *(f"  network 10.{node[1]}.{n}.0/24" for n in range(5))]
    return "\n".join([*lines, *family, " exit-address-family", "exit", "!", "end"])


def _neighbor(node: str, own: str, peer: str) -> dict[str, object]:
    return {
        "bgpState": "Established",
        "hostLocal": own,
        "localAs": AS[node],
        "remoteAs": AS[peer],
        "bgpConnection": "sharedNetwork",
        "bgpTimerHoldTimeMsecs": 9000,
        "addressFamilyInfo": {"ipv4Unicast": {"acceptedPrefixCounter": 5}},
    }


def _interface(node: str, name: str) -> dict[str, object]:
    address = {"local": ADDRESSES[node, name], "prefixlen": 24, "scope": "global"}
    return {
        "ifname": name,
        "address": f"02:{node}{name}",
        "mtu": 9500,
        "altnames": [f"x{name}"],
        "addr_info": [address],
    }


class FakePace:
    """Time that passes when the drill pauses. It is to end at the `until`-th look at the clock or the stop sign."""

    def __init__(self, until: int | None = None) -> None:
        self.ns = 1_000 * SECOND_NS
        self.looks = 0
        self._until = until

    def now_ns(self) -> int:
        """Now."""
        self.looks += 1
        return self.ns

    def pause(self, seconds: float) -> None:
        """Time passes, unless the drill is to end."""
        if not self.stopped():
            self.ns += int(seconds * SECOND_NS)

    def stopped(self) -> bool:
        """Whether it is to end."""
        self.looks += 1
        return self._until is not None and self.looks > self._until
