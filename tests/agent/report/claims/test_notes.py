"""Sentences held against a digest's notes."""

import pytest

from agent.report.claims.notes import Notes
from agent.report.digest import digest
from agent.report.prose import render
from tests.agent.report.recorded_texts import NAMES
from tests.recordings import knowledge


@pytest.mark.parametrize("name", NAMES)
def test_every_note_is_supported_alone_and_joined(name: str) -> None:
    """What code writes is read back, and so are two notes in one sentence."""
    sheet, told = digest(knowledge(name))
    notes = Notes(sheet, told)
    texts = [render(note.text, sheet) for note in told]
    assert {"supported"} == {notes.read(text).verdict for text in texts}
    if len(texts) > 1:
        assert "supported" == notes.read(f"{texts[0][:-1]}; {texts[1]}").verdict
        assert "supported" == notes.read(f"{texts[0][:-1]}, and {texts[1]}").verdict


def test_another_value_is_contradicted_and_another_word_is_not_read() -> None:
    """A wrong count is found; what no note says is not understood."""
    sheet, told = digest(knowledge("diamond-two-faults"))
    notes = Notes(sheet, told)
    count = next(render(note.text, sheet) for note in told if "incidents were found" in note.text)
    assert "contradicted" == notes.read("Nine incidents were found.").verdict
    assert "not_read" == notes.read(f"{count[:-1]}, and services suffered.").verdict
