"""Pins: the first digest stays, in a file that is replaced as a whole."""

from pathlib import Path

import pytest

from agent.failure import Failure
from agent.models.api import ModelFailure
from agent.models.backends.digest_pins import Pins, pins_in


def test_the_first_digest_is_pinned_and_kept(tmp_path: Path) -> None:
    """Another program run sees it; another digest is refused with what to do."""
    pins_in(tmp_path / "new").check("gemma3:4b", "a" * 64)
    pins = pins_in(tmp_path / "new")
    assert "a" * 64 == pins.of("gemma3:4b")
    pins.check("gemma3:4b", "a" * 64)
    with pytest.raises(ModelFailure, match="aaaaaaaaaaaa") as caught:
        pins.check("gemma3:4b", "b" * 64)
    assert ("refused", True) == (caught.value.kind, "models pin gemma3:4b" in caught.value.hint)
    assert ["pins.json"] == [path.name for path in (tmp_path / "new").iterdir()]


def test_pinning_anew(tmp_path: Path) -> None:
    """An explicit pin replaces what was there, and leaves the others."""
    pins = pins_in(tmp_path)
    pins.check("a", "1")
    pins.check("b", "2")
    pins.pin("a", "3")
    assert ("3", "2") == (pins_in(tmp_path).of("a"), pins_in(tmp_path).of("b"))


def test_pins_are_per_server(tmp_path: Path) -> None:
    """The same name may mean other bits at another server; each keeps its own."""
    pins_in(tmp_path, "http://127.0.0.1:11434").check("gemma3:4b", "a" * 64)
    pins_in(tmp_path, "http://10.0.0.2:11434").check("gemma3:4b", "b" * 64)
    assert "a" * 64 == pins_in(tmp_path, "http://127.0.0.1:11434").of("gemma3:4b")
    assert "b" * 64 == pins_in(tmp_path, "http://10.0.0.2:11434").of("gemma3:4b")


def test_pins_of_an_older_version_hold_for_the_server_in_use(tmp_path: Path) -> None:
    """A flat file of names and digests is read as it was."""
    (tmp_path / "pins.json").write_text('{"gemma3:4b": "aa"}')
    with pytest.raises(ModelFailure, match="pinned is aa"):
        pins_in(tmp_path, "http://127.0.0.1:11434").check("gemma3:4b", "bb")


@pytest.mark.parametrize("text", ["", "[]", '{"a": 1}', "{"])
def test_a_broken_file_is_an_error_not_an_empty_one(tmp_path: Path, text: str) -> None:
    """Forgetting all pins would let any model pass."""
    (tmp_path / "pins.json").write_text(text)
    with pytest.raises(Failure, match=r"pins\.json"):
        pins_in(tmp_path)


def test_a_pin_that_cannot_be_kept_is_an_error(tmp_path: Path) -> None:
    """A folder that vanished under a running program, replaced by a file."""
    pins = pins_in(tmp_path / "state")
    (tmp_path / "state").write_text("")
    with pytest.raises(Failure, match="cannot be kept"):
        pins.check("a", "1")
    assert pins.of("a") is None


def test_without_a_file_pins_last_as_long_as_the_program() -> None:
    """For tests and one-off uses."""
    pins = Pins()
    pins.check("a", "1")
    assert "1" == pins.of("a")
