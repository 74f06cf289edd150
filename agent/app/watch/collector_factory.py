"""Turns planned sources into collectors, and the lab's own life into two more."""

import glob
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from agent.app.assembly import gnmi_options
from agent.app.store.protocol import Store
from agent.app.watch.source_plan import Source
from agent.config.whole import Config, zone
from clab.docker_engine import DockerEngine
from clab.proc_reader import resolve
from clab.running_lab import FoundNode
from collectors.collector import Collector
from collectors.recorder import Recorder
from collectors.sources.container_log import ContainerLogOptions, OutputLog, TailInside
from collectors.sources.gnmi import GnmiCollector
from collectors.sources.logtail import LogTail, TailOptions
from collectors.sources.vty import VtyOptions, VtyPoller
from collectors.sources.vtysh_in_container import InsideAsker


@dataclass(frozen=True, slots=True)
class CollectorFactory:
    """What collectors are made with. `begun_ns`: the own log of a container that was started later is news from its
    first line."""

    config: Config
    engine: DockerEngine
    store: Store
    recorder: Recorder | None
    clock_ns: Callable[[], int]
    begun_ns: int

    def collector(self, node: FoundNode, sources: tuple[Source, ...]) -> Collector:
        """The collector that serves these sources of one node."""
        files = sources[0].how in ("file", "proc")
        return self.log_files(node, sources) if files else self.one(node, sources[0])

    def log_files(self, node: FoundNode, sources: Iterable[Source]) -> Collector:
        """One tail for all of a node's files; those in the container keep their name when it is started anew."""
        names: dict[str, str] = {}
        globs = []
        for source in sources:
            if source.how == "proc":
                path = resolve(node.pid, source.where)
                names[path] = f"{node.container}:{source.where}"
                globs.append(glob.escape(path))
            else:
                globs.append(str(Path(source.where).expanduser()))
        fresh = bool(names) and self._is_new(node)
        options = TailOptions(node.name, tuple(globs), zone(self.config.timezone), fresh, names)
        tap = self.recorder.log_bytes if self.recorder else None
        return LogTail(options, self.clock_ns, self.store.mark, tap)  # type: ignore[return-value]  # its queue takes marks, too

    def _is_new(self, node: FoundNode) -> bool:
        return node.started_ns >= self.begun_ns

    def one(self, node: FoundNode, source: Source) -> Collector:
        """The collector of any other source."""
        tap = self.recorder.log_bytes if self.recorder else None
        row = self.recorder.snapshot if self.recorder else None
        where = zone(self.config.timezone)
        match source.how:
            case "output":
                from_ns = node.started_ns if self._is_new(node) else None
                options = ContainerLogOptions(node.name, node.container, (), where, from_ns)
                return OutputLog(options, self.engine, self.clock_ns, tap)
            case "tail":
                paths = () if source.where == node.container else (source.where,)
                options = ContainerLogOptions(node.name, node.container, paths, where)
                return TailInside(options, self.engine, self.clock_ns, tap)
            case "vty":
                folder = resolve(node.pid, source.where) if source.life else source.where
                return VtyPoller(VtyOptions(node.name, folder, self.config.poll_s), self.clock_ns, row)
            case "vty_inside":
                asker = InsideAsker(node.container, self.engine)
                return VtyPoller(VtyOptions(node.name, "", self.config.poll_s), self.clock_ns, row, asker)
            case "gnmi":
                assert source.gnmi is not None
                message = self.recorder.gnmi if self.recorder else None
                return GnmiCollector(gnmi_options(node.name, node.kind, source.gnmi), self.clock_ns, message)
            case "file" | "proc":
                return self.log_files(node, [source])
