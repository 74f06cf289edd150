"""What a run is measured by, and the aims it is held to. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from agent.bench.lanes.machine import VOICE, Machine
from agent.bench.lanes.run import Outcome, Run, Scheduler
from agent.bench.lanes.workload import DAYS, Workload, draw
from agent.models.scheduler.rules import LaneRules, Placement
from agent.models.scheduler.scheduler import Admission
from tests.bench.lanes.fifo import Fifo

AIM_S = 0.3
AIM_LOADS = 3.0
POLICIES = ("resident", "lend", "fifo")
QUEUING = ("busy", "storms")
"""On a quiet day there is nothing to put into a better order: its loads are shown, and held to nothing."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Middle, 99th of 100, and worst, in seconds."""

    p50: float
    p99: float
    worst: float


@dataclass(frozen=True, slots=True)
class Figures:
    """One policy on one day. Voice is measured from the words to the first token of the answer, in seconds.

    `idle`: the same talks without background work. `later`: turn by turn, how much later with it. `held`: the same
    without the time that the voice model's own load takes, which `lend` costs by its nature. `lost`: the share of the
    background's time with the engine that went into attempts which were taken back. `oldest_s`: the longest wait of a
    background request for the attempt that was answered, `quiet_wait_s` without the time in which somebody talked.
    `longest_job_s`: the longest attempt.
    """

    day: str
    policy: str
    turns: int
    idle: Spread
    loaded: Spread
    later: Spread
    held: Spread
    loads: int
    background: int
    failed: int
    preempted: int
    lost: float
    oldest_s: float
    quiet_wait_s: float
    longest_job_s: float
    longest_prefill_s: float
    busy: float


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
    """Run every policy on every day and hold them to the aims."""
    rules = LaneRules()
    figures = tuple(
        _figures(day, policy, draw(day, seed, hours), machine or Machine()) for day in DAYS for policy in POLICIES
    )
    return Result(seed, hours, rules.age_limit_s, figures, _aims(figures, rules.age_limit_s))


def _scheduler(policy: str) -> Scheduler:
    if policy == "fifo":
        return Fifo()
    placement: Placement = "lend" if policy == "lend" else "resident"
    return Admission(LaneRules(voice_model=VOICE, placement=placement))


def _figures(day: str, policy: str, workload: Workload, machine: Machine) -> Figures:
    quiet = Run(_scheduler(policy), machine).go(replace(workload, chains=()))
    busy = Run(_scheduler(policy), machine).go(workload)
    idle, loaded = _waits(quiet), _waits(busy)
    own = _own(busy)
    background = busy.lane("background")
    spent = [call for call in busy.calls if call.job.lane == "background"]
    lasted = [min(item.end_s, item.cancelled_s) - item.came_s for item in spent]
    lost = sum(took for took, each in zip(lasted, spent, strict=True) if each.cancelled_s < each.end_s)
    return Figures(
        day=day,
        policy=policy,
        turns=len(idle),
        idle=_spread(idle.values()),
        loaded=_spread(loaded.values()),
        later=_spread(loaded[turn] - idle[turn] for turn in idle),
        held=_spread(each - own[turn] for turn, each in loaded.items()),
        loads=sum(busy.loads.values()),
        background=len(background),
        failed=sum(each.failure is not None for each in busy.asked),
        preempted=sum(len(each.started_s) - 1 for each in background),
        lost=lost / sum(lasted) if lasted else 0.0,
        oldest_s=max((each.started_s[-1] - each.asked_s for each in background if each.started_s), default=0.0),
        quiet_wait_s=max((busy.quiet_wait_s(each) for each in background if each.started_s), default=0.0),
        longest_job_s=max(lasted, default=0.0),
        longest_prefill_s=max((each.first_s - each.read_s for each in spent), default=0.0),
        busy=sum(lasted) / workload.until_s,
    )


def _waits(outcome: Outcome) -> dict[int, float]:
    """From the words to the first token, by turn."""
    return {item.turn: item.first_s - item.asked_s for item in outcome.lane("voice")}


def _own(outcome: Outcome) -> dict[int, float]:
    """What each turn costs by itself: reading its own prompt, and what was left of the load of its model."""
    calls = {item.job.id: item for item in outcome.calls}
    found = {}
    for asked in outcome.lane("voice"):
        call = calls[asked.job.id]
        found[asked.turn] = call.first_s - call.read_s + outcome.load_left_s(asked.asked_s, call.came_s)
    return found


def _spread(values: Iterable[float]) -> Spread:
    ordered = sorted(values) or [0.0]

    def at(share: float) -> float:
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)]

    return Spread(at(0.5), at(0.99), ordered[-1])


def _aims(figures: Sequence[Figures], age_limit_s: float) -> tuple[Aim, ...]:
    by = {policy: [figure for figure in figures if figure.policy == policy] for policy in POLICIES}
    later = max(item.later.p99 for item in by["resident"])
    prefill_s = AIM_S + max(each.longest_prefill_s for each in by["lend"])
    held = max(each.held.p99 for each in by["lend"])
    aims = [
        _at_most("resident: voice later than idle, p99 of the worst day, s", AIM_S, later),
        _at_most("lend: voice held up beside its own load, p99, s: 0.3 + one prefill", prefill_s, held),
    ]
    for policy in ("resident", "lend"):
        loads, fifo = (sum(each.loads for each in by[name] if each.day in QUEUING) for name in (policy, "fifo"))
        ratio = fifo / loads
        aims.append(
            Aim(f"{policy}: times fewer loads than FIFO where work queues", AIM_LOADS, ratio, ratio >= AIM_LOADS)
        )
        over = max(each.quiet_wait_s - each.longest_job_s for each in by[policy])
        aims.append(_at_most(f"{policy}: oldest wait while nobody talks, less one job, s", age_limit_s, over))
        aims.append(_at_most(f"{policy}: requests without an answer", 0, sum(each.failed for each in by[policy])))
    return tuple(aims)


def _at_most(what: str, limit: float, measured: float) -> Aim:
    return Aim(what, limit, measured, measured <= limit)
