"""Sources that went away: one line, a mark, and a line when they are heard again."""

from agent.app.watch.vanished import Vanished
from collectors.observations import Gap, SourceAlive
from collectors.supervisor import Health


def gone(source: str = "log") -> Gap:
    """A file that is gone."""
    return Gap(node="r1", source=source, seen_ns=1, received_ns=1, from_ns=1, to_ns=None, reason="x is gone")  # type: ignore[arg-type]


def test_it_is_said_once_and_shown_until_it_is_back() -> None:
    """Only its own source is marked."""
    away = Vanished()
    assert ["r1: x is gone"] == list(away.take([gone(), gone()]))
    assert away.marked(Health("log-r1", "ok")) == Health("log-r1", "failed", error="x is gone")
    assert away.marked(Health("vty-r1", "ok")) == Health("vty-r1", "ok")
    back = SourceAlive(node="r1", source="log", seen_ns=2, received_ns=2)
    assert ["r1: its log is read again"] == list(away.take([back]))
    assert away.marked(Health("log-r1", "ok")) == Health("log-r1", "ok")


def test_what_the_supervisor_says_is_not_said_twice() -> None:
    """A stream's break is its own."""
    assert [] == list(Vanished().take([gone("gnmi")]))
