"""What may stand beside any statement: severity, dates, plans, certainty, and what is denied."""

from agent.detect.incident import rfc3339
from agent.report.claims.account import Account
from agent.report.claims.lexicon import heads
from agent.report.claims.outcome import Unclear, Wrong
from agent.report.claims.sessions_meant import Context, families
from agent.report.claims.statements import BACK_HEADS, Said, Statement
from clab.units import SECOND_NS


def left(statement: Statement) -> list[Said]:
    return [each for each in statement.values if each.mark.concept not in ("severity", "date", "id", "sign")]


def only(statement: Statement, *kinds: str) -> None:
    for value in statement.values:
        if value.mark.concept not in kinds:
            raise Unclear(f"{value.token.text!r} has no place in it", value.token)


def states(context: Context, account: Account, *kinds: str) -> None:
    for kind in kinds:
        if (fact := account.fact(kind)) is not None:  # type: ignore[arg-type]  # names of kinds
            context.facts[fact.id] = None


def beside(statement: Statement, account: Account, context: Context) -> None:
    """Severity, dates, plans and certainty, wherever they stand; a small concept that nothing looks at is unread."""
    incident = account.incident
    for mark in statement.others:
        if mark.concept in NAMED | heads() and mark.concept not in USES.get(statement.head, frozenset()):
            raise Unclear(f"{mark.words!r} is not understood here", mark.token)
    for value in statement.of("severity"):
        if value.token.payload != incident.severity:
            raise Wrong(f"the severity is {incident.severity}", value.token, account.fact("severity"))
        if statement.has("NOT"):
            raise Unclear("denies a severity", value.token)
        states(context, account, "severity")
    for value in statement.of("date"):
        _on_day(value, account)
    for mark in statement.others:
        if mark.concept == "DAYPART" and incident.started_ns // HOUR_NS % 24 not in HOURS[mark.detail]:
            raise Unclear("is another time of the day", mark.token)
    _denied(statement, account)
    places = [k for k, mark in enumerate(statement.marks) if mark.concept == "AGAIN"]
    if places and (statement.head not in ("BACK", "ALL_BACK", "RECOVERY") or min(places) < statement.at - 1):
        raise Unclear("says again of what happened once")
    if statement.has("WANTED") and incident.severity != "ACTION":
        raise Wrong(f"the severity is {incident.severity}", None, account.fact("severity"))
    if statement.has("PLANNED") and not statement.has("NOT") and not incident.cause.planned:
        raise Wrong("it was not planned", None, account.fact("planned"))
    if statement.has("OPERATOR") and (not incident.cause.planned or statement.head in BACK_HEADS):
        raise Unclear("says that somebody did it, and nothing that was seen tells")
    if statement.has("BY_ITSELF"):
        raise Unclear("says that nobody did it, and nothing that was seen tells")
    if statement.has("UNPLANNED") and incident.cause.planned:
        raise Wrong("it was planned", None, account.fact("planned"))
    if statement.has("PROVED") and not statement.has("NOT") and incident.cause.certainty != "proved":
        raise Wrong(f"the cause is {incident.cause.certainty}", None, account.fact("certainty"))
    if statement.has("PLANNED", "UNPLANNED", "OPERATOR"):
        states(context, account, "planned")
    if statement.has("OPEN") and statement.has("WHY"):
        if incident.cause.certainty != "unknown":
            raise Wrong("says that the cause is not known, and one was found", None, account.fact("cause"))
    elif statement.has("OPEN") and not statement.has("NONE", "NOT") and incident.status != "open":
        raise Wrong("it is closed", None, account.fact("status"))


def _on_day(value: Said, account: Account) -> None:
    incident = account.incident
    moments = (incident.started_ns, incident.first_loss_ns, incident.last_restored_ns)
    if not any((rfc3339(item) or "")[:10].endswith(str(value.token.payload)) for item in moments if item):
        raise Wrong(f"{value.token.text} is not the day", value.token, account.fact("started_at"))


HOUR_NS = 3600 * SECOND_NS
HOURS = {"morning": range(4, 12), "evening": range(17, 24)}
"""The hours, in UTC, that are surely called so."""

DENIED = {"NOT": ("PROVED", "PLANNED", "REPORTED"), "NONE": ("SESSION", "family", "OPEN", "OF", "THEY")}
"""What may be denied but the head."""


