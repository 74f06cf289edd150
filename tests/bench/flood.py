"""A gNMI server that only pushes: every answer is encoded beforehand, so that what is measured is the reader.

python -m tests.bench.flood TARGETS MESSAGES UPDATES_PER_MESSAGE MESSAGES_PER_SECOND (0: as fast as it is read)
prints its ports, then a line for every stream that is served to its end.
"""

import socket
import sys
import threading
import time

import h2.config
import h2.connection
import h2.events
from pygnmi.spec.v080 import gnmi_pb2 as pb

from tests.bench.answers import answers, framed

BLOCK = 2_000


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class Stream:
    """One connection, served by its own thread."""

    def __init__(self, peer: socket.socket, messages: int, made: list[bytes], rate: float) -> None:
        self._peer, self._messages, self._made, self._rate = peer, messages, made, rate
        config = h2.config.H2Configuration(client_side=False, header_encoding="utf-8")
        self._http = h2.connection.H2Connection(config)

    def serve(self) -> None:
        """Answer Capabilities, and push on Subscribe."""
        self._peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._http.initiate_connection()
        self._flush()
        try:
            while True:
                for event in self._read():
                    if isinstance(event, h2.events.RequestReceived):
                        self._answer(event.stream_id, dict(event.headers)[":path"])
        except (OSError, EOFError, h2.exceptions.ProtocolError):
            self._peer.close()

    def _read(self) -> list[h2.events.Event]:
        data = self._peer.recv(65_536)
        if not data:
            raise EOFError
        found = self._http.receive_data(data)
        for item in found:
            if isinstance(item, h2.events.DataReceived):
                self._http.acknowledge_received_data(item.flow_controlled_length, item.stream_id)
        self._flush()
        return found

    def _flush(self) -> None:
        self._peer.sendall(self._http.data_to_send())

    def _answer(self, stream: int, path: str) -> None:
        self._http.send_headers(stream, [(":status", "200"), ("content-type", "application/grpc")])
        if path.endswith("/Capabilities"):
            able = pb.CapabilityResponse(supported_encodings=[pb.JSON_IETF], gNMI_version="0.8.0")
            self._send(stream, framed(able.SerializeToString()))
        else:
            self._send(stream, framed(pb.SubscribeResponse(sync_response=True).SerializeToString()))
            self._push(stream)
        self._http.send_headers(stream, [("grpc-status", "0")], end_stream=True)
        self._flush()
        if not path.endswith("/Capabilities"):
            _say("served")

    def _push(self, stream: int) -> None:
        if not self._rate:
            block = b"".join(self._made)
            for _ in range(self._messages // len(self._made)):
                self._send(stream, block)
            self._send(stream, b"".join(self._made[: self._messages % len(self._made)]))
            return
        started = time.monotonic()
        for k in range(self._messages):
            time.sleep(max(0.0, started + k / self._rate - time.monotonic()))
            self._send(stream, self._made[k % len(self._made)])

    def _send(self, stream: int, data: bytes) -> None:
        at = 0
        while at < len(data):
            room = min(self._http.local_flow_control_window(stream), self._http.max_outbound_frame_size)
            if room <= 0:
                self._read()
                continue
            self._http.send_data(stream, data[at : at + room])
            at += room
            self._flush()


def main() -> None:
    """Listen on as many ports as there are targets, until the standard input ends."""
    targets, messages, updates, rate = (int(each) for each in sys.argv[1:])
    made = answers(min(BLOCK, messages), updates)
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(targets)]

    def accept(listener: socket.socket) -> None:
        while True:
            peer, _ = listener.accept()
            threading.Thread(target=Stream(peer, messages, made, rate).serve, daemon=True).start()

    for item in listeners:
        threading.Thread(target=accept, args=(item,), daemon=True).start()
    _say(" ".join(str(each.getsockname()[1]) for each in listeners))
    sys.stdin.read()


if __name__ == "__main__":
    main()
