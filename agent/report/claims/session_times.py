"""When sessions were lost and back, and for how long they were down, held against what was measured."""

from agent.report.claims.account import Account, SessionRef
from agent.report.claims.happenings import doers
from agent.report.claims.moments_said import by_then, is_at, is_long, lengths, times
from agent.report.claims.outcome import Unclear, Wrong
from agent.report.claims.sessions_meant import Context
from agent.report.claims.statements import BACK_HEADS, Said, Statement, is_gap
from clab.units import SECOND_NS


def when(
    statement: Statement,
    sessions: SessionRef,
    account: Account,
    context: Context,
    before: tuple[int | None, SessionRef, str],
    *,
    whole: bool,
) -> None:
    head = statement.head
    lost = [item.lost_ns for item in sessions]
    back = [item.restored_ns for item in sessions if item.restored_ns is not None]
    incident = account.incident
    if any(item.losses > 1 for item in sessions) and statement.of("time"):
        _any_time(statement, sessions, account)
        context.at_ns = None
        return
    is_back = head in BACK_HEADS
    if is_back and whole and incident.last_restored_ns is not None:
        back = [incident.last_restored_ns]
    said = statement.of("time")
    span = [each for each in said if each.preposition in ("FROM", "BETWEEN")]
    if len(said) == 2 and (span or (head == "DOWN" and (len(sessions) == 1 or whole))):
        if not (is_at(said[0], [min(lost)]) or is_at(said[0], lost)):
            raise Wrong(f"{said[0].token.text} is not when it began", said[0].token)
        ends = back or [max(lost)]
        if not (
            is_at(said[1], [max(ends)]) or is_at(said[1], ends) or (head == "LOST" and is_at(said[1], [max(lost)]))
        ):
            raise Wrong(f"{said[1].token.text} is not when it was over", said[1].token)
    else:
        for value in said:
            if value.preposition in ("UNTIL", "BY"):
                if not back:
                    raise Wrong("it is still down", value.token)
                fits = is_at(value, [max(back)]) or is_at(value, back)
                if not (fits or (value.preposition == "BY" and is_back and by_then(value, back))):
                    raise Wrong(f"{value.token.text} is not when it was over", value.token)
        plain = [value for value in said if value.preposition not in ("UNTIL", "BY")]
        measured = back if is_back else lost
        if not is_back and [each.preposition for each in plain] == ["FROM"]:
            measured = [min(lost)]
        if is_back and back and (statement.has("ALL") or any(each.preposition == "SINCE" for each in plain)):
            measured = [max(back)]
        if whole and not is_back and len(plain) == 1 and head != "OUTAGE":
            measured = [incident.started_ns] if is_at(plain[0], [incident.started_ns]) else [min(lost)]
        if head == "OUTAGE" and len(plain) == 1:
            measured = [min(lost)]
        ordered = statement.has("FIRST", "LAST")
        own = _own_times(statement, sessions, account) if len(plain) == 1 == len(sessions) else []
        if not any(is_at(plain[0], [moment]) for moment in own):
            times(plain, measured)
        elif ordered and not is_at(plain[0], measured):
            raise Unclear("is when one end saw it", plain[0].token)
    _spans(statement, sessions, account, before, whole=whole)
    context.at_ns = max(back) if is_back and back else min(lost)
    if statement.has("TOGETHER"):
        moments = back if is_back else lost
        if len(moments) < 2 or max(moments) - min(moments) > SECOND_NS:
            raise Unclear("says together, and it was not")
    in_order(statement, context.at_ns, before[0])


def _any_time(statement: Statement, sessions: SessionRef, account: Account) -> None:
    """When one of several losses or returns was; which one is not said."""
    what = "up" if statement.head in ("BACK", "ALL_BACK", "RECOVERY") else "left"
    moments = [event.at_ns for session in sessions for event in account.events_of(session, what)]
    for value in statement.of("time"):
        first = value.preposition == "FROM" and is_at(value, [min(moments, default=0)])
        if (not first and (value.preposition not in ("", "AT"))) or not any(
            is_at(value, [moment]) for moment in moments
        ):
            raise Unclear("is the time of none of them", value.token)
    if statement.of("duration") or statement.has("FIRST", "LAST"):
        raise Unclear("says how long or in which order of what happened several times")


def _own_times(statement: Statement, sessions: SessionRef, account: Account) -> list[int]:
    """When the routers that are named saw it themselves."""
    what = "up" if statement.head in ("BACK", "ALL_BACK") else "left"
    mine = doers(statement)
    found = [
        event for session in sessions for event in account.events_of(session, what) if not mine or event.node in mine
    ]
    return [event.at_ns for event in found]


