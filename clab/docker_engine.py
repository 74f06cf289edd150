"""The Docker engine, asked read-only: containers by label, events, output. The library's types stay in this file.

Whatever goes wrong becomes an `EngineError` whose hint says what to do: an engine that is absent, a socket that this
user may not open, one that accepts and is silent.
"""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from clab.labels import LAB

TIMEOUT_S = 5.0
ANY_VERSION = "1.24"
"""Of the API, only to ask for the one that is spoken; the question itself has none."""

START = "is it running? sudo systemctl start docker; DOCKER_HOST names another engine"
ALLOW = "sudo usermod -aG docker $USER and log in again, or run labkeeper as root"


class EngineError(Exception):
    """The engine does not answer: `hint` says what to do."""

    def __init__(self, what: str, hint: str) -> None:
        self.what, self.hint = what, hint
        super().__init__(f"{what}; {hint}")


class Flow:
    """Something that the engine goes on telling, until it is closed; closing it from another thread ends the reader."""

    def __init__(self, stream: Any, what: str) -> None:
        self._stream, self._what = stream, what
        self._response = getattr(stream, "_response", None)
        self._read = False

    @property
    def items(self) -> Iterator[Any]:
        """What it tells.

        Raises:
            EngineError: it broke off.
        """
        import docker.errors
        import requests
        import urllib3.exceptions

        self._read = True
        known = (docker.errors.DockerException, requests.exceptions.RequestException, urllib3.exceptions.HTTPError)
        try:
            yield from self._stream
        except (*known, OSError, ValueError, AttributeError) as error:  # the last two where it is closed meanwhile
            raise EngineError(f"{self._what} broke off: {error}", START) from error
        finally:
            self._release()

    def close(self) -> None:
        """End it; who reads it lets go of the connection."""
        with suppress(OSError, AttributeError, ValueError):
            self._stream.close()
        if not self._read:
            self._release()

    def _release(self) -> None:
        if self._response is not None:
            with suppress(OSError, AttributeError, ValueError):
                self._response.close()


class DockerEngine:
    """One engine, by `DOCKER_HOST` or its usual socket. Connects when first asked; safe to use from any thread."""

    def __init__(self, base_url: str | None = None, timeout_s: float = TIMEOUT_S) -> None:
        self.url = base_url or os.environ.get("DOCKER_HOST") or "unix:///var/run/docker.sock"
        self._timeout_s = timeout_s
        self._lock = threading.Lock()
        self._client: Any = None

    def containers(self) -> list[dict[str, Any]]:
        """All containers with containerlab's label, whatever their state, as `GET /containers/json` lists them."""
        return list(self._ask("list containers", lambda api: api.containers(all=True, filters={"label": LAB})))

    def inspect(self, container: str) -> dict[str, Any] | None:
        """One container in full; None where it is gone by now."""
        found = self._ask(f"inspect {container!r}", lambda api: _unless_gone(lambda: api.inspect_container(container)))
        return dict(found) if found else None

    def processes(self, container: str) -> list[str]:
        """The command lines that run in a container."""
        told = self._ask(f"list processes of {container!r}", lambda api: _unless_gone(lambda: api.top(container)))
        titles = [str(item) for item in (told or {}).get("Titles") or ()]
        column = titles.index("CMD") if "CMD" in titles else -1
        return [str(row[column]) for row in (told or {}).get("Processes") or ()]

    def events(self, lab: str | None = None, since: float | None = None) -> Flow:
        """Events of labelled containers (of one lab) as they come, from `since` (seconds, the engine's clock) on."""
        wanted = {"label": f"{LAB}={lab}" if lab else LAB, "type": "container"}
        flow = self._ask("follow events", lambda api: api.events(since=since, filters=wanted, decode=True))
        return Flow(flow, f"{self.url}: the event stream")

    def output(self, container: str, since: float | None = None, tail: int | str = "all") -> Flow:
        """What a container prints, from `since` on, as blocks of bytes."""
        options: dict[str, Any] = {"stream": True, "follow": True, "tail": tail}
        if since is not None:
            options["since"] = since
        flow = self._ask(f"follow the output of {container!r}", lambda api: api.logs(container, **options))
        return Flow(flow, f"{self.url}: the output of {container!r}")

    def last_lines(self, container: str, lines: int, since: float | None = None) -> list[str]:
        """The last lines that a container printed, from `since` (seconds) on; empty where it is gone by now."""
        options: dict[str, Any] = {"stream": False, "follow": False, "tail": lines}
        if since is not None:
            options["since"] = since
        told = self._ask(
            f"read the output of {container!r}",
            lambda api: _unless_gone(lambda: api.logs(container, **options)),
        )
        return bytes(told or b"").decode(errors="replace").splitlines()

    def has_image(self, name: str) -> bool:
        """Whether this host has an image of that name."""
        return bool(self._ask(f"look for image {name!r}", lambda api: _unless_gone(lambda: api.inspect_image(name))))

    def execute(self, container: str, command: list[str]) -> "Execution":
        """Start a command in a container, its input and output in hand."""

        def begin(api: Any) -> "Execution":
            made = api.exec_create(container, command, stdin=True, stdout=True, stderr=False)
            return Execution(api.exec_start(made["Id"], socket=True))

        return self._ask(f"run {command[0]!r} in {container!r}", begin)  # type: ignore[no-any-return]

    def _ask(self, what: str, how: Callable[[Any], Any]) -> Any:
        import docker.errors
        import requests

        try:
            knock(self.url, self._timeout_s)
            return how(self._connected())
        except docker.errors.APIError as error:
            raise EngineError(f"{self.url}: {what}: {error.explanation or error}", START) from error
        except (docker.errors.DockerException, requests.exceptions.RequestException, OSError) as error:
            raise _said(self.url, what, error) from error

    def _connected(self) -> Any:
        """The library's client, in the version of the API that the engine speaks."""
        import docker

        with self._lock:
            if self._client is None:
                probe = docker.APIClient(base_url=self.url, version=ANY_VERSION, timeout=self._timeout_s)
                try:
                    spoken = probe.version(api_version=False)["ApiVersion"]
                finally:
                    probe.close()
                self._client = docker.APIClient(base_url=self.url, version=spoken, timeout=self._timeout_s)
            return self._client

    def close(self) -> None:
        """Let go of the connections."""
        with self._lock:
            if self._client is not None:
                self._client.close()
                self._client = None


