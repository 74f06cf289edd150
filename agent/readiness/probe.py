"""Asks routers what their sessions' states do not tell: interfaces, routes to neighbors, and what a node printed.

Each question has a limit, and all run beside the wait, which never stands still for one. FRR is asked by its sockets or
inside its container; others, where nothing follows their sessions, by their command line.
"""

import logging
import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from agent.app.watch.router_queries import AskError, ask
from agent.config.nodes import NodeConfig
from agent.readiness.last_words import WORDS, LastWords, ended, failure
from agent.readiness.reasons import Interface, Probed
from clab.docker_engine import DockerEngine, EngineError
from clab.proc_reader import resolve
from clab.running_lab import FoundNode
from collectors.collector import ObservationQueue
from collectors.observations import Poll
from collectors.sources.vty import Asker, SocketAsker
from collectors.sources.vtysh_in_container import InsideAsker

log = logging.getLogger(__name__)
AT_ONCE, LINES = 4, 400
ROUTES_AT_MOST = 32
CHECK, CHECK_S, CHECK_BYTES = ["sh", "-c", "vtysh -C 2>&1"], 5.0, 65_536
"""FRR's own check of its configuration file, which changes nothing (vtysh(1), --dryrun)."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask one node: routes to these neighbors, its whole state where nothing follows it, what it printed; one
    that keeps restarting has said why in a life before."""

    node: FoundNode
    neighbors: tuple[str, ...] = ()
    sessions: bool = False
    output: bool = False
    restarting: bool = False
    said: NodeConfig | None = None


