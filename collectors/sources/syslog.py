"""Listens for syslog over UDP and TCP (RFC 3164, 5424; framing by newline or octet count, RFC 6587)."""

import selectors
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo

from collectors.collector import LineContext, ObservationQueue
from collectors.logs.frame.reading import host_of
from collectors.logs.reader import LONGEST_LINE, LineReader

WAIT_S = 0.5


@dataclass(frozen=True, slots=True)
class SyslogOptions:
    """Where to listen, and which node a host name or a sender's address means."""

    address: str = "127.0.0.1"
    port: int = 5514
    protocols: tuple[str, ...] = ("udp", "tcp")
    nodes: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo = UTC


class SyslogServer:
    """A collector of everything that is sent to one address."""

    def __init__(self, options: SyslogOptions, clock_ns: Callable[[], int]) -> None:
        self.name = f"syslog-{options.address}:{options.port}"
        self.bound = threading.Event()
        self.port = options.port
        self._options, self._clock_ns = options, clock_ns
        self._stop = threading.Event()
        self._readers: dict[str, LineReader] = {}

    def stop(self) -> None:
        """Let `run` return."""
        self._stop.set()

    def run(self, outbox: ObservationQueue) -> None:
        """Take messages until stopped."""
        with selectors.DefaultSelector() as selector:
            sockets = self._bind(selector)
            self.bound.set()
            try:
                while not self._stop.is_set():
                    for key, _ in selector.select(WAIT_S):
                        key.data(selector, key.fileobj, outbox)
            finally:
                for item in [key.fileobj for key in list(selector.get_map().values())]:
                    item.close()  # type: ignore[union-attr]  # only sockets are registered
                for each in sockets:
                    each.close()

    def _bind(self, selector: selectors.BaseSelector) -> list[socket.socket]:
        made = []
        family = socket.AF_INET6 if ":" in self._options.address else socket.AF_INET
        for protocol in self._options.protocols:
            kind = socket.SOCK_DGRAM if protocol == "udp" else socket.SOCK_STREAM
            one = socket.socket(family, kind)
            made.append(one)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind((self._options.address, self.port))
            self.port = one.getsockname()[1]
            one.setblocking(False)
            if protocol == "tcp":
                one.listen(64)
            selector.register(one, selectors.EVENT_READ, self._datagram if protocol == "udp" else self._accept)
        return made

    def _datagram(self, selector: selectors.BaseSelector, one: socket.socket, outbox: ObservationQueue) -> None:
        data, sender = one.recvfrom(65_535)
        self._message(data, sender[0], outbox)

    def _accept(self, selector: selectors.BaseSelector, one: socket.socket, outbox: ObservationQueue) -> None:
        connection, sender = one.accept()
        connection.setblocking(False)
        rest = bytearray()

        def take(selector: selectors.BaseSelector, one: socket.socket, outbox: ObservationQueue) -> None:
            try:
                data = one.recv(65_536)
            except OSError:
                data = b""
            rest.extend(data)
            for message in frames(rest, closed=not data):
                self._message(message, sender[0], outbox)
            if not data:
                selector.unregister(one)
                one.close()

        selector.register(connection, selectors.EVENT_READ, take)

    def _message(self, data: bytes, sender: str, outbox: ObservationQueue) -> None:
        text = data.decode(errors="replace").strip()
        if not text:
            return
        host = host_of(text) or sender
        node = self._options.nodes.get(host) or self._options.nodes.get(sender) or host
        reader = self._readers.get(node)
        if reader is None:
            context = LineContext(node, "syslog", f"syslog:{node}", 0, self._options.zone)
            reader = self._readers[node] = LineReader(context)
        reader.context = replace(reader.context, received_ns=self._clock_ns())
        outbox.put(reader.feed(text.encode() + b"\n"))


def frames(rest: bytearray, *, closed: bool = False) -> list[bytes]:
    """Complete messages at the start of a stream, taken out of it: octet-counted or ended by a newline."""
    found = []
    while rest:
        head, space, _ = bytes(rest[:8]).partition(b" ")
        if space and head.isdigit() and int(head) > 0:
            start = len(head) + 1
            if len(rest) < start + int(head):
                break
            found.append(bytes(rest[start : start + int(head)]))
            del rest[: start + int(head)]
            continue
        end = rest.find(b"\n")
        if end < 0 and not closed and len(rest) < LONGEST_LINE:
            break
        end = len(rest) if end < 0 else end
        found.append(bytes(rest[:end]))
        del rest[: end + 1]
    if closed and rest:
        found.append(bytes(rest))
        rest.clear()
    return found
