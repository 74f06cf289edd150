"""A Docker engine that is none: it answers over a Unix socket with what a test gave it, and counts what was asked.

Commands that are run in a container run here, in the shell, with a folder of the test's own programs on the path.
"""

import json
import os
import queue
import socket
import socketserver
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

DIAMOND = Path(__file__).parent / "lab"


class FakeEngine:
    """What the engine knows. Change it, and the next answer is another."""

    def __init__(self, programs: Path | None = None) -> None:
        self.containers: dict[str, dict[str, Any]] = {}
        self.output: dict[str, list[bytes]] = {}
        self.asked: list[str] = []
        self.commands: dict[str, list[str]] = {}
        self.programs = programs
        self.process = "sleep infinity"
        self.listeners: list[queue.SimpleQueue[dict[str, Any] | None]] = []
        self._came = threading.Condition()

    def listen(self, queue_: "queue.SimpleQueue[dict[str, Any] | None]") -> None:
        """Somebody follows the events."""
        with self._came:
            self.listeners.append(queue_)
            self._came.notify_all()

    def has_listeners(self, count: int) -> bool:
        """Wait until so many follow the events."""
        with self._came:
            return self._came.wait_for(lambda: len(self.listeners) >= count, 15)

    def add(self, lab: str, node: str, **labels: str) -> dict[str, Any]:
        """A running container with containerlab's labels; returns what inspecting it tells."""
        name = f"clab-{lab}-{node}"
        id_ = f"{len(self.containers) + 1:064x}"
        told = {"containerlab": lab, "clab-node-name": node, "clab-node-kind": "linux", **labels}
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S.000000000Z", time.gmtime())
        state = {"Status": "running", "Pid": 0, "StartedAt": stamp}
        network = {"clab": {"IPAddress": f"172.20.20.{len(self.containers) + 2}", "GlobalIPv6Address": ""}}
        full = {"Id": id_, "Name": f"/{name}", "State": state, "Labels": told, "Created": stamp, "Image": "frr:1"}
        full["Config"] = {"Tty": False}
        self.containers[id_] = full | {"NetworkSettings": {"Networks": network}, "Mounts": []}
        return self.containers[id_]

    def remove(self, lab: str) -> None:
        """The lab's containers are gone."""
        gone = [id_ for id_, container in self.containers.items() if container["Labels"]["containerlab"] == lab]
        for id_ in gone:
            self.happen(self.containers.pop(id_), "destroy")

    def happen(self, container: dict[str, Any], action: str, **words: str) -> None:
        """Tell all who listen of an event."""
        ns = time.time_ns()
        attributes = {**container["Labels"], "name": container["Name"].lstrip("/"), **words}
        event = {"Type": "container", "Action": action, "id": container["Id"], "time": ns // 10**9, "timeNano": ns}
        for listener in list(self.listeners):
            listener.put({**event, "Actor": {"ID": container["Id"], "Attributes": attributes}})

    def hang_up(self) -> None:
        """End every event stream, as an engine that stops does."""
        for listener in list(self.listeners):
            listener.put(None)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    engine: FakeEngine

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def _answer(self, body: Any, status: int = 200) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Api-Version", "1.41")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        """What is asked for."""
        path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        self.engine.asked.append(path)
        parts = path.strip("/").split("/")[1:]
        if path.endswith("/version"):
            self._answer({"Version": "20.10.24", "ApiVersion": "1.41", "MinAPIVersion": "1.12"})
        elif path.endswith("/containers/json"):
            self._answer([_row(container) for container in self.engine.containers.values()])
        elif path.endswith("/events"):
            self._events(query)
        elif parts[0] == "containers" and parts[2] == "logs":
            self._chunks([_frame(item) for item in self.engine.output.get(parts[1], [])])
        elif parts[0] == "containers" and parts[2] == "top":
            self._answer({"Titles": ["PID", "CMD"], "Processes": [["1", self.engine.process]]})
        elif parts[0] == "images":
            self._answer({"message": "no such image"}, 404)
        elif parts[0] == "containers":
            found = next((each for each in self.engine.containers.values() if parts[1] in _names(each)), None)
            self._answer(found or {"message": "no such container"}, 200 if found else 404)

    def do_POST(self) -> None:
        """Only commands: `exec_create`, `exec_start`."""
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        parts = urlsplit(self.path).path.strip("/").split("/")[1:]
        self.engine.asked.append("/".join(parts))
        if parts[0] == "containers":
            self.engine.commands["e1"] = body["Cmd"]
            self._answer({"Id": "e1"}, 201)
        else:
            self._run(self.engine.commands[parts[1]])

    def _events(self, query: dict[str, list[str]]) -> None:
        wanted = json.loads(query.get("filters", ["{}"])[0]).get("label", [])
        lab = next((item.partition("=")[2] for item in wanted if "=" in item), None)
        mine: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self.engine.listen(mine)
        self._chunks(
            json.dumps(each).encode() + b"\n"
            for each in iter(mine.get, None)
            if each and lab in (None, each["Actor"]["Attributes"]["containerlab"])
        )
        self.engine.listeners.remove(mine)

    def _chunks(self, parts: Any) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            for part in parts:
                self.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
                self.wfile.flush()
            self.wfile.write(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _run(self, command: list[str]) -> None:
        """Attach a command's input and output to the connection (Engine API: hijacking)."""
        self.wfile.write(b"HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n")
        self.wfile.flush()
        self.close_connection = True
        path = f"{self.engine.programs}:{os.environ['PATH']}"
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "env": {**os.environ, "PATH": path}}
        with subprocess.Popen(command, **pipes) as process:  # type: ignore[call-overload]
            back = threading.Thread(target=self._give_back, args=(process,), daemon=True)
            back.start()
            while data := self.connection.recv(4096):
                process.stdin.write(data)
                process.stdin.flush()
            process.stdin.close()
            back.join(5)

    def _give_back(self, process: Any) -> None:
        try:
            while data := process.stdout.read1(4096):
                self.connection.sendall(_frame(data))
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            return


