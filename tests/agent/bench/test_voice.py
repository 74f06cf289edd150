"""The bench of the voice lane: its questions are read, its measures measure, and it can fail."""

import pytest

from agent.bench.voice.latency import Told, latencies
from agent.bench.voice.questions import NOW_NS, TEMPLATES, draw_lab, questions
from agent.bench.voice.spoken import canonical, edits, names
from agent.report.question_reader import read
from agent.voice.conversation import Stages
from agent.voice.inventory import inventory
from agent.voice.understanding import Understander


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_typed_question_is_read_and_asks_of_its_names(seed: int) -> None:
    """What nobody reads cannot be heard rightly; typed, the voice lane understands the same names."""
    knowledge, asked = questions(seed, len(TEMPLATES))
    one = Understander(knowledge, inventory(knowledge))
    for question in asked:
        wanted = read(question.typed, knowledge, NOW_NS).lookup
        found = one.typed(question.typed).lookup
        assert wanted is not None, question
        assert found is not None, question
        assert names(wanted) == names(found), question


def test_a_seed_is_a_lab_and_its_questions() -> None:
    """The same again, and another for another seed."""
    assert questions(5, 30) == questions(5, 30)
    assert draw_lab(5) != draw_lab(6)


@pytest.mark.parametrize(
    ("said", "heard", "errors"),
    [
        ("did S R L two come back?", "Did SRL2 come back.", 0),
        ("what is the state of ten dot zero dot twelve dot one?", "What is the state of 10.0.12.1?", 0),
        ("is leaf one up?", "is leaf won up", 1),
        ("is leaf one up?", "", 4),
    ],
)
def test_word_errors_are_counted_on_what_was_meant(said: str, heard: str, errors: int) -> None:
    """However a name or a number is written."""
    assert errors == edits(canonical(said), canonical(heard))


def test_the_first_sound_waits_for_no_model() -> None:
    """Measured stages in, and what a busy day adds; slower ears are later."""
    quick, slow = (Told(Stages(0.2 + s, s, 0.01, 0.01, 0.2), 0.02, 4.0) for s in (0.4, 2.0))
    idle, busy = latencies([quick], 1)
    assert ("idle", "busy") == (idle.load, busy.load)
    assert abs(idle.first_sound.p50 - quick.stages.first_audio_s) < 1e-9
    assert idle.first_sound.p50 <= busy.first_sound.p50 < idle.by_model.p50
    assert latencies([slow], 1)[1].first_sound.p50 > busy.first_sound.p50
