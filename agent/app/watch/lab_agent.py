"""One running lab's agent: its own detector, journal and sources, which follow the lab as it changes.

When nodes or links come or go, the detector starts anew on the new lab and takes the recent past from the journal: its
state is always that of the lab as it is.
"""

import logging
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from agent.app.assembly import Agent, Places
from agent.app.model_access import ModelAccess as ModelEngine
from agent.app.narrative_service import Narration
from agent.app.pipeline import HOLD_NS, StartOptions
from agent.app.scheduled_reports import Rounds
from agent.app.screen import ShownLab
from agent.app.steady_clock import SteadyClock
from agent.app.store.sqlite import SqliteStore
from agent.app.watch.bare_nodes import BareNodes
from agent.app.watch.baseline_store import BaselineStore
from agent.app.watch.collector_factory import CollectorFactory
from agent.app.watch.evidence_collector import EvidenceCollector, Subject
from agent.app.watch.router_queries import Answer, ask
from agent.app.watch.source_plan import NodePlan, Source, by_collector, plan
from agent.app.watch.vanished import Vanished
from agent.config.nodes import NodeConfig
from agent.config.whole import Config
from agent.detect.incident import Note
from agent.detect.incident_registry import IncidentChange
from agent.detect.lab_stops import LabStop
from agent.failure import Failure
from agent.report.knowledge import LabSession
from clab.discovery import grown
from clab.docker_engine import DockerEngine
from clab.model import Lab, Node
from clab.running_lab import FoundLab, FoundNode
from clab.units import SECOND_NS
from collectors.observations import Observation
from collectors.sources.clab_events import ClabEvents
from collectors.sources.docker_events import DockerEvents
from collectors.supervisor import Health

log = logging.getLogger(__name__)
YOUNG_NS, WHOLE_NS = 30 * SECOND_NS, 3 * SECOND_NS
SLACK_NS = SECOND_NS // 10
"""The engine's own event of a container's making is a little older than the container says it is."""


FIRST_LOOK_NS, NAMED = 8 * SECOND_NS, 10
"""How long after the watching began every router has told its sessions, and how many of those are named in a line."""


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What every lab's agent is made with. `clab_events`: containerlab's own events may be followed here. `models`: who
    words things, shared by all labs."""

    config: Config
    engine: DockerEngine
    clab_events: bool = False
    clock_ns: Callable[[], int] = time.time_ns
    say: Callable[[str], None] = log.info
    models: ModelEngine | None = None

    @property
    def host(self) -> SteadyClock | None:
        """The clock that goes on evenly while the host's is set; None where another one was given."""
        return self.clock_ns if isinstance(self.clock_ns, SteadyClock) else None

    def ours(self, wall_ns: int) -> int:
        """A time by the host's clock (an engine's stamp) by our own."""
        return wall_ns - self.host.read()[1] if self.host and wall_ns else wall_ns

    def theirs(self, ours_ns: int | None) -> int | None:
        """A time by our own clock by the host's, as an engine is asked for it."""
        return ours_ns + self.host.read()[1] if self.host and ours_ns else ours_ns

    def narration(self) -> Narration | None:
        """How a lab's incidents are told; the end of one lab takes no other lab's words back."""
        if self.models is None or not self.config.narrate.watch:
            return None
        return replace(self.models.narration(self.config.narrate.open_after_s), hush=lambda: None)


@dataclass(frozen=True, slots=True)
class WatchWindow:
    """Since when labs are watched, and since when this one's events are asked for (None: only what comes)."""

    begun_ns: int
    since_ns: int | None = None


