"""What a statement says of sessions, held against those that it means."""

from agent.report.claims.account import Account, SessionRef
from agent.report.claims.beside import only, states
from agent.report.claims.happenings import doers
from agent.report.claims.outcome import Unclear, Wrong
from agent.report.claims.ranking import _only_router, ordered, says_only, some_of
from agent.report.claims.session_times import when
from agent.report.claims.sessions_meant import Context, counted, counts_used, sessions_meant
from agent.report.claims.statements import BACK_HEADS, Statement
from agent.report.prose.names import Part

SESSION_HEADS = frozenset(
    [
        "LOST",
        "DOWN",
        "NOT_BACK",
        "BACK",
        "ALL_BACK",
        "OUTAGE",
        "LASTED",
        "RECOVERY",
        "AFFECTED",
        "STAYED",
        "BEGAN",
        "OVER",
    ]
)


def compared(
    statement: Statement, account: Account, context: Context, before: tuple[int | None, SessionRef, str]
) -> None:
    """`r1 was back before r2`: the sessions that the words behind mean, by the same moment."""
    no_other(statement, "node", "address", "family", "number")
    kept = context.sessions
    others = sessions_meant(statement, account, Context())
    moments = []
    for group in (kept, others):
        moments.append([item.restored_ns if before[2] == "BACK" else item.lost_ns for item in group])
    mine, theirs = ([item for item in group if item is not None] for group in moments)
    if set(kept) & set(others) or len(mine) != len(kept) or len(theirs) != len(others):
        raise Unclear("compares what has no order")
    right = max(mine) < min(theirs) if statement.link == "before" else min(mine) > max(theirs)
    if not right:
        raise Wrong("it was not in this order")


def node_before(statement: Statement, context: Context) -> None:
    mine = doers(statement)
    context.node = mine[0] if len(set(mine)) == 1 else ""


def no_other(statement: Statement, *kinds: str) -> None:
    only(statement, *kinds, "severity", "date", "id", "quote", "sign")
    extra = {value.token.payload for value in statement.of("number")} - counts_used(statement)
    if extra:
        raise Unclear("counts what is not understood", statement.of("number")[0].token)


def of_sessions(
    statement: Statement, account: Account, context: Context, before: tuple[int | None, SessionRef, str]
) -> None:
    head = statement.head
    if statement.link == "because":
        raise Unclear("gives a loss of sessions as a reason")
    if statement.has("LINK", "IGP", "DAEMON") or statement.of("place"):
        raise Unclear("speaks of a link and of sessions at once")
    if statement.has("FAMILIES") and counted(statement, "FAMILIES") is not None:
        raise Unclear("counts families")
    if statement.has("FIRST") and statement.has("LAST", "REPORTED"):
        raise Unclear("says first and last at once")
    whole = statement.has("INCIDENT") or (
        head in ("OUTAGE", "LASTED", "RECOVERY", "BEGAN", "OVER") and not statement.has("SESSION", "IT", "THEY")
    )
    sessions = some_of(statement, sessions_meant(statement, account, context))
    uncounted = statement.of("number") and not statement.has("SESSION")
    if uncounted and statement.has("REPORTED", "EACH"):
        raise Unclear("counts what is not understood")
    if statement.has("ONLY") and _only_router(statement):
        raise Unclear("says only of routers")
    if says_only(statement) and set(sessions) != set(account.incident.peerings):
        raise Wrong("others were lost, too") if head in ("LOST", "DOWN") else Unclear("says only of some")
    sessions = ordered(statement, sessions, account)
    no_other(statement, "node", "address", "family", "number", "time", "duration")
    try:
        _state(statement, sessions, account)
        when(statement, sessions, account, context, before, whole=whole)
        how_often(statement, sessions)
    except Wrong as error:
        if statement.has("REPORTED") and error.token is not None:
            raise Unclear("is when one router wrote it, and that was not seen", error.token) from error
        raise _with_fact(error, statement, account.parts[sessions[0]]) from error
    context.sessions, context.head = sessions, head
    _state_facts(statement, sessions, account, context)
    if len(sessions) == len(account.incident.peerings):
        counts = ("peerings that were lost", *(("peerings still down",) if head == "NOT_BACK" else ()))
        found = [account.count(name) for name in counts]
        context.facts.update({count.id: None for count in found if count is not None})
    node_before(statement, context)


def _with_fact(error: Wrong, statement: Statement, part: Part) -> Wrong:
    """The fact that says otherwise, by what kind of value is denied."""
    if error.fact is not None or error.token is None:
        return error
    back = statement.head in BACK_HEADS
    moment = part.restored if back else part.lost
    fact = moment if error.token.kind == "time" else part.down_for if error.token.kind == "duration" else part.peering
    return Wrong(error.message, error.token, fact)


def _state_facts(statement: Statement, sessions: SessionRef, account: Account, context: Context) -> None:
    """The facts that a statement of sessions states."""
    back = statement.head in BACK_HEADS
    for session in sessions:
        part = account.parts[session]
        stated = [part.peering]
        if statement.of("time"):
            stated += [part.restored] if back and part.restored else [part.lost]
        if statement.of("duration") and part.down_for:
            stated.append(part.down_for)
        context.facts.update({fact.id: None for fact in stated})
    everything = len(sessions) == len(account.incident.peerings)
    if back and everything:
        states(context, account, "last_restored")


def _state(statement: Statement, sessions: SessionRef, account: Account) -> None:
    down = [item for item in sessions if item.restored_ns is None]
    if statement.head == "NOT_BACK" and len(down) < len(sessions):
        raise Wrong("it was restored", None, account.fact("status")) if not down else Unclear("some of them are back")
    if statement.head in BACK_HEADS and down:
        raise Wrong("it is still down") if len(down) == len(sessions) else Unclear("some of them are still down")
    if statement.head == "ALL_BACK" and any(item.restored_ns is None for item in account.incident.peerings):
        raise Wrong("not all are back")


def how_often(statement: Statement, sessions: SessionRef) -> None:
    number = counted(statement, "TIMES")
    number = 1 if statement.has("ONCE") else 2 if statement.has("TWICE") else number
    if number is None:
        return
    losses = [item.losses for item in sessions]
    if statement.has("TOTAL") and sum(losses) == number:
        return
    if any(each != number for each in losses):
        raise Wrong(f"it was {losses[0]} times")
