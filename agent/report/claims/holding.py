"""One statement held against an incident: what it says of sessions, happenings, the cause, severity and state."""

from agent.report.claims.account import Account, SessionRef
from agent.report.claims.beside import beside, left, only, states
from agent.report.claims.happenings import ENDINGS, HAPPENINGS, certain, happened, is_cause
from agent.report.claims.moments_said import is_at, is_long, times
from agent.report.claims.outcome import Unclear, Wrong
from agent.report.claims.prefixes_said import limit_exceeded, prefixes_counted
from agent.report.claims.reasons import EXPLAINED, explains, follows, linked_to_cause
from agent.report.claims.session_checks import SESSION_HEADS, compared, how_often, no_other, node_before, of_sessions
from agent.report.claims.session_times import in_order, when
from agent.report.claims.sessions_meant import Context, counted, known, sessions_meant
from agent.report.claims.statements import Said, Statement, is_span
from clab.units import SECOND_NS

OF_LINKS = {"LOST": "port down", "DOWN": "port down", "BACK": "port up", "NOT_BACK": "port down"}


OF_IGP = {"LOST": "igp lost", "DOWN": "igp lost", "BACK": "igp up", "EXPIRED": "igp lost"}


OF_CONTAINERS = {
    "PAUSED": "pause", "UNPAUSED": "unpause", "KILLED": "kill", "STOPPED": "stop", "STARTED": "start", "DIED": "stop",
    "RESTARTED": "start", "ISOLATED": "isolated",
}  # fmt: skip


OF_DAEMONS = {
    **dict.fromkeys(("KILLED", "DIED", "STOPPED", "LOST"), "daemon died"),
    **dict.fromkeys(("RESTARTED", "STARTED"), "daemon restarted"),
    **dict.fromkeys(("CLOSED", "OVER"), "daemon ended"),
}


GOES = frozenset(("went down", "goes down", "go down", "down", "failed", "was down", "gone down", "going down"))
"""What may be said of a router itself, and of a session."""


FIRST_NS = SECOND_NS // 200
"""What was first of all was seen so soon at the latest."""


COUNTED = ("family", "number", "duration")
"""What may stand beside a cause of the sessions that it cost."""


