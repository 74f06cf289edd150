"""The traps T1 to T6 of Ollama's own scheduler, and that the admission does not walk into them.

The engine is the bench's, which has Ollama's habits: one load at a time, a model leaves the card only when it is idle,
a call for another one waits for that, a prompt that is being read is read to its end.
"""

from dataclasses import replace

from agent.bench.lanes.machine import CODER, VOICE, WRITER, Machine
from agent.bench.lanes.virtual_engine import VirtualEngine
from agent.models.scheduler.jobs import (
    Announced,
    Ended,
    Load,
    Loaded,
    Present,
    Start,
    Submitted,
    Tick,
)
from agent.models.scheduler.rules import LaneRules
from agent.models.scheduler.scheduler import Admission
from tests.agent.models.scheduler.test_scheduler import Theatre, job

LEND = LaneRules(placement="lend", age_limit_s=120.0, gather_s=0.0)


def test_the_engine_lets_a_stream_for_one_model_hold_up_another_for_good() -> None:
    """T1, the habit itself: a call for another model waits until the busy one is idle, however long that takes."""
    engine = VirtualEngine(Machine(), lambda job_id: 60)
    for number in range(1, 11):
        engine.start(job(number), LEND.options(WRITER), 300.0, float(number))
    engine.start(job(11, "background", CODER), LEND.options(CODER), 300.0, 11.0)
    last = engine.history[-1]
    assert engine.history[-2].end_s < last.ready_s - 6.0
    assert last.ready_s > 150.0


def test_a_stream_for_one_model_does_not_hold_up_another() -> None:
    """T1: no more of the stream is admitted once the other one is due."""
    theatre = Theatre(LEND)
    stream = [(float(5 * number), Submitted(job(number))) for number in range(1, 101)]
    theatre.play([*stream, (20.0, Submitted(job(999, "background", CODER)))])
    started_s = next(at_s for at_s, start in theatre.starts if start.id == 999)
    longest_s = max(item.end_s - item.came_s for item in theatre.engine.history)
    assert started_s - 20.0 <= LEND.age_limit_s + longest_s


def test_nothing_waits_inside_the_engine() -> None:
    """T2: a caller who gives up there would block the loader, so no call is sent that has to wait for another."""
    theatre = Theatre(LEND)
    theatre.play([(float(n), Submitted(job(n, "background", (WRITER, CODER, VOICE)[n % 3]))) for n in range(1, 13)])
    machine = Machine()
    for item in theatre.engine.history:
        load_s = machine.card[item.job.model].load_s + machine.room_s if item.loads else 0.0
        assert item.read_s - item.came_s <= load_s
    assert 0 == theatre.engine.put_out


def test_the_model_of_the_card_is_loaded_before_those_of_the_cpu() -> None:
    """T3: loaded later it would put them out."""
    admission = Admission(LaneRules())
    first = admission.handle(Submitted(job(1)), 0.0)
    assert [Load] == [type(item) for item in first]
    assert [Start] == [type(each) for each in admission.handle(Loaded(VOICE, 5.0), 5.0)]


def test_a_load_for_voice_is_a_request_that_nobody_takes_back() -> None:
    """T4: whatever happens while it loads, it goes on; the request itself starts when it is done."""
    admission = Admission(LaneRules(placement="lend"))
    assert [Load] == [type(item) for item in admission.handle(Announced(), 0.0)]
    assert () == admission.handle(Submitted(job(1, "voice", VOICE)), 2.0)
    assert () == admission.handle(Tick(), 3.0)
    assert [Start] == [type(each) for each in admission.handle(Loaded(VOICE, 5.0), 5.0)]


def test_a_load_for_background_is_taken_back_with_its_request() -> None:
    """T4 turned to use: voice does not wait until a model is loaded that has to go at once."""
    theatre = Theatre(LaneRules(placement="lend"))
    theatre.play([(0.0, Submitted(job(1))), (2.0, Submitted(job(2, "voice", VOICE)))])
    call = next(item for item in theatre.engine.history if item.job.id == 2)
    assert 2.0 + 5.0 <= call.read_s <= 2.0 + 5.0 + 1.5


def test_a_model_has_the_same_options_in_every_lane() -> None:
    """T5: a different num_ctx, num_batch or num_gpu would load it again at each change of lane."""
    for placement in ("resident", "lend"):
        theatre = Theatre(LaneRules(placement=placement))  # type: ignore[arg-type]
        theatre.play(
            [
                (0.0, Submitted(job(1, "background", VOICE))),
                (60.0, Submitted(job(2, "voice", VOICE))),
                (120.0, Submitted(job(3, "background", VOICE))),
            ]
        )
        assert {VOICE: 1} == theatre.engine.loads
        assert [1] == [len(option) for option in theatre.options.values()]


def test_after_the_engine_lost_all_models_the_card_is_filled_first() -> None:
    """T6: out of memory at run time puts all models out; what the engine then says is believed."""
    admission = Admission(LaneRules(pause_s=0.0))
    admission.handle(Loaded(VOICE, 5.0), 0.0)
    admission.handle(Submitted(job(1)), 0.0)
    admission.handle(Submitted(job(2)), 0.0)
    again = admission.handle(Ended(1, "server"), 10.0)
    assert [2] == [item.job for item in again if isinstance(item, Start)]
    admission.handle(Ended(2, "server"), 12.0)
    lost = admission.handle(Present(frozenset()), 12.1)
    assert [VOICE] == [each.model for each in lost if isinstance(each, Load)]


def test_voice_pays_for_one_prompt_at_the_most() -> None:
    """Two questions in a row, each while the same prompt is read: the second one finds no second reading."""
    theatre = Theatre(replace(LEND, pause_s=0.0, idle_s=0.0))
    voice = [(at_s, Submitted(job(number, "voice", VOICE, 20, 1))) for number, at_s in ((2, 12.0), (3, 40.0))]
    theatre.play([(0.0, Submitted(job(1, prompt=600))), *voice])
    prompt_s, load_s = 600 / 30.0, 5.0 + 1.0
    for item in theatre.engine.history:
        if item.job.lane == "voice":
            assert item.read_s - theatre.asked_s[item.job.id] <= prompt_s + load_s + 0.3
