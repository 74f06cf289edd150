"""How soon an answer begins at the user's speeds: measured stages, the lanes' scheduler on a virtual clock. Pure.

What code answers needs no model for its first sentence. Background work can make it late only where a call of it still
runs on the CPU when the question ends; the lanes take it back when speech begins. A later sentence is a model's where
it is whole before the one before it is over.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf
from random import Random

from agent.bench.lanes.machine import CARD, VOICE, Machine
from agent.bench.lanes.run import Outcome, Run
from agent.bench.lanes.workload import Section, Talk, Turn, Workload, draw
from agent.models.scheduler.rules import LaneRules
from agent.models.scheduler.scheduler import Admission
from agent.voice.conversation import Stages

TURNS = 400
PROMPT, WRITTEN = (180, 260), (18, 40)
"""Tokens of a call that words one sentence: to read, and to write."""

SHARED = 2.0
"""How much longer our own work takes while a call runs on the CPU."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle and the tail, in seconds."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Told:
    """One question that was answered: what its turn took, how long a sentence of its answer is read back, as a model's
    would be, and how long its first sentence lasts; in seconds."""

    stages: Stages
    reading_back_s: float
    lasts_s: float


@dataclass(frozen=True, slots=True)
class Latency:
    """From the last word on. `first_sound`: to the first sound of the answer; `by_model`: were the first sentence a
    model's, too; `later_ready`: to the model's wording of the second; `in_time`: the share of these that is whole
    before the first sentence is over; `busy`: the share of questions at whose end a background call still ran."""

    load: str
    first_sound: Spread
    by_model: Spread
    later_ready: Spread
    in_time: float
    busy: float


def latencies(told: Sequence[Told], seed: int) -> tuple[Latency, ...]:
    """Without background work, and on a busy day."""
    workload = _workload(seed)
    rules = LaneRules(voice_model=VOICE)
    found = []
    for load, chains in (("idle", ()), ("busy", workload.chains)):
        outcome = Run(Admission(rules), Machine()).go(replace(workload, chains=chains))
        found.append(_latency(load, outcome, told, seed))
    return tuple(found)


def _workload(seed: int) -> Workload:
    """A busy day's background, and a question every forty seconds or so, announced while it is spoken."""
    random = Random(f"voice {seed}")
    until_s = TURNS * 40.0
    talks = []
    for k in range(TURNS):
        section = Section(random.randint(*PROMPT), random.randint(*WRITTEN))
        talks.append(
            Talk(60 + 40.0 * k + random.uniform(0, 20), (Turn(0.0, random.uniform(1.5, 3.5), section, True),), True)
        )
    return Workload(draw("busy", seed, until_s / 3600).chains, tuple(talks), until_s)


def _latency(load: str, outcome: Outcome, told: Sequence[Told], seed: int) -> Latency:
    random = Random(f"stages {seed}")
    firsts, models, laters, in_time, busy = [], [], [], 0, 0
    for asked in outcome.lane("voice"):
        one = random.choice(told)
        running = _running(outcome, asked.asked_s)
        stage = one.stages
        own_s = stage.transcription_s + stage.look_up_s + stage.first_sentence_s + stage.synthesis_s
        first_s = stage.first_audio_s + (own_s * (SHARED - 1) if running else 0.0)
        worded_s = asked.settled_s - asked.asked_s + one.reading_back_s
        later_s = first_s - stage.synthesis_s + worded_s
        firsts.append(first_s)
        models.append(first_s + worded_s)
        laters.append(later_s)
        in_time += later_s <= first_s + one.lasts_s
        busy += running
    return Latency(load, spread(firsts), spread(models), spread(laters), in_time / len(firsts), busy / len(firsts))


def _running(outcome: Outcome, at_s: float) -> bool:
    """Whether a call of background work is still running at a moment."""
    return any(
        call.job.lane == "background"
        and call.ready_s <= at_s < min(call.end_s, call.cancelled_s if call.cancelled_s < inf else call.end_s)
        for call in outcome.calls
    )


def spread(values: Iterable[float]) -> Spread:
    """The middle and the tail of some seconds."""
    ordered = sorted(values)
    return Spread(ordered[len(ordered) // 2], ordered[min(int(0.95 * len(ordered)), len(ordered) - 1)])


ASSUMED = (
    f"the model of the voice lane reads {CARD[VOICE].prefill:g} and writes {CARD[VOICE].decode:g} tokens/s, a 12B "
    "writes 6.5: the user's machine",
    "hearing, look-up, reading and synthesis take as long there as here by one thread of the CPU",
    f"a background call that still runs at the question's end makes them take {SHARED:g} times as long",
)
