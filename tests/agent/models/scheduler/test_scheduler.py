"""The admission against a simulated engine, with whatever Hypothesis can think of; and its rules one by one."""

from collections import Counter
from dataclasses import dataclass, field, replace
from math import inf

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.bench.lanes.machine import CODER, VOICE, WRITER, Machine
from agent.bench.lanes.virtual_engine import VirtualEngine
from agent.models.api import FailureKind, Lane, RunnerOptions, Usage
from agent.models.scheduler.jobs import (
    Action,
    Announced,
    Cancel,
    Elsewhere,
    Ended,
    Event,
    FirstToken,
    Job,
    Load,
    Loaded,
    LoadFailed,
    Present,
    Requeue,
    SessionBegan,
    SessionEnded,
    Settle,
    Start,
    Stopping,
    Submitted,
    Tick,
    Unload,
    Unloaded,
    Withdrawn,
)
from agent.models.scheduler.rules import LaneRules, Placement
from agent.models.scheduler.scheduler import Admission

FAR_S = 1e5
MODELS = (VOICE, WRITER, CODER)


@dataclass
class Theatre:
    """Plays a script through the admission and the simulated engine, and watches what must always hold."""

    rules: LaneRules
    broken: dict[int, FailureKind] = field(default_factory=dict)
    failing_loads: int = 0
    now_s: float = 0.0
    settled: Counter[int] = field(default_factory=Counter)
    outcomes: dict[int, FailureKind | None] = field(default_factory=dict)
    jobs: dict[int, Job] = field(default_factory=dict)
    asked_s: dict[int, float] = field(default_factory=dict)
    starts: list[tuple[float, Job]] = field(default_factory=list)
    options: dict[str, set[RunnerOptions]] = field(default_factory=dict)
    engine_jobs: dict[int, Lane] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.admission = Admission(self.rules)
        self.engine = VirtualEngine(Machine(), lambda job_id: self.jobs[job_id].answer_tokens)

    def play(self, script: list[tuple[float, Event]]) -> None:
        """All of the script, and on until nothing is left to happen."""
        left = sorted(script, key=lambda item: item[0])
        self.tell(Tick())
        while True:
            wake_s = self.admission.wake_at(self.now_s) if self.waiting or left else None
            at_s = min(left[0][0] if left else inf, self.engine.next_at(), inf if wake_s is None else wake_s)
            if at_s == inf:
                return
            self.idle_until(at_s, wake_s)
            if left and left[0][0] <= at_s:
                self.tell(left.pop(0)[1])
            elif self.engine.next_at() <= at_s:
                self.happen()
            else:
                self.tell(Tick())

    @property
    def waiting(self) -> bool:
        """Whether a job has no outcome yet."""
        return len(self.settled) < len(self.jobs)

    def idle_until(self, at_s: float, wake_s: float | None) -> None:
        """Until then time alone changes nothing: the admission itself said so."""
        middle_s = (self.now_s + at_s) / 2
        if self.now_s < middle_s < at_s and (wake_s is None or middle_s < wake_s):
            assert () == self.admission.handle(Tick(), middle_s)
        self.now_s = at_s

    def happen(self) -> None:
        """The engine's next event, broken where the script says so."""
        event = self.engine.pop()
        if isinstance(event, Loaded) and self.failing_loads > 0:
            self.failing_loads -= 1
            event = LoadFailed(event.model, "server", "no memory")
        if isinstance(event, Ended) and event.failure is None and event.job in self.broken:
            event = replace(event, failure=self.broken[event.job])
        self.tell(event or Tick())

    def tell(self, event: Event) -> tuple[Action, ...]:
        """One event, its actions carried out and watched."""
        if isinstance(event, Submitted):
            self.jobs[event.job.id] = event.job
            self.asked_s[event.job.id] = self.now_s
        if isinstance(event, Ended):
            self.engine_jobs.pop(event.job, None)
        actions = self.admission.handle(event, self.now_s)
        for action in actions:
            self.watch(action)
            self.carry_out(action)
        return actions

    def watch(self, action: Action) -> None:
        """What must hold of every single action."""
        match action:
            case Start(job_id, options):
                job = self.jobs[job_id]
                assert job.lane not in self.engine_jobs.values(), "two jobs of one lane"
                for other in self.engine_jobs:
                    assert self.admission.memory.beside(job.model, self.jobs[other].model), "one waits for the other"
                if job.lane == "background":
                    assert not self.admission.pressing(self.now_s), "background starts while somebody speaks"
                assert job_id not in self.settled
                self.options.setdefault(job.model, set()).add(options)
            case Load(model, options):
                self.options.setdefault(model, set()).add(options)
            case Cancel(job_id):
                assert job_id in self.engine_jobs
            case Unload(model):
                assert model not in {self.jobs[item].model for item in self.engine_jobs}, "puts out a busy model"
            case Settle(job_id, failure):
                self.settled[job_id] += 1
                self.outcomes[job_id] = failure
            case Requeue():
                pass

    def carry_out(self, action: Action) -> None:
        """Give it to the engine."""
        match action:
            case Start(job_id, options, keep_alive_s):
                self.engine_jobs[job_id] = self.jobs[job_id].lane
                self.starts.append((self.now_s, self.jobs[job_id]))
                self.engine.start(self.jobs[job_id], options, keep_alive_s, self.now_s)
            case Cancel(job_id):
                self.engine.cancel(job_id, self.now_s)
            case Load(model, options, keep_alive_s):
                self.engine.load(model, options, keep_alive_s, self.now_s)
            case Unload(model):
                self.engine.unload(model, self.now_s)
            case _:
                pass