class Execution:
    """A command that runs in a container: lines go in, bytes come out. Closing it ends its input, and so itself."""

    def __init__(self, attached: Any) -> None:
        self._attached = attached
        self._socket = getattr(attached, "_sock", attached)
        self._left = 0

    def send(self, text: str) -> None:
        """Write to its input."""
        self._socket.sendall(text.encode())

    def read(self, timeout_s: float) -> bytes:
        """What it printed next; empty at its end.

        Raises:
            TimeoutError: it printed nothing for so long.
        """
        self._socket.settimeout(timeout_s)
        if not self._left:
            header = self._exactly(8)
            if len(header) < 8:
                return b""
            self._left = int.from_bytes(header[4:8], "big")
        block = bytes(self._socket.recv(min(self._left, 1 << 16)))
        self._left -= len(block)
        return block

    def _exactly(self, size: int) -> bytes:
        """The head of a frame (Engine API, "stream format"): one byte says which stream, the last four how much."""
        found = b""
        while len(found) < size:
            part = self._socket.recv(size - len(found))
            if not part:
                return b""
            found += part
        return found

    def close(self) -> None:
        """End it."""
        response = getattr(self._attached, "_response", None)
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        for item in (self._attached, response, self._socket):
            if item is not None:
                with suppress(OSError, ValueError, AttributeError):
                    item.close()


def knock(url: str, timeout_s: float) -> None:
    """See whether somebody listens: the library leaves its socket open where nobody does.

    Raises:
        OSError: nobody does, or this user may not connect.
    """
    if url.startswith("unix://"):
        with socket.socket(socket.AF_UNIX) as sock:
            sock.settimeout(timeout_s)
            sock.connect(url.removeprefix("unix://"))


def _said(url: str, what: str, error: Exception) -> EngineError:
    text = str(error)
    for sign, words, hint in (
        ("Permission", "permission denied", ALLOW),
        ("No such file", "no Docker engine here", START),
        ("timed out", "no answer in time", START),
        ("refused", "connection refused", START),
    ):
        if sign in text:
            return EngineError(f"{url}: {what}: {words}", hint)
    return EngineError(f"{url}: {what}: {text[:200]}", START)


def _unless_gone(ask: Callable[[], Any]) -> Any:
    import docker.errors

    try:
        return ask()
    except docker.errors.NotFound:
        return None
    except docker.errors.APIError as error:
        if error.status_code == 409:  # it does not run
            return None
        raise
