"""Whether what is said of evidence lines holds: who logged what and when, who was first, who sent what, who closed it."""

from collections.abc import Callable, Iterable, Sequence

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
from agent.report.claims.cause_checks import check_cause
from agent.report.claims.events import Event
from agent.report.claims.grammar import Slots
from agent.report.claims.quantities import Clock, Length, bounded
from agent.report.claims.sessions import apply, far_ends, node_of
from agent.report.claims.tokens import Token
from agent.report.words import in_seconds
from clab.units import SECOND_NS

NEAR = 0.3
"""What is less far off than this share is not denied."""

Check = Callable[[Slots, Account, Reading], None]

def agents_of(slots: Slots, account: Account, reading: Reading) -> tuple[str, ...]:
    """The routers that a phrase means: by name, as the two ends, as the neighbors of one, or those named before."""
    named = [token for group in groups_of(slots, "agent") for token in tokens_of(group, "node")]
    found = [node_of(token) for token in (*named, *tokens_of(slots, "agent"))]
    sessions = reading.sessions or account.incident.peerings
    if (ends := word_of(slots, "ends")) and not found:
        hub, number = token_of(slots, "hub"), token_of(slots, "nfar")
        match ends:
            case "both":
                pairs = {frozenset({item.a or "", item.b or ""}) for item in sessions}
                found = sorted(next(iter(pairs))) if len(pairs) == 1 else []
            case "far":
                mine = tuple(o for o in sessions if hub is None or node_of(hub) in (o.a, o.b))
                found = sorted(set(far_ends(mine)))
                found = [end for end in found if hub is None or end != node_of(hub)]
            case "peer":
                mine = tuple(o for o in sessions if set(reading.agents) & {o.a or "", o.b or ""})
                found = sorted({str(end) for o in mine for end in (o.a, o.b)} - set(reading.agents))
                found = found if len(found) == 1 else []
            case _:
                found = list(reading.agents)
        if number is not None and number.payload != len(found):
            raise Wrong(f"says {number.text}, and it is {len(found)}", number)
    if not found:
        raise Unclear("it is not clear who")
    if len(set(found)) != len(found):
        raise Wrong("names one router twice", named[0] if named else None)
    reading.agents = tuple(found)
    return reading.agents


def check_event(slots: Slots, account: Account, reading: Reading) -> None:
    """A line of each of the routers: a notification, an expired timer."""
    what = word_of(slots, "what")
    for agent in agents_of(slots, account, reading):
        _one(_of(account, what, agent, slots), slots, account, reading)


def check_igp(slots: Slots, account: Account, reading: Reading) -> None:
    """An adjacency of the IGP that went; said of two routers, one of them logged it."""
    agents = agents_of(slots, account, reading)
    for agent in agents:
        kinds = [word_of(slots, "igp")] if word_of(slots, "igp") not in ("", "igp") else ["ospf", "isis"]
        found = [event for kind in kinds for event in _of(account, f"{kind} lost", agent, slots)]
        if reason := word_of(slots, "reason"):
            found = [event for event in found if event.reason.lower() == reason]
        _one(found, slots, account, reading)


def check_port(slots: Slots, account: Account, reading: Reading) -> None:
    """An interface that went down or came up, by its router's or the runtime's event."""
    what, port = f"port {word_of(slots, 'way')}", token_of(slots, "port")
    if not tokens_of(slots, "agent") and not groups_of(slots, "agent") and port is not None:
        node, colon, _ = str(port.payload).partition(":")
        reading.agents = (node,) if colon else reading.agents
        slots = (*slots, ("ends", "same"))
    for agent in agents_of(slots, account, reading):
        cause = account.incident.cause
        found = _of(account, what, agent, slots)
        place = str(port.payload).rpartition(":")[2] if port is not None else ""
        if not found and what == "port down" and cause.certainty == "proved" and cause.subject == f"{agent}:{place}":
            found = [Event(what, line.at_ns, agent, line.source) for line in cause.evidence]
        _one(found, slots, account, reading)


def check_iface(slots: Slots, account: Account, reading: Reading) -> None:
    """An interface that went down, named by the router that it leads to."""
    for agent in agents_of(slots, account, reading):
        found = _of(account, "interface down", agent, slots)
        _one(found or (_of(account, "port down", agent, ()) if not tokens_of(slots, "peer") else []), slots, account, reading)


