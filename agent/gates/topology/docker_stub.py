"""A read-only stand-in for the docker engine, so that containerlab plans a lab without touching anything.

A dry run looks at links only where the lab exists already. The stub therefore names one container of the lab, which no
real node can be called; all else is absent, and every request to change something is refused.
"""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

SENTINEL, BRIDGE = "*gate*", "labkeeper-gate"
"""The container that makes the lab exist, and the bridge that its management network is said to have."""

_ID = "0" * 63 + "1"
_VERSION = {"Version": "20.10.24", "ApiVersion": "1.41", "MinAPIVersion": "1.12"}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def _answer(self, body: Any, status: int = 200) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Api-Version", "1.41")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def do_HEAD(self) -> None:
        """`/_ping`."""
        self._answer({})

    def do_GET(self) -> None:
        """The few things that a plan asks for."""
        asked = urlsplit(self.path)
        if asked.path.endswith(("/_ping", "/version")):
            self._answer(_VERSION)
        elif asked.path.endswith("/containers/json"):
            self._answer(self._list(parse_qs(asked.query).get("filters", ["{}"])[0]))
        elif asked.path.endswith(f"/containers/{_ID}/json"):
            self._answer({"Id": _ID, "Name": f"/{SENTINEL}", "State": {"Status": "created", "Pid": 0}})
        else:
            self._answer({"message": "no such object"}, 404)

    def _list(self, filters: str) -> list[dict[str, Any]]:
        labels = json.loads(filters).get("label", {})
        lab = next((name.partition("=")[2] for name in labels if name.startswith("containerlab=")), None)
        if not lab:
            return []
        container: dict[str, Any] = {
            "Id": _ID,
            "Names": [f"/{SENTINEL}"],
            "Image": SENTINEL,
            "State": "created",
            "Status": "Created",
        }
        container |= {
            "Labels": {"containerlab": lab, "clab-node-name": SENTINEL, "clab-mgmt-net-bridge": BRIDGE},
            "Ports": [],
            "Mounts": [],
        }
        return [container | {"NetworkSettings": {"Networks": {}}}]

    def _refuse(self) -> None:
        self._answer({"message": "this engine is read-only"}, 403)

    do_POST = do_PUT = do_DELETE = do_PATCH = _refuse


class _Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True

    def get_request(self) -> tuple[Any, Any]:
        """HTTP's handler wants a peer's address, which a Unix socket has not."""
        request, _ = super().get_request()
        return request, ("stub", 0)


@contextmanager
def engine_stub(path: Path) -> Iterator[None]:
    """Serve the stub on a Unix socket while the block runs."""
    with _Server(str(path), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
