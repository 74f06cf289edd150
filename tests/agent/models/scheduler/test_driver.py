"""The lanes with their threads: answers, pre-emption, failures of the engine, stopping; and the record of each."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest

from agent.failure import Failure
from agent.models.api import Cancellation, ModelFailure, ModelReply, ModelRequest
from agent.models.call_log import Call
from agent.models.scheduler.driver import Lanes
from agent.models.scheduler.quality import Expected
from agent.models.scheduler.rules import LaneRules
from tests.agent.models.scheduler.stage import LIMIT_S, Hold, Stage, request

RULES = LaneRules(pause_s=0.0, linger_s=0.0, grace_s=0.2)
VOICE = "gemma3:4b"


@dataclass
class Desk:
    """Lanes at work, people who ask in threads of their own, and the calls that were recorded."""

    lanes: Lanes
    people: ThreadPoolExecutor
    calls: list[Call] = field(default_factory=list)

    def ask(self, asked: ModelRequest, voice: bool = False) -> "Future[ModelReply]":
        """Ask in a thread of its own."""
        return self.people.submit(self.lanes.ask, asked, "voice" if voice else "background")

    def told(self) -> list[tuple[str, str]]:
        """Task and outcome of every call."""
        return [(call.task, call.outcome) for call in self.calls]


@contextmanager
def at_work(stage: Stage, rules: LaneRules = RULES, expected: Expected | None = None) -> Iterator[Desk]:
    """Start and stop, in order; nothing is left behind."""
    calls: list[Call] = []
    lanes = Lanes(stage, rules, calls.append, expected)
    lanes.start()
    with ThreadPoolExecutor(8) as people:
        try:
            yield Desk(lanes, people, calls)
        finally:
            left = lanes.stop()
    assert [] == left


class Known(Cancellation):
    """Tells when the lanes have taken a request."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()

    def then(self, callback: Callable[[], None]) -> None:
        """The request is on its way."""
        super().then(callback)
        self.asked.set()


def failure(asked: "Future[ModelReply]") -> ModelFailure:
    """The failure that who asked got."""
    error = asked.exception(LIMIT_S)
    assert isinstance(error, ModelFailure)
    return error


def test_an_answer_comes_with_its_wait_and_is_recorded() -> None:
    """Who answered, where the time went, what it was about."""
    with at_work(Stage()) as desk:
        reply = desk.ask(request("narrative")).result(LIMIT_S)
    assert ("narrative", "gemma3:12b") == (reply.text, reply.model)
    (call,) = desk.calls
    expected = ("narrative", "inc-1", "background", "done", "sha256:gemma3:12b", "stage 1", 20.0, "resident")
    assert expected == (
        call.task,
        call.subject,
        call.lane,
        call.outcome,
        call.digest,
        call.server,
        call.rate,
        call.placement,
    )
    assert call.wait_s == round(reply.usage.wait_s, 3)


def test_voice_takes_a_background_request_back_which_is_asked_again_unseen() -> None:
    """Its caller gets the whole second answer; both attempts are recorded, the first with its price."""
    hold = Hold()
    stage = Stage(narrative=[hold, "the second"])
    with at_work(stage) as desk:
        told = desk.ask(request("narrative"))
        assert hold.begun.wait(LIMIT_S)
        spoken = desk.ask(request("answer", VOICE), voice=True).result(LIMIT_S)
        assert ("answer", "the second") == (spoken.text, told.result(LIMIT_S).text)
    assert hold.taken_back
    assert {("narrative", "preempted"), ("answer", "done"), ("narrative", "done")} == set(desk.told())
    first = next(call for call in desk.calls if call.outcome == "preempted")
    assert (1, 0.2, "voice went first; it waits again") == (first.attempt, first.price_s, first.detail)
    assert 2 == next(item.attempt for item in desk.calls if item.task == "narrative" and item.outcome == "done")


def test_an_announcement_is_enough_to_take_it_back() -> None:
    """The engine is free before the words are there."""
    hold = Hold()
    with at_work(Stage(narrative=[hold])) as desk:
        told = desk.ask(request("narrative"))
        assert hold.begun.wait(LIMIT_S)
        desk.lanes.announce()
        assert hold.release.wait(LIMIT_S)
        desk.ask(request("answer", VOICE), voice=True).result(LIMIT_S)
        assert "narrative" == told.result(LIMIT_S).text


def test_in_a_conversation_background_waits_and_after_it_goes_on() -> None:
    """Between two questions nothing else runs."""
    with at_work(Stage()) as desk:
        with desk.lanes.session():
            told = desk.ask(request("narrative"))
            for _ in range(2):
                desk.ask(request("answer", VOICE), voice=True).result(LIMIT_S)
            assert not told.done()
        told.result(LIMIT_S)
    assert [("answer", "done"), ("answer", "done"), ("narrative", "done")] == desk.told()


