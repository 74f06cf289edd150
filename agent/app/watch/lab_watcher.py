"""Watches all labs of this host: new ones are picked up, ended ones let go, each with an agent of its own.

The engine's events say when to look; a slow look is the safety net. An engine that goes away is waited for, and what
watches the labs by other ways goes on.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from agent.app.assembly import Places
from agent.app.watch.lab_agent import SLACK_NS, Dependencies, LabAgent, WatchWindow
from agent.app.watch.lab_session import LabSession
from agent.detect.incident_registry import IncidentChange
from agent.failure import Failure
from clab.discovery import Discovery
from clab.docker_engine import EngineError, Flow
from clab.running_lab import FoundLab
from clab.units import SECOND_NS
from collectors.supervisor import Health

log = logging.getLogger(__name__)
LOOK_S, HASTE_S, SETTLE_S = 5.0, 1.0, 0.15
"""How often to look without a sign, while a lab is being deployed, and how long a burst of events is let go by."""

FAREWELL_NS = 9 * SECOND_NS
"""So long after its last container is gone a lab's agent goes on: the detector decides about an end seconds later."""

DIVERTED = ("start", "die", "pause", "unpause", "destroy", "create", "rename")


@dataclass(frozen=True, slots=True)
class Output:
    """Whom the watch tells: changes of incidents, a session's beginning and end, and a line for people."""

    on_change: Callable[[str, IncidentChange], None]
    on_session: Callable[[LabSession], None]
    say: Callable[[str], None]


@dataclass(slots=True)
class _Watched:
    agent: LabAgent
    session: LabSession
    gone_ns: int | None = None


class LabWatcher:
    """The labs' watchman. `places` says where a lab's things are kept; `only` is the labs to watch (empty: all)."""

    def __init__(
        self,
        means: Dependencies,
        places: Callable[[str], Places],
        voice: Output,
        only: frozenset[str] = frozenset(),
    ) -> None:
        self._means, self._places, self._voice, self._only = means, places, voice, only
        self._discovery = Discovery(means.engine)
        self._watched: dict[str, _Watched] = {}
        self._wake, self._stop = threading.Event(), threading.Event()
        self._flow: Flow | None = None
        self._lock = threading.Lock()
        self._begun_ns: int | None = None
        self._lost = False
        self._refused: dict[str, str] = {}
        self._threads = [
            threading.Thread(target=self._look_on, name="labs", daemon=True),
            threading.Thread(target=self._listen, name="lab-signs", daemon=True),
        ]

    def start(self) -> None:
        """Look once, then keep looking.

        Raises:
            EngineError: the engine cannot be asked at all.
            Failure: there are labs, and none of them can be watched.
        """
        self._take(self._discovery.labs())
        if self._refused and not self._watched:
            name, why = next(iter(self._refused.items()))
            raise Failure(f"lab {name} cannot be watched: {why}")
        self._begun_ns = self._means.clock_ns()
        for thread in self._threads:
            thread.start()

    def stop(self) -> list[str]:
        """Stop looking, then every lab's agent; returns the names of what did not stop."""
        self._stop.set()
        self._wake.set()
        if self._flow is not None:
            self._flow.close()
        left = []
        for thread in self._threads:
            thread.join(3.0)
            left += [thread.name] if thread.is_alive() else []
        for name, watched in list(self._watched.items()):
            left += self._end(name, "stopped watching" if watched.gone_ns is None else "destroyed")
        return left

    def labs(self) -> list[LabAgent]:
        """The agents that run."""
        with self._lock:
            return [item.agent for item in self._watched.values()]

    def health(self) -> list[Health]:
        """Every source's state, over all labs."""
        return [item for agent in self.labs() for item in agent.health()]

    def _look_on(self) -> None:
        while not self._stop.is_set():
            self._wake.wait(HASTE_S if self._hasty() else LOOK_S)
            if self._stop.wait(SETTLE_S):
                return
            self._wake.clear()
            try:
                self._look()
            except Exception:  # the watch must not end in silence
                log.exception("a look at the labs failed; the next one follows")

    def _hasty(self) -> bool:
        """Whether something is about to change: a lab that is on its way in or out."""
        with self._lock:
            watched = list(self._watched.values())
        return any(item.gone_ns is not None or item.agent.unsettled() for item in watched)

    def _look(self) -> None:
        try:
            found = self._discovery.labs()
        except EngineError as error:
            if not self._lost:
                self._voice.say(f"{error.what}: containers cannot be seen; logs and streams go on. {error.hint}")
            self._lost = True
            return
        if self._lost:
            self._voice.say("the Docker engine answers again")
            self._lost = False
        self._take(found)

    def _take(self, labs: dict[str, FoundLab]) -> None:
        now_ns = self._means.clock_ns()
        for name, found in labs.items():
            if self._only and name not in self._only:
                continue
            watched = self._watched.get(name)
            if watched is not None and watched.gone_ns is not None:
                self._end(name, "destroyed")
                watched = None
            if watched is not None:
                watched.agent.update(found)
            elif found.running:
                self._begin(found, now_ns)
        for name in [item for item in self._watched if item not in labs]:
            watched = self._watched[name]
            if watched.gone_ns is None:
                watched.gone_ns = now_ns
                watched.agent.update(replace(watched.agent.found, nodes={}))
            elif now_ns - watched.gone_ns > FAREWELL_NS:
                self._end(name, "destroyed")

    def _begin(self, found: FoundLab, now_ns: int) -> None:
        begun_ns = self._begun_ns
        created_ns = self._means.ours(found.created_ns)
        from_ns = created_ns if begun_ns is not None and created_ns > begun_ns else now_ns
        fresh = from_ns < now_ns
        session = LabSession(found.name, from_ns, "deployed" if fresh else "found", len(found.lab.nodes))
        life = WatchWindow(begun_ns or now_ns, from_ns - SLACK_NS if fresh else None)
        places = self._places(found.name)
        try:
            agent = LabAgent(found, self._means, places, lambda item: self._voice.on_change(found.name, item), life)
            agent.start()
        except Failure as error:
            if self._refused.get(found.name) != error.what:
                self._voice.say(f"lab {found.name} cannot be watched: {error.what}. {error.hint}")
            self._refused[found.name] = error.what
            return
        self._refused.pop(found.name, None)
        with self._lock:
            self._watched[found.name] = _Watched(agent, session)
        self._voice.on_session(session)

    def _end(self, name: str, how: Literal["destroyed", "stopped watching"]) -> list[str]:
        with self._lock:
            watched = self._watched.pop(name)
        left = watched.agent.stop(over="the lab was destroyed" if how == "destroyed" else "")
        to_ns = watched.gone_ns or self._means.clock_ns()
        self._voice.on_session(replace(watched.session, to_ns=to_ns, ended=how))
        page = watched.agent.digest(watched.session.from_ns, to_ns)
        if page is not None:
            self._voice.say(f"digest: {page}")
        return left

    def _listen(self) -> None:
        """Wake the watch whenever a container of any lab comes, goes or freezes."""
        while not self._stop.is_set():
            try:
                self._flow = self._means.engine.events()
                if self._stop.is_set():  # it was stopped while it began
                    self._flow.close()
                    return
                for event in self._flow.items:
                    if str(event.get("Action") or "").partition(":")[0] in DIVERTED:
                        self._wake.set()
            except EngineError as error:
                log.debug("%s", error)
            self._wake.set()
            if self._stop.wait(HASTE_S):
                return
