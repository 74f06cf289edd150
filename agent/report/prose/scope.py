"""Who was concerned: every router and every peering, one by one where they are few, by their hub where they are many.

Pure. However large the incident, no router that lost something goes unnamed.
"""

from collections.abc import Iterable, Sequence

from agent.report.fact_sheet import Fact
from agent.report.prose.names import Names, Part, listed, ref

ONE_BY_ONE = 3
"""So many peerings are told one by one."""


def scope(names: Names) -> Iterable[tuple[str, ...]]:
    """The sentences of the section."""
    yield _nodes(names)
    if len(names.parts) <= ONE_BY_ONE:
        yield from (_part(names, part) for part in names.parts)
        return
    for hub, parts in hubs(names.parts):
        for group in (
            [item for item in parts if item.restored is not None],
            [each for each in parts if each.restored is None],
        ):
            if len(group) == 1 or (group and hub is None):
                yield from (_part(names, each) for each in group)
            elif group and hub is not None:
                yield _group(names, hub, group)


def hubs(parts: Sequence[Part]) -> Iterable[tuple[str | None, list[Part]]]:
    """The peerings by the router that has most of those that are left; None for those with an end that nobody knows."""
    left = [part for part in parts if None not in part.ends]
    half = [item for item in parts if None in item.ends]
    while left:
        count: dict[str, int] = {}
        for each in left:
            for end in each.ends:
                count[end or ""] = count.get(end or "", 0) + 1
        hub = max(sorted(count), key=lambda node: count[node])
        yield hub, [each for each in left if hub in each.ends]
        left = [each for each in left if hub not in each.ends]
    if half:
        yield None, half


def _nodes(names: Names) -> tuple[str, ...]:
    count, nodes = names.count("nodes concerned"), names.all_nodes()
    if not names.nodes:
        return ("Which routers are concerned is not known.",)
    if not names.parts:
        verb = "is" if len(names.nodes) == 1 else "are"
        return (f"No session was lost; concerned {verb} {nodes}.", f"{nodes} {verb} concerned, without a lost session.")
    if len(names.nodes) == 1:
        return (f"One router is concerned: {nodes}.", f"Only {nodes} is concerned.")
    return (
        f"{count} routers are concerned: {nodes}.",
        f"The incident concerns {count} routers, {nodes}.",
        f"Concerned are {count} routers: {nodes}.",
    )


def _part(names: Names, part: Part) -> tuple[str, ...]:
    session = names.session(part, addresses=True)
    if part.down_for is None:
        since = f"was lost at {ref(part.lost)} UTC and is still down"
        if part.outage.losses > 1:
            since = f"was lost {ref(part.losses)} times, first at {ref(part.lost)} UTC, and is still down"
        return (f"{session} {since}.",)
    took = ref(part.down_for)
    if part.outage.losses > 1:
        times = ref(part.losses)
        return (
            f"{session} was lost {times} times and was down for {took} in all.",
            f"{session} was down for {took} in all, in {times} losses.",
        )
    return (f"{session} was down for {took}.", f"For {took} {session} was down.")


def _group(names: Names, hub: str, parts: Sequence[Part]) -> tuple[str, ...]:
    others = dict.fromkeys(end for part in parts for end in part.ends if end != hub)
    with_ = listed([names.node(other) for other in others])
    spans = sorted((item.down_for for item in parts if item.down_for is not None), key=_value)
    if not spans:
        first = min((each.lost for each in parts), key=_value)
        return (
            f"The sessions of {names.node(hub)} with {with_}, lost from {ref(first)} UTC on, are still down.",
            f"Still down are the sessions of {names.node(hub)} with {with_}, lost from {ref(first)} UTC on.",
        )
    low, high = spans[0], spans[-1]
    took = f"for {ref(low)}" if low.wordings[0] == high.wordings[0] else f"for {ref(low)} to {ref(high)}"
    each_ = " each" if len(parts) > 1 else ""
    return (
        f"The sessions of {names.node(hub)} with {with_} were down {took}{each_}.",
        f"{names.node(hub)} was without its sessions with {with_} {took}{each_}.",
    )


def _value(fact: Fact) -> float:
    assert isinstance(fact.value, int | float)
    return fact.value