def check_runtime(slots: Slots, account: Account, reading: Reading) -> None:
    """What became of a router's container, by the runtime's own events."""
    kinds = [value for name, value in slots if name == "what" and isinstance(value, str)]
    for what in kinds:
        _runtime(what, slots, account, reading)


def _runtime(what: str, slots: Slots, account: Account, reading: Reading) -> None:
    if not groups_of(slots, "agent"):
        reading.agents = reading.agents or tuple({event.node for event in account.events if event.what == what})
        slots = (*slots, ("ends", "same"))
    _by_operator(slots, account)
    for agent in agents_of(slots, account, reading):
        found = _of(account, what, agent, slots)
        wanted = token_of(slots, "value")
        number = wanted.payload if wanted is not None else int(word_of(slots, "sig") or 0)
        if number and found and not [event for event in found if event.value == number]:
            raise Wrong(f"it was {found[0].value}", wanted)
        _one(found, slots, account, reading)


def _by_operator(slots: Slots, account: Account) -> None:
    if word_of(slots, "byop") and not account.incident.cause.planned:
        raise Unclear("names an operator, and none was seen")


def check_pause(slots: Slots, account: Account, reading: Reading) -> None:
    """From when to when a router's container stood still."""
    if not groups_of(slots, "agent"):
        slots = (*slots, ("ends", "same"))
    _by_operator(slots, account)
    for agent in agents_of(slots, account, reading):
        ends = [_of(account, what, agent, ()) for what in ("pause", "unpause")]
        if any(len(found) != 1 for found in ends):
            raise Unclear("says how long it was paused, and that was not seen")
        begin, end = (found[0] for found in ends)
        for name, event in (("at", begin), ("f1", begin), ("f2", end)):
            _at(token_of(slots, name), [event])
        check_span(token_of(slots, "held"), end.at_ns - begin.at_ns, slots)
        reading.at_ns = begin.at_ns
        reading.states(*account.facts_at(begin.at_ns), *account.facts_at(end.at_ns))


def check_prefixes(slots: Slots, account: Account, reading: Reading) -> None:
    """How many prefixes a router received or sent, and how many before."""
    what, now = word_of(slots, "what"), _number(slots)
    before, by = token_of(slots, "was"), token_of(slots, "by")
    for agent in agents_of(slots, account, reading):
        found = _of(account, what, agent, slots)
        if not found:
            raise Unclear("no poll that was seen says so")
        if len({(event.address, event.family) for event in found}) != 1:
            raise Unclear("may mean the prefixes of several neighbors")
        pairs = [(last, event) for k, event in enumerate(found) for last in found[max(0, k - 1) : k]]
        held = [
            (last, event)
            for last, event in [(None, event) for event in found] + pairs  # type: ignore[operator]
            if (last is not None or (before is None and by is None))
            and (now is None or event.value == now)
            and (last is None or before is None or last.value == before.payload)
            and (last is None or by is None or abs((last.value or 0) - (event.value or 0)) == by.payload)
        ]
        _fell(held, slots)
        _settle([event for _, event in held], found, slots, account, reading)
        ago = token_of(slots, "egap0")
        if ago is not None and held and held[0][0] is not None:
            check_span(ago, held[0][1].at_ns - held[0][0].at_ns, (("roughly", "yes"),))


def _settle(held: list[Event], found: list[Event], slots: Slots, account: Account, reading: Reading) -> None:
    incident = account.incident
    if not held:
        raise Wrong(f"there were {', '.join(dict.fromkeys(str(event.value) for event in found))} prefixes")
    if token_of(slots, "at") is None:
        held = [event for event in held if event.at_ns >= incident.started_ns - SECOND_NS]
        if word_of(slots, "during"):
            end = incident.last_restored_ns or held[-1].at_ns if held else 0
            held = [event for event in held if event.at_ns <= end]
        if not held:
            raise Unclear("was so before the incident")
    _one(held, slots, account, reading)


def _fell(held: list[tuple[Event | None, Event]], slots: Slots) -> None:
    way = word_of(slots, "dir")
    for last, event in held if way else ():
        if last is None:
            raise Unclear("says that it changed, and not from what")
        if ((event.value or 0) < (last.value or 0)) != (way == "down"):
            raise Wrong("it changed the other way")


