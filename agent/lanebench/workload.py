"""A day of mixed work, drawn by a seed: incidents, digests, code, briefs, and people who talk to it. Pure."""

from dataclasses import dataclass
from random import Random

from agent.asking import Lane
from agent.lanebench.machine import CODER, VOICE, WRITER

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


def draw(seed: int, hours: float) -> Workload:
    """The work of some hours; an hour has about six incidents, five pieces of code, four briefs and six talks."""
    random, until_s = Random(seed), hours * HOUR
    chains: list[Chain] = []
    for task, model, per_hour, sections, prompt, answer in (
        ("narrative", WRITER, 5.0, (3, 5), (150, 350), (50, 110)),
        ("digest", WRITER, 1.0, (3, 6), (200, 400), (60, 120)),
        ("code", CODER, 5.0, (2, 4), (200, 500), (80, 200)),
        ("brief", VOICE, 4.0, (1, 1), (250, 450), (80, 140)),
    ):
        for at_s in _arrivals(random, per_hour, until_s):
            parts = tuple(_section(random, prompt, answer) for _ in range(random.randint(*sections)))
            chains.append(Chain(at_s, task, model, parts))
    talks = [_talk(random, at_s) for at_s in _arrivals(random, 6.0, until_s)]
    return Workload(tuple(chains), tuple(talks), until_s)


def _arrivals(random: Random, per_hour: float, until_s: float) -> list[float]:
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
