"""Puts right what a drill broke: right away, by the next call, and with a nudge where a router needs one."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from agent.drill.journal import RestoreJournal
from agent.drill.targets import Bgp
from clab.actions import Act, ActError, LabDriver, SetLink, words

TRIES = 4


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
    still = [item for item in owed.mend if _still(item, owed.containers, driver)]
    left = mend(still, driver, say)
    if not left:
        journal.paid()
    return left


def _still(act: Act, containers: Mapping[str, str], driver: LabDriver) -> bool:
    return not act.node or containers.get(act.node) == driver.identity(act.node)


def nudges(sessions: Sequence[Bgp], down: Sequence[str]) -> list[SetLink]:
    """Links over which nothing came back, to be set down and up at both ends: FRR's zebra may have missed that an
    interface was made anew, and then sends no router advertisements on it (seen with 8.4.4, unnumbered)."""
    acts: list[SetLink] = []
    direct = [session for session in sessions if session.wire]
    for wire in dict.fromkeys(frozenset(item.wire or ()) for item in direct):
        over = [each for each in direct if frozenset(each.wire or ()) == wire]
        if all(f"{end.node} {end.neighbor}" in down for each in over for end, _ in each.ends()):
            ends = sorted(wire, key=lambda each: each.node)
            acts += [SetLink(end.node, end.interface, up) for end in ends for up in (False, True)]
    return acts
