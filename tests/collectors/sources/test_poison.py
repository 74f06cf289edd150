"""One bad record of a recording costs itself and is named once; what stands around it is read as without it."""

import gzip
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.app.analysis import analyze
from agent.detect.incident import analysis_json
from collectors.sources.replay import Recording, read_recording

LOG = """\
2026/11/24 10:00:00.100000 BGP: [M59KS-A3ZXZ] bgp_update_receive: rcvd End-of-RIB for IPv4 Unicast from 10.1.2.2
2026/11/24 10:00:05.200000 BGP: [H4B4J-DCW2R][EC 33554455] 10.1.2.2 [Event] Lost
2026/11/24 10:00:05.300000 BGP: [ZM2F8-MV4BJ][EC 33554509] Interface: eth1 failed to Establish TCP connection
2026/11/24 10:00:05.400000 BGP: [M7Q4P-46WDR] %ADJCHANGE: neighbor 10.1.2.2(r2) in vrf default Down Interface down
2026/11/24 10:00:25.500000 BGP: [M59KS-A3ZXZ] %ADJCHANGE: neighbor 10.1.2.2(r2) in vrf default Up
"""


def _row(t: str, **more: Any) -> dict[str, Any]:
    return {"t": f"2026-11-24T10:00:{t}Z", **more}


def _peers(state: str) -> dict[str, Any]:
    peer = {"state": state, "pfxRcd": 3, "remoteAs": 65002, "localAs": 65001, "hostname": "r2", "peerUptimeMsec": 1000}
    return {"ipv4Unicast": {"peers": {"10.1.2.2": peer}}}


def _event(second: int, action: str) -> dict[str, Any]:
    attributes = {"clab-node-name": "r2", "name": "clab-x-r2", "exitCode": "137"}
    stamp = 1_795_600_800 + second
    return {"Type": "container", "Action": action, "Actor": {"Attributes": attributes}, "timeNano": stamp * 10**9}


def _leaf(second: int, state: str) -> dict[str, Any]:
    elems = ["network-instances", "network-instance", "protocols", "protocol", "bgp", "neighbors", "neighbor"]
    keys = {"network-instance": {"name": "default"}, "protocol": {"identifier": "BGP", "name": "BGP"}}
    keys["neighbor"] = {"neighbor-address": "10.1.2.2"}
    path = [{"name": elem, **({"key": keys[elem]} if elem in keys else {})} for elem in elems]
    path += [{"name": "state"}, {"name": "session-state"}]
    update = {"timestamp": str((1_795_600_800 + second) * 10**9), "update": [{"path": {"elem": path}, "val": {}}]}
    update["update"][0]["val"] = {"stringVal": state}  # type: ignore[index]
    return {"received_at": f"2026-11-24T10:00:{second:02}Z", "response": {"update": update}}


GOOD: dict[str, list[bytes]] = {
    "logs/r1.frr.log": LOG.encode().splitlines(),
    "snapshots/r1.bgp-summary.jsonl": [
        json.dumps(_row("00", ms=3.5, data=_peers("Established"))).encode(),
        json.dumps(_row("10", ms=3.5, data=_peers("Active"))).encode(),
        json.dumps(_row("30", ms=3.5, data=_peers("Established"))).encode(),
    ],
    "runtime/docker-events.jsonl": [json.dumps(_event(*item)).encode() for item in ((5, "pause"), (20, "unpause"))],
    "gnmi/r3.jsonl": [json.dumps(_leaf(*each)).encode() for each in ((1, "ESTABLISHED"), (6, "IDLE"), (26, "ACTIVE"))],
    "sessions/operator.jsonl": [
        json.dumps(
            {"node": "r1", "seen_ns": (1_795_600_800 + k) * 10**9, "received_ns": (1_795_600_800 + k) * 10**9,
             "command": "show bgp", "action": "look"}
        ).encode()
        for k in (2, 8)
    ],
}  # fmt: skip


