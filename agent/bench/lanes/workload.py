"""A day of mixed work, drawn by a seed: incidents, digests, code, briefs, and people who talk to it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from agent.bench.lanes.machine import CODER, VOICE, WRITER
from agent.models.api import Lane

HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Section:
    """One request: tokens to read and to write."""

    prompt: int
    answer: int


@dataclass(frozen=True, slots=True)
class Chain:
    """A task: its sections are asked one after the other, each when the one before is answered."""

    at_s: float
    task: str
    model: str
    sections: tuple[Section, ...]
    lane: Lane = "background"


@dataclass(frozen=True, slots=True)
class Turn:
    """A question by voice: somebody listens and thinks, speaks (which announces it), and then the words are there."""

    think_s: float
    speak_s: float
    section: Section
    announced: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation, or one typed question."""

    at_s: float
    turns: tuple[Turn, ...]
    session: bool


@dataclass(frozen=True, slots=True)
class Workload:
    """All of it."""

    chains: tuple[Chain, ...]
    talks: tuple[Talk, ...]
    until_s: float


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of task: its model, how many sections it has, and how long these are to read and to write."""

    model: str
    sections: tuple[int, int]
    prompt: tuple[int, int]
    answer: tuple[int, int]


KINDS = {
    "narrative": Kind(WRITER, (3, 5), (150, 350), (50, 110)),
    "digest": Kind(WRITER, (3, 6), (200, 400), (60, 120)),
    "code": Kind(CODER, (2, 4), (200, 500), (80, 200)),
    "brief": Kind(VOICE, (1, 1), (250, 450), (80, 140)),
}


@dataclass(frozen=True, slots=True)
class Day:
    """How much comes: waves an hour, tasks of each kind a wave, all within `spread_s`; and talks an hour."""

    waves: float
    tasks: Mapping[str, int]
    spread_s: float
    talks: float


DAYS: dict[str, tuple[Day, ...]] = {
    "quiet": (
        Day(2.0, {"narrative": 1}, 1.0, 3.0),
        Day(2.0, {"code": 1}, 1.0, 0.0),
        Day(4.0, {"brief": 1}, 1.0, 0.0),
        Day(0.5, {"digest": 1}, 1.0, 0.0),
    ),
    "busy": (
        Day(4.0, {"narrative": 2}, 30.0, 4.0),
        Day(8.0, {"code": 1}, 1.0, 0.0),
        Day(4.0, {"brief": 1}, 1.0, 0.0),
        Day(1.0, {"digest": 1}, 1.0, 0.0),
    ),
    "storms": (Day(1.0, {"narrative": 3, "digest": 1, "code": 2, "brief": 1}, 120.0, 3.0),),
}
"""A day with little to do; a lab session where faults are injected and code is asked for all the time; and hours that
are quiet but for one wave in which everything comes at once."""


def draw(name: str, seed: int, hours: float) -> Workload:
    """Some hours of one of the days."""
    random, until_s = Random(f"{name} {seed}"), hours * HOUR
    chains: list[Chain] = []
    talks: list[Talk] = []
    for day in DAYS[name]:
        for wave_s in _arrivals(random, day.waves, until_s):
            for task in [task for task, times in day.tasks.items() for _ in range(times)]:
                chains.append(_chain(random, task, wave_s + random.uniform(0.0, day.spread_s)))
        talks += [_talk(random, at_s) for at_s in _arrivals(random, day.talks, until_s)]
    return Workload(tuple(chains), tuple(talks), until_s)


def _chain(random: Random, task: str, at_s: float) -> Chain:
    kind = KINDS[task]
    parts = tuple(_section(random, kind.prompt, kind.answer) for _ in range(random.randint(*kind.sections)))
    return Chain(at_s, task, kind.model, parts)


def _arrivals(random: Random, per_hour: float, until_s: float) -> list[float]:
    if per_hour <= 0:
        return []
    found, at_s = [], random.expovariate(per_hour / HOUR)
    while at_s < until_s:
        found.append(at_s)
        at_s += random.expovariate(per_hour / HOUR)
    return found


def _section(random: Random, prompt: tuple[int, int], answer: tuple[int, int]) -> Section:
    return Section(random.randint(*prompt), random.randint(*answer))


def _talk(random: Random, at_s: float) -> Talk:
    session = random.random() < 0.8
    turns = tuple(_turn(random, session) for _ in range(random.randint(2, 7) if session else 1))
    return Talk(at_s, turns, session)


def _turn(random: Random, session: bool) -> Turn:
    section = _section(random, (200, 400), (25, 60))
    return Turn(random.uniform(5.0, 20.0), random.uniform(1.0, 3.0), section, session)