def check_withdrew(slots: Slots, account: Account, reading: Reading) -> None:
    """How many prefixes a router withdrew, as its neighbor received less of them."""
    by, was = token_of(slots, "by"), token_of(slots, "was")
    if account.incident.cause.type != "route_withdrawal":
        raise Unclear("speaks of a withdrawal, and none was found")
    if not groups_of(slots, "agent"):
        reading.agents = tuple(item for item in account.incident.cause.nodes if item)
        slots = (*slots, ("ends", "same"))
    agents = agents_of(slots, account, reading)
    lost = word_of(slots, "what") == "received"
    found = [e for e in account.events if e.what == "received" and (e.node if lost else e.peer) in agents]
    for last, event in zip(found, found[1:], strict=False):
        fits = [node_of(token) == (last.peer if lost else last.node) for token in tokens_of(slots, "peer")]
        same = all(fits) and (last.node, last.address, last.family) == (event.node, event.address, event.family)
        fell = (last.value or 0) - (event.value or 0)
        if same and by is not None and fell == by.payload and (was is None or last.value == was.payload):
            _one([event], slots, account, reading)
            return
    raise Wrong("it was not so many prefixes", by) if found else Unclear("how many is not known", by)


def check_limit(slots: Slots, account: Account, reading: Reading) -> None:
    """A prefix limit, what it was and by how much it was exceeded."""
    found = [event for event in account.events if event.what == "limit"]
    if groups_of(slots, "agent"):
        agents = agents_of(slots, account, reading)
        if any(event.node not in agents for event in found):
            raise Wrong("it was not its limit")
    found = _narrowed(found, slots)
    if not found:
        raise Unclear("speaks of a limit, and none was seen")
    now, limit, over = _number(slots), token_of(slots, "limit"), token_of(slots, "over")
    for event in found:
        if now is not None and event.value != now:
            raise Wrong(f"it was {event.value}", token_of(slots, "n"))
        if limit is not None and event.limit != limit.payload:
            raise Wrong(f"the limit was {event.limit}", limit)
        if over is not None and (event.value or 0) - (event.limit or 0) != over.payload:
            raise Wrong(f"it was {(event.value or 0) - (event.limit or 0)} more", over)
    reading.agents = (found[0].node,)
    _one(found, slots, account, reading)


def check_asn(slots: Slots, account: Account, reading: Reading) -> None:
    """Which AS number a router expected of its neighbor, and which it is in."""
    what, said, real = word_of(slots, "what"), token_of(slots, "asn"), token_of(slots, "real")
    agents = agents_of(slots, account, reading) if groups_of(slots, "agent") or word_of(slots, "ends") else ()
    if what == "local as" and not agents:
        agents = tuple(node_of(token) for token in tokens_of(slots, "peer"))
        slots = tuple(item for item in slots if item[0] != "peer")
    for agent in agents:
        found = _of(account, what, agent, slots)
        if not found:
            raise Unclear("which AS it was is not known", said)
        _one([event for event in found if said and event.value == said.payload] or _no(found[0], said), slots, account, reading)
        if real is not None:
            far = {event.value for event in account.events if event.what == "local as" and event.node == found[0].peer}
            if far != {real.payload}:
                raise Wrong("that is not its AS", real)


def _no(event: Event, token: Token | None) -> list[Event]:
    raise Wrong(f"it was {event.value}", token)


def check_auth(slots: Slots, account: Account, reading: Reading) -> None:
    """At which end authentication was on, and at which it was off."""
    agents = agents_of(slots, account, reading)
    off = [node_of(token) for group in groups_of(slots, "off") for token in tokens_of(group, "node")]
    known = {event.node for event in account.events if event.what.startswith("authentication ")}
    if word_of(slots, "only"):
        off = sorted(known - set(agents))
    for wanted, nodes in (("off" if word_of(slots, "no") else "on", agents), ("off", off)):
        for node in nodes:
            found = {event.what for event in account.events if event.node == node} & {
                "authentication on",
                "authentication off",
            }
            if len(found) != 1:
                raise Unclear("whether it was on is not known")
            if found != {f"authentication {wanted}"}:
                raise Wrong(f"on {node} it was not {wanted}")
    reading.states(account.fact("certainty"))


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
        _one(mine, slots, account, reading)
    if not lines:
        raise Unclear("quotes what was not said there", quote)


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
    _at(token_of(slots, "at"), left)
    mine = sorted((event for event in left if event.node in agents), key=lambda event: event.at_ns)
    _at(token_of(slots, "t1"), mine[:1])
    _at(token_of(slots, "t2"), mine[-1:])


