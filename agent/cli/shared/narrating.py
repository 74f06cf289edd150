"""Reports told in a model's words from the command line, with progress on stderr."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from agent.app.console import err, progress_bar
from agent.app.model_access import ModelAccess, open_model_access
from agent.app.narrative_service import Narration
from agent.app.report_files import Reports
from agent.config.loading import Loaded
from agent.detect.incident import GapSummary, Incident
from agent.failure import UsageFailure
from agent.report.narrative import Narrative

Todo = tuple[Incident, tuple[GapSummary, ...]]


@contextmanager
def engine_for(loaded: Loaded, state: Path) -> Iterator[ModelAccess]:
    """The configured engine, closed at the end; what did not stop is named.

    Raises:
        UsageFailure: the configuration names no engine.
    """
    engine = open_model_access(loaded, state, single=True)
    if engine is None:
        raise UsageFailure("models.backend is none, so nobody can be asked", "models.backend: ollama or embedded")
    try:
        yield engine
    finally:
        for name in engine.close():
            err().print(f"did not stop in time: {name}", markup=False)


def tell_all(reports: Reports, todo: Sequence[Todo], narration: Narration) -> None:
    """Have these reports told, one after the other; a model that gives no words costs no report."""
    for number, (incident, gaps) in enumerate(todo, 1):
        begun = time.monotonic()
        label = f"{incident.id} ({number} of {len(todo)})"
        with progress_bar(f"{narration.options.model} tells {label}") as progress:
            narrative = narration.tell(incident, reports.lab, progress)
        path = reports.rewrite(incident, gaps, narrative)
        took = f"{time.monotonic() - begun:.1f} s"
        err().print(f"told {label}: {_who(narrative)}, {took}: {path}", markup=False)


def _who(narrative: Narrative) -> str:
    total, theirs = len(narrative.sentences), narrative.by_model
    words = f"{theirs} of {total} sentences by the model"
    return f"{words} ({narrative.reason})" if narrative.reason else words
