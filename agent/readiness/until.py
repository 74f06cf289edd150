"""Waits until a lab is ready, or the time is over: the lab is looked for, listened to, and judged again and again."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from agent.readiness.judge import Readiness, Wanted
from agent.readiness.listener import Listener
from agent.readiness.naming import the_pairs, unknown_session
from clab.docker_engine import EngineError

LOOK_S, JUDGE_S = 1.0, 0.25
"""How often the lab is looked for, and judged."""


@dataclass(frozen=True, slots=True)
class Waited:
    """How the waiting ended: the last judgement, after how long, and what was wrong with the engine at the end."""

    readiness: Readiness
    waited_s: float
    there: bool
    engine_error: str = ""

    @property
    def ready(self) -> bool:
        """Whether the lab is there and nothing of it is missing."""
        return self.there and self.readiness.ready


@dataclass(frozen=True, slots=True)
class Limits:
    """`asked` is what `--sessions` named; `timeout_s` when to give up."""

    asked: str | None
    timeout_s: float


def wait_until_ready(
    listener: Listener,
    wanted: Wanted,
    limits: Limits,
    stop: threading.Event,
    progress: Callable[[Waited], None],
) -> Waited:
    """Wait; the answer says whether it is ready.

    Raises:
        UsageFailure: a named session that the lab does not have.
    """
    begun_s = time.monotonic()
    looked_s = -LOOK_S
    now = Waited(Readiness(), 0.0, there=False)
    while True:
        waited_s = time.monotonic() - begun_s
        error = now.engine_error
        there = now.there
        if waited_s - looked_s >= LOOK_S:
            looked_s = waited_s
            try:
                there, error = listener.discover(), ""
            except EngineError as problem:
                error = str(problem)
        listener.hear(JUDGE_S)
        if listener.found is not None and limits.asked is not None and not wanted.pairs:
            wanted = replace(wanted, pairs=the_pairs(limits.asked, listener.found.lab.nodes))
        readiness = listener.readiness(wanted) if listener.found is not None else Readiness()
        now = Waited(readiness, time.monotonic() - begun_s, there, error)
        if (readiness.ready and there) or stop.is_set() or now.waited_s >= limits.timeout_s:
            return now
        _refuse_unknown(listener, readiness)
        progress(now)


def _refuse_unknown(listener: Listener, readiness: Readiness) -> None:
    for session in readiness.sessions:
        if session.session.named and not session.session.ends and listener.settled():
            raise unknown_session((session.session.a, session.session.b), listener.known())
