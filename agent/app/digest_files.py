"""Digests and briefs on disk: `<out>/digests/`, a Markdown page and its JSON twin, written whole or not at all."""

import json
from dataclasses import dataclass
from pathlib import Path

from agent import __version__
from agent.app.report_files import replace_whole
from agent.detect.incident import rfc3339
from agent.failure import Failure
from agent.report.render import cell, prose
from agent.tasks.brief import Brief, signed
from agent.tasks.digest import Digest, markdown


@dataclass(frozen=True, slots=True)
class Digests:
    """The folder of digests; `sovereignty` is a line for every foot."""

    out: Path
    sovereignty: str = ""

    @property
    def folder(self) -> Path:
        """Where they are."""
        return self.out / "digests"

    def write(self, told: Digest) -> Path:
        """Write a digest; one of the same end is written anew.

        Raises:
            Failure: the folder cannot be written.
        """
        return self._write(
            "digest", told.knowledge.session.to_ns, markdown(told, __version__, self.sovereignty), told.data()
        )

    def write_brief(self, told: Brief) -> Path:
        """Write a brief.

        Raises:
            Failure: the folder cannot be written.
        """
        session = told.knowledge.session
        when = (rfc3339(session.to_ns) or "")[:16].replace("T", " ")
        head = f"# Brief{' of ' + cell(session.lab) if session.lab else ''}: {when} UTC"
        return self._write(
            "brief", session.to_ns, f"{head}\n\n{_listed(told.text)}\n\n---\n{signed(told)}\n", told.data()
        )

    def _write(self, kind: str, at_ns: int, text: str, data: object) -> Path:
        stamp = (rfc3339(at_ns) or "")[:19].replace(":", "").replace("T", "-")
        path = self.folder / f"{stamp}-{kind}.md"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            replace_whole(path.with_suffix(".json"), json.dumps(data, indent=1, ensure_ascii=False) + "\n")
            replace_whole(path, text)
        except OSError as error:
            what = f"{self.folder}: the {kind} cannot be written: {error.strerror or error}"
            raise Failure(what, "name another folder with --out") from error
        return path


def _listed(text: str) -> str:
    """Bullets as Markdown: what they quote means nothing there."""
    return "\n".join(f"- {prose(line.removeprefix('- '))}" for line in text.splitlines())
