"""Whether what is said of who logged a loss holds: who saw it when, who was first, who closed it."""

from collections.abc import Callable

from agent.detect.incident import PeeringOutage
from agent.report.claims.account import (
    Account,
    Reading,
    SessionRef,
    Unclear,
    Wrong,
    groups_of,
    token_of,
    tokens_of,
    word_of,
)
from agent.report.claims.event_facts import agents_of, at_time, check_span, states_one
from agent.report.claims.events import Event
from agent.report.claims.grammar import Slots
from agent.report.claims.quantities import Clock
from agent.report.claims.sessions import apply, node_of

Check = Callable[[Slots, Account, Reading], None]


def check_observed(slots: Slots, account: Account, reading: Reading) -> None:
    """That these routers logged the loss or restoration of sessions, and when each did."""
    _observed(slots, slots, account, reading)
    for group in groups_of(slots, "also"):
        _observed(slots, group, account, reading)


def _observed(slots: Slots, who: Slots, account: Account, reading: Reading) -> None:
    what = "up" if word_of(slots, "pred") == "back" else "left"
    agents = agents_of(who, account, reading)
    times: list[Event] = []

    def logged(outages: SessionRef) -> None:
        for outage in outages:
            for agent in agents:
                mine = [event for event in account.events_of(outage, what) if event.node == agent]
                if not mine:
                    raise Unclear(f"{agent} logged nothing of it")
                times.extend(mine)

    subject = groups_of(slots, "subj")[0]
    whole = any(word_of(group, "pron") == "all" for group in groups_of(subject, "s"))
    if whole:  # `the losses`: those that it saw
        reading.sessions = tuple(o for o in account.incident.peerings if set(agents) <= {o.a, o.b})
        logged(reading.sessions)
    else:
        apply(subject, account, reading, logged, _lost, agents=not _named_ends(subject))
    if word_of(slots, "only"):
        seen = {event.node for outage in reading.sessions for event in account.events_of(outage, what)}
        if seen != set(agents):
            raise Wrong("another logged it, too")
    if not times:
        raise Unclear("logged nothing of it")
    reading.pred = "back" if what == "up" else "lost"
    reading.at_ns = times[0].at_ns if times else None
    at_time(token_of(who, "at"), times, fuzzy=bool(word_of(who, "fuzzy")))
    for event in times:
        reading.states(*account.facts_at(event.at_ns))


def check_reported(slots: Slots, account: Account, reading: Reading, check: Check) -> None:
    """A clause that routers logged: it holds, and each of them has a line of it."""
    agents = agents_of(slots, account, reading)
    told = groups_of(slots, "told")[0]
    reading.observers = agents
    check(told, account, reading)
    claim = word_of(told, "claim")
    if claim in ("event", "port", "igp", "limit", "prefixes", "quoted"):
        if not set(reading.agents) <= set(agents):
            raise Unclear("is not from its log")
    elif claim in ("sessions", "agent", "took", "closer") and reading.pred in ("lost", "back"):
        what = "up" if reading.pred == "back" else "left"
        for agent in agents:
            for outage in reading.sessions:
                if not any(event.node == agent for event in account.events_of(outage, what)):
                    raise Unclear(f"{agent} logged nothing of it")
    else:
        raise Unclear("is nothing that a router logs")
    reading.agents = agents
    said = token_of(slots, "at")
    if said is not None and not (isinstance(said.payload, Clock) and said.payload.matches(reading.at_ns or 0)):
        raise Unclear("is not when it was logged", said)


def check_witnessed(slots: Slots, account: Account, reading: Reading) -> None:
    """That these routers logged what was said just before."""
    sessions, what = reading.sessions, "up" if reading.pred == "back" else "left"
    if reading.pred not in ("lost", "back") or not sessions:
        raise Unclear("is nothing that a router logs")
    for agent in agents_of(slots, account, reading):
        found = [event for outage in sessions for event in account.events_of(outage, what) if event.node == agent]
        states_one(found, slots, account, reading)


def check_noticed(slots: Slots, account: Account, reading: Reading) -> None:
    """Which router logged a loss first or last, or before another, and when."""
    what = "up" if word_of(slots, "pred") == "back" else "left"
    peer = token_of(slots, "peer")
    pool = account.incident.peerings
    if groups_of(slots, "subj"):
        meant: list[PeeringOutage] = []
        apply(groups_of(slots, "subj")[0], account, reading, meant.extend, _lost)
        pool = tuple(dict.fromkeys(meant))
    times: dict[str, Event] = {}
    for event in (event for outage in pool for event in account.events_of(outage, what)):
        if (peer is None or event.peer == node_of(peer)) and event.at_ns < times.get(event.node, event).at_ns + 1:
            times[event.node] = event
    cause = account.incident.cause
    if word_of(slots, "gone") and (peer is None or (cause.type, cause.subject) not in _gone(node_of(peer))):
        raise Unclear("says that a router was gone")
    agents = agents_of(slots, account, reading)
    if not set(agents) <= set(times):
        raise Unclear("logged nothing of it")
    mine = [times[agent] for agent in agents]
    others = [event for node, event in times.items() if node not in agents]
    _ordered(word_of(slots, "order"), mine, others, slots, times)
    for event in mine:
        at_time(token_of(slots, "at"), [event], fuzzy=bool(word_of(slots, "fuzzy")))
        reading.states(*account.facts_at(event.at_ns))
    _follow(groups_of(slots, "then"), mine, times, account, reading)
    reading.at_ns, reading.agents = mine[0].at_ns, agents