def job(number: int, lane: Lane = "background", model: str = WRITER, prompt: int = 200, answer: int = 60) -> Job:
    """Something to ask."""
    return Job(number, lane, model, prompt, answer, 600.0)


@st.composite
def scripts(draw: st.DrawFn) -> list[tuple[float, Event]]:
    """Requests, announcements and conversations within a quarter of an hour."""
    times = st.floats(0, 900)
    script: list[tuple[float, Event]] = []
    for number in range(1, draw(st.integers(1, 14)) + 1):
        lane: Lane = draw(st.sampled_from(["background", "background", "voice"]))
        model = VOICE if lane == "voice" else draw(st.sampled_from(MODELS))
        tokens = (draw(st.integers(20, 400)), draw(st.integers(1, 120)))
        at_s = draw(times)
        script.append((at_s, Submitted(job(number, lane, model, *tokens))))
        if draw(st.booleans()) and lane == "voice":
            script.append((max(at_s - 2.0, 0.0), Announced()))
        if draw(st.integers(0, 9)) == 0:
            script.append((at_s + draw(st.floats(0, 60)), Withdrawn(number)))
    for _ in range(draw(st.integers(0, 2))):
        began_s = draw(times)
        script += [(began_s, SessionBegan()), (began_s + draw(st.floats(5, 200)), SessionEnded())]
    return script


placements = st.sampled_from(["resident", "lend"])


@settings(max_examples=120, deadline=None)
@given(
    scripts(), placements, st.dictionaries(st.integers(1, 14), st.sampled_from(["cut", "server", "busy"]), max_size=3)
)
def test_whatever_comes_every_job_has_one_outcome_and_the_rules_hold(
    script: list[tuple[float, Event]], placement: Placement, broken: dict[int, FailureKind]
) -> None:
    """One outcome each, one set of options a model, never two background jobs, and no model that the engine put out."""
    theatre = Theatre(LaneRules(placement=placement), broken)
    theatre.play(script)
    assert dict.fromkeys(theatre.jobs, 1) == dict(theatre.settled)
    assert all(len(option) == 1 for option in theatre.options.values())
    assert 0 == theatre.engine.put_out
    for number, failure in theatre.outcomes.items():
        assert failure in (None, "cancelled", theatre.broken.get(number))


@settings(max_examples=120, deadline=None)
@given(scripts(), placements)
def test_voice_waits_for_no_more_than_a_load_and_a_prompt_that_is_being_read(
    script: list[tuple[float, Event]], placement: Placement
) -> None:
    """Behind voice itself it may wait; behind background for what cannot be taken back, in `lend` with the load."""
    theatre = Theatre(LaneRules(placement=placement))
    theatre.play(script)
    machine, ahead_s = Machine(), 0.0
    for item in sorted((e for e in theatre.engine.history if e.job.lane == "voice"), key=lambda e: e.came_s):
        asked_s = max(theatre.asked_s[item.job.id], ahead_s)
        reading = [e for e in theatre.engine.history if e.job.lane == "background" and e.came_s <= item.read_s]
        prefill_s = max((e.first_s - e.read_s for e in reading), default=0.0)
        loads_s = machine.card[VOICE].load_s + 2 * machine.room_s + 0.5
        assert item.read_s - asked_s <= prefill_s + loads_s
        ahead_s = item.end_s


