"""A folder's files through the whole analysis: routers that must not be merged, and what is broken beside them."""

import gzip
import io
import tarfile
from pathlib import Path

import pytest

from agent.app.analysis import analyze
from agent.detect.incident import Analysis
from collectors.sources.recording import RecordingError
from collectors.sources.replay import read_recording

LOSS = "2026/05/09 16:10:23.1 BGP: %ADJCHANGE: neighbor 10.0.0.2(r2) in vrf default Down Interface down\n"


def written(folder: Path, *names: str, text: str = LOSS) -> Path:
    """A folder with these files, all of one text."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def nodes(found: Analysis) -> list[str]:
    """Whose the sources are."""
    return sorted(each.node for each in found.sources)


def noted(found: Analysis, kind: str) -> list[str]:
    """The notes of a kind."""
    return [each.text for each in found.notes if each.kind == kind]


def test_routers_whose_logs_lie_deep_are_told_apart(tmp_path: Path) -> None:
    """Two losses of two routers are two incidents."""
    found = analyze(written(tmp_path, "r2/var/log/frr.log", "e2/var/log/frr.log"))
    assert ["e2", "r2"] == nodes(found)
    assert 2 == len(found.incidents)


def test_routers_in_archives_are_told_apart(tmp_path: Path) -> None:
    """One archive of several routers, or one a router."""
    for name, prefix in (("all.tgz", "east/"), ("r1.tgz", ""), ("r2.tgz", "")):
        with tarfile.open(tmp_path / name, "w:gz") as tar:
            info = tarfile.TarInfo(f"{prefix}var/log/frr.log")
            info.size = len(LOSS)
            tar.addfile(info, io.BytesIO(LOSS.encode()))
    assert ["east", "r1", "r2"] == nodes(analyze(tmp_path))


def test_a_node_whose_lines_name_two_hosts_is_noted(tmp_path: Path) -> None:
    """Two files of one name that two routers wrote; one router's are not noted."""
    line = "2026-05-09T16:10:23Z {} bgpd[1]: %ADJCHANGE: neighbor 10.0.0.2(r2) in vrf default Down Interface down\n"
    written(tmp_path, "r1.log", text=line.format("east"))
    assert not noted(analyze(written(tmp_path, "r1.log.1", text=line.format("east"))), "several_hosts")
    found = analyze(written(tmp_path, "r1.log.1", text=line.format("west")))
    (note,) = noted(found, "several_hosts")
    assert "r1.log, r1.log.1: all lines were read as r1's, and they name 2 hosts: east, west" == note


def test_folders_of_one_name_in_two_places_are_noted(tmp_path: Path) -> None:
    """They may be two routers."""
    found = analyze(written(tmp_path, "a/r1/frr.log", "b/r1/frr.log", "a/r2/frr.log"))
    (note,) = noted(found, "one_name")
    assert note.startswith("files of one name in a/r1 and b/r1 were all read as r1's")


def test_a_folder_of_recordings_is_refused_with_their_names(tmp_path: Path) -> None:
    """They are of different times and labs; one of them is named instead."""
    written(tmp_path, "one/logs/r1.log", "one/truth.json", "two/logs/r1.log", "two/inventory.yml", text="{}")
    with pytest.raises(RecordingError) as refused:
        read_recording(tmp_path)
    assert f"{tmp_path}: this is no recording, it holds 2 recordings: one, two" == refused.value.what
    assert f"name one of them, such as {tmp_path / 'one'}" == refused.value.hint


def test_a_recording_whose_logs_lie_a_folder_deeper_is_read(tmp_path: Path) -> None:
    """`logs/r1/frr.log` beside `logs/r2.frr.log`."""
    assert ["r1", "r2"] == nodes(analyze(written(tmp_path, "logs/r1/frr.log", "logs/r2.frr.log")))


@pytest.mark.parametrize("broken", ["name: [", "- a\n- b", "topology: {nodes: 3}", "\udcff\udcfe"])
@pytest.mark.parametrize("name", ["lab.clab.yml", "inventory.yml"])
def test_a_broken_lab_file_that_lay_there_costs_a_note(tmp_path: Path, name: str, broken: str) -> None:
    """The logs beside it are read."""
    written(tmp_path, "r1.log")
    (tmp_path / name).write_bytes(broken.encode(errors="surrogateescape"))
    found = analyze(tmp_path)
    if not (name == "inventory.yml" and "topology" in broken):
        assert any(text.startswith(f"{name}: left out, for it is broken: ") for text in noted(found, "unreadable"))
    assert 1 == len(found.incidents)


def test_of_two_topologies_one_is_the_labs(tmp_path: Path) -> None:
    """The other one is named; which is meant nobody knows."""
    written(tmp_path, "r1.log")
    for name in ("a.clab.yml", "b.clab.yml"):
        (tmp_path / name).write_text(f"name: {name[0]}\ntopology: {{nodes: {{r1: }}}}\n")
    found = analyze(tmp_path)
    assert "a" == found.lab
    assert ["b.clab.yml: left out, for the lab is that of a.clab.yml"] == noted(found, "unreadable")


def test_a_named_lab_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    """Not the bytes alone that could not be decoded."""
    written(tmp_path / "in", "r1.log")
    named = tmp_path / "lab.clab.yml"
    named.write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(RecordingError, match=f"{named}: is no UTF-8 text"):
        analyze(tmp_path / "in", lab_file=named)


def test_a_broken_lab_file_that_was_named_is_an_error(tmp_path: Path) -> None:
    """Nobody wants an answer for another lab than the one that was named."""
    written(tmp_path / "in", "r1.log")
    named = tmp_path / "lab.clab.yml"
    named.write_text("name: [")
    with pytest.raises(RecordingError):
        read_recording(tmp_path / "in", lab_file=named)


def test_what_a_damaged_gzip_still_gives_is_read(tmp_path: Path) -> None:
    """A file that was cut off while it was copied."""
    whole = gzip.compress((LOSS + "".join(f"2026/05/09 16:10:24 BGP: {k * k}\n" for k in range(9000))).encode())
    (tmp_path / "r1.log.gz").write_bytes(whole[: len(whole) // 2])
    found = analyze(tmp_path)
    assert ["r1.log.gz: cannot be read to its end: the packed file ends too early"] == noted(found, "unreadable")
    assert 1 == len(found.incidents)


def test_what_cannot_be_looked_at_costs_itself_and_a_note(tmp_path: Path) -> None:
    """A link that leads in circles."""
    written(tmp_path, "r1.log")
    (tmp_path / "r2.log").symlink_to("r2.log")
    found = analyze(tmp_path)
    (note,) = noted(found, "unreadable")
    assert note.startswith("r2.log: cannot be read: ")
    assert 1 == len(found.incidents)
