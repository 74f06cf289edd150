"""The labs' watchman: who comes is picked up, who goes is let go, and an engine that goes away is waited for."""

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from agent.app.assembly import Places
from agent.app.watch.lab_agent import Dependencies
from agent.app.watch.lab_session import LabSession
from agent.app.watch.lab_watcher import LabWatcher, Output
from agent.config.whole import Config
from agent.detect.incident_registry import IncidentChange
from clab.docker_engine import DockerEngine, EngineError
from clab.units import SECOND_NS
from tests.clab.engine import FakeEngine, diamond, served


class Ears:
    """Keeps what is told, and lets a test wait for it; its clock is the test's."""

    def __init__(self) -> None:
        self.now_ns = 2_000_000_000 * SECOND_NS
        self.sessions: list[LabSession] = []
        self.said: list[str] = []
        self._moved = threading.Condition()

    def session(self, session: LabSession) -> None:
        """A session's turn."""
        with self._moved:
            self.sessions.append(session)
            self._moved.notify_all()

    def say(self, text: str) -> None:
        """A line for people."""
        with self._moved:
            self.said.append(text)
            self._moved.notify_all()

    def wait(self, enough: Callable[[], bool]) -> None:
        """Until it was told."""
        with self._moved:
            assert self._moved.wait_for(enough, 15), (self.sessions, self.said)


def no_incident(lab: str, change: IncidentChange) -> None:
    """None is expected here."""
    raise AssertionError(f"{lab}: {change}")


@contextmanager
def watching(url: str, ears: Ears, folder: Path, only: frozenset[str] = frozenset()) -> Iterator[LabWatcher]:
    """Watch an engine's labs while the block runs."""
    with closing(DockerEngine(url)) as engine:
        means = Dependencies(Config(poll_s=60), engine, clock_ns=lambda: ears.now_ns, say=ears.say)
        voice = Output(no_incident, ears.session, ears.say)
        watch = LabWatcher(means, lambda lab: Places(folder / "state" / lab, folder / "out"), voice, only)
        watch.start()
        try:
            yield watch
        finally:
            assert [] == watch.stop()


def lab(fake: FakeEngine, name: str, *nodes: str) -> None:
    """A lab of hosts that say nothing."""
    for node in nodes:
        fake.happen(fake.add(name, node, **{"clab-node-kind": "bridge"}), "start")


def test_a_lab_that_runs_already_is_found_and_kept_until_we_stop(tmp_path: Path) -> None:
    """A session that begins as found, with its own journal, and ends with the watching."""
    fake, ears = FakeEngine(), Ears()
    diamond(fake, tmp_path)
    with served(fake, tmp_path / "api.sock") as url, watching(url, ears, tmp_path) as watch:
        (agent,) = watch.labs()
        assert ({"r1", "r2", "r3", "r4"}, 4) == (set(agent.agent.lab.nodes), len(agent.agent.lab.links))
    told = [(session.lab, session.began, session.nodes, session.ended) for session in ears.sessions]
    assert [("diamond", "found", 4, None), ("diamond", "found", 4, "stopped watching")] == told
    assert (tmp_path / "state" / "diamond" / "journal.sqlite").exists()


def test_a_lab_that_comes_and_goes_while_we_watch_is_one_session(tmp_path: Path) -> None:
    """Deployed and destroyed, both told; two labs have an agent each."""
    fake, ears = FakeEngine(), Ears()
    with served(fake, tmp_path / "api.sock") as url, watching(url, ears, tmp_path) as watch:
        assert fake.has_listeners(1)
        lab(fake, "one", "h1", "h2")
        ears.wait(lambda: len(ears.sessions) == 1)
        lab(fake, "two", "h1")
        ears.wait(lambda: len(ears.sessions) == 2)
        assert ["one", "two"] == [item.found.name for item in watch.labs()]
        fake.remove("one")
        threading.Timer(1.5, ears.__setattr__, ("now_ns", ears.now_ns + 20 * SECOND_NS)).start()
        ears.wait(lambda: len(ears.sessions) == 3)
        assert ["two"] == [each.found.name for each in watch.labs()]
    assert ("one", "destroyed") == (ears.sessions[2].lab, ears.sessions[2].ended)
    assert "lab one was destroyed: its session of" in ears.sessions[2].said


def test_only_the_lab_that_was_named_is_watched(tmp_path: Path) -> None:
    """The others are left alone."""
    fake, ears = FakeEngine(), Ears()
    lab(fake, "one", "h1")
    lab(fake, "two", "h1")
    with served(fake, tmp_path / "api.sock") as url, watching(url, ears, tmp_path, frozenset(("two",))) as watch:
        assert ["two"] == [item.found.name for item in watch.labs()]


def test_a_lab_that_grows_keeps_its_session(tmp_path: Path) -> None:
    """A node that was not in any file: the detector starts anew on four nodes, and the session goes on."""
    fake, ears = FakeEngine(), Ears()
    lab(fake, "one", "h1")
    with served(fake, tmp_path / "api.sock") as url, watching(url, ears, tmp_path) as watch:
        (agent,) = watch.labs()
        assert fake.has_listeners(2)
        lab(fake, "one", "h2")
        turns = (threading.Event().wait(0.1) or len(agent.agent.lab.nodes) for _ in range(100))
        assert 2 == next(turn for turn in turns if turn == 2)
    assert [None, "stopped watching"] == [session.ended for session in ears.sessions]


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_engine_that_is_restarted_is_waited_for(tmp_path: Path) -> None:
    """It is said once that it is gone and once that it is back; the lab's session goes on.

    The docker library leaves sockets to the garbage collector when an engine goes away under it."""
    fake, ears = FakeEngine(), Ears()
    lab(fake, "one", "h1")
    with served(fake, tmp_path / "api.sock") as url:
        watcher = watching(url, ears, tmp_path)
        watch = watcher.__enter__()
    ears.wait(lambda: any("containers cannot be seen" in each for each in ears.said))
    with served(fake, tmp_path / "api.sock"):
        ears.wait(lambda: "the Docker engine answers again" in ears.said)
        assert ["one"] == [item.found.name for item in watch.labs()]
        watcher.__exit__(None, None, None)
    gc.collect()
    assert (1, 2) == (sum("cannot be seen" in each for each in ears.said), len(ears.sessions))


def test_without_an_engine_the_watch_does_not_begin(tmp_path: Path) -> None:
    """What was asked of it cannot be done, and it says so."""
    with (
        pytest.raises(EngineError, match="no Docker engine here"),
        watching(f"unix://{tmp_path}/none.sock", Ears(), tmp_path),
    ):
        pass