def _written(folder: Path, parts: dict[str, list[bytes]]) -> Path:
    for name, lines in parts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(line + b"\n" for line in lines))
    return folder


def _seen(recording: Recording) -> set[object]:
    return {replace(observation, seq=0, received_ns=0, origin="") for observation in recording.observations}


ANYWHERE = [
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b"\xff\xfe\x00",
    b"null",
    b'"text"',
    b"{" + b'"t": 1' * 2,
    b'{"t": "0001-01-01T00:00:00Z", "ms": 1, "data": {}}',
    b'{"t": "9999-12-31T23:59:59Z", "ms": 1, "data": {}}',
    b'{"t": ' + b"9" * 5000 + b"}",
]
HAND_MADE = [
    *(("snapshots/r1.bgp-summary.jsonl", each) for each in ANYWHERE),
    *(("runtime/docker-events.jsonl", each) for each in ANYWHERE[:6]),
    *(("gnmi/r3.jsonl", each) for each in ANYWHERE[:6]),
    *(("sessions/operator.jsonl", each) for each in ANYWHERE[:6]),
    ("snapshots/r1.bgp-summary.jsonl", b'{"t": "2026-11-24T10:00:12Z", "ms": 1e400, "error": "x"}'),
    ("snapshots/r1.bgp-summary.jsonl", b'{"t": "2026-11-24T10:00:12Z", "ms": NaN, "error": "x"}'),
    ("snapshots/r1.bgp-summary.jsonl", b'{"t": "2026-11-24T10:00:12Z", "ms": [], "error": "x"}'),
    ("runtime/docker-events.jsonl", json.dumps({**_event(9, "die"), "timeNano": 10**400}).encode()),
    ("runtime/docker-events.jsonl", json.dumps({**_event(9, "die"), "timeNano": 10**21}).encode()),
    ("sessions/operator.jsonl", b'{"node": [], "seen_ns": 1, "received_ns": 1e400, "command": {}, "action": []}'),
    ("sessions/operator.jsonl", b'{"node": "r1", "seen_ns": 1, "received_ns": 1, "command": "x", "action": "look"}'),
]