def hold(statement: Statement, account: Account, context: Context, *, hedged: bool) -> None:
    """Hold a statement against an incident, and remember what it spoke of.

    Raises:
        Wrong: a fact says otherwise.
        Unclear: no fact says so, or its words may mean several things.
    """
    known(statement.values)
    beside(statement, account, context)
    before = (context.at_ns, context.sessions, context.head)
    what = _happening(statement, account)
    if (
        statement.has("WHY")
        and not statement.has("PROVED")
        and what is None
        and statement.head not in ("", "CAUSE", "UNKNOWN")
    ):
        raise Unclear("names a cause in a way that is not understood")
    if statement.link in ("so", "took_down"):
        follows(what, statement, before[2], account)
    if what == "port down" and counted(statement, "TIMES") is not None and account.incident.cause.type == "link_flap":
        is_cause("link_flap", statement, account, context, hedged=hedged, timed=False)
        _flapped(statement, account, context)
        return
    if what is not None:
        happened(what, statement, account, context, hedged=hedged)
        _sessions_beside(what, statement, account, context)
        _again_and_order(what, statement, account, context)
        _gap(statement, context, before[0])
        if statement.has("WHY"):
            explains(what, account)
            certain(account, hedged=hedged)
        linked_to_cause(what, statement, account, before[2])
        if account.incident.cause.type in HAPPENINGS[what].causes:
            states(context, account, "cause", "certainty", "subject")
        context.head = f"event {what}"
        node_before(statement, context)
        return
    match statement.head:
        case "CAUSE":
            only(statement, "node", "place", "address", "time", "severity", "date", "id", "quote", *COUNTED)
            timed = not is_span(statement.of("time"))
            is_cause(statement.detail, statement, account, context, hedged=hedged, timed=timed)
            _sessions_beside("CAUSE", statement, account, context)
            if statement.link == "because" and before[2] and before[2] not in EXPLAINED:
                raise Unclear("gives a reason for what has another")
            in_order(statement, context.at_ns, before[0])
            context.head = "CAUSE"
        case "FLAPPED":
            is_cause("link_flap", statement, account, context, hedged=hedged, timed=False)
            _flapped(statement, account, context)
        case "AFFECTED" if statement.has("LIMIT"):
            limit_exceeded(statement, account, context)
        case "EXCEEDED":
            limit_exceeded(statement, account, context)
            in_order(statement, context.at_ns, before[0])
        case "SENT" | "RECEIVED" | "WITHDREW" | "" if statement.has("PREFIXES", "LIMIT"):
            if statement.link == "because":
                if not statement.has("LIMIT"):
                    raise Unclear("gives a count as a reason")
                explains("limit", account)
            prefixes_counted(statement, account, context)
            in_order(statement, context.at_ns, before[0])
        case "UNKNOWN":
            if not statement.has("WHY", "CAUSE") and "why" not in statement.marks[max(statement.at, 0)].words:
                raise Unclear("says unknown, and not of what")
            if statement.of("node") or statement.has("SESSION"):
                sessions_meant(statement, account, Context())
            only(statement, "node", "address", "family")
            if account.incident.cause.certainty != "unknown":
                raise Wrong("says that the cause is not known, and one was found", None, account.fact("cause"))
            states(context, account, "cause", "certainty")
        case "NO_OTHER":
            only(statement)
            if set(context.sessions) != set(account.incident.peerings):
                raise Unclear("says no other, and not all were named before")
        case "" if not left(statement) and not statement.link:
            _says_something(statement)
        case "" if statement.link in ("before", "after") and before[2] in ("LOST", "BACK") and context.sessions:
            compared(statement, account, context, before)
        case "" if statement.of("quote"):
            _quoted(statement, account, context)
        case "" if _is_row(statement, context):
            statement.head = "DOWN"
            of_sessions(statement, account, context, before)
        case "":
            raise Unclear("says nothing of what it names", next((each.token for each in left(statement)), None))
        case "CLOSED" if not left(statement) and not statement.has("SESSION", "IT", "THEY", "ROUTERS"):
            if account.incident.status != "closed":
                raise Wrong("it is open", None, account.fact("status"))
            states(context, account, "status")
        case "FOLLOWED":
            _followed(statement, account, context, before)
        case "CLOSED" if statement.has("REPORTED"):
            raise Unclear("who closed it is told by another")
        case "CLOSED" if not statement.of("node") or not _closer(statement):
            statement.head = "LOST"
            of_sessions(statement, account, context, before)
        case "CLOSED" | "REJECTED" | "FOLLOWED" | "SENT" | "RECEIVED":
            _by_end(statement, account, context, hedged=hedged)
        case "STAYED":
            if account.incident.peerings and not statement.has("NONE"):
                raise Unclear("which sessions stayed up was not seen")
        case head if head in SESSION_HEADS:
            of_sessions(statement, account, context, before)
        case _:
            raise Unclear(f"{statement.head.lower()!r} is said of nothing that is known")


OF_NOTHING = ("TIMES", "ONCE", "TWICE", "FIRST", "LAST", "LONGEST", "SHORTEST", "TOGETHER", "EACH", "TOTAL", "ONLY")
"""Counts and orders, which say nothing without what they are of."""


def _says_something(statement: Statement) -> None:
    """Without a verb, a severity, a date, a plan or a proof is said; a count or an order alone is of nothing."""
    if statement.has(*OF_NOTHING):
        raise Unclear("counts or orders, and not what")
    said = statement.values or statement.has("PLANNED", "UNPLANNED", "PROVED", "WANTED", "OPEN")
    if not said:
        raise Unclear("says nothing that is known")


def _is_row(statement: Statement, context: Context) -> bool:
    """`r1 - r2: 12.9 s`, `r1 | 21:16:23 | 21:16:48`: sessions with how long, or from when to when, they were down."""
    named = statement.of("node") or statement.of("address") or statement.has("SESSION") or context.sessions
    return bool(named and (statement.of("duration") or len(statement.of("time")) == 2))