def _frame(data: bytes) -> bytes:
    return b"\x01\0\0\0" + len(data).to_bytes(4, "big") + data


def _names(container: dict[str, Any]) -> tuple[str, str]:
    return container["Id"], container["Name"].lstrip("/")


def _row(container: dict[str, Any]) -> dict[str, Any]:
    same = {key: container[key] for key in ("Id", "Labels", "Image", "NetworkSettings", "Mounts")}
    return {**same, "Names": [container["Name"]], "State": container["State"]["Status"]}


class _Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True
    request_queue_size = 64

    def get_request(self) -> tuple[Any, Any]:
        """HTTP's handler wants a peer's address, which a Unix socket has not."""
        request, _ = super().get_request()
        return request, ("engine", 0)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is none."""


@contextmanager
def served(engine: FakeEngine, path: Path) -> Iterator[str]:
    """Serve it while the block runs; yields its address."""
    handler = type("Handler", (_Handler,), {"engine": engine})
    path.unlink(missing_ok=True)
    with _Server(str(path), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"unix://{path}"
        finally:
            engine.hang_up()
            server.shutdown()
            thread.join()


def diamond(engine: FakeEngine, folder: Path) -> Path:
    """The recorded lab as the engine and the lab directory tell of it; returns that directory."""
    home = folder / "clab-diamond"
    home.mkdir(parents=True)
    (folder / "diamond.clab.yml").write_text((DIAMOND / "diamond.clab.yml").read_text())
    for name in ("topology-data.json", "nornir-simple-inventory.yml"):
        (home / name).write_text((DIAMOND / name).read_text())
    for load in json.loads((DIAMOND / "inspect-details.json").read_text())["diamond"]:
        labels = {**load["Labels"], "clab-topo-file": str(folder / "diamond.clab.yml")}
        labels["clab-node-lab-dir"] = str(home / labels["clab-node-name"])
        full = engine.add("diamond", labels["clab-node-name"], **labels)
        address = {"IPAddress": load["NetworkSettings"]["IPv4addr"], "GlobalIPv6Address": ""}
        full["NetworkSettings"]["Networks"]["clab"] = address
        full["Mounts"] = load["Mounts"]
    return home