def in_order(statement: Statement, at_ns: int | None, before_ns: int | None) -> None:
    if at_ns is None:
        return
    if statement.link == "then" and before_ns == at_ns:
        raise Unclear("says then of what was at once")
    if statement.link in ("then", "so", "took_down") and before_ns is not None and at_ns < before_ns:
        raise Wrong("it was the other way round in time")
    if statement.link in ("then", "earlier", "after", "before") and before_ns is None:
        raise Unclear("orders what has no time")
    if statement.link == "earlier" and before_ns is not None and at_ns > before_ns:
        raise Wrong("it was the other way round in time")
    if before_ns is None or statement.link not in ("after", "before") or at_ns == before_ns:
        return
    if (at_ns > before_ns) == (statement.link == "after"):
        gap = any(is_gap(value) for value in statement.of("duration"))
        raise Unclear("orders in a way that is not clear") if gap else Wrong("it was the other way round in time")


def _spans(
    statement: Statement,
    sessions: SessionRef,
    account: Account,
    before: tuple[int | None, SessionRef, str],
    *,
    whole: bool,
) -> None:
    values = [each for each in statement.of("duration") if not is_gap(each)]
    if not values:
        return
    down = [item.outage_ns for item in sessions]
    if None in down or any(item.restored_ns is None for item in sessions):
        raise Unclear("says how long of what is not over", values[0].token)
    spans = [item for item in down if item is not None]
    back = statement.head in BACK_HEADS
    odd = {"FOR", "OF", "BEFORE", "SINCE", "UNTIL"} if back else {"AFTER", "BEFORE", "SINCE", "UNTIL"}
    if any(value.preposition in odd and value.behind != "LATER" for value in values):
        raise Unclear("says for what is after, or after what is for", values[0].token)
    if statement.has("TOTAL") and len(sessions) > 1 and not whole and not statement.has("EACH"):
        raise Unclear("adds up what may be each's own", values[0].token)
    several = any(item.losses > 1 for item in sessions)
    if several and any(mark.words in ("each time", "every time", "per loss", "per flap") for mark in statement.others):
        _each_time(values, sessions, account)
        return
    if several and not statement.has("TOTAL"):
        raise Unclear("may mean each outage or all of them", values[0].token)
    later = [value for value in values if value.behind == "LATER"]
    if statement.head in ("LOST", "FOLLOWED") and any(value.preposition == "WITHIN" for value in values):
        _spread(values, sessions)
        return
    if len(later) > 0 and len(values) > 1 and values[1].preposition == "TO":
        raise Unclear("says later, and a range", later[0].token)
    if later and before[0] is None:
        _later_than_the_loss(statement, later, spans)
        return
    if statement.head in ("LOST", "FOLLOWED", "CLOSED") and (later or statement.link in ("after", "before")):
        lost = [item.lost_ns for item in sessions]
        if before[0] is None or len(values) > 1:
            raise Unclear("says later, and not than what", values[0].token)
        fits = {is_long(values[0], abs(moment - before[0])) for moment in lost}
        if True not in fits:
            raise Unclear("is not how much later it was", values[0].token)
        return
    if len(values) == 2 and values[1].preposition == "TO":
        lengths(values, spans)
        return
    if later and statement.head in BACK_HEADS and before[0] is not None:
        gaps = [abs((item.restored_ns or 0) - before[0]) for item in sessions]
        lengths(values, gaps, spans)
        return
    within = ("WITHIN", "IN") if len(sessions) > 1 else ("WITHIN",)
    if statement.head in BACK_HEADS and values[0].preposition in within:
        loosened = Said(values[0].mark, values[0].preposition, "AT_MOST", values[0].behind)
        lengths([loosened], [max(spans)], [account.incident.reconvergence_ns or 0])
        return
    reconverged = account.incident.reconvergence_ns
    whole_ns = [reconverged] if reconverged and (whole or len(sessions) == len(account.incident.peerings)) else []
    lengths(values, spans, whole_ns if whole or statement.head in ("BACK", "ALL_BACK", "RECOVERY") else ())


def _spread(values: list[Said], sessions: SessionRef) -> None:
    """How far apart losses were that came within so long of each other."""
    moments = [item.lost_ns for item in sessions]
    within = Said(values[0].mark, "", "AT_MOST", "")
    if len(values) > 1 or len(moments) < 2 or is_long(within, max(moments) - min(moments)) is False:
        raise Unclear("says within, and not of what", values[0].token)


def _each_time(values: list[Said], sessions: SessionRef, account: Account) -> None:
    """How long every single outage of several was, by the lines in which sessions went and came."""
    spans = []
    for session in sessions:
        ups = sorted(event.at_ns for event in account.events_of(session, "up"))
        lefts = sorted(event.at_ns for event in account.events_of(session, "left"))
        began: int | None = None
        for at_ns, up in sorted([*((at, False) for at in lefts), *((at, True) for at in ups)]):
            if not up and began is None:
                began = at_ns
            elif up and began is not None:
                spans.append(at_ns - began)
                began = None
    if not spans or len(values) > 1 or not all(is_long(values[0], span) for span in spans):
        raise Unclear("may mean each outage or all of them", values[0].token)


def _later_than_the_loss(statement: Statement, later: list[Said], spans: list[int]) -> None:
    """Where nothing was told before, what was back is told as so much later than it was lost."""
    back = statement.head in BACK_HEADS
    if not back or len(later) > 1 or not all(is_long(later[0], span) for span in spans):
        raise Unclear("says later, and not than what", later[0].token)
