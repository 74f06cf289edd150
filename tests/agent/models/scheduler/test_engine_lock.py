"""Several labkeepers on one machine: a question asked of one is heard by the others."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from agent.app.model_setup import single_rules
from agent.app.store.memory import MemoryStore
from agent.models.call_log import Call
from agent.models.scheduler.driver import Lanes
from agent.models.scheduler.engine_lock import Neighbours
from tests.agent.models.scheduler.stage import LIMIT_S, Hold, Stage, request
from tests.agent.models.scheduler.test_driver import RULES, VOICE


def test_who_speaks_is_heard_by_all_others_and_not_by_itself(tmp_path: Path) -> None:
    """As long as it speaks."""
    here, there, third = (Neighbours(tmp_path / "run" / "engine.voice") for _ in range(3))
    assert [False, False] == [here.spoken(), there.spoken()]
    here.speak(True)
    assert [False, True, True] == [here.spoken(), there.spoken(), third.spoken()]
    here.speak(False)
    assert [False, False] == [here.spoken(), there.spoken()]


def test_two_may_speak_at_once(tmp_path: Path) -> None:
    """When the first one ends, the second is still heard."""
    here, there, third = (Neighbours(tmp_path / "engine.voice") for _ in range(3))
    here.speak(True)
    there.speak(True)
    here.speak(False)
    there.speak(True)
    assert [True, False] == [third.spoken(), there.spoken()]
    there.speak(False)


def test_a_place_that_cannot_be_used_is_silence(tmp_path: Path) -> None:
    """The lanes of one process work without it."""
    (tmp_path / "file").write_text("")
    nowhere = Neighbours(tmp_path / "file" / "engine.voice")
    nowhere.speak(True)
    assert not nowhere.spoken()


def test_a_question_in_another_process_takes_background_work_back(tmp_path: Path) -> None:
    """The narrative of the one that watches is taken back while the other is asked, and then told whole."""
    hold, calls = Hold(), list[Call]()
    watching = Lanes(Stage(narrative=[hold]), RULES, calls.append, neighbours=Neighbours(tmp_path / "engine.voice"))
    answer, store = Hold("it is up"), MemoryStore()
    meeting = Neighbours(tmp_path / "engine.voice")
    asking = Lanes(Stage(answer=[answer]), single_rules(RULES), store.record, neighbours=meeting)
    for item in (watching, asking):
        item.start()
    with ThreadPoolExecutor(2) as people:
        told = people.submit(watching.ask, request("narrative"), "background")
        assert hold.begun.wait(LIMIT_S)
        spoken = people.submit(asking.ask, request("answer", VOICE), "voice")
        assert hold.release.wait(LIMIT_S)
        assert not told.done()
        answer.release.set()
        assert ("it is up", "narrative") == (spoken.result(LIMIT_S).text, told.result(LIMIT_S).text)
    assert [[], []] == [each.stop() for each in (asking, watching)]
    assert ["preempted", "done"] == [call.outcome for call in calls]
    assert ["answer"] == [each.task for each in store.calls()]
