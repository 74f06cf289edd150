"""What lies below a folder, what cannot be looked at, and recordings in subfolders."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from collectors.sources.folders import MOST, counted, files_below, files_in, is_kernels, recordings_below

NOBODY = 65534


def made(folder: Path, *names: str) -> Path:
    """A folder with these files."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    return folder


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Be no superuser for a while, who may read everything."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if before == 0:
            os.seteuid(before)


def test_a_folder_that_may_not_be_looked_into_is_named() -> None:
    """Its neighbors are found all the same."""
    with tempfile.TemporaryDirectory() as name:
        folder = made(Path(name), "a/r1.log", "secret/r2.log", "r3.log")
        folder.chmod(0o755)
        (folder / "secret").chmod(0)
        with ordinary_user():
            below, inside = files_below(folder), files_in(folder / "secret")
        (folder / "secret").chmod(0o700)
    assert ["a/r1.log", "r3.log"] == [str(each.relative_to(folder)) for each in below.files]
    assert [(folder / "secret", "Permission denied")] == below.unreadable == inside.unreadable


def test_links_that_lead_nowhere_or_to_a_folder_are_named(tmp_path: Path) -> None:
    """A loop, a link to nothing, and a link to a folder, which is not followed."""
    made(tmp_path, "in/r1.log")
    (tmp_path / "in/loop").symlink_to("loop")
    (tmp_path / "in/gone").symlink_to("nothing")
    (tmp_path / "in/up").symlink_to("..")
    found = files_below(tmp_path / "in")
    assert ["r1.log"] == [each.name for each in found.files]
    assert {"loop", "gone", "up"} == {path.name for path, _ in found.unreadable}


def test_hidden_files_and_skipped_parts_are_no_logs(tmp_path: Path) -> None:
    """A recording's parts lie at its top alone."""
    made(tmp_path, ".git/x", ".hidden", "gnmi/r1.jsonl", "a/gnmi/r1.log")
    assert ["a/gnmi/r1.log"] == [str(each.relative_to(tmp_path)) for each in files_below(tmp_path).files]


def test_recordings_in_subfolders_are_found_at_any_depth(tmp_path: Path) -> None:
    """By their topology beside logs, by JSON lines in a part, or by logs of several nodes where two are so."""
    made(tmp_path, "a/lab.clab.yml", "a/logs/r1.log", "b/c/snapshots/r1.bgp-summary.jsonl")
    assert ["a", "b/c"] == recordings_below(tmp_path)
    one = made(tmp_path / "one", "x/logs/r1.frr.log", "x/logs/r2.frr.log")
    assert [] == recordings_below(one)
    assert ["x", "y"] == recordings_below(made(one, "y/logs/r1.frr.log", "y/logs/r2.frr.log"))


def test_routers_folders_are_no_recordings(tmp_path: Path) -> None:
    """Each router's own folder with its daemons' logs in it."""
    made(tmp_path, "r1/logs/bgpd.log", "r1/logs/zebra.log", "r2/logs/bgpd.log", "r2/logs/zebra.log")
    assert [] == recordings_below(tmp_path)


def test_many_recordings_are_counted() -> None:
    """The first dozen is named."""
    assert "2 recordings: a, b" == counted(["a", "b"])
    assert counted([f"r{k}" for k in range(20)]).startswith("20 recordings: r0, ")
    assert counted([f"r{k}" for k in range(20)]).endswith("r11 and 8 more")


def test_of_very_many_files_the_first_are_looked_at(tmp_path: Path) -> None:
    """And it is said that there were more."""
    for number in range(MOST):
        os.mknod(tmp_path / str(number))
    whole = files_below(tmp_path)
    os.mknod(tmp_path / "one more")
    more = files_below(tmp_path)
    assert [(MOST, False), (MOST, True)] == [(len(each.files), each.cut) for each in (whole, more)]


def test_the_kernels_own_files_are_no_logs(tmp_path: Path) -> None:
    """Wherever a name leads; a disk in memory is one of ours, and so is what a process sees as its root."""
    (tmp_path / "in").symlink_to("/proc/self")
    named = ["/proc", "/sys/class", "/dev", str(tmp_path / "in"), "/dev/shm", "/proc/self/root/tmp", str(tmp_path)]
    assert [True, True, True, True, False, False, False] == [is_kernels(Path(each)) for each in named]
