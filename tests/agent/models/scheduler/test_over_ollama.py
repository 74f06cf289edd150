"""The lanes over the Ollama backend and its stand-in: what a server does wrong is a failure and a line in the calls."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from agent.config.models import OllamaConfig
from agent.models.api import ModelFailure
from agent.models.backends.digest_pins import Pins
from agent.models.backends.ollama import OllamaBackend
from agent.models.call_log import Call
from agent.models.scheduler.driver import Lanes
from agent.models.scheduler.rules import LaneRules
from tests.agent.models.scheduler.stage import LIMIT_S, request
from tests.standin import Faults, Standin

RULES = LaneRules(pause_s=0.0, linger_s=0.0)
STORY = "The session between leaf1 and spine1 was lost and came back. " * 4


@contextmanager
def over(server: Standin) -> Iterator[tuple[Lanes, list[Call]]]:
    """Lanes at work over a stand-in."""
    calls: list[Call] = []
    backend = OllamaBackend(OllamaConfig(host=server.host), Pins())
    lanes = Lanes(backend, RULES, calls.append)
    lanes.start()
    try:
        yield lanes, calls
    finally:
        assert [] == lanes.stop()
        backend.close()


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Faults(busy=True), "busy"),
        (Faults(cut_after=3), "cut"),
        (Faults(break_after=3), "cut"),
        (Faults(error_after=3), "server"),
        (Faults(crash=True), "server"),
    ],
)
def test_what_a_server_does_wrong_is_told_and_recorded(fault: Faults, kind: str) -> None:
    """Who asked gets the failure, the calls one clear line; nothing of a broken answer is used."""
    with Standin(STORY, fault) as server, over(server) as (lanes, calls), pytest.raises(ModelFailure) as caught:
        lanes.ask(request("narrative"), "background")
    assert kind == caught.value.kind
    assert [("narrative", kind, caught.value.what)] == [(call.task, call.outcome, call.detail) for call in calls]


def test_voice_takes_a_background_request_back_over_the_wire() -> None:
    """The connection is closed, voice answered, and the narrative asked again and answered whole."""
    with (
        Standin(STORY, Faults(token_s=0.05)) as server,
        over(server) as (lanes, calls),
        ThreadPoolExecutor(2) as people,
    ):
        told = people.submit(lanes.ask, request("narrative"), "background")
        assert server.speaking.wait(LIMIT_S)
        server.faults = Faults()
        lanes.ask(request("answer", "gemma3:4b"), "voice")
        reply = told.result(LIMIT_S)
    assert STORY.strip() == reply.text.strip()
    outcomes = sorted((call.task, call.outcome) for call in calls)
    assert [("answer", "done"), ("narrative", "done"), ("narrative", "preempted")] == outcomes
    done = next(item for item in calls if item.task == "narrative" and item.outcome == "done")
    assert ("ollama", 2) == (done.engine, done.attempt)
    assert done.digest


def test_the_models_are_loaded_once_each_and_never_again() -> None:
    """The same runner options in both lanes: whoever asks, in whatever order."""
    with Standin(STORY) as server, over(server) as (lanes, _):
        for task, model, lane in (("brief", "gemma3:4b", "background"), ("answer", "gemma3:4b", "voice")) * 2:
            lanes.ask(request(task, model), lane)  # type: ignore[arg-type]
            lanes.ask(request("digest"), "background")
        assert 2 == server.loads