def _quoted(statement: Statement, account: Account, context: Context) -> None:
    """A device's own words, with whose they are and when."""
    only(statement, "quote", "node", "time")
    for value in statement.of("quote"):
        found = [line for line in account.lines if str(value.token.payload) in line.text.lower()]
        nodes = {str(node.token.payload) for node in statement.of("node")}
        mine = [line for line in found if not nodes or line.node in nodes]
        if found and not mine:
            raise Wrong("another router wrote it", value.token)
        times(statement.of("time"), [line.at_ns for line in mine][:1])
        context.at_ns = mine[0].at_ns if mine else context.at_ns


def _happening(statement: Statement, account: Account) -> str | None:
    """The happening that a statement tells, by its head and what it is said of; None where it is said of sessions."""
    head, words = statement.head, statement.marks[statement.at].words if statement.at >= 0 else ""
    if not head and statement.link == "because" and (statement.has("LINK") or statement.of("place")):
        return "port down"
    if statement.has("DAEMON"):
        return OF_DAEMONS.get(head)
    if statement.has("IGP") and not statement.has("SESSION"):
        return OF_IGP.get(head)
    if head != "FLAPPED" and (statement.has("LINK") or statement.of("place")) and not statement.has("SESSION"):
        return OF_LINKS.get(head)
    if head == "RESTARTED" and account.incident.cause.type == "process_restart" and not statement.has("CONTAINER"):
        return "daemon restarted"
    if head == "UNPAUSED" and (statement.has("SESSION") or statement.of("address")):
        statement.head = "BACK"
        return None
    if head in OF_CONTAINERS:
        return OF_CONTAINERS[head]
    lone = len(statement.of("node")) == 1 and not statement.has("SESSION", "ALL", "ONE")
    if (
        lone
        and head in ("LOST", "DOWN")
        and words in GOES
        and not statement.of("family")
        and not statement.of("address")
    ):
        return "stop"
    if head == "EXPIRED" and statement.has("TIMER", "POSS"):
        return "hold timer"
    if head == "EXPIRED" and "hold" in words:
        return "hold timer"
    if head in ("SENT", "RECEIVED") and statement.has("NOTIFICATION", "NOTIFICATION_NAME", "CAUSE", "SHUT", "RESET"):
        return f"{head.lower()} notification"
    simple = {"SHUT": "shut", "RESET": "reset", "WITHDREW": "withdrew"}
    return simple.get(head)


def _followed(
    statement: Statement, account: Account, context: Context, before: tuple[int | None, SessionRef, str]
) -> None:
    """`OSPF went first, BGP followed`: the sessions that are meant went, and not before."""
    if before[0] is None or not statement.has("SESSION"):
        raise Unclear("says what followed, and not after what")
    sessions = sessions_meant(statement, account, context)
    at_ns = min(item.lost_ns for item in sessions)
    if at_ns < before[0]:
        raise Wrong("it was the other way round in time")
    if statement.of("time") or statement.of("duration"):
        statement.head = "LOST"
        of_sessions(statement, account, context, before)
    context.sessions, context.at_ns, context.head = sessions, at_ns, "LOST"


def _flapped(statement: Statement, account: Account, context: Context) -> None:
    """How often a link flapped, and from when to when."""
    incident = account.incident
    only(statement, "node", "place", "time", "number", "duration", "address")
    losses = {outage.losses for outage in incident.peerings}
    if (number := counted(statement, "TIMES")) is not None and losses != {number}:
        raise Wrong(f"it was {', '.join(map(str, sorted(losses)))} times")
    lefts = [event.at_ns for outage in incident.peerings for event in account.events_of(outage, "left")]
    ups = [event.at_ns for outage in incident.peerings for event in account.events_of(outage, "up")]
    last = [max(item) for item in (lefts, ups) if item]
    said = statement.of("time")
    if said and not is_at(said[0], [incident.first_loss_ns or incident.started_ns]):
        raise Unclear("is not when it began", said[0].token)
    if len(said) > 2 or (len(said) == 2 and not any(is_at(said[1], [moment]) for moment in last)):
        raise Unclear("is not when it ended", said[-1].token)
    if statement.of("duration") or len(statement.of("number")) > 1:
        raise Unclear("says more than how often it flapped")


