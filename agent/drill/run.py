"""Plays faults on a lab, one after the other: strike, wait until it is found, mend, wait until the lab is whole.

Before a fault strikes, what mends it is on the disk. Whatever happens after that (an error, a signal, the end of the
drill), it is mended before anything else is done.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.journal import RestoreJournal
from agent.drill.stage import Bgp, Stage
from clab.acts import Act, ActError, LabDriver, Wait, words

S = 1_000_000_000
STEP_S = 0.1
WHOLE_S = 90.0
"""How long a lab is given to converge after a fault was mended."""

CALM_S = 6.0
"""How long the lab must have been whole before the next fault strikes: a session that was up for less than 5 s does not
end an outage (contracts), and what follows would be part of the fault before."""

BACK_S = 6.0
"""About how long sessions take to come back."""

TRIES = 4
CHOICES = 8


class Pace(Protocol):
    """Time as the drill has it; a test brings its own. `pause` is cut short when the drill is to end."""

    def now_ns(self) -> int: ...

    def pause(self, seconds: float) -> None: ...

    def stopped(self) -> bool: ...


@dataclass(slots=True)
class Played:
    """One fault as it went. Times are ours, in ns; None where it did not come to that."""

    name: str
    fault: Fault
    status: Literal["played", "impossible", "failed", "cut_short"]
    target: str = ""
    reason: str = ""
    plan: Plan | None = None
    struck_ns: int | None = None
    mended_ns: int | None = None
    whole_ns: int | None = None
    left: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hooks:
    """What a drill asks and tells: `found(plan, since_ns)` whether an incident about it is open, `down()` which
    sessions are not up, `say` a line for people."""

    found: Callable[[Plan, int], bool]
    down: Callable[[], list[str]]
    say: Callable[[str], None]


def _possible(plan: Plan | Impossible, driver: LabDriver) -> Plan | Impossible:
    """A plan of which every act can be had, its undoing included: what cannot be mended must not be broken."""
    if isinstance(plan, Impossible):
        return plan
    reasons = ((act, driver.lacks(act)) for act in (*plan.strike, *plan.mend))
    return next((Impossible(f"{words(act)}: {reason}") for act, reason in reasons if reason), plan)


Layout = list[tuple[str, Fault, Plan | Impossible]]
"""Faults by name, each with its target or with the reason why there is none."""


def laid_out(stage: Stage, faults: Mapping[str, Fault], driver: LabDriver) -> Layout:
    """Each fault with its target: where there is a choice, other sessions than those of the fault before."""
    found: Layout = []
    before: frozenset[Bgp] = frozenset()
    for turn, (name, fault) in enumerate(faults.items()):
        choices = [_possible(fault.plan(stage, turn + n), driver) for n in range(CHOICES)]
        fresh = [each for each in choices if isinstance(each, Plan) and not before & set(each.sessions)]
        plan = next(iter(fresh), next((each for each in choices if isinstance(each, Plan)), choices[0]))
        found.append((name, fault, plan))
        before = frozenset(plan.sessions) if isinstance(plan, Plan) else before
    return found


class Drill:
    """Plays faults until all are played or it is to end."""

    def __init__(self, driver: LabDriver, journal: RestoreJournal, pace: Pace, hooks: Hooks) -> None:
        self._driver, self._journal, self._pace, self._hooks = driver, journal, pace, hooks

    def play(self, layout: Layout) -> list[Played]:
        """All faults, in order; those that are left when the drill is to end are not played."""
        done: list[Played] = []
        for name, fault, plan in layout:
            if self._pace.stopped():
                break
            done.append(self._one(name, fault, plan))
            if done[-1].left:
                break
        return done

    def _one(self, name: str, fault: Fault, plan: Plan | Impossible) -> Played:
        if isinstance(plan, Impossible):
            self._hooks.say(f"{name}: cannot be had here: {plan.reason}")
            return Played(name, fault, "impossible", reason=plan.reason)
        played = Played(name, fault, "played", plan.target, plan=plan)
        self._hooks.say(f"{name}: {fault.what} at {plan.target}")
        nodes = {each.node for each in (*plan.strike, *plan.mend) if each.node}
        self._journal.owe(name, plan.mend, {node: self._driver.identity(node) for node in nodes})
        try:
            self._strike(plan, played)
        except ActError as error:
            played.status, played.reason = "failed", str(error)
            self._hooks.say(f"{name}: could not be done: {error}")
        finally:
            played.left = mend(plan.mend, self._driver, self._hooks.say)
            played.mended_ns = self._pace.now_ns()
            if not played.left:
                self._journal.paid()
        if self._pace.stopped():
            played.status = "cut_short" if played.status == "played" else played.status
        elif not played.left:
            self._wait_whole(played)
        return played

    def _strike(self, plan: Plan, played: Played) -> None:
        for act in plan.strike:
            if self._pace.stopped():
                return
            if isinstance(act, Wait):
                self._pace.pause(act.seconds)
                continue
            if played.struck_ns is None:
                played.struck_ns = self._pace.now_ns()
            self._driver.act(act)
        done_ns = self._pace.now_ns()
        assert played.struck_ns is not None
        while not self._pace.stopped():
            waited_s = (self._pace.now_ns() - done_ns) / S
            lasted = waited_s >= plan.lasts_s
            if lasted and (self._hooks.found(plan, played.struck_ns) or waited_s >= plan.lasts_s + plan.found_s):
                return
            self._pace.pause(STEP_S)

    def _wait_whole(self, played: Played) -> None:
        """Until every session has been up for a moment; a lab that does not come back ends the drill."""
        begun_ns = self._pace.now_ns()
        since_ns: int | None = None
        down: list[str] = []
        while not self._pace.stopped():
            down = self._hooks.down()
            now_ns = self._pace.now_ns()
            since_ns = None if down else since_ns or now_ns
            if since_ns is not None and now_ns - since_ns >= CALM_S * S:
                played.whole_ns = now_ns
                return
            if now_ns - begun_ns > WHOLE_S * S:
                played.left = [f"{each} is not up again" for each in down]
                return
            self._pace.pause(0.5)


def takes_s(layout: Layout) -> float:
    """About how long a drill takes, in seconds: each fault lasts, is mended, and the lab comes back."""
    plans = [plan for _, _, plan in layout if isinstance(plan, Plan)]
    waits = sum(act.seconds for plan in plans for act in plan.strike if isinstance(act, Wait))
    return waits + sum(plan.lasts_s + CALM_S + BACK_S for plan in plans)


def mend(acts: Iterable[Act], driver: LabDriver, say: Callable[[str], None]) -> list[str]:
    """Carry out all acts, each several times if need be; returns what could not be done, in words."""
    left = []
    for act in acts:
        error = ""
        for _ in range(TRIES):
            try:
                driver.act(act)
                error = ""
                break
            except ActError as failed:
                error = str(failed)
        if error:
            left.append(f"{words(act)}: {error}")
            say(f"not mended: {left[-1]}")
    return left


def undo(journal: RestoreJournal, driver: LabDriver, say: Callable[[str], None]) -> list[str]:
    """Mend what an earlier drill left; what it did to containers that are gone went with them."""
    owed = journal.owed()
    if owed is None:
        return []
    say(f"an earlier drill was cut short at {owed.fault}: mending it")
    still = [each for each in owed.mend if _still(each, owed.containers, driver)]
    left = mend(still, driver, say)
    if not left:
        journal.paid()
    return left


def _still(act: Act, containers: Mapping[str, str], driver: LabDriver) -> bool:
    return not act.node or containers.get(act.node) == driver.identity(act.node)
