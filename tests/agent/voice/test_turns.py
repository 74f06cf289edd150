"""Turns out of frames: begin, pause, going on, end."""

import pytest

from agent.voice.inventory import inventory
from agent.voice.sound import FRAME_S
from agent.voice.turn_end import verdict
from agent.voice.turns import Began, Ended, Paused, TurnEvent, TurnTaker, WentOn
from agent.voice.understanding import Understander
from tests.agent.voice.labs import knowledge

FRAME = bytes(1024)
KNOWN = knowledge()
ONE = Understander(KNOWN, inventory(KNOWN))


def frames(taker: TurnTaker, seconds: float, probability: float) -> list[TurnEvent]:
    """So long speech or silence."""
    return [event for _ in range(round(seconds / FRAME_S)) for event in taker.frame(FRAME, probability)]


def kinds(events: list[TurnEvent]) -> list[type]:
    """What they are."""
    return [type(event) for event in events]


def test_a_click_is_no_turn() -> None:
    """Two frames are not speech."""
    taker = TurnTaker()
    assert [] == frames(taker, 0.064, 0.9) + frames(taker, 2.0, 0.0)


def test_a_whole_question_ends_at_the_first_pause() -> None:
    """A fifth of a second."""
    taker = TurnTaker()
    assert [Began] == kinds(frames(taker, 1.0, 0.9))
    (paused,) = frames(taker, 0.25, 0.0)
    assert isinstance(paused, Paused)
    assert 1.0 < paused.sound.seconds < 1.4
    (ended,) = taker.verdict(paused.number, "whole")
    assert isinstance(ended, Ended)
    assert 0.2 <= ended.silent_s < 0.3
    assert not taker.speaking


@pytest.mark.parametrize(("holds", "seconds"), [("open", 1.4), ("unclear", 0.7)])
def test_what_is_not_whole_waits(holds: str, seconds: float) -> None:
    """An open slot longest."""
    taker = TurnTaker()
    frames(taker, 1.0, 0.9)
    (paused,) = frames(taker, 0.25, 0.0)
    assert isinstance(paused, Paused)
    assert [] == taker.verdict(paused.number, holds)  # type: ignore[arg-type]  # of the words above
    assert [] == frames(taker, seconds - 0.35, 0.0)
    (ended,) = frames(taker, 0.2, 0.0)
    assert isinstance(ended, Ended)


def test_going_on_makes_what_was_written_down_void() -> None:
    """The pause's verdict comes too late, the next pause holds all of it."""
    taker = TurnTaker()
    frames(taker, 1.0, 0.9)
    (first,) = frames(taker, 0.25, 0.0)
    assert isinstance(first, Paused)
    assert [WentOn] == kinds(frames(taker, 0.5, 0.9))
    assert [] == taker.verdict(first.number, "whole")
    (second,) = frames(taker, 0.25, 0.0)
    assert isinstance(second, Paused)
    assert second.sound.seconds > first.sound.seconds + 0.4


def test_who_never_pauses_is_cut_off_after_a_while() -> None:
    """Clapping and fans do not listen for ever."""
    taker = TurnTaker()
    events = frames(taker, 21.0, 0.9)
    assert [Began, Paused, Ended] == kinds(events)[:3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("did SRL2 come back", "whole"),
        ("what happened to SRL to", "whole"),
        ("what happened", "whole"),
        ("is the session between leaf one and", "open"),
        ("is the session between leaf one", "open"),
        ("did s r l", "open"),
        ("when did", "open"),
        ("blue monkeys", "unclear"),
        ("", "unclear"),
    ],
)
def test_the_meaning_ends_a_turn(text: str, expected: str) -> None:
    """A question that parses whole is over, an open slot is not."""
    assert expected == verdict(text, ONE.typed(text))