@settings(max_examples=80, deadline=None)
@given(scripts(), placements)
def test_who_waited_as_long_as_allowed_is_overtaken_by_nobody(
    script: list[tuple[float, Event]], placement: Placement
) -> None:
    """At every start of a background job, none that waits is due and older."""
    rules = LaneRules(placement=placement, age_limit_s=60.0)
    theatre = Theatre(rules)
    theatre.play(script)
    first = {start.id: at_s for at_s, start in reversed(theatre.starts)}
    for at_s, started in theatre.starts:
        for other, asked_s in theatre.asked_s.items():
            due = theatre.jobs[other].lane == "background" and asked_s + rules.due_s <= at_s
            if started.lane == "background" and due and first.get(other, -inf) > at_s:
                assert theatre.asked_s[started.id] <= asked_s


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 600), st.sampled_from(MODELS)), min_size=1, max_size=12), placements)
def test_nobody_starves_while_nobody_speaks(asked: list[tuple[float, str]], placement: Placement) -> None:
    """From the age limit on a job waits for the ones before it and no others."""
    rules = LaneRules(placement=placement, age_limit_s=60.0)
    theatre = Theatre(rules)
    theatre.play([(at_s, Submitted(job(number, "background", model))) for number, (at_s, model) in enumerate(asked, 1)])
    longest_s = max(e.end_s - e.came_s for e in theatre.engine.history) + 2.0
    for number, (at_s, _) in enumerate(asked, 1):
        older = sum(theatre.asked_s[item] <= at_s for item in theatre.asked_s)
        started_s = next(began_s for began_s, start in theatre.starts if start.id == number)
        assert started_s - at_s <= rules.age_limit_s + (older + 1) * longest_s


def test_a_conversation_keeps_the_background_out_but_for_what_waited_too_long() -> None:
    """It runs in a pause, is taken back when somebody speaks, and waits again in its old place."""
    theatre = Theatre(LaneRules(age_limit_s=100.0))
    theatre.play(
        [
            (10.0, SessionBegan()),
            (10.5, Submitted(job(1))),
            (11.0, Submitted(job(2, "voice", VOICE))),
            (130.0, Submitted(job(3, "voice", VOICE))),
            (400.0, SessionEnded()),
        ]
    )
    starts = [start.id for _, start in theatre.starts]
    assert [2, 1, 3, 1] == starts
    assert {1: None, 2: None, 3: None} == theatre.outcomes
    assert [100.5] == [at_s for at_s, item in theatre.starts if item.id == 1][:1]


def test_an_announcement_that_nothing_follows_is_void_after_a_while() -> None:
    """Background goes on by itself then."""
    theatre = Theatre(LaneRules(announce_s=20.0, pause_s=2.0))
    theatre.play([(50.0, Announced()), (51.0, Submitted(job(1)))])
    assert [72.0] == [at_s for at_s, _ in theatre.starts]


def test_in_lend_the_voice_model_is_brought_back_while_somebody_still_speaks() -> None:
    """The announcement takes the card back: nothing is left to load when the words are there."""
    theatre = Theatre(LaneRules(placement="lend"))
    theatre.play([(0.0, Submitted(job(1, answer=600))), (60.0, Announced()), (75.0, Submitted(job(2, "voice", VOICE)))])
    call = next(item for item in theatre.engine.history if item.job.id == 2)
    assert (False, 75.0) == (call.loads, call.read_s)
    assert {WRITER: 2, VOICE: 1} == theatre.engine.loads


def test_the_card_is_lent_again_only_after_a_long_quiet() -> None:
    """Hysteresis: several times what a change costs."""
    theatre = Theatre(LaneRules(placement="lend", idle_s=60.0, gather_s=0.0))
    theatre.play([(0.0, Submitted(job(1, "voice", VOICE))), (20.0, Submitted(job(2)))])
    ended_s = next(item.end_s for item in theatre.engine.history if item.job.id == 1)
    assert ended_s + 60.0 <= theatre.starts[-1][0] <= ended_s + 62.0


def test_jobs_of_the_loaded_model_go_before_another_model_is_loaded() -> None:
    """A B A B A B costs two loads, not six."""
    theatre = Theatre(LaneRules(placement="lend", gather_s=0.0))
    theatre.play([(n / 10, Submitted(job(n, "background", (WRITER, CODER)[n % 2]))) for n in range(1, 7)])
    assert 2 == sum(theatre.engine.loads.values())


