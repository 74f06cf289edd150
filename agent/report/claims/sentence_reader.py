"""A sentence of anybody's read against an incident: every word understood, every statement held."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.report.claims.account import Account
from agent.report.claims.holding import hold
from agent.report.claims.lexicon import Unread, marks
from agent.report.claims.moments_said import is_long
from agent.report.claims.outcome import Unclear, Wrong
from agent.report.claims.sessions_meant import Context
from agent.report.claims.statements import BACK_HEADS, EXACTNESS, Said, Statement, Unparted, is_gap, ways
from agent.report.claims.tokens import Token


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a sentence: the context behind it where it holds, else why not."""

    context: Context | None
    wrong: Wrong | None = None
    unclear: Unclear | None = None


def read(tokens: Sequence[Token], account: Account, before: Context) -> Outcome:
    """Hold a sentence against an incident; of several ways to part it one that holds is enough."""
    try:
        found = marks(tokens, published=account.published)
        if not any(mark.concept != "sign" for mark in found):
            return Outcome(None, None, Unclear("says nothing"))
        hedged = any(mark.concept == "LIKELY" for mark in found)
        denied: list[Wrong] = []
        unclear: list[Unclear] = []
        for way in ways(found):
            try:
                return Outcome(_held(way, account, before, hedged=hedged))
            except Wrong as error:
                denied.append(error)
            except Unclear as error:
                unclear.append(error)
    except Unread as error:
        return Outcome(None, None, Unclear(f"{error.token.text!r} is not understood", error.token))
    except Unparted as error:
        return Outcome(None, None, Unclear(str(error)))
    if denied and not unclear:
        return Outcome(None, denied[0])
    return Outcome(None, None, unclear[0])


def _held(way: list[Statement], account: Account, before: Context, *, hedged: bool) -> Context:
    context = replace(before, facts={})
    used_hedge = False
    way = _until(way)
    if any(statement.link == "until" for statement in way):
        raise Unclear("says until, and not of what")
    gap: Said | None = None
    for statement in way:
        earlier_ns = context.at_ns
        hold(statement, account, context, hedged=hedged)
        if gap is not None:
            _so_far(gap, statement, earlier_ns, context.at_ns)
        gap = next((value for value in statement.of("duration") if is_gap(value)), None)
        used_hedge = used_hedge or context.head == "CAUSE" or context.head.startswith("event")
    if gap is not None:
        raise Unclear("says how long after, and not what", gap.token)
    if hedged and not used_hedge:
        raise Unclear("hedges what is known")
    return context


def _until(way: list[Statement]) -> list[Statement]:
    """`It took 26 s until r1 had its session back`, as that it was back after 26 s."""
    *before, back = way
    if back.link != "until" or back.head not in BACK_HEADS or len(before) > 1:
        return way
    marks = tuple(mark for statement in way for mark in statement.marks)
    ahead = [mark.concept for mark in marks[: next(k for k, mark in enumerate(marks) if mark.concept == "UNTIL")]]
    values = [value for statement in way for value in statement.values]
    if [one for one in ahead if one not in ("IT", "LASTED", *EXACTNESS)] != ["duration"]:
        return way
    values[0] = Said(values[0].mark, "AFTER", values[0].exactness)
    others = [mark for mark in back.others if mark.concept != "IT"]
    at = back.at + len(marks) - len(back.marks)
    return [replace(back, marks=marks, link="", at=at, values=values, others=others)]


def _so_far(gap: Said, statement: Statement, one_ns: int | None, other_ns: int | None) -> None:
    """`13.0 s after the last loss`: how far two statements are from each other."""
    if statement.has("REPORTED") or statement.link not in ("after", "before") or one_ns is None or other_ns is None:
        raise Unclear("says how long after, and not what", gap.token)
    fits = is_long(gap, abs(one_ns - other_ns))
    if not fits:
        raise Unclear("is not how much later it was", gap.token)