def test_many_ask_at_once_and_the_engine_has_one_background_call_at_a_time() -> None:
    """Everybody gets their own answer."""
    stage = Stage()
    with at_work(stage) as desk:
        asked = {task: desk.ask(request(task)) for task in ("a", "b", "c", "d", "e", "f")}
        assert list(asked) == [item.result(LIMIT_S).text for item in asked.values()]
    assert 1 == stage.most_at_once


def test_one_model_has_one_set_of_options_whoever_asks() -> None:
    """The voice model on the card in both lanes, all others on the CPU."""
    stage = Stage()
    with at_work(stage) as desk:
        desk.ask(request("brief", VOICE)).result(LIMIT_S)
        desk.ask(request("answer", VOICE), voice=True).result(LIMIT_S)
        desk.ask(request("digest")).result(LIMIT_S)
    gpu = {(model, options.num_gpu) for _, model, options in stage.history if options is not None}
    assert {(VOICE, None), ("gemma3:12b", 0)} == gpu
    assert ("load", VOICE) == stage.history[0][:2]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("cut", "the stream ended without its end"),
        ("busy", "server busy, please try again.  maximum pending requests exceeded"),
        ("unreachable", "nobody listens on 127.0.0.1:11434"),
        ("missing", "model 'gemma3:12b' not found"),
        ("timeout", "no word within 30 s"),
    ],
)
def test_a_failure_of_the_engine_reaches_who_asked_and_the_calls(kind: str, text: str) -> None:
    """In its own words, with its own kind; and the next request is answered."""
    stage = Stage(narrative=[ModelFailure(kind, text)])  # type: ignore[arg-type]
    with at_work(stage) as desk:
        error = failure(desk.ask(request("narrative")))
        assert (kind, text) == (error.kind, error.what)
        assert "narrative" == desk.ask(request("narrative")).result(LIMIT_S).text
    assert [(kind, text), ("done", "")] == [(call.outcome, call.detail) for call in desk.calls]


def test_the_engine_dies_mid_generation() -> None:
    """What was said so far is no answer."""
    hold = Hold(then=ModelFailure("cut", "the connection broke after 'half an'"))
    stage = Stage(narrative=[hold])
    with at_work(stage) as desk:
        told = desk.ask(request("narrative"))
        assert hold.begun.wait(LIMIT_S)
        stage.models.clear()
        hold.release.set()
        assert "the connection broke after 'half an'" == failure(told).what
    (call,) = desk.calls
    assert ("cut", True) == (call.outcome, call.first_s is not None)


def test_a_defect_of_a_backend_ends_the_call_and_not_the_lane() -> None:
    """It is a failure of the server's kind, and the lane answers the next."""
    with at_work(Stage(narrative=[KeyError("eval_count")])) as desk:
        error = failure(desk.ask(request("narrative")))
        assert ("server", "stage: KeyError: 'eval_count'") == (error.kind, error.what)
        assert "narrative" == desk.ask(request("narrative")).result(LIMIT_S).text


def test_voice_is_told_its_pieces_as_they_come() -> None:
    """Background is told its text once, when it is whole."""
    spoken, written, hold = [], [], Hold("whole")
    stage = Stage(answer=[hold], narrative=[Hold("first"), "second"])
    with at_work(stage) as desk:
        asked = desk.people.submit(desk.lanes.ask, request("answer", VOICE), "voice", spoken.append)
        assert hold.begun.wait(LIMIT_S)
        assert ["…"] == spoken
        hold.release.set()
        asked.result(LIMIT_S)
        first = stage.parts["narrative"][0]
        told = desk.people.submit(desk.lanes.ask, request("narrative"), "background", written.append)
        assert isinstance(first, Hold)
        assert first.begun.wait(LIMIT_S)
        desk.ask(request("answer", VOICE), voice=True).result(LIMIT_S)
        told.result(LIMIT_S)
    assert (["…", "whole"], ["second"]) == (spoken, written)


def test_the_error_of_a_listener_is_raised_to_who_asked() -> None:
    """The generation ends, the lane goes on."""

    def deaf(piece: str) -> None:
        raise OSError("no audio device")

    with at_work(Stage()) as desk:
        with pytest.raises(OSError, match="no audio device"):
            desk.lanes.ask(request("answer", VOICE), "voice", deaf)
        assert "answer" == desk.lanes.ask(request("answer", VOICE), "voice").text


def test_who_asked_can_take_it_back() -> None:
    """While it waits, and while it runs."""
    hold, cancellation = Hold(), Cancellation()
    with at_work(Stage(narrative=[hold])) as desk:
        running = desk.people.submit(desk.lanes.ask, request("narrative"), "background", None, cancellation)
        assert hold.begun.wait(LIMIT_S)
        taken = Cancellation()
        waiting = desk.people.submit(desk.lanes.ask, request("digest"), "background", None, taken)
        taken.cancel()
        assert "cancelled" == failure(waiting).kind
        cancellation.cancel()
        assert "cancelled" == failure(running).kind
    assert {("narrative", "cancelled"), ("digest", "cancelled")} == set(desk.told())


