"""How many prefixes a router sent, received or may receive, held against the counts in the evidence."""

from agent.report.claims.account import Account
from agent.report.claims.events import Event
from agent.report.claims.moments_said import is_at
from agent.report.claims.outcome import Unclear, Wrong
from agent.report.claims.sessions_meant import FAR, Context, names
from agent.report.claims.statements import Said, Statement


def limit_exceeded(statement: Statement, account: Account, context: Context) -> None:
    """Who exceeded whose limit: the neighbor before the verb, or behind `from` and `by`; the receiver behind `on`.

    Raises:
        Wrong: another router did, or the counts are others.
        Unclear: nobody exceeded a limit, or it is not clear who is meant.
    """
    cause = account.incident.cause
    found = [event for event in account.events if event.what == "limit"]
    if not found or cause.type not in ("prefix_limit_exceeded", "prefix_limit_warning"):
        raise Unclear("no exceeded limit was seen")
    event = found[-1]
    for value in statement.of("node"):
        name = value.token.payload
        if value.preposition == "BETWEEN" and name in (event.node, event.peer):
            continue
        mine = value.preposition in ("ON", "AT", "IN", "SINCE", "OF") or not statement.before_head(value)
        if value.preposition in ("FROM", "BY"):
            mine = False
        if _reports(statement, value):
            mine = True
        if name not in (event.node, event.peer):
            raise Wrong(f"{name} has nothing to do with it", value.token)
        if name != (event.node if mine else event.peer):
            raise Unclear("it is not clear who exceeded whose limit", value.token)
    if any(item != event.address for item in names(statement.of("address"))):
        raise Wrong(f"it was {event.address}", statement.of("address")[0].token)
    if any(item != event.family for item in names(statement.of("family"))):
        raise Wrong(f"it was {event.family}", statement.of("family")[0].token)
    _numbers(statement, {item.value for item in found}, {item.limit for item in found})
    for said in statement.of("time"):
        if not any(is_at(said, [item.at_ns]) for item in found):
            raise Wrong(f"{said.token.text} is not when it was", said.token)
    if statement.of("duration") or statement.of("place"):
        raise Unclear("says more than who exceeded a limit")
    context.at_ns, context.head = event.at_ns, "event limit"


def _reports(statement: Statement, said: Said) -> bool:
    """Whether a router is told of as the one that logged it."""
    at = statement.marks.index(said.mark)
    return any(mark.concept == "REPORTED" for mark in statement.marks[at + 1 : at + 2])


def _numbers(statement: Statement, values: set[int | None], limits: set[int | None]) -> None:
    for said in statement.of("number"):
        wanted = limits if _is_limit(statement, said) else values
        if said.token.payload not in wanted:
            raise Wrong(f"it was {', '.join(map(str, sorted(filter(None, wanted))))}", said.token)
    for said in statement.of("code"):
        count, _, limit = str(said.token.payload).partition("/")
        if not (count.isdigit() and limit.isdigit() and int(count) in values and int(limit) in limits):
            raise Wrong("it was another count", said.token)


def _is_limit(statement: Statement, said: Said) -> bool:
    """Whether a number is a limit: the word for it stands beside it, or it is the second of two behind `against`."""
    at = statement.marks.index(said.mark)
    beside = statement.marks[max(0, at - 2) : at + 3]
    return any(mark.concept in ("LIMIT", "TAKES") for mark in beside if mark is not said.mark) and not any(
        mark.concept in ("SENT", "RECEIVED") for mark in statement.marks[max(0, at - 2) : at]
    )


def prefixes_counted(statement: Statement, account: Account, context: Context) -> None:
    """A count of prefixes that a router received or sent, at a time where one is said.

    Raises:
        Wrong: it counted another number.
        Unclear: nobody counted, or the words hold more than a count.
    """
    numbers = statement.of("number")
    limits = {event.limit for event in account.events if event.what == "limit"}
    if statement.has("LIMIT", "TAKES") and limits:
        _numbers(statement, {event.value for event in account.events if event.what == "limit"}, limits)
        event = next(event for event in account.events if event.what == "limit")
        for value in statement.of("node"):
            receives = _receives(statement, value)
            if value.token.payload != (event.node if receives else event.peer):
                raise Wrong(f"{value.token.text} is at the other end", value.token)
        if _others(statement):
            raise Unclear("says more than a limit")
        return
    if len(numbers) == 2 and numbers[0].preposition == "FROM" and numbers[1].preposition == "TO":
        _fell(statement, account, context)
        return
    if len(numbers) != 1 or _others(statement):
        raise Unclear("counts in a way that is not understood")
    mine = [str(v.token.payload) for v in statement.of("node") if v.preposition not in FAR]
    far = [str(v.token.payload) for v in statement.of("node") if v.preposition in FAR]
    sending = statement.head == "SENT"
    found = [event for event in account.events if event.what in ("received", "limit", *(("sent",) if sending else ()))]
    found = [event for event in found if _counts(event, mine, far, statement, sending=sending)]
    said = statement.of("time")
    if said:
        found = [event for event in found if is_at(said[0], [event.at_ns])]
    if not found:
        raise Unclear("nobody was seen to count so", numbers[0].token)
    if numbers[0].token.payload not in {event.value for event in found}:
        raise Wrong(f"it was {found[-1].value}", numbers[0].token)
    context.at_ns, context.head = found[-1].at_ns, "event prefixes"


def _receives(statement: Statement, said: Said) -> bool:
    """Whether a router is told of as the one that receives: `r2` in `r2 received`, `sent to r2`, `on r2`."""
    far = said.preposition in FAR
    if statement.head == "SENT":
        return far or said.preposition in ("ON", "AT") or not statement.before_head(said)
    return not far


def _fell(statement: Statement, account: Account, context: Context) -> None:
    """`the prefixes that r1 receives from e1 fell from 10 to 3`."""
    before, after = (value.token.payload for value in statement.of("number"))
    mine = [str(v.token.payload) for v in statement.of("node") if v.preposition not in FAR]
    far = [str(v.token.payload) for v in statement.of("node") if v.preposition in FAR]
    found = [event for event in account.events if event.what == "received"]
    found = [event for event in found if _counts(event, mine, far, statement, sending=False)]
    for one, other in ((one, other) for one in found for other in found if one.at_ns < other.at_ns):
        same = (one.node, one.address, one.family) == (other.node, other.address, other.family)
        if same and (one.value, other.value) == (before, after) and not _others(statement):
            context.at_ns, context.head = other.at_ns, "event prefixes"
            return
    raise Unclear("nobody was seen to count so", statement.of("number")[0].token)


def _others(statement: Statement) -> bool:
    return bool(
        statement.of("duration") or statement.of("place") or len(statement.of("time")) > 1 or statement.of("code")
    )


def _counts(event: Event, mine: list[str], far: list[str], statement: Statement, *, sending: bool) -> bool:
    receiver, sender = (far, mine) if sending and event.what != "sent" else (mine, far)
    addresses, families = names(statement.of("address")), names(statement.of("family"))
    return (
        (not receiver or event.node in receiver)
        and (not sender or event.peer in sender)
        and (not addresses or event.address in addresses)
        and (not families or not event.family or event.family in families)
    )
