"""`because` and `so`: whether what is told as a reason is the cause that was found."""

from agent.report.claims.account import Account
from agent.report.claims.outcome import Unclear
from agent.report.claims.statements import Statement

EXPLAINED = frozenset(["LOST", "DOWN", "NOT_BACK", "OUTAGE", "BEGAN", "AFFECTED", "CLOSED", "FOLLOWED"])
"""What a cause may be told of."""


def linked_to_cause(what: str, statement: Statement, account: Account, told: str) -> None:
    """`because` asks that the happening be the cause, or the way in which it ended the session."""
    if statement.link != "because" or not told:
        return
    if told.startswith("event ") and account.incident.cause.type in REASONS.get(told.removeprefix("event "), set()):
        told = "LOST"
    if told not in EXPLAINED:
        raise Unclear("gives a reason for what has another")
    explains(what, account)


REASONS = {
    "hold timer": {"hold_timer_expired"},
    "port down": {"link_down", "link_flap", "node_isolated"},
    "igp lost": {"igp_lost"},
    "pause": {"node_hang"},
    "kill": {"node_down"},
    "stop": {"node_down"},
    "daemon died": {"process_crash"},
    "daemon restarted": {"process_restart"},
    "limit": {"prefix_limit_exceeded"},
    "isolated": {"node_isolated"},
    "shut": {"admin_shutdown"},
    "reset": {"admin_reset"},
    "flapped": {"link_flap"},
    "withdrew": {"route_withdrawal"},
}


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
    if account.incident.cause.type not in REASONS.get(what, set()):
        raise Unclear("happened, and is not what was found as the cause")
