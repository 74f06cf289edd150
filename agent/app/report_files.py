"""Reports on disk: one Markdown file and its JSON twin per incident, written whole or not at all."""

import json
import os
import re
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from typing_extensions import TypedDict

from agent.detect.incident import GapSummary, Incident, IncidentDocument, incident_document, rfc3339, to_json
from agent.detect.incident_json import incident_of
from agent.documents import Document, publish, read
from agent.failure import Failure
from agent.report.fact_sheet import sheet
from agent.report.narrative import Narrative
from agent.report.prose import plain
from agent.report.render import Signed, markdown
from clab.model import Endpoint, Lab, Link


class LinkDocument(TypedDict):
    """A link, by its ends `node:interface`."""

    a: str
    b: str


class ReportDocument(Document):
    """A report's JSON twin (`labkeeper schema report`); `message` is what a device sent along, as data."""

    schema: Literal[1]
    lab: str | None
    incident: IncidentDocument
    message: str | None
    gaps: tuple[GapSummary, ...]
    links: list[LinkDocument]
    narrative: Narrative
    sovereignty: str
    written_by: Literal["labkeeper"]


@dataclass(frozen=True, slots=True)
class StoredReport:
    """What a report's twin holds: the incident, what could not be seen, and the links between its nodes."""

    incident: Incident
    gaps: tuple[GapSummary, ...]
    lab: Lab


@dataclass(frozen=True, slots=True)
class Reports:
    """The folder of reports, and what every report needs to know.

    The pump writes each version at once, in labkeeper's own words; the narrator writes it again when a model's words
    are there. `waiting` is what the first of them says of the model that was not asked yet.
    """

    out: Path
    lab: Lab
    program_version: str = ""
    sovereignty: str = ""
    waiting: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    @property
    def folder(self) -> Path:
        """Where incident reports are."""
        return self.out / "incidents"

    def write(self, incident: Incident, gaps: Sequence[GapSummary] = ()) -> Path:
        """Write an incident's report and twin in labkeeper's own words; the same version twice changes nothing.

        Raises:
            Failure: the folder cannot be written.
        """
        path = self.folder / f"{stem(incident)}.md"
        with self.lock:
            if not path.exists() or not self._holds(incident):
                self._write(path, incident, gaps, plain(sheet(incident, self.lab), self.waiting))
        return path

    def rewrite(self, incident: Incident, gaps: Sequence[GapSummary], narrative: Narrative) -> Path | None:
        """Write the same version again with new words; None where there is another version, or none, by now.

        Raises:
            Failure: the folder cannot be written.
        """
        path = self.folder / f"{stem(incident)}.md"
        with self.lock:
            if self._version(incident.id) != incident.version:
                return None
            self._write(path, incident, gaps, narrative)
        return path

    def read(self, id_: str) -> StoredReport | None:
        """An incident as its report has it; None where there is no report.

        Raises:
            Failure: the report's twin cannot be read.
        """
        found = self.find(id_)
        if not found:
            return None
        twin = found[0].with_suffix(".json")
        try:
            data = json.loads(twin.read_text())
            incident = incident_of(data)
            gaps = read(tuple[GapSummary, ...], data.get("gaps", []))
            drawn = read(list[LinkDocument], data.get("links", []))
        except (OSError, ValueError) as error:
            raise Failure(f"{twin}: cannot be read: {error}", "labkeeper analyze --out DIR writes it anew") from error
        links = tuple(Link(_end(link["a"]), _end(link["b"])) for link in drawn)
        cause = replace(incident.cause, text=data.get("message"))
        return StoredReport(replace(incident, cause=cause), gaps, Lab(data.get("lab"), links=links))

    def _holds(self, incident: Incident) -> bool:
        """Whether a report of this very version is there, with what a person decided about it."""
        twins = [_twin(item.with_suffix(".json")) for item in self.find(incident.id)]
        known, keys = to_json(incident), ("version", "closed_by_hand")
        return any([twin.get(key) for key in keys] == [known.get(key) for key in keys] for twin in twins)

    def _version(self, id_: str) -> int | None:
        """The version of a report that is there."""
        return max((_version(item.with_suffix(".json")) or 0 for item in self.find(id_)), default=None)

    def _write(self, path: Path, incident: Incident, gaps: Sequence[GapSummary], narrative: Narrative) -> None:
        old = [item for item in self.find(incident.id) if item != path]
        document = ReportDocument(
            schema=1,
            lab=self.lab.name,
            incident=incident_document(incident),
            message=incident.cause.text,
            gaps=tuple(gaps),
            links=[
                {"a": str(link.a), "b": str(link.b)}
                for link in self.lab.links
                if {link.a.node, link.b.node} <= set(incident.nodes)
            ],
            narrative=narrative,
            sovereignty=self.sovereignty,
            written_by="labkeeper",
        )
        twin = publish(ReportDocument, document)
        signed = Signed(self.program_version, self.sovereignty)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            replace_whole(path.with_suffix(".json"), json.dumps(twin, indent=1, ensure_ascii=False) + "\n")
            replace_whole(path, markdown(incident, self.lab, narrative, gaps=gaps, signed=signed))
            for each in old:
                each.unlink(missing_ok=True)
                each.with_suffix(".json").unlink(missing_ok=True)
        except OSError as error:
            what = f"{self.folder}: report of {incident.id} cannot be written: {error.strerror or error}"
            raise Failure(what, "name another folder with --out") from error

    def withdraw(self, incident: Incident) -> None:
        """Take back the report of an incident that was none."""
        with self.lock:
            for item in self.find(incident.id):
                item.unlink(missing_ok=True)
                item.with_suffix(".json").unlink(missing_ok=True)

    def find(self, id_: str) -> list[Path]:
        """The reports of an incident that are there."""
        return sorted(self.folder.glob(f"????-??-??-{id_}-*.md")) if self.folder.is_dir() else []


def stem(incident: Incident) -> str:
    """`<date>-<id>-<slug>`: the report's name without its ending."""
    date = (rfc3339(incident.started_ns) or "")[:10]
    words = f"{incident.cause.type} {incident.cause.subject or ' '.join(incident.nodes[:3])}"
    slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:60]
    return f"{date}-{incident.id}-{slug}"


def _end(text: str) -> Endpoint:
    node, _, interface = text.partition(":")
    return Endpoint(node, interface)


def _twin(path: Path) -> dict[str, Any]:
    """The incident in a report's twin; empty where it cannot be read."""
    try:
        incident = json.loads(path.read_text())["incident"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return incident if isinstance(incident, dict) else {}


def _version(path: Path) -> int | None:
    version = _twin(path).get("version")
    return version if isinstance(version, int) else None


def replace_whole(path: Path, text: str) -> None:
    """Put a file in place in one step: readers see the old one or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