def _named_ends(group: Slots) -> bool:
    """Whether a phrase of sessions names its ends itself."""
    return any(name in ("end", "of", "with", "owner") for item in groups_of(group, "s") for name, _ in item)


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
    _at(token_of(who, "at"), times, fuzzy=bool(word_of(who, "fuzzy")))
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


def check_witnessed(slots: Slots, account: Account, reading: Reading) -> None:
    """That these routers logged what was said just before."""
    sessions, what = reading.sessions, "up" if reading.pred == "back" else "left"
    if reading.pred not in ("lost", "back") or not sessions:
        raise Unclear("is nothing that a router logs")
    for agent in agents_of(slots, account, reading):
        found = [event for outage in sessions for event in account.events_of(outage, what) if event.node == agent]
        _one(found, slots, account, reading)


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
        _at(token_of(slots, "at"), [event], fuzzy=bool(word_of(slots, "fuzzy")))
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
            _at(token_of(group, "at"), [event])
            check_span(token_of(group, "egap"), event.at_ns - last[-1].at_ns, group)
        last, named = following, [*named, *following]


def _lost(outage: PeeringOutage) -> int | None:
    return outage.lost_ns


def _number(slots: Slots) -> int | None:
    """How many are said: a number, `no` or `one`."""
    token = token_of(slots, "n")
    if token is not None:
        return token.payload if isinstance(token.payload, int) else None
    return 0 if word_of(slots, "n0") else 1 if word_of(slots, "n1") else None


def _of(account: Account, what: str, agent: str, slots: Slots) -> list[Event]:
    """A router's events of a kind, with the far end, port, family and code that are said."""
    return _narrowed([event for event in account.events if event.what == what and event.node == agent], slots)


def _narrowed(found: list[Event], slots: Slots) -> list[Event]:
    for token in tokens_of(slots, "peer"):
        found = [event for event in found if event.peer == node_of(token)]
    for token in tokens_of(slots, "addr"):
        found = [event for event in found if event.address == token.payload]
    for token in tokens_of(slots, "port"):
        found = [event for event in found if event.port == str(token.payload).rpartition(":")[2]]
    for token in tokens_of(slots, "fam"):
        found = [event for event in found if event.family == token.payload]
    if major := word_of(slots, "major"):
        found = [event for event in found if event.code.startswith(f"{major}/") or not event.code]
    codes = {str(token.payload) for token in tokens_of(slots, "code")}
    codes |= {value for name, value in slots if name == "code" and isinstance(value, str)}
    for code in codes:
        coded = [event for event in found if event.code]
        found = [event for event in coded if event.code == code]
        if coded and not found:
            raise Wrong(f"the code was {coded[0].code}")
    return found


def _one(found: Sequence[Event], slots: Slots, account: Account, reading: Reading) -> None:
    """One of these events is meant; its time is as it is said."""
    if not found:
        raise Unclear("no line that was seen says so")
    fitting = _at(token_of(slots, "at"), found, fuzzy=bool(word_of(slots, "fuzzy")))
    tofirst = token_of(slots, "tofirst")
    if tofirst is not None:
        check_span(tofirst, (account.incident.first_loss_ns or 0) - fitting[0].at_ns, slots)
    if word_of(slots, "order"):
        raise Unclear("says first or last of what has no order")
    event = fitting[0]
    for name, sign in (("egap", 1), ("eback", -1)):
        gap = token_of(slots, name)
        if gap is not None and reading.before_ns is None:
            raise Unclear("says later, and not than what", gap)
        check_span(gap, sign * (event.at_ns - (reading.before_ns or 0)), slots)
    reading.at_ns = event.at_ns
    reading.states(*account.facts_at(event.at_ns))


