"""What a script is tried against: gNMI targets that have the leaves it asks for, and a router's command line."""

import ipaddress
import selectors
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from agent.gates.script.fixture_answers import sample_leaves, shown, value_of
from clab.demo.cli import CommandLine
from clab.demo.listening import Port
from clab.demo.target import Target
from clab.show_commands import is_known, is_paging, not_read_only

SSH_PORT = 22
CHANGE_EVERY_S = 0.3


@dataclass(frozen=True, slots=True)
class World:
    """What a script finds: leaves for `paths`, listening `ports`, `names` and `addresses` that the servers' certificate
    holds, and netmiko's `platforms` of the routers whose command lines answer. `allowed` is what a person approved."""

    paths: Sequence[str] = ()
    ports: Sequence[int] = ()
    names: Sequence[str] = ()
    addresses: Sequence[str] = ()
    platforms: Sequence[str] = ()
    allowed: Sequence[str] = ()


class Trial:
    """The servers of one trial; a context manager. `answers` counts what they told, `commands` what they were asked."""

    def __init__(self, world: World, *, gnmi: bool, ssh: bool) -> None:
        self._leaves = list(sample_leaves(world.paths))
        self._world, self._ports, self._gnmi, self._ssh = world, world.ports, gnmi, ssh
        self._stack, self._stopping = ExitStack(), threading.Event()
        self._targets: list[_Counting] = []
        self._lines: list[CommandLine] = []
        self.unknown: list[str] = []
        self.certificate, self.key = self_signed(world.names, world.addresses) if gnmi else (b"", b"")

    @property
    def answers(self) -> int:
        """Updates that were sent."""
        return self._targets[0].sent if self._targets else 0

    @property
    def capabilities(self) -> int:
        """How often somebody asked what the targets can do; pygnmi does so at every connect."""
        return self._targets[0].counts["capabilities"] if self._targets else 0

    @property
    def sessions(self) -> int:
        """Sessions of a command line."""
        return sum(line.sessions for line in self._lines)

    @property
    def connected(self) -> bool:
        """Whether anybody asked for anything."""
        return bool(self._targets and (self._targets[0].calls or self.capabilities)) or bool(self.sessions)

    @property
    def commands(self) -> list[str]:
        """The commands that were typed, without those that only set the terminal."""
        return [command for line in self._lines for command in line.commands if not is_paging(command)]

    @property
    def offences(self) -> list[str]:
        """What a script did that changes a device, or would."""
        allowed = self._world.allowed
        found = [] if "set" in allowed else [f"calls {what}" for target in self._targets for what in target.refused]
        for command in () if "config" in allowed else self.commands:
            why = not_read_only(command)
            if why:
                found.append(f"types {command[:120]!r}, which may change the device: it {why}")
        return list(dict.fromkeys(found))

    def __enter__(self) -> "Trial":
        if self._gnmi:
            self._serve_gnmi()
        if self._ssh:
            for port in (SSH_PORT, *self._ports):
                try:
                    self._lines.append(self._stack.enter_context(CommandLine(self._answer, host="::", port=port)))
                except OSError:
                    continue  # a number in the script that is no port, or one that is taken
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._stack.close()

    def _answer(self, command: str) -> str | None:
        """What a router of the script's platforms prints; None where none of them knows the command."""
        if not is_paging(command) and not not_read_only(command) and not is_known(command, self._world.platforms):
            self.unknown.append(command)
            return None
        return shown(command)

    def _serve_gnmi(self) -> None:
        import grpc

        target = self._stack.enter_context(_Counting("trial"))
        credentials = grpc.ssl_server_credentials([(self.key, self.certificate)])
        safe = self._stack.enter_context(_Counting("trial-tls", credentials=credentials))
        self._targets = [target, safe]
        safe.tree, safe.counts = target.tree, target.counts
        for leaf in self._leaves:
            target.tree.set(leaf, value_of(leaf, 0), time.time_ns())
        threading.Thread(target=self._change, name="trial-changes", daemon=True).start()
        for port in self._ports:
            try:
                self._stack.callback(Front(port, target.port, safe.port).close)
            except OSError:
                continue  # a number in the script that is no port, or one that is taken

    def _change(self) -> None:
        """Leaves change, so that who waits for changes sees some."""
        turn = 0
        while not self._stopping.wait(CHANGE_EVERY_S):
            turn += 1
            for leaf in self._leaves[:20]:
                self._targets[0].tree.set(leaf, value_of(leaf, turn), time.time_ns())


class _Counting(Target):
    """A target that counts its calls and what it told."""

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__(name, **options)
        self.counts = {"calls": 0, "sent": 0, "capabilities": 0}

    @property
    def calls(self) -> int:
        """Get and Subscribe calls."""
        return self.counts["calls"]

    @property
    def sent(self) -> int:
        """Updates told."""
        return self.counts["sent"]

    def capabilities(self, context: Any) -> Any:
        """Counted."""
        self.counts["capabilities"] += 1
        return super().capabilities(context)

    def get(self, request: Any, context: Any) -> Any:
        """Counted."""
        self.counts["calls"] += 1
        answer = super().get(request, context)
        self.counts["sent"] += sum(len(item.update) for item in answer.notification)
        return answer

    def subscribe(self, requests: Any, context: Any) -> Iterator[Any]:
        """Counted."""
        self.counts["calls"] += 1
        for item in super().subscribe(requests, context):
            self.counts["sent"] += len(item.update.update)
            yield item


class Front:
    """A port that takes TLS and plain text alike: the first byte of a connection tells which.

    Raises:
        OSError: the port cannot be had.
    """

    def __init__(self, port: int, plain: int, safe: int) -> None:
        self._plain, self._safe = plain, safe
        self._port = Port("::", port, self._join, f"front-{port}")

    def close(self) -> None:
        """Listen no more."""
        self._port.close()

    def _join(self, client: socket.socket) -> None:
        try:
            client.settimeout(5.0)
            first = client.recv(1, socket.MSG_PEEK)
            port = self._safe if first == b"\x16" else self._plain
            with client, socket.create_connection(("127.0.0.1", port)) as server:
                _pump(client, server, self._port.stopping)
        except OSError:
            return


def _pump(one: socket.socket, other: socket.socket, stopping: threading.Event) -> None:
    with selectors.DefaultSelector() as waiting:
        waiting.register(one, selectors.EVENT_READ, other)
        waiting.register(other, selectors.EVENT_READ, one)
        while not stopping.is_set():
            for key, _ in waiting.select(0.2):
                source, drain = key.fileobj, key.data
                assert isinstance(source, socket.socket)
                data = source.recv(65_536)
                if not data:
                    return
                drain.sendall(data)


def self_signed(names: Sequence[str] = (), addresses: Sequence[str] = ()) -> tuple[bytes, bytes]:
    """A certificate for this trial alone, good for these names and addresses, and its key, in PEM."""
    from datetime import timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(_alternatives(names, addresses)), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return made.public_bytes(pem), private


def _alternatives(names: Sequence[str], addresses: Sequence[str]) -> list[Any]:
    from cryptography import x509

    hosts = dict.fromkeys(("localhost", *names))
    here = dict.fromkeys(("127.0.0.1", "::1", *addresses))
    return [*map(x509.DNSName, hosts), *(x509.IPAddress(ipaddress.ip_address(item)) for item in here)]
