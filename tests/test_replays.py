"""Recordings of real routers, with truth: every incident, no false one, the right cause, times within a tenth."""

import gzip
import json
import random
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.app.analysis import analyze, replay
from agent.bench.detector import score, score_folder
from agent.detect.incident import Analysis, analysis_json
from clab.units import SECOND_NS
from collectors.observations import Observation
from collectors.sources.replay import read_recording

REPLAYS = Path(__file__).parent / "replays"
RECORDINGS = sorted(path.parent for path in REPLAYS.glob("*/truth.json"))
NAMES = [path.name for path in RECORDINGS]


@pytest.mark.parametrize("folder", RECORDINGS, ids=NAMES)
def test_a_recording_is_told_as_it_was(folder: Path) -> None:
    """All incidents are found with their causes and times, and nothing else is."""
    assert score_folder(folder).why == []


@pytest.mark.parametrize("folder", RECORDINGS, ids=NAMES)
def test_from_logs_alone_no_cause_is_wrong(folder: Path, tmp_path: Path) -> None:
    """Without snapshots and runtime events a cause may be unknown, never wrong; nothing false is reported."""
    shutil.copytree(folder, tmp_path / "r", ignore=shutil.ignore_patterns("truth.json", "snapshots", "runtime"))
    truth = json.loads((folder / "truth.json").read_text())
    result = score(truth, analysis_json(analyze(tmp_path / "r")))
    assert (result.wrong, result.false, result.bad_times) == (0, 0, 0), result.why


@pytest.mark.parametrize("folder", RECORDINGS, ids=NAMES)
def test_names_addresses_and_times_do_not_matter(folder: Path, tmp_path: Path) -> None:
    """The same recording renamed, renumbered and moved to another day gives the same answer."""
    disguise(folder, tmp_path / "x")
    assert score_folder(tmp_path / "x").why == []
    before, after = analyze(folder), analyze(tmp_path / "x")
    assert [shape(item) for item in (before,)] == [shape(each) for each in (after,)]


def shape(answer: Analysis) -> list[tuple[object, ...]]:
    """An answer without names, addresses and times."""
    return [
        (
            incident.cause.type,
            incident.cause.certainty,
            incident.severity,
            len(incident.nodes),
            len(incident.peerings),
            incident.reconvergence_ns,
        )
        for incident in answer.incidents
    ]


MOVED_NS = int((datetime(2027, 3, 5, tzinfo=UTC) - datetime(2026, 11, 22, tzinfo=UTC)).total_seconds()) * 10**9


def disguise(folder: Path, to: Path) -> None:
    """Copy a recording with other node names, other addresses and another date."""
    lab = (folder / "lab.clab.yml").read_text()
    names = re.findall(r"^    (\w+):", lab, re.MULTILINE)
    for path in sorted(item for item in folder.rglob("*") if item.is_file()):
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        text = changed(raw.decode(errors="surrogateescape"), names)
        target = to / path.parent.relative_to(folder) / changed(path.name.removesuffix(".gz"), names)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode(errors="surrogateescape"))


def changed(text: str, names: list[str]) -> str:
    """Names, addresses and dates of a text replaced, one for one."""
    for name in names:
        text = re.sub(rf"(?<![\w.:]){name}(?![\w:]|\.\d)", f"zz-{name}q", text) if "-" in name else text
        text = re.sub(rf"(?<![A-Za-z0-9_.:/]){name}(?=[^\w]|$)", f"{name}q", text)
    text = re.sub(r"\b10\.(\d+\.\d+\.\d+)", r"77.\1", text)
    text = re.sub(r"\bfd00:", "fd77:", text)
    for day, new in (("22", "05"), ("23", "06"), ("24", "07")):
        text = text.replace(f"2026/11/{day}", f"2027/03/{new}").replace(f"2026-11-{day}", f"2027-03-{new}")
    text = re.sub(r'("timeNano": ?)(\d{19})', lambda m: f"{m[1]}{int(m[2]) + MOVED_NS}", text)
    text = re.sub(r'("time": ?)(\d{10})\b', lambda m: f"{m[1]}{int(m[2]) + MOVED_NS // 10**9}", text)
    return re.sub(r'(Epoch": ?)(\d{10})\b', lambda m: f"{m[1]}{int(m[2]) + MOVED_NS // 10**9}", text)


def test_a_whole_life_of_a_lab_is_told_as_what_it_was() -> None:
    """Deploy, link down, pause, stop, kill, redeploy and destroy: four incidents, and one line for the end."""
    answer = analyze(REPLAYS / "life-clab-diamond")
    told = [(incident.cause.type, incident.cause.subject) for incident in answer.incidents]
    assert told == [("link_down", "r1:eth1"), ("node_hang", "r2"), ("node_down", "r4"), ("node_down", "r3")]
    assert [note.kind for note in answer.notes] == ["lab_stopped"]


def test_a_daemons_crash_after_a_nodes_restart_is_an_incident_of_its_own() -> None:
    """Link down, pause, stop, restart, a daemon's crash ten seconds later, kill and redeploy, destroy and deploy."""
    answer = analyze(REPLAYS / "life-clab-triangle")
    told = [(incident.cause.type, incident.cause.subject, len(incident.peerings)) for incident in answer.incidents]
    assert told == [
        ("link_down", "a:eth1", 1),
        ("node_hang", "b", 2),
        ("node_down", "c", 2),
        ("node_down", "a", 2),
        ("process_crash", "b", 2),
        ("node_down", "c", 2),
    ]
    assert [note.kind for note in answer.notes] == ["lab_stopped"]


@pytest.mark.parametrize("folder", RECORDINGS, ids=NAMES)
def test_a_clock_that_is_set_by_little_makes_no_wrong_cause(folder: Path) -> None:
    """One router's clock is set by one to nine seconds at some moment, in logs where nothing shows when: a cause may
    become unknown, and times are off by as much; no cause is wrong, and no session is lost that was not."""
    truth = json.loads((folder / "truth.json").read_text())
    recording, chance = read_recording(folder), random.Random(folder.name)
    nodes = sorted({seen.node for seen in recording.observations if seen.source == "log"})
    start, end = recording.window
    node, at_ns = chance.choice(nodes or [""]), chance.randrange(start or 0, (end or 0) + 1)
    by_ns = int(chance.choice((-1, 1)) * chance.uniform(1, 9) * SECOND_NS)
    recording.observations = [
        _set(seen, by_ns) if (seen.node, seen.source) == (node, "log") and seen.received_ns >= at_ns else seen
        for seen in recording.observations
    ]
    found = replay(recording).incidents()
    known = {cause for item in truth["incidents"] for cause in item["cause_any_of"]} | {"unknown"}
    lost = {frozenset((each["a"], each["b"])) for item in truth["incidents"] for each in item["peerings"]}
    told = {frozenset((each.a, each.b)) for item in found for each in item.peerings}
    assert ([item.cause.type for item in found if item.cause.type not in known], told - lost) == ([], set())


def _set(seen: Observation, by_ns: int) -> Observation:
    """A line as a clock would have stamped it that was set; also as read, where nobody wrote that down."""
    received_ns = seen.received_ns + by_ns if seen.received_ns == seen.seen_ns else seen.received_ns
    return replace(seen, seen_ns=seen.seen_ns + by_ns, received_ns=received_ns)
