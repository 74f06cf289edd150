"""What the Ollama engine sends, and what it makes of a server's failures."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agent.config.models import OllamaConfig
from agent.models.api import Cancellation, FailureKind, Message, ModelFailure, ModelReply, ModelRequest, RunnerOptions
from agent.models.backends.digest_pins import Pins
from agent.models.backends.model_names import find
from agent.models.backends.ollama import OllamaBackend
from tests.standin import Entry, Faults, Standin

MODEL = "gemma3:4b"


@pytest.fixture
def server() -> Iterator[Standin]:
    """A stand-in that says a few words."""
    with Standin("r1 lost its session with r2.") as found:
        yield found


def _backend(server: Standin, **config: Any) -> OllamaBackend:
    return OllamaBackend(OllamaConfig(host=server.host, **config), Pins())


def _ask(
    backend: OllamaBackend, cancellation: Cancellation | None = None, keep_alive_s: float = 300, **more: Any
) -> ModelReply:
    messages = more.pop("messages", (Message("user", "What happened?"),))
    request = ModelRequest("answer", MODEL, messages, **({"num_predict": 50} | more))
    return backend.generate(request, RunnerOptions(), keep_alive_s, cancellation or Cancellation())


def test_what_is_sent(server: Standin) -> None:
    """Whole and bounded: never cut, never shifted, runner options first, what is None left out."""
    schema = {"type": "object", "properties": {"a": {"enum": [1]}}, "required": ["a"]}
    with pytest.raises(ModelFailure):
        _ask(_backend(server), schema=schema, temperature=0.5, seed=3)
    body = server.asked[0]
    assert {
        "model": MODEL,
        "messages": [{"role": "user", "content": "What happened?"}],
        "stream": True,
        "format": schema,
        "options": {"num_ctx": 4096, "num_batch": 128, "num_predict": 50, "temperature": 0.5, "seed": 3},
        "keep_alive": 300,
        "truncate": False,
        "shift": False,
        "tools": [],
    } == body


def test_a_model_that_thinks_is_told_not_to(server: Standin) -> None:
    """Ollama turns thinking on by itself where a model can."""
    server.models[MODEL] = Entry(MODEL, capabilities=("completion", "thinking"))
    _ask(_backend(server))
    assert server.asked[0]["think"] is False


@pytest.mark.parametrize(("seconds", "sent"), [(-1.0, -1), (0.0, 0), (90.4, 90)])
def test_how_long_a_model_is_kept(server: Standin, seconds: float, sent: int) -> None:
    """Below 0 is for good."""
    _ask(_backend(server), keep_alive_s=seconds)
    assert sent == server.asked[0]["keep_alive"]


FAULTS: list[tuple[dict[str, Any], FailureKind, str]] = [
    ({"busy": True}, "busy", "maximum pending requests"),
    ({"crash": True}, "server", "unexpected EOF"),
    ({"cut_after": 2}, "cut", "without its end"),
    ({"cut_after": 0}, "cut", "without its end"),
    ({"break_after": 2}, "cut", "connection broke"),
    ({"error_after": 1}, "server", "unexpected EOF"),
    ({"garbage": True}, "server", "no JSON"),
    ({"length": True}, "bad_answer", "cut off"),
    ({"read_tokens": 4090}, "too_long", "do not fit"),
    ({"refuse_all": 403}, "refused", "as the test wants it"),
    ({"refuse_all": 500}, "server", "as the test wants it"),
]


@pytest.mark.parametrize(("faults", "kind", "said"), FAULTS, ids=[next(iter(fault[0])) for fault in FAULTS])
def test_a_servers_failure_is_ours(server: Standin, faults: dict[str, Any], kind: FailureKind, said: str) -> None:
    """Every way to fail has its kind, and its words are handed on."""
    server.faults = Faults(**faults)
    with pytest.raises(ModelFailure, match=said) as caught:
        _ask(_backend(server))
    assert kind == caught.value.kind


def test_a_prompt_that_was_cut_in_silence_is_noticed(server: Standin) -> None:
    """A server that ignores truncate:false gives itself away by how little it read."""
    server.faults.read_tokens = 500
    with pytest.raises(ModelFailure, match="cut in silence") as caught:
        _ask(_backend(server), messages=(Message("user", "All links are up. " * 400),))
    assert "too_long" == caught.value.kind


def test_a_schema_that_the_server_ignored_is_noticed(server: Standin) -> None:
    """Plain words are no JSON."""
    schema = {"type": "object", "properties": {"a": {"enum": ["x"]}}}
    with pytest.raises(ModelFailure, match="no JSON") as caught:
        _ask(_backend(server), schema=schema)
    assert "bad_answer" == caught.value.kind


@pytest.mark.parametrize("answer", [{"a": "y"}, {"a": "x", "b": 1}, ["x"]])
def test_json_against_the_schema_is_noticed(answer: object) -> None:
    """Valid JSON is not yet what was asked for."""
    schema = {"type": "object", "properties": {"a": {"enum": ["x"]}}, "additionalProperties": False, "required": ["a"]}
    with (
        Standin(json.dumps(answer)) as server,
        pytest.raises(ModelFailure, match="broke the schema") as caught,
    ):
        _ask(_backend(server), schema=schema)
    assert "bad_answer" == caught.value.kind


def test_an_empty_answer_is_none() -> None:
    """White space is no answer."""
    with Standin(" ") as server, pytest.raises(ModelFailure, match="empty") as caught:
        _ask(_backend(server))
    assert "bad_answer" == caught.value.kind


def test_a_model_pulled_away_while_it_answers_is_missing_at_the_next_call(server: Standin) -> None:
    """As on a real server the answer under way ends well."""
    server.hold.clear()
    backend, replies = _backend(server), []
    thread = threading.Thread(target=lambda: replies.append(_ask(backend)), name="asker")
    thread.start()
    assert server.speaking.wait(5)
    del server.models[MODEL]
    server.hold.set()
    thread.join(5)
    assert "r1 lost its session with r2." == replies[0].text
    with pytest.raises(ModelFailure, match="not installed") as caught:
        _ask(backend)
    assert "missing" == caught.value.kind


def test_taking_a_call_back_closes_the_connection(server: Standin) -> None:
    """The server sees the client leave, and its slot is free again."""
    server.hold.clear()
    cancellation, failures = Cancellation(), []

    def ask() -> None:
        try:
            _ask(_backend(server), cancellation)
        except ModelFailure as failure:
            failures.append(failure.kind)

    thread = threading.Thread(target=ask, name="asker")
    thread.start()
    assert server.speaking.wait(5)
    cancellation.cancel()
    thread.join(5)
    assert ["cancelled"] == failures
    assert server.slot.acquire(timeout=5)
    server.slot.release()
    assert 1 == server.cancelled


@pytest.mark.parametrize("patience", [{"first_s": 0.2}, {"gap_s": 0.2}])
def test_a_silent_server_is_given_up(server: Standin, patience: dict[str, float]) -> None:
    """Before the first word as between words."""
    if "first_s" in patience:
        server.faults.prefill_s = 0.5
    else:
        server.hold.clear()
    with pytest.raises(ModelFailure, match="no answer in time") as caught:
        _ask(_backend(server, **patience))
    assert "timeout" == caught.value.kind


def test_a_dripping_server_meets_the_deadline() -> None:
    """Each gap is short, all of them together are not."""
    with Standin(" ".join(["word"] * 40), Faults(token_s=0.05)) as server:
        with pytest.raises(ModelFailure) as caught:
            _ask(_backend(server, gap_s=5), deadline_s=0.4)
        assert "timeout" == caught.value.kind


def test_a_server_that_hangs_before_it_is_asked_meets_the_deadline(server: Standin) -> None:
    """Looking at the model counts, too; and it can be taken back."""
    server.faults.hang = True
    with pytest.raises(ModelFailure) as caught:
        _ask(_backend(server), deadline_s=0.3)
    assert "timeout" == caught.value.kind
    server.hanging.clear()
    cancellation = Cancellation()
    threading.Thread(target=lambda: (server.hanging.wait(5), cancellation.cancel()), name="taker").start()
    with pytest.raises(ModelFailure) as caught:
        _ask(_backend(server), cancellation)
    assert "cancelled" == caught.value.kind


def test_nobody_there() -> None:
    """A closed port is said with what to do."""
    with Standin() as gone:
        host = gone.host
    with pytest.raises(ModelFailure, match="nobody answers") as caught:
        OllamaBackend(OllamaConfig(host=host), Pins()).status()
    assert ("unreachable", True) == (caught.value.kind, "ollama serve" in caught.value.hint)


def test_a_unix_socket(tmp_path: Path) -> None:
    """An engine behind a socket is asked in the same way."""
    with Standin("All is well.", path=str(tmp_path / "o.sock")) as server:
        backend = _backend(server)
        assert "All is well." == _ask(backend).text
        assert f"unix://{tmp_path}/o.sock" == backend.status().where


def test_the_same_options_load_once(server: Standin) -> None:
    """load and answers with the same options share one load; others load again."""
    backend = _backend(server)
    backend.load(MODEL, RunnerOptions(), 300)
    _ask(backend)
    assert 1 == server.loads
    backend.load(MODEL, RunnerOptions(num_ctx=2048), 300)
    assert 2 == server.loads


def test_what_a_call_took(server: Standin) -> None:
    """The server's nanoseconds are our seconds."""
    server.faults = Faults(load_s=0.01, prefill_s=0.02)
    usage = _ask(_backend(server)).usage
    assert (0.01, 0.02, 6, 0.12) == (usage.load_s, usage.prefill_s, usage.answer_tokens, usage.decode_s)
    assert 50 == usage.rate


@pytest.mark.parametrize(("name", "found"), [("gemma3:4b", "gemma3:4b"), ("phi3.5", "phi3.5:latest"), ("gemma3", None)])
def test_a_name_without_a_tag_is_latest(server: Standin, name: str, found: str | None) -> None:
    """And nothing else."""
    server.models["phi3.5:latest"] = Entry("phi")
    model = find(_backend(server).installed(), name)
    assert found == (model.name if model else None)
