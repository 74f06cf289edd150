"""Plays faults on a lab, one after the other: strike, wait until it is found, mend, wait until the lab is whole.

Before a fault strikes, what mends it is on the disk. Whatever happens after that (an error, a signal, the end of the
drill), it is mended before anything else is done.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from agent.drill.cleanup import mend, nudges, readdressings
from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.journal import RestoreJournal
from agent.drill.layout import CALM_S, Layout
from agent.drill.targets import Stage
from clab.actions import ActError, LabDriver, SetAddress, SetLink, Wait, words
from clab.units import SECOND_NS

FaultStatus = Literal["played", "impossible", "failed", "cut_short"]
STEP_S = 0.1
WHOLE_S = 90.0
"""How long a lab is given to converge after a fault was mended."""

NUDGE_S = 25.0
"""After so long, links are set down and up once for the sessions that did not come back, and after as long again,
addresses are given anew."""


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
    status: FaultStatus
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


class Drill:
    """Plays faults until all are played or it is to end."""

    def __init__(self, stage: Stage, driver: LabDriver, journal: RestoreJournal, pace: Pace, hooks: Hooks) -> None:
        self._stage, self._driver, self._journal, self._pace, self._hooks = stage, driver, journal, pace, hooks

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
        nodes = {item.node for item in (*plan.strike, *plan.mend) if item.node}
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
            waited_s = (self._pace.now_ns() - done_ns) / SECOND_NS
            lasted = waited_s >= plan.lasts_s
            if lasted and (self._hooks.found(plan, played.struck_ns) or waited_s >= plan.lasts_s + plan.found_s):
                return
            self._pace.pause(STEP_S)

    def _wait_whole(self, played: Played) -> None:
        """Until every session has been up for a moment; a lab that does not come back ends the drill."""
        begun_ns = self._pace.now_ns()
        since_ns: int | None = None
        ways: list[tuple[float, Callable[[Stage, list[str]], Sequence[SetLink | SetAddress]]]]
        ways = [(2 * NUDGE_S, readdressings), (NUDGE_S, nudges)]
        while not self._pace.stopped():
            down = self._hooks.down()
            now_ns = self._pace.now_ns()
            if down and ways and now_ns - begun_ns > ways[-1][0] * SECOND_NS:
                _, way = ways.pop()
                self._nudge(played, way(self._stage, down))
            since_ns = None if down else since_ns or now_ns
            if since_ns is not None and now_ns - since_ns >= CALM_S * SECOND_NS:
                played.whole_ns = now_ns
                return
            if now_ns - begun_ns > WHOLE_S * SECOND_NS:
                played.left = [f"{item} is not up again" for item in down]
                return
            self._pace.pause(0.5)

    def _nudge(self, played: Played, acts: Sequence[SetLink | SetAddress]) -> None:
        if not acts:
            return
        self._hooks.say(f"{played.name}: not back by itself: {'; '.join(map(words, acts))}")
        ups = [act for act in acts if (act.up if isinstance(act, SetLink) else act.present)]
        self._journal.owe(played.name, ups, {item.node: self._driver.identity(item.node) for item in ups})
        if not mend(acts, self._driver, self._hooks.say):
            self._journal.paid()