class Probe:
    """Answers by node, asked anew by `ask`; a node that has not answered yet is not asked twice."""

    def __init__(self, engine: DockerEngine, outbox: ObservationQueue, clock_ns: Callable[[], int]) -> None:
        self._engine, self._outbox, self._clock_ns = engine, outbox, clock_ns
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="probe")
        self._lock = threading.Lock()
        self._asking: set[str] = set()
        self._probed: dict[str, Probed] = {}
        self._words: dict[str, LastWords] = {}
        self._checks: dict[str, list[str]] = {}
        self._images: dict[str, bool] = {}

    def answers(self) -> tuple[Mapping[str, Probed], Mapping[str, LastWords]]:
        """What is known by now: of interfaces and routes, and of failures that nodes told of."""
        with self._lock:
            return dict(self._probed), dict(self._words)

    def ask(self, questions: Iterable[Question]) -> None:
        """Ask, without waiting for the answers."""
        for question in questions:
            with self._lock:
                if question.node.name in self._asking:
                    continue
                self._asking.add(question.node.name)
            self._pool.submit(self._answer, question)

    def forget(self, names: Iterable[str], *, words: Collection[str]) -> None:
        """Nodes whose answers hold no more; of some of them not what they printed of a failure either."""
        with self._lock:
            for name in names:
                self._probed.pop(name, None)
            for name in words:
                self._words.pop(name, None)

    def absent(self, name: str, image: str) -> LastWords:
        """Why a node of the topology has no container, as far as this host tells."""
        if image and image not in self._images:
            try:
                self._images[image] = self._engine.has_image(image)
            except EngineError as error:
                log.debug("%s: %s", name, error)
                self._images[image] = True  # nothing tells that it is not
        if image and not self._images[image]:
            del self._images[image]  # it may come
            return LastWords("image", f"{WORDS['not_made']}, and image {image} is not on this host")
        return LastWords("not_made", WORDS["not_made"])

    def close(self) -> None:
        """Ask nothing more; what is on its way is not waited for."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _answer(self, question: Question) -> None:
        name = question.node.name
        try:
            probed = _probed(question, self._engine) if question.node.state == "running" else None
            words = self._read(question) if question.output else None
            if question.sessions:
                self._sessions(question)
            with self._lock:
                if probed is not None:
                    self._probed[name] = probed
                if question.output:
                    self._words.pop(name, None)
                    self._words |= {name: words} if words else {}
        except EngineError as error:
            log.debug("%s: %s", name, error)
        except Exception:  # one node's answer must not end the others
            log.exception("asking %s failed", name)
        finally:
            with self._lock:
                self._asking.discard(name)

    def _read(self, question: Question) -> LastWords | None:
        """What a container printed of a failure; for one that is over, why it is."""
        node = question.node
        since_s = node.started_ns / 1e9 if node.state == "running" and not question.restarting else None
        lines = self._engine.last_lines(node.container_id, LINES, since_s)
        if node.state == "running":
            return failure(lines) or failure(self._checked(node))
        if node.state == "paused":
            return failure(lines)
        state: Mapping[str, Any] = (self._engine.inspect(node.container_id) or {}).get("State") or {}
        code = state.get("ExitCode")
        error = str(state.get("Error") or "")
        if node.state == "created" and not error:
            return LastWords("not_running", "its container was made and not started")
        return ended(
            lines,
            exit_code=code if isinstance(code, int) else None,
            killed_for_memory=bool(state.get("OOMKilled")),
            error=error,
        )

    def _checked(self, node: FoundNode) -> list[str]:
        """What FRR itself finds in its startup configuration, which it reads without a word; asked once a life."""
        key = f"{node.container_id}@{node.started_at}"
        if node.inside.speaker != "frr" or key in self._checks:
            return self._checks.get(key, [])
        execution = self._engine.execute(node.container, CHECK)
        told = b""
        try:
            while len(told) < CHECK_BYTES and (block := execution.read(CHECK_S)):
                told += block
        except OSError as error:
            log.debug("%s: vtysh -C: %s", node.name, error)
        finally:
            execution.close()
        self._checks[key] = told.decode(errors="replace").splitlines()
        return self._checks[key]

    def _sessions(self, question: Question) -> None:
        """The sessions of a router that nothing else follows; that it does not answer is an observation, too."""
        node, now_ns = question.node, self._clock_ns()
        common: dict[str, Any] = {"node": node.name, "source": "snapshot", "seen_ns": now_ns, "received_ns": now_ns}
        try:
            answers = ask(node, question.said, self._engine)
        except AskError as error:
            self._outbox.put([Poll(**common, command="sessions", ok=False, error=str(error))])
            return
        for answer in answers:
            told = (
                []
                if answer.error
                else [replace(seen, received_ns=now_ns) for seen in answer.told(node.name, now_ns, 0)]
            )
            self._outbox.put([Poll(**common, command=answer.command, ok=not answer.error, error=answer.error), *told])


def _probed(question: Question, engine: DockerEngine) -> Probed | None:
    """Interfaces and routes of an FRR router; None where it cannot be asked."""
    asker = _zebra(question.node, engine)
    if asker is None:
        return None
    try:
        interfaces = read_interfaces(asker.ask("show interface brief json"))
        routes = {}
        for neighbor in question.neighbors[:ROUTES_AT_MOST]:
            if ":" in neighbor or "." in neighbor:
                family = "ipv6" if ":" in neighbor else "ip"
                routes[neighbor] = read_route(asker.ask(f"show {family} route {neighbor} json"))
        return Probed(interfaces, routes)
    except (OSError, ValueError) as error:
        log.debug("%s: zebra: %s", question.node.name, error)
        return None
    finally:
        asker.close()


def _zebra(node: FoundNode, engine: DockerEngine) -> Asker | None:
    if node.inside.vty and node.inside.reachable:
        return SocketAsker(Path(resolve(node.pid, node.inside.vty)) / "zebra.vty")
    if node.inside.speaker == "frr" and not node.inside.reachable:
        return InsideAsker(node.container, engine)
    return None


def read_interfaces(data: Any) -> dict[str, Interface]:
    """FRR's `show interface brief json` (zebra/interface.c) as interfaces by name."""
    found = {}
    for name, item in data.items() if isinstance(data, Mapping) else ():
        if isinstance(item, Mapping):
            addresses = tuple(str(text) for text in item.get("addresses") or () if "/" in str(text))
            found[str(name)] = Interface(item.get("status") == "up", addresses)
    return found


def read_route(data: Any) -> str:
    """The prefix of the route that FRR's `show ip route ADDRESS json` answers with; empty where it has none."""
    for prefix, rows in data.items() if isinstance(data, Mapping) else ():
        if isinstance(rows, list) and any(isinstance(row, Mapping) and row.get("selected") for row in rows):
            return str(prefix)
    return ""
