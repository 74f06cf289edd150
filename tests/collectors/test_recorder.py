"""A recording that cannot be written costs itself, and names of nodes stay in it."""

import logging
from pathlib import Path

import pytest

from collectors.recorder import Recorder

AT_NS = 1_795_600_800_000_000_000


def test_a_recording_that_cannot_be_written_is_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The taps return, whatever becomes of the folder; what is missing is counted."""
    recorder = Recorder(tmp_path / "record")
    for part in ("logs", "gnmi", "snapshots", "runtime"):
        (tmp_path / "record" / part).rmdir()
        (tmp_path / "record" / part).touch()
    with caplog.at_level(logging.WARNING):
        recorder.log_bytes("r1", "/var/log/frr.log", b"x\n", AT_NS)
        recorder.gnmi("r1", {}, "", AT_NS)
        recorder.snapshot("r1", "bgp-summary", {"ms": 1}, AT_NS)
        recorder.runtime("docker", {"Action": "die"})
        (tmp_path / "record" / "gnmi").unlink()
        (tmp_path / "record" / "gnmi").mkdir()
        recorder.gnmi("r1", {}, "", AT_NS)
    assert len(caplog.records) == 2
    assert "hole from here on" in caplog.records[0].getMessage()
    assert "4 records are missing" in caplog.records[1].getMessage()


def test_a_node_whose_name_is_a_path_is_written_inside(tmp_path: Path) -> None:
    """Labels may say anything."""
    recorder = Recorder(tmp_path / "record")
    recorder.gnmi("../../x", {}, "", AT_NS)
    recorder.log_bytes("/etc/y", "/var/log/frr.log", b"x\n", AT_NS)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["record"]
    assert len([item for item in (tmp_path / "record").rglob("*") if item.is_file()]) == 3
