"""The stand-in's HTTP server. See the package's docstring."""

import contextlib
import json
import select
import socket
import threading
import time
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer, ThreadingUnixStreamServer
from types import TracebackType
from typing import Any

from tests.standin.faults import BUSY, DIED, REMOTE, TOO_LONG, Entry, Faults
from tests.standin.voices import Voice, texts

RUNNER = ("num_ctx", "num_batch", "num_gpu", "num_thread")
ROUTED = ("qwen2.5-coder:7b", "gemma3:12b", "gemma3:4b")


class Left(Exception):
    """The client has closed the connection."""


class _Loopback(ThreadingHTTPServer):
    """An HTTP server that does not look up its own name, which might ask the network."""

    def server_bind(self) -> None:
        TCPServer.server_bind(self)


class Standin:
    """A server on a loopback port of its own, or on a unix socket, for as long as the context lasts."""

    def __init__(
        self, voice: Voice | str | Sequence[str] = "All is well.", faults: Faults | None = None, path: str = ""
    ) -> None:
        said = [voice] if isinstance(voice, str) else voice
        self.voice: Voice = said if callable(said) else texts(said)
        self.faults = faults or Faults()
        self.models: dict[str, Entry] = {name: Entry(name) for name in ROUTED}
        self.version = "0.24.0"
        self.max_loaded = 3
        self.asked: list[dict[str, Any]] = []
        self.paths: list[tuple[str, str, dict[str, str]]] = []
        self.loads = self.cancelled = 0
        self.hold = threading.Event()
        self.hold.set()
        self.speaking, self.hanging, self.over = threading.Event(), threading.Event(), threading.Event()
        self.memory: dict[str, dict[str, Any]] = {}
        self.slot = threading.Lock()
        self._path = path
        self._http: ThreadingHTTPServer | ThreadingUnixStreamServer
        if path:
            self._http = ThreadingUnixStreamServer(path, _handler(self))
        else:
            self._http = _Loopback(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), name="standin")

    @property
    def port(self) -> int:
        """Its port."""
        return int(str(self._http.server_address[1]))

    @property
    def host(self) -> str:
        """As `models.ollama.host` is written."""
        return f"unix://{self._path}" if self._path else f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "Standin":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hold.set()
        self.over.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(5)

    def load(self, model: str, options: dict[str, Any]) -> float:
        """As Ollama does: another set of runner options loads again, and the oldest makes room."""
        wanted = {key: options[key] for key in RUNNER if key in options}
        if wanted.items() <= self.memory.get(model, {"": 0}).items():
            return 0.0
        self.memory.pop(model, None)
        while len(self.memory) >= self.max_loaded:
            self.memory.pop(next(iter(self.memory)))
        self.loads += 1
        time.sleep(self.faults.load_s)
        self.memory[model] = wanted or {"num_ctx": 4096}
        return self.faults.load_s