def test_the_next_section_of_a_task_finds_its_model_still_there() -> None:
    """A loaded model lingers for a moment, though another one is asked for."""
    theatre = Theatre(LaneRules(placement="lend", gather_s=0.0, linger_s=1.0))
    theatre.play([(0.0, Submitted(job(1))), (1.0, Submitted(job(2, "background", CODER)))])
    ended_s = theatre.engine.history[0].end_s
    assert ended_s + 1.0 <= theatre.starts[1][0] <= ended_s + 1.2


def test_what_taking_back_costs_is_known() -> None:
    """While it loads next to nothing, while it reads the rest of the reading, while it writes next to nothing."""
    admission = Admission(LaneRules(placement="lend"))
    for _ in range(3):
        admission.speeds.learn(WRITER, Usage(prompt_tokens=300, prefill_s=10.0, answer_tokens=60, decode_s=10.0))
    admission.speeds.learn_load(WRITER, 9.0)
    admission.handle(Submitted(job(1, prompt=300)), 0.0)
    assert [0.2, 9.0, 4.0] == [round(admission.price_s(at_s), 3) for at_s in (5.0, 10.0, 15.0)]
    admission.handle(FirstToken(1), 19.0)
    assert 0.2 == admission.price_s(19.5)
    cancel = next(item for item in admission.handle(Announced(), 20.0) if isinstance(item, Cancel))
    assert Cancel(1, "preempted", 0.2) == cancel


def test_after_a_prompt_was_taken_back_the_next_waits_until_the_engine_has_read_it() -> None:
    """Else the next pre-emption would cost two prompts."""
    theatre = Theatre(LaneRules(pause_s=0.0))
    theatre.play([(10.0, Submitted(job(1, prompt=1000))), (20.0, Submitted(job(2, "voice", VOICE, 50, 5)))])
    again_s = [at_s for at_s, start in theatre.starts if start.id == 1][1]
    assert 10.0 + 9.0 + 1000 / 25.0 == again_s


def test_a_deadline_counts_from_the_asking_for_voice_and_from_the_start_for_background() -> None:
    """Both end as a timeout that says what was waited for."""
    admission = Admission(LaneRules())
    admission.handle(Loaded(VOICE, 5.0), 0.0)
    admission.handle(Submitted(Job(1, "voice", VOICE, deadline_s=10.0)), 10.0)
    assert [Cancel(1, "deadline", 9.8)] == [
        replace(item, price_s=9.8) for item in admission.handle(Tick(), 20.0) if isinstance(item, Cancel)
    ]
    settled = admission.handle(Ended(1, "cancelled"), 20.1)
    assert Settle(1, "timeout", "took longer than its deadline of 10 s") in settled


def test_a_background_request_does_not_wait_for_ever() -> None:
    """It fails with what it waited for."""
    admission = Admission(LaneRules(longest_wait_s=100.0))
    admission.handle(Loaded(VOICE, 5.0), 0.0)
    admission.handle(SessionBegan(), 1.0)
    admission.handle(Announced(), 90.0)
    admission.handle(Submitted(job(1)), 1.0)
    settled = admission.handle(Tick(), 101.0)
    assert (Settle(1, "timeout", "waited 100 s for its turn in the background lane"),) == settled


def test_an_engine_that_does_not_let_go_is_not_waited_for() -> None:
    """Who asked is told after the grace; the lane stays taken until the engine is done."""
    admission = Admission(LaneRules(grace_s=15.0))
    admission.handle(Loaded(VOICE, 5.0), 0.0)
    admission.handle(Submitted(job(1)), 0.0)
    admission.handle(Withdrawn(1), 5.0)
    settled = admission.handle(Tick(), 20.0)
    assert (Settle(1, "timeout", "the engine did not let go of it within 15 s"),) == settled
    assert () == admission.handle(Submitted(job(2)), 21.0)
    started = admission.handle(Ended(1, "cancelled"), 60.0)
    assert [2] == [item.job for item in started if isinstance(item, Start)]


