"""The configuration's file: what cannot be read says why, and what to do about it."""

from pathlib import Path

import pytest

from agent.config.loading import load, load_if_sound
from agent.failure import UsageFailure

INDENT = "blanks for the indent, quotes around what holds a colon; labkeeper config example shows every section"
OTHER = "name another file with --config"


@pytest.mark.parametrize(
    ("content", "what", "hint"),
    [
        (b"a: [", ", line 1: is no YAML: expected the node content, but found '<stream end>'", INDENT),
        (b"lab: \xff", ": is no UTF-8 text: invalid start byte at byte 5", OTHER),
        (b"[" * 5000, ": is nested too deeply to be read", OTHER),
        (b"some words", ", line 1: holds 'some words', expected keys and their values", INDENT.partition("; ")[2]),
        (b"lab: a\nlab: b", ", line 2: key 'lab' is given twice, first in line 1", "keep one of the two"),
    ],
)
def test_a_file_that_cannot_be_read(content: bytes, what: str, hint: str, tmp_path: Path) -> None:
    """What happened on which file, and what to do."""
    path = tmp_path / "labkeeper.yml"
    path.write_bytes(content)
    with pytest.raises(UsageFailure) as caught:
        load(path)
    assert (f"{path}{what}", hint) == (caught.value.what, caught.value.hint)


def test_what_config_names_must_be_a_file(tmp_path: Path) -> None:
    """A folder is not missing: it is a folder; a file that is not there has an example."""
    with pytest.raises(UsageFailure) as folder:
        load(tmp_path)
    assert f"{tmp_path}: is a folder, no configuration file" == folder.value.what
    assert f"name the file: --config {tmp_path}/labkeeper.yml" == folder.value.hint
    with pytest.raises(UsageFailure) as missing:
        load(tmp_path / "x.yml")
    assert f"{tmp_path}/x.yml: no such configuration file" == missing.value.what


def test_what_can_do_without_a_configuration_does_unless_one_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The defaults with what is wrong; a named file that is wrong is an error."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "labkeeper.yml").write_text("labb: x\n")
    loaded, broken = load_if_sound(None)
    assert (loaded.path, loaded.config.lab) == (None, None)
    assert broken is not None
    assert "labkeeper.yml, line 1: unknown key 'labb'; did you mean 'lab'?" == broken.what
    with pytest.raises(UsageFailure, match="unknown key 'labb'"):
        load_if_sound(tmp_path / "labkeeper.yml")