def _handler(server: Standin) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            server.paths.append(("GET", self.path, dict(self.headers)))
            if self._fails():
                return
            faults = server.faults
            match self.path:
                case "/api/version":
                    self._json({"version": server.version})
                case "/api/status" if faults.cloud != "unknown":
                    self._json({"cloud": {"disabled": faults.cloud == "off", "source": "env"}})
                case "/api/tags":
                    remote = REMOTE if "tags" in faults.remote_in else {}
                    self._json({"models": [_row(*model) | remote for model in server.models.items()] + faults.tags})
                case "/api/ps":
                    self._json({"models": [] if faults.not_resident else [_loaded(server, m) for m in server.memory]})
                case _:
                    self._json({"error": "404 page not found"}, 404)

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.paths.append(("POST", self.path, dict(self.headers)))
            if self._fails():
                return
            entry = server.models.get(body.get("model", ""))
            if entry is None:
                self._json({"error": f"model '{body.get('model')}' not found"}, 404)
            elif self.path == "/api/show":
                remote = REMOTE if "show" in server.faults.remote_in else {}
                self._json({"capabilities": list(entry.capabilities), **remote})
            elif self.path == "/api/chat":
                with contextlib.suppress(Left, BrokenPipeError, ConnectionResetError):
                    self._chat(body)
            else:
                self._json({"error": "404 page not found"}, 404)

        def _fails(self) -> bool:
            """The faults that every request meets."""
            if server.faults.hang:
                server.hanging.set()
                server.over.wait(60)
                self.close_connection = True
                return True
            if server.faults.redirect:
                self.send_response(307)
                self.send_header("Location", server.faults.redirect)
                self.send_header("Content-Length", "0")
                self.end_headers()
            elif server.faults.refuse_all:
                self._json({"error": "as the test wants it"}, server.faults.refuse_all)
            return bool(server.faults.redirect or server.faults.refuse_all)

        def _chat(self, body: dict[str, Any]) -> None:
            if server.faults.busy:
                self._json({"error": BUSY}, 503)
            elif server.faults.crash:
                self._json({"error": DIED}, 500)
            elif not body["messages"]:
                self._load_only(body)
            else:
                server.asked.append(body)
                with server.slot:
                    self._answer(body)

        def _load_only(self, body: dict[str, Any]) -> None:
            if body.get("keep_alive") == 0:
                server.memory.pop(body["model"], None)
                reason = "unload"
            else:
                with server.slot:
                    server.load(body["model"], body.get("options") or {})
                reason = "load"
            self._json({"model": body["model"], "message": _message(""), "done": True, "done_reason": reason})

        def _answer(self, body: dict[str, Any]) -> None:
            faults, options = server.faults, body["options"]
            load_s = server.load(body["model"], options)
            tokens = sum(len(item["content"]) for item in body["messages"]) // 4 + 8
            if tokens > options["num_ctx"]:
                if body.get("truncate") is False:
                    self._json({"error": TOO_LONG}, 400)
                    return
                tokens = options["num_ctx"]
            time.sleep(faults.prefill_s)
            self._start()
            count, whole = self._speak(body)
            if whole:
                self._line(self._last(body, count, tokens, load_s))
                self._end()

        def _speak(self, body: dict[str, Any]) -> tuple[int, bool]:
            faults, count = server.faults, 0
            server.speaking.set()
            remote = REMOTE if "answer" in faults.remote_in else {}
            with contextlib.closing(server.voice(body)) as pieces:
                for piece in pieces:
                    self._wait()
                    if self._faulty(count):
                        return count, False
                    if count >= body["options"]["num_predict"]:
                        break
                    self._line({"model": body["model"], "message": _message(piece), "done": False} | remote)
                    count += 1
                    time.sleep(faults.token_s)
            return count, not self._faulty(count)

        def _faulty(self, count: int) -> bool:
            faults = server.faults
            if count == faults.cut_after:
                self._end()
            elif count == faults.break_after:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
            elif count == faults.error_after:
                self._line({"error": DIED})
                self._end()
            else:
                return False
            return True

        def _last(self, body: dict[str, Any], count: int, tokens: int, load_s: float) -> dict[str, Any]:
            faults = server.faults
            if faults.garbage:
                self._chunk(b"this is no JSON\n")
            reason = "length" if faults.length or count >= body["options"]["num_predict"] else "stop"
            read = tokens if faults.read_tokens is None else faults.read_tokens
            timings = {"load_duration": load_s, "prompt_eval_duration": faults.prefill_s, "eval_duration": count / 50}
            return {
                "model": body["model"],
                "message": _message(""),
                "done": True,
                "done_reason": reason,
                "prompt_eval_count": read,
                "eval_count": count,
                **{key: int(value * 1e9) for key, value in timings.items()},
                **(REMOTE if "last" in faults.remote_in else {}),
            }

        def _wait(self) -> None:
            """Until pieces may go on; a client that has left ends the answer."""
            while True:
                readable, _, _ = select.select([self.connection], [], [], 0)
                if readable and not self.connection.recv(1, socket.MSG_PEEK):
                    server.cancelled += 1
                    raise Left
                if server.hold.wait(0.02):
                    return

        def _start(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/x-ndjson")
            self.send_header("Transfer-Encoding", "chunked")
            if server.faults.packed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()

        def _line(self, data: dict[str, Any]) -> None:
            self._chunk(json.dumps(data).encode() + b"\n")

        def _chunk(self, data: bytes) -> None:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

        def _end(self) -> None:
            self.wfile.write(b"0\r\n\r\n")

        def _json(self, data: dict[str, Any], status: int = 200) -> None:
            raw = json.dumps(data).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

    return Handler


def _message(text: str) -> dict[str, str]:
    return {"role": "assistant", "content": text}


def _row(name: str, entry: Entry) -> dict[str, Any]:
    return {"name": name, "model": name, "digest": entry.sha256, "size": entry.size, "details": {"format": "gguf"}}


def _loaded(server: Standin, name: str) -> dict[str, Any]:
    entry, options = server.models.get(name, Entry(name)), server.memory[name]
    vram = 0 if options.get("num_gpu") == 0 else entry.size
    return _row(name, entry) | {"size_vram": vram, "context_length": options.get("num_ctx")}
