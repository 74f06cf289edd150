"""What every engine obeys, whichever it is; `LABKEEPER_TEST_OLLAMA` adds a real server."""

import json
import threading
from collections.abc import Iterator

import pytest
from jsonschema import validate

from agent.models.api import Cancellation, ModelFailure
from tests.agent.models.backends.engines import ENGINES, OPTIONS, SCHEMA, Engine

FOREVER = -1.0


@pytest.fixture(scope="module", params=list(ENGINES))
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine in turn."""
    with ENGINES[request.param]() as found:
        yield found


def _fails(engine: Engine, cancellation: Cancellation | None = None, **asked: object) -> ModelFailure:
    with pytest.raises(ModelFailure) as caught:
        engine.backend.generate(engine.ask(**asked), OPTIONS, FOREVER, cancellation or Cancellation())
    return caught.value


def test_it_says_what_it_is_and_where(engine: Engine) -> None:
    """The status names the engine, its version and its place."""
    status = engine.backend.status()
    assert engine.backend.name == status.engine
    assert status.version
    assert status.where


def test_it_lists_its_model_with_digest_and_size(engine: Engine) -> None:
    """The model is among the installed ones, local, with a digest and a size in bytes."""
    here = next(item for item in engine.backend.installed() if item.name == engine.model)
    assert (64, False) == (len(here.digest), here.remote)
    assert here.size > 1_000_000


def test_a_loaded_model_is_in_memory_until_it_is_unloaded(engine: Engine) -> None:
    """load and unload are seen in the list of loaded models, by digest."""
    digest = next(item.digest for item in engine.backend.installed() if item.name == engine.model)
    assert engine.backend.load(engine.model, OPTIONS, FOREVER) >= 0
    assert digest in {each.digest for each in engine.backend.loaded()}
    engine.backend.unload(engine.model)
    pause = threading.Event()
    for _ in range(100):  # a real server shows it for a moment more
        if digest not in {each.digest for each in engine.backend.loaded()}:
            break
        pause.wait(0.05)
    assert digest not in {each.digest for each in engine.backend.loaded()}


def test_an_answer_is_what_was_told_on_the_way(engine: Engine) -> None:
    """The pieces make the text, which obeys the schema; who answered and what it took is said."""
    pieces: list[str] = []
    request = engine.ask('Answer with JSON: {"severity": "OK", "text": a greeting}', schema=SCHEMA)
    reply = engine.backend.generate(request, OPTIONS, FOREVER, Cancellation(), pieces.append)
    assert reply.text == "".join(pieces)
    validate(json.loads(reply.text), SCHEMA)
    assert engine.backend.name == reply.engine
    assert reply.digest in {item.digest for item in engine.backend.installed()}
    assert min(reply.usage.prompt_tokens, reply.usage.answer_tokens) > 0


def test_the_same_request_gets_the_same_answer(engine: Engine) -> None:
    """With a seed and no temperature an engine repeats itself."""
    request = engine.ask("Answer with JSON about a router.", schema=SCHEMA, temperature=0.0)
    first, second = (engine.backend.generate(request, OPTIONS, FOREVER, Cancellation()) for _ in range(2))
    assert first.text == second.text


def test_a_model_that_is_not_there_is_missing(engine: Engine) -> None:
    """The failure's kind is missing, for an answer as for a load."""
    stranger = Engine(engine.name, engine.backend, "nobody:1b")
    assert _fails(stranger).kind == "missing"
    with pytest.raises(ModelFailure, match="nobody:1b") as caught:
        engine.backend.load("nobody:1b", OPTIONS, FOREVER)
    assert caught.value.kind == "missing"


@pytest.mark.parametrize("name", ["gemma3:cloud", "gpt-oss:120b-cloud", "X:CLOUD"])
def test_a_cloud_model_is_refused_by_its_name(engine: Engine, name: str) -> None:
    """No engine is even asked."""
    assert _fails(Engine(engine.name, engine.backend, name)).kind == "refused"


@pytest.mark.parametrize("bound", [0, -1])
def test_an_answer_needs_a_bound(engine: Engine, bound: int) -> None:
    """num_predict 0 is not zero to a real server, and -1 has no end: neither is sent."""
    assert _fails(engine, num_predict=bound).kind == "request"


def test_a_schema_that_would_not_hold_is_not_sent(engine: Engine) -> None:
    """A look-ahead crashes a real server."""
    schema = {"type": "object", "properties": {"a": {"type": "string", "pattern": "^(?=.*x)[a-z]{1,9}$"}}}
    assert _fails(engine, schema=schema).kind == "request"


def test_a_prompt_that_does_not_fit_is_never_cut_in_silence(engine: Engine) -> None:
    """The failure's kind is too_long, both where we see it and where only the engine can."""
    assert _fails(engine, text="All links are up. " * 5_000).kind == "too_long"
    assert _fails(engine, text="r1:e1 10.0.0.1 " * 600).kind == "too_long"


def test_a_cut_answer_is_a_failure(engine: Engine) -> None:
    """An answer that ran into its bound is not used."""
    assert _fails(engine, num_predict=5).kind == "bad_answer"


def test_a_call_can_be_taken_back_before(engine: Engine) -> None:
    """Nothing is told of an answer that nobody wants any more."""
    cancellation = Cancellation()
    cancellation.cancel()
    assert _fails(engine, cancellation).kind == "cancelled"


def test_a_call_can_be_taken_back_in_the_middle(engine: Engine) -> None:
    """It ends as cancelled, and the engine answers the next request."""
    cancellation, pieces = Cancellation(), []

    def hear(piece: str) -> None:
        pieces.append(piece)
        if len(pieces) == 3:
            cancellation.cancel()

    with pytest.raises(ModelFailure) as caught:
        engine.backend.generate(engine.ask(), OPTIONS, FOREVER, cancellation, hear)
    assert caught.value.kind == "cancelled"
    assert len(pieces) < 100
    engine.backend.generate(engine.ask("JSON.", schema=SCHEMA), OPTIONS, FOREVER, Cancellation())


def test_a_call_can_be_taken_back_by_another_thread(engine: Engine) -> None:
    """Who waits for pieces does not notice by itself."""
    cancellation, begun = Cancellation(), threading.Event()
    other = threading.Thread(target=lambda: (begun.wait(30), cancellation.cancel()), name="taker")
    other.start()

    def hear(piece: str) -> None:
        begun.set()
        other.join(10)

    with pytest.raises(ModelFailure) as caught:
        engine.backend.generate(engine.ask(), OPTIONS, FOREVER, cancellation, hear)
    other.join(10)
    assert caught.value.kind == "cancelled"


def test_a_deadline_holds(engine: Engine) -> None:
    """An answer that is not whole in time is a timeout."""
    with engine.slowly():
        assert _fails(engine, deadline_s=0.3).kind == "timeout"


def test_a_listener_that_fails_is_heard(engine: Engine) -> None:
    """An error in `on_text` is not swallowed by the engine."""

    def hear(piece: str) -> None:
        raise KeyError(piece)

    with pytest.raises(KeyError):
        engine.backend.generate(engine.ask(), OPTIONS, FOREVER, Cancellation(), hear)