def test_a_model_that_does_not_load_fails_who_asked_by_voice_and_does_not_stop_the_background() -> None:
    """The failure's own words are passed on, and it is tried again later, ever more rarely."""
    admission = Admission(LaneRules(retry_load_s=30.0, pause_s=0.0))
    assert [VOICE] == [item.model for item in admission.handle(Tick(), 0.0) if isinstance(item, Load)]
    admission.handle(Submitted(job(1, "voice", VOICE)), 1.0)
    admission.handle(Submitted(job(2)), 1.0)
    actions = admission.handle(LoadFailed(VOICE, "missing", "model 'gemma3:4b' not found"), 2.0)
    assert Settle(1, "missing", "model 'gemma3:4b' not found") == actions[0]
    assert [2] == [action.job for action in actions if isinstance(action, Start)]
    assert 32.0 == admission.memory.barred[VOICE]
    admission.handle(Ended(2), 40.0)
    admission.handle(LoadFailed(VOICE, "missing", ""), 41.0)
    assert 101.0 == admission.memory.barred[VOICE]


def test_stopping_settles_what_waits_and_takes_back_what_runs() -> None:
    """And nothing new is taken."""
    admission = Admission(LaneRules())
    admission.handle(Loaded(VOICE, 5.0), 0.0)
    for number in (1, 2):
        admission.handle(Submitted(job(number)), 0.0)
    actions = admission.handle(Stopping(), 5.0)
    assert [Settle(2, "cancelled", "labkeeper is stopping")] == [
        action for action in actions if isinstance(action, Settle)
    ]
    assert ["stopping"] == [item.why for item in actions if isinstance(item, Cancel)]
    assert (Settle(3, "cancelled", "labkeeper is stopping"),) == admission.handle(Submitted(job(3)), 6.0)
    assert (Settle(1, "cancelled"),) == admission.handle(Ended(1, "cancelled"), 6.5)


def test_a_job_that_was_taken_back_too_late_keeps_its_answer() -> None:
    """Whole is whole."""
    admission = Admission(LaneRules())
    admission.handle(Loaded(VOICE, 5.0), 0.0)
    admission.handle(Submitted(job(1)), 0.0)
    admission.handle(Announced(), 5.0)
    assert Settle(1, None) in admission.handle(Ended(1), 5.1)


def test_a_prompt_that_takes_longer_than_its_deadline_is_refused_at_once() -> None:
    """By measured speeds alone, with the numbers."""
    admission = Admission(LaneRules())
    for _ in range(3):
        admission.speeds.learn(WRITER, Usage(prompt_tokens=200, prefill_s=10.0, answer_tokens=60, decode_s=10.0))
    refused = admission.handle(Submitted(Job(1, "background", WRITER, 2000, 60, 60.0)), 0.0)
    assert "would take 100 s to its first word, the deadline is 60 s" == refused[0].text  # type: ignore[union-attr]


def test_what_others_loaded_is_put_out_before_the_card_is_used() -> None:
    """A model with an explicit num_gpu skips Ollama's own check for room."""
    admission = Admission(LaneRules(placement="lend"))
    admission.handle(Present(frozenset({"other:9b"})), 0.0)
    assert (Unload("other:9b"),) == admission.handle(Announced(), 1.0)
    assert [VOICE] == [item.model for item in admission.handle(Unloaded("other:9b"), 1.2) if isinstance(item, Load)]


def test_somebody_who_speaks_elsewhere_keeps_the_background_out() -> None:
    """What runs is taken back; afterwards nothing is sure of what the engine has loaded."""
    admission = Admission(LaneRules(pause_s=2.0))
    admission.handle(Loaded(VOICE, 5.0), 0.0)
    admission.handle(Submitted(job(1)), 0.0)
    assert ["preempted"] == [item.why for item in admission.handle(Elsewhere(True), 5.0) if isinstance(item, Cancel)]
    assert (Requeue(1),) == admission.handle(Ended(1, "cancelled"), 5.2)
    again = admission.handle(Elsewhere(False), 30.0)
    assert [VOICE] == [each.model for each in again if isinstance(each, Load)]
    admission.handle(Loaded(VOICE, 0.1), 30.1)
    assert 32.0 == admission.wake_at(30.1)
    assert [1] == [each.job for each in admission.handle(Tick(), 32.0) if isinstance(each, Start)]


def test_a_full_queue_says_nothing_of_what_is_loaded() -> None:
    """Nothing is loaded anew for it; a stream that was cut may mean that the runner is gone."""
    for kind, loads in (("busy", []), ("cut", [VOICE])):
        admission = Admission(LaneRules(pause_s=0.0))
        admission.handle(Loaded(VOICE, 5.0), 0.0)
        admission.handle(Submitted(job(1, "background", VOICE)), 1.0)
        actions = admission.handle(Ended(1, kind), 2.0)  # type: ignore[arg-type]
        assert loads == [action.model for action in actions if isinstance(action, Load)]
