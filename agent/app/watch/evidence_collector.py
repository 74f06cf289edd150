"""Evidence: what the routers of an incident say when it opens and when it closes, kept beside its report.

Asking is bounded: a few routers at once, each with limits on every step, none that is frozen twice. What they answer is
told to the detector, too, as snapshots.
"""

import json
import logging
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from agent.app.report_files import replace_whole
from agent.app.watch.router_queries import Answer, AskError
from agent.detect.incident import rfc3339
from agent.detect.incident_registry import IncidentChange
from agent.write_attempts import WriteAttempts
from clab.running_lab import FoundNode
from collectors.collector import ObservationQueue
from collectors.observations import Observation, Poll

log = logging.getLogger(__name__)
AT_ONCE, WAITING = 4, 64
"""Routers that are asked at the same time, and questions that may wait; what is more is left out and said."""

LARGEST = 200_000
"""Bytes of one answer that are kept."""

Moment = Literal["opened", "closed"]


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is asked: finds the node as it is now (None: it is gone), and asks it."""

    find: Callable[[str], FoundNode | None]
    ask: Callable[[FoundNode], list[Answer]]


class EvidenceCollector:
    """Gathers evidence of one lab's incidents into `<out>/evidence/<date>-<id>.json`."""

    def __init__(
        self, out: Path, lab: str, subject: Subject, outbox: ObservationQueue, clock_ns: Callable[[], int]
    ) -> None:
        self._folder, self._lab, self._subject = out / "evidence", lab, subject
        self._outbox, self._clock_ns = outbox, clock_ns
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix=f"evidence-{lab}")
        self._lock = threading.Lock()
        self._asked: dict[tuple[str, Moment], None] = {}
        self._frozen: set[str] = set()
        self._waiting = 0
        self._writes = WriteAttempts("evidence")

    def on_change(self, change: IncidentChange) -> None:
        """An incident opened or closed: ask its routers. Never waits."""
        incident = change.incident
        path = self._path(change)
        if change.retracted:
            self._writes.run(lambda: path.unlink(missing_ok=True))
            return
        moment: Moment = "closed" if incident.status == "closed" else "opened"
        if (incident.id, moment) in self._asked:
            return
        self._asked[(incident.id, moment)] = None
        while len(self._asked) > 2000:
            del self._asked[next(iter(self._asked))]
        for node in incident.nodes:
            self._submit(path, incident.id, moment, node)

    def _path(self, change: IncidentChange) -> Path:
        date = (rfc3339(change.incident.started_ns) or "")[:10]
        return self._folder / f"{date}-{change.incident.id}.json"

    def _submit(self, path: Path, id_: str, moment: Moment, node: str) -> None:
        with self._lock:
            if self._waiting >= WAITING:
                log.warning("evidence of %s at %s is left out: %d questions wait already", id_, node, WAITING)
                return
            self._waiting += 1
        try:
            self._pool.submit(self._gather, path, id_, moment, node)
        except RuntimeError:  # it was closed meanwhile
            self._waiting -= 1

    def heard(self, observations: Iterable[Observation]) -> None:
        """A router that answers a poll is not frozen any more."""
        if self._frozen:
            self._frozen -= {
                observation.node for observation in observations if isinstance(observation, Poll) and observation.ok
            }

    def _gather(self, path: Path, id_: str, moment: Moment, name: str) -> None:
        try:
            rows = self._rows(moment, name)
            with self._lock:
                self._writes.run(lambda: self._keep(path, id_, rows))
        except Exception:  # one router's answer must not end the desk
            log.exception("evidence of %s at %s was lost", id_, name)
        finally:
            with self._lock:
                self._waiting -= 1

    def _rows(self, moment: Moment, name: str) -> list[dict[str, Any]]:
        node = self._subject.find(name)
        head: dict[str, Any] = {"at": rfc3339(self._clock_ns()), "moment": moment, "node": name}
        if node is None or node.state != "running" or name in self._frozen:
            state = "it is gone" if node is None else f"it is {node.state}"
            return [{**head, "skipped": "it did not answer before" if name in self._frozen else state}]
        sent_ns, started = self._clock_ns(), time.monotonic()
        try:
            answers = self._subject.ask(node)
        except AskError as error:
            if "no whole answer" in str(error) or "timed out" in str(error):
                self._frozen.add(name)
            return [{**head, "error": str(error)}]
        ms = round((time.monotonic() - started) * 1000, 1)
        for answer in answers:
            if not answer.error:
                self._outbox.put((*self._poll(answer, name, sent_ns, ms), *answer.told(name, sent_ns, ms)))
        return [{**head, "command": item.command, "by": item.by, "ms": ms, **_said(item)} for item in answers]

    def _poll(self, answer: Answer, name: str, sent_ns: int, ms: float) -> tuple[Poll, ...]:
        """That a command beside the regular polls was answered: its daemon goes on."""
        if answer.command.startswith("bgp"):
            return ()
        said = f"poll {answer.command}: answered in {ms} ms"
        now_ns = self._clock_ns()
        poll = Poll(
            node=name, source="snapshot", seen_ns=sent_ns, received_ns=now_ns, command=answer.command, ok=True, raw=said
        )
        return (poll,)

    def _keep(self, path: Path, id_: str, rows: list[dict[str, Any]]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        document: dict[str, Any] = {"schema": 1, "lab": self._lab, "incident": id_, "snapshots": []}
        if path.exists():
            document = _read(path) or document
        document["snapshots"] += rows
        replace_whole(path, json.dumps(document, indent=1, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Take no more; what is being asked ends within its limits."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _read(path: Path) -> dict[str, Any] | None:
    """What is there already; a file that is none is written anew."""
    try:
        found = json.loads(path.read_text())
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("snapshots"), list) else None


def _said(answer: Answer) -> dict[str, Any]:
    told: dict[str, Any] = {"error": answer.error} if answer.error else {}
    if answer.data is not None:
        size = len(json.dumps(answer.data, ensure_ascii=False))
        told["data" if size <= LARGEST else "left_out"] = answer.data if size <= LARGEST else f"{size} bytes"
    return told
