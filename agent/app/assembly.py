"""The running agent: configuration in, collectors, pump and reports wired, and taken apart again in order.

Stopping has an order: collectors first (no more news), then the pump (what is left is journaled and told), then the
narrator (what a model is asked is taken back), then the store. Each has a deadline, and what did not stop is named.
"""

import logging
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from agent import __version__
from agent.app.narrative_service import Narration
from agent.app.narrative_worker import Narrator
from agent.app.pipeline import DEFAULT_START, Pipeline, StartOptions
from agent.app.report_files import Reports
from agent.app.store.lock import StateLock
from agent.app.store.protocol import Store
from agent.app.store.sqlite import SqliteStore
from agent.config.nodes import GnmiConfig, Mtls, Pin, Tls, Verify
from agent.config.whole import Config, zone
from agent.detect.detector import Detector
from agent.detect.incident import GapSummary, Incident
from agent.detect.incident_registry import IncidentChange
from agent.failure import UsageFailure
from agent.report.narrative import Narrative
from agent.write_attempts import WriteAttempts
from clab.model import Lab
from clab.topology import LabFileError, parse_topology
from collectors.collector import Collector
from collectors.queue import BoundedOutbox
from collectors.recorder import Recorder
from collectors.sources.gnmi import GnmiCollector, GnmiOptions
from collectors.sources.gnmi_channel import TlsOptions
from collectors.sources.logtail import LogTail, TailOptions
from collectors.sources.session_log import SessionOptions, SessionTail, session_names
from collectors.sources.syslog import SyslogOptions, SyslogServer
from collectors.sources.vty import VtyOptions, VtyPoller
from collectors.supervisor import Health, Supervisor

log = logging.getLogger(__name__)
INCIDENTS_AT_HAND = 1_000


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are kept: the state folder, the reports, and the recording where there is one."""

    state: Path
    out: Path
    record: Path | None = None


class Agent:
    """Everything that runs while watching."""

    def __init__(
        self,
        config: Config,
        places: Places,
        on_change: Callable[[IncidentChange], None],
        clock_ns: Callable[[], int] = time.time_ns,
        narration: Narration | None = None,
        *,
        lab: Lab | None = None,
        begin: StartOptions = DEFAULT_START,
    ) -> None:
        """`lab`: a lab that was found running, whose sources are added and dropped as it lives."""
        self.lab = lab or lab_of(config)
        self._held = StateLock(places.state)
        try:
            self._make(config, places, clock_ns, narration, lab=lab, begin=begin)
        except BaseException:
            self._held.release()
            raise
        self._on_change = on_change
        self._writes = WriteAttempts("reports")

    def _make(
        self,
        config: Config,
        places: Places,
        clock_ns: Callable[[], int],
        narration: Narration | None,
        *,
        lab: Lab | None,
        begin: StartOptions,
    ) -> None:
        self.store: Store = SqliteStore(places.state / "journal.sqlite")
        self.outbox = BoundedOutbox(clock_ns)
        self.reports = Reports(
            places.out,
            self.lab,
            __version__,
            sovereignty=narration.sovereignty if narration else "",
            waiting=f"{narration.options.model} has not been asked yet" if narration else "",
        )
        self.narrator = _narrator(narration, self.reports) if narration else None
        self.detector = Detector(self.lab, keep=INCIDENTS_AT_HAND, down_at_start=begin.down_at_start)
        self.recorder = _recorder(config, places.record)
        collectors = [
            *_collectors(config, self.store, self.recorder, clock_ns),
            *_spoken(config, self.lab, self.store, self.recorder, clock_ns),
        ]
        if not collectors and lab is None:
            raise UsageFailure("the configuration names nothing to watch", "labkeeper config example shows a start")
        jitter = random.Random()
        self.supervisor = Supervisor(collectors, self.outbox, clock_ns, lambda: 0.75 + jitter.random() / 2)
        retention = (config.store.retention_days, config.store.max_mb)
        self.pipeline = Pipeline(
            self.detector, self.store, self.outbox, clock_ns, self._changed, retention, begin=begin
        )

    def start(self) -> None:
        """Take up the journal, then listen."""
        if self.narrator:
            self.narrator.start()
        self.pipeline.start()
        self.supervisor.start()

    def stop(self, *, over: str = "") -> list[str]:
        """Stop in order; returns the names of what did not. `over`: why nothing can be restored any more."""
        left = self.supervisor.stop()
        if not self.pipeline.stop(over=over):
            left.append("pump")
        if self.narrator and not self.narrator.stop():
            left.append("narrator")
        self.store.close()
        self._held.release()
        return left

    def health(self) -> list[Health]:
        """Every source's state."""
        return self.supervisor.health()

    def _changed(self, change: IncidentChange) -> None:
        """Tell first, write afterwards: a folder that cannot be written costs reports, never an incident."""
        self._on_change(change)
        incident = change.incident
        if change.retracted:
            if self.narrator:
                self.narrator.withdraw(incident.id)
            self._writes.run(lambda: self.reports.withdraw(incident))
            return
        gaps = self.detector.gaps()
        if self._writes.run(lambda: self.reports.write(incident, gaps)) and self.narrator:
            self.narrator.offer(incident, gaps)


