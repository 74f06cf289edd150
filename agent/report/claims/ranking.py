"""`the first session`, `the longest outage`, `only`, `three of six`: some sessions out of those that are meant."""

import itertools

from agent.detect.incident import PeeringOutage
from agent.report.claims.account import Account, SessionRef
from agent.report.claims.moments_said import is_at, is_long
from agent.report.claims.outcome import Unclear, Wrong
from agent.report.claims.statements import Statement


def _only_router(statement: Statement) -> bool:
    run = statement.marks
    return any(one.concept == "ONLY" and other.concept == "node" for one, other in itertools.pairwise(run))


def says_only(statement: Statement) -> bool:
    """Whether `only` is said of sessions, and not of a count or duration right behind it."""
    run = statement.marks
    places = [k for k, mark in enumerate(run) if mark.concept == "ONLY"]
    return any(run[k + 1].concept not in ("number", "duration") for k in places if k + 1 < len(run))


def some_of(statement: Statement, pool: SessionRef) -> SessionRef:
    """`three of the six sessions`: those of which it holds, where it is as many."""
    run = statement.marks
    for one, other in itertools.pairwise(run):
        if other.concept == "OF" and one.concept in ("number", "ONE"):
            number = one.token.payload if one.concept == "number" else 1
            if statement.head not in ("BACK", "NOT_BACK"):
                raise Unclear("says some of them, and not which", one.token)
            some = tuple(item for item in pool if (item.restored_ns is None) == (statement.head == "NOT_BACK"))
            if statement.of("time") or statement.of("duration"):
                some = tuple(item for item in some if _was_back(item, statement))
                if len(some) != number:
                    raise Unclear("does not hold of as many", one.token)
            if len(some) != number:
                raise Wrong(f"it was {len(some)}", one.token)
            statement.values = [value for value in statement.values if value.mark is not one]
            return some
    return pool


def _was_back(outage: PeeringOutage, statement: Statement) -> bool:
    """Whether a session was back at the times that are said, after the durations that are."""
    back, down = outage.restored_ns, outage.outage_ns
    when = back is not None and all(is_at(said, [back]) for said in statement.of("time"))
    return when and down is not None and all(is_long(said, down) for said in statement.of("duration"))


def ordered(statement: Statement, sessions: SessionRef, account: Account) -> SessionRef:
    """`the first session`, `the last to return`: the earliest or latest of those meant, by the head's own moment."""
    if statement.has("LONGEST", "SHORTEST"):
        return _extreme(statement, sessions, account)
    first, last = statement.has("FIRST"), statement.has("LAST")
    if not (first or last):
        return sessions
    if sum(mark.concept in ("FIRST", "LAST") for mark in statement.others) > 1:
        raise Unclear("says twice what was first or last")
    if len(sessions) == 1 and len(account.incident.peerings) == 1:
        raise Unclear("orders what is alone")
    back = statement.head in ("BACK", "RECOVERY", "OVER")
    moment = {item: (item.restored_ns if back else item.lost_ns) for item in account.incident.peerings}
    if None in moment.values():
        raise Unclear("orders what is not over")
    named = len(sessions) < len(account.incident.peerings)
    ranked = sorted(sessions, key=lambda item: moment[item] or 0, reverse=last)
    top = (max if last else min)(at_ns for at_ns in moment.values() if at_ns is not None)
    if named and moment[ranked[0]] != top:
        raise Wrong("it was not the first" if first else "it was not the last")
    return (ranked[0],)


def _extreme(statement: Statement, sessions: SessionRef, account: Account) -> SessionRef:
    """The session that was down longest, or shortest; where some are named, they are among all."""
    spans = {item: item.outage_ns for item in account.incident.peerings}
    if len(spans) < 2 or None in spans.values():
        raise Unclear("ranks what has no order")
    longest = statement.has("LONGEST")
    ranked = sorted(spans, key=lambda item: spans[item] or 0, reverse=longest)
    if len(sessions) < len(spans) and ranked[0] not in sessions:
        raise Wrong("it was not the longest" if longest else "it was not the shortest")
    if len(sessions) > 1 and len(sessions) < len(spans):
        raise Unclear("ranks several at once")
    return (ranked[0],)
