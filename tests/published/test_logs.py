"""Published logs, read whole: every loss at its time, no other one, no wrong cause, and nothing silently.

Each was measured once before anybody looked at it (docs/measurements.md). `truth` holds the losses (`?`: the file
cannot tell), `cause` the types that are right, `says` a note that must stand there.
"""

import json
import os
import re
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agent.app.analysis import analyze
from agent.detect.incident import Analysis, Incident, PeeringOutage
from clab.units import SECOND_NS

HERE = Path(__file__).parent / "logs"
CASES = sorted(path.parent.name for path in HERE.glob("*/expected.json"))
Loss = tuple[Incident, PeeringOutage]


def _read(name: str, folder: Path) -> tuple[dict[str, Any], Analysis]:
    case: dict[str, Any] = json.loads((HERE / name / "expected.json").read_text(encoding="utf-8"))
    shutil.copytree(HERE / name / "input", folder, dirs_exist_ok=True)
    at = datetime.fromisoformat(case["mtime"]).timestamp()
    for path in folder.rglob("*"):
        os.utime(path, (at, at))
    return case, analyze(folder, timezone=ZoneInfo(case["tz"] or "UTC"))


def _near(ns: int | None, wanted: str | None) -> bool:
    """Whether a time is the wanted one within a second; one that the file cannot tell is always."""
    if wanted is None or ns is None:
        return wanted is None and ns is None
    if not re.match(r"\d{4}-", wanted):
        return True
    return abs(ns - datetime.fromisoformat(wanted).timestamp() * SECOND_NS) <= 1.001 * SECOND_NS


def _names(peering: PeeringOutage) -> set[str | None]:
    return {peering.a, peering.b, peering.address_a, peering.address_b}


def _wrong(case: dict[str, Any], losses: list[Loss]) -> list[str]:
    """What a reading has missed, or told and should not have."""
    found: list[str] = []
    left = list(losses)
    for want in case["truth"]:
        peer = re.split(r"\s*[=(]", want["peer"])[0].strip()
        mine = [each for each in left if {peer, want["node"]} & _names(each[1])]
        hit = next((each for each in mine if _near(each[1].lost_ns, want["lost"])), None)
        if hit is None:
            flaps = any(each[1].losses > 1 and peer in _names(each[1]) for each in losses)
            found += [] if flaps else [f"missing {want}"]
            continue
        left.remove(hit)
        if hit[1].losses == 1 and not (want["restored"] == "?" or _near(hit[1].restored_ns, want["restored"])):
            found.append(f"another end than {want}")
        type_ = hit[0].cause.type
        honest = () if case["cert"] == "sure" and case["cause"] else ("unknown",)
        if case["cause"] and type_ not in (*case["cause"], *honest):
            found.append(f"{type_} instead of {case['cause']}")
    return found + [
        f"no loss: {each[1]}" for each in left if not any(_near(each[1].lost_ns, w["lost"]) for w in case["truth"])
    ]


@pytest.mark.parametrize("name", CASES)
def test_a_published_log_is_read_rightly_or_said_not_to_be(name: str, tmp_path: Path) -> None:
    """Listed forms are read whole; of others it is enough that they are said to be unread. No cause is wrong."""
    case, found = _read(name, tmp_path)
    losses = [(incident, each) for incident in found.incidents for each in incident.peerings]
    understood = any(each.state == "ok" and each.items for each in found.sources)
    if not understood and not case["exp_format"]:
        assert (bool(found.notes), []) == (True, losses)
        return
    assert [] == _wrong(case, losses)
    if not case["truth"]:
        assert [] == [item.cause.type for item in found.incidents if item.cause.type not in case["cause"]]
    assert "says" not in case or case["says"] in {each.kind for each in found.notes}


def test_the_published_logs_are_all_there() -> None:
    """A folder that lost its truth would not be read at all."""
    assert 129 == len(CASES) == len([path for path in HERE.iterdir() if path.is_dir()])
