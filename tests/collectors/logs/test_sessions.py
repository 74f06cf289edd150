"""Echoes, Down lines that were filtered, and Downs of what never was up."""

import pytest

from collectors.logs.sessions import SessionFilter
from collectors.logs.values import Hint, Item
from collectors.observations import BgpNotification, BgpState, Observation

S = 1_000_000_000


def up(at: int) -> BgpState:
    """The session is established."""
    return BgpState(node="n", source="log", seen_ns=at * S, received_ns=at * S, neighbor="p", state="established")


def down(at: int, reason: str = "") -> BgpState:
    """The session was lost."""
    return BgpState(
        node="n", source="log", seen_ns=at * S, received_ns=at * S, neighbor="p", state="down", previous="established",
        reason=reason,
    )  # fmt: skip


def note(at: int, code: int, subcode: int) -> BgpNotification:
    """A NOTIFICATION was sent."""
    return BgpNotification(
        node="n", source="log", seen_ns=at * S, received_ns=at * S, neighbor="p", direction="sent", code=code,
        subcode=subcode,
    )  # fmt: skip


def losses(items: list[Item]) -> list[int]:
    """The seconds of all Downs."""
    found: list[Observation] = SessionFilter().settle(items)
    return [each.seen_ns // S for each in found if isinstance(each, BgpState) and each.state == "down"]


@pytest.mark.parametrize(("code", "subcode"), [(4, 0), (6, 1), (6, 2), (6, 3), (6, 4), (6, 6), (6, 9), (6, 10)])
def test_a_notification_with_an_up_behind_it_is_a_loss(code: int, subcode: int) -> None:
    """Its Down line was filtered."""
    assert [100] == losses([note(100, code, subcode), up(140)])


@pytest.mark.parametrize(("code", "subcode"), [(2, 2), (6, 5), (6, 7), (5, 1)])
def test_a_notification_that_ends_no_session_is_none(code: int, subcode: int) -> None:
    """A refused or collided connection was no session."""
    assert [] == losses([note(100, code, subcode), up(140)])


def test_a_down_that_is_there_is_not_added() -> None:
    """The router's own line is the loss."""
    assert [101] == losses([up(1), note(100, 4, 0), down(101), up(140)])


def test_the_notification_of_an_attempt_after_a_loss_is_none() -> None:
    """A session that is down cannot be lost again."""
    assert [50] == losses([up(1), down(50), note(100, 4, 0), up(140)])


def test_a_debug_line_counts_only_where_nothing_better_was_written() -> None:
    """An echo beside its line is dropped; alone it is the loss."""
    assert [100] == losses([up(1), Hint(down(100, "fsm"), "echo"), down(100, "why")])
    assert [100] == losses([up(1), Hint(down(100, "fsm"), "echo")])


def test_a_down_of_what_never_was_up_is_none() -> None:
    """Only a session that is known to have been up is lost by such a line."""
    assert [] == losses([Hint(down(100), "unless_never_up")])
    assert [100] == losses([up(1), Hint(down(100), "unless_never_up")])


def ends(*items: Item, last: int) -> list[int]:
    """The seconds of the losses that only the end of a file tells."""
    found = SessionFilter()
    found.settle(items)
    return [each.seen_ns // S for each in found.finish(last * S)]


def test_a_notification_with_which_a_file_ends_is_a_loss() -> None:
    """The Down line would have been the next one; of what was not up nothing is lost."""
    assert [100] == ends(up(1), down(50), up(60), note(100, 4, 0), last=101)
    assert [] == ends(up(1), down(50), note(100, 4, 0), last=101)
    assert [] == ends(note(100, 4, 0), last=101)
    assert [] == ends(up(1), note(100, 6, 7), last=101)


def test_a_file_without_any_down_loses_by_its_notifications() -> None:
    """Where Down lines are written and none came, the session lived."""
    assert [100] == ends(up(1), note(100, 6, 2), last=900)
    assert [] == ends(up(1), down(50), up(60), note(100, 6, 2), last=900)
