"""What a run is measured by, and the aims it is held to. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from agent.lanebench.fifo import Fifo
from agent.lanebench.machine import VOICE, Machine
from agent.lanebench.run import Asked, Outcome, Run, Scheduler
from agent.lanebench.workload import Workload, draw
from agent.lanes.admission import Admission
from agent.lanes.rules import LaneRules, Placement

AIM_S = 0.3
AIM_LOADS = 3.0
POLICIES = ("resident", "lend", "fifo")


@dataclass(frozen=True, slots=True)
class Spread:
    """Middle, 99th of 100, and worst, in seconds."""

    p50: float
    p99: float
    worst: float


@dataclass(frozen=True, slots=True)
class Figures:
    """One policy's run. Voice is measured from the words to the first token of the answer, in seconds.

    `idle`: the same talks without background work. `extra`: turn by turn, how much later with it. `held`: the same
    without the time that the voice model's own load takes, which `lend` costs by its nature. `lost`: the share of the
    background's time with the engine that went into attempts which were taken back. `oldest_s`: the longest wait of a
    background request for its first start. `longest_job_s`: the longest attempt.
    """

    policy: str
    turns: int
    idle: Spread
    loaded: Spread
    extra: Spread
    held: Spread
    loads: int
    put_out: int
    background: int
    failed: int
    preempted: int
    lost: float
    oldest_s: float
    longest_job_s: float
    longest_prefill_s: float
    busy_s: float


@dataclass(frozen=True, slots=True)
class Aim:
    """What was aimed at, what was measured, and whether that is enough."""

    what: str
    limit: float
    measured: float
    met: bool


@dataclass(frozen=True, slots=True)
class Result:
    """The whole bench."""

    seed: int
    hours: float
    age_limit_s: float
    figures: tuple[Figures, ...]
    aims: tuple[Aim, ...]


def measure(seed: int, hours: float, machine: Machine | None = None) -> Result:
    """Run every policy on one workload and hold it to the aims."""
    workload, rules = draw(seed, hours), LaneRules()
    figures = tuple(_figures(each, workload, machine or Machine()) for each in POLICIES)
    return Result(seed, hours, rules.age_limit_s, figures, _aims(figures, rules.age_limit_s))


def _scheduler(policy: str) -> Scheduler:
    if policy == "fifo":
        return Fifo()
    placement: Placement = "lend" if policy == "lend" else "resident"
    return Admission(LaneRules(voice_model=VOICE, placement=placement))


def _figures(policy: str, workload: Workload, machine: Machine) -> Figures:
    quiet = Run(_scheduler(policy), machine).go(replace(workload, chains=()))
    busy = Run(_scheduler(policy), machine).go(workload)
    idle, loaded = _waits(quiet), _waits(busy)
    extra = [loaded[turn] - idle[turn] for turn in idle]
    held = [each - _own_s(busy, turn) for turn, each in loaded.items()]
    background = busy.lane("background")
    spent = [each for each in busy.calls if each.job.lane == "background"]
    lasted = [min(each.end_s, each.cancelled_s) - each.began_s for each in spent]
    lost = sum(took for took, each in zip(lasted, spent, strict=True) if each.cancelled_s < inf)
    return Figures(
        policy=policy,
        turns=len(idle),
        idle=_spread(list(idle.values())),
        loaded=_spread(list(loaded.values())),
        extra=_spread(extra),
        held=_spread(held),
        loads=sum(busy.loads.values()),
        put_out=busy.put_out,
        background=len(background),
        failed=sum(each.failure is not None for each in busy.asked),
        preempted=sum(len(each.started_s) - 1 for each in background),
        lost=lost / sum(lasted) if lasted else 0.0,
        oldest_s=max((each.started_s[0] - each.asked_s for each in background if each.started_s), default=0.0),
        longest_job_s=max(lasted, default=0.0),
        longest_prefill_s=max((each.first_s - each.ready_s for each in spent), default=0.0),
        busy_s=sum(lasted),
    )


def _waits(outcome: Outcome) -> dict[int, float]:
    """From the words to the first token, by turn."""
    return {each.turn: each.first_s - each.asked_s for each in outcome.lane("voice")}


def _own_s(outcome: Outcome, turn: int) -> float:
    """What a turn costs by itself: reading its own prompt, and what was left of the load of its model."""
    asked: Asked = next(each for each in outcome.lane("voice") if each.turn == turn)
    call = next(each for each in outcome.calls if each.job.id == asked.job.id)
    return call.first_s - max(call.ready_s, call.began_s) + outcome.load_left_s(asked.asked_s, call.began_s)


def _spread(values: Sequence[float]) -> Spread:
    ordered = sorted(values) or [0.0]

    def at(share: float) -> float:
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)]

    return Spread(at(0.5), at(0.99), ordered[-1])


def _aims(figures: Sequence[Figures], age_limit_s: float) -> tuple[Aim, ...]:
    resident, lend, fifo = figures
    prefill_s = AIM_S + lend.longest_prefill_s
    aims = [
        _at_most("resident: voice p99 later than idle, s", AIM_S, resident.extra.p99),
        _at_most("lend: voice p99 later than idle and its own load, s: 0.3 + one prefill", prefill_s, lend.held.p99),
    ]
    for each in (resident, lend):
        ratio = fifo.loads / each.loads
        aims.append(Aim(f"{each.policy}: times fewer loads than FIFO", AIM_LOADS, ratio, ratio >= AIM_LOADS))
        limit_s = age_limit_s + each.longest_job_s
        aims.append(_at_most(f"{each.policy}: oldest wait, s: age limit + one job", limit_s, each.oldest_s))
        aims.append(_at_most(f"{each.policy}: requests without an answer", 0, each.failed))
    return tuple(aims)


def _at_most(what: str, limit: float, measured: float) -> Aim:
    return Aim(what, limit, measured, measured <= limit)
