"""What people see on a terminal: tables and progress. Values come in, renderables go out; nothing is decided here."""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import zip_longest
from typing import Any

from rich.console import Console, RenderableType

from agent.app.tables import SEVERITY_STYLES, Cell, Column, fitted, natural_width, with_lines_below
from agent.detect.incident import Analysis, Incident, rfc3339, seconds
from agent.report.render import clock, span
from clab.cleaning import clean_lines

UNBOUNDED = 1 << 14
"""Characters in a line where no terminal shows it: nothing wraps, so that a search finds what is quoted."""


class CleanConsole(Console):
    """A console whose texts move no cursor and change no colour: what is printed may quote anybody."""

    def print(self, *objects: Any, **options: Any) -> None:
        """Print; the newlines of a text stay."""
        super().print(*(clean_lines(item) if isinstance(item, str) else item for item in objects), **options)


def out() -> Console:
    """Stdout; plain where it is no terminal."""
    return CleanConsole(width=None if sys.stdout.isatty() else UNBOUNDED, highlight=False)


@cache
def err() -> Console:
    """Stderr: everything that is not data. One for all, so that what is drawn in place knows of the lines beside it."""
    return CleanConsole(stderr=True, width=None if sys.stderr.isatty() else UNBOUNDED, highlight=False)


def write(text: str) -> None:
    """A text of lines as it is, on stdout, at once."""
    sys.stdout.write(clean_lines(text))
    sys.stdout.flush()


def print_json(data: Any) -> None:
    """Data for machines, on stdout, one document."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


INCIDENT_COLUMNS = (
    Column("id"),
    Column("lab"),
    Column("severity"),
    Column("status"),
    Column("first loss (UTC)"),
    Column("end (UTC)"),
    Column("cause"),
    Column("where"),
    Column("peerings"),
    Column("reconvergence"),
)
NARROW_COLUMNS = (
    Column("id"),
    Column("severity"),
    Column("status"),
    Column("first loss (UTC)"),
    Column("end (UTC)", least=8),
    Column("reconvergence", least=8),
)
"""Those that stay in a row where the terminal is too narrow for all; the others stand below it."""


def incident_table(
    incidents: Sequence[Incident], *, labs: Sequence[str] = (), width: int = UNBOUNDED
) -> RenderableType:
    """One row per incident, and where the width is too small for that, a line or two below it; `labs` names each one's
    lab where there are several. Nothing is left out, and no cause or place is cut."""
    names = labs or [""] * len(incidents)
    rows = [_row(*incident) for incident in zip(incidents, names, strict=True)]
    if natural_width(INCIDENT_COLUMNS, rows) <= width:
        return fitted(INCIDENT_COLUMNS, rows, width)
    return with_lines_below(NARROW_COLUMNS, [_narrow(row) for row in rows], [_below(row) for row in rows], width)


def _narrow(row: Sequence[Cell]) -> tuple[Cell, ...]:
    """What stays in the row: moments in whole seconds, an end of the same day without its date."""
    id_, _, severity, status, lost, end, _, _, _, lasted = row
    lost, end = (_SUBSECOND.sub("", str(moment)) for moment in (lost, end))
    date, blank, time = end.partition(" ")
    return id_, severity, status, lost, time if blank and date in lost else end, lasted


def _below(row: Sequence[Cell]) -> str:
    """What stands below the row."""
    said = (("lab", row[1]), ("cause", row[6]), ("where", row[7]), ("peerings", row[8]))
    return ", ".join(f"{name} {text}" for name, text in said if text)


_SUBSECOND = re.compile(r"(?<=:\d\d)\.\d{1,9}")


def _row(each: Incident, lab: str) -> tuple[Cell, ...]:
    cause = each.cause.type + ("" if each.cause.certainty in ("proved", "unknown") else f" ({each.cause.certainty})")
    every = Counter(f"{p.a or '?'}–{p.b or '?'}" for p in each.peerings)
    names = ", ".join(name if count == 1 else f"{name} ({count})" for name, count in list(every.items())[:4])
    more = f" +{len(every) - 4}" if len(every) > 4 else ""
    started = clock(rfc3339(each.started_ns))
    return (
        each.id,
        lab,
        (each.severity, SEVERITY_STYLES[each.severity]),
        each.status,
        clock(rfc3339(each.first_loss_ns)) if each.first_loss_ns else f"none ({started})",
        ended(each),
        cause,
        each.cause.subject or ", ".join(each.nodes[:3]),
        (names + more) or "none lost",
        span(seconds(each.reconvergence_ns)) or ("not over" if each.peerings else "-"),
    )


def ended(incident: Incident) -> str:
    """When it was over: its last restoration, or a person's word."""
    if incident.closing is not None and incident.status == "closed" and incident.last_restored_ns is None:
        return f"{clock(rfc3339(incident.closing.at_ns))} by hand"
    if incident.last_restored_ns is not None:
        return clock(rfc3339(incident.last_restored_ns))
    if incident.peerings:
        return "not over" if incident.status == "open" else "not seen"
    return "-"


def show_analysis(analysis: Analysis) -> None:
    """The whole answer for people."""
    console = out()
    if analysis.incidents:
        console.print(incident_table(analysis.incidents, width=console.width))
    elif any(each.state == "ok" for each in analysis.sources):
        console.print("no incident")
    else:
        console.print("nothing could be read")
    for note in (each for each in analysis.notes if each.kind != "nothing_read"):
        console.print(f"note: {clock(rfc3339(note.at_ns)) + ' ' if note.at_ns else ''}{note.text}", markup=False)
    for gap in analysis.gaps:
        console.print(f"gap: {gap.source} of {gap.node} from {rfc3339(gap.from_ns)}: {gap.reason}", markup=False)
    for line in _sources_without_data(analysis):
        console.print(f"source: {line}", markup=False)
    ok = sum(source.state == "ok" for source in analysis.sources)
    count = len(analysis.incidents)
    console.print(f"{count} incident{'' if count == 1 else 's'}; {ok} of {len(analysis.sources)} sources with data")


FILES_NAMED = 4


def _sources_without_data(analysis: Analysis) -> Iterator[str]:
    """The sources that gave nothing, in a line for each node, kind and state, with their files."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for each, file in zip_longest(analysis.sources, analysis.files, fillvalue=""):
        if not isinstance(each, str) and each.state != "ok":
            groups.setdefault((each.source, each.node, each.state), []).append(file)
    for (source, node, state), files in groups.items():
        of = "" if node in ("", "-") else f" of {node}"
        named = ", ".join(each for each in files[:FILES_NAMED] if each)
        more = f" and {len(files) - FILES_NAMED} more" if len(files) > FILES_NAMED else ""
        count = "" if len(files) == 1 else f"{len(files)} files: "
        yield f"{source}{of}: {state.replace('_', ' ')}" + (f" ({count}{named}{more})" if named else "")


@contextmanager
def progress_bar(label: str) -> Iterator[Any]:
    """A progress callback `(done, total)`; a bar on stderr where that is a terminal, silence elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import Progress

    with Progress(console=err(), transient=True) as progress:
        task = progress.add_task(label, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total or None)
