"""Faults are played and mended: always, whatever happens in between."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from agent.drill.cleanup import undo
from agent.drill.discovery import survey, unhealthy
from agent.drill.fault import Plan, all_faults
from agent.drill.journal import RestoreJournal
from agent.drill.layout import laid_out, takes_s
from agent.drill.run import Drill, Hooks, Played
from agent.drill.targets import Stage
from agent.failure import Failure
from clab.actions import Act, NodeLife, Reconfigure, Revive, Rewire, SetLink
from tests.agent.drill.fake import FakeLab, FakePace, lab
from tests.agent.drill.test_targets import BEYOND

HERE = [name for name in all_faults() if name not in BEYOND]


@pytest.fixture
def stage() -> Stage:
    """The triangle, whole."""
    return survey(lab(), ["r1", "r2", "r3", "host"], FakeLab())


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[RestoreJournal]:
    """A journal in an empty folder."""
    with RestoreJournal(tmp_path / "state") as opened:
        yield opened


def _play(
    stage: Stage, fake: FakeLab, journal: RestoreJournal, pace: FakePace, names: list[str], *, found: bool = True
) -> tuple[list[Played], list[str]]:
    said: list[str] = []
    hooks = Hooks(lambda plan, since_ns: found, lambda: unhealthy(stage, fake), said.append)
    layout = laid_out(stage, {name: all_faults()[name] for name in names}, fake)
    return Drill(stage, fake, journal, pace, hooks).play(layout), said


@pytest.mark.parametrize("name", HERE)
def test_a_fault_strikes_and_is_mended(name: str, stage: Stage, journal: RestoreJournal) -> None:
    """While it lasts something is broken (or was reset); afterwards the lab is whole and nothing is owed."""
    fake = FakeLab()
    seen: list[set[str]] = []
    fake.on_act = lambda act: seen.append(set(fake.broken))
    played, _ = _play(stage, fake, journal, FakePace(), [name])
    assert [item.status for item in played] == ["played"]
    assert any(seen) or name == "clear"
    assert (fake.broken, journal.owed()) == (set(), None)
    assert played[0].struck_ns is not None
    assert played[0].whole_ns is not None
    assert played[0].struck_ns <= played[0].whole_ns


@pytest.mark.parametrize("name", HERE)
def test_an_end_at_any_moment_leaves_the_lab_whole(name: str, stage: Stage, journal: RestoreJournal) -> None:
    """Ctrl-C at every look at the clock: what was broken by then is mended, and nothing is owed."""
    whole = FakePace()
    _play(stage, FakeLab(), journal, whole, [name])
    moments = [*range(min(whole.looks, 60)), whole.looks - 1]
    for until in moments:
        fake = FakeLab()
        played, _ = _play(stage, fake, journal, FakePace(until), [name])
        assert (until, fake.broken, journal.owed()) == (until, set(), None)
        assert all(item.left == [] for item in played)


@pytest.mark.parametrize("name", HERE)
def test_a_drill_that_was_killed_is_undone_by_the_next(name: str, stage: Stage, journal: RestoreJournal) -> None:
    """After each act: the lab and the journal as they stood then are all that the next call needs."""
    left: list[tuple[FakeLab, Path]] = []
    fake = FakeLab()

    def remember(act: Act) -> None:
        folder = journal.path.parent.parent / f"killed-{len(left)}"
        folder.mkdir()
        shutil.copy(journal.path, folder)
        left.append((fake.copy(), folder))

    fake.on_act = remember
    _play(stage, fake, journal, FakePace(), [name])
    assert left
    for then, folder in left:
        with RestoreJournal(folder) as found:
            assert undo(found, then, lambda line: None) == []
            assert (then.broken, found.owed()) == (set(), None)


def test_what_cannot_be_done_is_mended_and_told(stage: Stage, journal: RestoreJournal) -> None:
    """A strike that fails halfway is a failed fault, and its first half is mended."""
    fake = FakeLab(refuse=lambda act, n: n == 2)
    played, said = _play(stage, fake, journal, FakePace(), ["node-isolated"])
    assert [(item.status, item.reason) for item in played] == [("failed", "r1: refused")]
    assert fake.broken == set()
    assert "node-isolated: could not be done: r1: refused" in said


def test_what_cannot_be_mended_stays_owed_and_ends_the_drill(stage: Stage, journal: RestoreJournal) -> None:
    """No further fault strikes a lab that is not whole, and the next call still knows what is to be mended."""
    fake = FakeLab(refuse=lambda act, n: isinstance(act, SetLink) and act.up)
    played, _ = _play(stage, fake, journal, FakePace(), ["link-down", "clear"])
    assert [item.name for item in played] == ["link-down"]
    assert played[0].left == ["r1: ip link set eth1 up: r1: refused"]
    owed = journal.owed()
    assert owed is not None
    assert owed.fault == "link-down"


def test_a_lab_that_does_not_come_back_ends_the_drill(stage: Stage, journal: RestoreJournal) -> None:
    """Sessions that stay down are named."""
    fake = FakeLab()
    hooks = Hooks(lambda plan, since_ns: True, lambda: ["r1 10.0.12.2"], lambda line: None)
    faults = {name: all_faults()[name] for name in ("link-down", "clear")}
    played = Drill(stage, fake, journal, FakePace(), hooks).play(laid_out(stage, faults, fake))
    assert [(item.name, item.left) for item in played] == [("link-down", ["r1 10.0.12.2 is not up again"])]


def test_a_fault_that_is_not_found_is_given_up_in_time(stage: Stage, journal: RestoreJournal) -> None:
    """It lasts as long as the plan allows, no longer."""
    pace = FakePace()
    played, _ = _play(stage, FakeLab(), journal, pace, ["link-down"], found=False)
    assert played[0].plan is not None
    assert played[0].struck_ns is not None
    assert played[0].mended_ns is not None
    lasted_s = (played[0].mended_ns - played[0].struck_ns) / 1e9
    assert lasted_s == pytest.approx(played[0].plan.lasts_s + played[0].plan.found_s, abs=0.2)


def test_containers_made_anew_are_left_alone(stage: Stage, journal: RestoreJournal) -> None:
    """What an earlier drill did to a container that is gone went with it."""
    journal.owe("node-pause", [NodeLife("r1", "unpause"), Revive("r2", "bgpd")], {"r1": "r1-1", "r2": "r2-1"})
    fake = FakeLab(generation="2")
    assert undo(journal, fake, lambda line: None) == []
    assert (fake.done, journal.owed()) == ([], None)


def test_what_is_owed_is_for_its_owner_alone(journal: RestoreJournal) -> None:
    """A running configuration may hold passwords; what is owed comes back as it was written, and goes when paid."""
    acts = (Reconfigure("r1", "router bgp 1\n neighbor 10.0.0.2 password secret\n"), NodeLife("r1", "start"))
    for _ in range(2):
        journal.owe("node-kill", acts, {"r1": "r1-1"})
    assert journal.path.stat().st_mode & 0o777 == 0o600
    owed = journal.owed()
    assert owed is not None
    assert (owed.fault, owed.mend, owed.containers) == ("node-kill", acts, {"r1": "r1-1"})
    journal.paid()
    assert [path.name for path in journal.path.parent.iterdir()] == ["drill.lock"]


def test_two_drills_on_one_lab_are_refused(journal: RestoreJournal) -> None:
    """They would undo each other."""
    with pytest.raises(Failure, match="another drill is running on this lab"), RestoreJournal(journal.path.parent):
        pass


def test_a_journal_that_cannot_be_read_is_no_empty_one(journal: RestoreJournal) -> None:
    """What is owed is not forgotten because of a broken file."""
    journal.path.write_text('{"fault": "x", "mend": [{"act": "Nonsense"}], "containers": {}}')
    with pytest.raises(Failure, match="cannot be read: no act 'Nonsense'") as caught:
        journal.owed()
    assert caught.value.hint == "look at it, put the lab right by hand (or redeploy it), and delete the file"


def test_neighbors_in_the_order_strike_different_sessions(stage: Stage) -> None:
    """Where the lab has other sessions, a fault leaves those of the one before alone."""
    plans = [plan for _, _, plan in laid_out(stage, all_faults(), FakeLab()) if isinstance(plan, Plan)]
    pairs = [(one.sessions, other.sessions) for one, other in pairwise(plans)]
    single = [(one[0], other[0]) for one, other in pairs if len(one) == len(other) == 1]
    assert single
    assert [one for one, other in single if one == other] == []


def test_a_fault_that_cannot_be_had_is_skipped_with_the_reason(stage: Stage, journal: RestoreJournal) -> None:
    """A lab without direct sessions has no link to take away."""
    far = replace(stage, sessions=tuple(replace(session, wire=None) for session in stage.sessions))
    played, said = _play(far, FakeLab(), journal, FakePace(), ["one-way-loss"])
    assert [(item.status, item.reason) for item in played] == [("impossible", "no session runs over a single link")]
    assert said == ["one-way-loss: cannot be had here: no session runs over a single link"]


def test_what_could_not_be_mended_is_not_broken(stage: Stage, journal: RestoreJournal) -> None:
    """Where a link cannot be made anew, no node is killed; the reason is told."""
    fake = FakeLab(lacking=lambda act: "only root can do it" if isinstance(act, Rewire) else "")
    played, _ = _play(stage, fake, journal, FakePace(), ["node-kill", "link-down"])
    assert [(item.name, item.status) for item in played] == [("node-kill", "impossible"), ("link-down", "played")]
    assert played[0].reason == "r1:eth1 -- r2:eth1: make the link anew: only root can do it"
    assert not any(isinstance(each, NodeLife) for each in fake.done)


def test_the_time_that_a_drill_takes_is_told_before(stage: Stage) -> None:
    """A minute or less for one fault; longer hold times make it longer."""
    quick = laid_out(stage, {"clear": all_faults()["clear"]}, FakeLab())
    slow = laid_out(stage, {"node-pause": all_faults()["node-pause"]}, FakeLab())
    assert takes_s(quick) == 15.0
    assert takes_s(slow) == 25.0
    assert takes_s([]) == 0


def test_links_over_which_nothing_comes_back_are_set_down_and_up_once(stage: Stage, journal: RestoreJournal) -> None:
    """Those of the fault whose sessions are all down, at both ends; the others are left alone."""
    fake = FakeLab()
    asleep = {"r1 10.0.12.2", "r2 10.0.12.1"}

    def wake(act: Act) -> None:
        if act == SetLink("r2", "eth1", True):
            asleep.clear()

    fake.on_act = wake
    hooks = Hooks(lambda plan, since_ns: True, lambda: [*unhealthy(stage, fake), *sorted(asleep)], lambda line: None)
    layout = laid_out(stage, {"node-kill": all_faults()["node-kill"]}, fake)
    (played,) = Drill(stage, fake, journal, FakePace(), hooks).play(layout)
    assert [item for item in fake.done if isinstance(item, SetLink)] == [
        SetLink(node, "eth1", up) for node in ("r1", "r2") for up in (False, True)
    ]
    assert (played.status, played.left, journal.owed(), fake.broken) == ("played", [], None, set())
