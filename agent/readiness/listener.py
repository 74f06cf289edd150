"""Listens to a lab for as long as somebody waits for it: the lab as it is found, its routers' views, and their answers.

It reads what a running watch reads and keeps nothing, so it neither needs a watch nor disturbs one.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from agent.app.store.memory import MemoryStore
from agent.app.watch.collector_factory import CollectorFactory
from agent.app.watch.source_plan import NodePlan, Source, by_collector, plan
from agent.config.nodes import NodeConfig
from agent.config.whole import Config
from agent.detect.name_resolver import NameResolver
from agent.readiness.intended import DrawnNode, Intended, drawn_nodes, read_intended
from agent.readiness.judge import Readiness, Wanted, judge
from agent.readiness.neighbors import Neighbors
from agent.readiness.probe import Probe, Question
from agent.readiness.reasons import NodeState, Situation, node_problem
from agent.readiness.sessions import Session, sessions
from clab.discovery import Discovery
from clab.docker_engine import DockerEngine
from clab.model import Lab
from clab.running_lab import FoundLab, FoundNode
from clab.units import SECOND_NS
from collectors.queue import BoundedOutbox
from collectors.sources.docker_events import DockerEvents
from collectors.supervisor import Supervisor

log = logging.getLogger(__name__)
ASK_NS = 2 * SECOND_NS
"""How often a router is asked what keeps its sessions."""

YOUNG_NS, LONG_NS, SHORT_NS = 60 * SECOND_NS, 20 * SECOND_NS, 5 * SECOND_NS
"""A node that started so lately may still be configured; for how long nothing new must come, there and elsewhere."""

RESTARTS_NS = 70 * SECOND_NS
"""Docker waits at most a minute before it starts a container again."""

POLL_S = 1.0
LARGEST = 4_000_000
"""Bytes of a startup configuration that are read."""


class Listener:
    """One lab, looked at again and again. `folder` is where its topology file lies."""

    def __init__(self, config: Config, engine: DockerEngine, lab: str, clock_ns: Callable[[], int]) -> None:
        self._config = config.model_copy(update={"poll_s": POLL_S})
        self._engine, self._name, self._clock_ns = engine, lab, clock_ns
        self._discovery = Discovery(engine, again_s=POLL_S)
        self._outbox = BoundedOutbox(clock_ns)
        self._supervisor = Supervisor((), self._outbox, clock_ns)
        self._probe = Probe(engine, self._outbox, clock_ns)
        self._store = MemoryStore()
        self._running: dict[str, tuple[Source, ...]] = {}
        self._lives: dict[str, str] = {}
        self._restarting: dict[str, int] = {}
        self._asked_ns = 0
        self._begun_ns = clock_ns()
        self.found: FoundLab | None = None
        self.drawn: Mapping[str, DrawnNode] = {}
        self._intended: dict[str, Intended] = {}
        self.neighbors = Neighbors(NameResolver(Lab()))

    def start(self) -> None:
        """Begin to listen."""
        self._supervisor.start()
        self._supervisor.add(DockerEvents(self._name, self._engine, self._clock_ns, None, None))

    def stop(self) -> list[str]:
        """Stop; returns the names of what did not."""
        self._probe.close()
        return self._supervisor.stop(2.0)

    def discover(self) -> bool:
        """Look for the lab and follow it as it is now; False where it is not there.

        Raises:
            EngineError: the engine cannot be asked.
        """
        found = self._discovery.labs().get(self._name)
        if found is None:
            if self.found is not None:
                self.found = FoundLab(self._name, self.found.lab, {}, self.found.topology_file, self.found.folder)
            return False
        if self.found is None or set(found.lab.nodes) != set(self.found.lab.nodes):
            self.drawn = drawn_nodes(_text(found.topology_file))
            self._intended = dict(_intended(self.drawn, Path(found.topology_file).parent))
        self.found = found
        for node in found.lab.nodes.values():
            for address in node.addresses:
                self.neighbors.directory.owns(node.name, address)
        for name, told in self._intended.items():
            for address in told.addresses:
                self.neighbors.directory.owns(name, address)
        self._begin_anew(found)
        self._follow(found)
        return True

    def _begin_anew(self, found: FoundLab) -> None:
        """What a container said that was replaced or started again holds no more."""
        lives = {name: f"{node.container_id}@{node.started_at}" for name, node in found.nodes.items()}
        gone = [name for name, life in self._lives.items() if lives.get(name) != life]
        for name in gone:
            self.neighbors.forget(name)
        self._lives = lives
        now_ns = self._clock_ns()
        self._restarting |= {name: now_ns for name, node in found.nodes.items() if node.state == "restarting"}
        self._probe.forget(gone, words=[name for name in gone if not self._restarts(name)])

    def _restarts(self, name: str) -> bool:
        """Whether a container keeps ending and being started again, as of late."""
        lately = self._clock_ns() - self._restarting.get(name, 0) < RESTARTS_NS
        return lately and not self.neighbors.answered(name)

    def _said(self) -> dict[str, NodeConfig]:
        return dict(self._config.nodes) if self._config.lab in (None, self._name) else {}

    def _follow(self, found: FoundLab) -> None:
        plans = plan(found, self._said())
        wanted = {key: sources for item in plans for key, sources in by_collector(item.sources).items()}
        for key in [key for key, sources in self._running.items() if wanted.get(key) != sources]:
            self._supervisor.drop(key)
            del self._running[key]
        shop = CollectorFactory(self._config, self._engine, self._store, None, self._clock_ns, self._clock_ns())
        for key, sources in wanted.items():
            if key not in self._running:
                self._supervisor.add(shop.collector(found.nodes[sources[0].node], sources))
                self._running[key] = sources
        self._ask(found, plans)

    def _ask(self, found: FoundLab, plans: tuple[NodePlan, ...]) -> None:
        now_ns = self._clock_ns()
        if now_ns - self._asked_ns < ASK_NS:
            return
        self._asked_ns = now_ns
        restarting = frozenset(name for name in found.nodes if self._restarts(name))
        for question in _questions(found, plans, self.neighbors, self._said()):
            self._probe.ask([replace(question, restarting=question.node.name in restarting)])

    def hear(self, timeout_s: float) -> None:
        """Take what was seen meanwhile; waits up to `timeout_s` for the first."""
        batch, _ = self._outbox.drain(timeout_s)
        self.neighbors.observe(batch, self._clock_ns())

    def absent(self, drawn: Mapping[str, DrawnNode]) -> Readiness:
        """A lab of which no container is there: the drawn nodes that cannot be made, and why."""
        words = {name: self._probe.absent(name, node.image) for name, node in drawn.items()}
        states = (NodeState(name, "absent", words=words[name]) for name in drawn if words[name].kind == "image")
        return Readiness(nodes=tuple(why for state in states if (why := node_problem(state))))

    def known(self) -> list[Session]:
        """Every session that any router has or that is drawn."""
        lab = self.found.lab if self.found else Lab()
        return sessions(self.neighbors.views, (), self._intended, self.neighbors.directory, lab)

    def settled(self) -> bool:
        """Whether what the routers have configured is not about to change: all told, and nothing new for a while."""
        nodes = self.found.nodes.values() if self.found else ()
        now_ns = self._clock_ns()
        young = any(now_ns - node.started_ns < YOUNG_NS for node in nodes)
        told = all(self.neighbors.answered(item.name) for item in nodes if _speaks(item))
        rest_ns = LONG_NS if young else SHORT_NS
        return bool(nodes) and told and now_ns - max(self.neighbors.changed_ns, self._begun_ns) > rest_ns

    def readiness(self, wanted: Wanted) -> Readiness:
        """How the lab stands now."""
        probed, words = self._probe.answers()
        for name, told in probed.items():
            for interface in told.interfaces.values():
                for address in interface.addresses:
                    self.neighbors.directory.owns(name, address.partition("/")[0])
        if self.found is None:
            return Readiness()
        nodes = dict(self._nodes(self.found, words))
        lab = self.found.lab
        seen = Situation(lab, nodes, self.neighbors, probed, self._intended, self._clock_ns())
        return judge(seen, wanted)

    def _nodes(self, found: FoundLab, words: Mapping[str, object]) -> Iterator[tuple[str, NodeState]]:
        for name in found.lab.nodes:
            node = found.nodes.get(name)
            if node is None:
                image = self.drawn[name].image if name in self.drawn else ""
                yield name, NodeState(name, "absent", words=self._probe.absent(name, image))
            else:
                speaker = _speaks(node) or name in self.neighbors.answers
                state = "restarting" if self._restarts(name) else node.state
                yield name, NodeState(name, state, speaker, words.get(name))  # type: ignore[arg-type]


def _speaks(node: FoundNode) -> bool:
    from clab.kinds.table import is_router

    return node.inside.speaker is not None or is_router(node.kind)


def _questions(
    found: FoundLab, plans: tuple[NodePlan, ...], neighbors: Neighbors, said: Mapping[str, NodeConfig]
) -> Iterator[Question]:
    """Every node that runs is asked for its interfaces; where something is wrong, for what it printed, too."""
    followed = {source.node for item in plans for source in item.sources if source.what in ("state", "gnmi")}
    for name, node in found.nodes.items():
        down = tuple(view.neighbor for view in neighbors.views.values()
                     if view.node == name and view.state != "established")  # fmt: skip
        trouble = bool(down) or not neighbors.answered(name)
        askable = node.state == "running" and _speaks(node) and name not in followed
        yield Question(node, down, sessions=askable, output=trouble, said=said.get(name))


def _text(path: str) -> str:
    try:
        return Path(path).read_text(errors="replace")[:LARGEST] if path else ""
    except OSError:
        return ""


def _intended(drawn: Mapping[str, DrawnNode], folder: Path) -> Iterator[tuple[str, Intended]]:
    """What each node's startup configuration names, where it lies on this host."""
    for name, node in drawn.items():
        texts = [_text(str(folder / Path(config).expanduser())) for config in node.configs]
        told = [read_intended(text) for text in texts if text]
        neighbors = {key: line for item in told for key, line in item.neighbors.items()}
        shut = frozenset(key for each in told for key in each.shut)
        if told:
            yield name, Intended(neighbors, shut, tuple(address for each in told for address in each.addresses))
