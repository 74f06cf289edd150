"""Whether what is said of prefixes, their limits, AS numbers and authentication holds, by what polls and logs say."""

from itertools import pairwise

from agent.report.claims.account import (
    Account,
    Reading,
    Unclear,
    Wrong,
    groups_of,
    token_of,
    tokens_of,
    word_of,
)
from agent.report.claims.event_facts import agents_of, check_span, lines_of, narrowed, states_one
from agent.report.claims.events import Event
from agent.report.claims.grammar import Slots
from agent.report.claims.sessions import node_of
from agent.report.claims.tokens import Token
from clab.units import SECOND_NS


def check_prefixes(slots: Slots, account: Account, reading: Reading) -> None:
    """How many prefixes a router received or sent, and how many before."""
    what, now = word_of(slots, "what"), _number(slots)
    before, by = token_of(slots, "was"), token_of(slots, "by")
    for agent in agents_of(slots, account, reading):
        found = lines_of(account, what, agent, slots)
        if not found:
            raise Unclear("no poll that was seen says so")
        if len({(event.address, event.family) for event in found}) != 1:
            raise Unclear("may mean the prefixes of several neighbors")
        pairs = [(last, event) for k, event in enumerate(found) for last in found[max(0, k - 1) : k]]
        held = [
            (last, event)
            for last, event in [(None, event) for event in found] + pairs
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
    states_one(held, slots, account, reading)


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
    for last, event in pairwise(found):
        fits = [node_of(token) == (last.peer if lost else last.node) for token in tokens_of(slots, "peer")]
        same = all(fits) and (last.node, last.address, last.family) == (event.node, event.address, event.family)
        fell = (last.value or 0) - (event.value or 0)
        if same and by is not None and fell == by.payload and (was is None or last.value == was.payload):
            states_one([event], slots, account, reading)
            return
    raise Wrong("it was not so many prefixes", by) if found else Unclear("how many is not known", by)


def check_limit(slots: Slots, account: Account, reading: Reading) -> None:
    """A prefix limit, what it was and by how much it was exceeded."""
    found = [event for event in account.events if event.what == "limit"]
    if groups_of(slots, "agent"):
        agents = agents_of(slots, account, reading)
        if any(event.node not in agents for event in found):
            raise Wrong("it was not its limit")
    found = narrowed(found, slots)
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
    states_one(found, slots, account, reading)


def check_asn(slots: Slots, account: Account, reading: Reading) -> None:
    """Which AS number a router expected of its neighbor, and which it is in."""
    what, said, real = word_of(slots, "what"), token_of(slots, "asn"), token_of(slots, "real")
    agents = agents_of(slots, account, reading) if groups_of(slots, "agent") or word_of(slots, "ends") else ()
    if what == "local as" and not agents:
        agents = tuple(node_of(token) for token in tokens_of(slots, "peer"))
        slots = tuple(item for item in slots if item[0] != "peer")
    if not agents:
        raise Unclear("which router is meant is not clear")
    for agent in agents:
        found = lines_of(account, what, agent, slots)
        if not found:
            raise Unclear("which AS it was is not known", said)
        states_one(
            [event for event in found if said and event.value == said.payload] or _no(found[0], said),
            slots,
            account,
            reading,
        )
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


def _number(slots: Slots) -> int | None:
    """How many are said: a number, `no` or `one`."""
    token = token_of(slots, "n")
    if token is not None:
        return token.payload if isinstance(token.payload, int) else None
    return 0 if word_of(slots, "n0") else 1 if word_of(slots, "n1") else None