def test_a_deadline_ends_what_the_engine_does_not() -> None:
    """As a timeout, which the calls say too."""
    with at_work(Stage(narrative=[Hold()])) as desk:
        error = failure(desk.ask(request("narrative", deadline_s=0.1)))
        assert "narrative by gemma3:12b: took longer than its deadline of 0.1 s" == error.what
    assert [("narrative", "timeout")] == desk.told()


def test_an_engine_that_does_not_let_go_holds_nobody() -> None:
    """Who asked is told, one record is kept, and stopping names the thread."""
    hold, calls = Hold(deaf=True), list[Call]()
    lanes = Lanes(Stage(narrative=[hold]), RULES, calls.append)
    lanes.start()
    with pytest.raises(ModelFailure, match="did not let go"):
        lanes.ask(request("narrative", deadline_s=0.05), "background")
    assert ["lanes-background"] == lanes.stop(0.2)
    hold.release.set()
    assert ["timeout"] == [call.outcome for call in calls]


def test_a_prompt_that_does_not_fit_is_refused_before_the_engine_hears_of_it() -> None:
    """With the numbers, and a line in the calls."""
    stage = Stage()
    with at_work(stage) as desk:
        error = failure(desk.ask(request("digest", text="router " * 5000)))
    assert "too_long" == error.kind
    assert "do not fit the 4096 tokens of gemma3:12b" in error.what
    assert [("digest", "too_long")] == desk.told()
    assert not any(what.startswith("ask") for what, *_ in stage.history)


def test_stopping_tells_who_waits_and_who_is_being_answered() -> None:
    """Nobody is left hanging, and nothing new is taken."""
    hold, calls = Hold(), list[Call]()
    lanes = Lanes(Stage(narrative=[hold]), RULES, calls.append)
    lanes.start()
    with ThreadPoolExecutor(2) as people:
        running = people.submit(lanes.ask, request("narrative"), "background")
        assert hold.begun.wait(LIMIT_S)
        known = Known()
        waiting = people.submit(lanes.ask, request("digest"), "background", None, known)
        assert known.asked.wait(LIMIT_S)
        assert [] == lanes.stop()
        assert ["cancelled", "cancelled"] == [failure(item).kind for item in (running, waiting)]
    with pytest.raises(ModelFailure, match="not running"):
        lanes.ask(request("brief"), "background")
    assert [("digest", "cancelled"), ("narrative", "cancelled"), ("brief", "cancelled")] == [
        (call.task, call.outcome) for call in calls
    ]


def test_a_degraded_placement_is_reported(caplog: pytest.LogCaptureFixture) -> None:
    """In the call and in the log; and so is that it is over."""
    stage = Stage()
    stage.vram = lambda model: 40
    with at_work(stage, expected=Expected(0.9, 25.0, 1.0)) as desk:
        desk.ask(request("answer", VOICE), voice=True).result(LIMIT_S)
        desk.ask(request("digest")).result(LIMIT_S)
        said = "40% of it on the card, expected 90%; 20.0 tokens/s, expected 25"
    assert {VOICE: said} == {call.model: call.degraded for call in desk.calls if call.degraded}
    assert f"gemma3:4b works worse than expected: {said}" in caplog.text


def test_a_store_that_fails_costs_the_record_and_not_the_answer(caplog: pytest.LogCaptureFixture) -> None:
    """It is said, as an error: something was lost."""

    def full(call: Call) -> None:
        raise Failure("journal.sqlite: cannot be written: database or disk is full")

    lanes = Lanes(Stage(), RULES, full)
    lanes.start()
    assert "brief" == lanes.ask(request("brief"), "background").text
    assert [] == lanes.stop()
    assert "records of models' calls cannot be written: journal.sqlite" in caplog.text


def test_a_voice_model_that_cannot_be_loaded_is_what_voice_is_told() -> None:
    """In the engine's words; background words are there all the same."""
    stage = Stage()
    stage.load_failure = ModelFailure("missing", "model 'gemma3:4b' not found")
    with at_work(stage) as desk:
        error = failure(desk.ask(request("answer", VOICE), voice=True))
        assert ("missing", "answer by gemma3:4b: model 'gemma3:4b' not found") == (error.kind, error.what)
        assert "digest" == desk.ask(request("digest")).result(LIMIT_S).text
    assert ("answer", "missing") in desk.told()


def test_in_lend_models_leave_the_card_for_each_other() -> None:
    """Each is put out before the next is loaded."""
    stage = Stage()
    with at_work(stage, replace(RULES, placement="lend", gather_s=0.0, idle_s=0.0)) as desk:
        desk.ask(request("digest")).result(LIMIT_S)
        desk.ask(request("answer", VOICE), voice=True).result(LIMIT_S)
        desk.ask(request("code", "qwen2.5-coder:7b")).result(LIMIT_S)
    told = [(what, model) for what, model, _ in stage.history]
    assert [
        ("ask digest", "gemma3:12b"),
        ("unload", "gemma3:12b"),
        ("load", VOICE),
        ("ask answer", VOICE),
        ("unload", VOICE),
        ("ask code", "qwen2.5-coder:7b"),
    ] == told
