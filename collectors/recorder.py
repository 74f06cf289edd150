"""Writes a recording while watching: the folder that `analyze` reads, appended to and flushed as things come."""

import json
import logging
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from clab.model import Lab
from collectors.observations import Observation, OperatorCommand, OperatorNote
from collectors.sources.session_log import row_of

log = logging.getLogger(__name__)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def stamp(ns: int) -> str:
    """Nanoseconds since the epoch as RFC 3339 with microseconds."""
    return (EPOCH + timedelta(microseconds=ns // 1000)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _file_name(node: str) -> str:
    """A node's name as part of a file's: whatever it is called, the file lies in the recording."""
    return node.replace("/", "_").replace("\0", "_")[:120] or "_"


class Recorder:
    """One recording folder; its methods are the collectors' taps, from any thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._names: dict[tuple[str, str], str] = {}
        self.missed = 0
        for part in ("logs", "gnmi", "snapshots", "runtime"):
            (folder / part).mkdir(parents=True, exist_ok=True)

    def log_bytes(self, node: str, path: str, data: bytes, received_ns: int) -> None:
        """Bytes of a log as they were read, and when."""
        with self._lock, self._writing():
            name = self._name(node, path)
            target = self.folder / "logs" / f"{name}.log"
            with target.open("ab") as file:
                file.write(data)
                offset = file.tell()
            row = {"offset": offset, "received_at": stamp(received_ns)}
            self._append(self.folder / "logs" / f"{name}.arrivals.jsonl", row)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A recording that cannot be written costs itself, not the source that is recorded; it is said once."""
        try:
            yield
        except OSError as error:
            if not self.missed:
                log.error("%s: the recording has a hole from here on: %s", self.folder, error.strerror or error)
            self.missed += 1
            return
        if self.missed:
            log.warning("%s: the recording can be written again; %d records are missing", self.folder, self.missed)
            self.missed = 0

    def _name(self, node: str, path: str) -> str:
        """`<node>.<file's own name>`, with a number where two files of a node share one."""
        if (node, path) not in self._names:
            base = f"{_file_name(node)}.{Path(path).stem.replace('.', '-') or 'log'}"
            taken = set(self._names.values())
            number = 1
            while (name := base if number == 1 else f"{base}-{number}") in taken:
                number += 1
            self._names[(node, path)] = name
        return self._names[(node, path)]

    def gnmi(self, node: str, response: dict[str, Any] | None, error: str, received_ns: int) -> None:
        """One SubscribeResponse in protobuf JSON, or the error that broke the stream."""
        told: tuple[str, Any] = ("error", error) if response is None else ("response", response)
        row = {"received_at": stamp(received_ns), told[0]: told[1]}
        with self._lock, self._writing():
            self._append(self.folder / "gnmi" / f"{_file_name(node)}.jsonl", row)

    def snapshot(self, node: str, command: str, row: dict[str, Any], sent_ns: int) -> None:
        """One poll's answer or error."""
        with self._lock, self._writing():
            self._append(
                self.folder / "snapshots" / f"{_file_name(node)}.{command}.jsonl", {"t": stamp(sent_ns), **row}
            )

    def runtime(self, stream: str, event: Mapping[str, Any]) -> None:
        """One event of `docker` or `clab` as it came. Commands that were run in a container are left out: they change
        nothing, and their words may be secret."""
        if str(event.get("Action") or event.get("action") or "").startswith("exec_"):
            return
        with self._lock, self._writing():
            self._append(self.folder / "runtime" / f"{stream}-events.jsonl", event)

    def topology(self, lab: Lab) -> None:
        """Nodes and links, written anew: the user's own file may hold secrets."""
        nodes = {name: {"kind": node.kind} for name, node in lab.nodes.items()}
        links = [{"endpoints": [str(link.a), str(link.b)]} for link in lab.links]
        told = {"name": lab.name, "topology": {"nodes": nodes, "links": links}}
        (self.folder / "lab.clab.yml").write_text(json.dumps(told, indent=1) + "\n")

    def session(self, observations: Iterable[Observation]) -> None:
        """What operators typed and noted, as it was understood: the bytes may hold secrets and are not kept."""
        told = [observation for observation in observations if isinstance(observation, OperatorCommand | OperatorNote)]
        if not told:
            return
        with self._lock, self._writing():
            (self.folder / "sessions").mkdir(exist_ok=True)
            for item in told:
                self._append(self.folder / "sessions" / "operator.jsonl", row_of(item))

    def inventory(self, nodes: dict[str, dict[str, Any]]) -> None:
        """Who is who, beside the recording. JSON is YAML, too."""
        (self.folder / "inventory.yml").write_text(json.dumps({"nodes": nodes}, indent=1) + "\n")

    def _append(self, path: Path, row: Mapping[str, Any]) -> None:
        with path.open("a") as file:
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
