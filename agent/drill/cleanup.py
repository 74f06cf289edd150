"""Puts right what a drill broke: right away, by the next call, and with a nudge where a router needs one."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from agent.drill.journal import RestoreJournal
from agent.drill.targets import Stage, Wire
from clab.actions import Act, ActError, LabDriver, SetAddress, SetLink, WireEnd, words

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


def nudges(stage: Stage, down: Sequence[str]) -> list[SetLink]:
    """Links that are set down and up, at both ends, where a session stays down at both ends or OSPF has no adjacency.

    Of a direct session its own link, where nothing came back over it: FRR's zebra may have missed that an interface was
    made anew, and then sends no router advertisements on it (seen with 8.4.4, unnumbered). Of a session of several hops
    one link of its first end that no session runs over: zebra may take a next hop for unreachable until the route to it
    changes (seen with 8.4.4 and equal-cost routes).
    """
    lost = [item for item in stage.sessions if all(f"{end.node} {end.neighbor}" in down for end, _ in item.ends())]
    wires: dict[frozenset[WireEnd], None] = {}
    for session in lost:
        if session.wire is not None:
            over = [item for item in stage.sessions if _same(item.wire, session.wire)]
            chosen = session.wire if all(item in lost for item in over) else None
        else:
            chosen = next(iter(_free(stage, session.a.node)), None)
        if chosen is not None:
            wires[frozenset(chosen)] = None
    wires |= {frozenset(wire): None for wire in _without_adjacency(stage, down)}
    pairs = [sorted(wire, key=lambda end: end.node) for wire in wires]
    return [SetLink(end.node, end.interface, up) for pair in pairs for end in pair for up in (False, True)]


def readdressings(stage: Stage, down: Sequence[str]) -> list[SetAddress]:
    """Addresses that are taken off and given again at both ends of a link, where a direct session stays down at both or
    OSPF has no adjacency: a daemon that began before its interfaces may not know one by its address (seen with FRR
    8.4.4 after a container's restart: "nexthop_set failed" closes every connection, ospfd sends no hello)."""
    wires = [
        session.wire
        for session in stage.direct()
        if session.wire and all(f"{end.node} {end.neighbor}" in down for end, _ in session.ends())
    ]
    return [
        SetAddress(end.node, end.interface, address, present)
        for wire in dict.fromkeys((*wires, *_without_adjacency(stage, down)))
        for end in wire
        for address in end.addresses
        for present in (False, True)
    ]


def _without_adjacency(stage: Stage, down: Sequence[str]) -> list[Wire]:
    """The links over which OSPF is adjacent no more."""
    return [
        wire
        for wire in stage.wires
        if any(end in stage.adjacencies and f"{end.node}:{end.interface}" in down for end in wire)
    ]


def _same(one: Wire | None, other: Wire) -> bool:
    return one is not None and frozenset(one) == frozenset(other)


def _free(stage: Stage, node: str) -> list[Wire]:
    """A node's links that no session runs over."""
    carried = {frozenset(item.wire) for item in stage.sessions if item.wire}
    return [wire for wire in stage.wires_of(node) if frozenset(wire) not in carried]
