"""How well a drill went: each fault beside what was reported of it, and how soon. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Literal

from typing_extensions import TypedDict

from agent.bench.detector import score_each
from agent.detect.incident import IncidentDocument, Note
from agent.documents import Count, Document, publish, read
from agent.drill.ground_truth import told_as_incidents
from agent.drill.log_reader import Said
from agent.drill.run import FaultStatus, Played
from clab.units import SECOND_NS

STOPS = ("lab_stopped",)
"""Kinds of notes that stand for a fault; others may come beside any."""

SLACK_S = 0.05
"""The act's own stamp and the routers' may differ by what a call takes."""


@dataclass(frozen=True, slots=True)
class Row:
    """One fault's score. Seconds are from the strike: `line_s` to the routers' own first line, `incident_s` to the open
    incident; `behind_s` is what lies between them. `error_s` is the largest error of a time. `place` is the reported
    subject, `placed` whether it is a right one; None where the fault has no place. `noted`: the notes that are all
    there is to tell of a fault that is no incident."""

    name: str
    target: str
    status: FaultStatus
    reason: str = ""
    found: bool = False
    incident: str | None = None
    cause: str | None = None
    certainty: str | None = None
    right: bool = False
    line_s: float | None = None
    incident_s: float | None = None
    behind_s: float | None = None
    place: str | None = None
    placed: bool | None = None
    error_s: float | None = None
    noted: tuple[str, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether nothing falls short; a fault that cannot be had here is no shortcoming."""
        return self.status == "impossible" or (self.status == "played" and not self.why)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A whole drill's score."""

    rows: tuple[Row, ...]
    false: tuple[Mapping[str, Any], ...] = ()
    retracted: int = 0
    left: tuple[str, ...] = field(default=())

    @property
    def clean(self) -> bool:
        """Everything that struck was found with the right cause and times, nothing else was, and the lab is whole."""
        return all(row.clean for row in self.rows) and not self.false and not self.left


class Summary(TypedDict):
    """A drill in a few figures."""

    played: Count
    found: Count
    cause_right: Count
    placed: Count
    placeable: Count
    false_incidents: Count
    retracted: Count
    incident_s_p50: float | None
    behind_first_line_s_p50: float | None
    time_error_s_max: float | None


class DrillDocument(Document):
    """A drill's score (`drill --json`)."""

    schema: Literal[1]
    lab: str
    summary: Summary
    faults: tuple[Row, ...]
    false_incidents: list[IncidentDocument]
    not_mended: tuple[str, ...]
    recording: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was reported: incidents as JSON has them, and notes."""

    incidents: Sequence[Mapping[str, Any]]
    notes: Sequence[Note] = ()


def score_drill(
    played: Sequence[Played],
    truth: Mapping[str, Any],
    answer: Answer,
    opened_ns: Mapping[str, int],
    said: Said,
    retracted: int = 0,
) -> Verdict:
    """Hold what was reported (`answer`, and when each incident was first told) against the truth."""
    parts, free = score_each(truth, {"incidents": answer.incidents})
    judged = dict(zip((each.name for each in told_as_incidents(played)), parts, strict=True))
    rows = []
    for item in played:
        if item.name in judged and item.status == "played":
            rows.append(_row(item, *judged[item.name][1:], opened_ns, said))
        elif item.status == "played" and not item.fault.causes:
            rows.append(_noted(item, answer.notes))
        else:
            rows.append(Row(item.name, item.target, item.status, item.reason))
    left = tuple(text for each in played for text in each.left)
    return Verdict(tuple(rows), tuple(free), retracted, left)


def _noted(played: Played, notes: Sequence[Note]) -> Row:
    """A fault that is no incident: what is to be told of it is its notes, one of each kind and no other of theirs."""
    assert played.struck_ns is not None
    until_ns = played.whole_ns or played.mended_ns or played.struck_ns
    inside = Counter(note.kind for note in notes if played.struck_ns <= (note.at_ns or 0) <= until_ns)
    wanted = played.plan.notes if played.plan else ()
    why = [f"{inside[kind]} notes of a {_plain(kind)}, was one" for kind in wanted if inside[kind] != 1]
    why += [f"a note of a {_plain(kind)}, was none" for kind in STOPS if inside[kind] and kind not in wanted]
    right = not why
    return Row(played.name, played.target, played.status, found=right, right=right, noted=tuple(wanted), why=tuple(why))


def _plain(kind: str) -> str:
    return kind.replace("_", " ")


def _row(played: Played, mine: list[Any], score: Any, opened_ns: Mapping[str, int], said: Said) -> Row:
    assert played.struck_ns is not None
    until_ns = played.whole_ns or played.mended_ns or played.struck_ns
    line_s = _after(said.first_trouble(played.struck_ns - int(SLACK_S * SECOND_NS), until_ns), played.struck_ns)
    first = min((item for item in mine), key=lambda each: opened_ns.get(each["id"], until_ns), default=None)
    incident_s = _after(opened_ns.get(first["id"]), played.struck_ns) if first else None
    behind_s = None if line_s is None or incident_s is None else round(incident_s - line_s, 3)
    place = first["cause"].get("subject") if first else None
    wanted = played.plan.places if played.plan else ()
    placed = place in wanted if wanted and first else None
    wrong_place = (f"place {place}, was {' or '.join(wanted)}",) if placed is False else ()
    return Row(
        name=played.name,
        target=played.target,
        status=played.status,
        found=bool(score.found),
        incident=first["id"] if first else None,
        cause=first["cause"]["type"] if first else None,
        certainty=first["cause"]["certainty"] if first else None,
        right=bool(score.right) and not score.wrong,
        place=place,
        placed=placed,
        line_s=line_s,
        incident_s=incident_s,
        behind_s=behind_s,
        error_s=round(max(score.errors_s), 3) if score.errors_s else None,
        why=(*score.why, *wrong_place),
    )


def _after(at_ns: int | None, struck_ns: int) -> float | None:
    return None if at_ns is None else round((at_ns - struck_ns) / SECOND_NS, 3)


def summary(verdict: Verdict) -> Summary:
    """The drill in a few figures."""
    played = [row for row in verdict.rows if row.status == "played"]
    return {
        "played": len(played),
        "found": sum(item.found for item in played),
        "cause_right": sum(each.right for each in played),
        "placed": sum(each.placed is True for each in played),
        "placeable": sum(each.placed is not None for each in played),
        "false_incidents": len(verdict.false),
        "retracted": verdict.retracted,
        "incident_s_p50": _middle([each.incident_s for each in played]),
        "behind_first_line_s_p50": _middle([each.behind_s for each in played]),
        "time_error_s_max": max((each.error_s for each in played if each.error_s is not None), default=None),
    }


def verdict_json(lab: str, verdict: Verdict, out: Path) -> dict[str, Any]:
    """A drill's score for machines; `out` is where its recording lies."""
    document = DrillDocument(
        schema=1,
        lab=lab,
        summary=summary(verdict),
        faults=verdict.rows,
        false_incidents=[read(IncidentDocument, item) for item in verdict.false],
        not_mended=verdict.left,
        recording=str(out),
    )
    return publish(DrillDocument, document)


def _middle(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(median(known), 3) if known else None