def _denied(statement: Statement, account: Account) -> None:
    """What is denied: proof, or with a head that has a contrary that contrary is said."""
    if not statement.has("NOT", "NONE"):
        return
    for k, mark in enumerate(statement.marks):
        behind = statement.marks[k + 1].concept if k + 1 < len(statement.marks) else ""
        if k + 1 != statement.at and behind not in DENIED.get(mark.concept, (behind,)):
            raise Unclear("denies something in a way that is not understood", mark.token)
    if statement.has("NOT") and statement.has("REPORTED") and not statement.has("PLANNED"):
        raise Unclear("denies something in a way that is not understood")
    if statement.has("PLANNED"):
        if account.incident.cause.planned:
            raise Wrong("it was planned", None, account.fact("planned"))
    elif statement.has("PROVED") and statement.head in ("", "CAUSE"):
        if account.incident.cause.certainty == "proved":
            raise Wrong("the cause is proved", None, account.fact("certainty"))
    elif statement.head in ("BACK", "ALL_BACK") and not statement.of("duration") and not statement.of("time"):
        statement.head = "NOT_BACK"
    elif (
        statement.head in ("LOST", "DOWN")
        and statement.of("family")
        and len(left(statement)) == len(statement.of("family"))
    ):
        said = {str(value.token.payload) for value in statement.of("family")}
        if any(said & set(families(item)) for item in account.incident.peerings):
            raise Wrong("sessions of that family were lost")
        statement.head, statement.values = "STAYED", []
    elif statement.head in ("LOST", "DOWN") and not statement.of("duration"):
        if account.incident.peerings:
            raise Wrong("sessions were lost") if not left(statement) else Unclear("denies what is not looked at")
        statement.head = "STAYED"
    elif not statement.head and statement.has("NONE") and statement.has("SESSION"):
        statement.head = "DOWN"
    elif not statement.head and statement.has("OPEN") and statement.has("NONE"):
        if account.incident.status == "open":
            raise Wrong("it is open", None, account.fact("status"))
    else:
        raise Unclear("denies something in a way that is not understood")


MESSAGES = frozenset(
    ("NOTIFICATION", "NOTIFICATION_NAME", "CAUSE", "SHUT", "RESET", "HARD", "PREFIXES", "LIMIT", "TAKES")
)
"""What may be sent and received, with what it may be called."""


USES = {
    "LOST": frozenset(("LINK", "ADMIN", "IGP", "DAEMON", "CONTAINER")),
    "DOWN": frozenset(("LINK", "ADMIN", "IGP", "DAEMON", "CONTAINER")),
    "BACK": frozenset(("LINK", "IGP", "OUTAGE", "LOST", "DOWN", "BACK")),
    "NOT_BACK": frozenset(("LINK", "IGP", "LOST")),
    "EXPIRED": frozenset(("TIMER", "IGP")),
    **dict.fromkeys(("SENT", "RECEIVED"), MESSAGES),
    "AFFECTED": frozenset(["LIMIT", "PREFIXES"]),
    "EXCEEDED": frozenset(("LIMIT", "PREFIXES", "TAKES", "RECEIVED", "SENT")),
    "UNKNOWN": frozenset(("LOST", "DOWN", "OUTAGE")),
    "": frozenset(("COMMAND", "LIMIT", "PREFIXES", "TAKES", "LINK")),
    "CLOSED": frozenset(("NOTIFICATION", "ADMIN")),
    "SHUT": frozenset(("ADMIN",)),
    "RESET": frozenset(("ADMIN",)),
    "FLAPPED": frozenset(("LINK",)),
    "WITHDREW": frozenset(("PREFIXES",)),
    "CAUSE": frozenset(("LINK", "IGP", "DAEMON", "CONTAINER", "ADMIN", "OUTAGE", "LOST", "AFFECTED")),
    "LASTED": frozenset(("OUTAGE", "RECOVERY")),
    "BEGAN": frozenset(("OUTAGE",)),
    "OVER": frozenset(("OUTAGE", "DAEMON")),
    **dict.fromkeys(("PAUSED", "UNPAUSED", "KILLED", "STOPPED", "STARTED", "DIED", "RESTARTED", "ISOLATED"),
                    frozenset(("CONTAINER", "DAEMON", "ADMIN", "EXIT_CODE"))),
}  # fmt: skip
"""The concepts that a head looks at besides."""

NAMED = frozenset(("?", "BFD", "WEEKDAY")).union(*USES.values())
"""Concepts, and unknown names (`?`), that only some heads look at; the other small ones may stand beside any."""
