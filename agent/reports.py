"""Reports on disk: one Markdown file and its JSON twin per incident, written whole or not at all."""

import json
import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from agent.core.incident import GapSummary, Incident, rfc3339, to_json
from agent.failure import Failure
from agent.render import markdown
from clab.model import Lab


@dataclass(frozen=True, slots=True)
class Reports:
    """The folder of reports, and what every report needs to know."""

    out: Path
    lab: Lab
    program_version: str = ""

    @property
    def folder(self) -> Path:
        """Where incident reports are."""
        return self.out / "incidents"

    def write(self, incident: Incident, gaps: Sequence[GapSummary] = ()) -> Path:
        """Write an incident's report and twin; the same version twice changes nothing, a newer one replaces it.

        Raises:
            Failure: the folder cannot be written.
        """
        path = self.folder / f"{stem(incident)}.md"
        old = [each for each in self.find(incident.id) if each != path]
        twin = {"schema": 1, "lab": self.lab.name, "incident": to_json(incident), "written_by": "labkeeper"}
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if path.exists() and _version(path.with_suffix(".json")) == incident.version:
                return path
            replace_whole(path.with_suffix(".json"), json.dumps(twin, indent=1, ensure_ascii=False) + "\n")
            replace_whole(path, markdown(incident, self.lab, gaps, self.program_version))
            for each in old:
                each.unlink(missing_ok=True)
                each.with_suffix(".json").unlink(missing_ok=True)
        except OSError as error:
            what = f"{self.folder}: report of {incident.id} cannot be written: {error.strerror or error}"
            raise Failure(what, "name another folder with --out") from error
        return path

    def withdraw(self, incident: Incident) -> None:
        """Take back the report of an incident that was none."""
        for each in self.find(incident.id):
            each.unlink(missing_ok=True)
            each.with_suffix(".json").unlink(missing_ok=True)

    def find(self, id_: str) -> list[Path]:
        """The reports of an incident that are there."""
        return sorted(self.folder.glob(f"????-??-??-{id_}-*.md")) if self.folder.is_dir() else []


def stem(incident: Incident) -> str:
    """`<date>-<id>-<slug>`: the report's name without its ending."""
    date = (rfc3339(incident.started_ns) or "")[:10]
    words = f"{incident.cause.type} {incident.cause.subject or ' '.join(incident.nodes[:3])}"
    slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:60]
    return f"{date}-{incident.id}-{slug}"


def _version(path: Path) -> int | None:
    try:
        data = json.loads(path.read_text())
        version = data["incident"]["version"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
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
