"""What a fault of the drill is: a name, what it does, and a function that lays it out on a stage. Pure.

A fault is one file in `faults/`; the names are the files' own, with dashes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from agent.drill import faults
from agent.drill.targets import Bgp, Stage
from clab.actions import Act
from clab.plugins import Family, instances


@dataclass(frozen=True, slots=True)
class Plan:
    """A fault laid out: `strike` breaks, `mend` mends (and may be carried out on a whole lab); `target` in the lab's
    words. `lasts_s` is how long it must last to show; `found_s` how long after the strike it may take to be found.
    `places` are the subjects any of which is the right place for its cause; without them the place is not scored.
    `notes` are the kinds of notes, one of each, that are all there is to tell of a fault that is no incident.
    `may_split`: sessions may be lost by it at other times and ends, and nothing that can be seen ties them."""

    target: str
    strike: tuple[Act, ...]
    mend: tuple[Act, ...]
    sessions: tuple[Bgp, ...]
    lasts_s: float = 3.0
    found_s: float = 10.0
    places: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    may_split: bool = False


@dataclass(frozen=True, slots=True)
class Impossible:
    """Why a fault cannot be had on this stage."""

    reason: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: `causes` any of which is a right answer; without them it is no incident at all. `plan(stage, turn)`
    picks the target; `turn` counts the drill's faults, so that they do not all strike the same place. `rank` is when it
    strikes among the others. `held`: what was recorded of it is not looked at while rules are written, so that a figure
    can be given that nobody worked for. `by_name`: it is played only where somebody asks for it by its name, since it
    reaches beyond the lab."""

    what: str
    causes: tuple[str, ...]
    rank: int
    plan: Callable[[Stage, int], Plan | Impossible]
    held: bool = False
    by_name: bool = False


FAULTS = Family("drill_faults", faults, "FAULT", instances(Fault), lambda _, file: (file.replace("_", "-"),))


@cache
def all_faults() -> dict[str, Fault]:
    """Every fault, by name, in the order in which they strike."""
    found = FAULTS.loaded.by_name
    return {name: found[name] for name in sorted(found, key=lambda each: (found[each].rank, each.replace("-", "_")))}
