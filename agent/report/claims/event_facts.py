"""Evidence lines as what is said of them is held against them: whose they are, which are meant, when they were."""

from collections.abc import Iterable, Sequence

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
from agent.report.claims.events import Event
from agent.report.claims.grammar import Slots
from agent.report.claims.quantities import Clock, Length, bounded
from agent.report.claims.sessions import far_ends, node_of
from agent.report.claims.tokens import Token
from agent.report.words import in_seconds

NEAR = 0.3
"""What is less far off than this share is not denied."""


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
            case "cause":
                found = [(account.incident.cause.subject or "").partition(" ")[0]]
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


def lines_of(account: Account, what: str, agent: str, slots: Slots) -> list[Event]:
    """A router's events of a kind, with the far end, port, family and code that are said."""
    return narrowed([event for event in account.events if event.what == what and event.node == agent], slots)


def narrowed(found: list[Event], slots: Slots) -> list[Event]:
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


def states_one(found: Sequence[Event], slots: Slots, account: Account, reading: Reading) -> None:
    """One of these events is meant; its time is as it is said."""
    if not found:
        raise Unclear("no line that was seen says so")
    fitting = at_time(token_of(slots, "at"), found, fuzzy=bool(word_of(slots, "fuzzy")))
    if word_of(slots, "order"):
        raise Unclear("says first or last of what has no order")
    event = fitting[0]
    reading.at_ns = event.at_ns
    check_gaps(slots, account, reading)
    reading.states(*account.facts_at(event.at_ns))


def check_gaps(slots: Slots, account: Account, reading: Reading) -> None:
    """How much later it was than what was said before, and how long before the first loss."""
    names = [name for name in ("egap", "eback", "tofirst") if token_of(slots, name) is not None]
    if names and reading.at_ns is None:
        raise Unclear("says later of what has no time")
    for name in names:
        gap, at_ns = token_of(slots, name), reading.at_ns or 0
        if name != "tofirst" and reading.before_ns is None:
            raise Unclear("says later, and not than what", gap)
        other_ns = (account.incident.first_loss_ns if name == "tofirst" else reading.before_ns) or 0
        check_span(gap, at_ns - other_ns if name == "egap" else other_ns - at_ns, slots)


def at_time(token: Token | None, found: Iterable[Event], *, fuzzy: bool = False) -> list[Event]:
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