def _by_end(statement: Statement, account: Account, context: Context, *, hedged: bool) -> None:
    """Which end closed a session: the router before the verb, or behind `by`."""
    if statement.head != "CLOSED":
        raise Unclear(f"{statement.head.lower()!r} is not understood here")
    agents = _closer(statement)
    if len(agents) != 1:
        raise Unclear("it is not clear who closed it")
    sessions = sessions_meant(statement, account, context)
    for session in sessions:
        closers = account.closers(session)
        if not closers:
            raise Unclear("which end closed it was not seen")
        if str(agents[0].token.payload) not in closers:
            raise Wrong(f"it was closed by {', '.join(sorted(closers))}", agents[0].token)
        if len(closers) > 1:
            raise Unclear("both ends closed it")
    times(statement.of("time"), [session.lost_ns for session in sessions])
    no_other(statement, "node", "time", "address", "family", "number")
    context.sessions, context.at_ns, context.head = sessions, min(item.lost_ns for item in sessions), "CLOSED"


def _closer(statement: Statement) -> list[Said]:
    """Who closed it: the router behind `by`, else the one before the verb."""
    nodes = statement.of("node")
    by = [value for value in nodes if value.preposition == "BY"]
    return by or [
        item for item in nodes if statement.before_head(item) and item.preposition in ("", "AT", "SINCE", "FOR")
    ]


def _gap(statement: Statement, context: Context, before_ns: int | None) -> None:
    """How much later than what was said before a happening was."""
    values = [value for value in statement.of("duration") if value.behind == "LATER"]
    at_ns = context.at_ns
    if values:
        if before_ns is None or at_ns is None or len(values) > 1:
            raise Unclear("says how long, and not of what", values[0].token)
        fits = is_long(values[0], abs(at_ns - before_ns))
        if not fits:
            raise Unclear("is not how much later it was", values[0].token)
    if at_ns is not None and statement.link in ("then", "after", "before", "earlier"):
        in_order(statement, at_ns, before_ns)


def _again_and_order(what: str, statement: Statement, account: Account, context: Context) -> None:
    if statement.has("AGAIN"):
        raise Unclear("says again of what happened once")
    if statement.has("FIRST") and not statement.has("LAST"):
        kind = [event.at_ns for event in account.events if HAPPENINGS[what].told_by(event.what)]
        earliest = min([account.incident.started_ns, *(event.at_ns for event in account.events)])
        if context.at_ns is None or (context.at_ns > earliest + FIRST_NS and context.at_ns > min(kind, default=0)):
            raise Unclear("was not the first of all")
    elif statement.has("FIRST", "LAST", "TOTAL", "EACH"):
        raise Unclear("orders or adds up what has no order")


def _sessions_beside(what: str, statement: Statement, account: Account, context: Context) -> None:
    """`admin shutdown, one session, 26 seconds`: what stands beside a happening of the sessions that it cost."""
    spans = [value for value in statement.of("duration") if value.behind != "LATER"]
    if what not in ENDINGS and is_span(statement.of("time")):
        spans += statement.of("time")
    numbers = statement.of("number")
    if (what in ENDINGS and not numbers) or statement.has("EXIT_CODE"):
        return
    named = what in ("CAUSE", "shut", "reset") and statement.has("SESSION") and statement.has("ALL", "EACH", "ONE")
    if not spans and not numbers and not named and not (what in ("CAUSE", "shut", "reset") and statement.of("family")):
        return
    values = [value for value in statement.values if value.mark.concept in ("node", "address", "family", "number")]
    beside = Statement(statement.marks, "", "DOWN", "", statement.at, [*values, *spans], statement.others)
    sessions = sessions_meant(beside, account, Context())
    no_other(beside, "node", "address", "family", "number", "duration", "time")
    how_often(beside, sessions)
    at_ns = context.at_ns
    if spans:
        when(beside, sessions, account, context, (None, (), ""), whole=True)
    context.at_ns = at_ns
    context.sessions = sessions
