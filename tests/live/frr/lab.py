"""A lab of real FRR (and BIRD) routers in network namespaces, started and stopped by the tests.

The shape is plain data: nodes with interfaces, addresses and neighbors. Every process that was started is ended by its
pid; every namespace that was made is deleted.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

DAEMON_DIR = Path("/usr/lib/frr")
FRR_UID_GID = "frr"


@dataclass
class Router:
    """One router: `interfaces` name -> addresses, `neighbors` lines of configuration inside `router bgp`."""

    name: str
    asn: int
    router_id: str
    interfaces: dict[str, list[str]] = field(default_factory=dict)
    bgp: list[str] = field(default_factory=list)
    v4: list[str] = field(default_factory=list)
    v6: list[str] = field(default_factory=list)
    ospf: list[str] = field(default_factory=list)
    top: list[str] = field(default_factory=list)
    kind: str = "frr"
    host: str | None = None
    bird: str = ""
    env: dict[str, str] = field(default_factory=dict)
    bfd: bool = False


def run(*command: str, check: bool = True, stdin: str | None = None) -> str:
    """Run a command to its end; its output, or an error that holds it."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, input=stdin, check=False)
    if check and done.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit {done.returncode}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


class FrrLab:
    """A running lab; use it as a context manager."""

    def __init__(self, name: str, routers: list[Router], links: list[tuple[str, str]], home: Path) -> None:
        self.name, self.links, self.home = name, links, home
        self.routers = {router.name: router for router in routers}
        self.foreground: dict[str, subprocess.Popen[bytes]] = {}

    def ns(self, node: str) -> str:
        """A node's namespace."""
        return f"lk{self.name}-{node}"

    def run_dir(self, node: str) -> Path:
        """Where a node's daemons keep pids and vty sockets."""
        return Path("/var/run/frr") / self.ns(node)

    def log(self, node: str) -> Path:
        """A node's log file."""
        kind = self.routers[node].kind
        return self.home / node / f"{'frr' if kind == 'frr' else kind}.log"

    def __enter__(self) -> "FrrLab":
        try:
            for node in self.routers:
                self._namespace(node)
            for link in self.links:
                self.wire(link)
            for node in self.routers:
                self.start(node)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for node in self.routers:
            with contextlib.suppress(Exception):
                self.kill(node, signal.SIGCONT)
                self.kill(node, signal.SIGKILL)
            self._reap(node)
            run("ip", "netns", "del", self.ns(node), check=False)
            shutil.rmtree(self.run_dir(node), ignore_errors=True)

    def _reap(self, node: str) -> None:
        program = self.foreground.pop(node, None)
        if program is not None:
            program.kill()
            program.wait(10)

    def _namespace(self, node: str) -> None:
        run("ip", "netns", "add", self.ns(node))
        for key in ("net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1", "net.ipv6.conf.default.accept_dad=0"):
            run("ip", "netns", "exec", self.ns(node), "sysctl", "-qw", key, check=False)
        run("ip", "netns", "exec", self.ns(node), "sysctl", "-qw", "net.ipv6.conf.all.keep_addr_on_down=1", check=False)
        run("ip", "-n", self.ns(node), "link", "set", "lo", "up")

    def wire(self, link: tuple[str, str]) -> None:
        """Make one veth link, straight into both namespaces, and set it up."""
        (a, if_a), (b, if_b) = (end.split(":") for end in link)
        run("ip", "link", "add", if_a, "netns", self.ns(a), "type", "veth", "peer", "name", if_b, "netns", self.ns(b))
        for node, interface in ((a, if_a), (b, if_b)):
            self._address(node, interface)
            run("ip", "-n", self.ns(node), "link", "set", interface, "up")

    def _address(self, node: str, interface: str) -> None:
        if self.routers[node].kind != "frr":
            for address in self.routers[node].interfaces.get(interface, []):
                run("ip", "-n", self.ns(node), "address", "add", address, "dev", interface, "nodad", check=False)

    def start(self, node: str, *daemons: str) -> None:
        """Start a node's daemons (all, or those named)."""
        router = self.routers[node]
        home = self.home / node
        home.mkdir(parents=True, exist_ok=True)
        if router.kind == "bird":
            self._start_bird(router, home)
            return
        run_dir = self.run_dir(node)
        if not daemons:
            shutil.rmtree(run_dir, ignore_errors=True)
            run("install", "-d", "-o", "frr", "-g", "frr", str(run_dir))
            run("install", "-d", "-o", "frr", "-g", "frr", f"/etc/frr/{self.ns(node)}")
            config = home / "frr.conf"
            config.write_text(self.config(router))
            run("chown", "-R", "frr:frr", str(home))
        names = daemons or ("zebra", *(("ospfd",) if router.ospf else ()), *(("bfdd",) if router.bfd else ()), "bgpd")
        for daemon in names:
            size = ("-s", "9000000") if daemon == "zebra" else ()
            run(
                *("ip", "netns", "exec", self.ns(node), "env", *(f"{k}={v}" for k, v in router.env.items())),
                *(str(DAEMON_DIR / daemon), "-d", "-N", self.ns(node), "-f", str(home / "frr.conf"), "-A", "127.0.0.1"),
                *size,
            )

    def _start_bird(self, router: Router, home: Path) -> None:
        self._reap(router.name)
        config = home / "bird.conf"
        config.write_text(router.bird.replace("@LOG@", str(self.log(router.name))))
        log = (home / "bird.out").open("ab")
        self.foreground[router.name] = subprocess.Popen(
            [
                "ip",
                "netns",
                "exec",
                self.ns(router.name),
                "bird",
                "-f",
                "-c",
                str(config),
                "-s",
                str(home / "bird.ctl"),
            ],
            stdout=log,
            stderr=log,
        )
        log.close()

    def config(self, router: Router) -> str:
        """The node's configuration."""
        lines = [
            f"hostname {router.host or router.name}",
            f"log file {self.log(router.name)} informational",
            "log timestamp precision 6",
            "service integrated-vtysh-config",
            *router.top,
        ]
        for name, addresses in router.interfaces.items():
            lines += ["!", f"interface {name}"]
            lines += [f" {'ipv6' if ':' in address else 'ip'} address {address}" for address in addresses]
            if not addresses:
                lines += [" no ipv6 nd suppress-ra", " ipv6 nd ra-interval 1"]
            if name in router.ospf:
                lines += [" ip ospf area 0"]
                lines += [] if name == "lo" else [" ip ospf hello-interval 1", " ip ospf dead-interval 4"]
                lines += [] if name == "lo" else [" ip ospf network point-to-point"]
        if router.ospf:
            lines += ["!", "router ospf", f" ospf router-id {router.router_id}", " log-adjacency-changes detail"]
        lines += ["!", f"router bgp {router.asn}", f" bgp router-id {router.router_id}", " bgp log-neighbor-changes"]
        lines += [" no bgp ebgp-requires-policy", " no bgp network import-check", *(f" {item}" for item in router.bgp)]
        for family, words in (("ipv4", router.v4), ("ipv6", router.v6)):
            if words:
                lines += [f" address-family {family} unicast", *(f"  {word}" for word in words), " exit-address-family"]
        return "\n".join([*lines, "exit", "!"]) + "\n"

    def vty(self, node: str, *commands: str, config: bool = False) -> str:
        """Commands on a node's vty (configuration mode when `config`)."""
        words = ["configure terminal", *commands] if config else list(commands)
        return run("vtysh", "-N", self.ns(node), *(part for word in words for part in ("-c", word)))

    def poll(self, node: str, command: str, timeout_s: float = 2.0) -> object:
        """One command over bgpd's own vty socket, as JSON."""
        with socket.socket(socket.AF_UNIX) as sock:
            sock.settimeout(timeout_s)
            sock.connect(str(self.run_dir(node) / "bgpd.vty"))
            sock.sendall(command.encode() + b"\0")
            data = b""
            while not (len(data) > 3 and data[-4:-1] == b"\0\0\0"):
                part = sock.recv(1 << 16)
                if not part:
                    break
                data += part
        return json.loads(data.split(b"\0", 1)[0])

    def pids(self, node: str, *daemons: str) -> list[int]:
        """The pids of a node's daemons."""
        if self.routers[node].kind == "bird":
            return [int(part) for part in run("ip", "netns", "pids", self.ns(node)).split()]
        files = [self.run_dir(node) / f"{daemon}.pid" for daemon in daemons] or list(self.run_dir(node).glob("*.pid"))
        return [int(file.read_text()) for file in files if file.exists()]

    def kill(self, node: str, what: signal.Signals, *daemons: str) -> None:
        """Send a signal to a node's daemons, by pid."""
        for pid in self.pids(node, *daemons):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, what)

    def link(self, end: str, state: str) -> None:
        """Set an interface `node:name` up or down."""
        node, interface = end.split(":")
        run("ip", "-n", self.ns(node), "link", "set", interface, state)

    def drop(self, end: str, rule: str = "policy drop;") -> None:
        """Drop what comes in on an interface (all of it, or what a rule says)."""
        node, interface = end.split(":")
        policy = "drop" if "policy" in rule else "accept"
        head = f"type filter hook ingress device {interface} priority 0; policy {policy};"
        body = "" if "policy" in rule else rule
        run(
            *("ip", "netns", "exec", self.ns(node), "nft", "-f", "-"),
            stdin=f"table netdev lk{interface} {{\n chain c {{\n  {head}\n  {body}\n }}\n}}\n",
        )

    def undrop(self, end: str) -> None:
        """Let packets in again."""
        node, interface = end.split(":")
        run("ip", "netns", "exec", self.ns(node), "nft", "delete", "table", "netdev", f"lk{interface}")

    def sessions(self) -> dict[tuple[str, str], str]:
        """(node, neighbor) -> state, over all FRR nodes that answer."""
        found = {}
        for node, router in self.routers.items():
            if router.kind != "frr":
                continue
            with contextlib.suppress(OSError, ValueError):
                table = self.poll(node, "show bgp summary json")
                assert isinstance(table, dict)
                for family in table.values():
                    for peer, item in family.get("peers", {}).items():
                        found[(node, peer)] = item["state"]
        return found

    def wait_converged(self, limit_s: float = 60.0, settle_s: float = 6.0) -> None:
        """Wait until every session is up and stays so."""
        deadline, since = time.monotonic() + limit_s, None
        while time.monotonic() < deadline:
            states = self.sessions()
            whole = bool(states) and all(state == "Established" for state in states.values())
            since = (since or time.monotonic()) if whole else None
            if since and time.monotonic() - since >= settle_s:
                return
            time.sleep(0.5)
        down = {session: state for session, state in self.sessions().items() if state != "Established"}
        raise RuntimeError(f"lab {self.name} did not converge in {limit_s} s: {down}")
