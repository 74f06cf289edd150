"""What a checker of texts catches, and what it cries wolf about: `labkeeper bench monitors`."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from agent.mutations.corruption import Corrupted
from agent.mutations.faithful import paraphrases
from agent.mutations.pieces import Narrative
from agent.mutations.suite import corrupt, operators

Verify = Callable[[dict[str, Any], str, bool], dict[str, Any]]
FAITHFUL = 1_200
PER_OPERATOR = 20


@dataclass(frozen=True, slots=True)
class Judged:
    """One text that was judged wrongly, and what the verdict said."""

    text: Narrative
    what: str
    verdict: dict[str, Any]


@dataclass(slots=True)
class Row:
    """One kind of text: how many there were, how many were called unsupported, and those that were judged wrongly."""

    name: str
    held_out: bool
    total: int = 0
    called: int = 0
    wrongly: list[Judged] = field(default_factory=list)

    @property
    def rate(self) -> float | None:
        """The share that was called unsupported; None of nothing."""
        return self.called / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Measured:
    """A whole run: corrupted texts by operator, faithful ones, and complete ones verified for omissions."""

    seed: int
    rows: list[Row]
    faithful: Row
    complete: Row
    seconds: float

    def sum_of(self, held_out: bool) -> Row:
        """All corrupted texts of the operators that are held out, or of the others."""
        mine = [row for row in self.rows if row.held_out == held_out]
        name = "held out" if held_out else "all others"
        return Row(name, held_out, sum(row.total for row in mine), sum(row.called for row in mine))


def measure(verify: Verify, *, seed: int, count: int = FAITHFUL, only: Sequence[str] = ()) -> Measured:
    """Verify `count` faithful texts and a twentieth as many corrupted ones of each operator (of `only` these)."""
    begun = time.monotonic()
    texts = paraphrases(count, seed)
    rows = []
    for operator in operators():
        if only and operator.name not in only:
            continue
        row = Row(operator.name, operator.held_out)
        for each in corrupt(operator, texts, max(1, count // PER_OPERATOR), seed):
            _judge(row, verify, each, complete=operator.complete)
        rows.append(row)
    faithful, complete = Row("faithful", False), Row("faithful, complete", False)
    for text in texts if not only else ():
        _alarm(faithful, verify, text, complete=False)
        if text.complete:
            _alarm(complete, verify, text, complete=True)
    return Measured(seed, rows, faithful, complete, time.monotonic() - begun)


def _judge(row: Row, verify: Verify, each: Corrupted, *, complete: bool) -> None:
    verdict = verify(each.text.case.incident, each.text.text, complete)
    row.total += 1
    if verdict["verdict"] == "unsupported":
        row.called += 1
    elif not row.held_out:
        row.wrongly.append(Judged(each.text, each.what, verdict))


def _alarm(row: Row, verify: Verify, text: Narrative, *, complete: bool) -> None:
    verdict = verify(text.case.incident, text.text, complete)
    row.total += 1
    if verdict["verdict"] == "unsupported":
        row.called += 1
        row.wrongly.append(Judged(text, "faithful", verdict))


def as_json(measured: Measured) -> dict[str, Any]:
    """The run for machines; texts that were judged wrongly are not in it."""

    def numbers(row: Row, called: str) -> dict[str, Any]:
        return {"total": row.total, called: row.called, "rate": row.rate}

    return {
        "schema": 1,
        "seed": measured.seed,
        "seconds": round(measured.seconds, 3),
        "operators": [{"name": row.name, "held_out": row.held_out, **numbers(row, "caught")} for row in measured.rows],
        "corrupted": {
            "tuned": numbers(measured.sum_of(held_out=False), "caught"),
            "held_out": numbers(measured.sum_of(held_out=True), "caught"),
        },
        "faithful": numbers(measured.faithful, "alarms"),
        "faithful_complete": numbers(measured.complete, "alarms"),
    }