def _at(token: Token | None, found: Iterable[Event], *, fuzzy: bool = False) -> list[Event]:
    """Those of them that were at a time of the day."""
    found = list(found)
    if token is None:
        return found
    assert isinstance(token.payload, Clock)
    slack = token.payload.step_ns if fuzzy else 0
    fitting = [event for event in found if token.payload.matches(event.at_ns, slack)]
    if not fitting:
        raise Wrong(f"{token.text} is not when it was", token)
    return fitting


def check_span(token: Token | None, span_ns: int, slots: Slots) -> None:
    """Whether so much time lay between two events."""
    if token is None:
        return
    assert isinstance(token.payload, Length)
    bound, span_s = word_of(slots, "cmp"), in_seconds(span_ns)
    roughly = bool(word_of(slots, "roughly"))
    fits = bounded(token.payload, span_s, bound) if bound else token.payload.matches(span_s, roughly=roughly)
    if fits is None:
        raise Unclear("is far from it", token)
    if not fits:
        near = abs(token.payload.value_s - span_s) <= max(NEAR * span_s, 0.001)
        raise Unclear(f"is near {span_s:.3f} s", token) if near else Wrong(f"it was {span_s:.3f} s", token)


def check_daemon(slots: Slots, account: Account, reading: Reading) -> None:
    """A routing daemon that died, ended or was restarted."""
    proc, ended = word_of(slots, "proc"), word_of(slots, "ended")
    for agent in agents_of(slots, account, reading):
        mine = [event for event in account.events if event.node == agent]
        found = [event for event in mine if event.what.endswith((" died", " ended", " started"))]
        if found and proc != "any":
            found = [event for event in found if event.what.startswith(f"{proc} ")]
        kinds = {event.what.rpartition(" ")[2] for event in found}
        if found and ((ended == "died" and "died" not in kinds) or (ended == "restart" and "started" not in kinds)):
            raise Unclear("how it ended is another thing")
        wanted = ("died",) if ended == "died" else ("started",) if ended == "restart" else ("died", "ended")
        _one([event for event in found if event.what.endswith(wanted)], slots, account, reading)


def check_flaps(slots: Slots, account: Account, reading: Reading) -> None:
    """How often a link flapped, and from when to when."""
    check_cause((*slots, ("cause", "link_flap")), account, reading)
    incident, times = account.incident, token_of(slots, "times")
    counts = {outage.losses for outage in incident.peerings}
    said = times.payload if times is not None else int(word_of(slots, "once") or 0)
    if said and counts != {said}:
        raise Wrong(f"it was {', '.join(map(str, sorted(counts)))} times", times)
    losses = [event for outage in incident.peerings for event in account.events_of(outage, "left")]
    ups = [event for outage in incident.peerings for event in account.events_of(outage, "up")]
    if not losses:
        raise Unclear("when it flapped was not seen")
    last = max(event.at_ns for event in losses)
    for name, found in (
        ("t1", losses[:1]),
        ("firstat", losses[:1]),
        ("lastat", [event for event in losses if last - event.at_ns < SECOND_NS]),
        ("t2", [event for event in (*losses, *ups) if last - event.at_ns < SECOND_NS]),
    ):
        _at(token_of(slots, name), found)
    within = token_of(slots, "within")
    if within is not None:
        end = incident.last_restored_ns or last
        spans = [in_seconds(moment - losses[0].at_ns) for moment in (last, end)]
        assert isinstance(within.payload, Length)
        if not any(within.payload.matches(span, roughly=True) for span in spans):
            raise Unclear("is not how long it went on", within)
    reading.sessions, reading.pred, reading.at_ns = incident.peerings, "lost", losses[0].at_ns


def check_delay(slots: Slots, account: Account, reading: Reading) -> None:
    """How long it was from what caused it to the first loss."""
    incident, event = account.incident, word_of(slots, "event")
    if event:
        check_cause((("cause", event), ("needs", word_of(slots, "needs")), ("sure", incident.cause.certainty)), account, reading)
    igp = word_of(slots, "igp")
    if igp and not any(item.what == f"{igp} lost" for item in account.events):
        raise Unclear("speaks of an adjacency that nobody lost")
    if incident.first_loss_ns is None:
        raise Unclear("speaks of a loss, and there was none")
    check_span(token_of(slots, "delay"), incident.first_loss_ns - incident.started_ns, slots)
    reading.states(account.fact("delay"), account.fact("first_loss"))
    reading.at_ns = incident.first_loss_ns
