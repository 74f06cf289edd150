"""Digests and briefs on schedule: due when the configuration says, caught up once, never doubled."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from agent.app.schedule import Job, Schedule, last_due
from agent.app.store.memory import MemoryStore
from agent.app.store.protocol import Store
from agent.app.store.sqlite import SqliteStore
from agent.config.schedule import ScheduleConfig, When, length_s
from clab.units import SECOND_NS

H = 3600 * SECOND_NS


def ns(*moment: int, zone: str = "UTC") -> int:
    """A moment in nanoseconds."""
    return int(datetime(*moment, tzinfo=ZoneInfo(zone)).timestamp()) * SECOND_NS  # type: ignore[arg-type]  # year, month, day, ...


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store of each kind."""
    made: Store = MemoryStore() if request.param == "memory" else SqliteStore(tmp_path / "journal.sqlite")
    yield made
    made.close()


DAILY = When(cron="0 8 * * *")


@pytest.mark.parametrize(
    ("when", "last", "now", "due"),
    [
        (DAILY, ns(2026, 11, 24, 7, 59), ns(2026, 11, 24, 8), ns(2026, 11, 24, 8)),
        (DAILY, ns(2026, 11, 24, 8), ns(2026, 11, 24, 23), None),
        (DAILY, ns(2026, 11, 24, 8), ns(2026, 11, 25, 7, 59), None),
        (DAILY, ns(2026, 1, 1, 8), ns(2026, 11, 24, 10), ns(2026, 11, 24, 8)),
        (When(cron="*/5 * * * *"), ns(2026, 1, 1), ns(2026, 11, 24, 10, 7), ns(2026, 11, 24, 10, 5)),
        (When(cron="0 0 29 2 *"), ns(2020, 3, 1), ns(2026, 11, 24), ns(2024, 2, 29)),
        (When(every="8h"), ns(2026, 11, 24), ns(2026, 11, 24, 7), None),
        (When(every="8h"), ns(2026, 11, 24), ns(2026, 11, 24, 8), ns(2026, 11, 24, 8)),
        (When(every="8h"), ns(2026, 11, 20, 1), ns(2026, 11, 24, 10), ns(2026, 11, 24, 9)),
    ],
)
def test_the_latest_time_that_was_due_counts(when: When, last: int, now: int, due: int | None) -> None:
    """However many were missed, there is one."""
    assert last_due(when, last, now) == due


def test_a_cron_line_is_in_the_configured_zone() -> None:
    """Eight in the morning in Berlin is seven in winter and six in summer."""
    zone = ZoneInfo("Europe/Berlin")
    assert last_due(DAILY, ns(2026, 11, 24), ns(2026, 11, 24, 12), zone) == ns(2026, 11, 24, 7)
    assert last_due(DAILY, ns(2026, 7, 24), ns(2026, 7, 24, 12), zone) == ns(2026, 7, 24, 6)


class Clock:
    """A clock that a test sets."""

    def __init__(self, now_ns: int) -> None:
        self.now_ns = now_ns

    def __call__(self) -> int:
        return self.now_ns


def test_missed_runs_are_caught_up_once_and_never_doubled(store: Store) -> None:
    """Off for three days: one run for all of them; a second program, or a second turn, does nothing."""
    done: list[tuple[int, int]] = []
    clock = Clock(ns(2026, 11, 20, 12))
    job = Job("digest", DAILY, lambda from_ns, due_ns: done.append((from_ns, due_ns)))
    first, second = Schedule((job,), store, clock), Schedule((job,), store, clock)
    assert first.turn("digest") is False  # it begins now
    clock.now_ns = ns(2026, 11, 24, 9)
    assert (first.turn("digest"), second.turn("digest"), first.turn("digest")) == (True, False, False)
    assert done == [(ns(2026, 11, 20, 12), ns(2026, 11, 24, 8))]
    clock.now_ns = ns(2026, 11, 25, 8)
    assert (second.turn("digest"), first.turn("digest")) == (True, False)
    assert done[1] == (ns(2026, 11, 24, 8), ns(2026, 11, 25, 8))


def test_a_run_survives_a_restart(tmp_path: Path) -> None:
    """What was done before the program ended is not done again by the next one."""
    done: list[int] = []
    for _ in range(2):
        store = SqliteStore(tmp_path / "journal.sqlite")
        store.claim_run("brief", ns(2026, 11, 24, 1))
        job = Job("brief", When(every="1h"), lambda from_ns, due_ns: done.append(due_ns))
        Schedule((job,), store, Clock(ns(2026, 11, 24, 5, 30))).turn("brief")
        store.close()
    assert done == [ns(2026, 11, 24, 5)]


def test_a_run_that_fails_does_not_end_the_schedule(store: Store) -> None:
    """It is logged, counts as done, and the next one comes."""

    def fail(from_ns: int, due_ns: int) -> None:
        raise RuntimeError("no disk")

    clock = Clock(ns(2026, 11, 24, 7))
    schedule = Schedule((Job("digest", DAILY, fail),), store, clock)
    schedule.turn("digest")
    clock.now_ns = ns(2026, 11, 24, 9)
    assert (schedule.turn("digest"), schedule.turn("digest")) == (True, False)


def test_a_claim_that_is_older_than_the_last_is_refused(store: Store) -> None:
    """Two programs, two clocks: time only goes on."""
    assert [store.claim_run("x", due) for due in (5, 5, 4, 6)] == [True, False, False, True]
    assert (store.last_run("x"), store.last_run("y")) == (6, None)


def test_started_it_catches_up_in_its_own_thread(store: Store) -> None:
    """The scheduler's thread runs what was missed; stopping starts nothing more."""
    import threading

    ran = threading.Event()
    store.claim_run("digest", ns(2026, 11, 20))
    job = Job("digest", DAILY, lambda from_ns, due_ns: ran.set())
    schedule = Schedule((job,), store, Clock(ns(2026, 11, 24, 9)), UTC)
    schedule.start()
    try:
        assert ran.wait(10)
    finally:
        schedule.stop()


@pytest.mark.parametrize(
    "section",
    [
        {"digest": {"cron": "0 8 * *"}},
        {"digest": {"cron": "99 8 * * *"}},
        {"digest": {"every": "8"}},
        {"digest": {"every": "10s"}},
        {"digest": {}},
        {"digest": {"cron": "0 8 * * *", "every": "8h"}},
        {"digests": {"every": "8h"}},
    ],
)
def test_a_schedule_that_cannot_be_is_refused(section: dict[str, object]) -> None:
    """In the configuration, not at night."""
    with pytest.raises(ValidationError):
        ScheduleConfig.model_validate(section)


def test_lengths_of_time_are_read() -> None:
    """Seconds, minutes, hours, days."""
    assert [length_s(item) for item in ("90s", "30m", "8h", "1.5d")] == [90, 1800, 28_800, 129_600]