def _gone(node: str) -> set[tuple[str, str | None]]:
    return {(cause, node) for cause in ("node_down", "node_hang")}


def _ordered(order: str, mine: list[Event], others: list[Event], slots: Slots, times: dict[str, Event]) -> None:
    than = [node_of(token) for group in groups_of(slots, "than") for token in tokens_of(group, "node")]
    if not set(than) <= set(times):
        raise Unclear("compares with what was not logged")
    if than:
        others = [times[node] for node in than]
    if order in ("first", "last") and not others:
        raise Unclear(f"is the {order} of one")
    early = order in ("first", "before")
    for event in mine if order else ():
        if not all((event.at_ns < o.at_ns) if early else (event.at_ns > o.at_ns) for o in others):
            raise Wrong("it was not in this order")
    gap = token_of(slots, "gap")
    if gap is not None:
        check_span(gap, abs(mine[0].at_ns - others[0].at_ns), slots)


def _follow(
    groups: list[Slots], mine: list[Event], times: dict[str, Event], account: Account, reading: Reading
) -> None:
    """Those who came next, in their order, each with its own time or how much later it was."""
    last, named = mine, list(mine)
    for group in groups:
        agents = agents_of(group, account, reading)
        if not set(agents) <= set(times):
            raise Unclear("logged nothing of it")
        following = [times[agent] for agent in agents]
        if max(event.at_ns for event in last) >= min(event.at_ns for event in following):
            raise Wrong("it was not in this order")
        between = [o for o in times.values() if o not in (*named, *following) and o.at_ns < following[0].at_ns]
        if between and len(groups) > 1:
            raise Unclear("leaves out one in between")
        for event in following:
            at_time(token_of(group, "at"), [event])
            check_span(token_of(group, "egap"), event.at_ns - last[-1].at_ns, group)
        last, named = following, [*named, *following]


def check_closer(slots: Slots, account: Account, reading: Reading) -> None:
    """Which end closed a session: the one that sent the notification, or whose peer says so."""
    agents = agents_of(slots, account, reading)

    def closed(outages: SessionRef) -> None:
        for outage in outages:
            found = account.closers(outage)
            if not found or (len(found) > 1 and set(agents) & found):
                raise Unclear("which end closed it is not known")
            if not found <= set(agents):
                raise Wrong(f"{', '.join(sorted(found))} closed it")

    group = groups_of(slots, "subj")[0]
    apply(group, account, reading, closed, _lost, agents=not _named_ends(group))
    reading.pred = "lost"
    reading.at_ns = min(outage.lost_ns for outage in reading.sessions)
    left = [event for outage in reading.sessions for event in account.events_of(outage, "left")]
    at_time(token_of(slots, "at"), left)
    mine = sorted((event for event in left if event.node in agents), key=lambda event: event.at_ns)
    at_time(token_of(slots, "t1"), mine[:1])
    at_time(token_of(slots, "t2"), mine[-1:])


def _named_ends(group: Slots) -> bool:
    """Whether a phrase of sessions names its ends itself."""
    return any(name in ("end", "of", "with", "owner") for item in groups_of(group, "s") for name, _ in item)


def _lost(outage: PeeringOutage) -> int | None:
    return outage.lost_ns


def check_quoted(slots: Slots, account: Account, reading: Reading) -> None:
    """Words in quotation marks, as a line of these routers has them; a command, as an operator typed it."""
    quote = token_of(slots, "quote")
    assert quote is not None
    typed = word_of(slots, "claim") == "typed"
    named = groups_of(slots, "agent") or word_of(slots, "ends")
    lines = [line for line in account.lines if str(quote.payload) in line.text.lower()]
    lines = [line for line in lines if (line.source == "session") == typed]
    if word_of(slots, "order") == "first" and lines:
        lines = sorted(lines, key=lambda line: line.at_ns)[:1]
        slots = tuple(item for item in slots if item[0] != "order")
    for agent in agents_of(slots, account, reading) if named else [line.node for line in lines[:1]]:
        mine = [Event("", line.at_ns, line.node, line.source) for line in lines if line.node == agent]
        states_one(mine, slots, account, reading)
    if not lines:
        raise Unclear("quotes what was not said there", quote)


def check_concsome(slots: Slots, account: Account, reading: Reading) -> None:
    """That these neighbors of a router lost sessions with it."""
    hub = token_of(slots, "hub")
    assert hub is not None
    named = [node_of(token) for group in groups_of(slots, "some") for token in tokens_of(group, "node")]
    if len(set(named)) != len(named):
        raise Wrong("names one router twice")
    for token in (token for group in groups_of(slots, "some") for token in tokens_of(group, "node")):
        if not any({outage.a, outage.b} == {node_of(hub), node_of(token)} for outage in account.incident.peerings):
            raise Wrong(f"{token.text} lost no session with it", token)
    reading.states(account.count("nodes concerned"))