class LabAgent:
    """Watches one lab for as long as it runs."""

    def __init__(
        self,
        found: FoundLab,
        means: Dependencies,
        places: Places,
        on_change: Callable[[IncidentChange], None],
        life: WatchWindow,
    ) -> None:
        self.found, self.places = found, places
        self._means, self._on_change, self._life = means, on_change, life
        self._events_ns = life.since_ns
        self._events: tuple[DockerEvents | ClabEvents, ...] = ()
        self._running: dict[str, tuple[Source, ...]] = {}
        self._vanished, self._said_not_up, self._bare = Vanished(), False, BareNodes()
        self.plans: tuple[NodePlan, ...] = ()
        self.agent = self._make()

    def _make(self) -> Agent:
        config = self._means.config.model_copy(update={"nodes": {}, "lab": self.found.name, "topology": None})
        lab = self._lab()
        self.memory = BaselineStore(self.places.state / "baseline.json", self._life.since_ns or self._means.clock_ns())
        made_ns = max(0, self._means.ours(self.found.created_ns) - SLACK_NS)
        means = self._means
        begin = StartOptions(max(self._life.since_ns or 0, made_ns), HOLD_NS, self, down_at_start=True, host=means.host)
        narration = means.narration()
        agent = Agent(config, self.places, self._changed, means.clock_ns, narration, lab=lab, begin=begin)
        self._rounds = Rounds(config, lab, agent.store, self.places.out, means.clock_ns, means.models)
        self.memory.knows(agent.detector.directory.owner)
        subject = Subject(lambda name: self.found.nodes.get(name), self._ask)
        self._desk = EvidenceCollector(self.places.out, self.found.name, subject, agent.outbox, self._means.clock_ns)
        if agent.recorder:
            agent.recorder.topology(lab)
            told = {name: {"kind": node.kind, "addresses": list(node.addresses)} for name, node in lab.nodes.items()}
            agent.recorder.inventory(told)
        return agent

    def _ask(self, node: FoundNode) -> list[Answer]:
        return ask(node, self._said().get(node.name), self._means.engine)

    def _changed(self, change: IncidentChange) -> None:
        self._on_change(change)
        self._desk.on_change(change)

    def on_batch(self, observations: Sequence[Observation], now_ns: int) -> Sequence[Note]:
        """The pump's observer: what answers is not frozen, and what never comes up is missed."""
        self._desk.heard(observations)
        for text in self._vanished.take(observations):
            self._means.say(f"lab {self.found.name}: {text}")
        notes = self.memory.on_batch(observations, now_ns)
        for note in notes:
            self._means.say(f"lab {self.found.name}: {note.text}")
        return notes

    def on_lab_stop(self, stop: LabStop) -> None:
        """Every node ended: said at once, and what was up is expected again."""
        self.memory.begin_again(stop.to_ns)
        self._means.say(f"lab {self.found.name}: {stop.note().text}")

    def _lab(self) -> Lab:
        """The lab as it was found, completed by what the configuration says of its nodes."""
        nodes = dict(self.found.lab.nodes)
        for name, said in self._said().items():
            old = nodes.get(name, Node(name, said.kind))
            addresses = tuple(dict.fromkeys((*said.addresses, *old.addresses)))
            nodes[name] = replace(old, addresses=addresses, unnumbered=said.unnumbered or old.unnumbered)
        return replace(self.found.lab, nodes=nodes)

    def _said(self) -> dict[str, NodeConfig]:
        config = self._means.config
        return dict(config.nodes) if config.lab in (None, self.found.name) else {}

    def start(self) -> None:
        """Take up the journal, then listen."""
        self.agent.start()
        self._rounds.start()
        recorder = self.agent.recorder
        tap = recorder.runtime if recorder else None
        clock_ns, name = self._means.clock_ns, self.found.name
        docker = DockerEvents(name, self._means.engine, clock_ns, self._means.theirs(self._events_ns), tap)
        self._events = (docker,)
        self.agent.supervisor.add(docker)
        self._follow()
        self._follow_interfaces()

    def update(self, found: FoundLab) -> None:
        """The lab as it is now: sources that are gone are dropped, new ones are added, the others go on."""
        old, self.found = self.found, found
        if grown(old.lab, found.lab):
            log.info("lab %s has nodes or links that it had not: its detector starts anew", found.name)
            self._again()
            return
        self.found = replace(found, lab=old.lab)
        self._follow()
        self._follow_interfaces()
        self.memory.keep()
        for event in self._events:
            event.heard()
        self._say_not_up()
        for text in self._bare.look(self.found, self._means.clock_ns(), self._means.ours):
            self._means.say(f"lab {self.found.name}: {text}")

    def _say_not_up(self) -> None:
        """Once, soon after a lab was found running: its sessions that are not up, and that no incident has."""
        view = self.agent.pipeline.view()
        found_ns = self._life.begun_ns
        if self._said_not_up or self._life.since_ns is not None or view.at_ns < found_ns + FIRST_LOOK_NS:
            return
        self._said_not_up = True
        lost = {
            (peering.a, peering.b, peering.address_a, peering.address_b)
            for one in view.open
            for peering in one.peerings
        }
        down = [standing for standing in view.standings if standing.up is False]
        never = [item.name for item in down if (item.a, item.b, item.address_a, item.address_b) not in lost]
        if never:
            more = f" and {len(never) - NAMED} more" if len(never) > NAMED else ""
            names = ", ".join(never[:NAMED])
            self._means.say(f"lab {self.found.name}: not up, and not seen to be up before: {names}{more}")

    def _follow_interfaces(self) -> None:
        """Begin with containerlab's events once the lab is whole: a node that starts in the moment in which they begin
        stays unknown to them."""
        if not self._means.clab_events or len(self._events) > 1 or self._age_ns() < WHOLE_NS:
            return
        recorder = self.agent.recorder
        events = ClabEvents(self.found.name, self._means.clock_ns, recorder.runtime if recorder else None)
        self._events = (*self._events, events)
        self.agent.supervisor.add(events)

    def _age_ns(self) -> int:
        """How long ago the last container was started."""
        last_ns = max((node.started_ns for node in self.found.nodes.values()), default=0)
        return self._means.clock_ns() - self._means.ours(last_ns)

    def unsettled(self) -> bool:
        """Whether some node started so lately that more of it is about to show."""
        now_ns = self._means.clock_ns()
        nodes = self.found.nodes.values()
        young = any(not node.inside.settled and now_ns - self._means.ours(node.started_ns) < YOUNG_NS for node in nodes)
        return young or (self._means.clab_events and len(self._events) < 2)

    def _again(self) -> None:
        self._events_ns = self._means.clock_ns() - SECOND_NS
        self.stop()
        self._running = {}
        self.agent = self._make()
        self.start()

    def _follow(self) -> None:
        self.plans = plan(self.found, self._said())
        wanted = {key: sources for item in self.plans for key, sources in by_collector(item.sources).items()}
        supervisor = self.agent.supervisor
        for key in [key for key, sources in self._running.items() if wanted.get(key) != sources]:
            if not supervisor.drop(key):
                log.warning("%s did not stop in time", key)
            del self._running[key]
        means, begun_ns = self._means, self._life.begun_ns
        shop = CollectorFactory(
            means.config, means.engine, self.agent.store, self.agent.recorder, means.clock_ns, begun_ns
        )
        for key, sources in wanted.items():
            if key not in self._running:
                node = self.found.nodes[sources[0].node]
                supervisor.add(shop.collector(node, sources))
                self._running[key] = sources

    def stop(self, *, over: str = "") -> list[str]:
        """Stop in order; returns the names of what did not. `over`: why nothing can be restored any more."""
        self._desk.close()
        self._rounds.stop()
        left = self.agent.stop(over=over)
        self.memory.keep()
        return left

    def digest(self, from_ns: int, to_ns: int) -> Path | None:
        """The story of a life of the lab that is over, once it has stopped; None where none is wanted or worth it."""
        if not self._means.config.schedule.at_end:
            return None
        try:
            with closing(SqliteStore(self.places.state / "journal.sqlite")) as store:
                return self._rounds.ended(LabSession(from_ns, to_ns, self.found.name), store)
        except Failure as error:
            self._means.say(f"lab {self.found.name}: no digest: {error.what}")
            return None

    def health(self) -> list[Health]:
        """Every source's state."""
        return self.agent.health()

    def shown(self) -> ShownLab:
        """The lab as people see it: every node counts that can be heard, or could."""
        heard = [
            item.node.name
            for item in self.plans
            if item.sources or item.node.inside.speaker or item.node.state not in ("running", "paused")
        ]
        health = tuple(self._vanished.marked(each) for each in self.health())
        return ShownLab(self.found.name, self.agent.pipeline.view(), health, tuple(heard))