def _narrator(narration: Narration, reports: Reports) -> Narrator:
    writes = WriteAttempts("reports in new words")

    def publish(incident: Incident, gaps: Sequence[GapSummary], narrative: Narrative) -> None:
        writes.run(lambda: reports.rewrite(incident, gaps, narrative))

    return Narrator(
        lambda incident: narration.tell(incident, reports.lab),
        publish,
        plain=lambda incident, reason: narration.plain(incident, reports.lab, reason),
        hush=narration.hush,
        open_after_s=narration.open_after_s,
    )


def lab_of(config: Config) -> Lab:
    """The lab that a configuration describes, with the topology's links.

    Raises:
        UsageFailure: the topology file cannot be read.
    """
    if config.topology is None:
        return config.as_lab()
    try:
        return config.as_lab(parse_topology(Path(config.topology).expanduser().read_text(), config.topology))
    except (OSError, UnicodeDecodeError, LabFileError) as error:
        why = f"{config.topology}: cannot be read: {error.strerror}" if isinstance(error, OSError) else str(error)
        raise UsageFailure(f"topology {why}", "name a *.clab.yml file that can be read") from error


def _recorder(config: Config, folder: Path | None) -> Recorder | None:
    if folder is None:
        return None
    recorder = Recorder(folder)
    recorder.inventory(
        {
            name: {"kind": node.kind, "addresses": list(node.addresses), "unnumbered": list(node.unnumbered)}
            for name, node in config.nodes.items()
        }
    )
    if config.topology:
        (folder / "lab.clab.yml").write_text(Path(config.topology).expanduser().read_text())
    return recorder


def _collectors(
    config: Config, store: Store, recorder: Recorder | None, clock_ns: Callable[[], int]
) -> list[Collector]:
    where = zone(config.timezone)
    found: list[Collector] = []
    for name, node in config.nodes.items():
        if node.logs:
            globs = tuple(str(Path(item).expanduser()) for item in node.logs)
            tap = recorder.log_bytes if recorder else None
            found.append(LogTail(TailOptions(name, globs, where), clock_ns, store.mark, tap))  # type: ignore[arg-type]  # its queue takes marks
        if node.gnmi:
            message = recorder.gnmi if recorder else None
            found.append(GnmiCollector(gnmi_options(name, node.kind, node.gnmi), clock_ns, message))
        if node.vty:
            row = recorder.snapshot if recorder else None
            found.append(VtyPoller(VtyOptions(name, node.vty, config.poll_s), clock_ns, row))
    return found


def _spoken(
    config: Config, lab: Lab, store: Store, recorder: Recorder | None, clock_ns: Callable[[], int]
) -> list[Collector]:
    """What is not one node's: operators' session logs and the syslog listener, which know the lab's nodes."""
    where = zone(config.timezone)
    found: list[Collector] = []
    if config.session_logs:
        options_of = SessionOptions(
            tuple(str(Path(item).expanduser()) for item in config.session_logs), session_names(lab), where
        )
        tap_of = recorder.session if recorder else None
        found.append(SessionTail(options_of, clock_ns, store.mark, tap_of))  # type: ignore[arg-type]  # its queue takes marks
    if config.syslog:
        host, port = config.syslog.place
        names = {name: name for name in lab.nodes}
        names |= {address: name for name, node in lab.nodes.items() for address in node.addresses}
        options = SyslogOptions(host, port, config.syslog.protocols, names, where)
        found.append(SyslogServer(options, clock_ns))
    return found


def gnmi_options(name: str, kind: str, gnmi: GnmiConfig) -> GnmiOptions:
    """A node's gNMI target in the collector's words."""
    password = gnmi.password.reveal() if gnmi.password else None
    tls = _tls(gnmi.tls)
    return GnmiOptions(name, kind, gnmi.address, gnmi.port, tls, gnmi.username, password, target=gnmi.target)


def _tls(tls: Tls) -> TlsOptions:
    """The configuration's TLS mode in the collector's words."""
    match tls:
        case Verify(verify=ca, server_name=name):
            return TlsOptions("verify", ca=ca, server_name=name)
        case Pin(pin=sha256):
            return TlsOptions("pin", sha256=sha256)
        case Mtls(mtls=files):
            return TlsOptions("mtls", ca=files.ca, cert=files.cert, key=files.key)
        case "skip_verify":
            log.warning("a gNMI target's certificate is not checked (tls: skip_verify)")
            return TlsOptions("skip_verify")
        case "plaintext":
            return TlsOptions()
