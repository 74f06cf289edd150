"""Whether what is said of single events holds: notifications, adjacencies, ports, containers, daemons, flaps."""

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
from agent.report.claims.cause_checks import check_cause
from agent.report.claims.event_facts import agents_of, at_time, check_span, lines_of, states_one
from agent.report.claims.events import Event
from agent.report.claims.grammar import Slots
from agent.report.claims.quantities import Length
from agent.report.words import in_seconds
from clab.units import SECOND_NS


def check_event(slots: Slots, account: Account, reading: Reading) -> None:
    """A line of each of the routers: a notification, an expired timer."""
    what = word_of(slots, "what")
    for agent in agents_of(slots, account, reading):
        states_one(lines_of(account, what, agent, slots), slots, account, reading)


def check_igp(slots: Slots, account: Account, reading: Reading) -> None:
    """An adjacency of the IGP that went; said of two routers, one of them logged it."""
    agents = agents_of(slots, account, reading)
    for agent in agents:
        kinds = [word_of(slots, "igp")] if word_of(slots, "igp") not in ("", "igp") else ["ospf", "isis"]
        found = [event for kind in kinds for event in lines_of(account, f"{kind} lost", agent, slots)]
        if reason := word_of(slots, "reason"):
            found = [event for event in found if event.reason.lower() == reason]
        states_one(found, slots, account, reading)


def check_port(slots: Slots, account: Account, reading: Reading) -> None:
    """An interface that went down or came up, by its router's or the runtime's event."""
    what, port = f"port {word_of(slots, 'way')}", token_of(slots, "port")
    if not tokens_of(slots, "agent") and not groups_of(slots, "agent") and port is not None:
        node, colon, _ = str(port.payload).partition(":")
        reading.agents = (node,) if colon else reading.agents
        slots = (*slots, ("ends", "same"))
    for agent in agents_of(slots, account, reading):
        cause = account.incident.cause
        found = lines_of(account, what, agent, slots)
        place = str(port.payload).rpartition(":")[2] if port is not None else ""
        if not found and what == "port down" and cause.certainty == "proved" and cause.subject == f"{agent}:{place}":
            found = [Event(what, line.at_ns, agent, line.source) for line in cause.evidence]
        states_one(found, slots, account, reading)


def check_iface(slots: Slots, account: Account, reading: Reading) -> None:
    """An interface that went down, named by the router that it leads to."""
    for agent in agents_of(slots, account, reading):
        found = lines_of(account, "interface down", agent, slots)
        states_one(
            found or (lines_of(account, "port down", agent, ()) if not tokens_of(slots, "peer") else []),
            slots,
            account,
            reading,
        )


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
        found = lines_of(account, what, agent, slots)
        wanted = token_of(slots, "value")
        number = wanted.payload if wanted is not None else int(word_of(slots, "sig") or -1)
        if number != -1 and found and not [event for event in found if event.value == number]:
            raise Wrong(f"it was {found[0].value}", wanted)
        states_one(found, slots, account, reading)


def _by_operator(slots: Slots, account: Account) -> None:
    if word_of(slots, "byop") and not account.incident.cause.planned:
        raise Unclear("names an operator, and none was seen")


def check_pause(slots: Slots, account: Account, reading: Reading) -> None:
    """From when to when a router's container stood still."""
    if not groups_of(slots, "agent"):
        slots = (*slots, ("ends", "same"))
    _by_operator(slots, account)
    for agent in agents_of(slots, account, reading):
        ends = [lines_of(account, what, agent, ()) for what in ("pause", "unpause")]
        if any(len(found) != 1 for found in ends):
            raise Unclear("says how long it was paused, and that was not seen")
        begin, end = (found[0] for found in ends)
        for name, event in (("at", begin), ("f1", begin), ("f2", end)):
            at_time(token_of(slots, name), [event])
        check_span(token_of(slots, "held"), end.at_ns - begin.at_ns, slots)
        reading.at_ns = begin.at_ns
        reading.states(*account.facts_at(begin.at_ns), *account.facts_at(end.at_ns))


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
        states_one([event for event in found if event.what.endswith(wanted)], slots, account, reading)


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
        at_time(token_of(slots, name), found)
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
        check_cause(
            (("cause", event), ("needs", word_of(slots, "needs")), ("sure", incident.cause.certainty)), account, reading
        )
    igp = word_of(slots, "igp")
    if igp and not any(item.what == f"{igp} lost" for item in account.events):
        raise Unclear("speaks of an adjacency that nobody lost")
    if incident.first_loss_ns is None:
        raise Unclear("speaks of a loss, and there was none")
    check_span(token_of(slots, "delay"), incident.first_loss_ns - incident.started_ns, slots)
    reading.states(account.fact("delay"), account.fact("first_loss"))
    reading.at_ns = incident.first_loss_ns


def check_nonotif(slots: Slots, account: Account, reading: Reading) -> None:
    """That no notification was sent; known only where both ends gave another reason."""
    known = [event for o in account.incident.peerings for event in account.events_of(o, "left") if event.reason]
    if any(event.what.endswith("notification") for event in account.events):
        raise Wrong("there was one")
    if len({event.node for event in known}) < len({end for o in account.incident.peerings for end in (o.a, o.b)}):
        raise Unclear("whether there was one is not known")
    reading.states(account.fact("certainty"))
