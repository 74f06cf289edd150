"""`labkeeper incidents`: what was found while watching, as a table or as data, and closing one by hand."""

import difflib
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from agent import __version__
from agent.app.console import err, incident_table, out, print_json
from agent.app.report_files import Reports
from agent.app.store.journals import Journal
from agent.app.store.reading import opened
from agent.app.store.sqlite import SqliteStore
from agent.cli.command_group import command_app
from agent.cli.options import ConfigFile, Json, Out, Since, StateDir
from agent.cli.shared.moments import moment_ns
from agent.config.loading import Loaded, journals, load, state_dir
from agent.detect.closing import reason, with_closing
from agent.detect.incident import Closing, Incident, rfc3339
from agent.detect.incident_json import NotAnIncident, incident_of
from agent.failure import Failure, UsageFailure
from clab.model import Lab

app = command_app()


@app.command()
def incidents(
    words: Annotated[list[str] | None, typer.Argument(metavar="[ID | close ID]")] = None,
    lab: Annotated[str | None, typer.Option(metavar="NAME", help="Only those of this lab.")] = None,
    since: Since = None,
    last: Annotated[int | None, typer.Option(metavar="N", min=1, help="Only the newest.")] = None,
    why: Annotated[str | None, typer.Option(metavar="TEXT", help="With close: the reason, which is kept.")] = None,
    out: Out = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """List the incidents that were found while watching, or close one by hand."""
    match words or []:
        case [] | [_] as named if named != ["close"]:
            if why is not None:
                raise UsageFailure(
                    "--why without close", 'a reason belongs to: labkeeper incidents close ID --why "..."'
                )
            wanted = Selection(next(iter(named), None), lab, since, last)
            run_incidents(wanted, config=config, state=state_dir, as_json=as_json)
        case ["close", id_]:
            run_close(id_, why, lab, Places(config, state_dir, out))
        case _:
            raise UsageFailure(
                f"incidents {' '.join(words or [])!r}: expected nothing, ID, or close ID", "labkeeper incidents --help"
            )


@dataclass(frozen=True, slots=True)
class Selection:
    """Which incidents: `since` as `--since` says it, `last` how many of the newest."""

    id_: str | None = None
    lab: str | None = None
    since: str | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """One incident as it is stored: its lab, and the folder of that lab's journal."""

    lab: str
    folder: Path
    document: dict[str, Any]


def run_incidents(wanted: Selection, *, config: Path | None, state: Path | None, as_json: bool) -> None:
    """Show the stored incidents of the lab that is named, else of all labs that were watched."""
    loaded = load(config)
    folders = _folders(loaded, wanted.lab, state)
    rows = _selected(list(_stored(folders)), wanted)
    if as_json:
        named = wanted.lab or loaded.config.lab or (next(iter(folders)) if len(folders) == 1 else None)
        print_json(_answer(named, [row.document for row in rows]))
        return
    _show(rows)


def _folders(loaded: Loaded, lab: str | None, state: Path | None) -> dict[str, Path]:
    folders = journals(state, lab or loaded.config.lab)
    if lab is not None and not folders:
        known = sorted(journals(state, None) if state is None else {})
        near = difflib.get_close_matches(lab, known, 1, 0.5)
        meant = f"did you mean {near[0]!r}? " if near else ""
        seen = f"labs that were watched: {', '.join(known)}" if known else "no lab was watched yet: labkeeper watch"
        raise UsageFailure(f"{state_dir(state, lab)}: no journal of lab {lab!r}", f"{meant}{seen}")
    return folders


def _stored(folders: dict[str, Path]) -> Iterator[Stored]:
    for lab, folder in folders.items():
        try:
            with closing(opened(Journal(lab, folder))) as store:
                documents = store.incidents()
        except Failure as error:
            if len(folders) == 1:
                raise
            err().print(f"lab {lab} is left out: {error.what}. {error.hint}", markup=False)
            continue
        yield from (Stored(lab, folder, document) for document in documents)


def _selected(rows: list[Stored], wanted: Selection) -> list[Stored]:
    rows = sorted(rows, key=lambda item: (str(item.document["started_at"]), str(item.document["id"])))
    if wanted.id_ is not None:
        return [_named(rows, wanted.id_)]
    if wanted.since is not None:
        from_at = rfc3339(moment_ns(wanted.since, time.time_ns()))
        rows = [row for row in rows if _reaches(row.document, str(from_at))]
    return rows if wanted.last is None else rows[-wanted.last :]


def _reaches(document: dict[str, Any], from_at: str) -> bool:
    """Whether an incident went on, began or ended at this time or later."""
    ended_at = document["last_restored_at"] or document["started_at"]
    return document["status"] == "open" or max(str(ended_at), str(document["started_at"])) >= from_at


def _named(rows: list[Stored], id_: str) -> Stored:
    found = next((row for row in rows if row.document["id"] == id_), None)
    if found is None:
        near = difflib.get_close_matches(id_, [str(item.document["id"]) for item in rows], 1, 0.5)
        hint = f"did you mean {near[0]!r}? " if near else ""
        raise UsageFailure(f"no incident {id_!r}", f"{hint}labkeeper incidents lists them")
    return found


def _show(rows: list[Stored]) -> None:
    console = out()
    read = [(row.lab, incident) for row in rows if (incident := _incident(row)) is not None]
    several = len({lab for lab, _ in read}) > 1
    if read:
        labs = [lab for lab, _ in read] if several else []
        console.print(incident_table([each for _, each in read], labs=labs, width=console.width))
    else:
        console.print("no incident", markup=False)
    for _, item in read:
        if item.closing is not None:
            console.print(f"{item.id} closed by hand: {item.closing.why}", markup=False)


def _incident(row: Stored) -> Incident | None:
    try:
        return incident_of(row.document)
    except NotAnIncident as error:
        err().print(f"{row.folder}: incident {row.document.get('id')!r} cannot be read: {error}", markup=False)
        return None


@dataclass(frozen=True, slots=True)
class Places:
    """Where to look: the configuration, the state folder, the folder of reports; None: the usual one."""

    config: Path | None = None
    state: Path | None = None
    out: Path | None = None


def run_close(id_: str, why: str | None, lab: str | None, places: Places) -> None:
    """Close an incident by hand and keep the reason: in the store, and in its report where there is one.

    Raises:
        UsageFailure: no reason, no such incident, or it is closed already.
    """
    said = reason(why or "")
    if not said:
        raise UsageFailure("incidents close needs a reason", f'labkeeper incidents close {id_} --why "maintenance"')
    row = _named(list(_stored(_folders(load(places.config), lab, places.state))), id_)
    incident = _incident(row)
    if incident is None or incident.status == "closed":
        how = f" by hand: {incident.closing.why}" if incident and incident.closing else ""
        raise UsageFailure(f"incident {id_!r} is closed already{how}", "labkeeper incidents shows when it ended")
    by_hand = Closing(time.time_ns(), said, incident.losses)
    with closing(SqliteStore(row.folder / "journal.sqlite")) as store:
        store.close_by_hand(id_, by_hand)
    _rewrite(Reports(places.out or Path("labkeeper-reports"), Lab(), __version__), id_, by_hand)
    err().print(f"{id_} of lab {row.lab} is closed: {said}", markup=False)


def _rewrite(reports: Reports, id_: str, by_hand: Closing) -> None:
    """Put the reason into the incident's report; what cannot be written is no reason not to close it."""
    try:
        kept = reports.read(id_)
        if kept is not None:
            replace(reports, lab=kept.lab).write(with_closing(kept.incident, by_hand), kept.gaps)
    except Failure as error:
        err().print(f"{error.what}; the incident is closed all the same", markup=False)


def _answer(lab: str | None, documents: list[dict[str, Any]]) -> dict[str, Any]:
    starts = [document["started_at"] for document in documents]
    ends = [item["last_restored_at"] or item["started_at"] for item in documents]
    window = {"start": min(starts, default=None), "end": max(ends, default=None)}
    return {
        "schema": 1,
        "lab": None if lab == "default" else lab,
        "window": window,
        "incidents": documents,
        "notes": [],
        "gaps": [],
        "sources": [],
    }
