"""How well the detector does on recordings that carry a truth: found, false, causes, and the error of every time."""

import ipaddress
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from agent.app.analysis import analyze
from agent.bench.truth import TruthDocument
from agent.detect.incident import analysis_json
from agent.documents import read
from agent.failure import UsageFailure

Ends = frozenset[str]
SLACK_S = 5.0


@dataclass(slots=True)
class Score:
    """One recording's score; `why` names each thing that falls short."""

    name: str
    truth: int = 0
    found: int = 0
    false: int = 0
    right: int = 0
    unknown: int = 0
    wrong: int = 0
    bad_times: int = 0
    errors_s: list[float] = field(default_factory=list)
    why: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing falls short."""
        return not self.why


def score_folder(folder: Path) -> Score:
    """Analyze one recording and hold the answer against its truth.

    Raises:
        UsageFailure: the folder has no readable `truth.json`.
    """
    path = folder / "truth.json"
    try:
        truth = json.loads(path.read_text())
        read(TruthDocument, truth)
    except (OSError, ValueError) as error:
        raise UsageFailure(f"{path}: {error}", "bench detector reads recordings that carry a truth.json") from error
    return score(truth, analysis_json(analyze(folder)))


def score(truth: Mapping[str, Any], answer: Mapping[str, Any]) -> Score:
    """One answer against one truth (shapes: contracts)."""
    result = Score(truth["name"])
    parts, free = score_each(truth, answer)
    for _, _, part in parts:
        for name in ("truth", "found", "right", "unknown", "wrong", "bad_times"):
            setattr(result, name, getattr(result, name) + getattr(part, name))
        result.errors_s += part.errors_s
        result.why += part.why
    for item in free:
        result.false += 1
        result.why.append(f"false incident: {item['cause']['type']} at {item['started_at']}")
    return result


def score_each(
    truth: Mapping[str, Any], answer: Mapping[str, Any]
) -> tuple[list[tuple[Mapping[str, Any], list[Any], Score]], list[Any]]:
    """Each incident of the truth, what was reported of it and how well; and what was reported and never happened."""
    free = list(answer["incidents"])
    known = {_ends(p): p for w in truth["incidents"] for p in w["peerings"]}
    parts = []
    for want in truth["incidents"]:
        mine = _matching(want, free, truth, known)
        free = [item for item in free if item not in mine]
        part = Score(truth["name"], truth=1)
        _judge(part, want, mine, truth, known)
        parts.append((want, mine, part))
    return parts, free


def _instant(text: str | None) -> float | None:
    return datetime.fromisoformat(text).timestamp() if text else None


def _ends(peering: Mapping[str, Any]) -> Ends:
    return frozenset(str(peering[end]).lower().partition("%")[0] for end in ("address_a", "address_b"))


def _vague(peering: Mapping[str, Any]) -> bool:
    """Whether an end is an interface name, link-local, or unknown."""
    for end in ("address_a", "address_b"):
        try:
            if ipaddress.ip_address(str(peering[end]).partition("%")[0]).is_link_local:
                return True
        except ValueError:
            return True
    return False


def _is(peering: Mapping[str, Any], known: Mapping[Ends, Mapping[str, Any]]) -> Ends:
    """A reported peering's ends in the truth's words; unnumbered ones by their nodes, where that is one answer."""
    ends = _ends(peering)
    if ends in known or not _vague(peering):
        return ends
    nodes = {peering["a"], peering["b"]}
    same = {key for key, item in known.items() if {item["a"], item["b"]} == nodes and _vague(item)}
    return next(iter(same)) if len(same) == 1 else ends


def _near(text: str | None, want: Mapping[str, Any], truth: Mapping[str, Any]) -> bool:
    at = _instant(text)
    start = _instant(want["started_at"])
    end = _instant(want["last_restored_at"]) or _instant(truth["window"]["end"])
    return at is None or start is None or end is None or start - SLACK_S <= at <= end + SLACK_S


def _matching(
    want: Mapping[str, Any], free: Sequence[Any], truth: Mapping[str, Any], known: Mapping[Ends, Mapping[str, Any]]
) -> list[Any]:
    allowed = {_ends(p) for p in want["peerings"]}
    mine = [
        item
        for item in free
        if any(_is(p, known) in allowed and _near(p["lost_at"], want, truth) for p in item["peerings"])
    ]
    if mine or any(p["required"] for p in want["peerings"]):
        return mine
    quiet = [e for e in free if not e["peerings"] and e["cause"]["type"] in want["cause_any_of"]]
    return [each for each in quiet if _near(each["started_at"], want, truth)][:1]


def _judge(
    result: Score, want: Mapping[str, Any], mine: list[Any], truth: Mapping[str, Any], known: Mapping[Ends, Any]
) -> None:
    need = {_ends(p): p for p in want["peerings"] if p["required"]}
    allowed = {_ends(p) for p in want["peerings"]}
    if not mine and not need and allowed:
        result.truth -= 1
        return
    seen: dict[Ends, list[Any]] = {}
    for item in mine:
        for p in item["peerings"]:
            seen.setdefault(_is(p, known), []).append(p)
    split = len(mine) > 1 and not want["may_split"]
    if not mine or set(need) - set(seen) or set(seen) - allowed or split:
        result.why.append(f"not found as one: {want['cause_any_of'][0]} at {want['started_at']}")
    else:
        result.found += 1
    for each in mine if want["may_split"] else mine[:1]:
        _judge_cause(result, each["cause"], want)
    for ends, p in need.items():
        if ends in seen:
            lost = min((q["lost_at"] for q in seen[ends] if q["lost_at"]), default=None)
            back = [q["restored_at"] for q in seen[ends]]
            _judge_time(result, f"{p['a']}-{p['b']} lost_at", lost, p["lost_at"], truth)
            restored = max(back) if all(back) else None
            _judge_time(result, f"{p['a']}-{p['b']} restored_at", restored, p["restored_at"], truth)
    if need and len(mine) == 1:
        for name in ("first_loss_at", "last_restored_at"):
            _judge_time(result, name, mine[0][name], want[name], truth)


def _judge_cause(result: Score, cause: Mapping[str, Any], want: Mapping[str, Any]) -> None:
    if cause["type"] in want["cause_any_of"]:
        result.right += 1
    elif cause["certainty"] == "unknown":
        result.unknown += 1
        result.why.append(f"cause unknown, was {want['cause_any_of']}")
    else:
        result.wrong += 1
        result.why.append(f"cause {cause['type']}, was {want['cause_any_of']}")


def _judge_time(result: Score, name: str, got: str | None, was: str | None, truth: Mapping[str, Any]) -> None:
    one, other = _instant(got), _instant(was)
    if one is None or other is None:
        if one is not other:
            result.bad_times += 1
            result.why.append(f"{name}: {'missing' if one is None else 'invented'} (got {got}, was {was})")
        return
    error = abs(one - other)
    result.errors_s.append(error)
    if error > truth["tolerance_s"]:
        result.bad_times += 1
        result.why.append(f"{name}: {error:.3f} s off (got {got}, was {was})")
