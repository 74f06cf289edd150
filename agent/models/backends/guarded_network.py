"""The only way to an engine's socket: connects to the one allowed place, and gives up in time or when taken back.

It sits below the HTTP client, where nothing else can decide: no proxy, no redirect and no name can lead past it.
"""

import ipaddress
import select
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import httpcore

from agent.config.models import EngineAddress
from agent.models.api import ModelFailure


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long to wait, in seconds: for the connection, the first byte, the next one, and for all of it."""

    connect_s: float
    first_s: float
    gap_s: float
    deadline_s: float


Resolve = Callable[[str, int], list[str]]


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system's own resolver gives them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


class GuardedNetwork(httpcore.NetworkBackend):
    """Opens connections to one place, for one call; `shut` ends them from any thread."""

    def __init__(self, place: EngineAddress, patience: Timeouts, lookup: Resolve = resolve) -> None:
        self._place, self._patience, self._lookup = place, patience, lookup
        self._until = time.monotonic() + patience.deadline_s
        self._sockets: list[socket.socket] = []
        self.is_shut = False

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to an allowed address; what a name resolves to is looked at before, the peer's address after."""
        last: OSError | None = None
        for address in self._addresses(host.strip("[]"), port):
            try:
                connection = socket.create_connection((address, port), self._patience.connect_s)
            except OSError as error:
                last = error
                continue
            try:
                self._pass(str(connection.getpeername()[0]), host)
            except BaseException:
                connection.close()
                raise
            return self._watched(connection)
        raise httpcore.ConnectError(str(last or f"{host} has no address")) from last

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Connect to the socket that the configuration names."""
        if path != self._place.socket:
            raise refused(path, "it is not the socket of the configuration")
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(self._patience.connect_s)
        try:
            connection.connect(path)
        except OSError as error:
            connection.close()
            raise httpcore.ConnectError(str(error)) from error
        return self._watched(connection)

    def shut(self) -> None:
        """End every connection; whoever reads from one wakes up."""
        self.is_shut = True
        for item in list(self._sockets):
            _end(item)

    def _addresses(self, host: str, port: int) -> list[str]:
        if self._place.socket is not None:
            raise refused(host, "only the socket of the configuration is used")
        found = self._lookup(host, port)
        for item in found:
            self._pass(item, host)
        return found

    def _pass(self, address: str, host: str) -> None:
        plain = ipaddress.ip_address(address.partition("%")[0])
        plain = getattr(plain, "ipv4_mapped", None) or plain
        if plain not in self._place.allowed:
            raise refused(host, f"it leads to {plain}")

    def _watched(self, connection: socket.socket) -> httpcore.NetworkStream:
        self._sockets.append(connection)
        if self.is_shut:
            _end(connection)
        return _Watched(connection, self._patience, self._until)


class _Watched(httpcore.NetworkStream):
    """A connection whose every wait has a limit: the first byte's, the next one's, and the whole call's."""

    def __init__(self, connection: socket.socket, patience: Timeouts, until: float) -> None:
        self._connection, self._patience, self._until = connection, patience, until
        self._answered = False

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._limit(self._patience.gap_s if self._answered else self._patience.first_s)
        try:
            data = self._connection.recv(max_bytes)
        except TimeoutError as error:
            raise httpcore.ReadTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error
        self._answered = True
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._answered = False
        self._limit(self._patience.gap_s)
        try:
            self._connection.sendall(buffer)
        except TimeoutError as error:
            raise httpcore.WriteTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        self._connection.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        raise httpcore.UnsupportedProtocol("engines on this machine speak plain HTTP")

    def get_extra_info(self, info: str) -> Any:
        match info:
            case "socket":
                return self._connection
            case "is_readable":  # an idle connection that can be read from was closed by the other end
                poll = select.poll()
                poll.register(self._connection, select.POLLIN)
                return bool(poll.poll(0))
            case _:
                return None

    def _limit(self, limit: float) -> None:
        left = self._until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the deadline has passed")
        self._connection.settimeout(min(limit, left))


def _end(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:  # it has ended by itself
        return


def refused(host: str, why: str) -> ModelFailure:
    """A host that prompts may not go to."""
    return ModelFailure(
        "refused", f"{host}: {why}; nothing was sent", "models.ollama.host names 127.0.0.1, a socket or a LAN address"
    )
