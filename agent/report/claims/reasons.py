"""`because` and `so`: whether what is told as a reason is the cause that was found."""

from agent.report.claims.account import Account
from agent.report.claims.happenings import HAPPENINGS
from agent.report.claims.outcome import Unclear
from agent.report.claims.statements import Statement

EXPLAINED = frozenset(["LOST", "DOWN", "NOT_BACK", "OUTAGE", "BEGAN", "AFFECTED", "CLOSED", "FOLLOWED"])
"""What a cause may be told of."""


def linked_to_cause(what: str, statement: Statement, account: Account, told: str) -> None:
    """`because` asks that the happening be the cause, or the way in which it ended the session."""
    if statement.link != "because" or not told:
        return
    if told.startswith("event ") and _is_cause(told.removeprefix("event "), account):
        told = "LOST"
    if told not in EXPLAINED:
        raise Unclear("gives a reason for what has another")
    explains(what, account)


def follows(what: str | None, statement: Statement, told: str, account: Account) -> None:
    """`so` asks for the cause first, and for a loss of sessions behind it."""
    if what is not None or statement.head not in EXPLAINED:
        raise Unclear("says so of what did not follow from it")
    if told == "CAUSE":
        return
    if not told.startswith("event "):
        raise Unclear("says so, and of no cause")
    explains(told.removeprefix("event "), account)


def explains(what: str, account: Account) -> None:
    if not _is_cause(what, account):
        raise Unclear("happened, and is not what was found as the cause")


def _is_cause(what: str, account: Account) -> bool:
    return what in HAPPENINGS and account.incident.cause.type in HAPPENINGS[what].causes
