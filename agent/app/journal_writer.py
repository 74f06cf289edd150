"""Writes observations to the journal, behind what could not be written before; where it fails, it tries later."""

import logging
from collections.abc import Callable, Sequence

from agent.app.store.protocol import Store
from agent.failure import Failure
from clab.units import SECOND_NS
from collectors.collector import OffsetMark
from collectors.observations import Gap, Observation

log = logging.getLogger(__name__)
BACKLOG_AT_MOST = 200_000
"""Observations that wait for a journal that cannot be written."""

AGAIN_NS = SECOND_NS
"""How long after a failed try the next one is made, at least."""

SHARE = 20
"""A try that took long is followed by a pause of so many times its length: trying costs 5 % of the time at most."""


class JournalWriter:
    """Keeps the order of observations: nothing is written before what came before it, and how far files were read is
    never kept without the observations from them."""

    def __init__(self, store: Store, clock_ns: Callable[[], int]) -> None:
        self._store, self._clock_ns = store, clock_ns
        self._waiting: list[Observation] = []
        self._marks: dict[str, OffsetMark] = {}
        self._lost = 0
        self._again_ns = 0
        self.error = ""

    def write(self, batch: Sequence[Observation], marks: Sequence[OffsetMark]) -> Gap | None:
        """Write a batch, or let it wait where the journal cannot be written; the gap where that begins."""
        self._waiting += batch
        self._marks.update({mark.path: mark for mark in marks})
        if self.error and self._clock_ns() < self._again_ns:
            self._store.remember(marks)
            self._bound()
            return None
        return self._try()

    def catch_up(self, *, last: bool = False) -> None:
        """Write what waits, if its time has come; `last`: there is no later time."""
        if self._waiting and (last or self._clock_ns() >= self._again_ns):
            self._try()

    def _try(self) -> Gap | None:
        begun_ns = self._clock_ns()
        lost = [self._gap(f"journal: {self._lost} observations could not be kept")] if self._lost else []
        try:
            self._store.journal([*lost, *self._waiting], self._marks.values())
        except Failure as error:
            now_ns = self._clock_ns()
            self._again_ns = now_ns + max(AGAIN_NS, SHARE * (now_ns - begun_ns))
            return self._failed(error)
        self._waiting, self._marks, self._lost, self.error = [], {}, 0, ""
        return None

    def _failed(self, error: Failure) -> Gap | None:
        begins, self.error = not self.error, error.what
        if begins:
            log.error("%s; detection goes on without a journal", error.what)
        self._bound()
        return self._gap(f"journal: {error.what}") if begins else None

    def _bound(self) -> None:
        excess = len(self._waiting) - BACKLOG_AT_MOST
        if excess > 0:
            del self._waiting[:excess]
            self._lost += excess

    def _gap(self, reason: str) -> Gap:
        now_ns = self._clock_ns()
        return Gap(
            node="-", source="log", seen_ns=now_ns, received_ns=now_ns, from_ns=now_ns, to_ns=None, reason=reason
        )