@pytest.mark.parametrize(("file", "line"), HAND_MADE, ids=[f"{k}-{each[0][:4]}" for k, each in enumerate(HAND_MADE)])
@pytest.mark.parametrize("zipped", [False, True])
def test_a_bad_record_costs_itself_and_is_named_once(file: str, line: bytes, zipped: bool, tmp_path: Path) -> None:
    """All other observations are there; one problem names the file, however often the record comes."""
    whole = read_recording(_written(tmp_path / "good", GOOD))
    lines = GOOD[file]
    poisoned = _written(tmp_path / "bad", {**GOOD, file: [lines[0], line, line, *lines[1:]]})
    if zipped:
        path = poisoned / file
        (path.parent / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    recording = read_recording(poisoned)
    assert _seen(whole) - _seen(recording) == set()
    assert len(recording.problems) == 1
    assert Path(file).name in recording.problems[0][1]
    _whole_analysis(poisoned)


def _whole_analysis(folder: Path) -> None:
    """The analysis ends, and its answer is text that anybody can read."""
    text = json.dumps(analysis_json(analyze(folder)), ensure_ascii=False, allow_nan=False)
    assert text.isprintable()
    assert text.encode()


LINES = [
    "2026/11/24 10:00:07 BGP: %NOTIFICATION: sent to neighbor 10.1.2.2 " + "6" * 5000 + "/" + "7" * 5000 + " (x)",
    "2026/11/24 10:00:07 BGP: %MAXPFX: No. of   prefix received from 10.1.2.2: " + "9" * 6000 + ", max 1",
    "9999/12/31 23:59:59 BGP: %ADJCHANGE: neighbor 10.1.2.2(r2) in vrf default Down Interface down",
    "0001/01/01 00:00:00 BGP: %ADJCHANGE: neighbor 10.1.2.2(r2) in vrf default Down Interface down",
    "2026/11/24 10:00:07 BGP: %ADJCHANGE: neighbor \x1b[31m\u202e(r2) in vrf \x00 Down \x9b31m",
    "\ufeff2026/11/24 10:00:07 BGP: [EC 1] \ud800".encode(errors="surrogatepass").decode(errors="replace"),
]


@pytest.mark.parametrize("line", LINES)
def test_a_bad_line_of_a_log_costs_itself(line: str, tmp_path: Path) -> None:
    """The lines around it give what they give without it."""
    whole = read_recording(_written(tmp_path / "good", GOOD))
    lines = GOOD["logs/r1.frr.log"]
    folder = _written(tmp_path / "bad", {**GOOD, "logs/r1.frr.log": [lines[0], line.encode(), *lines[1:]]})
    recording = read_recording(folder)
    assert {each for each in _seen(whole) if type(each).__name__ != "Activity"} - _seen(recording) == set()
    _whole_analysis(folder)


def test_a_file_name_that_is_no_text_costs_nothing(tmp_path: Path) -> None:
    """A name of bytes that are no UTF-8 is read like any other, and shown as what can be shown of it."""
    folder = _written(tmp_path, GOOD)
    try:
        os.rename(folder / "logs/r1.frr.log", os.fsencode(folder / "logs") + b"/r1\xff\x1b[31m.frr.log")
    except OSError:
        pytest.skip("this file system takes no such name")
    recording = read_recording(folder)
    assert all(source.path.isprintable() for source in recording.sources)
    assert any(each.source == "log" and each.items for each in recording.sources)
    _whole_analysis(folder)


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(
        [10**30, -1, 0, 1e400, float("nan"), "", "\x1b[31m", "0001-01-01T00:00:00Z", "\ud800", "9" * 5000]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def _bent(draw: st.DrawFn) -> tuple[str, bytes]:
    """A good record in which one value, wherever it stands, is something else."""
    file = draw(st.sampled_from([each for each in GOOD if each.endswith(".jsonl")]))
    row = json.loads(draw(st.sampled_from(GOOD[file])))
    places: list[tuple[Any, Any]] = []

    def walk(data: Any) -> None:
        for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
            places.append((data, key))
            walk(value)

    walk(row)
    owner, key = draw(st.sampled_from(places))
    owner[key] = draw(ODD)
    return file, json.dumps(row).encode(errors="surrogatepass")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_bent())
def test_whatever_one_value_is_the_rest_is_read(
    tmp_path_factory: pytest.TempPathFactory, bent: tuple[str, bytes]
) -> None:
    """Any value of any record may be anything: all other records give what they give, and the analysis ends."""
    file, line = bent
    folder = tmp_path_factory.mktemp("bent")
    whole = read_recording(_written(folder / "good", GOOD))
    bad = _written(folder / "bad", {**GOOD, file: [*GOOD[file], line]})
    recording = read_recording(bad)
    assert {each for each in _seen(whole) if each.source not in ("session", "gnmi")} - _seen(recording) == set()
    _whole_analysis(bad)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(GOOD)), st.binary(max_size=200))
def test_whatever_bytes_a_line_is_the_rest_is_read(
    tmp_path_factory: pytest.TempPathFactory, file: str, line: bytes
) -> None:
    """Bytes that are nothing at all cost nothing but themselves."""
    folder = tmp_path_factory.mktemp("bytes")
    whole = read_recording(_written(folder / "good", GOOD))
    bad = _written(folder / "bad", {**GOOD, file: [*GOOD[file], line.replace(b"\n", b""), GOOD[file][-1]]})
    recording = read_recording(bad)
    assert {each for each in _seen(whole) if each.source != "session"} - _seen(recording) == set()
    _whole_analysis(bad)
