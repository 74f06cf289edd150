"""The HTTP transport under the official `ollama` client, which lets nothing leave for anywhere but the named place.

The client by itself obeys proxy variables and redirects, sends OLLAMA_API_KEY to whoever listens, cuts long prompts in
silence, drops the fields that give a remote model away and takes a cut stream for an answer. All of it ends here.
"""

import json
from collections.abc import Iterator
from typing import Any

import httpcore
import httpx

from agent.config.models import EngineAddress
from agent.models.api import ModelFailure
from agent.models.backends.guarded_network import GuardedNetwork, Resolve, Timeouts, refused, resolve
from agent.models.backends.request_checks import cloud_refused, names_cloud
from agent.models.backends.response_guard import RawChat

CALLS = frozenset(
    {
        ("GET", "/api/version"),
        ("GET", "/api/status"),
        ("GET", "/api/tags"),
        ("GET", "/api/ps"),
        ("POST", "/api/show"),
        ("POST", "/api/chat"),
    }
)
"""All that is ever asked: nothing that fetches, pushes, creates, searches the web or signs in."""

DROPPED = frozenset({"authorization", "proxy-authorization", "cookie", "accept-encoding", "content-length"})


class SovereignTransport(httpx.BaseTransport):
    """Carries one call's requests to one place; `abort` takes them back from any thread."""

    def __init__(self, place: EngineAddress, patience: Timeouts, lookup: Resolve = resolve) -> None:
        self._place = place
        self._door = GuardedNetwork(place, patience, lookup)
        self._pool = httpcore.ConnectionPool(network_backend=self._door, uds=place.socket)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send what is allowed, as it is allowed, and hand the answer on as it is looked at."""
        self._allow(request)
        body = _body(request)
        headers = [(key, value) for key, value in request.headers.raw if key.decode().lower() not in DROPPED]
        headers += [(b"Accept-Encoding", b"identity"), (b"Content-Length", str(len(body)).encode())]
        target = httpcore.URL(
            scheme=b"http", host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        try:
            answer = self._pool.handle_request(httpcore.Request(request.method, target, headers=headers, content=body))
        except Exception as error:  # whatever a library raises becomes one of our failures
            raise self._failure(error) from error
        self._look(answer)
        guard = RawChat(_model(body)) if request.url.path == "/api/chat" and answer.status == 200 else None
        return httpx.Response(answer.status, headers=answer.headers, stream=_Stream(self, answer, guard))

    def abort(self) -> None:
        """Take everything back that is under way."""
        self._door.shut()

    def close(self) -> None:
        """Let go of the connections."""
        self._pool.close()

    def _allow(self, request: httpx.Request) -> None:
        asked, ours = request.url, httpx.URL(self._place.url)
        if (asked.scheme, asked.host, asked.port) != (ours.scheme, ours.host, ours.port):
            raise refused(f"{asked.scheme}://{asked.netloc.decode()}", "it is not the place of the configuration")
        if (request.method, asked.path) not in CALLS:
            raise ModelFailure(
                "refused", f"{request.method} {asked.path} is never asked of an engine; nothing was sent"
            )

    def _look(self, answer: httpcore.Response) -> None:
        """Refuse an answer that leads elsewhere, or that cannot be looked into."""
        headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in answer.headers}
        if 300 <= answer.status < 400:
            answer.close()
            raise refused(self._place.where, f"it redirects to {headers.get('location', 'nowhere')!r}")
        if headers.get("content-encoding", "identity").lower() != "identity":
            answer.close()
            raise ModelFailure("server", f"{self._place.where} packs its answer, which was not asked for")

    def _failure(self, error: Exception) -> Exception:
        """What a connection's end means, in our words."""
        where = self._place.where
        if self._door.is_shut:
            return ModelFailure("cancelled", "the call was taken back")
        match error:
            case httpcore.ConnectError() | httpcore.ConnectTimeout():
                hint = "is `ollama serve` running, and models.ollama.host right?"
                return ModelFailure("unreachable", f"{where}: nobody answers: {_plain(error)}", hint)
            case httpcore.TimeoutException():
                hint = "the model is still loading, busy, or too slow here: labkeeper calls shows the waits"
                return ModelFailure("timeout", f"{where}: no answer in time", hint)
            case httpcore.NetworkError() | httpcore.ProtocolError():
                return ModelFailure("cut", f"{where}: the connection broke: {error}", "the engine's log says why")
            case _:
                return error


def _plain(error: Exception) -> str:
    """What happened, without the number that the system has for it: `Connection refused`."""
    said = str(error)
    return said.partition("] ")[2] if said.startswith("[Errno ") else said


class _Stream(httpx.SyncByteStream):
    """An answer's bytes, each chunk looked at before it is handed on."""

    def __init__(self, transport: SovereignTransport, answer: httpcore.Response, guard: RawChat | None) -> None:
        self._transport, self._answer, self._guard = transport, answer, guard

    def __iter__(self) -> Iterator[bytes]:
        parts = self._answer.iter_stream()
        while True:
            try:
                part = next(parts, None)
            except Exception as error:  # as above
                raise self._transport._failure(error) from error
            if part is None:
                break
            if self._guard:
                self._guard.feed(part)
            yield part
        if self._guard:
            self._guard.end()

    def close(self) -> None:
        self._answer.close()


def _body(request: httpx.Request) -> bytes:
    """The request's body; a chat is never cut, shifted, or meant for a remote model."""
    raw = request.read()
    if request.url.path != "/api/chat":
        return raw
    said: dict[str, Any] = json.loads(raw)
    if names_cloud(str(said.get("model", ""))):
        raise cloud_refused(str(said["model"]))
    return json.dumps(said | {"truncate": False, "shift": False}).encode()


def _model(body: bytes) -> str:
    return str(json.loads(body)["model"])
